"""Subjects that a reader can survey: not too many, none too small, counted over all opinions.

A tree is cut on a sample, and crowds and sides that no tree holds come beside its branches; so both
limits are held at the end, on what is found. What is too small, or too much, joins the subject that
it is nearest to as a whole; points stay what they are.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.clustering.contents import Contents
from pipeline.clustering.distinctness import Totals, merged

Labels = NDArray[np.intp]

_DECIMALS = 6  # of a likeness: rounding must not decide


@dataclass(frozen=True)
class Limits:
    """What a reader can survey; it buys no agreement with anybody's grouping."""

    most: int  # subjects
    least_share: float  # of the opinions, or of the distinct ones: a campaign makes nobody small


@dataclass(frozen=True)
class Found:
    """Groups of the opinions that are grouped by likeness, before they are surveyed."""

    fine: Labels  # (n_alike,), -1 in none
    coarse: Labels  # (n_alike,), -1 in none
    strength: NDArray[np.float32]  # (n_alike,)
    nearest: Labels  # (n_alike,) the subject that who is in none is nearest to; -1 there is none
    subjects: Totals
    of_sides: Labels  # the subject that each side is nearest to, by name; -1 there is none


def surveyed(found: Found, contents: Contents, limits: Limits) -> tuple[Labels, Labels]:
    """Points and subjects of all distinct opinions, sides included, (n_distinct,) each."""
    n, n_alike, copies = len(found.subjects.sizes), contents.n_alike, contents.copies
    crowds = np.flatnonzero((found.coarse < 0) & (copies[:n_alike] > 1))
    side = sides_of(contents)
    own = np.r_[found.coarse, n + len(crowds) + side]
    own[crowds] = n + np.arange(len(crowds))
    inside = own >= 0
    n_groups = n + len(crowds) + len(found.of_sides)  # of a subject nobody may be left
    counts = [np.bincount(own[inside], which, n_groups) for which in (copies[inside], None)]
    nearest = np.r_[found.nearest[crowds], found.of_sides]
    least = limits.least_share * np.array([copies.sum(), len(copies)])
    sizes = np.stack(counts, axis=1).astype(np.float64)
    part_of = _parts(found.subjects, sizes, nearest, limits.most, least)
    fine = np.r_[found.fine, found.fine.max(initial=-1) + 1 + side]
    return fine, np.where(inside, part_of[own], -1) if len(part_of) else own


def sides_of(contents: Contents) -> Labels:
    """The number of each bare opinion's side, by name, (n_bare,)."""
    return np.asarray(np.unique(list(contents.bare), return_inverse=True)[1], dtype=np.intp)


def _parts(
    subjects: Totals,
    sizes: NDArray[np.float64],
    nearest: Labels,
    most: int,
    least: NDArray[np.float64],
) -> Labels:
    """For each group the group that it is part of, (n_groups,): subjects, then all others.

    Args:
        subjects: sums over the first groups.
        sizes: (n_groups, 2) opinions and distinct opinions.
        nearest: for each of the others, the subject that it joins if it must; -1: none.
        most: groups of two and more opinions that remain.
        least: of both sizes; who has neither is too small.
    """
    n = len(subjects.sizes)
    part_of = np.arange(len(sizes))
    while True:
        if n:  # whoever joined may have made two subjects one
            one = merged(subjects.under(part_of[:n], n))
            part_of = np.r_[one, np.arange(n, len(sizes))][part_of]
        held = np.zeros_like(sizes)
        np.add.at(held, part_of, sizes)
        there = np.flatnonzero(held[:, 0] > 1)
        joins = {
            group: other
            for group in there.tolist()
            if (other := _nearest(group, subjects, part_of, nearest, held)) is not None
        }
        small = [group for group in joins if (held[group] < least).all()]
        moving = small or (list(joins) if len(there) > most else [])
        if not moving:
            return part_of
        least_of_all = min(moving, key=lambda group: (*held[group], -group))
        part_of[part_of == least_of_all] = joins[least_of_all]


def _nearest(
    group: int, subjects: Totals, part_of: Labels, nearest: Labels, held: NDArray[np.float64]
) -> int | None:
    """The group that one joins if it must; None: there is no other."""
    n = len(subjects.sizes)
    if group >= n and nearest[group - n] >= 0:
        return int(part_of[nearest[group - n]])
    others = [other for other in np.unique(part_of[:n] if n else part_of) if other != group]
    if not others:
        return None
    if group >= n:
        return int(max(others, key=lambda other: (held[other, 0], -other)))
    sums = subjects.under(part_of[:n], n)
    means = sums.vectors[others] / np.maximum(sums.sizes[others], 1)[:, None]
    likeness = np.round(means @ sums.vectors[group] / sums.sizes[group], _DECIMALS)
    return int(others[int(likeness.argmax())])
