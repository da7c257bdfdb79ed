"""Judge case folders (``in/`` and ``expect.json``): ``python -m tests.blind_cases FOLDER``.

``FOLDER`` holds one folder per case. Prints right/total per kind, and one line per failure.
Files of ``in/`` are received by ``add_round`` into a project made for the case, and ingested.

Fields of expect.json, all but ``kind`` may be missing:

* ``kind``: the kind of fault that the case stands for.
* ``opinions``: the texts of all opinions, in order, white space left out; as ``[body, text]`` also
  who says each (the body's name, or null).
* ``n_opinions``: how many opinions there are.
* ``kept``: texts that the ledger holds, in a row of any state.
* ``never_opinion``: texts that no opinion holds.
* ``no_opinion_contains_both``: pairs of texts that no opinion holds together.
* ``not_in_round_yaml``: texts that round.yaml does not hold.
* ``states``: ``[text, state]`` pairs: each row whose text holds the first has the second.
* ``waits``: texts that stand in a row or file that waits for a person; or true or false, whether
  anything waits.
* ``respondents``: all that are named, in any order.
* ``n_contents``: how many different keys (``text_key``) the opinions have.
* ``error_ok``: whether a clear error, or a file told to be unreadable, is right too.
"""

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pandas as pd

from pipeline.errors import OpinionsError
from pipeline.ingest import round_tables
from pipeline.ingest.round_tables import IngestParams, ingest
from pipeline.receiving import adding
from pipeline.receiving.adding import add_round
from pipeline.tables.state import State

_ROUND = "2024-05-kata"


@dataclass
class Outcome:
    """What became of a case's files."""

    opinions: pd.DataFrame = field(default_factory=pd.DataFrame)
    ledger: pd.DataFrame = field(default_factory=pd.DataFrame)
    respondents: pd.DataFrame = field(default_factory=pd.DataFrame)
    round_yaml: str = ""
    error: str = ""


def received(folder: Path, official: pd.DataFrame | None = None) -> Outcome:
    """Receive and ingest the files of a folder in a project made for them."""
    with tempfile.TemporaryDirectory() as scratch, _in_this_process():
        root = Path(scratch)
        round_folder = root / "corpora" / "rounds" / _ROUND
        outcome = Outcome()
        try:
            add_round([folder], _ROUND, root=root)
            outcome.round_yaml = (round_folder / "round.yaml").read_text(encoding="utf-8")
            tables = ingest(round_folder, IngestParams(), n_workers=1, official=official)
        except OpinionsError as error:
            outcome.error = str(error)
            return outcome
        outcome.opinions, outcome.ledger = tables.opinions, tables.ledger
        outcome.respondents = tables.respondents
        return outcome


@contextmanager
def _in_this_process() -> Iterator[None]:
    """Read files here: starting a process takes longer than reading a case."""

    def here(function: Any, tasks: Any, *_: object) -> list[Any]:
        return [function(task) for task in tasks]

    with patch.object(adding, "watched", here), patch.object(round_tables, "watched", here):
        yield


def faults(expected: dict[str, Any], outcome: Outcome) -> list[str]:
    """What is not as it should be; empty where all is right."""
    if outcome.error:
        return [] if expected.get("error_ok") else [f"error: {outcome.error[:200]}"]
    told: list[str] = []
    texts = [squeezed(text) for text in outcome.opinions.get("text", ())]
    rows = outcome.ledger[outcome.ledger["level"] == "row"]
    in_ledger = [squeezed(text) for text in rows["text"]]
    unreadable = (outcome.ledger["state"] == State.UNREADABLE).any()
    if expected.get("error_ok") and unreadable:
        return []
    if "opinions" in expected:
        told += _opinions(expected["opinions"], outcome, texts)
    if "n_opinions" in expected and len(texts) != expected["n_opinions"]:
        told.append(f"{len(texts)} opinions, not {expected['n_opinions']}: {texts}")
    for text in map(squeezed, expected.get("kept", ())):
        if not any(text in row for row in (*in_ledger, *texts)):
            told.append(f"nowhere in the ledger: {text}")
    for text in map(squeezed, expected.get("never_opinion", ())):
        told += [f"an opinion: {found}" for found in texts if text in found]
    for one, other in expected.get("no_opinion_contains_both", ()):
        both = [t for t in texts if squeezed(one) in t and squeezed(other) in t]
        told += [f"two in one: {text}" for text in both]
    for text in expected.get("not_in_round_yaml", ()):
        told += [f"in round.yaml: {text}"] if text in outcome.round_yaml else []
    for text, state in expected.get("states", ()):
        states = {s for t, s in zip(in_ledger, rows["state"], strict=True) if squeezed(text) in t}
        if states != {state}:
            told.append(f"{text}: {sorted(states)}, not {state}")
    told += _waits(expected.get("waits"), outcome)
    if "respondents" in expected:
        names = sorted(outcome.respondents.get("respondent", ()))
        if names != sorted(expected["respondents"]):
            told.append(f"respondents {names}, not {sorted(expected['respondents'])}")
    if "n_contents" in expected:
        n = outcome.opinions["text_key"].nunique()
        told += [f"{n} contents, not {expected['n_contents']}"] if n != expected["n_contents"] else []
    return told


def _opinions(expected: list[Any], outcome: Outcome, texts: list[str]) -> list[str]:
    with_body = any(isinstance(entry, list) for entry in expected)
    wanted = [tuple(e) if isinstance(e, list) else (None, e) for e in expected]
    bodies = list(outcome.opinions["respondent"]) if with_body else [None] * len(texts)
    found = [(body or None, text) for body, text in zip(bodies, texts, strict=True)]
    due = [(body or None, squeezed(text)) for body, text in wanted]
    return [] if found == due else [f"opinions {found}, not {due}"]


def _waits(expected: Any, outcome: Outcome) -> list[str]:
    if expected is None:
        return []
    waiting = outcome.ledger[outcome.ledger["state"] == State.NEEDS_PERSON]
    if isinstance(expected, bool):
        told = "; ".join(f"{r.text[:20]} ({r.reason})" for r in waiting.itertuples())
        return [] if expected == bool(len(waiting)) else [f"waits: {told or 'nothing'}"]
    texts = [squeezed(text) for text in waiting["text"]]
    return [
        f"does not wait: {text}"
        for text in expected
        if not any(squeezed(text) in held for held in texts)
    ]


def squeezed(text: str) -> str:
    """A text without white space, as quotes are compared."""
    return "".join(text.split())


def judge(case: Path, official: pd.DataFrame | None = None) -> tuple[str, list[str]]:
    """The kind of a case, and what is wrong with what came of it."""
    expected = json.loads((case / "expect.json").read_text(encoding="utf-8"))
    try:
        told = faults(expected, received(case / "in", official))
    except Exception as error:  # any traceback is a fault of its own
        told = [f"traceback: {type(error).__name__}: {error}"[:300]]
    return str(expected.get("kind", "")), told


def main(folder: Path) -> None:
    """Judge all cases of a folder and print what came of them."""
    total, right = Counter[str](), Counter[str]()
    for case in sorted(path.parent for path in folder.glob("*/expect.json")):
        kind, told = judge(case)
        total[kind] += 1
        right[kind] += not told
        if told:
            print(f"{case.name}: {' | '.join(told)}")
    for kind, n in sorted(total.items()):
        print(f"kind {kind}: {right[kind]}/{n}")
    print(f"all: {sum(right.values())}/{sum(total.values())}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
