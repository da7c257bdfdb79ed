"""The two regressions that vote on an item, and how their votes are held out and chosen.

``logistic``: multinomial logistic regression, good where labels are clean and few. ``ridge``: least
squares on the same views, where half of the vectors' products pass through a Gaussian kernel, which
leans on the nearest labelled texts and bears contradictory labels better. Together they were better
than each, and half better than all or none (docs/benchmarks/items.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from sklearn.kernel_ridge import KernelRidge
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score

from pipeline.review_items.training_space import span

Floats = NDArray[np.float64]
Matrix = NDArray[np.float32]
Kind = Literal["logistic", "ridge"]

# A class without a text in a fold gets the odds of half a text.
_UNSEEN_COUNT = 0.5
# Votes of logistic and ridge regression to choose from. Ridge scores lie between about -1 and 1,
# logits spread several times as wide.
_VOTES = ((1.0, 4.0), (1.0, 2.0), (1.0, 8.0), (1.0, 1.0), (1.0, 0.0), (0.0, 4.0))


@dataclass(frozen=True)
class Setting:
    """One way to fit a regression."""

    kind: Kind
    inverse_penalty: float
    balance: float  # 0: every text counts the same; 1: every class counts the same


@dataclass(frozen=True)
class Space:
    """Products of all pairs of training texts, and their coordinates.

    Attributes:
        gram: (n_texts, n_texts).
        basis: (n_texts, rank); for the logistic regression, which is fitted on coordinates.
        coordinates: ``gram @ basis``.
    """

    gram: Matrix
    basis: Floats
    coordinates: Floats


def logistic_space(gram: Matrix, rank: int, seed: int) -> Space:
    """The space in which a logistic regression is fitted.

    Args:
        gram: products of all pairs of texts, (n_texts, n_texts).
        rank: as in ``span``.
        seed: as in ``span``.
    """
    basis = span(gram, rank, seed)
    return Space(gram, basis, np.asarray(gram @ basis, dtype=np.float64))


def ridge_space(gram: Matrix) -> Space:
    """The space in which ridge regression is fitted: it solves for the texts themselves.

    Args:
        gram: products of all pairs of texts, (n_texts, n_texts).
    """
    nothing = np.zeros((len(gram), 0))
    return Space(gram, nothing, nothing)


@dataclass(frozen=True)
class Fit:
    """Scores are ``products with the texts learnt from @ coefficients + intercepts``."""

    coefficients: Floats  # (n_texts, n_classes); 0 for texts not learnt from
    intercepts: Floats  # (n_classes,)

    def scores(self, products: Matrix) -> Floats:
        """Scores of every class, (n_rows, n_classes).

        Args:
            products: with all texts of the space, (n_rows, n_texts).
        """
        return np.asarray(products @ self.coefficients + self.intercepts)


def fit(
    space: Space, targets: Floats, weights: Floats, inside: NDArray[np.bool_], setting: Setting
) -> Fit:
    """Fit one regression.

    Args:
        space: of all texts, made for the setting's kind.
        targets: (n_texts, n_classes); a row holds its shares of the classes, which sum to 1.
        weights: (n_texts,) how much each text counts.
        inside: (n_texts,) the texts to learn from, at least one.
        setting: kind, penalty and balance.

    Returns:
        Scores for every class, also for one without a text.
    """
    rows = np.flatnonzero(inside)
    mass = (targets[rows] * weights[rows, None]).sum(axis=0)
    per_class = np.zeros(len(mass))
    per_class[mass > 0] = mass[mass > 0] ** -setting.balance
    shares = targets[rows] * per_class * weights[rows, None]
    shares *= weights[rows].sum() / shares.sum()
    coefficients = np.zeros(targets.shape)
    if setting.kind == "ridge":
        # A constant added to all products is a penalised intercept.
        gram = space.gram[np.ix_(rows, rows)] + np.float32(1)
        model = KernelRidge(alpha=1 / setting.inverse_penalty, kernel="precomputed")
        model.fit(gram, np.where(targets[rows] > 0, 1.0, -1.0), sample_weight=shares.sum(axis=1))
        coefficients[rows] = model.dual_coef_
        return Fit(coefficients, coefficients.sum(axis=0))
    found, intercepts = _fit_logistic(space.coordinates[rows], shares, setting.inverse_penalty)
    return Fit(space.basis @ found, intercepts)


def out_of_fold(
    space: Space,
    targets: Floats,
    weights: Floats,
    folds: Sequence[int] | NDArray[np.intp],
    setting: Setting,
) -> Floats:
    """Scores of texts by a regression that has not seen them.

    Args:
        space: of all texts, made for the setting's kind.
        targets: (n_texts, n_classes).
        weights: (n_texts,).
        folds: (n_texts,) number of the fold that holds a text out; -1: always learnt from.
        setting: how to fit.

    Returns:
        (n_held_out, n_classes): rows with a fold, in their order; 0 where a fold leaves nothing
        to learn from.
    """
    fold_of = np.asarray(folds)
    scores = np.zeros(targets.shape)
    for fold in np.unique(fold_of[fold_of >= 0]):
        inside = fold_of != fold
        if inside.any():
            model = fit(space, targets, weights, inside, setting)
            scores[~inside] = model.scores(space.gram[~inside])
    return scores[fold_of >= 0]


def quality(scores: Floats, truth: NDArray[np.bool_]) -> tuple[float, float]:
    """Macro-F1 of the first item, then how far the right one was ahead: larger is better.

    Args:
        scores: out of fold, (n_texts, n_classes).
        truth: whether a class is accepted, (n_texts, n_classes).
    """
    first = scores.argmax(axis=1)
    accepted = truth[np.arange(len(first)), first]
    gold = np.where(accepted, first, truth.argmax(axis=1))
    chances = np.exp(scores - np.logaddexp.reduce(scores, axis=1)[:, None])
    ahead = np.log(np.maximum((chances * truth).sum(axis=1), 1e-12)).mean()
    return float(f1_score(gold, first, average="macro", zero_division=0.0)), float(ahead)


def pooled(scores: Sequence[Floats], votes: Sequence[float]) -> Floats:
    """The weighted sum of several regressions' scores, (n_texts, n_classes)."""
    return np.asarray(sum(vote * of_one for vote, of_one in zip(votes, scores, strict=True)))


