"""Correlation clustering: put together what is more alike than a threshold, apart what is less.

Groups maximise the sum, over all pairs inside a group, of likeness minus threshold (Bansal, Blum
and Chawla 2004; with all pairs this is the constant Potts model of Traag et al. 2011). There is no
number of groups to be told, and no resolution limit: whether two opinions belong together does not
depend on how many others there are elsewhere. The search is Louvain's: opinions move to the group
that gains most, groups are joined into single nodes, and so on until nothing moves.
"""

import numpy as np
from numpy.typing import NDArray

from pipeline.clustering.local_moves import Labels, Likeness, move_nodes, renumber

_MOST_ROUNDS = 10
_GAIN = 1e-6  # least gain of a search that counts: rounding must not
_SEED = 0
_MOST_SHAKES = 40
_SHAKEN_ROWS = 32_000  # rows shaken in all, which bounds the time of large rounds
_SHAKEN_SHARE = 0.3  # of groups, each time


def group(likeness: Likeness, threshold: float, start: Labels | None = None) -> Labels:
    """Group opinions.

    A search that ends where nothing moves ends in different places when a row is added. So some
    groups are dissolved and searched again, several times, and the best grouping is kept.

    Args:
        likeness: (n_opinions, n_opinions), symmetric; the diagonal does not matter.
        threshold: likeness from which a pair belongs together, in the unit of ``likeness``.
        start: (n_opinions,) groups to start from; each opinion alone when None.

    Returns:
        (n_opinions,) labels from 0, in the order of first appearance.
    """
    n = len(likeness)
    best = _search(likeness, threshold, np.arange(n) if start is None else renumber(start))
    most = _worth(likeness, threshold, best)
    random = np.random.default_rng(_SEED)
    for _ in range(min(_MOST_SHAKES, _SHAKEN_ROWS // max(n, 1))):
        n_groups = int(best.max(initial=-1)) + 1
        dissolved = (random.random(n_groups) < _SHAKEN_SHARE)[best]
        shaken = np.where(dissolved, n_groups + np.arange(n), best)
        labels = _search(likeness, threshold, renumber(shaken))
        worth = _worth(likeness, threshold, labels)
        if worth > most + _GAIN:
            best, most = labels, worth
    return best


def _search(likeness: Likeness, threshold: float, labels: Labels) -> Labels:
    """Move opinions, join groups, and again, until nothing changes."""
    sizes = np.ones(len(labels))
    for _ in range(_MOST_ROUNDS):
        before = labels
        labels = join_groups(likeness, threshold, move_nodes(likeness, sizes, threshold, labels))
        if np.array_equal(labels, before):
            break
    return labels


def _worth(likeness: Likeness, threshold: float, labels: Labels) -> float:
    """Sum of likeness minus threshold over ordered pairs inside groups."""
    total = 0.0
    for members in np.split(np.argsort(labels, kind="stable"), np.cumsum(np.bincount(labels))[:-1]):
        inside = likeness[np.ix_(members, members)]
        pairs = len(members) * (len(members) - 1)
        total += float(inside.sum(dtype=np.float64) - np.trace(inside)) - threshold * pairs
    return total


def join_groups(likeness: Likeness, threshold: float, labels: Labels) -> Labels:
    """Group whole groups: labels of the same form as ``labels``, every group kept whole."""
    while True:
        between, sizes = between_groups(likeness, labels)
        joined = move_nodes(between, sizes, threshold, np.arange(len(sizes)))
        if joined.max(initial=-1) + 1 == len(sizes):
            return labels
        labels = renumber(joined[labels])


def between_groups(
    likeness: Likeness, labels: Labels
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Sum of likeness between groups, (n_groups, n_groups), and their sizes, (n_groups,)."""
    k = int(labels.max(initial=-1)) + 1
    order = np.argsort(labels, kind="stable")
    sizes = np.bincount(labels, minlength=k).astype(np.float64)
    if not k:
        return np.zeros((0, 0)), sizes
    begins = np.r_[0, np.cumsum(sizes)[:-1]].astype(np.intp)
    by_row = np.empty((k, len(labels)))
    for label in range(k):
        rows = order[begins[label] : begins[label] + int(sizes[label])]
        by_row[label] = likeness[rows].sum(axis=0, dtype=np.float64)
    return np.add.reduceat(by_row[:, order], begins, axis=1), sizes
