"""How alike two opinions are, in standard deviations above two opinions of the same material.

A cosine has no meaning of its own: in these vectors it crowds between 0.75 and 1, and where all
opinions are about one subject everything is close. So every view (sentence encoder) is centred and
scaled by what pairs of the material have in common; then a threshold means the same everywhere.
A crowd that says the same counts once in these means and spreads, so that a campaign does not
change what everybody else is measured with.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from pipeline.tables.base import Room
from pipeline.views.opinion_views import Matrix
from pipeline.views.row_blocks import over_blocks

Rows = NDArray[np.intp]
Weights = NDArray[np.float32]

_CROWD = 3.0  # standard deviations from which opinions say the same; 4.0 groups as well, and
_CROWD_SOFTNESS = 0.25  # moves more beside a campaign (docs/decisions/0002)
_ROUNDS = 2  # weights and likeness are found from each other
_NEIGHBOUR_SOFTNESS = 0.5  # standard deviations over which a neighbour's weight goes from 0 to 1
_CANDIDATES = 40  # nearest opinions that can be neighbours at all
_ROWS_PER_NEIGHBOUR = 100  # fewer opinions have no neighbours to learn from
_FLAT = 0.02  # spread of products, of a vector's square, below which nothing is told
_MOST = 32.0  # likeness beyond which all is equally alike
_HALVINGS, _STEEPEST, _LEAST_WEIGHT = 50, 40.0, 1e-4


@dataclass(frozen=True)
class Space:
    """Opinions as vectors; the likeness of two is their product, shifted and scaled."""

    vectors: Matrix  # (n_opinions, n_dimensions)
    mean: float  # of the products of pairs
    spread: float

    def likeness(self, rows: Matrix, columns: Matrix) -> Matrix:
        """Likeness of vectors with vectors, (n_rows, n_columns).

        With the mean vector of a group it is the mean likeness with its members.
        """
        product = rows @ columns.T
        product -= np.float32(self.mean)
        product /= np.float32(self.spread)
        return np.clip(product, -_MOST, _MOST, out=product)


@dataclass(frozen=True)
class Measure:
    """What a sample says about how opinions come into one space; picklable."""

    centres: tuple[Matrix, ...]  # (n_dimensions,) of each view
    lengths: tuple[np.float32, ...]  # by which each view is divided
    joined: Space  # the sample before its neighbours come in
    total: float  # weight of an opinion's neighbours; 0: none
    space: Space  # of the sample

    def vectors(self, views: Sequence[Matrix], n_threads: int | None = None) -> Matrix:
        """Vectors of opinions outside the sample, block by block, (n_opinions, n_dimensions).

        Args:
            views: as ``learn`` has them.
            n_threads: as many as there are cores where None.
        """
        found = np.empty((len(views[0]), self.space.vectors.shape[1]), dtype=np.float32)
        self._fill(found, views, np.arange(len(found)), n_threads)
        return found

    def space_with(self, views: Sequence[Matrix], rows: Rows, room: Room) -> Space:
        """The space with opinions outside the sample, by number, after those in it."""
        own = self.space.vectors
        found = room(len(own) + len(rows), own.shape[1])
        found[: len(own)] = own
        self._fill(found[len(own) :], views, rows)
        return Space(found, self.space.mean, self.space.spread)

    def _fill(
        self, found: Matrix, views: Sequence[Matrix], rows: Rows, n_threads: int | None = None
    ) -> None:
        def fill(block: slice) -> None:
            found[block] = self._of_block([view[rows[block]] for view in views])

        over_blocks(len(found), fill, n_threads)

    def _of_block(self, views: Sequence[Matrix]) -> Matrix:
        joined = np.hstack(
            [
                _unit(view, centre) / length
                for view, centre, length in zip(views, self.centres, self.lengths, strict=True)
            ]
        )
        if self.total <= 0:
            return joined
        likeness = self.joined.likeness(joined, self.joined.vectors)
        return _blended(joined, likeness, self.joined.vectors, self.total)


def learn(views: Sequence[Matrix], neighbours: float) -> Measure:
    """Bring all views into one space, in which neighbours stand a little closer.

    Args:
        views: unit vectors (n_sample, n_dimensions) of each encoder, at least two opinions; all
            weigh the same.
        neighbours: weight of an opinion's neighbours, its own being 1; 0: none.
    """
    n = len(views[0])
    weight: Weights = np.ones(n, dtype=np.float32)
    centres, lengths, joined = _joined(views, weight)
    for _ in range(_ROUNDS):
        weight = np.float32(1) / _crowds(joined)
        centres, lengths, joined = _joined(views, weight)
    total = min(neighbours, n // _ROWS_PER_NEIGHBOUR)
    space = _scaled(_beside_neighbours(joined, total), weight) if total > 0 else joined
    return Measure(centres, lengths, joined, total, space)


def _joined(
    views: Sequence[Matrix], weight: Weights
) -> tuple[tuple[Matrix, ...], tuple[np.float32, ...], Space]:
    """Every view centred and of equal spread, side by side; the centres and lengths of each."""
    centres, lengths, blocks = [], [], []
    for view in views:
        centres.append((weight @ view) / weight.sum())
        unit = _unit(view, centres[-1])
        lengths.append(np.float32(np.sqrt(_scaled(unit, weight).spread)))
        blocks.append(unit / lengths[-1])
    return tuple(centres), tuple(lengths), _scaled(np.hstack(blocks), weight)


def _unit(view: Matrix, centre: Matrix) -> Matrix:
    unit = view - centre
    unit /= np.maximum(np.linalg.norm(unit, axis=1, keepdims=True), np.float32(1e-6))
    return unit


def _scaled(vectors: Matrix, weight: Weights) -> Space:
    """Weighted mean and spread of the products of all pairs."""
    own, w = vectors.astype(np.float64), weight.astype(np.float64)
    length = np.einsum("nd,nd->n", own, own)
    pairs = max(float(w.sum() ** 2 - (w * w).sum()), 1e-12)
    total = w @ own
    mean = float(total @ total - (w * w) @ length) / pairs
    moments = (own * w[:, None]).T @ own
    square = float(np.square(moments).sum() - np.square(w * length).sum()) / pairs
    spread = float(np.sqrt(max(square - mean * mean, 0.0)))
    flat = max(_FLAT * float(w @ length / w.sum()), 1e-6)
    return Space(vectors, mean, max(spread, flat))


def _crowds(space: Space) -> Weights:
    """How many opinions say about the same as each, itself included (soft)."""
    own = space.vectors
    count = np.empty(len(own), dtype=np.float32)

    def fill(rows: slice) -> None:
        near = (space.likeness(own[rows], own) - _CROWD) / _CROWD_SOFTNESS
        near[np.arange(rows.stop - rows.start), np.arange(rows.start, rows.stop)] = _STEEPEST
        count[rows] = _logistic(near).sum(axis=1)

    over_blocks(len(own), fill)
    return np.asarray(np.round(count, 2), dtype=np.float32)


def _beside_neighbours(space: Space, total: float) -> Matrix:
    """The vectors of a sample beside their neighbours in it; nobody is its own neighbour."""
    own = space.vectors
    blended = np.empty_like(own)

    def blend(rows: slice) -> None:
        likeness = space.likeness(own[rows], own)
        likeness[np.arange(rows.stop - rows.start), np.arange(rows.start, rows.stop)] = -np.inf
        blended[rows] = _blended(own[rows], likeness, own, total)

    over_blocks(len(own), blend)
    return blended


def _blended(vectors: Matrix, likeness: Matrix, own: Matrix, total: float) -> Matrix:
    """Every vector as the weighted mean of its own and its neighbours': what they share remains.

    Args:
        vectors: (n_opinions, n_dimensions).
        likeness: (n_opinions, n_sample) with those who can be neighbours.
        own: (n_sample, n_dimensions), their vectors.
        total: weight of all neighbours of an opinion.
    """
    n_candidates = min(_CANDIDATES, len(own) - 1)
    nearest = np.argpartition(-likeness, n_candidates - 1, axis=1)[:, :n_candidates]
    nearest.sort(axis=1)  # sums in one order
    weights = soft_weights(np.take_along_axis(likeness, nearest, 1), total)
    kept = weights > 0
    near = csr_matrix(
        (weights[kept], nearest[kept], np.r_[0, np.cumsum(kept.sum(axis=1))]),
        shape=likeness.shape,
    )
    sums = np.float32(1.0) + weights.sum(axis=1, keepdims=True)
    return np.asarray((vectors + near @ own) / sums, dtype=np.float32)


def soft_weights(likeness: Matrix, total: float) -> Matrix:
    """Weights between 0 and 1 that rise with likeness and sum to ``total`` in every row.

    Soft, because a hard list of the nearest changes when one of them is left out (the entropic
    affinities of Hinton and Roweis 2002 have the same idea).

    Args:
        likeness: (n_opinions, n_candidates).
        total: sum of the weights of a row; at most all of them are 1.
    """
    scaled: NDArray[np.float64] = likeness.astype(np.float64) / _NEIGHBOUR_SOFTNESS
    low = scaled.min(axis=1, keepdims=True) - _STEEPEST
    high = scaled.max(axis=1, keepdims=True) + _STEEPEST
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        above = _logistic(scaled - middle).sum(axis=1, keepdims=True) > total
        low, high = np.where(above, middle, low), np.where(above, high, middle)
    weights = _logistic(scaled - (low + high) / 2)
    return np.where(weights < _LEAST_WEIGHT, 0.0, weights).astype(np.float32)


def _logistic(values: NDArray[np.floating]) -> NDArray[np.float64]:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(values, -_STEEPEST, _STEEPEST))))
