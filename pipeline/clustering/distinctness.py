"""Which groups are no two: as alike between them as the looser of them is in itself.

The mean likeness of pairs between two groups is held against the mean likeness of pairs within
each; both are linear in products of vectors, so sums of vectors say it all (average linkage).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from pipeline.views.opinion_views import Matrix

Labels = NDArray[np.intp]

_AT_ONCE = 4_096  # opinions whose vectors are copied
_DECIMALS = 6  # of a difference: rounding must not decide


@dataclass
class _Sums:
    """Sums over groups that are merged again and again, (n_groups, n_groups) and (n_groups,)."""

    products: NDArray[np.float64]  # of the sums of vectors of two groups
    squares: NDArray[np.float64]  # lengths of the vectors, squared
    sizes: NDArray[np.float64]

    def excess(self) -> NDArray[np.float64]:
        """Mean product between two groups above the least within one of them; upper triangle."""
        pairs = self.sizes * (self.sizes - 1)
        own = np.diag(self.products) - self.squares
        # A group of one is as alike as can be; one of none is never met.
        within = np.where(pairs > 0, own / np.maximum(pairs, 1), np.inf)
        between = self.products / np.maximum(np.outer(self.sizes, self.sizes), 1)
        found = np.round(between - np.minimum.outer(within, within), _DECIMALS)
        found[np.tril_indices(len(found))] = -np.inf
        return np.asarray(found)

    def join(self, one: int, other: int) -> None:
        """Put ``other`` into ``one``."""
        self.products[one] += self.products[other]
        self.products[:, one] += self.products[:, other]
        for sums in (self.squares, self.sizes):
            sums[one] += sums[other]
            sums[other] = 0.0
        self.products[other], self.products[:, other] = 0.0, 0.0


@dataclass(frozen=True)
class Totals:
    """Sums over groups of opinions; those of parts of the opinions can be added."""

    vectors: NDArray[np.float64]  # (n_groups, n_dimensions)
    squares: NDArray[np.float64]  # (n_groups,) lengths of the vectors, squared
    sizes: NDArray[np.float64]  # (n_groups,)

    def __add__(self, other: "Totals") -> "Totals":
        return Totals(
            self.vectors + other.vectors, self.squares + other.squares, self.sizes + other.sizes
        )

    def under(self, names: Labels, n_groups: int) -> "Totals":
        """Of groups that are parts of others: the number of its whole for each; -1 for none."""
        inside = np.flatnonzero(names >= 0)
        shape = (n_groups, len(names))
        part = csr_matrix((np.ones(len(inside)), (names[inside], inside)), shape=shape)
        return Totals(part @ self.vectors, part @ self.squares, part @ self.sizes)


def totals(vectors: Matrix, labels: Labels, n_groups: int) -> Totals:
    """Sums over groups, in the order of the rows.

    Args:
        vectors: (n_opinions, n_dimensions) of ``Space``.
        labels: (n_opinions,) from 0; -1 is in none.
        n_groups: how many there are.
    """
    sums, squares = np.zeros((n_groups, vectors.shape[1])), np.zeros(n_groups)
    for begin in range(0, len(vectors), _AT_ONCE):
        block, own = vectors[begin : begin + _AT_ONCE], labels[begin : begin + _AT_ONCE]
        inside = np.flatnonzero(own >= 0)
        # What was added up before comes first, so that blocks change no sum.
        columns = np.r_[np.arange(n_groups), n_groups + inside]
        where = csr_matrix(
            (np.ones(len(columns)), (np.r_[np.arange(n_groups), own[inside]], columns)),
            shape=(n_groups, n_groups + len(block)),
        )
        lengths = np.einsum("nd,nd->n", block, block, dtype=np.float64)
        sums = np.asarray(where @ np.vstack([sums, block]))
        squares = where @ np.r_[squares, lengths]
    sizes = np.bincount(labels[labels >= 0], minlength=n_groups).astype(np.float64)
    return Totals(sums, squares, sizes)


def merged(of_groups: Totals) -> Labels:
    """Groups without pairs that are no two, the least distinct pair merged first.

    Returns:
        For each group the number of the group that it is part of now, (n_groups,): that of the
        larger one of a pair, of the first of two equal ones.
    """
    sums = _sums(of_groups)
    part_of = np.arange(len(sums.sizes))
    while len(part_of) > 1:
        excess = sums.excess()
        one, other = (int(place) for place in np.unravel_index(excess.argmax(), excess.shape))
        if excess[one, other] < 0:
            break
        if sums.sizes[other] > sums.sizes[one]:
            one, other = other, one
        sums.join(one, other)
        part_of[part_of == other] = one
    return part_of


def indistinct(of_groups: Totals) -> list[tuple[int, int]]:
    """Pairs of groups that are no two, the smaller number first."""
    found = np.argwhere(_sums(of_groups).excess() >= 0)
    return [(int(one), int(other)) for one, other in found]


def _sums(of_groups: Totals) -> _Sums:
    products = of_groups.vectors @ of_groups.vectors.T
    return _Sums(products, of_groups.squares.copy(), of_groups.sizes.copy())
