"""Which opinions of two rounds are each other's nearest: the same matter, whatever the themes."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer
from threadpoolctl import threadpool_limits

from pipeline.changes.theme_likeness import Texts
from pipeline.encoders.centring import centred

Floats = NDArray[np.floating[Any]]
_NGRAMS = (2, 3)


def mutually_nearest(before: Texts, after: Texts, rows: Sequence[int]) -> dict[int, int]:
    """Of opinions of the later round, the earlier one where either is nearest to the other.

    Nearest by vectors and characters together, as themes are compared; the first of equal ones.

    Args:
        before: of the earlier round.
        after: of the later one.
        rows: of the later round, those that are asked about.

    Returns:
        Row in the later round → row in the earlier one.
    """
    asked = list(dict.fromkeys(rows))
    if not asked or not len(before.said):
        return {}
    mean = np.mean([before.vectors.mean(axis=0), after.vectors.mean(axis=0)], axis=0)
    terms = TfidfVectorizer(analyzer="char", ngram_range=_NGRAMS, sublinear_tf=True)
    with threadpool_limits(1):
        vectors = [centred(texts.vectors, mean) for texts in (before, after)]
        characters = terms.fit_transform([*before.said, *after.said])
        old, new = characters[: len(before.said)], characters[len(before.said) :]
        there = _nearest(vectors[1][asked], new[asked], vectors[0], old)
        back = _nearest(vectors[0][there], old[there], vectors[1], new)
    return {
        row: int(one) for row, one, again in zip(asked, there, back, strict=True) if again == row
    }


def _nearest(
    vectors: Floats, characters: csr_matrix, others: Floats, of_others: csr_matrix
) -> NDArray[np.intp]:
    """(n_rows,) of (n_rows, n_dimensions) and the other side's (n_others, n_dimensions)."""
    near = vectors @ others.T + (characters @ of_others.T).toarray()
    return np.asarray(near.round(9).argmax(axis=1), dtype=np.intp)
