"""The background against which likeness is measured: what unrelated opinions have in common.

Each opinion has its own: one that shares boilerplate with everybody needs more in common with
another to count as like it. Likeness is the mean of both sides' standard scores, a form of mutual
proximity (Schnitzer and others 2012), which takes away hubs. The weight of an opinion in all
backgrounds is one over the crowd that says the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from pipeline.views.opinion_views import Matrix
from pipeline.views.row_blocks import over_blocks

Rows = NDArray[np.intp]
Weights = NDArray[np.float32]

_FLAT = 0.02  # spread of cosines below which a view tells nothing, and is not blown up
_FLAT_ROW = 0.2  # the same for an opinion's products, as a share of the typical opinion's
_COUNT_STEP = 0.05  # of crowds: rounding must not grow where all opinions are equally far apart
_FLAT_PAIRS = 0.2  # the same for the standard scores of all pairs


@dataclass(frozen=True)
class Representation:
    """Opinions in one space, and the background of each.

    The likeness of i and j in standard deviations is
    ``scale * ((x_i·x_j - mean_i) / spread_i + (x_i·x_j - mean_j) / spread_j) / 2 - shift``.
    """

    vectors: Matrix  # (n_opinions, n_dimensions)
    reference: Rows  # (n_background,), opinions that stand for the background
    weight: Weights  # (n_background,), of each: one over its crowd
    mean: Weights  # (n_opinions,), of products with the background
    spread: Weights  # (n_opinions,)
    scale: float
    shift: float

    def likeness(self, rows: slice | Rows, columns: slice | Rows) -> Matrix:
        """Likeness of some opinions with some others, (n_rows, n_columns)."""
        product = self.vectors[rows] @ self.vectors[columns].T
        steep = np.float32(0.5 * self.scale) / self.spread
        level = steep * self.mean
        product *= steep[rows][:, None] + steep[columns][None, :]
        product -= level[rows][:, None] + level[columns][None, :] + np.float32(self.shift)
        return product

    def of(self, rows: Rows) -> "Representation":
        """Some opinions (ascending rows that hold all of ``reference``), as measured among all."""
        return replace(
            self,
            vectors=self.vectors[rows],
            reference=np.searchsorted(rows, self.reference),
            mean=self.mean[rows],
            spread=self.spread[rows],
        )

    def likeness_of_all(self) -> Matrix:
        """Likeness of all pairs, (n_opinions, n_opinions), exactly symmetric, diagonal 0."""
        n = len(self.vectors)
        likeness = np.empty((n, n), dtype=np.float32)

        def fill(rows: slice) -> None:
            likeness[rows, : rows.stop] = self.likeness(rows, slice(0, rows.stop))
            square = np.tril(likeness[rows, rows], -1)  # one half decides, whatever the rounding
            likeness[rows, rows] = square + square.T
            likeness[: rows.start, rows] = likeness[rows, : rows.start].T

        over_blocks(n, fill)
        return likeness


def join(blocks: Sequence[tuple[float, Matrix]], reference: Rows, weight: Weights) -> Matrix:
    """Centre each view on the background, scale it to equal spread, and put all side by side.

    Args:
        blocks: weight and vectors (n_opinions, n_dimensions) of each view.
        reference: (n_background,) rows that stand for the background.
        weight: (n_background,) of each of them.
    """
    joined = []
    for view_weight, block in blocks:
        unit = block - (weight @ block[reference]) / weight.sum()
        unit /= np.maximum(np.linalg.norm(unit, axis=1, keepdims=True), np.float32(1e-6))
        own = unit[reference]
        _, spread = _row_background(own, own, weight, np.arange(len(own)))
        typical = max(float(np.sqrt(np.average(np.square(spread), weights=weight))), _FLAT)
        joined.append(unit * np.float32(np.sqrt(view_weight / typical)))
    return np.hstack(joined)


def against_background(vectors: Matrix, reference: Rows, weight: Weights) -> Representation:
    """Measure the background of every opinion, and the scale on which pairs of it spread by 1."""
    mean, spread = _row_background(vectors, vectors[reference], weight, reference)
    typical = float(np.sqrt(np.average(np.square(spread[reference]), weights=weight)))
    spread = np.maximum(spread, np.float32(max(_FLAT_ROW * typical, _FLAT)))
    plain = Representation(vectors, reference, weight, mean, spread, 1.0, 0.0)
    pairs = plain.likeness(reference, reference)
    np.fill_diagonal(pairs, 0.0)
    total = max(float(weight.sum(dtype=np.float64)) ** 2 - float(np.square(weight).sum()), 1e-12)
    shift = float(weight @ (pairs @ weight)) / total
    pairs -= np.float32(shift)
    np.fill_diagonal(pairs, 0.0)
    variance = float(weight @ (np.square(pairs) @ weight)) / total
    scale = 1.0 / max(float(np.sqrt(variance)), _FLAT_PAIRS)
    return Representation(vectors, reference, weight, mean, spread, scale, shift * scale)


def crowds(joined: Representation, similarity: float, softness: float) -> Weights:
    """How many opinions say about the same as each one, itself included (a soft count).

    Args:
        joined: opinions and their background.
        similarity: likeness of which a pair counts one half.
        softness: likeness over which the count goes from 0 to 1 (scale of a logistic function).
    """
    n = len(joined.vectors)
    count = np.empty(n, dtype=np.float32)

    def fill(rows: slice) -> None:
        near = (joined.likeness(rows, slice(0, n)) - np.float32(similarity)) / np.float32(softness)
        np.clip(near, -30, 30, out=near)
        near = 1.0 / (1.0 + np.exp(-near))
        near[np.arange(rows.stop - rows.start), np.arange(rows.start, rows.stop)] = 1.0
        count[rows] = near.sum(axis=1)

    over_blocks(n, fill)
    return np.round(count / _COUNT_STEP) * np.float32(_COUNT_STEP)


def _row_background(
    rows: Matrix, background: Matrix, weight: Weights, reference: Rows
) -> tuple[Weights, Weights]:
    """Weighted mean and spread of each row's products with the background, itself left out."""
    n = len(rows)
    own = np.zeros(n, dtype=np.float32)
    own[reference] = weight
    itself = np.einsum("ij,ij->i", rows, rows)
    total = np.maximum(weight.sum() - own, np.float32(1e-6))
    mean, square = np.empty(n, dtype=np.float32), np.empty(n, dtype=np.float32)

    def fill(part: slice) -> None:
        product = rows[part] @ background.T
        mean[part] = product @ weight
        square[part] = np.square(product, out=product) @ weight

    over_blocks(n, fill)
    mean = (mean - own * itself) / total
    square = (square - own * np.square(itself)) / total
    return mean, np.sqrt(np.maximum(square - np.square(mean), 0.0))
