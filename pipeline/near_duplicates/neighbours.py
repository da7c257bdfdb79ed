"""The nearest opinions of each text, where copies are one text that counts as often as it came."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.neighbors import NearestNeighbors

from pipeline.rate import told
from pipeline.tables.base import Vectors

_BLOCK = 2_048  # texts whose neighbours' vectors are held at once


@dataclass(frozen=True)
class Neighbours:
    """The nearest opinions of each text, as texts: (n_texts, n_columns), itself in column 0."""

    others: NDArray[np.intp]
    cosines: Vectors
    counted: NDArray[np.intp]
    """How many opinions of each text are among the nearest; every row has the same sum."""

    def mean(self, values: Vectors) -> Vectors:
        """Over the nearest opinions of each text, of values by text in the columns."""
        return np.asarray((values * self.counted).sum(axis=1) / self.counted[0].sum())


def nearest_opinions(vectors: Vectors, n_copies: NDArray[np.intp], n_neighbours: int) -> Neighbours:
    """The nearest other opinions of each text: first its own copies, then those of the nearest.

    Args:
        vectors: (n_texts, n_dimensions), unit length.
        n_copies: opinions of each text.
        n_neighbours: how many opinions are the nearest; fewer than there are.
    """
    n_others = min(n_neighbours, len(vectors) - 1)
    search = NearestNeighbors(n_neighbors=n_others + 1, algorithm="brute").fit(vectors)
    begins = range(0, len(vectors), _BLOCK)
    parts = [vectors[begin : begin + _BLOCK] for begin in begins]
    found = np.concatenate(
        [
            search.kneighbors(part, return_distance=False)
            for part in told(parts, [len(part) for part in parts], "texts")
        ]
    )
    itself = np.arange(len(vectors))[:, None]
    is_other = found != itself
    is_other[is_other.all(axis=1), -1] = False  # equal vectors of other texts came before it
    others = found[is_other].reshape(len(vectors), n_others)
    cosines = _cosines(vectors, others)
    order = np.lexsort((others, -cosines))
    others = np.hstack([itself, np.take_along_axis(others, order, axis=1)])
    cosines = np.hstack([np.ones_like(itself, np.float32), np.take_along_axis(cosines, order, 1)])
    copies = n_copies[others]
    copies[:, 0] -= 1  # but for the one that asks
    before = np.cumsum(copies, axis=1) - copies
    return Neighbours(others, cosines, np.clip(n_neighbours - before, 0, copies))


def _cosines(vectors: Vectors, others: NDArray[np.intp]) -> Vectors:
    """Of each vector and its others, (n_texts, n_others); a part at a time."""
    parts = [
        np.einsum("ij,ikj->ik", vectors[rows], vectors[others[rows]])
        for rows in np.array_split(np.arange(len(vectors)), len(vectors) // _BLOCK + 1)
    ]
    return np.concatenate(parts)
