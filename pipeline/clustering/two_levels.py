"""Themes as groups of opinions: a fine level (the same point) inside a coarse one (the subject).

Both levels come from one measure of likeness (``representation``) and one rule (``grouping``): a
group holds what is more alike than a threshold. Both numbers of groups are found, never given.
``levels`` groups a bounded sample, ``placing`` everything beyond it.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from pipeline.clustering.background import Rows
from pipeline.clustering.nested_levels import ClusterParams, group_sample, make_spaces
from pipeline.clustering.out_of_sample import place_rest
from pipeline.views.opinion_views import Views

__all__ = ["ClusterParams", "Clustering", "cluster"]

_FEWEST = 4  # distinct opinions: fewer have no background to be measured against


@dataclass(frozen=True)
class Clustering:
    """Groups of opinions, row i for the i-th key; -1 is a single (fine) or fits nowhere (coarse).

    Groups are numbered by size, then by their smallest key. A fine group lies in one coarse group.
    """

    fine: NDArray[np.int64]  # (n_opinions,)
    coarse: NDArray[np.int64]  # (n_opinions,)
    strength: NDArray[np.float32]  # (n_opinions,), of membership in the fine group, 0 to 1
    condensed_tree: NDArray[np.void] | None  # HDBSCAN's, over distinct opinions in key order
    distinct: NDArray[np.int64]  # (n_opinions,), row of each opinion among the distinct ones
    facts: Mapping[str, float]  # thresholds used and counts


def cluster(views: Views, params: ClusterParams) -> Clustering:
    """Group opinions at both levels.

    The result does not depend on the order of rows nor on the number of threads. Opinions with
    one family, or with equal vectors in every dense view, count as one and stay together. Fewer
    than four distinct opinions are each their own group: nothing says what is far and near.
    Beyond ``most_rows`` distinct opinions, groups are learnt on so many of them, which their keys
    decide, and every other opinion is placed in the group that gains most by it, or stays single.

    Args:
        views: n_opinions ≥ 0.
        params: thresholds and limits.
    """
    n = len(views.keys)
    order = np.array(sorted(range(n), key=lambda row: views.keys[row]), dtype=np.intp)
    ordered = views.rows(order)
    first, distinct = _distinct(ordered)
    sample = _sample([ordered.keys[row] for row in first.tolist()], params.most_rows)
    tree = None
    if len(first) < _FEWEST:
        fine = coarse = np.arange(len(first))
        strength = np.ones(len(first), dtype=np.float32)
        facts = {"fine_threshold": 0.0, "coarse_threshold": 0.0}
    else:
        with threadpool_limits(1):  # sums must not depend on how they are shared out
            spaces = make_spaces(ordered.rows(first), sample, params)
            found = group_sample(spaces, params)
            fine, coarse, strength = place_rest(spaces, found)
            tree = found.density.condensed_tree
        facts = {
            "fine_threshold": found.fine_threshold,
            "coarse_threshold": found.coarse_threshold,
        }
    back = np.empty(n, dtype=np.intp)
    back[order] = np.arange(n)
    numbered_fine, numbered_coarse = _number(fine[distinct]), _number(coarse[distinct])
    strength = np.where(numbered_fine >= 0, strength[distinct], 0.0).astype(np.float32)
    facts |= {"n_distinct": float(len(first)), "n_learnt_from": float(len(sample))}
    return Clustering(
        numbered_fine[back], numbered_coarse[back], strength[back], tree, distinct[back], facts
    )


def _sample(keys: Sequence[str], most: int) -> Rows:
    """Rows with the smallest hashes: an opinion more or less changes at most one of them."""
    if len(keys) <= most:
        return np.arange(len(keys))
    hashes = [hashlib.sha256(key.encode()).digest() for key in keys]
    return np.sort(np.array(sorted(range(len(keys)), key=hashes.__getitem__)[:most], dtype=np.intp))


def _distinct(views: Views) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
    """Rows that stand for a content, and for every row which of these it is."""
    vectors = np.hstack([np.asarray(views.dense[name], np.float32) for name in sorted(views.dense)])
    family = views.families or [""] * len(views.keys)
    seen: dict[object, int] = {}
    first: list[int] = []
    index = np.zeros(len(views.keys), dtype=np.int64)
    for row, (name, vector) in enumerate(zip(family, vectors, strict=True)):
        marks = [mark for mark in (name and ("family", name), ("vector", vector.tobytes())) if mark]
        known = next((seen[mark] for mark in marks if mark in seen), len(first))
        if known == len(first):
            first.append(row)
        for mark in marks:
            seen.setdefault(mark, known)
        index[row] = known
    return np.array(first, dtype=np.intp), index


def _number(labels: NDArray[np.intp]) -> NDArray[np.int64]:
    """Number groups by size, then by their first row; -1 where a group has one row only."""
    if not len(labels):
        return np.zeros(0, dtype=np.int64)
    _, begin, inverse, size = np.unique(
        labels, return_index=True, return_inverse=True, return_counts=True
    )
    rank = np.empty(len(size), dtype=np.int64)
    rank[np.lexsort((begin, -size))] = np.arange(len(size))
    return np.where(size[inverse] > 1, rank[inverse], -1)
