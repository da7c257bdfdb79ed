"""What the last check said of a round, told again while nothing has changed that it read.

A check reads every file of every round: seconds to minutes, where a run has nothing to do. A file
counts as unchanged where its size, its time and its place on the disk are, as for DVC.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.places import PRIVATE, ROUNDS, TABLES, names_key
from pipeline.whole_files import write_whole

_KEPT = Path(".dvc/tmp/last-check.json")
_CODE = Path(__file__).parents[1]
_NOT_COMMON = (TABLES, PRIVATE, ROUNDS)


class LastCheck:
    """Lines of earlier checks by round, each for the files as they are now.

    Args:
        root: the project.
        rounds: their names.
    """

    def __init__(self, root: Path, rounds: Sequence[str]) -> None:
        self.root = root
        self._state = _states(root, rounds)
        self._kept = _kept(root)

    def said(self, round_name: str) -> list[str] | None:
        """What was said of a round; None where it, a file for all rounds or the code has changed.

        Nothing is kept of a check that found faults.
        """
        kept = self._kept.get(round_name, {})
        if kept.get("state") != self._state[round_name]:
            return None
        return [str(line) for line in kept["said"]]

    def keep(self, said: Mapping[str, Sequence[str]]) -> None:
        """Keep what a check without faults has said, unless a file has changed meanwhile."""
        now = _states(self.root, list(self._state))
        kept = {
            name: {"state": now[name], "said": list(lines)}
            for name, lines in said.items()
            if now[name] == self._state[name]
        }
        if kept and (self.root / ".dvc").is_dir():
            content = json.dumps(kept, ensure_ascii=False)
            write_whole(self.root / _KEPT, content.encode())


def _kept(root: Path) -> dict[str, dict[str, Any]]:
    try:
        kept = json.loads((root / _KEPT).read_bytes())
        return {str(name): dict(of_round) for name, of_round in kept.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}


def _states(root: Path, rounds: Sequence[str]) -> dict[str, str]:
    common = _looks_of(_common(root))
    return {
        name: hashlib.sha256((common + _looks_of(_own(root, name))).encode()).hexdigest()
        for name in rounds
    }


def _own(root: Path, round_name: str) -> Iterator[Path]:
    yield from (root / ROUNDS / round_name).rglob("*")
    yield root / names_key(round_name)


def _common(root: Path) -> Iterator[Path]:
    yield from (root / "params.yaml", root / "dvc.yaml", *_CODE.rglob("*.py"))
    apart = {root / folder for folder in _NOT_COMMON}
    for place in (root / "corpora").glob("*"):
        if place not in apart:
            yield from (place, *place.rglob("*"))


def _looks_of(paths: Iterable[Path]) -> str:
    """Size, time and place on the disk of the files among paths."""
    lines = []
    for path in sorted(paths):
        if path.is_file():
            found = path.stat()
            lines.append(f"{path}\0{found.st_size} {found.st_mtime_ns} {found.st_ino}\n")
    return "".join(lines)
