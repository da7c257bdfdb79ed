"""Vectors around their mean: cosines of E5's own vectors crowd near 1."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

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
