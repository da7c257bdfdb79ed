"""Vectors around their mean: cosines of E5's own vectors crowd near 1."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

ROWS = 4_096
"""Rows that are copied at once."""
_SHORTEST = 1e-6
"""Length up to which a centred float32 vector of unit length is rounding error."""


def centred(
    vectors: NDArray[np.floating[Any]], mean: NDArray[np.floating[Any]]
) -> NDArray[np.floating[Any]]:
    """Vectors less a mean, of unit length again.

    Args:
        vectors: (n_texts, n_dimensions).
        mean: (n_dimensions,); its precision, if greater, is that of the result.

    Returns:
        (n_texts, n_dimensions); a vector equal to the mean becomes zero: it says nothing.
    """
    moved = vectors - mean
    length = np.linalg.norm(moved, axis=1, keepdims=True)
    unit: NDArray[np.floating[Any]] = np.zeros_like(moved)
    np.divide(moved, length, out=unit, where=length > _SHORTEST)
    return unit


def mean_of(
    vectors: NDArray[np.floating[Any]], rows: NDArray[np.integer[Any]]
) -> NDArray[np.float64]:
    """The mean of some rows, added up in their order, (n_dimensions,); 0 of none.

    Args:
        vectors: (n_texts, n_dimensions).
        rows: by number.
    """
    total = np.zeros((1, vectors.shape[1]))
    for begin in range(0, len(rows), ROWS):
        block = vectors[rows[begin : begin + ROWS]].astype(np.float64)
        total = np.vstack([total, block]).sum(axis=0, keepdims=True)
    return np.asarray(total[0] / max(len(rows), 1))
