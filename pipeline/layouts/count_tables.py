"""Sheets of totals beside a list (意見あり 7, 合計 8): words and counts, and no answers."""

import re

from pipeline.layouts.role_words import squeezed
from pipeline.readers.grid import Grid

_COUNT = re.compile(r"[0-9,.]+[件人名者団体票回%％]*")
_TITLE = re.compile(r"(?:件|人|者|票|回答|団体|市町村)数(?:[（(].*)?|割合|構成比|比率|[%％]")
_SUM = re.compile("(?:合|総|小)?計|総数")
_LONGEST = 15
"""Characters of what is counted."""


def holds_counts_alone(grid: Grid) -> bool:
    """Whether every row of a sheet is something short and its counts, headed or summed up as such.

    Without a title of counts or a sum nobody can tell: these may be quantities that were asked for.
    """
    filled = [[squeezed(text) for text in row if text.strip()] for row in grid.rows]
    rows = [row for row in filled if len(row) > 1]
    is_headed = bool(rows) and all(_TITLE.fullmatch(text) for text in rows[0][1:])
    rows = rows[is_headed:]
    is_told = is_headed or any(_SUM.fullmatch(row[0]) for row in rows)
    return (
        is_told
        and len(rows) > 1
        and all(
            len(row[0]) <= _LONGEST
            and not _COUNT.fullmatch(row[0])
            and all(map(_COUNT.fullmatch, row[1:]))
            for row in rows
        )
    )
