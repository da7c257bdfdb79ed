"""What people call settled in round.yaml, and which waiting entry of the ledger they mean.

A file is meant by its path in round.yaml, by its name alone where no other has it, or by its number
in a published report; an entry by its file and place, as the report or `opinions check` writes it.
"""

import unicodedata
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

import pandas as pd

from pipeline.tables.state import State

_NUMBERED = "ファイル"
_WAIT = frozenset({State.NEEDS_PERSON, State.UNREADABLE})


def place(file: str, sheet: str | None, row: int | None, page: int | None) -> str:
    """Where an opinion stands in what was received.

    >>> place("回答.xlsx", "様式1", 14, None)
    '回答.xlsx、シート「様式1」、14行目'
    """
    parts = [file]
    if sheet:
        parts.append(f"シート「{sheet}」")
    if page is not None:
        parts.append(f"{page}ページ")
    if row is not None:
        parts.append(f"{row}行目")
    return "、".join(parts)


def checked_place(
    file: str, sheet: str | None, row: int | None, page: int | None, column: str | None
) -> str:
    """Where something stands as `opinions check` writes it (a cell by its letters).

    >>> checked_place("回答.xlsx", "様式1", 14, None, "C")
    '回答.xlsx 様式1 C14'
    """
    where = "" if page is None else f"{page}ページ"
    if row is not None:
        where = f"行{row}" if column is None else f"{column}{row}"
    return " ".join(part for part in (file, sheet or "", where) if part)


def folded(words: str) -> str:
    """A name or place made comparable: NFKC, no white space."""
    return "".join(unicodedata.normalize("NFKC", words).split())


def names_of_files(ledger: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """By path of a file as tables show it, all that people may call it."""
    files = list(dict.fromkeys(ledger["file"]))
    held = Counter(PurePosixPath(file).name for file in files)
    return {
        file: (
            file,
            f"{_NUMBERED}{number}",
            *([name] if held[name := PurePosixPath(file).name] == 1 else []),
        )
        for number, file in enumerate(files, start=1)
    }


def meanings(
    names: Sequence[str],
    sheet: str | None = None,
    row: int | None = None,
    page: int | None = None,
    column: str | None = None,
) -> frozenset[str]:
    """All that may be written of an entry: its file, or its place in it; made comparable."""
    found = set(names)
    for name in names:
        told = None if name.startswith(_NUMBERED) else sheet  # one sheet alone has no number
        found |= {place(name, told, row, page), checked_place(name, sheet, row, page, column)}
    return frozenset(map(folded, found))


def settle_nothing(ledger: pd.DataFrame, whats: Sequence[str]) -> list[str]:
    """Those of the entries of ``settled`` that mean no entry of the ledger that waits.

    Args:
        ledger: of the round.
        whats: a file or place each.
    """
    waiting = frozenset().union(*_waiting(ledger).values()) if whats else frozenset()
    return [what for what in whats if _without_number_of_sheet(what) not in waiting]


def settling(ledger: pd.DataFrame, whats: Sequence[str]) -> dict[Hashable, str]:
    """The first of the entries of ``settled`` that means it, by label of what waits in the ledger.

    Args:
        ledger: of the round.
        whats: a file or place each.
    """
    written = {_without_number_of_sheet(what): what for what in reversed(whats)}
    found: dict[Hashable, str] = {}
    for label, meant in (_waiting(ledger) if whats else {}).items():
        told = [written[one] for one in meant if one in written]
        if told:
            found[label] = min(told, key=list(whats).index)
    return found


def _waiting(ledger: pd.DataFrame) -> dict[Hashable, frozenset[str]]:
    """What people may write of each entry that waits, by its label."""
    names = names_of_files(ledger)
    waiting: dict[Hashable, frozenset[str]] = {}
    for label, row in ledger[ledger["state"].isin(_WAIT)].to_dict("index").items():
        entry: dict[Hashable, Any] = {k: None if pd.isna(v) else v for k, v in row.items()}
        where: Mapping[str, int | None] = {
            key: None if entry[key] is None else int(entry[key]) for key in ("row", "page")
        }
        waiting[label] = meanings(
            names[entry["file"]], entry["sheet"], **where, column=entry["column"]
        )
    return waiting


def _without_number_of_sheet(what: str) -> str:
    """A place as a published report names it, without シート2, which the row alone may not tell."""
    parts = folded(what).split("、")
    is_number = [part.startswith("シート") and part[3:].isdigit() for part in parts]
    return "、".join(p for p, sheet in zip(parts, is_number, strict=True) if not sheet)
