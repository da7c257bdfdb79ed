"""Clauses of two versions found again: in order, moved, rewritten in their place."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz
from rapidfuzz.process import cdist
from scipy.optimize import linear_sum_assignment

Floats = NDArray[np.float64]

LEAST_ALIKE = 0.5
"""Likeness from which two clauses in order are versions of one another."""
LEAST_MOVED = 0.75
"""Likeness from which a clause elsewhere is the same one, moved."""
_SHORTEST_MOVED = 10
"""Characters of a clause that can be told to have moved; 国 and 目次 stand in many places."""


def likeness(old: Sequence[str], new: Sequence[str]) -> Floats:
    """0–1, (n_old, n_new), of texts without their form."""
    scores = cdist(old, new, scorer=fuzz.ratio, score_cutoff=100 * LEAST_ALIKE, workers=1)
    return np.asarray(scores, dtype=np.float64) / 100


def in_order(alike: Floats) -> list[tuple[int, int]]:
    """The pairs of an alignment in order with the largest sum of likeness above the least."""
    n, m = alike.shape
    worth = np.where(alike >= LEAST_ALIKE, alike - LEAST_ALIKE / 2, 0.0)
    best = np.zeros((n + 1, m + 1))
    for i in range(n):
        diagonal = np.maximum(best[i, :-1] + worth[i], best[i, 1:])
        best[i + 1, 1:] = np.maximum.accumulate(diagonal)
    pairs = []
    i, j = n, m
    while i and j:
        if best[i, j] == best[i - 1, j]:
            i -= 1
        elif best[i, j] == best[i, j - 1]:
            j -= 1
        else:
            pairs.append((i - 1, j - 1))
            i, j = i - 1, j - 1
    return pairs[::-1]


def moved_pairs(
    alike: Floats, old: Sequence[str], new: Sequence[str], pairs: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Of the clauses in no pair, those that are most alike (assignment): they stand elsewhere."""
    ones, others = {one for one, _ in pairs}, {other for _, other in pairs}
    left = [i for i in range(len(old)) if i not in ones and len(old[i]) >= _SHORTEST_MOVED]
    right = [j for j in range(len(new)) if j not in others and len(new[j]) >= _SHORTEST_MOVED]
    if not left or not right:
        return []
    part = alike[np.ix_(left, right)]
    rows, columns = linear_sum_assignment(-part)
    return [
        (left[row], right[column])
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True)
        if part[row, column] >= LEAST_MOVED
    ]


def rewritten_pairs(
    kinds: tuple[Sequence[str], Sequence[str]],
    pairs: Sequence[tuple[int, int]],
    moved: Sequence[tuple[int, int]],
) -> list[tuple[int, int]]:
    """Lone paragraphs between the same neighbours: other words in the same place."""
    ones, others = ({pair[side] for pair in moved} for side in (0, 1))
    ends = [(-1, -1), *pairs, (len(kinds[0]), len(kinds[1]))]
    found = []
    for (one, other), (next_one, next_other) in pairwise(ends):
        left = [i for i in range(one + 1, next_one) if i not in ones]
        right = [j for j in range(other + 1, next_other) if j not in others]
        if len(left) == len(right) == 1 and kinds[0][left[0]] == kinds[1][right[0]] == "paragraph":
            found.append((left[0], right[0]))
    return found
