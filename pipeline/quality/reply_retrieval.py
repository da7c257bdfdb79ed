"""How often the reply that a ministry gave is found: 482 comments on two plans, 304 replies.

Weights were chosen on the half of the comments whose hash is even (``chosen_on``) and are reported
for the other (``held_out``) and for all. Apart from that: by way of comments of the same plan that
were answered, each comment's own reply left out, so that only shared replies can be found.
"""

import hashlib

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipeline.encoders.encoder import Encoder, load
from pipeline.encoders.universal_encoder import load_second
from pipeline.places import ENCODER
from pipeline.quality.labelled_csv import read_columns
from pipeline.quality.shared_data import shared_data
from pipeline.replies.retrieval import (
    Floats,
    Likeness,
    RepliesParams,
    Side,
    best_answers,
    likeness,
    offered,
    side_of,
)
from pipeline.store import Store
from pipeline.text.normalize import normalize

FILE = "env_plan_comments/comments.csv"
OTHER_FILE = "yamaguchi_highschool/opinions.csv"


def evaluate() -> dict[str, object]:
    """Shares (0–1) of comments whose own reply is first, or among the first five.

    Raises:
        OpinionsError: the shared data or the encoder are not there.
    """
    frame = read_columns(shared_data() / FILE, "plan", "id", "comment", "reply")
    params = Store().parameters("replies", RepliesParams)
    comments = [normalize(text) for text in frame["comment"]]
    replies = [normalize(text) for text in frame["reply"]]
    different = list(dict.fromkeys(replies))
    own = np.array([different.index(reply) for reply in replies])
    encoder, universal = load(ENCODER), load_second(ENCODER)
    questions = side_of(comments, encoder, universal)
    found = likeness(questions, side_of(different, encoder, universal), params)
    even = np.array([_is_even(f"{row.plan}-{row.id}") for row in frame.itertuples()])
    first = best_answers(found, params)
    alike = found.similarities.max(axis=1)
    surer = alike >= np.quantile(alike, 0.75)
    return {
        "n_comments": len(comments),
        "n_replies": len(different),
        "directly": {
            "all": _shares(found.scores, own),
            "chosen_on": _shares(found.scores[even], own[even]),
            "held_out": _shares(found.scores[~even], own[~even]),
            "top_1_of_the_surest_quarter": round(float((first == own)[surer].mean()), 3),
        },
        "offered": {
            "env_plan_comments": _offered(found, own, params),
            "env_plan_comments_held_out": _offered(_rows(found, ~even), own[~even], params),
            "yamaguchi_highschool": _other_material(encoder, universal, params),
        },
        "by_answered_comments": _by_answered_comments(questions, frame["plan"], own, params),
    }


def _rows(found: Likeness, chosen: NDArray[np.bool_]) -> Likeness:
    return Likeness(found.scores[chosen], found.similarities[chosen])


def _offered(found: Likeness, own: NDArray[np.intp], params: RepliesParams) -> dict[str, float]:
    """Of what is proposed at the least similarity: how many are the reply that was given.

    ``precision`` is of first proposals, ``any_right`` of comments that get up to three,
    ``coverage`` the share of comments that get any.
    """
    first = best_answers(found, params)
    proposed = offered(found, params)
    right = {question for question, _, answer in proposed if own[question] == answer}
    given = {question for question, _, _ in proposed}
    n_first = int((first >= 0).sum())
    return {
        "least_similarity": params.least_similarity,
        "coverage": round(n_first / len(own), 3),
        "precision": round(float((first == own)[first >= 0].mean()), 3) if n_first else 0.0,
        "precision_of_all_proposals": round(len(right) / max(len(proposed), 1), 3),
        "any_right": round(len(right) / max(len(given), 1), 3),
    }


def _other_material(
    encoder: Encoder, universal: Encoder, params: RepliesParams
) -> dict[str, float]:
    """The same of opinions on a prefecture's plan, on which nothing was chosen."""
    frame = read_columns(shared_data() / OTHER_FILE, "text", "answer")
    frame = frame[frame["answer"].str.strip() != ""]
    answers = [normalize(text) for text in frame["answer"]]
    different = list(dict.fromkeys(answers))
    questions = side_of([normalize(text) for text in frame["text"]], encoder, universal)
    found = likeness(questions, side_of(different, encoder, universal), params)
    return _offered(found, np.array([different.index(answer) for answer in answers]), params)


def _by_answered_comments(
    questions: Side, plans: "pd.Series[str]", own: NDArray[np.intp], params: RepliesParams
) -> dict[str, float]:
    """A reply is as good as the likest other comment of the plan that it was given to."""
    scores = likeness(questions, questions, params).scores.copy()
    same_plan = plans.to_numpy()[:, None] == plans.to_numpy()[None, :]
    scores[~same_plan] = -np.inf
    np.fill_diagonal(scores, -np.inf)
    by_reply = np.full((len(own), int(own.max()) + 1), -np.inf)
    for comment, reply in enumerate(own):
        by_reply[:, reply] = np.maximum(by_reply[:, reply], scores[:, comment])
    reachable = np.isfinite(by_reply[np.arange(len(own)), own])
    return {
        **_shares(by_reply, own),
        "n_reachable": int(reachable.sum()),
        "top_1_of_reachable": _shares(by_reply[reachable], own[reachable])["top_1"],
        "top_5_of_reachable": _shares(by_reply[reachable], own[reachable])["top_5"],
    }


def _shares(scores: Floats, own: NDArray[np.intp]) -> dict[str, float]:
    mine = scores[np.arange(len(own)), own]
    better = (scores > mine[:, None]).sum(axis=1)
    found = np.isfinite(mine)
    return {f"top_{k}": round(float(((better < k) & found).mean()), 3) for k in (1, 5)}


def _is_even(name: str) -> bool:
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 2 == 0
