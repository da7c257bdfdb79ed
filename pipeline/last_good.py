"""The outputs of the last good run, put back after one that failed.

DVC deletes a stage's outputs before it runs, also when it then fails. Its cache holds the last good
ones, under the hashes in dvc.lock; small metrics that no cache holds are remembered here.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from pipeline.store import write_whole


@dataclass(frozen=True)
class LastGood:
    """What must be known of a good state before a run."""

    lock: bytes
    rounds: tuple[str, ...]
    uncached: Mapping[Path, bytes]
    """Metrics, by place; git holds them, DVC's cache does not."""


def remember(root: Path, rounds: Sequence[str]) -> LastGood | None:
    """Look at the outputs before a run.

    Args:
        root: the project.
        rounds: as in params.yaml; stages of other rounds do not count.

    Returns:
        None where there is no good state to go back to: no lock, or an output is missing.
    """
    lock = root / "dvc.lock"
    if not lock.is_file():
        return None
    content = lock.read_bytes()
    outputs = [
        root / out
        for name, outs in _stages(content).items()
        if _is_current(name, root, rounds)
        for out in outs
    ]
    if not outputs or not all(path.exists() for path in outputs):
        return None
    uncached = {
        path: path.read_bytes()
        for pattern in _uncached_outputs(root / "dvc.yaml")
        for path in sorted(root.glob(pattern))
        if path.is_file()
    }
    return LastGood(content, tuple(rounds), uncached)


def put_back(root: Path, last: LastGood, environment: Mapping[str, str] | None = None) -> bool:
    """Bring the outputs of a good state back. Source files of rounds are not touched.

    Args:
        root: the project.
        last: the good state.
        environment: of the DVC process; this one's where None.

    Returns:
        Whether all are back.
    """
    lock = root / "dvc.lock"
    was, made = _stages(last.lock), _stages(lock.read_bytes() if lock.is_file() else b"")
    lock.write_bytes(last.lock)
    for out in (out for name in sorted(made.keys() - was.keys()) for out in made[name]):
        _remove(root / out)  # of a round that has never been through
    # Stages by name: a bare checkout would also undo people's corrections in the rounds.
    names = [name for name in was if _is_current(name, root, last.rounds)]
    command = [sys.executable, "-m", "dvc", "checkout", "--quiet", "--force", *names]
    done = subprocess.run(command, cwd=root, env=environment, check=False)
    for path, content in last.uncached.items():
        write_whole(path, content)
    return done.returncode == 0


def _stages(lock: bytes) -> dict[str, list[str]]:
    """The outputs of each stage in a dvc.lock."""
    stages = (YAML(typ="safe").load(lock) or {}).get("stages") or {}
    return {
        name: [str(out["path"]) for out in stage.get("outs", [])] for name, stage in stages.items()
    }


def _is_current(name: str, root: Path, rounds: Sequence[str]) -> bool:
    """Whether dvc.yaml still has a stage of dvc.lock, and params.yaml its round."""
    stage, _, of_round = name.partition("@")
    return stage in _declared(root / "dvc.yaml") and of_round in ("", *rounds)


def _declared(dvc_yaml: Path) -> dict[str, dict[str, Any]]:
    declared = YAML(typ="safe").load(dvc_yaml.read_text(encoding="utf-8"))["stages"]
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
