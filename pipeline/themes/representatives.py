"""Representative opinions: central to their theme and different from one another."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.encoders import centring
from pipeline.tables.base import Vectors


def centred(vectors: Vectors, mean: NDArray[np.floating[Any]]) -> Vectors:
    """Vectors relative to a mean, of unit length again; E5's cosines crowd near 1 otherwise.

    Args:
        vectors: (n, n_dimensions).
        mean: (n_dimensions,), for themes the mean of family representatives.

    Returns:
        (n, n_dimensions); a vector equal to the mean stays zero.
    """
    return centring.centred(vectors, mean.astype(np.float64)).astype(np.float32)


def centre_of(vectors: Vectors) -> Vectors:
    """Centroid of centred vectors (n, n_dimensions), of unit length unless they cancel out."""
    total = vectors.astype(np.float64).sum(axis=0, keepdims=True)
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
