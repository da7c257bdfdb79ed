"""The cells of a table of a page, as a page nests them, and the grid that they make."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.readers.grid import Grid, Range

_MOST_SPANNED = 1000
"""Rows or columns that a cell may span (HTML, 4.9.11)."""


@dataclass
class PageCell:
    """Lines and tables in their order."""

    rows: int = 1
    columns: int = 1
    items: list["str | PageTable"] = field(default_factory=list)

    def lines(self) -> list[str]:
        """All lines; each row of a table inside is one."""
        found: list[str] = []
        for item in self.items:
            if isinstance(item, str):
                found.append(item)
                continue
            found += [
                "\t".join(text for cell in row if (text := " ".join(cell.lines())))
                for row in item.rows
            ]
        return [line for line in found if line.strip()]


@dataclass
class PageTable:
    """Rows of cells, as the page writes them."""

    rows: list[list[PageCell]] = field(default_factory=list)
    is_list: bool = False
    """Whether it is a list of terms (``dl``)."""


def items_of(cell: PageCell) -> Iterator["str | PageTable"]:
    """Lines and tables in their order; a table of one cell only arranges what is in it."""
    for item in cell.items:
        if isinstance(item, str):
            yield item
            continue
        cells = [one for row in item.rows for one in row if one.lines()]
        if len(cells) == 1:
            yield from items_of(cells[0])
        elif cells:
            yield item


def grid_of(table: PageTable, name: str) -> Grid:
    """The grid that the cells of a table make; ``name`` becomes its sheet."""
    texts: dict[tuple[int, int], str] = {}
    merged: list[Range] = []
    for row, cells in enumerate(table.rows):
        column = 0
        for cell in cells:
            while (row, column) in texts:
                column += 1
            last = min(row + cell.rows, len(table.rows)) - 1
            right = column + cell.columns - 1
            spanned = [(r, c) for r in range(row, last + 1) for c in range(column, right + 1)]
            texts |= dict.fromkeys(spanned, "")
            texts[row, column] = "\n".join(cell.lines())
            if len(spanned) > 1:
                merged.append((row, column, last, right))
            column = right + 1
    width = max((column for _, column in texts), default=-1) + 1
    rows = [[texts.get((row, c), "") for c in range(width)] for row in range(len(table.rows))]
    return Grid(name, rows, tuple(merged), labels_first=table.is_list)


def span_of(said: dict[str, str], name: str) -> int:
    """How many rows or columns a cell spans, as its attributes say it."""
    number = said.get(name, "")
    return min(max(int(number), 1), _MOST_SPANNED) if number.isdecimal() else 1
