"""Which answers were given to opinions like these: what people decided before leads to an answer.

An opinion that is like everything is held back by what it has in common with its own neighbours
(CSLS: Conneau et al. 2018, arXiv 1710.04087), so that likeness above 0 means the same for every
material. Several opinions with one answer speak for it together. Constants were chosen by
``opinions evaluate answers``.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_NEIGHBOURS = 5
"""Opinions nearest to one that say how crowded its place is."""
_SAME_PAGE = 0.05
"""Likeness that two opinions gain that cite one page of one draft."""


@dataclass(frozen=True)
class Links:
    """How like questions are to opinions answered earlier.

    ``plain`` (n_questions, n_earlier) lies between -1 and 1; -inf where a pair must not be looked
    at. ``among`` (n_earlier,) is the mean likeness of each earlier opinion to those nearest to it.
    ``answers`` (n_earlier,): number of the answer that was given. ``same_page`` (n_questions,
    n_earlier): whether both cite one page of one draft.
    """

    plain: Floats
    among: Floats
    answers: NDArray[np.intp]
    same_page: NDArray[np.bool_]


def crowded(plain: Floats) -> Floats:
    """The mean likeness to the nearest, by row; (n_rows,). Pairs at -inf are no neighbours."""
    ordered = np.sort(plain, axis=1)[:, -_NEIGHBOURS:]
    seen = np.isfinite(ordered)
    total = np.where(seen, ordered, 0.0).sum(axis=1)
    return np.asarray(total / np.maximum(seen.sum(axis=1), 1))


def by_answer(links: Links, n_answers: int, softness: float) -> tuple[Floats, NDArray[np.intp]]:
    """What earlier opinions say for each answer.

    Args:
        links: to the earlier opinions.
        n_answers: how many answers there are.
        softness: likeness within which several opinions with one answer count together.

    Returns:
        (n_questions, n_answers), 0 where they say nothing; and of each answer the earlier opinion
        nearest to the question, -1 where it has none.
    """
    n_questions, n_earlier = links.plain.shape
    apart = links.plain - (crowded(links.plain)[:, None] + links.among[None, :]) / 2
    apart = apart + _SAME_PAGE * links.same_page
    shares = np.exp(apart / softness)
    given = np.zeros((n_earlier, n_answers))
    given[np.arange(n_earlier), links.answers] = 1.0
    together = softness * np.log(np.maximum(shares @ given, 1e-9))
    nearest = np.full((n_questions, n_answers), -1, dtype=np.intp)
    best = np.full((n_questions, n_answers), -np.inf)
    for number, answer in enumerate(links.answers):
        nearer = links.plain[:, number] > best[:, answer]
        nearest[nearer, answer] = number
        best[nearer, answer] = links.plain[nearer, number]
    return np.maximum(together, 0.0), nearest


def distinct(texts: Sequence[str]) -> tuple[list[str], NDArray[np.intp]]:
    """Each text once, in order, and which of them each row has."""
    found = list(dict.fromkeys(texts))
    number = {text: position for position, text in enumerate(found)}
    return found, np.array([number[text] for text in texts], dtype=np.intp)


def share_a_page(
    ones: Sequence[frozenset[int]], others: Sequence[frozenset[int]]
) -> NDArray[np.bool_]:
    """Whether two texts cite one page, (n_ones, n_others)."""
    found = [[bool(one & other) for other in others] for one in ones]
    return np.array(found, dtype=bool).reshape(len(ones), len(others))
