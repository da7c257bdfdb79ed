"""What the last check said of a round, told again while nothing has changed that it read.

A check reads every file of every round: seconds to minutes, where a run has nothing to do and where
somebody corrects a file that no round is read by. A file counts as unchanged where its size, its
time and its place on the disk are, as for DVC.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.errors import OpinionsError
from pipeline.language import chosen
from pipeline.places import (
    DRAFTS,
    FORM_WORDS,
    OFFICIAL_LIST,
    PRIVATE,
    ROUNDS,
    TABLES,
    names_key,
)
from pipeline.whole_files import write_whole
from pipeline.yaml_files import read_yaml

_KEPT = Path(".dvc/tmp/last-check.json")
_CODE = Path(__file__).parents[1]
_NO_PEOPLES = (TABLES, PRIVATE)
_SECTIONS = ("ingest", "masking")
"""Of params.yaml: how a round is read."""
_BY_ROUND, _SOUND = "rounds", "sound"


class LastCheck:
    """Lines of earlier checks by round, each for the files as they are now.

    Args:
        root: the project.
        rounds: their names.
    """

    def __init__(self, root: Path, rounds: Sequence[str]) -> None:
        self.root = root
        self._state = _states(root, rounds)
        self._people = _looks_of(_peoples(root))
        kept = _kept(root)
        self.is_sound = kept.get(_SOUND) == _hash(self._people)
        """Whether no file of people has changed since a check found no faults in any."""
        self._kept = _of_rounds(kept)

    def said(self, round_name: str) -> list[str] | None:
        """What was said of a round; None where it, what it is read by or the code has changed.

        Nothing is kept of a check that found faults.
        """
        kept = self._kept.get(round_name, {})
        if kept.get("state") != self._state[round_name]:
            return None
        return [str(line) for line in kept["said"]]

    def keep(self, said: Mapping[str, Sequence[str]]) -> None:
        """Keep what a check without faults has said, unless a file has changed meanwhile."""
        now = _states(self.root, list(self._state))
        by_round = {n: kept for n, kept in self._kept.items() if (self.root / ROUNDS / n).is_dir()}
        by_round |= {
            name: {"state": now[name], "said": list(lines)}
            for name, lines in said.items()
            if now[name] == self._state[name]
        }
        if (self.root / ".dvc").is_dir():
            kept: dict[str, Any] = {_BY_ROUND: by_round}
            if _looks_of(_peoples(self.root)) == self._people:
                kept[_SOUND] = _hash(self._people)
            content = json.dumps(kept, ensure_ascii=False)
            write_whole(self.root / _KEPT, content.encode())


def _kept(root: Path) -> dict[str, Any]:
    try:
        return dict(json.loads((root / _KEPT).read_bytes()))
    except (OSError, ValueError, TypeError):
        return {}


def _of_rounds(kept: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    try:
        return {str(name): dict(of_round) for name, of_round in kept[_BY_ROUND].items()}
    except (KeyError, ValueError, AttributeError, TypeError):
        return {}


def _states(root: Path, rounds: Sequence[str]) -> dict[str, str]:
    common = _settings(root) + _looks_of(_common(root))
    return {name: _hash(common + _looks_of(_own(root, name))) for name in rounds}


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _settings(root: Path) -> str:
    """How rounds are read, as params.yaml says, and the language of what was said."""
    try:
        params = read_yaml(root / "params.yaml")
    except OpinionsError:
        return _looks_of([root / "params.yaml"])
    return json.dumps([chosen(), *map(params.get, _SECTIONS)], default=str)


def _own(root: Path, round_name: str) -> Iterator[Path]:
    yield from (root / ROUNDS / round_name).rglob("*")
    yield root / names_key(round_name)


def _common(root: Path) -> Iterator[Path]:
    """What every round is read by."""
    yield from (root / FORM_WORDS, root / OFFICIAL_LIST)
    yield from (*(root / DRAFTS).rglob("*"), *_CODE.rglob("*.py"))


def _peoples(root: Path) -> Iterator[Path]:
    yield from (root / "params.yaml", root / "dvc.yaml", root / "dvc.lock", *_CODE.rglob("*.py"))
    apart = {root / folder for folder in _NO_PEOPLES}
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
