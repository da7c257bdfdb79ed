"""Term weighting (TF-IDF) that is stored as plain lists and numbers."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

Matrix = NDArray[np.float32]


@dataclass(frozen=True)
class Terms:
    """Terms of a lexical view in the order of their columns, and how much each weighs."""

    terms: tuple[str, ...]
    idf: Matrix  # (n_terms,), inverse text frequency, smoothed

    def transform(self, lists: Iterable[Sequence[str]]) -> sp.csr_matrix:
        """Sublinear TF-IDF with rows of length 1, (n_texts, n_terms)."""
        if not self.terms:
            return sp.csr_matrix((sum(1 for _ in lists), 0), dtype=np.float32)
        vectorizer = TfidfVectorizer(
            analyzer=_as_it_is, sublinear_tf=True, vocabulary=self.terms, dtype=np.float32
        )
        vectorizer.idf_ = self.idf
        return vectorizer.transform(lists)


def fit_terms(lists: Iterable[Sequence[str]], least_texts: int) -> Terms:
    """Learn terms and their weights.

    Args:
        lists: the terms of each text.
        least_texts: texts that a term must occur in.
    """
    n_texts = 0
    counts: Counter[str] = Counter()
    for terms in lists:
        n_texts += 1
        counts.update(set(terms))
    kept = sorted(term for term, n in counts.items() if n >= least_texts)
    n_texts_with = np.array([counts[term] for term in kept], dtype=np.float64)
    # As in scikit-learn's TfidfTransformer(smooth_idf=True).
    idf = np.log((1 + n_texts) / (1 + n_texts_with)) + 1
    return Terms(tuple(kept), idf.astype(np.float32))


def _as_it_is(terms: Sequence[str]) -> Sequence[str]:
    return terms
