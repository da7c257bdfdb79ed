"""Which of the answers given earlier fits an opinion best: a draft of 考え方 for people to judge.

Four likenesses are joined: of characters (TF-IDF), of two sentence encoders, and of the nearest
pair of sentences. An answer that fits everything (御意見ありがとうございます) is held back by what
it has in common with the questions nearest to it (CSLS: Conneau et al. 2018, arXiv 1710.04087).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from pipeline.params import Parameters
from pipeline.replies.earlier_links import Links, by_answer, crowded
from pipeline.replies.sides import Floats, Side, views_of

MOST_DRAFTS = 3
"""Earlier answers proposed for one subject."""
_NONE = 2.0
"""Score of no answer at all, beside those of the answers."""


class RepliesParams(Parameters):
    """How opinions and earlier answers are compared (params.yaml, section ``answers``).

    Weights and hubs were chosen on one half of 482 comments on two plans with their replies, and
    measured on the other; what concerns links on all of them and on opinions on a plan for schools,
    each scored with the choice made on the other: ``opinions evaluate answers``.
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
    links_weight: float = Field(default=20.0, ge=0, le=100)
    """Of the likeness to opinions that were answered earlier."""
    links_softness: float = Field(default=0.08, gt=0, le=1)
    """Likeness within which several opinions with one answer count together."""
    least_share: float = Field(default=0.5, ge=0, le=1)
    """How far ahead of all others (``shares``) an answer must be to be proposed."""
    least_similarity: float = Field(default=0.25, ge=0, le=1)
    """Below it an answer is not proposed, however far ahead: of a few answers one always is. Of
    random banks of 4 and 20 answers to 234 comments (odd ids) it left out 2 and 0 % of the right
    proposals, 12 and 3 % of the wrong ones."""

    @property
    def weights(self) -> tuple[float, ...]:
        """Of the views of ``views_of``, in its order; alike where all are 0."""
        told = (
            self.characters_weight,
            self.dense_weight,
            self.universal_weight,
            self.sentences_weight,
        )
        return told if sum(told) else (1.0,) * len(told)

    @property
    def ngrams(self) -> tuple[int, int]:
        """Characters of the shortest and the longest n-gram."""
        return self.shortest_ngram, max(self.shortest_ngram, self.longest_ngram)


@dataclass(frozen=True)
class Likeness:
    """How well each answer fits each question, (n_questions, n_answers).

    ``scores`` order the answers of one question. ``similarities`` (to the answer's own words, or to
    the likest opinion that it was given to) lie between 0 and 1 and can be compared between
    questions. ``nearest`` is the number of that opinion, -1 where none is known.
    """

    scores: Floats
    similarities: Floats
    nearest: NDArray[np.intp]


def likeness(questions: Side, answers: Side, params: RepliesParams) -> Likeness:
    """Compare every question with the words of every answer.

    Args:
        questions: at least one.
        answers: at least one.
        params: weights.
    """
    views = views_of(questions, answers, params.ngrams)
    scores = np.average([_standard(view) for view in views], axis=0, weights=params.weights)
    plain = np.average(views, axis=0, weights=params.weights)
    n_hub = min(params.n_hub, len(questions.texts))
    hubs = np.sort(scores, axis=0)[-n_hub:].mean(axis=0)
    nearest = np.full(scores.shape, -1, dtype=np.intp)
    return Likeness(scores - params.hub_weight * hubs, np.clip(plain, 0.0, 1.0), nearest)


def with_links(found: Likeness, links: Links, params: RepliesParams) -> Likeness:
    """Likeness to answers, moved by that to the opinions that they were given to.

    Args:
        found: of questions and answers.
        links: of the same questions to opinions that were answered earlier.
        params: weights.
    """
    said, nearest = by_answer(links, found.scores.shape[1], params.links_softness)
    linked = np.take_along_axis(links.plain, np.maximum(nearest, 0), axis=1)
    linked = np.where(nearest >= 0, np.clip(linked, 0.0, 1.0), 0.0)
    scores = found.scores + params.links_weight * said
    return Likeness(scores, np.maximum(found.similarities, linked), nearest)


def links_to(
    questions: Side,
    earlier: Side,
    given: NDArray[np.intp],
    same_page: NDArray[np.bool_],
    params: RepliesParams,
) -> Links:
    """Compare every question with every opinion that was answered earlier.

    Args:
        questions: at least one.
        earlier: the opinions, at least one.
        given: (n_earlier,) number of the answer to each.
        same_page: (n_questions, n_earlier) whether both cite one page of one draft.
        params: weights.
    """
    among = _opinions_alike(earlier, earlier, params)
    np.fill_diagonal(among, -np.inf)
    return Links(_opinions_alike(questions, earlier, params), crowded(among), given, same_page)


def shares(found: Likeness) -> Floats:
    """How far each answer is ahead of the others and of none, 0–1, (n_questions, n_answers).

    No probability: ``least_share`` says from where on answers were right often enough.
    """
    top = np.maximum(found.scores.max(axis=1, keepdims=True), _NONE)
    ahead = np.exp(found.scores - top)
    return np.asarray(ahead / (ahead.sum(axis=1, keepdims=True) + np.exp(_NONE - top)))


def best_answers(found: Likeness, params: RepliesParams) -> NDArray[np.intp]:
    """The answer that fits each question best, -1 where none is sure enough; (n_questions,)."""
    best = np.argmax(found.scores, axis=1)
    return np.where(may_propose(found, params)[np.arange(len(best)), best], best, -1)


def offered(found: Likeness, params: RepliesParams) -> list[tuple[int, int, int]]:
    """The answers to propose: question, rank from 1, answer; none that is not sure."""
    order = np.argsort(-found.scores, axis=1, kind="stable")[:, :MOST_DRAFTS]
    is_sure = may_propose(found, params)
    proposed = []
    for question, answers in enumerate(order):
        sure = [answer for answer in answers if is_sure[question, answer]]
        proposed += [(question, rank, int(answer)) for rank, answer in enumerate(sure, start=1)]
    return proposed


def may_propose(found: Likeness, params: RepliesParams) -> NDArray[np.bool_]:
    """Whether an answer may be proposed, (n_questions, n_answers)."""
    alike = found.similarities >= params.least_similarity
    return np.asarray((shares(found) >= params.least_share) & alike)


def _opinions_alike(one: Side, other: Side, params: RepliesParams) -> Floats:
    """The mean likeness of opinions to opinions, (n_one, n_other)."""
    views = views_of(one, other, params.ngrams, same_kind=True)
    return np.average(views, axis=0, weights=params.weights)


def _standard(view: Floats) -> Floats:
    """Standard deviations above the mean of the question's row; 0 where all answers are alike."""
    spread = view.std(axis=1, keepdims=True)
    return np.asarray((view - view.mean(axis=1, keepdims=True)) / np.where(spread > 0, spread, 1))
