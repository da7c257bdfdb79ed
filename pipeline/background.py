"""The background against which likeness is measured: what unrelated opinions have in common.

Each opinion has its own: one that shares boilerplate with everybody needs more in common with
another to count as like it. Likeness is the mean of both sides' standard scores, a form of mutual
proximity (Schnitzer and others 2012), which takes away hubs. The weight of an opinion in all
backgrounds is one over the crowd that says the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.views import Matrix

Vector = NDArray[np.float64]

_BLOCK = 2_000  # rows of a product held at once
_FLAT = 0.02  # spread of cosines below which a view tells nothing, and is not blown up
_FLAT_ROW = 0.2  # the same for the spread of an opinion's joined products, per unit of weight
_FLAT_PAIRS = 0.2  # the same for the spread of all pairs


@dataclass(frozen=True)
class Representation:
    """Opinions in one space, and the background of each.

    The likeness of i and j in standard deviations is
    ``scale * ((x_i·x_j - mean_i) / spread_i + (x_i·x_j - mean_j) / spread_j) / 2 - shift``.
    """

    vectors: Matrix  # (n_opinions, n_dimensions)
    mean: Vector  # (n_opinions,), of products with the background
    spread: Vector  # (n_opinions,)
    scale: float
    shift: float
    crowd: Vector  # (n_opinions,), how many opinions say about the same, at least 1

    def likeness(self, rows: slice | NDArray[np.intp], columns: NDArray[np.intp]) -> Matrix:
        """Likeness of some opinions with some others, (n_rows, n_columns)."""
        product = self.vectors[rows] @ self.vectors[columns].T
        steep = (0.5 * self.scale / self.spread).astype(np.float32)
        level = (0.5 * self.scale * self.mean / self.spread).astype(np.float32)
        product *= steep[rows][:, None] + steep[columns][None, :]
        product -= level[rows][:, None] + level[columns][None, :] + np.float32(self.shift)
        return product

    def likeness_of_all(self) -> Matrix:
        """Likeness of all pairs, (n_opinions, n_opinions), exactly symmetric, diagonal 0."""
        n = len(self.vectors)
        likeness = np.empty((n, n), dtype=np.float32)
        for begin in range(0, n, _BLOCK):
            likeness[begin : begin + _BLOCK] = self.likeness(
                slice(begin, begin + _BLOCK), np.arange(n)
            )
        for begin in range(0, n, _BLOCK):  # the lower half decides, whatever the rounding
            stop = min(begin + _BLOCK, n)
            square = likeness[begin:stop, begin:stop]
            lower = np.tril(square, -1)
            square[...] = lower + lower.T
            likeness[begin:stop, stop:] = likeness[stop:, begin:stop].T
        return likeness


def measure(
    blocks: Sequence[tuple[float, Matrix]], crowd: Vector, reference: NDArray[np.intp]
) -> Representation:
    """Centre and scale each view against the background; find every opinion's background."""
    weight = 1.0 / crowd[reference]
    scaled = []
    for view_weight, block in blocks:
        centre = (weight @ block[reference] / weight.sum()).astype(np.float32)
        unit = block - centre
        unit /= np.maximum(np.linalg.norm(unit, axis=1, keepdims=True), 1e-6)
        _, spread = _row_background(unit, unit[reference], weight, reference)
        typical = np.sqrt(np.average(spread[reference] ** 2, weights=weight))
        scaled.append(unit * np.float32(np.sqrt(view_weight / max(typical, _FLAT))))
    joined = np.hstack(scaled)
    mean, spread = _row_background(joined, joined[reference], weight, reference)
    total = sum(view_weight for view_weight, _ in blocks)
    spread = np.maximum(spread, _FLAT_ROW * total)
    first = Representation(joined, mean, spread, 1.0, 0.0, crowd)
    pairs = first.likeness(reference, reference)
    both = np.outer(weight, weight)
    np.fill_diagonal(both, 0.0)
    both /= max(float(both.sum()), 1e-12)
    shift = float((pairs * both).sum())
    scale = 1.0 / max(float(np.sqrt((np.square(pairs - shift) * both).sum())), _FLAT_PAIRS)
    return Representation(joined, mean, spread, scale, shift * scale, crowd)


def _row_background(
    rows: Matrix, background: Matrix, weight: Vector, reference: NDArray[np.intp]
) -> tuple[Vector, Vector]:
    """Weighted mean and spread of each row's products with the background, itself left out."""
    n = len(rows)
    own = np.zeros(n)
    own[reference] = weight
    itself = np.einsum("ij,ij->i", rows, rows).astype(np.float64)
    total = np.maximum(weight.sum() - own, 1e-12)
    first, second = np.empty(n), np.empty(n)
    for begin in range(0, n, _BLOCK):
        product = (rows[begin : begin + _BLOCK] @ background.T).astype(np.float64)
        first[begin : begin + _BLOCK] = product @ weight
        second[begin : begin + _BLOCK] = np.square(product) @ weight
    mean = (first - own * itself) / total
    variance = (second - own * itself**2) / total - mean**2
    return mean, np.sqrt(np.maximum(variance, 0.0))


def crowds(
    joined: Representation, reference: NDArray[np.intp], similarity: float, softness: float
) -> Vector:
    """How many opinions say about the same as each one, itself included (a soft count)."""
    n = len(joined.vectors)
    share = n / len(reference)
    count = np.empty(n)
    for begin in range(0, n, _BLOCK):
        rows = slice(begin, begin + _BLOCK)
        near = joined.likeness(rows, reference) - similarity
        near = 1.0 / (1.0 + np.exp(-np.clip(near / softness, -30, 30)))
        near[np.arange(begin, min(begin + _BLOCK, n))[:, None] == reference[None, :]] = 0.0
        count[rows] = 1.0 + share * near.sum(axis=1)
    return count
