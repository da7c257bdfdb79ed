"""How good probabilities of review items are, where an opinion may have several accepted items."""

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import f1_score

from pipeline.review_items.calibration import expected_calibration_error

Floats = NDArray[np.float64]
Truth = NDArray[np.bool_]


def first_is_accepted(probabilities: Floats, truth: Truth) -> Truth:
    """Whether the most probable class of each text is an accepted one, (n_texts,)."""
    return np.asarray(truth[np.arange(len(truth)), probabilities.argmax(axis=1)])


def top_k(probabilities: Floats, truth: Truth, k: int) -> float:
    """Share of texts (0–1) with an accepted class among the k most probable.

    Args:
        probabilities: (n_texts, n_classes).
        truth: whether a class is accepted, (n_texts, n_classes).
        k: how many of the most probable.
    """
    order = np.argsort(-probabilities, axis=1, kind="stable")[:, :k]
    return float(np.take_along_axis(truth, order, axis=1).any(axis=1).mean())


def macro_f1(probabilities: Floats, truth: Truth) -> float:
    """Mean F1 over classes of the most probable class.

    A text counts for that class where it is accepted, else for its first accepted class.

    Args:
        probabilities: (n_texts, n_classes).
        truth: whether a class is accepted, (n_texts, n_classes).
    """
    first = probabilities.argmax(axis=1)
    gold = np.where(first_is_accepted(probabilities, truth), first, truth.argmax(axis=1))
    return float(f1_score(gold, first, average="macro", zero_division=0.0))


def item_measures(probabilities: Floats, truth: Truth) -> dict[str, float]:
    """Measures of probabilities against accepted classes.

    Args:
        probabilities: (n_texts, n_classes), of texts the classifier has not learnt from.
        truth: whether a class is accepted, (n_texts, n_classes); at least one in every row.

    Returns:
        ``top1, top2, top3, macro_f1, ece`` (15 bins of equal mass of the top probability).
    """
    return {
        "top1": top_k(probabilities, truth, 1),
        "top2": top_k(probabilities, truth, 2),
        "top3": top_k(probabilities, truth, 3),
        "macro_f1": macro_f1(probabilities, truth),
        "ece": expected_calibration_error(
            probabilities.max(axis=1), first_is_accepted(probabilities, truth)
        ),
    }
