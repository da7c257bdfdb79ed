"""Coordinates of the training texts in the space that they span.

A linear or kernel method with a quadratic penalty has its optimum in the span of the training
texts, so it can run on coordinates there, (n_texts, rank), instead of tens of thousands of sparse
columns: the same model, many times faster, shared by every setting and fold.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.utils.extmath import randomized_svd

Floats = NDArray[np.float64]

# Directions of the Gram matrix below this share of the largest carry rounding errors only.
_SMALLEST = 1e-6
# Power iterations of the range finder (Halko, Martinsson & Tropp 2011, algorithm 4.4).
_ITERATIONS = 2
_OVERSAMPLING = 50


def span(gram: NDArray[np.floating[Any]], rank: int, seed: int) -> Floats:
    """A basis of the space that training texts span.

    Args:
        gram: products of all pairs of texts, (n_texts, n_texts).
        rank: most directions kept; exact where there are no more texts than that, else the leading
            ones by a randomised range finder.
        seed: of the range finder.

    Returns:
        ``basis`` (n_texts, rank): ``gram @ basis`` are orthogonal coordinates of the texts, with
        the same products as the texts themselves.
    """
    n_texts = len(gram)
    if n_texts <= rank:
        values, vectors = np.linalg.eigh(gram)
    else:
        vectors, values, _ = randomized_svd(  # of a Gram matrix these are its eigenvectors
            gram.astype(np.float64),
            rank,
            n_oversamples=_OVERSAMPLING,
            n_iter=_ITERATIONS,
            power_iteration_normalizer="QR",
            random_state=seed,
        )
    kept = values > _SMALLEST * max(float(values.max()), 1e-12)
    vectors = vectors[:, kept]
    if not kept.any():  # texts of which nothing is known span nothing
        return np.zeros((n_texts, 1))
    # An eigenvector's sign is arbitrary: make its largest entry positive.
    vectors = vectors * np.sign(vectors[np.abs(vectors).argmax(axis=0), np.arange(kept.sum())])
    return np.asarray(vectors / np.sqrt(values[kept]))
