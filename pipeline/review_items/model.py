"""A trained classifier of opinions onto review items, and the rule by which it decides."""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field
from threadpoolctl import threadpool_limits

from pipeline.params import Parameters
from pipeline.review_items.calibration import Calibration, decision_threshold
from pipeline.review_items.ensemble import Setting
from pipeline.review_items.features import FeatureMap, Matrix, Texts

Floats = NDArray[np.float64]
F = TypeVar("F", np.float32, np.float64)

BLOCK = 256
"""Texts scored at a time. Products of matrices differ in their last digits with the rows beside
them, so a part of a round begins at a multiple of it."""
_DIGITS = 9


class ClassifyParams(Parameters):
    """Section ``classify``: when the machine may decide."""

    target_accuracy: float = Field(default=0.9, ge=0.5, lt=1)  # of the decided opinions
    confidence: float = Field(default=0.95, ge=0.5, lt=1)  # that the target holds
    least_labels: int = Field(default=100, ge=0)  # by reviewers, before the machine decides at all


@dataclass(frozen=True)
class ItemModel:
    """A trained classifier.

    Scores are ``vectors @ dense_coefficients + kernel(vectors, anchors) @ anchor_coefficients +
    terms @ lexical_coefficients + intercepts``, where the kernel is Gaussian; the two regressions'
    votes are already joined in them.

    Attributes:
        classes: codes, in the order of the columns of all probabilities.
        features: what was learnt of the texts.
        dense_coefficients: (n_dense, n_classes).
        anchors: vectors of the texts learnt from, (n_learnt, n_dense).
        learnt: normalised texts of the anchors, examples and labels first, then definitions.
        anchor_coefficients: (n_learnt, n_classes).
        lexical_coefficients: (n_lexical, n_classes).
        intercepts: (n_classes,).
        sharpness: of the kernel.
        calibration: from scores to probabilities.
        settings: of the two regressions, chosen by cross-validation.
        votes: weight of each regression's scores, fitted out of fold.
        held_out: probabilities out of fold, (n_examples, n_classes), in the model's own order.
        truth: 1 where that example has the item, (n_examples, n_classes).
        drawn: 1 where it was drawn at random from the opinions that waited, (n_examples,).
    """

    classes: tuple[str, ...]
    features: FeatureMap
    dense_coefficients: Matrix
    anchors: Matrix
    learnt: tuple[str, ...]
    anchor_coefficients: Matrix
    lexical_coefficients: Matrix
    intercepts: Matrix
    sharpness: float
    calibration: Calibration
    settings: tuple[Setting, ...]
    votes: tuple[float, ...]
    held_out: Matrix
    truth: Matrix
    drawn: Matrix

    def probabilities(self, texts: Texts) -> Floats:
        """Calibrated probability of every class for every text, (n_texts, n_classes)."""
        blocks = [np.zeros((0, len(self.classes)))]
        with threadpool_limits(1):
            for begin in range(0, len(texts), BLOCK):
                block = texts.take(range(begin, min(begin + BLOCK, len(texts))))
                dense = self.features.dense_part(block).astype(np.float64)
                scores = dense @ self.dense_coefficients.astype(np.float64)
                kernel = gaussian(
                    dense,
                    self.anchors.astype(np.float64),
                    self.features.dense_share,
                    self.sharpness,
                )
                scores += kernel @ self.anchor_coefficients.astype(np.float64)
                scores += self.features.lexical_part(block) @ self.lexical_coefficients
                scores += self.intercepts
                # Products of matrices differ in their last digits with the rows beside them.
                blocks.append(self.calibration.probabilities(np.round(scores, _DIGITS)))
        return np.vstack(blocks)

    def threshold(self, params: ClassifyParams) -> float | None:
        """Top probability from which the machine may decide; None: it may decide nothing."""
        if not self.calibration.fitted:
            return None
        held_out, truth = self.held_out[self.drawn > 0], self.truth[self.drawn > 0]
        first = held_out.argmax(axis=1)
        rows = np.arange(len(first))
        return decision_threshold(
            held_out[rows, first].astype(np.float64),
            truth[rows, first] > 0,
            params.target_accuracy,
            params.confidence,
        )

    def decide(self, probabilities: Floats, params: ClassifyParams) -> NDArray[np.bool_]:
        """Whether the first item of each text is sure enough, (n_texts,)."""
        threshold = self.threshold(params)
        if threshold is None or not len(probabilities):
            return np.zeros(len(probabilities), dtype=np.bool_)
        return np.asarray(probabilities.max(axis=1) >= threshold)


def gaussian(rows: NDArray[F], anchors: NDArray[F], share: float, sharpness: float) -> NDArray[F]:
    """Gaussian kernel of weighted unit vectors, (n_rows, n_anchors); ``share`` for equal ones.

    Args:
        rows: (n_rows, n_dense), squared length ``share``.
        anchors: (n_anchors, n_dense), squared length ``share``.
        share: weight of the vectors among all views (0–1).
        sharpness: how fast likeness fades with the cosine; 0: all are alike.
    """
    cosines = (rows @ anchors.T) / max(share, 1e-9)
    return np.asarray(share * np.exp(sharpness * (cosines - 1)), dtype=rows.dtype)
