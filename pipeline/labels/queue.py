"""Which opinions a person should look at first: doubtful ones, and such as nobody has seen."""

import hashlib
import heapq
from collections import deque
from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pydantic import Field
from threadpoolctl import threadpool_limits

from pipeline.encoders.centring import centred
from pipeline.params import Parameters
from pipeline.tables.base import Vectors

Floats = NDArray[np.float64]
DRAWN_EVERY = 3
"""One row in so many of the reviewers' table is drawn at random."""
_BLOCK = 2_000  # columns or rows of a product held at once


class ReviewParams(Parameters):
    """Section ``review``: the order of the table that reviewers fill in."""

    novelty_weight: float = Field(default=0.1, ge=0, le=1)
    """How much an opinion counts for being unlike all that was labelled or stands before it in the
    table; the rest counts how doubtful the classifier is. 0.1 was chosen with seeds of their own
    (docs/benchmarks/review.md); 0.3 was no better than random order on one of them."""
    most_spread: int = Field(default=1000, ge=1)
    """Rows of the table that are chosen one after the other; those after them only by doubt and
    by unlikeness to these. Bounds the time."""


def doubts(assignments: pd.DataFrame) -> "pd.Series[float]":
    """How little the first review item is ahead of the second, 0 (sure) to 1.

    Args:
        assignments: rows of table Assignments.

    Returns:
        By ``opinion_id``, sorted.
    """
    first, second = (
        assignments[assignments["rank"] == rank].set_index("opinion_id")["probability"]
        for rank in (1, 2)
    )
    ahead = first.sub(second.reindex(first.index), fill_value=0.0)
    return (1.0 - ahead.clip(0.0, 1.0)).sort_index()


def one_per_family(opinions: pd.DataFrame) -> pd.DataFrame:
    """The most urgent opinion of each family: contested first, then by doubt, then by id.

    Args:
        opinions: ``opinion_id``, ``family_id``, ``doubt`` (0–1), ``contested`` (reviewers differ).

    Returns:
        Those rows, sorted by ``opinion_id``.
    """
    urgent = opinions.sort_values(
        ["contested", "doubt", "opinion_id"], ascending=[False, False, True], kind="stable"
    )
    return urgent.drop_duplicates("family_id").sort_values("opinion_id")


def with_drawn_rows(
    order: NDArray[np.intp], keys: Sequence[str], every: int = DRAWN_EVERY
) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """The queue with every so many-th row drawn at random from all that wait.

    What reviewers reach by doubt says nothing of the opinions that the machine would decide; what
    they reach by lot does. The lot is a hash of the text's key: nobody can choose it, and the same
    opinions give the same table.

    Args:
        order: positions by urgency, (n_opinions,).
        keys: ``text_key`` of each position, (n_opinions,).
        every: the last row of each so many is drawn.

    Returns:
        Positions in their new order, and whether each was drawn, both (n_opinions,).
    """
    lots = [hashlib.sha256(f"drawn {keys[position]}".encode()).digest() for position in order]
    by_lot = deque(order[row] for row in sorted(range(len(order)), key=lots.__getitem__))
    by_doubt = deque(order)
    taken: dict[int, bool] = {}
    while len(taken) < len(order):
        is_drawn = len(taken) % every == every - 1
        source = by_lot if is_drawn else by_doubt
        while (position := int(source.popleft())) in taken:
            pass
        taken[position] = is_drawn
    return np.array(list(taken), dtype=np.intp), np.array(list(taken.values()), dtype=np.bool_)


def queue_order(
    doubt: Floats, vectors: Vectors, known: Vectors, params: ReviewParams
) -> NDArray[np.intp]:
    """Positions in the order in which people should look at them.

    The next one is always the one with the highest weighted mean of its doubt and its novelty, that
    is 1 minus its centred cosine to the nearest opinion that is labelled or queued already.

    Args:
        doubt: (n_opinions,), 0–1.
        vectors: (n_opinions, n_dimensions), unit length.
        known: vectors of labelled opinions, (n_labelled, n_dimensions).
        params: how much novelty counts.

    Returns:
        (n_opinions,) positions; equal scores keep their order.
    """
    n_opinions = len(doubt)
    if not n_opinions:
        return np.zeros(0, dtype=np.intp)
    weight = params.novelty_weight
    order: list[int] = []
    with threadpool_limits(1):  # the last digits of a product depend on the number of threads
        mean = vectors.mean(axis=0, dtype=np.float64)
        own = centred(vectors, mean)
        seen = centred(known if len(known) else np.zeros((0, len(mean))), mean)
        likeness = np.zeros(n_opinions)  # to the nearest one seen; below 0 is unlike as well
        for begin in range(0, len(seen), _BLOCK):
            nearest = (own @ seen[begin : begin + _BLOCK].T).max(axis=1)
            likeness = np.maximum(likeness, nearest)
        scores = (1 - weight) * doubt + weight * (1 - likeness)
        # Scores only fall while the table grows: whoever leads with an up-to-date score is next,
        # and the others need not be looked at again.
        waiting = [(-score, position, 0) for position, score in enumerate(scores)]
        heapq.heapify(waiting)
        while waiting and len(order) < params.most_spread:
            _, position, n_compared = heapq.heappop(waiting)
            if n_compared < len(order):
                fresh = own[order[n_compared:]] @ own[position]
                likeness[position] = max(likeness[position], fresh.max())
                score = (1 - weight) * doubt[position] + weight * (1 - likeness[position])
                heapq.heappush(waiting, (-score, position, len(order)))
            else:
                order.append(position)
        rest = np.array(sorted(position for _, position, _ in waiting), dtype=np.intp)
        for begin in range(0, len(rest), _BLOCK):
            block = rest[begin : begin + _BLOCK]
            nearest = (own[block] @ own[order].T).max(axis=1)
            likeness[block] = np.maximum(likeness[block], nearest)
    scores = (1 - weight) * doubt + weight * (1 - likeness)
    last = rest[np.argsort(-scores[rest], kind="stable")]
    return np.concatenate([np.array(order, dtype=np.intp), last])