def choose_votes(scores: Sequence[Floats], truth: NDArray[np.bool_]) -> tuple[float, float]:
    """How much the logistic and the ridge regression count, by their joint quality out of fold.

    Args:
        scores: of both, out of fold, each (n_texts, n_classes).
        truth: whether a class is accepted, (n_texts, n_classes).
    """
    return max(_VOTES, key=lambda votes: quality(pooled(scores, votes), truth))


def _fit_logistic(
    coordinates: Floats, shares: Floats, inverse_penalty: float
) -> tuple[Floats, Floats]:
    seen = np.flatnonzero(shares.sum(axis=0) > 0)
    coefficients = np.zeros((coordinates.shape[1], shares.shape[1]))
    intercepts = np.full(shares.shape[1], np.log(_UNSEEN_COUNT / max(len(shares), 1)))
    intercepts[seen] = 0.0
    if len(seen) > 1:
        rows, classes = np.nonzero(shares)
        model = LogisticRegression(C=inverse_penalty, max_iter=500, tol=1e-4)
        model.fit(coordinates[rows], classes, sample_weight=shares[rows, classes])
        found, offset = model.coef_.T, model.intercept_
        if len(seen) == 2:  # scikit-learn keeps one column for two classes
            found, offset = np.hstack([-found, found]) / 2, np.array([-offset[0], offset[0]]) / 2
        # Logits mean the same up to a constant: unseen classes are measured against a typical
        # log-sum-exp of 0.
        level = np.logaddexp.reduce(coordinates @ found + offset, axis=1).mean()
        coefficients[:, seen], intercepts[seen] = found, offset - level
    return coefficients, intercepts
