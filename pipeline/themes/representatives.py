"""Representative opinions: central to their theme and different from one another."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.encoders import centring
from pipeline.tables.base import Room, Vectors, in_memory


def centred(
    vectors: NDArray[np.floating[Any]], mean: NDArray[np.floating[Any]], room: Room = in_memory
) -> Vectors:
    """Vectors relative to a mean, of unit length again; E5's cosines crowd near 1 otherwise.

    Args:
        vectors: (n, n_dimensions).
        mean: (n_dimensions,), for themes the mean of family representatives.
        room: where they come to lie.

    Returns:
        (n, n_dimensions); a vector equal to the mean stays zero.
    """
    found = room(*vectors.shape)
    for begin in range(0, len(vectors), centring.ROWS):
        block = slice(begin, begin + centring.ROWS)
        found[block] = centring.centred(vectors[block], mean.astype(np.float64))
    return found


def taken(vectors: Vectors, rows: NDArray[np.int64], room: Room = in_memory) -> Vectors:
    """Some rows of vectors, by number, in room of their own."""
    found = room(len(rows), vectors.shape[1])
    for begin in range(0, len(rows), centring.ROWS):
        block = slice(begin, begin + centring.ROWS)
        found[block] = vectors[rows[block]]
    return found


def centres_of(
    vectors: Vectors, rows: NDArray[np.int64], groups: NDArray[np.int64], n_groups: int
) -> NDArray[np.float64]:
    """The sum of each group's vectors, added up in the order of the rows, (n_groups, n_dimensions).

    Args:
        vectors: centred.
        rows: of vectors, by number.
        groups: (n_rows,), from 0; -1 is in none.
        n_groups: how many there are.
    """
    found = np.zeros((n_groups, vectors.shape[1]))
    for begin in range(0, len(rows), centring.ROWS):
        block = slice(begin, begin + centring.ROWS)
        inside = groups[block] >= 0
        np.add.at(found, groups[block][inside], vectors[rows[block][inside]].astype(np.float64))
    return found


def centre_of(vectors: Vectors) -> Vectors:
    """Centroid of centred vectors (n, n_dimensions), of unit length unless they cancel out."""
    total = vectors.sum(axis=0, keepdims=True, dtype=np.float64)
    centre: Vectors = centred(total.astype(np.float32), np.zeros(vectors.shape[1]))[0]
    return centre


def choose_representatives(
    vectors: Vectors,
    lengths: Sequence[int],
    keys: Sequence[str],
    n_representatives: int,
    diversity: float,
    moderate_characters: int,
) -> list[int]:
    """Choose by maximal marginal relevance (Carbonell and Goldstein, SIGIR 1998).

    The first is the most central; each next one is central but unlike those before it. Longer
    opinions than ``moderate_characters`` are passed over where others are about as central: they
    are quoted whole, never cut.

    Args:
        vectors: (n_families, n_dimensions), centred: one opinion per family of one theme.
        lengths: (n_families,) characters.
        keys: (n_families,) text keys; the smaller one wins a tie.
        n_representatives: at most so many.
        diversity: 0 looks at centrality alone, 1 at difference alone.
        moderate_characters: up to here length costs nothing; ten times as long costs 0.2 of cosine.

    Returns:
        Indices of the chosen, most representative first.
    """
    if not len(vectors):
        return []
    exact = vectors.astype(np.float64)
    excess = np.log10(np.maximum(np.array(lengths) / moderate_characters, 1.0))
    relevance: NDArray[np.float64] = exact @ centre_of(vectors).astype(np.float64) - 0.2 * excess
    chosen: list[int] = []
    likeness = np.full(len(keys), -np.inf)
    while len(chosen) < min(n_representatives, len(keys)):
        gain = relevance.copy()
        if chosen:
            gain = (1 - diversity) * relevance - diversity * likeness
        free = [index for index in range(len(keys)) if index not in chosen]
        best = min(free, key=lambda index: (-round(float(gain[index]), 6), keys[index], index))
        chosen.append(best)
        likeness = np.maximum(likeness, exact @ exact[best])
    return chosen
