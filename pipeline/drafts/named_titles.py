"""Titles of headings that opinions name: 「４．産業」の「政策概要」 leads below both headings."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipeline.drafts.heading_marks import begin_mark
from pipeline.drafts.quoted_words import squeezed

Floats = NDArray[np.float64]

SHORTEST = 4
"""Characters of a title that an opinion names on purpose and not by chance."""
_QUOTED = 8
"""Characters of a title from which its words are no quote of another clause."""
_LONG = 12
"""Characters from which a title counts in full."""


def named_titles(clauses: pd.DataFrame, said: Sequence[str]) -> tuple[Floats, Floats, list[str]]:
    """How much the headings of each clause are named, its own and all of them.

    Args:
        clauses: table ``Clauses``.
        said: opinions, squeezed.

    Returns:
        (n_opinions, n_clauses) each: worth of the heading of its own section, 0–1, and the sum
        over all headings above. A title that several headings have counts less. And the opinions
        without long titles: a list of contents that repeats a title is not what is quoted.
    """
    titles = {
        str(row.clause_id): _title(str(row.text))
        for row in clauses.itertuples(index=False)
        if row.kind == "heading"
    }
    shared = Counter(titles.values())
    worth = {
        title: min(len(title) / _LONG, 1.0) / np.sqrt(n)
        for title, n in shared.items()
        if len(title) >= SHORTEST
    }
    columns = {title: number for number, title in enumerate(worth)}
    named = np.array([[title in text for title in columns] for text in said], dtype=float)
    named = named.reshape(len(said), len(columns)) * np.array(list(worth.values()))
    own = np.zeros((len(said), len(clauses)))
    whole = np.zeros_like(own)
    for row, clause in enumerate(clauses.itertuples(index=False)):
        heading = titles.get(str(clause.section_id), "")
        if heading in columns:
            own[:, row] = named[:, columns[heading]]
        for title in dict.fromkeys(_title(part) for part in str(clause.path).split(" / ")):
            if title in columns:
                whole[:, row] += named[:, columns[title]]
    long = sorted((title for title in columns if len(title) >= _QUOTED), key=len, reverse=True)
    return own, whole, [_without(text, long) for text in said]


def _without(text: str, titles: Sequence[str]) -> str:
    for title in titles:
        if title in text:
            text = text.replace(title, "\n")
    return text


def _title(text: str) -> str:
    """A heading without its mark, squeezed."""
    mark = begin_mark(text)
    return squeezed(text[len(mark.number) :] if mark else text).strip(
        "()（）【】「」：:.．、○◎●◇◆□■"
    )
