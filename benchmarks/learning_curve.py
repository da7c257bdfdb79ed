"""Do reviewers teach faster in the order of the queue? Simulated on labelled texts.

A simulated reviewer gives the gold class of each text that is asked for. Both orders begin with
the same random texts; then one takes the head of the queue (``review_queue``), the other goes on
at random. After every batch the classifier learns again and is measured on texts held out.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import t as student_t

from pipeline.labels.queue import ReviewParams, queue_order
from pipeline.review_items.classifier import TrainParams, train
from pipeline.review_items.features import Texts
from pipeline.review_items.measures import macro_f1
from pipeline.review_items.model import ItemModel

ORDERS = ("queue", "random")


def learning_curve(
    texts: Texts,
    labels: Sequence[str],
    seed: int,
    most_labels: int,
    batch: int,
    params: TrainParams,
    review: ReviewParams,
    test_share: float = 0.3,
) -> pd.DataFrame:
    """Macro-F1 on held-out texts by number of labels, for both orders, with one split.

    Args:
        texts: of any kind, with vectors.
        labels: gold class of each.
        seed: draws the texts held out, and the random order.
        most_labels: where the curve ends; at most the texts that are not held out.
        batch: labels between two trainings.
        params: how the classifier learns.
        review: how the queue is made.
        test_share: share of the texts that are held out.

    Returns:
        ``seed``, ``order`` (queue or random), ``n_labels``, ``macro_f1``.
    """
    classes = sorted(set(labels))
    drawn = np.random.default_rng(seed).permutation(len(texts))
    n_test = round(test_share * len(texts))
    test, pool = np.sort(drawn[:n_test]), drawn[n_test:]
    truth = np.array([[labels[row] == name for name in classes] for row in test])
    rows = []
    for order in ORDERS:
        taken = [int(row) for row in pool[:batch]]
        while True:
            model = train(
                texts.take(taken),
                [(labels[row],) for row in taken],
                classes,
                params,
                single_label=True,
            )
            score = macro_f1(model.probabilities(texts.take(test)), truth)
            rows.append((seed, order, len(taken), score))
            if len(taken) + batch > min(most_labels, len(pool)):
                break
            rest = pool[~np.isin(pool, taken)]
            following = rest if order == "random" else _queued(model, texts, rest, taken, review)
            taken += [int(row) for row in following[:batch]]
    return pd.DataFrame(rows, columns=["seed", "order", "n_labels", "macro_f1"])


def area_gain(curves: pd.DataFrame, level: float = 0.95) -> dict[str, float]:
    """How much larger the area under the queue's curve is, in mean macro-F1, over paired seeds.

    Args:
        curves: of several seeds, as ``learning_curve`` gives them.
        level: coverage of the interval (Student's, over the seeds' differences).

    Returns:
        ``queue``, ``random`` (mean area, that is mean macro-F1 over the curve), ``gain``, ``low``,
        ``high``, ``n_seeds``.
    """
    areas = curves.groupby(["seed", "order"])["macro_f1"].mean().unstack()
    gains = (areas["queue"] - areas["random"]).to_numpy()
    n = len(gains)
    spread = float(gains.std(ddof=1)) if n > 1 else float("inf")
    half = float(student_t.ppf((1 + level) / 2, max(n - 1, 1))) * spread / np.sqrt(n)
    return {
        "queue": float(areas["queue"].mean()),
        "random": float(areas["random"].mean()),
        "gain": float(gains.mean()),
        "low": float(gains.mean() - half),
        "high": float(gains.mean() + half),
        "n_seeds": n,
    }


def _queued(
    model: ItemModel,
    texts: Texts,
    rest: NDArray[np.intp],
    taken: Sequence[int],
    review: ReviewParams,
) -> NDArray[np.intp]:
    """Texts that nobody has labelled, in the order in which the queue shows them."""
    first_two = -np.sort(-model.probabilities(texts.take(rest)), axis=1)[:, :2]
    doubt = 1 - (first_two[:, 0] - first_two[:, 1:].sum(axis=1))
    order = queue_order(doubt, texts.dense[rest], texts.dense[list(taken)], review)
    return np.asarray(rest[order])
