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
from pipeline.clustering.contents import Contents
from pipeline.clustering.density import excess_of_mass, leaving
from pipeline.clustering.likeness import Rows, Space
from pipeline.clustering.placing import Labels, Levels, Placed, means_of, nowhere
from pipeline.clustering.surveyed import Found, Limits, sides_of
from pipeline.params import Parameters
from pipeline.views.opinion_views import Matrix
from pipeline.views.row_blocks import ROWS

_AT_ONCE = 16 * ROWS  # opinions whose vectors are copied
_OPINIONS_PER_SUBJECT = 3  # at least, on average: limits the number of subjects in small rounds


class LevelParams(Parameters):
    """Where a tree is cut."""

    method: Literal["average", "hdbscan"] = "average"
    """Points by a cut of the tree at ``point``, or by HDBSCAN's excess of mass."""
    point: float = Field(default=2.8, ge=0.0, le=10.0)
    """Likeness of those who make one point, in standard deviations. More: smaller points."""
    subject: float = Field(default=0.6, ge=0.0, le=10.0)
    """Likeness of those who speak of one subject; below it an opinion joins no point."""
    most_subjects: int = Field(default=15, ge=1, le=200)
    """Subjects that a reader can survey: the largest; others are placed in them. For readers alone:
    it buys no agreement (12 instead of 15: +.001, docs/benchmarks/themes_form.md)."""
    least_share: float = Field(default=0.01, ge=0.0, le=0.5)
    """Share of the opinions, or of the distinct ones, from which a branch is a subject. For readers
    alone: it buys no agreement (none instead of .01: +.001, as above)."""

    @property
    def limits(self) -> Limits:
        """What holds for the subjects of a round at the end."""
        return Limits(self.most_subjects, self.least_share)


def learn_levels(
    space: Space, tree: Tree, params: LevelParams, n_opinions: int
) -> tuple[Levels, Placed]:
    """Cut a tree.

    Args:
        space: of the opinions that the tree was grown on, at least two.
        tree: over them.
        params: where it is cut.
        n_opinions: of the whole round; of what fits nowhere, only so many make a subject of their
            own as make one anywhere.

    Returns:
        What places others; and where the tree has its own, those in no branch still nowhere.
    """
    branches = tree.cut(params.subject)
    coarse = _largest(branches, params)
    fine = _points(tree, branches, coarse, params)
    vectors = space.vectors
    of_subject = means_of(vectors, coarse)
    if len(of_subject):
        fallen = np.flatnonzero((coarse < 0) & (fine >= 0))
        homeless, unit = np.unique(fine[fallen], return_inverse=True)
        if len(homeless):  # a point moves as a whole
            nearest = space.likeness(means_of(vectors[fallen], unit), of_subject).argmax(axis=1)
            coarse[fallen] = nearest[unit]
    of_point = means_of(vectors, fine)
    home = np.full(len(of_point), -1)
    home[fine[fine >= 0]] = coarse[fine >= 0]
    levels = Levels(
        Space(np.zeros((0, vectors.shape[1]), dtype=np.float32), space.mean, space.spread),
        of_subject,
        of_point,
        home,
        tree.lowest(),
        params.subject,
        params.least_share * n_opinions,
    )
    return levels, Placed(fine, coarse, np.full(len(fine), -1), leaving(tree))


def find_levels(
    space: Space, rows: Rows, tree: Tree, params: LevelParams, contents: Contents, bare: Matrix
) -> Found:
    """Points, subjects and strength of membership of all opinions that are grouped by likeness.

    Args:
        space: n_opinions.
        rows: those that the tree was grown on, ascending, at least two.
        tree: over ``rows``.
        params: where it is cut.
        contents: of the round; the first n_opinions are those of ``space``.
        bare: (n_bare, n_dimensions) vectors of those who say no more than their side.

    Returns:
        Groups before they are surveyed. A point lies in one subject. Strength is 0 to 1: the
        likeness at which an opinion leaves its group, of the most in the group.
    """
    copies = contents.copies[: contents.n_alike]
    own = Space(space.vectors[rows], space.mean, space.spread)
    levels, learnt = learn_levels(own, tree, params, int(copies.sum()))
    placed, rest = nowhere(len(space.vectors)), np.delete(np.arange(len(space.vectors)), rows)
    placed.put(rows, levels.place(own.vectors, copies[rows], learnt))
    for begin in range(0, len(rest), _AT_ONCE):
        part = rest[begin : begin + _AT_ONCE]
        placed.put(part, levels.place(space.vectors[part], copies[part]))
    of_sides = levels.nearest(bare, sides_of(contents))
    return levels.finish(placed, levels.totals(space.vectors, placed), of_sides)


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
