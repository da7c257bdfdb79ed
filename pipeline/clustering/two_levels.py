"""Themes as groups of opinions: a fine level (the same point) inside a coarse one (the subject).

Both come from one tree (``bagged_tree``) over one measure of likeness (``likeness``), cut at two
heights (``levels``). Both numbers of groups are found, never given.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from pydantic import Field
from threadpoolctl import threadpool_limits

from pipeline.clustering.bagged_tree import Tree, draws, grow, mean_tree
from pipeline.clustering.contents import Contents, Rows, contents_of, hashed, mark_of
from pipeline.clustering.distinctness import totals
from pipeline.clustering.levels import LevelParams, find_levels, learn_levels
from pipeline.clustering.likeness import Measure, Space, learn
from pipeline.clustering.placing import GroupTotals, Labels, Levels, Placed, nowhere
from pipeline.clustering.surveyed import Found, Limits, sides_of, surveyed
from pipeline.rate import told
from pipeline.tables.base import Room, in_memory
from pipeline.text.bare_stance import bare_stance
from pipeline.views.opinion_views import Matrix, Views
from pipeline.views.row_blocks import ROWS

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
    facts: Mapping[str, float]  # counts


@dataclass(frozen=True)
class Grown:
    """What is learnt of opinions before anything is cut."""

    contents: Contents
    measure: Measure | None  # learnt on the sample; None where they are too few
    sample: Rows  # distinct opinions learnt from: the first ones
    parts: Sequence[Rows]  # rows of the sample in each tree
    trees: Sequence[Tree]
    likeness: Matrix | None  # (n_sample, n_sample)
    space: Space | None = None
    """Of all that are grouped by likeness; None where they are too few, or placed by parts."""
    bare: Matrix | None = None
    """Vectors of those who say no more than their side; None as above."""

    @cached_property
    def mean(self) -> Tree | None:
        """The tree of all trees; made once, where it is asked for."""
        if self.likeness is None:
            return None
        with threadpool_limits(1):
            return mean_tree(self.likeness, self.parts, self.trees)

    @property
    def facts(self) -> dict[str, float]:
        """How many distinct opinions there are, and how many were learnt from."""
        counts = (len(self.contents.first), len(self.sample))
        return dict(zip(("n_distinct", "n_learnt_from"), map(float, counts), strict=True))


@dataclass(frozen=True)
class Placer:
    """Places opinions beyond the sample; picklable."""

    measure: Measure
    levels: Levels

    def __call__(
        self, dense: Sequence[Matrix], copies: Labels, n_threads: int | None = None
    ) -> tuple[Placed, GroupTotals]:
        """Place some opinions.

        Args:
            dense: their vectors (n_opinions, n_dimensions) by encoder, in the order of its name.
            copies: (n_opinions,) how many say the same.
            n_threads: as many as there are cores where None.
        """
        with threadpool_limits(1):  # sums must not depend on how they are shared out
            vectors = self.measure.vectors(dense, n_threads)
            placed = self.levels.place(vectors, copies)
            return placed, self.levels.totals(vectors, placed)


PART = 16 * ROWS
"""Distinct opinions of a part, always: sums over parts are added in one order."""

Place = Callable[[Placer, Sequence[range]], Iterable[tuple[Placed, GroupTotals]]]
"""Calls a placer for each of some parts of the distinct opinions, in their order."""


def cluster(views: Views, params: ClusterParams) -> Clustering:
    """Group opinions at both levels.

    The result depends on what opinions say alone: not on keys, order of rows, or threads.
    Opinions with one family, or with equal vectors in every dense view, count as one and stay
    together. Fewer than four distinct opinions are each their own group. Beyond ``most_rows``
    distinct opinions, groups are learnt on so many of them, and every other one is placed.
    Opinions that say no more than that they are for or against are grouped by side: a subject
    of its own, or where that is too small a point of the nearest one.

    Args:
        views: n_opinions ≥ 0.
        params: thresholds and limits.
    """
    return cut_trees(grow_trees(views, params), params)


def cluster_by_parts(
    contents: Contents,
    dense_of: Callable[[range], Sequence[Matrix]],
    place: Place,
    params: ClusterParams,
) -> Clustering:
    """The same, while only the vectors of the sample are held.

    Args:
        contents: which opinions are distinct.
        dense_of: the vectors of some distinct opinions by encoder, in the order of its name.
        place: places the others.
        params: thresholds and limits.
    """
    n_distinct = contents.n_alike
    n_sample = min(n_distinct, params.most_rows)
    grown = _grown(contents, dense_of(range(n_sample)), params)
    if grown.measure is None or grown.mean is None:
        return cut_trees(grown, params)
    own = grown.measure.space
    with threadpool_limits(1):
        levels, learnt = learn_levels(
            own, grown.mean, params, int(contents.copies[:n_distinct].sum())
        )
        learnt = levels.place(own.vectors, contents.copies[:n_sample], learnt)
        sums = levels.totals(own.vectors, learnt)
    every = nowhere(n_distinct)
    every.put(np.arange(n_sample), learnt)
    nobody = Space(own.vectors[:0], own.mean, own.spread)
    placer = Placer(replace(grown.measure, space=nobody), levels)
    begins = range(n_sample, n_distinct, PART)
    parts = [range(begin, min(begin + PART, n_distinct)) for begin in begins]
    for part, (placed, some) in zip(parts, place(placer, parts), strict=True):
        every.put(np.array(part), placed)
        sums += some
    with threadpool_limits(1):
        bare = grown.measure.vectors(dense_of(range(n_distinct, len(contents.first))))
        found = levels.finish(every, sums, levels.nearest(bare, sides_of(contents)))
    return _clustering(contents, found, params.limits, grown.facts)


def cut_trees(grown: Grown, params: ClusterParams) -> Clustering:
    """Groups of both levels from trees that are grown already."""
    contents = grown.contents
    if grown.space is None or grown.mean is None or grown.bare is None:
        none = np.full(contents.n_alike, -1)
        nobody = totals(np.zeros((0, 1), dtype=np.float32), none[:0], 0)
        of_sides = np.full(len(set(contents.bare)), -1)
        strength = np.ones(len(none), dtype=np.float32)
        found = Found(none, none, strength, none, nobody, of_sides)
    else:
        with threadpool_limits(1):
            found = find_levels(grown.space, grown.sample, grown.mean, params, contents, grown.bare)
    return _clustering(contents, found, params.limits, grown.facts)


def regroup(grown: Grown, params: ClusterParams) -> Iterator[Clustering]:
    """The same once per tree: learnt on a share of the opinions only, the others placed."""
    contents = grown.contents
    for part, tree in zip(grown.parts, grown.trees, strict=True):
        if grown.space is not None and grown.bare is not None:
            rows = grown.sample[part]
            with threadpool_limits(1):
                found = find_levels(grown.space, rows, tree, params, contents, grown.bare)
            yield _clustering(contents, found, params.limits, {})


def grow_trees(views: Views, params: ClusterParams) -> Grown:
    """Measure likeness and grow all trees; texts and vectors of all opinions are held."""
    names = sorted(views.dense)
    dense = [np.asarray(views.dense[name], np.float32) for name in names]
    marks = [mark_of(vectors) for vectors in zip(*dense, strict=True)]
    said = [hashed(text.encode()) for text in views.texts or ()]
    if views.texts is None:
        said = [hashed(row.tobytes()) for row in np.hstack(dense)]
    bare = None if views.texts is None else [bare_stance(text) for text in views.texts]
    return grow_trees_on(contents_of(said, marks, views.families, bare), dense, params)


def grow_trees_on(
    contents: Contents, dense: Sequence[Matrix], params: ClusterParams, room: Room = in_memory
) -> Grown:
    """The same, while vectors lie where they are looked at.

    Args:
        contents: which opinions are distinct.
        dense: vectors of all opinions by encoder, in the order of its name.
        params: thresholds and limits.
        room: where vectors of distinct opinions come to lie.
    """
    n_sample = min(contents.n_alike, params.most_rows)
    grown = _grown(contents, [view[contents.first[:n_sample]] for view in dense], params)
    if grown.measure is None:
        return grown
    rest = contents.first[n_sample : contents.n_alike]
    beyond = [view[contents.first[contents.n_alike :]] for view in dense]
    with threadpool_limits(1):
        space = grown.measure.space_with(dense, rest, room)
        return replace(grown, space=space, bare=grown.measure.vectors(beyond))


def _grown(contents: Contents, dense: Sequence[Matrix], params: ClusterParams) -> Grown:
    """What is learnt of the first distinct opinions: an opinion more changes one of them at most.

    Args:
        contents: all opinions.
        dense: vectors of the first distinct ones.
        params: thresholds and limits.
    """
    sample = np.arange(len(dense[0]))
    if len(sample) < _FEWEST:
        return Grown(contents, None, sample, (), (), None)
    with threadpool_limits(1):  # sums must not depend on how they are shared out
        measure = learn(dense, params.neighbours)
        own = measure.space.vectors
        likeness = measure.space.likeness(own, own)
        parts = draws(contents.said[: len(sample)], params.n_trees, params.tree_share)
        grown = (grow(likeness[np.ix_(part, part)]) for part in parts)
        trees = list(told(grown, len(parts), "trees"))
    return Grown(contents, measure, sample, parts, trees, likeness)


def _clustering(
    contents: Contents, found: Found, limits: Limits, facts: Mapping[str, float]
) -> Clustering:
    """From distinct opinions in order of content to all rows as they came."""
    back = np.empty(len(contents.order), dtype=np.intp)
    back[contents.order] = np.arange(len(contents.order))
    n_distinct, distinct = len(contents.first), contents.distinct
    own = np.arange(n_distinct)
    fine, coarse = surveyed(found, contents, limits)
    strength = np.r_[found.strength, np.ones(len(contents.bare), dtype=np.float32)]
    numbered = [
        _number(np.where(labels < 0, n_distinct + own, labels)[distinct])
        for labels in (fine, coarse)
    ]
    shown = np.where(numbered[0] >= 0, np.where(fine >= 0, strength, 1.0)[distinct], 0.0)
    return Clustering(numbered[0][back], numbered[1][back], shown.astype(np.float32)[back], facts)


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
