"""Which review items an opinion belongs to: a classifier that knows when it does not know.

Two regressions on all views vote (``ensemble``); penalties, the weight of rare items and votes
are chosen by cross-validation, and scores are calibrated out of fold (``calibration``). Texts are
put into an order of their own before anything is learnt, so that the order of rows changes nothing.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Self

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator
from threadpoolctl import threadpool_limits

from pipeline.params import Parameters
from pipeline.rate import told
from pipeline.review_items.calibration import fit_calibration, sample_weights
from pipeline.review_items.ensemble import (
    Fit,
    Kind,
    Setting,
    Space,
    choose_votes,
    fit,
    logistic_space,
    out_of_fold,
    pooled,
    quality,
    ridge_space,
)
from pipeline.review_items.features import FeatureParams, Texts, fit_features
from pipeline.review_items.model import ItemModel, gaussian
from pipeline.review_items.training_set import class_shares, own_order, stratified_folds

Floats = NDArray[np.float64]


class TrainParams(Parameters):
    """Section ``train``: how the classifier learns."""

    features: FeatureParams = FeatureParams()
    # Chosen from by cross-validation: inverse strength of the penalty of each regression …
    inverse_penalties: tuple[float, ...] = Field(default=(1.0, 4.0, 16.0), min_length=1)
    ridge_inverse_penalties: tuple[float, ...] = Field(default=(0.8, 2.5), min_length=1)
    # … and how far rare items are weighed up: 0 by number of texts, 1 every item the same.
    balances: tuple[float, ...] = Field(default=(0.5, 1.0), min_length=1)
    n_folds: int = Field(default=5, ge=2, le=20)
    sharpness: float = Field(default=2.0, ge=0, le=20)  # of the kernel on vectors
    definition_weight: float = Field(default=4.0, ge=0, le=100)  # of an item's; an example has 1
    rank: int = Field(default=1000, ge=10, le=5000)  # most directions of the training texts
    seed: int = Field(default=0, ge=0)  # of the range finder beyond that rank

    @model_validator(mode="after")
    def _grid_is_positive(self) -> Self:
        if (
            min(self.inverse_penalties + self.ridge_inverse_penalties) <= 0
            or min(self.balances) < 0
        ):
            raise ValueError("penalties must be above 0, balances at least 0")
        return self


def train(
    texts: Texts,
    items: Sequence[tuple[str, ...]],
    classes: Sequence[str],
    params: TrainParams,
    *,
    definitions: Texts | None = None,
    definition_items: Sequence[str] = (),
    single_label: bool = False,
    drawn: Sequence[bool] | None = None,
) -> ItemModel:
    """Train on labelled texts.

    Args:
        texts: at least one.
        items: one or more codes of each text.
        classes: all codes that get a probability.
        params: grid, folds, weights.
        definitions: phrases of the items' definitions; learnt from, never held out.
        definition_items: the code of each phrase.
        single_label: whether every text has exactly one item: then probabilities sum to 1.
        drawn: whether each text was drawn at random from the opinions that wait: on these the
            machine's promise rests. All, if not given.

    Raises:
        ValueError: no text, a text without item, or a code that is no class.
    """
    classes = tuple(classes)
    known = set(classes)
    if not len(texts) or any(not codes or not known.issuperset(codes) for codes in items):
        raise ValueError("Every text needs at least one item, and every item must be a class.")
    order = own_order(texts, items)
    texts, items = texts.take(order), [items[row] for row in order]
    n_texts = len(texts)
    sample = np.ones(n_texts, dtype=np.bool_) if drawn is None else np.array(drawn)[order]
    fold_of = stratified_folds(texts.normalized, items, params.n_folds)
    if definitions is not None and len(definitions) and params.definition_weight > 0:
        texts = texts.joined(definitions)
        items = [*items, *((code,) for code in definition_items)]
    n_hints = len(texts) - n_texts
    targets = class_shares(items, classes)
    # All phrases of an item's definition weigh as much together as those of any other item.
    n_phrases = Counter(definition_items)
    hints = [params.definition_weight / n_phrases[code] for code in definition_items][:n_hints]
    weights = np.r_[np.ones(n_texts), hints]
    folds = np.r_[fold_of, np.full(n_hints, -1)]
    truth = targets[:n_texts] > 0
    features = fit_features(texts, params.features)
    dense, lexical = features.dense_part(texts), features.lexical_part(texts)
    with threadpool_limits(1):  # the last digits of a product depend on the number of threads
        by_terms = (lexical @ lexical.T).toarray()
        spaces: dict[Kind, Space] = {
            "logistic": logistic_space(dense @ dense.T + by_terms, params.rank, params.seed),
            "ridge": ridge_space(
                (dense @ dense.T + gaussian(dense, dense, features.dense_share, params.sharpness))
                / 2
                + by_terms
            ),
        }
        examples = _Examples(targets, weights, folds, truth)
        members = [_chosen(space, examples, kind, params) for kind, space in spaces.items()]
        votes = choose_votes([member.held_out for member in members], truth)
        held_out = pooled([member.held_out for member in members], votes)
        calibration = fit_calibration(
            held_out, truth.astype(np.float64), single_label, sample_weights(sample)
        )
        linear, kernel = (
            vote * member.model.coefficients for vote, member in zip(votes, members, strict=True)
        )
        intercepts = pooled([member.model.intercepts for member in members], votes)
        return ItemModel(
            classes=classes,
            features=features,
            dense_coefficients=(dense.T @ (linear + kernel / 2)).astype(np.float32),
            anchors=dense,
            learnt=tuple(texts.normalized),
            anchor_coefficients=(kernel / 2).astype(np.float32),
            lexical_coefficients=np.asarray(lexical.T @ (linear + kernel), dtype=np.float32),
            intercepts=intercepts.astype(np.float32),
            sharpness=params.sharpness,
            calibration=calibration,
            settings=tuple(member.setting for member in members),
            votes=votes,
            held_out=calibration.probabilities(held_out).astype(np.float32),
            truth=truth.astype(np.float32),
            drawn=sample.astype(np.float32),
        )


@dataclass(frozen=True)
class _Examples:
    """What is known of the texts learnt from; definitions come last and have fold -1."""

    targets: Floats  # (n_learnt, n_classes)
    weights: Floats  # (n_learnt,)
    folds: NDArray[np.intp]  # (n_learnt,)
    truth: NDArray[np.bool_]  # (n_examples, n_classes)


@dataclass(frozen=True)
class _Voice:
    """A fitted regression, its setting, and its scores out of fold (n_examples, n_classes)."""

    setting: Setting
    held_out: Floats
    model: Fit


def _chosen(space: Space, examples: _Examples, kind: Kind, params: TrainParams) -> _Voice:
    """The regression of a kind with the setting that does best on texts held out."""
    penalties = params.inverse_penalties if kind == "logistic" else params.ridge_inverse_penalties
    settings = [Setting(kind, c, b) for c, b in product(penalties, params.balances)]
    e = examples
    held_out = {
        s: out_of_fold(space, e.targets, e.weights, e.folds, s)
        for s in told(settings, len(settings), "settings")
    }
    setting = max(settings, key=lambda s: quality(held_out[s], e.truth))
    everything = np.ones(len(e.targets), dtype=np.bool_)
    model = fit(space, e.targets, e.weights, everything, setting)
    return _Voice(setting, held_out[setting], model)
