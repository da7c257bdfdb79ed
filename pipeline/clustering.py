"""Themes as groups of opinions: a fine level (the same point) inside a coarse one (the subject).

Both levels come from one measure of likeness (``representation``) and one rule (``grouping``): a
group holds what is more alike than a threshold. Both numbers of groups are found, never given.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pydantic import Field
from threadpoolctl import threadpool_limits

from pipeline.background import Representation
from pipeline.density import measure_density, strengths
from pipeline.grouping import Labels, group, renumber
from pipeline.params import Parameters
from pipeline.representation import RepresentationParams, blend_neighbours, join_views
from pipeline.views import Matrix, Views

_STEP = 0.05  # by which thresholds are lowered
_FEWEST = 4  # distinct opinions: fewer have no background to be measured against


class ClusterParams(Parameters):
    """Thresholds are standard deviations of likeness above what unrelated opinions have."""

    representation: RepresentationParams = RepresentationParams()
    """Views of an opinion and their weights."""
    fine_threshold: float = Field(default=1.6, ge=0.0, le=10.0)
    """Likeness from which two opinions make the same point. More: smaller groups, more singles."""
    coarse_threshold: float = Field(default=0.65, ge=0.0, le=10.0)
    """Likeness from which two neighbourhoods are about the same subject; lowered to keep the
    limits on coarse themes."""
    most_coarse_themes: int = Field(default=15, ge=1, le=200)
    """Coarse themes that a reader can survey."""
    opinions_per_coarse_theme: int = Field(default=3, ge=1, le=100)
    """Distinct opinions for each coarse theme, on average: limits their number in small rounds."""
    most_neighbours: int = Field(default=10, ge=0, le=100)
    """Neighbours that an opinion's subject is blended from."""
    opinions_per_neighbour: int = Field(default=50, ge=2, le=1000)
    """Distinct opinions that there are for each such neighbour: none in small rounds."""
    n_dense_neighbours: int = Field(default=3, ge=1, le=100)
    """Neighbours that make a place dense (HDBSCAN's min_samples)."""
    smallest_branch: int = Field(default=3, ge=2, le=1000)
    """Opinions that make a branch of the condensed tree (HDBSCAN's min_cluster_size)."""
    most_rows: int = Field(default=12_000, ge=100)
    """Distinct opinions of which all pairs are compared (memory: 4 bytes a pair, twice)."""


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

    Args:
        views: n_opinions ≥ 0.
        params: thresholds and limits.

    Raises:
        ValueError: more distinct opinions than ``most_rows``.
    """
    n = len(views.keys)
    order = np.array(sorted(range(n), key=lambda row: views.keys[row]), dtype=np.intp)
    ordered = views.rows(order)
    first, distinct = _distinct(ordered)
    if len(first) > params.most_rows:
        raise ValueError(
            f"{len(first)} distinct opinions; at most {params.most_rows} can be compared in pairs "
            "(cluster.most_rows in params.yaml)."
        )
    tree = None
    if len(first) < _FEWEST:
        fine = coarse = np.arange(len(first))
        strength = np.ones(len(first), dtype=np.float32)
        facts = {"fine_threshold": 0.0, "coarse_threshold": 0.0}
    else:
        with threadpool_limits(1):  # sums must not depend on how they are shared out
            representation = join_views(ordered.rows(first), params.representation)
            likeness = representation.likeness_of_all()
            fine = group(likeness, params.fine_threshold)
            density = measure_density(likeness, params.n_dense_neighbours, params.smallest_branch)
            strength = strengths(likeness, density.core_distance, fine)
            tree = density.condensed_tree
            coarse, coarse_threshold = _coarse(representation, likeness, fine, params)
        facts = {"fine_threshold": params.fine_threshold, "coarse_threshold": coarse_threshold}
    back = np.empty(n, dtype=np.intp)
    back[order] = np.arange(n)
    numbered_fine, numbered_coarse = _number(fine[distinct]), _number(coarse[distinct])
    strength = np.where(numbered_fine >= 0, strength[distinct], 0.0).astype(np.float32)
    facts |= {"n_distinct": float(len(first))}
    return Clustering(
        numbered_fine[back], numbered_coarse[back], strength[back], tree, distinct[back], facts
    )


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


def _coarse(
    representation: Representation, likeness: Matrix, fine: Labels, params: ClusterParams
) -> tuple[Labels, float]:
    """Coarse groups of whole fine groups, and the threshold that made them."""
    n = len(likeness)
    n_neighbours = min(params.most_neighbours, n // params.opinions_per_neighbour)
    if n_neighbours:
        blended = blend_neighbours(representation, likeness, n_neighbours)
        likeness = blended.likeness_of_all()
    most = max(1, min(params.most_coarse_themes, n // params.opinions_per_coarse_theme))
    threshold, labels = params.coarse_threshold, group(likeness, params.coarse_threshold)
    nested = _nest(fine, labels)
    while _themes(nested) > most:
        threshold = round(threshold - _STEP, 6)
        labels = group(likeness, threshold, labels)
        nested = _nest(fine, labels)
    return nested, threshold


def _themes(labels: Labels) -> int:
    return int((np.bincount(labels) > 1).sum())


def _nest(fine: Labels, coarse: Labels) -> Labels:
    """Each fine group in the coarse group that holds most of it (the first of equals)."""
    overlap = np.zeros((int(fine.max()) + 1, int(coarse.max()) + 1))
    np.add.at(overlap, (fine, coarse), 1)
    return renumber(overlap.argmax(axis=1)[fine])


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
