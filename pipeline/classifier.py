"""Which review items an opinion belongs to: a classifier that knows when it does not know.

One multinomial logistic regression on all views (``features``), its penalty and the weight of rare
items chosen by cross-validation, calibrated on logits out of fold (``calibration``). Texts are put
into an order of their own before anything is learnt, so that the order of rows changes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Self

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator
from sklearn.metrics import f1_score
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from pipeline.calibration import Calibration, decision_threshold, fit_calibration
from pipeline.features import FeatureMap, FeatureParams, Matrix, Texts, fit_features
from pipeline.logistic import Setting, fit, out_of_fold, span
from pipeline.params import Parameters
from pipeline.training_set import class_shares, own_order, stratified_folds

Floats = NDArray[np.float64]

# Texts scored at a time: bounds memory, changes nothing.
_BLOCK = 4096


class TrainParams(Parameters):
    """Section ``train``: how the classifier learns."""

    features: FeatureParams = FeatureParams()
    # Chosen from by cross-validation: inverse strength of the penalty …
    inverse_penalties: tuple[float, ...] = Field(default=(0.5, 1.5, 5.0, 15.0), min_length=1)
    # … and how far rare items are weighed up: 0 by number of texts, 1 every item the same.
    balances: tuple[float, ...] = Field(default=(0.5, 1.0), min_length=1)
    n_folds: int = Field(default=5, ge=2, le=20)
    definition_weight: float = Field(default=0.5, ge=0, le=10)  # of a phrase; an example has 1
    rank: int = Field(default=1000, ge=10, le=5000)  # most directions of the training texts
    seed: int = Field(default=0, ge=0)  # of the range finder beyond that rank

    @model_validator(mode="after")
    def _grid_is_positive(self) -> Self:
        if min(self.inverse_penalties) <= 0 or min(self.balances) < 0:
            raise ValueError("inverse_penalties must be above 0, balances at least 0")
        return self


class ClassifyParams(Parameters):
    """Section ``classify``: when the machine may decide."""

    target_accuracy: float = Field(default=0.9, ge=0.5, lt=1)  # of the decided opinions
    confidence: float = Field(default=0.9, ge=0.5, lt=1)  # that the target holds
    least_labels: int = Field(default=100, ge=0)  # by reviewers, before the machine decides at all


@dataclass(frozen=True)
class ItemModel:
    """A trained classifier.

    Attributes:
        classes: codes, in the order of the columns of all probabilities.
        features: what was learnt of the texts.
        dense_coefficients: (n_dense, n_classes).
        lexical_coefficients: (n_lexical, n_classes).
        intercepts: (n_classes,).
        calibration: from logits to probabilities.
        setting: chosen by cross-validation.
        held_out: probabilities out of fold, (n_examples, n_classes), in the model's own order.
        truth: 1 where that example has the item, (n_examples, n_classes).
    """

    classes: tuple[str, ...]
    features: FeatureMap
    dense_coefficients: Matrix
    lexical_coefficients: Matrix
    intercepts: Matrix
    calibration: Calibration
    setting: Setting
    held_out: Matrix
    truth: Matrix

    def probabilities(self, texts: Texts) -> Floats:
        """Calibrated probability of every class for every text, (n_texts, n_classes)."""
        blocks = [np.zeros((0, len(self.classes)))]
        with threadpool_limits(1):
            for begin in range(0, len(texts), _BLOCK):
                block = texts.take(range(begin, min(begin + _BLOCK, len(texts))))
                logits = _product(self.features.dense_part(block), self.dense_coefficients)
                logits += self.features.lexical_part(block) @ self.lexical_coefficients
                logits += self.intercepts
                blocks.append(self.calibration.probabilities(logits))
        return np.vstack(blocks)

    def threshold(self, params: ClassifyParams) -> float | None:
        """Top probability from which the machine may decide; None: it may decide nothing."""
        if not self.calibration.fitted:
            return None
        first = self.held_out.argmax(axis=1)
        rows = np.arange(len(first))
        return decision_threshold(
            self.held_out[rows, first].astype(np.float64),
            self.truth[rows, first] > 0,
            params.target_accuracy,
            params.confidence,
        )

    def decide(self, probabilities: Floats, params: ClassifyParams) -> NDArray[np.bool_]:
        """Whether the first item of each text is sure enough, (n_texts,)."""
        threshold = self.threshold(params)
        if threshold is None or not len(probabilities):
            return np.zeros(len(probabilities), dtype=np.bool_)
        return np.asarray(probabilities.max(axis=1) >= threshold)


def train(
    texts: Texts,
    items: Sequence[tuple[str, ...]],
    classes: Sequence[str],
    params: TrainParams,
    *,
    definitions: Texts | None = None,
    definition_items: Sequence[str] = (),
    single_label: bool = False,
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
    fold_of = stratified_folds(texts.normalized, items, params.n_folds)
    if definitions is not None and len(definitions) and params.definition_weight > 0:
        texts = texts.joined(definitions)
        items = [*items, *((code,) for code in definition_items)]
    n_hints = len(texts) - n_texts
    targets = class_shares(items, classes)
    weights = np.r_[np.ones(n_texts), np.full(n_hints, params.definition_weight)]
    folds = np.r_[fold_of, np.full(n_hints, -1)]
    truth = targets[:n_texts] > 0
    features = fit_features(texts, params.features)
    dense, lexical = features.dense_part(texts), features.lexical_part(texts)
    with threadpool_limits(1):  # the last digits of a product depend on the number of threads
        gram = dense.astype(np.float64) @ dense.T.astype(np.float64)
        gram += (lexical @ lexical.T).toarray()
        basis = span(gram, params.rank, params.seed)
        coordinates = gram @ basis
        settings = [Setting(c, b) for c, b in product(params.inverse_penalties, params.balances)]
        held_out = {s: out_of_fold(coordinates, targets, weights, folds, s) for s in settings}
        setting = max(settings, key=lambda s: _score(held_out[s], truth))
        model = fit(coordinates, targets, weights, setting)
        in_span = basis @ model.coefficients
        calibration = fit_calibration(held_out[setting], truth.astype(float), single_label)
        return ItemModel(
            classes=classes,
            features=features,
            dense_coefficients=(dense.T.astype(np.float64) @ in_span).astype(np.float32),
            lexical_coefficients=np.asarray(lexical.T @ in_span, dtype=np.float32),
            intercepts=model.intercepts.astype(np.float32),
            calibration=calibration,
            setting=setting,
            held_out=calibration.probabilities(held_out[setting]).astype(np.float32),
            truth=truth.astype(np.float32),
        )


def _product(rows: Matrix, coefficients: Matrix) -> Floats:
    """Matrix product whose rows do not depend on their neighbours, as those of BLAS may."""
    return np.asarray(np.einsum("nd,dk->nk", rows, coefficients, dtype=np.float64, optimize=False))


def _score(logits: Floats, truth: NDArray[np.bool_]) -> tuple[float, float]:
    """Macro-F1 of the first item, then how sure the right one was: larger is better."""
    first = logits.argmax(axis=1)
    accepted = truth[np.arange(len(first)), first]
    gold = np.where(accepted, first, truth.argmax(axis=1))
    chances = np.exp(logits - np.logaddexp.reduce(logits, axis=1)[:, None])
    sure = np.log(np.maximum((chances * truth).sum(axis=1), 1e-12)).mean()
    return float(f1_score(gold, first, average="macro", zero_division=0.0)), float(sure)
