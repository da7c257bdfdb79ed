"""Rows of a list that only go on with the answer above them, typed one line per row."""

import re
from collections.abc import Collection
from itertools import pairwise

from pipeline.layouts.besides import BESIDES
from pipeline.layouts.columns import Columns
from pipeline.layouts.form_ends import ends_form
from pipeline.layouts.own_voice import speaks_up
from pipeline.layouts.role_words import Role
from pipeline.layouts.row_kinds import is_total
from pipeline.readers.grid import Grid
from pipeline.text.normalize import is_unseen
from pipeline.text.sentences import is_ended
from pipeline.text.speech_acts import claims

_UNFINISHED = re.compile(
    "[、，]$|(?<=[^ぁ-ん])[はがをにでとのもへ]$|(?:では|には|とは|ので|ながら|については|ように|における)$"
)
"""Of a line after which a sentence cannot end."""
_GOES_ON = re.compile("[をんゃゅょっぁぃぅぇぉーがのにはてでとりるれろけせすくえべめ、。]")
"""At the begin of a line that can hardly begin a sentence."""
_SHORTEST = 12
"""Characters of a line that is broken for want of room; shorter ones are answers of their own."""
_NUMBER = re.compile(r"\D*(\d{1,4})\D*")


def wrapped_rows(
    grid: Grid, first: int, columns: Columns
) -> tuple[dict[int, list[int]], frozenset[int]]:
    """Answers broken over rows: by the first row the others; and rows that may go on, or not.

    Such a row lies right below and holds nothing but a cell in the same column of opinions. A line
    that breaks in the middle of a sentence shows it. Where the rows of a list are counted, one such
    line shows that answers are broken in it: then all rows without a number go on with the one
    above.

    Args:
        grid: the sheet.
        first: the first row below the header, from 0.
        columns: of the list.
    """
    may_go_on = {
        row: column
        for row in range(first + 1, len(grid.rows))
        if (column := _goes_on_in(grid, row, columns)) is not None
    }
    torn = {row for row, column in may_go_on.items() if is_torn(*_junction(grid, row, column))}
    counted = bool(torn) and _is_counted(grid, first, columns, may_go_on)
    rest: dict[int, list[int]] = {}
    begin = first
    for row in range(first + 1, len(grid.rows)):
        above, _ = _junction(grid, row, may_go_on[row]) if row in may_go_on else ("", "")
        if row in may_go_on and (counted or _UNFINISHED.search(above)):
            rest.setdefault(begin, []).append(row)
        else:
            begin = row
    joined = {below for more in rest.values() for below in more}
    return rest, frozenset(torn - joined)


def is_torn(above: str, below: str) -> bool:
    """Whether a line breaks off in the middle of a sentence that the next one seems to end.

    >>> is_torn("職員だけでなく自主防災会の者にもし", "てほしい。"), is_torn("標高", "駅")
    (True, False)
    """
    is_whole = is_ended(above) or speaks_up(above) or claims(above)
    breaks = len(above) >= _SHORTEST and not is_whole
    return breaks and bool(_GOES_ON.match(below) or _UNFINISHED.search(above) or is_ended(below))


def _goes_on_in(grid: Grid, row: int, columns: Columns) -> int | None:
    """The column of opinions in which a row may go on with the one above; None where it cannot."""
    filled = [c for c, text in enumerate(grid.rows[row]) if not is_unseen(text)]
    said = [c for c in filled if c in columns.of(Role.OPINION)]
    if len(said) != 1 or set(filled) - {said[0], *columns.of(*BESIDES)}:
        return None
    if row in grid.faulty_rows or ends_form(grid.cell(row, said[0])):
        return None
    return said[0] if grid.cell(row - 1, said[0]).strip() else None


def _junction(grid: Grid, row: int, column: int) -> tuple[str, str]:
    return grid.cell(row - 1, column).strip(), grid.cell(row, column).strip()


def _is_counted(grid: Grid, first: int, columns: Columns, others: Collection[int]) -> bool:
    """Whether all answers but those of some rows have numbers, each one more than the last."""
    opinions, numbers = columns.of(Role.OPINION), columns.of(Role.NUMBER)
    if not numbers:
        return False
    counts = []
    for row in range(first, len(grid.rows)):
        said = [text for c in opinions if (text := grid.cell(row, c).strip())]
        number = grid.cell(row, numbers[0]).strip()
        if is_total(grid, row):
            continue
        if found := _NUMBER.fullmatch(number):
            counts.append(int(found[1]))
        elif said and not number and row not in others and not all(map(ends_form, said)):
            return False
    return len(counts) > 1 and all(b == a + 1 for a, b in pairwise(counts))
