"""Rows of a list that only go on with the answer above them, typed one line per row."""

import re

from pipeline.layouts.columns import Columns
from pipeline.layouts.role_words import Role
from pipeline.readers.grid import Grid
from pipeline.text.normalize import is_unseen

_UNFINISHED = re.compile(
    "[、，]$|(?<=[^ぁ-ん])[はがをにでとのもへ]$|(?:では|には|とは|ので|ながら|については|ように|における)$"
)
"""Of a line after which a sentence cannot end."""


def wrapped_rows(grid: Grid, first: int, columns: Columns) -> dict[int, list[int]]:
    """By row of an answer that ends in the middle of a sentence, the rows that go on with it.

    Such a row lies right below and holds nothing else than a cell in the same column of opinions.

    Args:
        grid: the sheet.
        first: the first row below the header, from 0.
        columns: of the list.
    """
    opinions = columns.of(Role.OPINION)
    rest: dict[int, list[int]] = {}
    begin = first
    for row in range(first + 1, len(grid.rows)):
        filled = [c for c, text in enumerate(grid.rows[row]) if not is_unseen(text)]
        above = grid.cell(row - 1, filled[0]).strip() if len(filled) == 1 else ""
        alone = bool(filled) and filled[0] in opinions and row not in grid.faulty_rows
        if alone and _UNFINISHED.search(above):
            rest.setdefault(begin, []).append(row)
        else:
            begin = row
    return rest
