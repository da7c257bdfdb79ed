"""Agreement of found groups with gold groups; a single is a group of its own."""

from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import (
    adjusted_mutual_info_score,
    adjusted_rand_score,
    v_measure_score,
)
from sklearn.metrics.cluster import contingency_matrix

Labels = NDArray[np.int64]


def singles_apart(labels: Labels) -> Labels:
    """Labels (n_rows,) with every -1 replaced by a number of its own."""
    apart = labels.copy()
    single = labels < 0
    apart[single] = labels.max(initial=-1) + 1 + np.arange(single.sum())
    return apart


def b_cubed_f1(gold: Sequence[Hashable], found: Labels) -> float:
    """F1 of B-cubed precision and recall (Bagga and Baldwin, 1998), each a mean over rows."""
    table = contingency_matrix(gold, found).astype(float)
    together = table**2
    precision = (together / table.sum(axis=0)).sum() / table.sum()
    recall = (together / table.sum(axis=1, keepdims=True)).sum() / table.sum()
    return float(2 * precision * recall / (precision + recall))


def agreement(gold: Sequence[Hashable], labels: Labels) -> dict[str, float]:
    """AMI, ARI, V-measure and B-cubed F1 of labels (n_rows,), where -1 is a single.

    Returns:
        Values between 0 (ARI: slightly below) and 1; ``share_single`` beside them.
    """
    found = singles_apart(np.asarray(labels, dtype=np.int64))
    names = [str(group) for group in gold]
    return {
        "ami": float(adjusted_mutual_info_score(names, found)),
        "ari": float(adjusted_rand_score(names, found)),
        "v_measure": float(v_measure_score(names, found)),
        "b_cubed_f1": b_cubed_f1(names, found),
        "share_single": float((np.asarray(labels) < 0).mean()),
    }
