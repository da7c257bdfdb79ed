"""The outputs of stages as dvc.lock knows them: their places, their hashes, their cached copies."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import OpinionsError
from pipeline.language import says
from pipeline.yaml_files import read_lock, read_yaml

CACHE = Path(".dvc/cache/files/md5")


@dataclass(frozen=True)
class Output:
    """An output of a stage as dvc.lock knows it."""

    path: str
    md5: str
    """Of the file; of a folder, with the ending '.dir', of the list of its files."""


def outputs_of(root: Path, lock: bytes, rounds: Sequence[str]) -> Iterator[Output]:
    """The outputs in a dvc.lock, of stages and rounds that are still there.

    Raises:
        OpinionsError: dvc.lock is no YAML (conflict markers of git).
    """
    stages = stages_of(lock)
    for name in current(stages, root, rounds):
        yield from stages[name]


def stages_of(lock: bytes) -> dict[str, list[Output]]:
    """The outputs of each stage in a dvc.lock.

    Raises:
        OpinionsError: it is no YAML.
    """
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


def cached(root: Path, md5: str) -> Path:
    """Where DVC's cache keeps what has a hash."""
    return root / CACHE / md5[:2] / md5[2:]


def files_of(root: Path, out: Output) -> list[tuple[Path, str]]:
    """The files of an output with their hashes.

    Raises:
        OSError, ValueError: the list of a folder's files is not in the cache, or damaged.
    """
    path = root / out.path
    if not out.md5.endswith(".dir"):
        return [(path, out.md5)]
    files = json.loads(cached(root, out.md5).read_text(encoding="utf-8"))
    return [(path / file["relpath"], file["md5"]) for file in files]


def md5_of(path: Path) -> str:
    """The hash of a file; nothing where it cannot be read."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(
                stream, lambda: hashlib.md5(usedforsecurity=False)
            ).hexdigest()
    except OSError:
        return ""


def current(names: Iterable[str], root: Path, rounds: Sequence[str]) -> list[str]:
    """The stages of a dvc.lock that dvc.yaml still has, of rounds that params.yaml still has."""
    declared = declared_stages(root / "dvc.yaml")

    def is_current(name: str) -> bool:
        stage, _, of_round = name.partition("@")
        if stage not in declared:
            return False
        return of_round in rounds if "matrix" in declared[stage] else not of_round

    return [name for name in names if is_current(name)]


def declared_stages(dvc_yaml: Path) -> dict[str, dict[str, Any]]:
    """The stages of a dvc.yaml; libyaml reads it, and ``read_yaml`` says what is wrong with it."""
    try:
        declared = read_lock(dvc_yaml.read_bytes())
    except (OSError, ValueError):
        declared = read_yaml(dvc_yaml)
    return dict(declared["stages"])
