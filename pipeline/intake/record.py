"""What every reader of source files gives back: entries with a place, a text and a state."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from pipeline.tables.ledger import Ledger, State
from pipeline.tables.opinions import Opinions, Originals
from pipeline.text import normalize, opinion_id, text_key


@dataclass(frozen=True)
class Entry:
    """One row as received, and where it ended.

    ``begin`` and ``end`` are character offsets into the text of the file (or of the cell);
    ``text`` is exactly what stands between them.
    """

    file: str
    begin: int
    end: int
    text: str
    state: State
    reason: str = ""
    sheet: str | None = None
    row: int | None = None
    page: int | None = None
    heading: str | None = None
    respondent: str | None = None
    body_kind: str | None = None
    text_begin: int = 0
    """Where the opinion itself begins within ``text`` (behind a bullet mark), in characters."""


@dataclass(frozen=True)
class Ingested:
    """The tables of one round, as `ingest` writes them."""

    opinions: pd.DataFrame
    ledger: pd.DataFrame
    originals: pd.DataFrame


def ingested(round_name: str, entries: Sequence[Entry]) -> Ingested:
    """Make the tables of a round from all entries of all its files, in their order.

    Opinions are numbered in order of appearance. Every entry is in the ledger exactly once, and
    every file gets one entry of its own with the number of its opinions.
    """
    opinions: list[dict[str, object]] = []
    originals: list[dict[str, object]] = []
    seen: dict[tuple[str, str], int] = {}
    for entry in entries:
        if entry.state is not State.OPINIONS:
            continue
        original = entry.text[entry.text_begin :]
        origin = entry.respondent or entry.file
        key = text_key(original)
        occurrence = seen.get((origin, key), 0)
        seen[origin, key] = occurrence + 1
        identity = opinion_id(round_name, origin, original, occurrence)
        opinions.append(
            {
                "opinion_id": identity,
                "round": round_name,
                "number": len(opinions) + 1,
                "text_key": key,
                "text": original,
                "text_normalized": normalize(original),
                "heading": entry.heading,
                "respondent": entry.respondent,
                "body_kind": entry.body_kind,
                "file": entry.file,
                "sheet": entry.sheet,
                "row": entry.row,
                "page": entry.page,
                "begin": entry.begin + entry.text_begin,
                "end": entry.end,
            }
        )
        originals.append({"opinion_id": identity, "text": original})
    return Ingested(
        _frame(opinions, Opinions.column_names()),
        _frame(_ledger(round_name, entries), Ledger.column_names()),
        _frame(originals, Originals.column_names()),
    )


def _frame(rows: list[dict[str, object]], columns: list[str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=columns)


def _ledger(round_name: str, entries: Sequence[Entry]) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    files: dict[str, list[Entry]] = {}
    for entry in entries:
        files.setdefault(entry.file, []).append(entry)
    for file, inside in files.items():
        n_opinions = sum(entry.state is State.OPINIONS for entry in inside)
        rows.append(
            {
                "round": round_name,
                "level": "file",
                "file": file,
                "begin": 0,
                "end": max(entry.end for entry in inside),
                "state": str(State.OPINIONS if n_opinions else State.NO_OPINION),
                "n_opinions": n_opinions,
                "reason": "" if n_opinions else "ファイルに意見がない",
                "text": "",
            }
        )
        rows += [
            {
                "round": round_name,
                "level": "row",
                "file": file,
                "sheet": entry.sheet,
                "row": entry.row,
                "page": entry.page,
                "begin": entry.begin,
                "end": entry.end,
                "state": str(entry.state),
                "n_opinions": int(entry.state is State.OPINIONS),
                "reason": entry.reason,
                "text": entry.text,
            }
            for entry in inside
        ]
    return rows
