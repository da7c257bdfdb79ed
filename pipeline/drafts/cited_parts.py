"""Which paragraph or item of a section is cited: 第2項, 3つ目の段落, 第1号."""

import numpy as np
from numpy.typing import NDArray

from pipeline.drafts.citations import Citation
from pipeline.drafts.draft_places import Places

Floats = NDArray[np.float64]

_OF_ITEMS = frozenset({"(1)", "1)", "一", "ア", "①"})
"""Styles of the items (号) of an article."""


def part_of(places: Places, section: int, one: Citation) -> int | None:
    """The paragraph (第2項, 3つ目の段落) or item (第1号) of a section that is cited; None: neither.

    A paragraph of an article bears its number (２) from the second on.
    """
    if one.paragraph is None and one.item is None:
        return None
    below = list(places.paragraphs.get(section, ())) or [
        row
        for rows in places.paragraphs.values()
        for row in rows
        if places.paths[row].startswith(places.paths[section] + "/")
    ]
    begin, wanted = 0, one.paragraph or 1
    numbered = [n for n, row in enumerate(below) if places.own[row] == ("1", wanted)]
    if len(numbered) == 1:
        begin = numbered[0]
    elif wanted > len(below):
        return None
    else:
        begin = wanted - 1 if wanted > 0 else len(below) - 1
    if one.item is None:
        return below[begin] if below else None
    items = (
        row
        for row in below[begin:]
        if (own := places.own[row]) and own[0] in _OF_ITEMS and own[1] == one.item
    )
    return next(items, below[begin] if below else None)


def lacks_part(places: Places, one: Citation, worth: Floats) -> bool:
    """Whether a section that is cited has fewer paragraphs than the cited one: 第5項 of three.

    Args:
        places: of the draft.
        one: the citation.
        worth: of the clauses, as of ``worth_of_chain``.
    """
    if one.paragraph is None or one.paragraph < 0:
        return False
    rows = [row for row in np.flatnonzero(worth) if places.headings[row]]
    return bool(rows) and all(part_of(places, int(row), one) is None for row in rows)
