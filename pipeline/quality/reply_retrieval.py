"""How often the answer that was given is found: two materials, each comment's own link left out.

``directly`` compares a comment with the words of the answers, ``with_links`` also with the other
comments that were answered. Weights of the views were chosen on the half of the comments on the
environment plans whose hash is even. Weights of links are chosen on one material and scored on the
other, and the choice and the score are printed both ways.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from numpy.typing import NDArray

from pipeline.drafts.citations import cited_pages
from pipeline.encoders.encoder import load
from pipeline.encoders.universal_encoder import load_second
from pipeline.places import ENCODER
from pipeline.quality.labelled_csv import read_columns
from pipeline.quality.shared_data import shared_data
from pipeline.replies.earlier_links import Links, distinct, share_a_page
from pipeline.replies.retrieval import (
    Likeness,
    RepliesParams,
    likeness,
    links_to,
    may_propose,
    with_links,
)
from pipeline.replies.sides import Floats, side_of
from pipeline.store import Store
from pipeline.text.normalize import normalize

ENV, SCHOOLS = "env_plan_comments/comments.csv", "yamaguchi_highschool/opinions.csv"
_WEIGHTS = (5.0, 10.0, 20.0, 30.0)
_SOFTNESS = (0.03, 0.05, 0.08, 0.12)
_SHARES = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7)
_RIGHT_ENOUGH = 0.65
"""Precision on one material from which a share is chosen for the other."""
_DRAWS = 4


@dataclass(frozen=True)
class Material:
    """How like comments and answers are, which one each got, and links, the own one left out."""

    directly: Likeness
    n_answers: int
    own: NDArray[np.intp]
    even: NDArray[np.bool_]
    links: Links


def evaluate() -> dict[str, object]:
    """Shares (0–1) of comments whose own answer is first, or among the first five.

    Raises:
        OpinionsError: the shared data or the encoder are not there.
    """
    params = Store().parameters("replies", RepliesParams)
    materials = {"env_plan_comments": _env(params), "yamaguchi_highschool": _schools(params)}
    names = list(materials)
    chosen = {name: _chosen(materials[name], params) for name in names}
    result: dict[str, object] = {}
    for name, other in zip(names, reversed(names), strict=True):
        one = materials[name]
        direct = one.directly
        linked = with_links(direct, one.links, params)
        left_out = with_links(direct, one.links, chosen[other])
        result[name] = {
            "n_comments": len(one.own),
            "n_answers": one.n_answers,
            "directly": _found(direct.scores, one),
            "with_links": _found(linked.scores, one),
            "with_links_chosen_on_the_other": {
                "links_weight": chosen[other].links_weight,
                "links_softness": chosen[other].links_softness,
                **_found(left_out.scores, one),
                "offered": _offered(left_out, one, chosen[other]),
            },
            "offered": _offered(linked, one, params),
            "offered_by_words_alone": _offered(direct, one, params),
            "half_of_the_comments_as_bank": _by_half(one, params),
        }
    return result


def _env(params: RepliesParams) -> Material:
    frame = read_columns(shared_data() / ENV, "plan", "id", "comment", "reply")
    even = [_is_even(f"{row.plan}-{row.id}") for row in frame.itertuples()]
    return _material(
        list(frame["comment"]), list(frame["reply"]), even, frame["plan"].to_numpy(), params
    )


def _schools(params: RepliesParams) -> Material:
    frame = read_columns(shared_data() / SCHOOLS, "no", "text", "answer")
    frame = frame[frame["answer"].str.strip() != ""]
    even = [_is_even(str(number)) for number in frame["no"]]
    return _material(list(frame["text"]), list(frame["answer"]), even, np.zeros(len(frame)), params)


def _material(
    comments: list[str],
    answers: list[str],
    even: Sequence[bool],
    drafts: NDArray[np.generic],
    params: RepliesParams,
) -> Material:
    encoder, universal = load(ENCODER), load_second(ENCODER)
    texts, own = distinct([normalize(text) for text in answers])
    questions = side_of([normalize(text) for text in comments], encoder, universal)
    pages = [cited_pages(text) for text in questions.texts]
    same_page = share_a_page(pages, pages) & (drafts[:, None] == drafts[None, :])
    links = links_to(questions, questions, own, same_page, params)
    others = links.plain.copy()
    np.fill_diagonal(others, -np.inf)
    found = likeness(questions, side_of(texts, encoder, universal), params)
    return Material(found, len(texts), own, np.array(even), replace(links, plain=others))


def _chosen(one: Material, params: RepliesParams) -> RepliesParams:
    """The weights of links that do best on a material, all links known and half of the answers'."""
    masks = [np.random.default_rng(draw).random(one.n_answers) < 0.5 for draw in range(_DRAWS)]
    masks += [np.ones(one.n_answers, dtype=bool)] * _DRAWS
    tried = [
        params.model_copy(update={"links_weight": weight, "links_softness": softness})
        for weight, softness in product(_WEIGHTS, _SOFTNESS)
    ]
    best = max(tried, key=lambda weights: sum(_worth(one, weights, mask) for mask in masks))
    linked = with_links(one.directly, one.links, best)
    at_shares = [best.model_copy(update={"least_share": share}) for share in _SHARES]
    sure = [at for at in at_shares if _offered(linked, one, at)["precision"] >= _RIGHT_ENOUGH]
    return sure[0] if sure else best


