"""Lists that only other files show: the same header, above too few answers to be known by itself.

A returned copy of a list with one row, or with 意見なし alone, looks like a form; the copies of it
that hold answers show what its header is.
"""

from collections.abc import Sequence

from pipeline.layouts.copies import Cells
from pipeline.layouts.list_layout import Proposal
from pipeline.layouts.role_words import squeezed
from pipeline.layouts.source import Layout
from pipeline.readers.grid import column_number

_FEWEST = 3
"""Titles of columns that must be the same; two words may stand side by side in any form."""


def list_shown(cells: Cells, lists: Sequence[Layout]) -> Proposal | None:
    """The layout of a list whose whole header stands in a sheet; None where there is none.

    Args:
        cells: of the sheet.
        lists: layouts of lists in other files.
    """
    by_place = {place: squeezed(text) for place, text in cells.items()}
    rows = sorted({row for row, _ in by_place})
    for layout in lists:
        titles = {column_number(c.column): squeezed(c.header) for c in layout.columns if c.header}
        if len(layout.header_rows) != 1 or len(titles) < _FEWEST:
            continue
        for row in rows:
            if all(by_place.get((row, column)) == title for column, title in titles.items()):
                told = {c.column: "ほかのファイルの表と見出しが同じ" for c in layout.columns}
                return Proposal(layout.model_copy(update={"header_rows": (row + 1,)}), told)
    return None
