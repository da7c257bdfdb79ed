"""Judge case folders (``in/`` and ``expect.json``): ``python -m tests.blind_cases FOLDER``.

``FOLDER`` holds one folder per case. Prints right/total per kind, one line per failure, and in
the end how many are right, wrong but waiting for a person, and wrong and silent (``blind_waits``).
Files of ``in/`` are received by ``add_round`` into a project made for the case, and ingested.
Texts are compared without white space, unseen characters, radicals, waves and a mark before them.

Fields of expect.json, all but ``kind`` may be missing:

* ``opinions``: each is an opinion, whole; ``may_split``: or several, that make it up;
  ``opinions_exact``: and there are no others; ``or_waits``: or its row waits for a person (a list
  names the texts that may); ``n_opinions``: how many opinions there are.
* ``inside_opinions``: each stands whole inside one opinion, with or without more around it, or
  beside it (a reason of its row).
* ``not_opinions``: texts that no opinion holds (``not_opinions_equal_only``: that none is).
* ``beside``: by a piece of an opinion, what its reasons and remarks hold (a text, or a list).
* ``order``: pieces that come in this order in the opinions.
* ``not_in_round_yaml``: texts that round.yaml, which is in git, does not hold.
* ``in_ledger``: texts, or names of files and bodies, that a row of the ledger holds, in any state.
* ``stances_nothing``: texts whose rows are no opinions because they say nothing; ``empty``: how
  many rows are.
* ``respondents``: names of respondents; ``respondents_exact``: all of them; ``n_respondents``: how
  many; ``not_respondents``: none is called so; ``sender_of``: by a piece of an opinion, who it is
  (``or_waits_sender``: or nobody is named and something waits).
* ``must_mask``: texts that stand nowhere in opinions and ledger.
* ``waits``: whether a row or file waits for a person.
* ``n_contents``: how many different keys (``text_key``) opinions have; ``same_content``: lists of
  pieces of opinions that have one key; ``different_content``: lists of pieces that have several;
  ``refers``: bodies (``sender``) whose row counts as one with a text (``to``) and does not wait.
* ``error_ok``, ``or_unreadable``: whether a clear error, or a file told to be unreadable, is right
  too.
"""

import json
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pandas as pd

from pipeline.codebook.form_words_file import read_form_words
from pipeline.errors import OpinionsError
from pipeline.ingest import round_tables
from pipeline.ingest.round_tables import IngestParams, ingest
from pipeline.places import FORM_WORDS
from pipeline.receiving import looks
from pipeline.receiving.adding import add_round
from pipeline.tables.state import State
from tests.blind_waits import Fault, Outcome, all_wait, folded

_FORM_WORDS = Path(__file__).parents[1] / FORM_WORDS
_ROUND = "2024-05-kata"


def received(folder: Path, official: pd.DataFrame | None = None) -> Outcome:
    """Receive and ingest the files of a folder in a project made for them."""
    with tempfile.TemporaryDirectory() as scratch, in_this_process():
        root = Path(scratch)
        round_folder = root / "corpora" / "rounds" / _ROUND
        outcome = Outcome()
        words = read_form_words(_FORM_WORDS)
        try:
            report = add_round([folder], _ROUND, root=root)
            outcome.round_yaml = (round_folder / "round.yaml").read_text(encoding="utf-8")
            tables = ingest(round_folder, IngestParams(), 1, official, words=words)
        except OpinionsError as error:
            outcome.error = str(error)
            return outcome
        outcome.opinions, outcome.ledger = tables.opinions, tables.ledger
        outcome.respondents = tables.respondents
        outcome.doubts = (
            *(one.message for one in report.findings if one.level in ("要判断", "要確認")),
            *(f"差出人 {file}" for file in _of_nobody(tables.opinions)),
            *(f"氏名 {one.words}" for one in tables.unsure),
        )
        return outcome


