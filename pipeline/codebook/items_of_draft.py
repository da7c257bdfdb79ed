"""Review items from the headings of a draft: its sections, and what stands directly below them."""

import pandas as pd

from pipeline.codebook.items_table import ListedItem
from pipeline.errors import OpinionsError
from pipeline.language import says

LEVELS = 2
"""Levels of headings that become items; opinions are given to the lowest."""


def items_of_headings(clauses: pd.DataFrame, levels: int = LEVELS) -> list[ListedItem]:
    """The items, numbered in the order of the draft: 1, 1-1, 1-2, 2 and so on.

    Args:
        clauses: table ``Clauses`` of the draft, in its order.
        levels: how many levels of headings are taken, from the highest that there is.

    Raises:
        OpinionsError: the draft has no heading.
    """
    headings = clauses[(clauses["kind"] == "heading") & (clauses["level"] > 0)]
    ranks = sorted(headings["level"].unique())[:levels]
    items: list[ListedItem] = []
    counts: list[int] = []
    for level, text, path in zip(
        headings["level"], headings["text"], headings["path"], strict=True
    ):
        if level not in ranks:
            continue
        depth = min(ranks.index(level), len(counts))  # a draft may begin below its highest level
        counts = [*counts[:depth], (counts[depth] if depth < len(counts) else 0) + 1]
        code = "-".join(map(str, counts))
        parent = "-".join(map(str, counts[:-1])) or None
        items.append(ListedItem(code, parent, " ".join(str(text).split()), str(path)))
    if not items:
        raise OpinionsError(
            says(
                "案に見出しが見つからない。検討項目の一覧をExcelで作り、"
                "opinions codebook items に渡す。",
                "The draft has no headings. List the items in Excel: opinions codebook items",
            )
        )
    return items
