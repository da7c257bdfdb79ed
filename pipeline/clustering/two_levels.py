"""Themes as groups of opinions: a fine level (the same point) inside a coarse one (the subject).

Both come from one tree (``bagged_tree``) over one measure of likeness (``likeness``), cut at two
heights (``levels``). Both numbers of groups are found, never given.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from pydantic import Field
from threadpoolctl import threadpool_limits

from pipeline.clustering.bagged_tree import Tree, draws, grow, mean_tree
from pipeline.clustering.density import condensed
from pipeline.clustering.levels import Labels, LevelParams, find_levels
from pipeline.clustering.likeness import Rows, Space, measure
from pipeline.views.opinion_views import Matrix, Views

_FEWEST = 4  # distinct opinions: fewer have nothing to be measured against


class ClusterParams(LevelParams):
    """Groups of both levels, and what they are learnt from."""

    neighbours: float = Field(default=1.0, ge=0.0, le=20.0)
    """Weight of an opinion's neighbours, its own being 1. More: subjects hold together more."""
    n_trees: int = Field(default=30, ge=1, le=1000)
    """Trees whose mean is cut. More: steadier, slower."""
    tree_share: float = Field(default=0.7, gt=0.0, le=1.0)
    """Share of the distinct opinions that each tree is grown on."""
    most_rows: int = Field(default=3_000, ge=100)
    """Distinct opinions that groups are learnt from; the rest is placed. Time and memory grow with
    its square."""


@dataclass(frozen=True)
class Clustering:
    """Groups of opinions, row i for the i-th key; -1 is a single (fine) or fits nowhere (coarse).

    Groups are numbered by size, then by what their members say. A fine group lies in one coarse
    group.
    """

    fine: NDArray[np.int64]  # (n_opinions,)
    coarse: NDArray[np.int64]  # (n_opinions,)
    strength: NDArray[np.float32]  # (n_opinions,), of membership in the fine group, 0 to 1
    condensed_tree: NDArray[np.void] | None  # HDBSCAN's, over the distinct opinions learnt from
    facts: Mapping[str, float]  # counts


@dataclass(frozen=True)
class Grown:
    """What is learnt of opinions before anything is cut."""

    order: Rows  # (n_opinions,) rows by what they say
    distinct: Labels  # (n_opinions,) distinct opinion of each, in that order
    n_distinct: int
    space: Space | None  # of the distinct opinions; None where they are too few
    sample: Rows  # distinct opinions learnt from
    parts: Sequence[Rows]  # rows of the sample in each tree
    trees: Sequence[Tree]
    likeness: Matrix | None  # (n_sample, n_sample)

    @property
    def copies(self) -> Labels:
        """How many opinions each distinct one stands for, (n_distinct,)."""
        return np.bincount(self.distinct, minlength=self.n_distinct)

    @cached_property
    def mean(self) -> Tree | None:
        """The tree of all trees; made once, where it is asked for."""
        if self.likeness is None:
            return None
        with threadpool_limits(1):
            return mean_tree(self.likeness, self.parts, self.trees)


def cluster(views: Views, params: ClusterParams) -> Clustering:
    """Group opinions at both levels.

    The result depends on what opinions say alone: not on keys, order of rows, or threads.
    Opinions with one family, or with equal vectors in every dense view, count as one and stay
    together. Fewer than four distinct opinions are each their own group. Beyond ``most_rows``
    distinct opinions, groups are learnt on so many of them, and every other one is placed.

    Args:
        views: n_opinions ≥ 0.
        params: thresholds and limits.
    """
    return cut_trees(grow_trees(views, params), params)


def cut_trees(grown: Grown, params: ClusterParams) -> Clustering:
    """Groups of both levels from trees that are grown already."""
    facts = {"n_distinct": float(grown.n_distinct), "n_learnt_from": float(len(grown.sample))}
    if grown.space is None or grown.mean is None:
        alone = np.arange(grown.n_distinct)
        nothing = np.ones(grown.n_distinct, dtype=np.float32)
        return _clustering(grown, alone, alone, nothing, None, facts)
    with threadpool_limits(1):
        found = find_levels(grown.space, grown.sample, grown.mean, params, grown.copies)
    return _clustering(grown, *found, condensed(grown.mean), facts)


