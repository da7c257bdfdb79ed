"""The outputs of the last good run, put back after one that failed.

DVC deletes a stage's outputs before it runs, also when it then fails. Its cache holds the last good
ones, under the hashes in dvc.lock; of the small metrics that no cache holds, copies are kept here.
Whatever is put back is compared with those hashes before anybody is told so.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pipeline.locked_outputs import (
    Output,
    cached,
    current,
    declared_stages,
    files_of,
    md5_of,
    outputs_of,
    stages_of,
)
from pipeline.whole_files import write_whole

KEPT = Path(".dvc/tmp/last-good")
"""Copies of the outputs that DVC's cache does not hold."""


READY = Path(".dvc/tmp/last-good.lock")
"""A copy of dvc.lock that only has to be moved: on a disk that a run has filled, none is made."""


@dataclass(frozen=True)
class LastGood:
    """What must be known of a good state before a run."""

    lock: bytes
    rounds: tuple[str, ...]

    @property
    def has_reports(self) -> bool:
        """Whether a run had come to the report of any of the rounds: before, there is no result."""
        return any(f"report@{name}" in stages_of(self.lock) for name in self.rounds)


def remember(root: Path, rounds: Sequence[str]) -> LastGood | None:
    """Look at the outputs before a run.

    Args:
        root: the project.
        rounds: as in params.yaml; stages of other rounds do not count.

    Returns:
        None where there is no good state to go back to: no lock, or an output that is neither there
        nor kept.

    Raises:
        OpinionsError: dvc.lock is no YAML (conflict markers of git).
    """
    lock = root / "dvc.lock"
    if not lock.is_file():
        return None
    last = LastGood(lock.read_bytes(), tuple(rounds))
    outputs = list(outputs_of(root, last.lock, last.rounds))
    if not outputs or not all(_is_there(root, out) or _is_kept(root, out) for out in outputs):
        return None
    return last


def make_ready(root: Path, last: LastGood) -> None:
    """Before a run: keep what putting a good state back would need room for.

    Raises:
        OSError: there is no room for it; nothing has changed.
    """
    write_whole(root / READY, last.lock)


def is_complete(root: Path, last: LastGood) -> bool:
    """Whether all outputs of a good state are there, whatever they hold."""
    return all(_is_there(root, out) for out in outputs_of(root, last.lock, last.rounds))


def keep(root: Path) -> None:
    """After a good run: copies of the outputs that DVC's cache does not hold."""
    shutil.rmtree(root / KEPT, ignore_errors=True)
    for pattern in _uncached_outputs(root / "dvc.yaml"):
        for path in sorted(root.glob(pattern)):
            if path.is_file():
                write_whole(root / KEPT / path.relative_to(root), path.read_bytes())


def put_back(root: Path, last: LastGood, environment: Mapping[str, str] | None = None) -> bool:
    """Bring the outputs of a good state back. Source files of rounds are not touched.

    Args:
        root: the project.
        last: the good state.
        environment: of the DVC process; this one's where None.

    Returns:
        Whether all are back, as their hashes say.
    """
    lock = root / "dvc.lock"
    was, made = stages_of(last.lock), stages_of(lock.read_bytes() if lock.is_file() else b"")
    for out in (out for name in sorted(made.keys() - was.keys()) for out in made[name]):
        _remove(root / out.path)  # of a round that has never been through
    ready = root / READY
    if ready.is_file() and ready.read_bytes() == last.lock:
        ready.replace(lock)
    elif not lock.is_file() or lock.read_bytes() != last.lock:
        write_whole(lock, last.lock)
    # Stages by name: a bare checkout would also undo people's corrections in the rounds.
    names = current(was, root, last.rounds)
    command = [sys.executable, "-m", "pipeline.quick_dvc", "checkout", "--quiet", "--force", *names]
    # What is not back after it is seen below; its own words help nobody.
    subprocess.run(command, cwd=root, env=environment, check=False, capture_output=True)
    for out in outputs_of(root, last.lock, last.rounds):
        if not _holds(root, out):
            _link(root, out)
    for path in sorted(path for path in (root / KEPT).rglob("*") if path.is_file()):
        place, content = root / path.relative_to(root / KEPT), path.read_bytes()
        if not place.is_file() or place.read_bytes() != content:
            write_whole(place, content)
    return all(_holds(root, out) for out in outputs_of(root, last.lock, last.rounds))


def _is_there(root: Path, out: Output) -> bool:
    return (root / out.path).exists()


def _is_kept(root: Path, out: Output) -> bool:
    """Whether DVC's cache, or the folder of copies, holds an output."""
    return cached(root, out.md5).is_file() or (root / KEPT / out.path).is_file()


def _holds(root: Path, out: Output) -> bool:
    """Whether an output holds what its hash says."""
    try:
        return all(md5_of(path) == md5 for path, md5 in files_of(root, out))
    except (OSError, ValueError):
        return False


def _link(root: Path, out: Output) -> None:
    """Link the files of an output to their copies in the cache.

    DVC needs room for its notes to do so; a link needs none.
    """
    with suppress(OSError, ValueError):
        for path, md5 in files_of(root, out):
            copy = cached(root, md5)
            if md5_of(path) != md5 and md5_of(copy) == md5:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.unlink(missing_ok=True)
                path.hardlink_to(copy)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _uncached_outputs(dvc_yaml: Path) -> list[str]:
    """Patterns of the outputs that dvc.yaml keeps out of the cache."""
    declared = (
        entry
        for stage in declared_stages(dvc_yaml).values()
        for kind in ("outs", "metrics", "plots")
        for entry in stage.get(kind) or []
        if isinstance(entry, dict)
    )
    return sorted(
        re.sub(r"\$\{[^}]*\}", "*", str(path))
        for entry in declared
        for path, options in entry.items()
        if isinstance(options, dict) and options.get("cache") is False
    )
