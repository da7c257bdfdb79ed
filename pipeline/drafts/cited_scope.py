"""Which rows of a comparison of two versions lie within what an opinion cites or quotes."""

from collections.abc import Sequence
from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipeline.drafts.amounts import amounts
from pipeline.drafts.clause_table import SEPARATOR

Floats = NDArray[np.float64]
_SURE = 0.6
"""Certainty above that of a page alone, which lies across several sections."""


def cited_scope(
    links: pd.DataFrame,
    opinion_ids: Sequence[str],
    texts: Sequence[str],
    changed: pd.DataFrame,
    *,
    sections: bool = False,
) -> Floats:
    """Certainty that an opinion means a row, 0-1, (n_opinions, n_changes).

    Who cites a heading, or several clauses of a section, means all that stands below it, and what
    was put there. Who names an amount that one of these has means that one.

    Args:
        links: rows of table ``ClauseLinks`` that name a clause.
        opinion_ids: in the order of the rows.
        texts: of the same opinions.
        changed: rows of table ``DraftChanges``, all of them, in order.
        sections: whether each clause stands for its section.
    """
    before = changed["path_before"].tolist()
    texts_before = changed["text_before"].tolist()
    is_heading = [
        bool(text) and path.endswith(text) for path, text in zip(before, texts_before, strict=True)
    ]
    row_of: dict[str, list[int]] = {}
    for row, clause in enumerate(changed["clause_before"]):
        if clause:
            row_of.setdefault(str(clause), []).append(row)
    below = _Below(changed, is_heading)
    amounts_of = cache(amounts)
    scope = np.zeros((len(opinion_ids), len(changed)))
    opinions = {opinion: number for number, opinion in enumerate(opinion_ids)}
    for opinion, own in links.groupby("opinion_id", sort=True):
        number = opinions[str(opinion)]
        meant = [
            (row, certainty)
            for clause, certainty in zip(own["clause_id"], own["certainty"], strict=True)
            for row in row_of.get(str(clause), ())
        ]
        paths = [before[row] for row, _ in meant]
        for row, certainty in meant:
            is_several = certainty >= _SURE and paths.count(before[row]) > 1
            rows = below(before[row]) if sections or is_heading[row] or is_several else [row]
            rows = rows or [row]
            scope[number, rows] = np.maximum(scope[number, rows], certainty)
        if named := amounts_of(texts[number]):
            within = np.flatnonzero(scope[number])
            has_it = np.array([bool(named & amounts_of(texts_before[row])) for row in within])
            if has_it.any():
                scope[number, within[~has_it]] = 0.0
    return scope


class _Below:
    """Rows of a section and of those within it, in either version."""

    def __init__(self, changed: pd.DataFrame, is_heading: Sequence[bool]) -> None:
        self._before = [str(path) for path in changed["path_before"]]
        self._after = [str(path) for path in changed["path_after"]]
        self._became = {
            path: after
            for path, after, is_one in zip(self._before, self._after, is_heading, strict=True)
            if is_one and after
        }
        self._known: dict[str, list[int]] = {}

    def __call__(self, path: str) -> list[int]:
        if path and path not in self._known:
            later = self._became.get(path, path)
            self._known[path] = [
                row
                for row, (one, other) in enumerate(zip(self._before, self._after, strict=True))
                if _is_within(one, path) or (not one and _is_within(other, later))
            ]
        return self._known.get(path, [])


def _is_within(path: str, section: str) -> bool:
    return path == section or path.startswith(section + SEPARATOR)
