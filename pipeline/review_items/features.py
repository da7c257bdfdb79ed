"""Texts as one matrix for the classifier: sentence vectors, character n-grams and words.

Every view has rows of length 1 (or 0 where it knows nothing of a text), scaled by the root of its
weight's share, so that the product of two rows is the weighted mean of the views' cosines.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from pydantic import Field, model_validator

from pipeline.encoders.centring import centred
from pipeline.params import Parameters
from pipeline.views.terms import Terms, fit_terms

Matrix = NDArray[np.float32]


@dataclass(frozen=True)
class Texts:
    """What the classifier knows of texts, position by position.

    Attributes:
        normalized: normalised texts, (n_texts,).
        tokens: normal forms of the content words of each text.
        dense: vectors of the encoder, (n_texts, n_dimensions), unit length.
        universal: vectors of the second encoder, (n_texts, 512), unit length; None: not used.
    """

    normalized: Sequence[str]
    tokens: Sequence[Sequence[str]]
    dense: Matrix
    universal: Matrix | None = None

    def __len__(self) -> int:
        return len(self.normalized)

    def take(self, rows: Sequence[int] | NDArray[np.intp]) -> "Texts":
        """The texts at these positions, (n_rows,), in this order."""
        return Texts(
            [self.normalized[row] for row in rows],
            [self.tokens[row] for row in rows],
            self.dense[np.asarray(rows, dtype=np.intp)],
            None if self.universal is None else self.universal[np.asarray(rows, dtype=np.intp)],
        )

    def joined(self, other: "Texts") -> "Texts":
        """These texts, then the others."""
        universal = None
        if self.universal is not None and other.universal is not None:
            universal = np.vstack([self.universal, other.universal])
        return Texts(
            [*self.normalized, *other.normalized],
            [*self.tokens, *other.tokens],
            np.vstack([self.dense, other.dense]),
            universal,
        )


class FeatureParams(Parameters):
    """How much each view counts. Equal weights were best or within noise in all cases tried."""

    dense_weight: float = Field(default=1.0, ge=0, le=10)
    universal_weight: float = Field(default=1.0, ge=0, le=10)
    characters_weight: float = Field(default=1.0, ge=0, le=10)
    words_weight: float = Field(default=1.0, ge=0, le=10)
    shortest_ngram: int = Field(default=1, ge=1, le=6)
    longest_ngram: int = Field(default=4, ge=1, le=6)
    least_texts: int = Field(default=2, ge=1, le=100)  # that an n-gram occurs in, to be a feature

    @model_validator(mode="after")
    def _ngrams_have_a_range(self) -> Self:
        if self.longest_ngram < self.shortest_ngram:
            raise ValueError("longest_ngram must be at least shortest_ngram")
        if not self.dense_weight + self.characters_weight + self.words_weight > 0:
            raise ValueError("one of the views needs a weight above 0")
        return self


@dataclass(frozen=True)
class FeatureMap:
    """What was learnt from the training texts: means of the vectors, terms and their weights.

    E5's vectors crowd in one direction (design 7), so they are centred; the mean belongs to the
    model.
    """

    params: FeatureParams
    dense_mean: Matrix  # (n_dimensions,)
    universal_mean: Matrix | None  # (512,)
    characters: Terms
    words: Terms

    @property
    def n_dense(self) -> int:
        """Number of dense columns; the lexical ones come after them."""
        return len(self.dense_mean) + (
            0 if self.universal_mean is None else len(self.universal_mean)
        )

    @property
    def n_features(self) -> int:
        """Number of columns of all views."""
        return self.n_dense + len(self.characters.terms) + len(self.words.terms)

    def dense_part(self, texts: Texts) -> Matrix:
        """Vectors, centred and weighted, (n_texts, n_dense).

        Raises:
            ValueError: the model learnt from a second encoder, of which the texts have no vectors.
        """
        blocks = [self._weight("dense") * centred(texts.dense, self.dense_mean)]
        if self.universal_mean is not None:
            if texts.universal is None:
                raise ValueError("This model needs the vectors of the second encoder.")
            blocks.append(self._weight("universal") * centred(texts.universal, self.universal_mean))
        return np.hstack(blocks).astype(np.float32)

    def lexical_part(self, texts: Texts) -> sp.csr_matrix:
        """TF-IDF of character n-grams and of words, weighted, (n_texts, n_lexical)."""
        characters = self.characters.transform(
            character_ngrams(text, self.params) for text in texts.normalized
        )
        words = self.words.transform(texts.tokens)
        blocks = [characters * self._weight("characters"), words * self._weight("words")]
        return sp.csr_matrix(sp.hstack(blocks, format="csr", dtype=np.float32))

    def transform(self, texts: Texts) -> sp.csr_matrix:
        """All views side by side, (n_texts, n_features)."""
        blocks = [sp.csr_matrix(self.dense_part(texts)), self.lexical_part(texts)]
        return sp.csr_matrix(sp.hstack(blocks, format="csr", dtype=np.float32))

    @property
    def dense_share(self) -> float:
        """Weight of the vectors among all views (0–1): the squared length of a dense row."""
        return float(self._weight("dense") ** 2 + self._weight("universal") ** 2)

    def _weight(self, view: str) -> np.float32:
        weights = {
            "dense": self.params.dense_weight,
            "universal": self.params.universal_weight * (self.universal_mean is not None),
            "characters": self.params.characters_weight,
            "words": self.params.words_weight,
        }
        return np.float32(np.sqrt(weights[view] / sum(weights.values())))


def fit_features(texts: Texts, params: FeatureParams) -> FeatureMap:
    """Learn means, terms and term weights from the training texts; labels take no part.

    Args:
        texts: at least one text.
        params: weights of the views, length of n-grams.
    """
    return FeatureMap(
        params=params,
        dense_mean=_mean(texts.dense),
        universal_mean=None if texts.universal is None else _mean(texts.universal),
        characters=fit_terms(
            (character_ngrams(text, params) for text in texts.normalized), params.least_texts
        ),
        words=fit_terms(texts.tokens, 1),
    )


def character_ngrams(text: str, params: FeatureParams) -> list[str]:
    """Runs of characters of a text, blanks left out, case ignored.

    >>> character_ngrams("DX 人材", FeatureParams(shortest_ngram=3, longest_ngram=4))
    ['dx人', 'x人材', 'dx人材']
    """
    letters = "".join(text.split()).lower()
    return [
        letters[begin : begin + length]
        for length in range(params.shortest_ngram, params.longest_ngram + 1)
        for begin in range(len(letters) - length + 1)
    ]


def _mean(vectors: Matrix) -> Matrix:
    # In float64 and in the order of the rows' values, so that permuted rows give the same mean.
    ordered = np.sort(vectors.astype(np.float64), axis=0)
    return np.asarray(ordered.mean(axis=0), dtype=np.float32)