def _of_nobody(opinions: pd.DataFrame) -> list[str]:
    """Files with opinions that nobody is known to have sent, as `opinions check` names them."""
    return list(dict.fromkeys(opinions.loc[opinions["respondent"].isna(), "file"]))


@contextmanager
def in_this_process() -> Iterator[None]:
    """Read files here: starting a process takes longer than reading a case."""

    def here(function: Any, tasks: Any, *_: object) -> list[Any]:
        return [function(task) for task in tasks]

    with patch.object(looks, "watched", here), patch.object(round_tables, "watched", here):
        yield


def faults(expected: dict[str, Any], outcome: Outcome) -> list[Fault]:
    """What is not as it should be; empty where all is right."""
    unread_ok = expected.get("error_ok") or expected.get("or_unreadable")
    if outcome.error:
        return [] if unread_ok else [Fault(f"error: {outcome.error[:200]}", is_told=True)]
    if unread_ok and (outcome.ledger["state"] == State.UNREADABLE).any():
        return []
    texts = [folded(text) for text in outcome.opinions["text"]]
    return [
        *_opinions(expected, outcome, texts),
        *_ledger(expected, outcome, texts),
        *_contents(expected, outcome, texts),
        *_respondents(expected, outcome, texts),
    ]


def _waiting(outcome: Outcome) -> pd.DataFrame:
    return outcome.ledger[outcome.ledger["state"] == State.NEEDS_PERSON]


def _opinions(expected: dict[str, Any], outcome: Outcome, texts: list[str]) -> list[Fault]:
    due = [bare(text) for text in expected.get("opinions", ())]
    left = [bare(text) for text in texts]
    waiting = _waiting(outcome)["text"].map(folded)
    may_wait = expected.get("or_waits", ())
    told = []
    for text in due:
        if text in left:
            left.remove(text)
            continue
        pieces = [found for found in left if found in text]
        waits = may_wait is True or (may_wait and text in map(bare, may_wait))
        if expected.get("may_split") and _is_made_of(text, pieces):
            left = [found for found in left if found not in pieces]
        elif not (waits and any(text in row for row in waiting)):
            told.append(Fault(f"no opinion: {text}", (text,)))
    if expected.get("opinions_exact") and left:
        told.append(Fault(f"opinions too many: {left}", (*map(_whole(due), left),)))
    shown = [*texts, *map(folded, outcome.opinions["beside"].dropna())]
    for text in map(folded, expected.get("inside_opinions", ())):
        waits = bool(may_wait) and any(text in row for row in waiting)
        if not (waits or any(text in found for found in shown)):
            told.append(Fault(f"inside no opinion: {text}", (text,)))
    kept = list(zip(texts, outcome.opinions["beside"].fillna("").map(folded), strict=True))
    told += [
        Fault(f"not beside {piece}: {reason}", (reason,))
        for piece, reasons in expected.get("beside", {}).items()
        for reason in ([reasons] if isinstance(reasons, str) else reasons)
        if not any(folded(piece) in text and folded(reason) in beside for text, beside in kept)
    ]
    whole = expected.get("not_opinions_equal_only")
    told += [
        Fault(f"an opinion holds {text}", (text,))
        for text in expected.get("not_opinions", ())
        if any(folded(text) == found if whole else folded(text) in found for found in texts)
    ]
    if "n_opinions" in expected and len(texts) != expected["n_opinions"]:
        told.append(Fault(f"{len(texts)} opinions: {texts}"))
    said, at = "".join(texts), 0
    for piece in map(folded, expected.get("order", ())):
        if (found := said.find(piece, at)) < 0:
            told.append(Fault(f"not in order: {piece}", (piece,)))
            break
        at = found + len(piece)
    return told


def _is_made_of(text: str, pieces: list[str]) -> bool:
    """Whether pieces make up a text in its order, with nothing but bullets between them."""
    for piece in sorted(pieces, key=text.find):
        before, _, text = text.partition(piece)
        if not _COUNTED.fullmatch(_MARK.sub("", before)):
            return False
    return bool(pieces) and not text


