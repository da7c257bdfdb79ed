"""The table of assignments: the classifier's probabilities, and people's decisions above them."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def assignments(
    opinions: pd.DataFrame,
    classes: Sequence[str],
    probabilities: Floats,
    decided: NDArray[np.bool_],
    labels: Mapping[str, tuple[str, ...]],
    inherited: Sequence[tuple[str, ...]] = (),
) -> pd.DataFrame:
    """One row per opinion and class.

    A person's label wins: its items have probability 1, all others 0, and the row is decided. It
    holds for every opinion with the same ``text_key``, in every round. What people decided of a
    near copy or a paraphrase is marked, and only marked: where the machine thinks otherwise, it
    does not decide.

    Args:
        opinions: columns ``opinion_id``, ``text_key``.
        classes: codes in the order of the columns of ``probabilities``.
        probabilities: the classifier's, (n_opinions, n_classes).
        decided: whether the classifier is sure enough, (n_opinions,).
        labels: ``text_key`` → codes that a person gave; codes that are no class (retired or parent
            items) are passed over, and a label of none but such is no label. The first code has
            the first rank.
        inherited: codes proposed for each opinion; none where it is empty.

    Returns:
        The table ``Assignments``, by opinion and rank.
    """
    codes = [tuple(c for c in labels.get(k, ()) if c in classes) for k in opinions["text_key"]]
    by_person = np.array([bool(given) for given in codes], dtype=np.bool_)
    values = probabilities.copy()
    for row in np.flatnonzero(by_person):
        values[row] = [float(code in codes[row]) for code in classes]
    before = values.copy()
    for row in np.flatnonzero(by_person):
        before[row, classes.index(codes[row][0])] = 2.0  # the main item comes first
    order = np.argsort(-before, axis=1, kind="stable")
    n_classes = len(classes)
    proposed = np.zeros(values.shape, dtype=np.bool_)
    for number, given in enumerate(inherited):
        if not by_person[number]:
            proposed[number] = [code in given for code in classes]
    first = order[:, 0] if len(order) else np.zeros(0, dtype=np.intp)
    agrees = ~proposed.any(axis=1) | proposed[np.arange(len(first)), first]
    return pd.DataFrame(
        {
            "opinion_id": np.repeat(opinions["opinion_id"].to_numpy(), n_classes),
            "item_code": np.asarray(classes, dtype=object)[order].ravel(),
            "probability": np.take_along_axis(values, order, axis=1).ravel(),
            "rank": np.tile(np.arange(1, n_classes + 1), len(opinions)),
            "decided": np.repeat((decided & agrees) | by_person, n_classes),
            "source": np.repeat(np.where(by_person, "label", "machine"), n_classes),
            "inherited": np.take_along_axis(proposed, order, axis=1).ravel(),
        }
    )
