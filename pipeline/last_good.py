"""The outputs of the last good run, put back after one that failed.

DVC deletes a stage's outputs before it runs, also when it then fails. Its cache holds the last good
ones, under the hashes in dvc.lock; of the small metrics that no cache holds, copies are kept here.
Whatever is put back is compared with those hashes before anybody is told so.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import OpinionsError
from pipeline.language import says
from pipeline.whole_files import write_whole
from pipeline.yaml_files import read_lock, read_yaml

KEPT = Path(".dvc/tmp/last-good")
"""Copies of the outputs that DVC's cache does not hold."""
CACHE = Path(".dvc/cache/files/md5")


@dataclass(frozen=True)
class Output:
    """An output of a stage as dvc.lock knows it."""

    path: str
    md5: str
    """Of the file; of a folder, with the ending '.dir', of the list of its files."""


@dataclass(frozen=True)
class LastGood:
    """What must be known of a good state before a run."""

    lock: bytes
    rounds: tuple[str, ...]


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
    outputs = list(_outputs(root, last))
    if not outputs or not all(_is_there(root, out) or _is_kept(root, out) for out in outputs):
        return None
    return last


def is_complete(root: Path, last: LastGood) -> bool:
    """Whether all outputs of a good state are there, whatever they hold."""
    return all(_is_there(root, out) for out in _outputs(root, last))


def drop_damaged(root: Path, last: LastGood, folder: str) -> None:
    """Take files that no longer hold what their hash says out of DVC's cache.

    A file that was written in place is one with its copy in the cache, which DVC trusts unread:
    without it DVC makes the output again.

    Args:
        root: the project.
        last: the good state.
        folder: outputs in it are read; all would take long.
    """
    for out in _outputs(root, last):
        if out.path.startswith(f"{folder}/"):
            try:
                files = _files_of(root, out)
            except (OSError, ValueError):
                continue  # DVC sees that by itself
            for path, md5 in files:
                if path.is_file() and _md5(path) != md5 and _md5(_cached(root, md5)) != md5:
                    _cached(root, md5).unlink(missing_ok=True)


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
    was, made = _stages(last.lock), _stages(lock.read_bytes() if lock.is_file() else b"")
    write_whole(lock, last.lock)
    for out in (out for name in sorted(made.keys() - was.keys()) for out in made[name]):
        _remove(root / out.path)  # of a round that has never been through
    # Stages by name: a bare checkout would also undo people's corrections in the rounds.
    names = _current(was, root, last.rounds)
    command = [sys.executable, "-m", "dvc", "checkout", "--quiet", "--force", *names]
    subprocess.run(command, cwd=root, env=environment, check=False)
    for path in sorted((root / KEPT).rglob("*")):
        if path.is_file():
            write_whole(root / path.relative_to(root / KEPT), path.read_bytes())
    return all(_holds(root, out) for out in _outputs(root, last))


def _outputs(root: Path, last: LastGood) -> Iterator[Output]:
    stages = _stages(last.lock)
    for name in _current(stages, root, last.rounds):
        yield from stages[name]


def _stages(lock: bytes) -> dict[str, list[Output]]:
    """The outputs of each stage in a dvc.lock."""
    try:
        stages = (read_lock(lock) or {}).get("stages") or {}
        return {
            name: [Output(str(out["path"]), str(out["md5"])) for out in stage.get("outs", [])]
            for name, stage in stages.items()
        }
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise OpinionsError(
            says(
                "dvc.lock が読めない（gitの統合で付いた <<<<<<< が残っていることが多い）。"
                "どちらかの内容に決めて（git checkout --ours dvc.lock）もう一度実行する。"
                "違うところは計算し直される。",
                "dvc.lock cannot be read; it may hold conflict markers (<<<<<<<) of a merge. "
                "Take one side (git checkout --ours dvc.lock) and run again: what differs is "
                "computed again.",
            )
        ) from error


def _is_there(root: Path, out: Output) -> bool:
    return (root / out.path).exists()


def _is_kept(root: Path, out: Output) -> bool:
    """Whether DVC's cache, or the folder of copies, holds an output."""
    return _cached(root, out.md5).is_file() or (root / KEPT / out.path).is_file()


def _cached(root: Path, md5: str) -> Path:
    return root / CACHE / md5[:2] / md5[2:]


def _holds(root: Path, out: Output) -> bool:
    """Whether an output holds what its hash says."""
    try:
        return all(_md5(path) == md5 for path, md5 in _files_of(root, out))
    except (OSError, ValueError):
        return False


def _files_of(root: Path, out: Output) -> list[tuple[Path, str]]:
    """The files of an output with their hashes.

    Raises:
        OSError, ValueError: the list of a folder's files is not in the cache, or damaged.
    """
    path = root / out.path
    if not out.md5.endswith(".dir"):
        return [(path, out.md5)]
    files = json.loads(_cached(root, out.md5).read_text(encoding="utf-8"))
    return [(path / file["relpath"], file["md5"]) for file in files]


def _md5(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(
                stream, lambda: hashlib.md5(usedforsecurity=False)
            ).hexdigest()
    except OSError:
        return ""


def _current(names: Iterable[str], root: Path, rounds: Sequence[str]) -> list[str]:
    """The stages of a dvc.lock that dvc.yaml still has, of rounds that params.yaml still has."""
    declared = _declared(root / "dvc.yaml")

    def is_current(name: str) -> bool:
        stage, _, of_round = name.partition("@")
        if stage not in declared:
            return False
        return of_round in rounds if "matrix" in declared[stage] else not of_round

    return [name for name in names if is_current(name)]


def _declared(dvc_yaml: Path) -> dict[str, dict[str, Any]]:
    declared = read_yaml(dvc_yaml)["stages"]
    return dict(declared)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _uncached_outputs(dvc_yaml: Path) -> list[str]:
    """Patterns of the outputs that dvc.yaml keeps out of the cache."""
    declared = (
        entry
        for stage in _declared(dvc_yaml).values()
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
