"""A sheet of the workbook: one table below a title and a note."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import TypeVar

Row = TypeVar("Row")
Value = str | int | float | None


class Kind(Enum):
    """What a column holds."""

    TEXT = auto()
    NUMBER = auto()
    SHARE = auto()
    ENTRY = auto()  # for people to fill in


@dataclass(frozen=True)
class Column:
    """A column: its title, its width in characters, what it holds, what may be chosen."""

    title: str
    width: float = 14
    kind: Kind = Kind.TEXT
    choices: tuple[str, ...] = ()


Field = tuple[Column, Callable[[Row], Value]]
"""A column, and what stands in it of each thing that has a row."""


@dataclass(frozen=True)
class Sheet:
    """A sheet: one table below a title and a note."""

    name: str
    note: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    n_frozen: int = 1
    """Columns that stay when scrolling sideways."""
    n_printed: int | None = None
    """Columns that are printed, from the left; all where it is None."""


def number_column(title: str, width: float = 9) -> Column:
    """A narrow column of whole numbers."""
    return Column(title, width, Kind.NUMBER)


def without(sheet: Sheet, titles: Collection[str]) -> Sheet:
    """The sheet without some of its columns; what was printed of the others still is."""
    kept = [n for n, column in enumerate(sheet.columns) if column.title not in titles]
    n_printed = sheet.n_printed
    return replace(
        sheet,
        columns=tuple(sheet.columns[n] for n in kept),
        rows=tuple(tuple(row[n] for n in kept) for row in sheet.rows),
        n_printed=n_printed and sum(n < n_printed for n in kept),
    )


def sheet_of(
    name: str,
    note: str,
    fields: Sequence[Field[Row]],
    things: Iterable[Row],
    n_frozen: int = 1,
    n_printed: int | None = None,
) -> Sheet:
    """A sheet with one row per thing."""
    columns = tuple(column for column, _ in fields)
    rows = tuple(tuple(value(thing) for _, value in fields) for thing in things)
    return Sheet(name, note, columns, rows, n_frozen, n_printed)
