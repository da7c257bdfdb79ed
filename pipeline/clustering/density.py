"""HDBSCAN on a tree: the condensed tree, excess of mass, and strength of membership.

HDBSCAN (Campello, Moulavi and Sander 2013; package hdbscan) reads any tree of merges: branches
smaller than a size fall out of their parent, and of all sets of branches that with the most excess
of mass is chosen. Here density is likeness itself.
"""

import numpy as np
from hdbscan._hdbscan_tree import compute_stability, condense_tree, get_clusters
from numpy.typing import NDArray

from pipeline.clustering.bagged_tree import FAR, Tree

_SMALLEST = 3
"""Opinions that make a branch (min_cluster_size); 5 agrees as well with officials, 2 less."""


def condensed(tree: Tree) -> NDArray[np.void]:
    """Edges of the condensed tree: parent, child, lambda_val (likeness + FAR), child_size."""
    merges = tree.merges.copy()
    merges[:, 2] = 1 / np.maximum(2 * FAR - merges[:, 2], 1e-9)
    merges[:, 2] = np.maximum.accumulate(merges[:, 2])
    return np.asarray(condense_tree(merges, _SMALLEST))


def excess_of_mass(tree: Tree) -> NDArray[np.intp]:
    """Groups that HDBSCAN chooses, (n_opinions,); -1 is what it calls noise."""
    edges = condensed(tree)
    labels, _, _ = get_clusters(edges, compute_stability(edges), "eom", False, False, 0.0, 0)
    return np.asarray(labels, dtype=np.intp)


def leaving(tree: Tree) -> NDArray[np.float64]:
    """The likeness at which each opinion leaves the tree, above that of the root, (n_opinions,)."""
    edges, n = condensed(tree), len(tree.merges) + 1
    own = edges[edges["child"] < n]
    found = np.empty(n)
    found[own["child"].astype(np.intp)] = own["lambda_val"]
    return np.asarray(found - (FAR + tree.lowest()))
