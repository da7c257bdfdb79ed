"""Probabilities that mean what they say, and the rule by which the machine decides or abstains."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit, log_softmax, softmax

from pipeline.review_items.proportions import proportion_interval

Floats = NDArray[np.float64]

# Below this many texts held out, slope and offset would be noise: logits are taken as they are.
_LEAST_TEXTS = 30
_SLOPES = (0.05, 20.0)
# Share of texts by which the rule is widened step by step, and where it begins.
_STEP = 0.02
_FIRST_STEP = 0.1
_DECIDED = 2 / 3
"""Share of the texts which held the target that the machine decides, the surest of them. A rule is
chosen where luck was good, and few texts are decided at a time: without this margin 22 of 30
simulated runs that decided kept a promise of .9 (confidence .9), with it and .95, 15 of 16
(docs/benchmarks/decisions.md)."""
_BOUND = 0.8  # level of a two-sided interval whose lower end holds with 90 %


@dataclass(frozen=True)
class Calibration:
    """Turns logits into probabilities.

    With one item per text: ``softmax(slope · logits)`` (temperature scaling, Guo et al. 2017).
    With several: for each item ``expit(slope · log odds of softmax(logits) + offset)``, so that an
    opinion can have two probable items, or none.
    """

    slope: float = 1.0
    offset: float = 0.0
    single_label: bool = False
    fitted: bool = False  # False: too few texts, or their logits say nothing of their items

    def probabilities(self, logits: Floats) -> Floats:
        """Probabilities of every class, (n_texts, n_classes)."""
        if self.single_label:
            return np.asarray(softmax(self.slope * logits, axis=1))
        return np.asarray(expit(self.slope * log_odds(logits) + self.offset))


def fit_calibration(
    logits: Floats, truth: Floats, single_label: bool, weights: Floats | None = None
) -> Calibration:
    """Choose slope and offset by maximum likelihood.

    Args:
        logits: out of fold, (n_texts, n_classes).
        truth: 1 where the text has the item, (n_texts, n_classes).
        single_label: whether every text has exactly one item.
        weights: how much each text counts, (n_texts,); all the same if not given.
    """
    counts = np.ones(len(logits)) if weights is None else weights
    plain = Calibration(single_label=single_label)
    if len(logits) < _LEAST_TEXTS:
        return plain
    if single_label:

        def loss(values: Floats) -> float:
            chances = log_softmax(np.exp(values[0]) * logits, axis=1)
            return float(-(counts[:, None] * truth * chances).sum() / counts.sum())
    else:
        odds = log_odds(logits)

        def loss(values: Floats) -> float:
            signed = (2 * truth - 1) * (np.exp(values[0]) * odds + values[1])
            return float((counts[:, None] * np.logaddexp(0, -signed)).sum() / counts.sum())

    bounds = [tuple(np.log(_SLOPES)), (-10.0, 10.0)]
    start = np.zeros(1 if single_label else 2)
    found = minimize(loss, start, method="L-BFGS-B", bounds=bounds[: len(start)])
    slope = float(np.exp(found.x[0]))
    # A slope at its lower bound: logits and items have nothing to do with each other.
    if slope <= _SLOPES[0] * 1.01:
        return plain
    offset = 0.0 if single_label else float(found.x[1])
    return Calibration(slope, offset, single_label, fitted=True)


def log_odds(logits: Floats) -> Floats:
    """Log odds of each class against all others under softmax, (n_texts, n_classes)."""
    chances = log_softmax(logits, axis=1)
    against = np.log(-np.expm1(np.minimum(chances, -1e-9)))
    return np.asarray(chances - against)


def expected_calibration_error(top: Floats, correct: NDArray[np.bool_], n_bins: int = 15) -> float:
    """Mean gap (0–1) between stated and found accuracy over bins of equal mass.

    Args:
        top: probability of the first item of each text, (n_texts,).
        correct: whether that item is accepted, (n_texts,).
        n_bins: number of bins (Nguyen & O'Connor 2015 use bins of equal mass).
    """
    if not len(top):
        return 0.0
    order = np.argsort(top, kind="stable")
    gaps = [
        len(rows) * abs(float(top[rows].mean()) - float(correct[rows].mean()))
        for rows in np.array_split(order, n_bins)
        if len(rows)
    ]
    return sum(gaps) / len(top)


CURVE_COLUMNS = ("stated", "found", "low", "high", "n")
"""Of ``reliability``."""


def reliability(
    top: Floats, correct: NDArray[np.bool_], n_bins: int = 15, level: float = 0.9
) -> pd.DataFrame:
    """Stated and found accuracy by bins of equal mass, least sure first: the reliability plot.

    Args:
        top: probability of the first item of each text, (n_texts,).
        correct: whether that item is accepted, (n_texts,).
        n_bins: most bins; fewer where there are fewer texts.
        level: coverage (0–1) of the Clopper-Pearson interval around the found accuracy.

    Returns:
        ``stated`` and ``found`` (means, 0–1), ``low``, ``high``, ``n`` per bin.
    """
    order = np.argsort(top, kind="stable")
    rows = []
    for bin_rows in np.array_split(order, max(1, min(n_bins, len(top)))):
        n, n_right = len(bin_rows), int(correct[bin_rows].sum())
        if not n:
            continue
        low, high = proportion_interval(n_right, n, level, "exact")
        rows.append(
            {
                "stated": float(top[bin_rows].mean()),
                "found": n_right / n,
                "low": low,
                "high": high,
                "n": n,
            }
        )
    return pd.DataFrame(rows, columns=["stated", "found", "low", "high", "n"])


def sample_weights(drawn: NDArray[np.bool_]) -> Floats:
    """How much each text counts for calibration: the drawn ones as much as all others together.

    Texts that reviewers chose are the doubtful ones, and examples are easy: neither has the odds of
    the opinions that wait. Without drawn texts, or with no others, all count the same.

    Args:
        drawn: whether a text was drawn at random, (n_texts,).
    """
    n_drawn = int(drawn.sum())
    if n_drawn in (0, len(drawn)):
        return np.ones(len(drawn))
    return np.where(drawn, 1.0, min(1.0, n_drawn / (len(drawn) - n_drawn)))


def decision_threshold(
    top: Floats, correct: NDArray[np.bool_], target_accuracy: float, confidence: float
) -> float | None:
    """Top probability from which the machine may decide.

    The rule is widened from the surest tenth of the texts in steps of 2 %, as long as the lower
    Clopper-Pearson bound of the accuracy so far holds the target (fixed-sequence testing,
    Angelopoulos et al. 2021, "Learn then Test"): with the stated confidence, texts like these that
    are decided reach the target accuracy. It begins with as many texts as can hold the target when
    all of them are right: 29 for .9 and .95. Of the texts that held it only the surest two thirds
    set the threshold (``_DECIDED``): who decides is who was lucky, so the bound alone is too bold.

    Args:
        top: probability of the first item of each text, out of fold, (n_texts,); of a random
            sample of what is to be decided, or the promise does not hold.
        correct: whether that item is accepted, (n_texts,).
        target_accuracy: promised share (0–1) of right decisions.
        confidence: of the promise (0–1).

    Returns:
        The threshold; None where the promise cannot be kept for any texts.
    """
    order = np.argsort(-top, kind="stable")
    right = np.cumsum(correct[order])
    possible = np.log(1 - confidence) / np.log(target_accuracy)
    least = max(int(np.ceil(possible)), int(np.ceil(_FIRST_STEP * len(top))))
    found: float | None = None
    for share in np.arange(_FIRST_STEP, 1 + _STEP / 2, _STEP):
        n = min(len(top), int(np.ceil(share * len(top))))
        if n < least:
            continue
        low, _ = proportion_interval(int(right[n - 1]), n, 2 * confidence - 1, "exact")
        if low < target_accuracy:
            break
        found = float(top[order[int(np.ceil(_DECIDED * n)) - 1]])
    return found


def expected_coverage(
    held_out: Floats, truth: NDArray[np.bool_], threshold: float | None
) -> dict[str, float]:
    """What the rule would have decided of the texts it was chosen on.

    Args:
        held_out: probabilities out of fold, (n_texts, n_classes).
        truth: whether a class is accepted, (n_texts, n_classes).
        threshold: of the top probability; None: nothing is decided.

    Returns:
        ``coverage`` (share decided, 0–1) and, where something is, ``accuracy_when_decided`` and
        ``accuracy_at_least``, its lower bound by Clopper and Pearson, with 90 % confidence.
    """
    if not len(held_out):
        return {"coverage": 0.0}
    top = held_out.max(axis=1)
    decided = top >= (np.inf if threshold is None else threshold)
    if not decided.any():
        return {"coverage": 0.0}
    right = truth[np.arange(len(truth)), held_out.argmax(axis=1)]
    return {
        "coverage": float(decided.mean()),
        "accuracy_when_decided": float(right[decided].mean()),
        "accuracy_at_least": proportion_interval(
            int(right[decided].sum()), int(decided.sum()), _BOUND, "exact"
        )[0],
    }
