"""Opinions blended with their neighbours: what a neighbourhood has in common, its subject, remains.

Neighbours are soft. A hard list of the nearest changes whenever one of them is left out or a
campaign takes its place; here each neighbour has a weight between 0 and 1, a logistic function of
its likeness, around the likeness at which the weights of an opinion sum to the number asked for
(the entropic affinities of Hinton and Roweis 2002 have the same idea).
"""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from pipeline.clustering.background import Representation, Rows, against_background
from pipeline.views.opinion_views import Matrix
from pipeline.views.row_blocks import over_blocks

_CANDIDATES = 40  # nearest opinions that can have a weight at all
_HALVINGS = 50  # of the interval that the middle of the weights is looked for in
_STEEPEST = 40.0  # exponent beyond which a weight is 0 or 1
_LEAST = 1e-4  # weights below count as none: rounding must not decide, and products stay sparse


def blend_neighbours(
    representation: Representation, sample: Rows, n_neighbours: float, softness: float
) -> Representation:
    """Give every opinion the weighted mean of its own vector and those of its neighbours.

    What remains is what a neighbourhood has in common; what an opinion says in particular goes.

    Args:
        representation: n_opinions of them.
        sample: (n_sample,) ascending rows that neighbours are taken from, at least two.
        n_neighbours: sum of the neighbours' weights, above 0; an opinion's own weight is 1.
        softness: likeness over which a weight goes from 0 to 1 (scale of a logistic function).
    """
    vectors = representation.vectors
    teaching = vectors[sample]
    blended = np.empty_like(vectors)
    place = np.full(len(vectors), -1)
    place[sample] = np.arange(len(sample))
    n_candidates = min(_CANDIDATES, len(sample) - 1)

    def blend(block: slice) -> None:
        rows = np.arange(block.start, block.stop)
        likeness = representation.likeness(rows, sample)
        itself = np.flatnonzero(place[rows] >= 0)
        likeness[itself, place[rows[itself]]] = -np.inf
        nearest = np.argpartition(-likeness, n_candidates - 1, axis=1)[:, :n_candidates]
        nearest.sort(axis=1)  # sums in one order
        weights = soft_weights(np.take_along_axis(likeness, nearest, 1), n_neighbours, softness)
        kept = weights > 0
        near = csr_matrix(
            (weights[kept], nearest[kept], np.r_[0, np.cumsum(kept.sum(axis=1))]),
            shape=(len(rows), len(sample)),
        )
        total = np.float32(1.0) + weights.sum(axis=1, keepdims=True)
        blended[rows] = (vectors[rows] + near @ teaching) / total

    over_blocks(len(vectors), blend)
    return against_background(blended, representation.reference, representation.weight)


def soft_weights(likeness: Matrix, total: float, softness: float) -> Matrix:
    """Weights between 0 and 1 that rise with likeness and sum to ``total`` in every row.

    Args:
        likeness: (n_opinions, n_candidates).
        total: sum of the weights of a row; at most all of them are 1.
        softness: scale of the logistic function, above 0.

    Returns:
        (n_opinions, n_candidates).
    """
    scaled: NDArray[np.float64] = likeness.astype(np.float64) / softness
    low = scaled.min(axis=1, keepdims=True) - _STEEPEST
    high = scaled.max(axis=1, keepdims=True) + _STEEPEST
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        above = _logistic(scaled - middle).sum(axis=1, keepdims=True) > total
        low, high = np.where(above, middle, low), np.where(above, high, middle)
    weights = _logistic(scaled - (low + high) / 2)
    return np.where(weights < _LEAST, 0.0, weights).astype(np.float32)


def _logistic(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(values, -_STEEPEST, _STEEPEST))))
