"""Two levels of one tree: subjects, and points inside them; whoever is in no branch is placed.

Points are branches that hold together at a high likeness, subjects at a low one. What falls out
(a branch too small to be a subject, an opinion that joins nobody, and all opinions beyond those the
tree was grown on) goes where it is most alike on average, or stays single below a floor.
"""

from typing import Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from pipeline.clustering.bagged_tree import Tree
from pipeline.clustering.density import excess_of_mass, leaving
from pipeline.clustering.distinctness import group_sums, merged
from pipeline.clustering.likeness import Rows, Space
from pipeline.params import Parameters
from pipeline.views.opinion_views import Matrix

Labels = NDArray[np.intp]

_OPINIONS_PER_SUBJECT = 3  # at least, on average: limits the number of subjects in small rounds
_NEAR_SUBJECT = 0.0  # likeness from which an opinion belongs to a subject: more than chance


class LevelParams(Parameters):
    """Where a tree is cut."""

    method: Literal["average", "hdbscan"] = "average"
    """Points by a cut of the tree at ``point``, or by HDBSCAN's excess of mass."""
    point: float = Field(default=2.8, ge=0.0, le=10.0)
    """Likeness of those who make one point, in standard deviations. More: smaller points."""
    subject: float = Field(default=0.6, ge=0.0, le=10.0)
    """Likeness of those who speak of one subject; below it an opinion joins no point."""
    most_subjects: int = Field(default=15, ge=1, le=200)
    """Subjects that a reader can survey: the largest; others are placed in them."""
    least_share: float = Field(default=0.01, ge=0.0, le=0.5)
    """Share of the opinions from which a branch is a subject of its own."""


def find_levels(
    space: Space, rows: Rows, tree: Tree, params: LevelParams, copies: Labels
) -> tuple[Labels, Labels, NDArray[np.float32]]:
    """Points, subjects and strength of membership of all opinions.

    Args:
        space: n_opinions.
        rows: those that the tree was grown on, ascending, at least two.
        tree: over ``rows``.
        params: where it is cut.
        copies: (n_opinions,) how many say the same; of what fits nowhere, only so many make a
            subject of their own as make one anywhere.

    Returns:
        (n_opinions,) each. -1: in no point, in no subject. A point lies in one subject. Strength
        is 0 to 1: the likeness at which an opinion leaves its group, of the most in the group.
    """
    n = len(space.vectors)
    fine, coarse = np.full(n, -1), np.full(n, -1)
    branches = tree.cut(params.subject)
    subjects = _largest(branches, params)
    points = _points(tree, branches, subjects, params)
    fine[rows] = points
    vectors = space.vectors[rows]
    of_subject = _means(vectors, subjects)
    if len(of_subject):
        fallen = np.flatnonzero((subjects < 0) & (points >= 0))
        homeless, unit = np.unique(points[fallen], return_inverse=True)
        if len(homeless):  # a point moves as a whole
            nearest = space.likeness(_means(vectors[fallen], unit), of_subject).argmax(axis=1)
            subjects[fallen] = nearest[unit]
        coarse[rows] = subjects
        lost = np.flatnonzero(coarse < 0)
        likeness = space.likeness(space.vectors[lost], of_subject)
        few = (copies[lost] > 1) & (copies[lost] < params.least_share * copies.sum())
        near = few | (likeness.max(axis=1) >= _NEAR_SUBJECT)
        coarse[lost[near]] = likeness[near].argmax(axis=1)
    join = leaving(tree)
    depth = np.zeros(n)
    depth[rows] = join
    loose = np.flatnonzero(fine < 0)
    of_point = _means(vectors, points)
    if len(of_point) and len(loose):
        home = np.full(len(of_point), -1)
        home[points[points >= 0]] = coarse[rows][points >= 0]
        likeness = space.likeness(space.vectors[loose], of_point)
        likeness[coarse[loose][:, None] != home[None, :]] = -np.inf
        best = likeness.argmax(axis=1)
        most = likeness[np.arange(len(loose)), best]
        placed = most >= params.subject
        fine[loose[placed]] = best[placed]
        depth[loose[placed]] = most[placed] - tree.lowest()
    fine, coarse = _distinct(space.vectors, fine, coarse)
    return fine, coarse, _strength(fine, depth)


def _distinct(vectors: Matrix, fine: Labels, coarse: Labels) -> tuple[Labels, Labels]:
    """Both levels without groups that are no two; a point goes where the larger one lies."""
    home = np.full(int(fine.max(initial=-1)) + 1, -1)
    home[fine[fine >= 0]] = coarse[fine >= 0]
    fine = _renamed(fine, merged(vectors, fine))
    coarse = np.where(fine >= 0, home[fine], coarse) if len(home) else coarse
    return fine, _renamed(coarse, merged(vectors, coarse))


def _renamed(labels: Labels, names: Labels) -> Labels:
    """Groups under other names; -1 stays."""
    return np.where(labels >= 0, names[labels], -1) if len(names) else labels


def _points(tree: Tree, branches: Labels, subjects: Labels, params: LevelParams) -> Labels:
    """Points of two and more opinions, none across two branches; -1 is in none.

    A subject without any point is one point.
    """
    found = excess_of_mass(tree) if params.method == "hdbscan" else tree.cut(params.point)
    inside = found * (branches.max() + 1) + branches
    _, labels, size = np.unique(inside, return_inverse=True, return_counts=True)
    keep = (found >= 0) & (size[labels] > 1)
    whole = (subjects >= 0) & ~np.isin(subjects, subjects[keep])
    labels = np.where(whole, labels.max() + 1 + subjects, labels)
    return _numbered(labels, keep | whole)


def _largest(groups: Labels, params: LevelParams) -> Labels:
    """The largest groups, as many as can be surveyed; -1 is in none of them."""
    sizes = np.bincount(groups)
    n = len(groups)
    most = max(1, min(params.most_subjects, n // _OPINIONS_PER_SUBJECT))
    order = np.argsort(-sizes, kind="stable")
    least = max(2, int(np.ceil(params.least_share * n)))
    kept = [group for group in order[:most].tolist() if sizes[group] >= least]
    if not kept and sizes[order[0]] > 1:
        kept = [int(order[0])]
    return _numbered(groups, np.isin(groups, kept))


def _numbered(labels: Labels, keep: NDArray[np.bool_]) -> Labels:
    """Numbers from 0 for the groups that are kept, -1 for the rest."""
    found = np.full(len(labels), -1)
    found[keep] = np.unique(labels[keep], return_inverse=True)[1]
    return found


def _means(vectors: Matrix, labels: Labels) -> Matrix:
    """Mean vector of each group, (n_groups, n_dimensions)."""
    sums = group_sums(vectors, labels)
    sizes = np.bincount(labels[labels >= 0], minlength=len(sums))[:, None]
    return np.asarray(sums / np.maximum(sizes, 1), dtype=np.float32)


def _strength(labels: Labels, depth: NDArray[np.float64]) -> NDArray[np.float32]:
    """Depth of each opinion over the most of its group; 0 outside groups."""
    most = np.full(int(labels.max(initial=-1)) + 1, 1e-9)
    inside = labels >= 0
    np.maximum.at(most, labels[inside], depth[inside])
    strength = np.zeros(len(labels), dtype=np.float32)
    strength[inside] = np.clip(depth[inside] / most[labels[inside]], 1e-6, 1.0)
    return strength