def _worth(one: Material, params: RepliesParams, known: NDArray[np.bool_]) -> float:
    """Top-1 and top-5 together, links to some answers (n_answers,) known."""
    plain = np.where(known[one.links.answers][None, :], one.links.plain, -np.inf)
    found = with_links(one.directly, replace(one.links, plain=plain), params)
    return sum(_shares(found.scores, one.own).values())


def _offered(found: Likeness, one: Material, params: RepliesParams) -> dict[str, float]:
    """Of first proposals: how many are the answer that was given, and to how many comments.

    ``wrongly_offered`` is the share of comments that get one although the bank lacks their own.
    """
    best = found.scores.argmax(axis=1)
    rows = np.arange(len(best))
    sure = may_propose(found, params)[rows, best]
    lacking = found.scores.copy()
    lacking[rows, one.own] = -np.inf
    without = may_propose(replace(found, scores=lacking), params).any(axis=1)
    return {
        "least_share": params.least_share,
        "coverage": round(float(sure.mean()), 3),
        "precision": round(float((best == one.own)[sure].mean()), 3) if sure.any() else 0.0,
        "wrongly_offered": round(float(without.mean()), 3),
    }


def _by_half(one: Material, params: RepliesParams) -> dict[str, float]:
    """The bank holds what half of the comments got; the others may have their answer there or not.

    ``precision`` is of all first proposals, to comments whose answer the bank lacks, too.
    """
    told: list[tuple[NDArray[np.bool_], ...]] = []
    for draw in range(_DRAWS):
        bank = np.random.default_rng(draw).random(len(one.own)) < 0.5
        links = replace(one.links, plain=np.where(bank[None, :], one.links.plain, -np.inf))
        linked = with_links(one.directly, links, params)
        scores = linked.scores.copy()
        held = np.isin(np.arange(one.n_answers), one.own[bank])
        scores[:, ~held] = -np.inf
        mine = scores[np.arange(len(one.own)), one.own][:, None]
        better = (scores > mine).sum(axis=1)
        proposed = may_propose(replace(linked, scores=scores), params)
        sure = np.asarray(proposed.any(axis=1))
        told.append(tuple(x[~bank] for x in (held[one.own], better == 0, better < 5, sure)))
    held, first, fifth, sure = (np.concatenate(parts) for parts in zip(*told, strict=True))
    return {
        "held": round(float(held.mean()), 3),
        "top_1_of_held": round(float(first[held].mean()), 3),
        "top_5_of_held": round(float(fifth[held].mean()), 3),
        "coverage": round(float(sure.mean()), 3),
        "precision": round(float((first & held)[sure].mean()), 3) if sure.any() else 0.0,
    }


def _found(scores: Floats, one: Material) -> dict[str, object]:
    return {
        **_shares(scores, one.own),
        "even": _shares(scores[one.even], one.own[one.even]),
        "odd": _shares(scores[~one.even], one.own[~one.even]),
    }


def _shares(scores: Floats, own: NDArray[np.intp]) -> dict[str, float]:
    better = (scores > scores[np.arange(len(own)), own][:, None]).sum(axis=1)
    return {f"top_{k}": round(float((better < k).mean()), 3) for k in (1, 5)}


def _is_even(name: str) -> bool:
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 2 == 0
