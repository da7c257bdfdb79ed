"""How far the words of one round are from those of the one before, against what lots would give.

The Jensen-Shannon distance (Lin 1991) of two small rounds is never zero, so it is compared with
that of the same opinions dealt out by lot: what is no larger is no drift.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
import pandas as pd
from scipy.spatial.distance import jensenshannon

Words = Sequence[Sequence[str]]
"""Of each opinion of a round."""
_N_LOTS = 200


def word_drift(rounds: Mapping[str, Words], seed: int = 0) -> pd.DataFrame:
    """Distances of each round from the one before.

    Args:
        rounds: name → words of its opinions, in the order of time.
        seed: of the lots.

    Returns:
        One row per pair: round, before, distance (0–1), by_lot (the median of the same opinions
        dealt out by lot), share_as_far (of lots that are as far or farther).
    """
    rows = []
    for (before, one), (after, two) in pairwise(rounds.items()):
        if not len(one) or not len(two):
            continue
        columns = {word: n for n, word in enumerate(sorted({w for o in (*one, *two) for w in o}))}
        counts = np.zeros((len(one) + len(two), max(len(columns), 1)))
        for row, words in enumerate((*one, *two)):
            for word, n in Counter(words).items():
                counts[row, columns[word]] = n
        random = np.random.default_rng(seed)
        lots = np.array(
            [_distance(counts[random.permutation(len(counts))], len(one)) for _ in range(_N_LOTS)]
        )
        distance = _distance(counts, len(one))
        share = float((lots >= distance - 1e-12).mean())
        rows.append((after, before, distance, float(np.median(lots)), share))
    return pd.DataFrame(rows, columns=["round", "before", "distance", "by_lot", "share_as_far"])


def _distance(counts: "np.ndarray[tuple[int, int], np.dtype[np.float64]]", n_first: int) -> float:
    one, two = counts[:n_first].sum(axis=0), counts[n_first:].sum(axis=0)
    if not one.sum() or not two.sum():
        return 0.0
    return float(np.nan_to_num(jensenshannon(one, two, base=2)))
