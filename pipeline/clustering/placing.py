"""Where opinions go that no tree was grown on: block by block, so that parts go anywhere.

What is needed of all of them are sums over groups; those of parts are added in one order.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.clustering.distinctness import Totals, merged, totals
from pipeline.clustering.likeness import Space
from pipeline.clustering.surveyed import Found
from pipeline.views.opinion_views import Matrix
from pipeline.views.row_blocks import over_blocks

Labels = NDArray[np.intp]

_NEAR_SUBJECT = 0.0  # likeness from which an opinion belongs to a subject: more than chance


@dataclass(frozen=True)
class Placed:
    """Where opinions are before groups that are no two become one, (n_opinions,) each."""

    fine: Labels  # point, -1 in none
    coarse: Labels  # subject, -1 in none
    nearest: Labels  # of who is in no subject, the nearest one; -1 there is none
    depth: NDArray[np.float64]  # likeness at which an opinion leaves its point, above the root

    def put(self, rows: Labels, some: "Placed") -> None:
        """Write where some of the opinions are."""
        self.fine[rows], self.coarse[rows], self.depth[rows] = some.fine, some.coarse, some.depth
        self.nearest[rows] = some.nearest


def nowhere(n_opinions: int) -> Placed:
    """Opinions before they are placed."""
    none = np.full(n_opinions, -1)
    return Placed(none, none.copy(), none.copy(), np.zeros(n_opinions))


@dataclass(frozen=True)
class GroupTotals:
    """Sums over groups; those of parts of the opinions can be added."""

    fine: Totals
    loose: Totals  # by subject, of opinions in no point

    def __add__(self, other: "GroupTotals") -> "GroupTotals":
        return GroupTotals(self.fine + other.fine, self.loose + other.loose)


@dataclass(frozen=True)
class Levels:
    """Subjects and points that a tree was cut into: what is needed to place others; picklable."""

    scale: Space  # with no opinions in it: how products are read
    of_subject: Matrix  # (n_subjects, n_dimensions) mean vectors
    of_point: Matrix  # (n_points, n_dimensions)
    home: Labels  # (n_points,) subject of each point
    lowest: float  # likeness of the root
    join: float  # likeness from which an opinion joins a point
    few: float  # so many that say the same make a subject of their own

    def place(self, vectors: Matrix, copies: Labels, placed: Placed | None = None) -> Placed:
        """Place opinions, block by block.

        Args:
            vectors: (n_opinions, n_dimensions) of ``Space``.
            copies: (n_opinions,) how many say the same.
            placed: where some of them are already; nowhere where None.
        """
        found = placed or nowhere(len(vectors))

        def fill(rows: slice) -> None:
            some = Placed(
                found.fine[rows], found.coarse[rows], found.nearest[rows], found.depth[rows]
            )
            self._place(vectors[rows], copies[rows], some)

        over_blocks(len(vectors), fill, 1)
        return found

    def _place(self, vectors: Matrix, copies: Labels, placed: Placed) -> None:
        """Write where opinions go that are nowhere yet."""
        fine, coarse, depth = placed.fine, placed.coarse, placed.depth
        if len(self.of_subject):
            lost = np.flatnonzero(coarse < 0)
            likeness = self.scale.likeness(vectors[lost], self.of_subject)
            few = (copies[lost] > 1) & (copies[lost] < self.few)
            near = few | (likeness.max(axis=1) >= _NEAR_SUBJECT)
            best = likeness.argmax(axis=1)
            coarse[lost[near]], placed.nearest[lost[~near]] = best[near], best[~near]
        if len(self.of_point):
            loose = np.flatnonzero(fine < 0)
            likeness = self.scale.likeness(vectors[loose], self.of_point)
            likeness[coarse[loose][:, None] != self.home[None, :]] = -np.inf
            best = likeness.argmax(axis=1)
            most = likeness[np.arange(len(loose)), best]
            joins = most >= self.join
            fine[loose[joins]] = best[joins]
            depth[loose[joins]] = most[joins] - self.lowest

    def totals(self, vectors: Matrix, placed: Placed) -> GroupTotals:
        """Sums over the groups in which opinions were placed."""
        loose = np.where(placed.fine < 0, placed.coarse, -1)
        return GroupTotals(
            totals(vectors, placed.fine, len(self.of_point)),
            totals(vectors, loose, len(self.of_subject)),
        )

    def nearest(self, vectors: Matrix, groups: Labels) -> Labels:
        """The subject that each group is nearest to as a whole; -1 where there is none.

        Args:
            vectors: (n_opinions, n_dimensions) of ``Space``.
            groups: (n_opinions,) from 0, none empty.
        """
        means = means_of(vectors, groups)
        if not len(self.of_subject):
            return np.full(len(means), -1)
        return np.asarray(self.scale.likeness(means, self.of_subject).argmax(axis=1))

    def finish(self, placed: Placed, sums: GroupTotals, of_sides: Labels) -> Found:
        """Points without pairs that are no two; a point goes where the larger one lies.

        Args:
            placed: all opinions that are grouped by likeness.
            sums: over all of them.
            of_sides: the subject that each side is nearest to.
        """
        points, n_subjects = merged(sums.fine), len(self.of_subject)
        fine = _renamed(placed.fine, points)
        coarse, home = placed.coarse, self.home
        if len(points):
            coarse, home = np.where(fine >= 0, home[fine], coarse), home[points]
        subjects = sums.fine.under(home, n_subjects) + sums.loose
        strength = _strength(fine, placed.depth)
        return Found(fine, coarse, strength, placed.nearest, subjects, of_sides)


def means_of(vectors: Matrix, labels: Labels) -> Matrix:
    """Mean vector of each group, (n_groups, n_dimensions); -1 is in none."""
    sums = totals(vectors, labels, int(labels.max(initial=-1)) + 1)
    return np.asarray(sums.vectors / np.maximum(sums.sizes, 1)[:, None], dtype=np.float32)


def _renamed(labels: Labels, names: Labels) -> Labels:
    """Groups under other names; -1 stays."""
    return np.where(labels >= 0, names[labels], -1) if len(names) else labels


def _strength(labels: Labels, depth: NDArray[np.float64]) -> NDArray[np.float32]:
    """Depth of each opinion over the most of its group; 0 outside groups."""
    most = np.full(int(labels.max(initial=-1)) + 1, 1e-9)
    inside = labels >= 0
    np.maximum.at(most, labels[inside], depth[inside])
    strength = np.zeros(len(labels), dtype=np.float32)
    strength[inside] = np.clip(depth[inside] / most[labels[inside]], 1e-6, 1.0)
    return strength
