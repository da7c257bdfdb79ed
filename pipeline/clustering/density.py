"""HDBSCAN over the same likeness: density, strength of membership, and the condensed tree.

HDBSCAN (Campello, Moulavi and Sander 2013; package hdbscan) sees how dense the surroundings of each
opinion are. It does not decide the groups: on groups that officials made it threw a third of all
opinions away (docs/decisions). It says how firmly each opinion sits in the group it has.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import hdbscan
import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Density:
    """What HDBSCAN sees."""

    core_distance: NDArray[np.float64]  # (n_opinions,), to the n_neighbours-th neighbour
    n_neighbours: int
    condensed_tree: NDArray[np.void]  # (n_edges,): parent, child, lambda_val, child_size


def distance(likeness: NDArray[np.float32]) -> NDArray[np.float64]:
    """Distances between 0 and 1 from likeness in standard deviations, (n_opinions, n_opinions).

    The logistic function: strictly falling, and steep where pairs begin to belong together.
    """
    away = away_from(likeness)
    np.fill_diagonal(away, 0.0)
    return away


def away_from(likeness: NDArray[np.float32]) -> NDArray[np.float64]:
    """The same between different opinions, (n_rows, n_columns)."""
    return 1.0 / (1.0 + np.exp(np.clip(likeness, -30, 30).astype(np.float64)))


def measure_density(
    likeness: NDArray[np.float32], n_neighbours: int, smallest_group: int
) -> Density:
    """Run HDBSCAN.

    Args:
        likeness: (n_opinions, n_opinions), symmetric, n_opinions ≥ 4.
        n_neighbours: neighbours that make a place dense (``min_samples``).
        smallest_group: opinions that make a branch of the condensed tree.
    """
    away = distance(likeness)
    neighbours = min(n_neighbours, len(away) - 1)
    core = np.partition(away, neighbours, axis=1)[:, neighbours]
    model = hdbscan.HDBSCAN(
        metric="precomputed",
        min_samples=neighbours,
        min_cluster_size=max(2, min(smallest_group, len(away))),
        allow_single_cluster=True,
    ).fit(away)
    return Density(core, neighbours, model.condensed_tree_.to_numpy())


def strengths(
    likeness: NDArray[np.float32], core: NDArray[np.float64], labels: NDArray[np.intp]
) -> NDArray[np.float32]:
    """Strength of membership as HDBSCAN defines it, in given groups, (n_opinions,), 0 to 1.

    The density at which an opinion leaves its group (1 / mutual reachability distance to the
    nearest other member), over the highest such density in the group. 0 for singles (label -1).
    """
    strength = np.zeros(len(labels), dtype=np.float32)
    for members, leaves in _leaves(likeness, core, labels):
        strength[members] = (leaves.min() / leaves).astype(np.float32)
    return strength


def group_peaks(
    likeness: NDArray[np.float32], core: NDArray[np.float64], labels: NDArray[np.intp]
) -> NDArray[np.float64]:
    """The distance at which each group is densest, (n_groups,)."""
    return np.array([leaves.min() for _, leaves in _leaves(likeness, core, labels)])


def _leaves(
    likeness: NDArray[np.float32], core: NDArray[np.float64], labels: NDArray[np.intp]
) -> Iterator[tuple[NDArray[np.intp], NDArray[np.float64]]]:
    """Members of each group, and the distance at which each of them leaves it."""
    for label in range(int(labels.max(initial=-1)) + 1):
        members = np.flatnonzero(labels == label)
        if len(members) < 2:
            yield members, np.maximum(core[members], 1e-9)
            continue
        away = distance(likeness[np.ix_(members, members)])
        reach = np.maximum(away, np.maximum.outer(core[members], core[members]))
        np.fill_diagonal(reach, np.inf)
        yield members, np.maximum(reach.min(axis=1), 1e-9)
