"""Ways to compare texts with answers: characters, two encoders, the nearest pair of sentences."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from threadpoolctl import threadpool_limits

from pipeline.encoders.centring import centred
from pipeline.encoders.encoder import Encoder
from pipeline.text.sentences import sentences

Floats = NDArray[np.float64]
Matrix = NDArray[np.float32]


@dataclass(frozen=True)
class Side:
    """Questions or answers; row i of texts and vectors is the same one.

    ``dense`` and ``universal`` hold unit vectors of the texts, (n_texts, n_dimensions);
    ``sentences`` those of all their sentences, (n_sentences, n_dimensions); ``owners``
    (n_sentences,), ascending, the row of the text that each sentence is of.
    Every row has a sentence.
    """

    texts: Sequence[str]
    dense: Matrix
    universal: Matrix
    sentences: Matrix
    owners: NDArray[np.intp]


def side_of(texts: Sequence[str], encoder: Encoder, universal: Encoder) -> Side:
    """Encode texts, whole and by sentence.

    Args:
        texts: normalised; none is blank.
        encoder: sentence encoder.
        universal: the second encoder.
    """
    cut = [[text[begin:end] for begin, end in sentences(text)] or [text] for text in texts]
    return Side(
        texts=texts,
        dense=encoder.encode(list(texts)),
        universal=universal.encode(list(texts)),
        sentences=encoder.encode([sentence for found in cut for sentence in found]),
        owners=np.repeat(np.arange(len(texts)), [len(found) for found in cut]),
    )


def views_of(
    one: Side, other: Side, ngrams: tuple[int, int], same_kind: bool = False
) -> list[Floats]:
    """Every text of one side against every text of the other, (n_one, n_other) each.

    Args:
        one: at least one text.
        other: at least one text.
        ngrams: characters of the shortest and the longest n-gram.
        same_kind: whether both are opinions. What is usual in both is taken from their vectors
            then; else from each side what is usual there: questions and answers differ in tone.

    Returns:
        By characters, by either encoder's vectors, by the nearest pair of sentences.
    """
    with threadpool_limits(1):  # the same sums on every number of cores
        return [
            _characters(one, other, ngrams),
            _cosines(one.dense, other.dense, same_kind),
            _cosines(one.universal, other.universal, same_kind),
            _nearest_sentences(one, other, same_kind),
        ]


def _characters(questions: Side, answers: Side, ngrams: tuple[int, int]) -> Floats:
    vectorizer = TfidfVectorizer(
        analyzer="char",
        ngram_range=ngrams,
        sublinear_tf=True,
    )
    vectorizer.fit([*questions.texts, *answers.texts])
    product = vectorizer.transform(questions.texts) @ vectorizer.transform(answers.texts).T
    return np.asarray(product.toarray(), dtype=np.float64)


def _cosines(one: Matrix, other: Matrix, same_kind: bool) -> Floats:
    """Cosines after the mean is taken away, (n_one, n_other)."""
    if same_kind:
        mean = np.concatenate([one, other]).mean(axis=0)
        left, right = centred(one, mean), centred(other, mean)
    else:
        left, right = _centred(one), _centred(other)
    return np.asarray(left @ right.T, dtype=np.float64)


def _centred(vectors: Matrix) -> Matrix:
    if len(vectors) < 2:  # its own mean would leave nothing
        return vectors
    return np.asarray(centred(vectors, vectors.mean(axis=0)), dtype=np.float32)


def _nearest_sentences(questions: Side, answers: Side, same_kind: bool) -> Floats:
    """The likest of all pairs of a sentence of one and a sentence of the other."""
    cosines = _cosines(questions.sentences, answers.sentences, same_kind)
    by_answer = np.maximum.reduceat(cosines, _starts(answers.owners), axis=1)
    return np.asarray(np.maximum.reduceat(by_answer, _starts(questions.owners), axis=0))


def _starts(owners: NDArray[np.intp]) -> NDArray[np.intp]:
    return np.flatnonzero(np.diff(owners, prepend=-1))
