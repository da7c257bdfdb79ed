"""Which of the answers given earlier fits an opinion best: a draft of 考え方 for people to judge.

Four likenesses are joined: of characters (TF-IDF), of two sentence encoders, and of the nearest
pair of sentences. An answer that fits everything (御意見ありがとうございます) is held back by what
it has in common with the questions nearest to it (CSLS: Conneau et al. 2018, arXiv 1710.04087).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pydantic import Field
from sklearn.feature_extraction.text import TfidfVectorizer
from threadpoolctl import threadpool_limits

from pipeline.encoders.centring import centred
from pipeline.encoders.encoder import Encoder
from pipeline.params import Parameters
from pipeline.text.sentences import sentences

Floats = NDArray[np.float64]
Matrix = NDArray[np.float32]


MOST_DRAFTS = 3
"""Earlier answers proposed for one subject."""


class RepliesParams(Parameters):
    """How opinions and earlier answers are compared (params.yaml, section ``answers``).

    Weights and hubs were chosen on one half of 482 comments on two plans with their replies, and
    measured on the other: ``opinions evaluate answers``.
    """

    characters_weight: float = Field(default=1.0, ge=0, le=10)
    """Of character n-grams."""
    dense_weight: float = Field(default=1.0, ge=0, le=10)
    """Of the sentence encoder's vectors."""
    universal_weight: float = Field(default=1.0, ge=0, le=10)
    """Of the second encoder's vectors."""
    sentences_weight: float = Field(default=1.0, ge=0, le=10)
    """Of the nearest pair of sentences."""
    shortest_ngram: int = Field(default=1, ge=1, le=6)
    """Characters of the shortest n-gram."""
    longest_ngram: int = Field(default=4, ge=1, le=6)
    """Characters of the longest n-gram."""
    n_hub: int = Field(default=3, ge=1, le=100)
    """Questions nearest to an answer that say how much it fits everything."""
    hub_weight: float = Field(default=0.5, ge=0, le=1)
    """How far that is held against it."""
    least_similarity: float = Field(default=0.45, ge=0, le=1)
    """Likeness below which no answer is proposed."""


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


@dataclass(frozen=True)
class Likeness:
    """How well each answer fits each question, (n_questions, n_answers).

    ``scores`` order the answers of one question; ``similarities`` lie between 0 and 1 and can be
    compared between questions.
    """

    scores: Floats
    similarities: Floats


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


def likeness(questions: Side, answers: Side, params: RepliesParams) -> Likeness:
    """Compare every question with every answer.

    Args:
        questions: at least one.
        answers: at least one.
        params: weights.
    """
    with threadpool_limits(1):  # the same sums on every number of cores
        views: Mapping[str, tuple[float, Floats]] = {
            "characters": (params.characters_weight, _characters(questions, answers, params)),
            "dense": (params.dense_weight, _cosines(questions.dense, answers.dense)),
            "universal": (
                params.universal_weight,
                _cosines(questions.universal, answers.universal),
            ),
            "sentences": (params.sentences_weight, _nearest_sentences(questions, answers)),
        }
    total = sum(weight for weight, _ in views.values()) or 1.0
    scores = sum(weight * _standard(view) for weight, view in views.values()) / total
    plain = sum(weight * view for weight, view in views.values()) / total
    n_hub = min(params.n_hub, len(questions.texts))
    hubs = np.sort(scores, axis=0)[-n_hub:].mean(axis=0)
    return Likeness(scores - params.hub_weight * hubs, np.clip(plain, 0.0, 1.0))


def best_answers(found: Likeness, params: RepliesParams) -> NDArray[np.intp]:
    """Choose the answer that fits each question best.

    Args:
        found: scores and similarities, (n_questions, n_answers) each.
        params: least similarity.

    Returns:
        (n_questions,): number of the answer, -1 where none is like enough.
    """
    best = np.argmax(found.scores, axis=1)
    alike = found.similarities[np.arange(len(best)), best]
    return np.where(alike >= params.least_similarity, best, -1)


def offered(found: Likeness, params: RepliesParams) -> list[tuple[int, int, int]]:
    """The answers to propose: question, rank from 1, answer; none below the least similarity."""
    order = np.argsort(-found.scores, axis=1, kind="stable")[:, :MOST_DRAFTS]
    proposed = []
    for question, answers in enumerate(order):
        alike = [a for a in answers if found.similarities[question, a] >= params.least_similarity]
        proposed += [(question, rank, int(answer)) for rank, answer in enumerate(alike, start=1)]
    return proposed


def _characters(questions: Side, answers: Side, params: RepliesParams) -> Floats:
    vectorizer = TfidfVectorizer(
        analyzer="char",
        ngram_range=(params.shortest_ngram, max(params.shortest_ngram, params.longest_ngram)),
        sublinear_tf=True,
    )
    vectorizer.fit([*questions.texts, *answers.texts])
    product = vectorizer.transform(questions.texts) @ vectorizer.transform(answers.texts).T
    return np.asarray(product.toarray(), dtype=np.float64)


def _cosines(questions: Matrix, answers: Matrix) -> Floats:
    """Cosines after each side's own mean is taken away: questions and answers differ in tone."""
    return np.asarray(_centred(questions) @ _centred(answers).T, dtype=np.float64)


def _centred(vectors: Matrix) -> Matrix:
    if len(vectors) < 2:  # its own mean would leave nothing
        return vectors
    return np.asarray(centred(vectors, vectors.mean(axis=0)), dtype=np.float32)


def _nearest_sentences(questions: Side, answers: Side) -> Floats:
    """The likest of all pairs of a sentence of one and a sentence of the other."""
    cosines = _cosines(questions.sentences, answers.sentences)
    by_answer = np.maximum.reduceat(cosines, _starts(answers.owners), axis=1)
    return np.asarray(np.maximum.reduceat(by_answer, _starts(questions.owners), axis=0))


def _starts(owners: NDArray[np.intp]) -> NDArray[np.intp]:
    return np.flatnonzero(np.diff(owners, prepend=-1))


def _standard(view: Floats) -> Floats:
    """Standard deviations above the mean of the question's row; 0 where all answers are alike."""
    spread = view.std(axis=1, keepdims=True)
    return np.asarray((view - view.mean(axis=1, keepdims=True)) / np.where(spread > 0, spread, 1))