def regroup(grown: Grown, params: ClusterParams) -> Iterator[Clustering]:
    """The same once per tree: learnt on a share of the opinions only, the others placed."""
    for part, tree in zip(grown.parts, grown.trees, strict=True):
        if grown.space is not None:
            with threadpool_limits(1):
                found = find_levels(grown.space, grown.sample[part], tree, params, grown.copies)
            yield _clustering(grown, *found, None, {})


def grow_trees(views: Views, params: ClusterParams) -> Grown:
    """Measure likeness and grow all trees."""
    order, contents = _by_content(views)
    ordered = views.rows(order)
    first, distinct = _distinct(ordered)
    said = [contents[row] for row in first.tolist()]
    sample = _sample(said, params.most_rows)
    if len(first) < _FEWEST:
        return Grown(order, distinct, len(first), None, sample, (), (), None)
    with threadpool_limits(1):  # sums must not depend on how they are shared out
        dense = [np.asarray(ordered.dense[name][first], np.float32) for name in sorted(views.dense)]
        space = measure(dense, sample, params.neighbours)
        own = space.vectors[sample]
        likeness = space.likeness(own, own)
        parts = draws([said[row] for row in sample.tolist()], params.n_trees, params.tree_share)
        trees = [grow(likeness[np.ix_(part, part)]) for part in parts]
    return Grown(order, distinct, len(first), space, sample, parts, trees, likeness)


def _by_content(views: Views) -> tuple[Rows, list[str]]:
    """Rows in an order of what they say, and hashes of that in this order."""
    said: Sequence[bytes]
    if views.texts is not None:
        said = [text.encode() for text in views.texts]
    else:
        said = [row.tobytes() for row in np.hstack([views.dense[k] for k in sorted(views.dense)])]
    hashes = [hashlib.sha256(content).hexdigest() for content in said]
    order = np.array(sorted(range(len(hashes)), key=hashes.__getitem__), dtype=np.intp)
    return order, [hashes[row] for row in order.tolist()]


def _sample(contents: Sequence[str], most: int) -> Rows:
    """Rows with the smallest hashes: an opinion more or less changes at most one of them."""
    return np.arange(min(len(contents), most))


def _distinct(views: Views) -> tuple[Rows, Labels]:
    """Rows that stand for a content, and for every row which of these it is."""
    vectors = np.hstack([np.asarray(views.dense[name], np.float32) for name in sorted(views.dense)])
    family = views.families or [""] * len(views.keys)
    seen: dict[object, int] = {}
    first: list[int] = []
    index = np.zeros(len(views.keys), dtype=np.intp)
    for row, (name, vector) in enumerate(zip(family, vectors, strict=True)):
        marks = [mark for mark in (name and ("family", name), ("vector", vector.tobytes())) if mark]
        known = next((seen[mark] for mark in marks if mark in seen), len(first))
        if known == len(first):
            first.append(row)
        for mark in marks:
            seen.setdefault(mark, known)
        index[row] = known
    return np.array(first, dtype=np.intp), index


def _clustering(
    grown: Grown,
    fine: Labels,
    coarse: Labels,
    strength: NDArray[np.float32],
    tree: NDArray[np.void] | None,
    facts: Mapping[str, float],
) -> Clustering:
    """From distinct opinions in order of content to all rows as they came."""
    back = np.empty(len(grown.order), dtype=np.intp)
    back[grown.order] = np.arange(len(grown.order))
    own = np.arange(grown.n_distinct)
    numbered = [
        _number(np.where(labels < 0, grown.n_distinct + own, labels)[grown.distinct])
        for labels in (fine, coarse)
    ]
    shown = np.where(numbered[0] >= 0, np.where(fine >= 0, strength, 1.0)[grown.distinct], 0.0)
    return Clustering(
        numbered[0][back], numbered[1][back], shown.astype(np.float32)[back], tree, facts
    )


def _number(labels: Labels) -> NDArray[np.int64]:
    """Number groups by size, then by their first row; -1 where a group has one row only."""
    if not len(labels):
        return np.zeros(0, dtype=np.int64)
    _, begin, inverse, size = np.unique(
        labels, return_index=True, return_inverse=True, return_counts=True
    )
    rank = np.empty(len(size), dtype=np.int64)
    rank[np.lexsort((begin, -size))] = np.arange(len(size))
    return np.where(size[inverse] > 1, rank[inverse], -1)
