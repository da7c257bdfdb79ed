"""What a reader takes out of a file before anybody asks what it means: tables and running text."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from pipeline.text.normalize import is_unseen

Place = tuple[int, int]
"""Row and column, both from 0."""
Range = tuple[int, int, int, int]
"""First row, first column, last row, last column, from 0, last ones included."""
_LARGE_RANGE = 2000
"""Cells; larger merged ranges are few and are not spelt out cell by cell."""


@dataclass(frozen=True)
class Aside:
    """Text that hangs on a sheet outside its cells: a comment or a text box, at its anchor."""

    kind: str
    place: Place
    text: str


@dataclass(frozen=True)
class WaitingRow:
    """A row whose cells cannot be told apart: its whole text, for a person."""

    row: int
    """From 0; the row of the grid in its place is empty."""
    text: str
    reason: str


@dataclass(frozen=True)
class UnreadPart:
    """Text that stands in a file where no answer is looked for, or that no reader looks at."""

    kind: str
    """What it is, in Japanese: ヘッダー, フォームの入力欄, 埋め込みファイル."""
    text: str = ""
    """The text itself where it could be had."""
    size: str | None = ""
    """Its size where the text could not be had: 3枚, 2,048バイト; None where it is not told."""
    is_answer: bool = True
    """Whether an answer may stand there; not so for properties, options, deleted text."""
    sheet: str | None = None
    page: int | None = None

    @property
    def told(self) -> str:
        """What it is and how long: ヘッダー（12字）."""
        if self.size is None:
            return self.kind
        return f"{self.kind}（{self.size or f'{len(self.text)}字'}）"


@dataclass(frozen=True)
class Grid:
    """One table: a sheet, a CSV, a table in Word, the records of a JSON file.

    ``rows`` holds the text of every cell, row by row; rows may differ in length. Text that was
    struck through (見え消し) or furigana is no longer in it; ``notes`` says so, cell by cell.
    """

    sheet: str | None
    rows: list[list[str]]
    merged: tuple[Range, ...] = ()
    notes: dict[Place, str] = field(default_factory=dict)
    faults: dict[Place, str] = field(default_factory=dict)
    """Cells whose value could not be had (an error value, a formula never computed), and why."""
    asides: tuple[Aside, ...] = ()
    waiting: tuple[WaitingRow, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    """Rows that somebody hid, from 0; not those that a filter leaves out."""
    hidden_columns: frozenset[int] = frozenset()
    keys_first: bool = False
    """The first row is known to hold names of columns (JSON)."""

    @cached_property
    def n_columns(self) -> int:
        """Columns of the widest row."""
        return max((len(row) for row in self.rows), default=0)

    @cached_property
    def n_filled_columns(self) -> int:
        """Columns from the first one that holds text to the last, merged ones as a whole."""
        filled = [c for row in self.rows for c, text in enumerate(row) if text.strip()]
        ends = [right for top, left, _, right in self.merged if self.cell(top, left).strip()]
        return max([*filled, *ends], default=-1) - min(filled, default=0) + 1

    def cell(self, row: int, column: int) -> str:
        """The text of a cell; empty where there is none."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return ""

    @cached_property
    def faulty_rows(self) -> frozenset[int]:
        """Rows that hold a cell whose value could not be had."""
        return frozenset(row for row, _ in self.faults)

    def filled_rows(self) -> Iterator[int]:
        """Rows that hold any text or a cell whose value could not be had."""
        for number, row in enumerate(self.rows):
            if number in self.faulty_rows or any(text and not text.isspace() for text in row):
                yield number

    @cached_property
    def _ranges(self) -> tuple[dict[Place, Range], list[Range]]:
        """The merged range of every cell of small ranges, and the large ranges."""
        small: dict[Place, Range] = {}
        large = []
        for span in self.merged:
            top, left, bottom, right = span
            if (bottom - top + 1) * (right - left + 1) > _LARGE_RANGE:
                large.append(span)
                continue
            for row in range(top, bottom + 1):
                small.update({(row, column): span for column in range(left, right + 1)})
        return small, large

    def span(self, row: int, column: int) -> Range:
        """The merged range around a cell, or the cell itself."""
        small, large = self._ranges
        if found := small.get((row, column)):
            return found
        for top, left, bottom, right in large:
            if top <= row <= bottom and left <= column <= right:
                return (top, left, bottom, right)
        return (row, column, row, column)


def rows_of(grid: Grid, first: int, end: int) -> Grid:
    """Some rows of a table, each at its place; the others are empty."""
    rows = [row if first <= n < end else [] for n, row in enumerate(grid.rows[:end])]
    merged = tuple(span for span in grid.merged if first <= span[0] < end)
    faults = {place: why for place, why in grid.faults.items() if first <= place[0] < end}
    return replace(grid, rows=rows, merged=merged, faults=faults)


def columns_of(grid: Grid, first: int, end: int) -> Grid:
    """Some columns of a table, each at its place; the others are empty."""
    rows = [["" if n < first else text for n, text in enumerate(row[:end])] for row in grid.rows]
    merged = tuple(span for span in grid.merged if first <= span[1] and span[3] < end)
    faults = {place: why for place, why in grid.faults.items() if first <= place[1] < end}
    return replace(grid, rows=rows, merged=merged, faults=faults)


def without_unseen_cells(grid: Grid) -> Grid:
    """A grid in which cells that hold nothing that is seen are empty."""
    rows = [["" if text and is_unseen(text) else text for text in row] for row in grid.rows]
    return grid if rows == grid.rows else replace(grid, rows=rows)


@dataclass(frozen=True)
class Received:
    """All that a reader took out of one file."""

    grids: tuple[Grid, ...] = ()
    text: str = ""
    """Running text outside tables, lines joined where only the page broke them."""
    page_begins: tuple[int, ...] = ()
    """Offset into ``text`` where each page begins; empty where the file has no pages."""
    lost_pages: tuple[int, ...] = ()
    """Pages, from 1, that are pictures without text."""
    page_heads: tuple[str, ...] = ()
    """Lines that stand at the top or foot of every page."""
    unsure_tables: tuple[str, ...] = ()
    """Tables of which the rows cannot be told; column by column."""
    findings: tuple[str, ...] = ()
    """What people should know about the file (encoding, hidden sheets, pictures), in Japanese."""

    unread: tuple[UnreadPart, ...] = ()
    """What stands in the file beside all of that; each becomes a row of the ledger."""

    def page_of(self, offset: int) -> int | None:
        """The page, from 1, on which a character of ``text`` stands."""
        if not self.page_begins:
            return None
        return sum(begin <= offset for begin in self.page_begins) or 1


def column_name(column: int) -> str:
    """The letters of a column counted from 0.

    >>> column_name(0), column_name(27)
    ('A', 'AB')
    """
    name = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_number(name: str) -> int:
    """The column, from 0, of its letters.

    >>> column_number("AB")
    27
    """
    number = 0
    for letter in name.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1
