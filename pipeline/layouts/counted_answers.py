"""Answers in rows that a form counts (1 | …, 2 | …): each row is one, its number none."""

import re
from collections.abc import Sequence

from pipeline.readers.grid import Grid, Place

_COUNTER = re.compile(r"[(（]?(?:No\.?)?(?P<number>[0-9０-９]{1,2})[)）.．、]?|(?P<circled>[①-⑳])")


def without_counters(grid: Grid, cells: Sequence[Place]) -> tuple[Place, ...]:
    """The cells of an answer without the numbers that count its rows."""
    counters = _counters(grid, cells)
    return tuple(cell for cell in cells if cell not in counters) or tuple(cells)


def counted_rows(grid: Grid, cells: Sequence[Place]) -> list[Place]:
    """The cells behind the numbers of rows, one each; empty where the rows are not counted so."""
    counters = _counters(grid, cells)
    said = [cell for cell in cells if cell not in counters]
    rows = [row for row, _ in said]
    alone = len(set(rows)) == len(rows) and set(rows) <= {row for row, _ in counters}
    return said if counters and said and alone else []


def _counters(grid: Grid, cells: Sequence[Place]) -> set[Place]:
    """The first cells of all rows, where they count 1, 2, …; else none."""
    firsts: dict[int, Place] = {}
    for cell in cells:
        firsts.setdefault(cell[0], cell)
    numbers = [_number(grid.cell(*place).strip()) for place in firsts.values()]
    counts = len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1))
    same_column = len({column for _, column in firsts.values()}) == 1
    return set(firsts.values()) if counts and same_column else set()


def _number(text: str) -> int | None:
    found = _COUNTER.fullmatch(text)
    if not found:
        return None
    return int(found["number"]) if found["number"] else ord(found["circled"]) - 0x245F
