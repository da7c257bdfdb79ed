"""Local moves: one node after the other to the group that gains most, until none moves.

What every group attracts each node with is kept, and changed with every move, so that a pass looks
at those nodes alone that want to leave their group (Blondel and others 2008 look at all of them).
"""

import numpy as np
from numpy.typing import NDArray

from pipeline.views.row_blocks import over_blocks

Likeness = NDArray[np.float32] | NDArray[np.float64]
Labels = NDArray[np.intp]
Values = NDArray[np.float64]

_MOST_PASSES = 30
_GAIN = 1e-6  # least gain that moves a node: rounding must not
_EMPTY = 200  # labels kept free for nodes that are best alone
_SPARSE = 0.7  # share of labels in use below which the others are given up


def move_nodes(likeness: Likeness, sizes: Values, threshold: float, labels: Labels) -> Labels:
    """Move nodes to the groups that gain most by them: likeness minus threshold, summed.

    Args:
        likeness: (n_nodes, n_nodes), symmetric: summed over pairs of what two nodes hold.
        sizes: (n_nodes,) opinions that each node holds.
        threshold: likeness of two opinions from which they belong together.
        labels: (n_nodes,) groups to start from.

    Returns:
        (n_nodes,) labels from 0, in the order of first appearance.
    """
    n = len(labels)
    labels = renumber(labels)
    own = np.diagonal(likeness).astype(np.float64)
    pull, mass = _pull(likeness, sizes, labels)
    for _ in range(_MOST_PASSES):
        used = np.unique(labels)
        if len(used) + _EMPTY < _SPARSE * len(mass):
            labels = np.searchsorted(used, labels)
            pull, mass = _wider(pull[used], n), _wider(mass[used], n)
        moved = False
        asked = len(used) < n  # alone, all want to move
        nodes = _restless(pull, mass, own, sizes, threshold, labels) if asked else np.arange(n)
        for node in nodes.tolist():
            here, size = int(labels[node]), sizes[node]
            gain = pull[:, node] - (threshold * size) * mass  # of an empty label: 0
            gain[here] += threshold * size * size - own[node] + _GAIN
            best = int(gain.argmax())
            if best != here:
                row = likeness[node]
                pull[here] -= row
                pull[best] += row
                mass[here] -= size
                mass[best] += size
                labels[node] = best
                moved = True
        if not moved:
            break
    return renumber(labels)


def renumber(labels: Labels) -> Labels:
    """Labels from 0 in the order of first appearance."""
    _, first, inverse = np.unique(labels, return_index=True, return_inverse=True)
    rank = np.empty(len(first), dtype=np.intp)
    rank[np.argsort(first)] = np.arange(len(first))
    return rank[inverse]


def _pull(likeness: Likeness, sizes: Values, labels: Labels) -> tuple[Values, Values]:
    """Likeness of every label with every node, (n_labels, n_nodes), and opinions in each label."""
    n = len(labels)
    if int(labels.max(initial=-1)) + 1 == n:  # renumbered, so each node is its own label
        return likeness.astype(np.float64), sizes.astype(np.float64)
    order = np.argsort(labels, kind="stable")
    ends = np.cumsum(np.bincount(labels))
    pull = np.empty((len(ends), n))
    for label, members in enumerate(np.split(order, ends[:-1])):
        pull[label] = likeness[members].sum(axis=0, dtype=np.float64)
    mass = np.asarray(np.bincount(labels, weights=sizes), dtype=np.float64)
    return _wider(pull, n), _wider(mass, n)


def _wider(values: Values, n_nodes: int) -> Values:
    """Rows for empty labels below; never more labels than nodes."""
    n_empty = min(_EMPTY, n_nodes - len(values))
    return np.concatenate([values, np.zeros((n_empty, *values.shape[1:]))])


def _restless(
    pull: Values, mass: Values, own: Values, sizes: Values, threshold: float, labels: Labels
) -> Labels:
    """Nodes that another group gains more by, ascending."""
    wants = np.zeros(len(labels), dtype=bool)

    def ask(nodes: slice) -> None:
        gain = pull[:, nodes] - (threshold * mass)[:, None] * sizes[None, nodes]
        stay = threshold * np.square(sizes[nodes]) - own[nodes] + _GAIN
        gain[labels[nodes], np.arange(gain.shape[1])] += stay
        wants[nodes] = gain.argmax(axis=0) != labels[nodes]

    over_blocks(len(labels), ask)
    return np.flatnonzero(wants)
