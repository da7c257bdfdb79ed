"""Sheets of totals beside a list (意見あり 7, 合計 8): words and counts, and no answers."""

import re

from pipeline.layouts.role_words import squeezed
from pipeline.readers.grid import Grid

_COUNT = re.compile(r"[0-9,.]+[件人名者団体票回%％]*")
_TITLE = re.compile(r"(?:件|人|者|票|回答|団体|市町村)数(?:[（(].*)?|割合|構成比|比率|[%％]")
_LONGEST = 15
"""Characters of what is counted."""


def holds_counts_alone(grid: Grid) -> bool:
    """Whether every row of a sheet is something short and its counts, but for titles above them."""
    filled = [[squeezed(text) for text in row if text.strip()] for row in grid.rows]
    rows = [row for row in filled if len(row) > 1]
    if rows and all(_TITLE.fullmatch(text) for text in rows[0][1:]):
        rows = rows[1:]
    return len(rows) > 1 and all(
        len(row[0]) <= _LONGEST
        and not _COUNT.fullmatch(row[0])
        and all(map(_COUNT.fullmatch, row[1:]))
        for row in rows
    )
