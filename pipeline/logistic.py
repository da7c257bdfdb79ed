"""Multinomial logistic regression in the space that the training texts span.

The optimum lies in the span of the training rows, so the regression runs on coordinates in that
span, (n_texts, rank), instead of tens of thousands of sparse columns: the same model, many times
faster, and every setting and fold shares the coordinates.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

Floats = NDArray[np.float64]

# Directions of the Gram matrix below this share of the largest carry rounding errors only.
_SMALLEST = 1e-6
# Power iterations of the range finder (Halko, Martinsson & Tropp 2011, algorithm 4.4).
_ITERATIONS = 3
# Rows whose class is unknown to a fold: odds as if half a text had it.
_UNSEEN_COUNT = 0.5


@dataclass(frozen=True)
class Setting:
    """One way to fit: strength of the penalty, and how far rare classes are weighed up."""

    inverse_penalty: float
    balance: float  # 0: every text counts the same; 1: every class counts the same


@dataclass(frozen=True)
class Linear:
    """Logits are ``coordinates @ coefficients + intercepts``."""

    coefficients: Floats  # (rank, n_classes)
    intercepts: Floats  # (n_classes,)

    def logits(self, coordinates: Floats) -> Floats:
        """Scores of every class, (n_texts, n_classes)."""
        return np.asarray(coordinates @ self.coefficients + self.intercepts)


def span(gram: Floats, rank: int, seed: int) -> Floats:
    """A basis of the space that training texts span.

    Args:
        gram: products of all pairs of texts, (n_texts, n_texts).
        rank: most directions kept; exact where there are no more texts than that, else the leading
            ones by a randomised range finder.
        seed: of the range finder.

    Returns:
        ``basis`` (n_texts, rank): ``gram @ basis`` are orthogonal coordinates of the texts, with
        the same products as the texts themselves.
    """
    n_texts = len(gram)
    if n_texts <= rank:
        values, vectors = np.linalg.eigh(gram)
    else:
        random = np.random.default_rng(seed)
        directions = random.standard_normal((n_texts, min(n_texts, rank + 50)))
        for _ in range(_ITERATIONS):
            directions, _ = np.linalg.qr(gram @ directions)
        values, inner = np.linalg.eigh(directions.T @ gram @ directions)
        values, vectors = values[-rank:], directions @ inner[:, -rank:]
    kept = values > _SMALLEST * max(float(values[-1]), 1e-12)
    # An eigenvector's sign is arbitrary: make its largest entry positive.
    vectors = vectors[:, kept]
    vectors = vectors * np.sign(vectors[np.abs(vectors).argmax(axis=0), np.arange(kept.sum())])
    return np.asarray(vectors / np.sqrt(values[kept]))


def fit(coordinates: Floats, targets: Floats, weights: Floats, setting: Setting) -> Linear:
    """Fit one regression.

    Args:
        coordinates: (n_texts, rank).
        targets: (n_texts, n_classes); a row holds its shares of the classes, which sum to 1.
        weights: (n_texts,) how much each text counts.
        setting: penalty and balance.

    Returns:
        Scores for every class, also for one without a text: its odds are those of half a text.
    """
    n_classes = targets.shape[1]
    mass = (targets * weights[:, None]).sum(axis=0)
    seen = np.flatnonzero(mass > 0)
    coefficients = np.zeros((coordinates.shape[1], n_classes))
    intercepts = np.full(n_classes, np.log(_UNSEEN_COUNT / max(float(mass.sum()), 1.0)))
    if len(seen) == 1:
        intercepts[seen] = 0.0
        return Linear(coefficients, intercepts)
    rows, classes = np.nonzero(targets)
    per_class = np.zeros(n_classes)
    per_class[seen] = mass[seen] ** -setting.balance
    shares = targets[rows, classes] * weights[rows] * per_class[classes]
    shares *= mass.sum() / shares.sum()
    model = LogisticRegression(C=setting.inverse_penalty, max_iter=500, tol=1e-4)
    model.fit(coordinates[rows], classes, sample_weight=shares)
    found, offset = model.coef_.T, model.intercept_
    if len(seen) == 2:  # scikit-learn keeps one column for two classes
        found, offset = np.hstack([-found, found]) / 2, np.array([-offset[0], offset[0]]) / 2
    coefficients[:, seen], intercepts[seen] = found, offset
    # Logits mean the same up to a constant: unseen classes are measured against log-sum-exp ≈ 0.
    intercepts[seen] -= _typical_level(coordinates, found, offset)
    return Linear(coefficients, intercepts)


def out_of_fold(
    coordinates: Floats,
    targets: Floats,
    weights: Floats,
    folds: Sequence[int],
    setting: Setting,
) -> Floats:
    """Logits of texts by a regression that has not seen them.

    Args:
        coordinates: (n_texts, rank).
        targets: (n_texts, n_classes).
        weights: (n_texts,).
        folds: (n_texts,) number of the fold that holds a text out; -1: always learnt from.
        setting: penalty and balance.

    Returns:
        (n_held_out, n_classes): rows with a fold, in their order.
    """
    fold_of = np.asarray(folds)
    logits = np.zeros(targets.shape)
    for fold in np.unique(fold_of[fold_of >= 0]):
        inside = fold_of != fold
        model = fit(coordinates[inside], targets[inside], weights[inside], setting)
        logits[~inside] = model.logits(coordinates[~inside])
    return logits[fold_of >= 0]


def _typical_level(coordinates: Floats, coefficients: Floats, intercepts: Floats) -> float:
    """Mean log-sum-exp of the logits of the training texts."""
    return float(np.logaddexp.reduce(coordinates @ coefficients + intercepts, axis=1).mean())