def _ledger(expected: dict[str, Any], outcome: Outcome, texts: list[str]) -> list[Fault]:
    """What the ledger should hold and does not, what should be masked, what should wait."""
    rows = outcome.ledger[outcome.ledger["level"] == "row"]
    held = [folded(text) for text in rows["text"]]
    named = [f"{row.file} {row.respondent or ''}" for row in outcome.ledger.itertuples(index=False)]
    told = [
        Fault(f"nowhere in the ledger: {text}", (text,))
        for text in expected.get("in_ledger", ())
        if not any(folded(text) in row for row in (*held, *texts, *map(folded, named)))
    ]
    told += [
        Fault(f"in round.yaml: {text}")
        for text in expected.get("not_in_round_yaml", ())
        if text in outcome.round_yaml
    ]
    for text in expected.get("stances_nothing", ()):
        states = {s for t, s in zip(held, rows["state"], strict=True) if folded(text) == t}
        if State.NO_OPINION not in states and any(folded(text) in found for found in texts):
            told.append(Fault(f"{text} says nothing, but is {sorted(states)}", (text,)))
    n_empty = int((rows["state"] == State.EMPTY).sum())
    if expected.get("empty", n_empty) != n_empty:
        told.append(Fault(f"{n_empty} rows are empty, not {expected['empty']}"))
    for text in expected.get("must_mask", ()):
        if any(folded(text) in row for row in (*held, *texts)):
            told.append(Fault(f"not masked: {text}", is_told=_is_asked(text, outcome)))
    waiting = _waiting(outcome)
    if expected.get("waits") not in (None, bool(len(waiting))):
        reasons = "; ".join(f"{r.text[:30]} ({r.reason})" for r in waiting.itertuples())
        told.append(Fault(f"waits: {reasons or 'nothing'}", is_told=bool(reasons)))
    return told


def _contents(expected: dict[str, Any], outcome: Outcome, texts: list[str]) -> list[Fault]:
    """Opinions that should be one content and are not, or the other way round."""
    told = []
    key_of = list(zip(texts, outcome.opinions["text_key"], strict=True))

    def keys(pieces: list[str]) -> set[str]:
        return {key for text, key in key_of if any(folded(piece) in text for piece in pieces)}

    n = outcome.opinions["text_key"].nunique()
    if expected.get("n_contents", n) != n:
        told.append(Fault(f"{n} contents, not {expected['n_contents']}"))
    told += [
        Fault(f"{len(keys(pieces))} contents for {pieces}", (*pieces,))
        for pieces in expected.get("same_content", ())
        if len(keys(pieces)) != 1
    ]
    told += [
        Fault(f"{len(keys(pieces))} contents for {pieces}", (*pieces,))
        for pieces in expected.get("different_content", ())
        if len(keys(pieces)) < len(pieces)
    ]
    for reference in expected.get("refers", ()):
        who = (
            outcome.opinions["respondent"]
            .fillna("")
            .map(lambda name, sender=reference["sender"]: _is_called(name, sender))
        )
        if not set(outcome.opinions.loc[who, "text_key"]) & keys([reference["to"]]):
            told.append(Fault(f"{reference['sender']} does not say {reference['to']}"))
        rows = _waiting(outcome)["respondent"].fillna("")
        if any(_is_called(name, reference["sender"]) for name in rows):
            told.append(Fault(f"{reference['sender']} waits", is_told=True))
    return told


