"""Two levels of groups in one tree: subjects first, then the points inside each of them.

What an opinion is about shows in its neighbourhood and in its meaning: each opinion's vector is
blended with those of its neighbours, and words, which say what it says in particular, count less
the more neighbours there are. What point it makes shows in the opinion itself, words included.
On two official groupings by topic, subjects found first agreed better than subjects put together
from points (AMI .57 and .39 against .51 and .31; docs/decisions).
"""

from dataclasses import dataclass

import numpy as np
from pydantic import Field

from pipeline.groups.background import Representation, Rows
from pipeline.groups.density import Density, measure_density
from pipeline.groups.grouping import Labels, group, join_groups, renumber
from pipeline.groups.representation import (
    RepresentationParams,
    background_of,
    blend_neighbours,
    blocks_of,
    join_blocks,
)
from pipeline.groups.views import Matrix, Views
from pipeline.params import Parameters

_STEP = 0.05  # by which the threshold of subjects is lowered


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
    most_neighbours: int = Field(default=3, ge=0, le=100)
    """Neighbours that an opinion's subject is blended from."""
    opinions_per_neighbour: int = Field(default=100, ge=2, le=1000)
    """Distinct opinions that there are for each such neighbour: none in small rounds."""
    n_dense_neighbours: int = Field(default=3, ge=1, le=100)
    """Neighbours that make a place dense (HDBSCAN's min_samples)."""
    smallest_branch: int = Field(default=3, ge=2, le=1000)
    """Opinions that make a branch of the condensed tree (HDBSCAN's min_cluster_size)."""
    most_rows: int = Field(default=4_000, ge=100)
    """Distinct opinions that groups are learnt from, all pairs compared; the rest is placed.
    Time and memory grow with its square (4 bytes a pair, four times)."""


@dataclass(frozen=True)
class Spaces:
    """Distinct opinions as points and as subjects, and those that groups are learnt from."""

    points: Representation
    subjects: Representation
    sample: Rows  # (n_sample,) ascending


@dataclass(frozen=True)
class SampleGroups:
    """Both levels over the sample, row i for the i-th opinion of it."""

    fine: Labels  # (n_sample,)
    coarse: Labels  # (n_sample,)
    fine_threshold: float
    threshold: float  # of subjects, after the limits
    likeness: Matrix  # (n_sample, n_sample), of points
    density: Density


def make_spaces(views: Views, sample: Rows, params: ClusterParams) -> Spaces:
    """Join the views twice: with all words for points, with faded words for subjects."""
    blocks = blocks_of(views, params.representation, sample)
    reference, weight = background_of(blocks, params.representation, sample)
    points = join_blocks(blocks, reference, weight)
    n_neighbours = min(params.most_neighbours, len(sample) // params.opinions_per_neighbour)
    if not n_neighbours:
        return Spaces(points, points, sample)
    fading = (1.0 + n_neighbours) ** -3
    alike = join_blocks(blocks, reference, weight, fading)
    return Spaces(points, blend_neighbours(alike, sample, n_neighbours), sample)


def group_sample(spaces: Spaces, params: ClusterParams) -> SampleGroups:
    """Subjects, then points inside subjects, and how dense the sample is."""
    coarse, threshold = _subjects(spaces.subjects.of(spaces.sample).likeness_of_all(), params)
    likeness = spaces.points.of(spaces.sample).likeness_of_all()
    density = measure_density(likeness, params.n_dense_neighbours, params.smallest_branch)
    if spaces.subjects is spaces.points:
        fine = group(likeness, params.fine_threshold)
        coarse = _nest(fine, coarse)
    else:
        fine = _points(likeness, params.fine_threshold, coarse)
    return SampleGroups(fine, coarse, params.fine_threshold, threshold, likeness, density)


def _subjects(likeness: Matrix, params: ClusterParams) -> tuple[Labels, float]:
    """Groups above the threshold, joined where there are more than a reader can survey."""
    n = len(likeness)
    most = max(1, min(params.most_coarse_themes, n // params.opinions_per_coarse_theme))
    threshold = params.coarse_threshold
    labels = group(likeness, threshold)
    while int((np.bincount(labels) > 1).sum()) > most:
        while int((np.bincount(labels) > 1).sum()) > most:
            threshold = round(threshold - _STEP, 6)
            labels = join_groups(likeness, threshold, labels)
        labels = group(likeness, threshold, labels)
    return labels, threshold


def _points(likeness: Matrix, threshold: float, coarse: Labels) -> Labels:
    """Groups of all opinions, cut where subjects part; the parts join others inside a subject."""
    whole = group(likeness, threshold)
    fine = np.empty_like(coarse)
    begin = 0
    for subject in range(int(coarse.max()) + 1):
        members = np.flatnonzero(coarse == subject)
        parts = renumber(whole[members])
        inside = join_groups(likeness[np.ix_(members, members)], threshold, parts)
        fine[members] = begin + inside
        begin += int(inside.max()) + 1
    return renumber(fine)


def _nest(fine: Labels, coarse: Labels) -> Labels:
    """Each fine group in the coarse group that holds most of it (the first of equals)."""
    overlap = np.zeros((int(fine.max()) + 1, int(coarse.max()) + 1))
    np.add.at(overlap, (fine, coarse), 1)
    return renumber(overlap.argmax(axis=1)[fine])
