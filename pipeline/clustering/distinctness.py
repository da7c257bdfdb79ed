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


def merged(vectors: Matrix, labels: Labels) -> Labels:
    """Groups without pairs that are no two, the least distinct pair merged first.

    Args:
        vectors: (n_opinions, n_dimensions) of ``Space``.
        labels: (n_opinions,) from 0; -1 is in none.

    Returns:
        For each group the number of the group that it is part of now, (n_groups,): that of the
        larger one of a pair, of the first of two equal ones.
    """
    sums = _sums(vectors, labels)
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


def indistinct(vectors: Matrix, labels: Labels) -> list[tuple[int, int]]:
    """Pairs of groups that are no two, the smaller number first."""
    found = np.argwhere(_sums(vectors, labels).excess() >= 0)
    return [(int(one), int(other)) for one, other in found]


def group_sums(vectors: Matrix, labels: Labels) -> NDArray[np.float64]:
    """Sum of the vectors of each group, (n_groups, n_dimensions), in the order of the rows."""
    inside = np.flatnonzero(labels >= 0)
    shape = (int(labels.max(initial=-1)) + 1, len(vectors))
    where = csr_matrix((np.ones(len(inside)), (labels[inside], inside)), shape=shape)
    return np.asarray(where @ vectors)


def _sums(vectors: Matrix, labels: Labels) -> _Sums:
    inside = np.flatnonzero(labels >= 0)
    total = group_sums(vectors, labels)
    lengths = np.einsum("nd,nd->n", vectors, vectors, dtype=np.float64)[inside]
    return _Sums(
        total @ total.T,
        np.bincount(labels[inside], weights=lengths, minlength=len(total)).astype(np.float64),
        np.bincount(labels[inside], minlength=len(total)).astype(np.float64),
    )
