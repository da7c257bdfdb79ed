"""Tables of totals beside a list or form (意見あり 7, 合計 8): words and counts, and no answers."""

import re
from itertools import pairwise

from pipeline.layouts.role_words import squeezed
from pipeline.readers.grid import Grid, columns_of

_COUNT = re.compile(r"[0-9,.]+[件人名者団体票回%％]*")
_TITLE = re.compile(r"(?:件|人|者|票|回答|団体|市町村)数(?:[（(].*)?|割合|構成比|比率|[%％]")
_SUM = re.compile("(?:合|総|小)?計|総数")
_LONGEST = 15
"""Characters of what is counted."""
_FEWEST_EMPTY = 2
"""Columns between answers and a table to their right."""


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


def counts_apart(grid: Grid) -> list[Grid]:
    """What stands left of empty columns, and the table of counts to the right; else the whole."""
    if grid.keys_first or grid.labels_first:
        return [grid]
    used = {column for cells in grid.rows for column, text in enumerate(cells) if text.strip()}
    used |= {c for _, left, _, right in grid.merged for c in range(left, right + 1)}
    begins = [right for left, right in pairwise(sorted(used)) if right - left > _FEWEST_EMPTY]
    if begins and holds_counts_alone(counts := columns_of(grid, begins[-1], grid.n_columns)):
        return [columns_of(grid, 0, begins[-1]), counts]
    return [grid]