def _respondents(expected: dict[str, Any], outcome: Outcome, texts: list[str]) -> list[Fault]:
    table = outcome.respondents
    names = [str(name) for name in table.get("respondent", ())]
    due = expected.get("respondents", [])
    known = [*due, *expected.get("sender_of", {}).values()]
    asked = expected.get("or_waits_sender") and len(_waiting(outcome)) > 0
    told = [
        Fault(f"no respondent {name} in {names}", (name,), of_sender=True)
        for name in due
        if not asked and not any(_is_called(found, name) for found in names)
    ]
    if asked:
        told += [
            Fault(f"respondent {n}", (n,), of_sender=True)
            for n in names
            if not any(_is_called(n, d) for d in known)
        ]
    elif (expected.get("respondents_exact") and len(names) != len(due)) or expected.get(
        "n_respondents", len(names)
    ) != len(names):
        told.append(Fault(f"{len(names)} respondents: {names}", of_sender=True))
    told += [
        Fault(f"respondent {name}", (name,), of_sender=True)
        for name in expected.get("not_respondents", ())
        if name in names
    ]
    for piece, name in expected.get("sender_of", {}).items():
        senders = {
            "" if pd.isna(who) else str(who)
            for who, text in zip(outcome.opinions["respondent"], texts, strict=True)
            if folded(piece) in text
        }
        if senders - ({""} if asked else set()) and not all(
            _is_called(who, name) for who in senders - ({""} if asked else set())
        ):
            told.append(
                Fault(f"{piece} is from {sorted(senders)}, not {name}", (piece,), of_sender=True)
            )
    return told


def _is_called(found: str, name: str) -> bool:
    found, name = folded(found), folded(name)
    return found == name or (bool(name) and found.endswith(name))


_MARK = re.compile(
    r"^(?:[・･●○◯◎◆◇■□★☆▼▽▲△•※-]+|[(（]?[0-9]{1,2}[)）.．、]|[①-⑳]|【(?:ご|御)?意見[0-9]*】)+"
)

_COUNTED = re.compile("(?:[0-9]{1,2}|[アイウエオカキクケコ])?")
"""A number in a circle, and a letter that counts, without what stood around them."""


def bare(text: str) -> str:
    """A text as it is compared, without a bullet or a number before it."""
    words = folded(text)
    return _MARK.sub("", words) or words


def _whole(due: list[str]) -> Callable[[str], str]:
    """Of a piece that should be none, the opinion that it was cut from; else the piece."""

    def whole(piece: str) -> str:
        return next((text for text in due if piece in text), piece)

    return whole


def _is_asked(words: str, outcome: Outcome) -> bool:
    """Whether words that should be masked are shown to a person to decide on."""
    told = [folded(doubt) for doubt in outcome.doubts if doubt.startswith("氏名 ")]
    return any(folded(words) in doubt for doubt in told)


def judge(case: Path, official: pd.DataFrame | None = None) -> tuple[str, list[Fault], bool]:
    """The kind of a case, what is wrong with what came of it, and whether all of that waits."""
    expected = json.loads((case / "expect.json").read_text(encoding="utf-8"))
    kind = str(expected.get("kind", ""))
    try:
        outcome = received(case / "in", official)
        found = faults(expected, outcome)
    except Exception as error:  # any traceback is a fault of its own
        told = f"traceback: {type(error).__name__}: {error}"[:300]
        return kind, [Fault(told, is_told=True)], True
    return kind, found, all_wait(found, outcome)


def main(folder: Path) -> None:
    """Judge all cases of a folder and print what came of them."""
    total, right, waits = Counter[str](), Counter[str](), Counter[str]()
    for case in sorted(
        path.parent for path in folder.glob("*/expect.json") if (path.parent / "in").is_dir()
    ):
        kind, found, is_told = judge(case)
        total[kind] += 1
        right[kind] += not found
        waits[kind] += bool(found) and is_told
        if found:
            how = "waits" if is_told else "silent"
            print(f"{case.name} [{how}]: {' | '.join(fault.told for fault in found)}", flush=True)
    for kind, n in sorted(total.items()):
        print(f"kind {kind}: {right[kind]}/{n}")
    n, n_right, n_waits = (sum(count.values()) for count in (total, right, waits))
    print(f"all: right {n_right}/{n}, waits {n_waits}, silent {n - n_right - n_waits}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
