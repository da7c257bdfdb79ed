"""Opinions beyond the sample: each goes where the search would move it, and nothing else moves."""

import numpy as np
from numpy.typing import NDArray

from pipeline.clustering.background import Representation, Rows
from pipeline.clustering.density import away_from, group_peaks, strengths
from pipeline.clustering.local_moves import Labels
from pipeline.clustering.nested_levels import SampleGroups, Spaces
from pipeline.views.opinion_views import Matrix
from pipeline.views.row_blocks import over_blocks


def place_rest(spaces: Spaces, found: SampleGroups) -> tuple[Labels, Labels, NDArray[np.float32]]:
    """Both levels and the strength of membership for every distinct opinion, each (n_opinions,).

    An opinion goes to the coarse group whose members gain most by it (likeness minus threshold,
    summed), then to such a fine group inside that; where none gains, it is a group of its own.
    """
    n = len(spaces.points.vectors)
    sample = spaces.sample
    own = strengths(found.likeness, found.density.core_distance, found.fine)
    if len(sample) == n:
        return found.fine, found.coarse, own
    fine, coarse = np.empty(n, dtype=np.intp), np.empty(n, dtype=np.intp)
    strength = np.ones(n, dtype=np.float32)
    fine[sample], coarse[sample], strength[sample] = found.fine, found.coarse, own
    rest = np.setdiff1d(np.arange(n), sample)
    n_fine, n_coarse = int(found.fine.max()) + 1, int(found.coarse.max()) + 1
    coarse_of = np.empty(n_fine, dtype=np.intp)
    coarse_of[found.fine] = found.coarse
    peak = group_peaks(found.likeness, found.density.core_distance, found.fine)

    def place(block: slice) -> None:
        rows = rest[block]
        subject = _best(spaces.subjects, rows, sample, found.coarse, found.coarse_threshold)
        alone = np.flatnonzero(subject < 0)
        likeness = spaces.points.likeness(rows, sample)
        gain = _gains(likeness, found.fine, found.fine_threshold)
        gain[coarse_of[None, :] != subject[:, None]] = -np.inf
        point = np.where(gain.max(axis=1) > 0, gain.argmax(axis=1), -1)
        away = away_from(likeness)
        core = np.partition(away, found.density.n_neighbours - 1, axis=1)
        reach = np.maximum(away, core[:, found.density.n_neighbours - 1][:, None])
        reach = np.maximum(reach, found.density.core_distance[None, :])
        reach[found.fine[None, :] != point[:, None]] = np.inf
        leaves = np.maximum(reach.min(axis=1), 1e-9)
        inside = point >= 0
        strength[rows[inside]] = np.minimum(peak[point[inside]] / leaves[inside], 1.0)
        fine[rows] = np.where(inside, point, n_fine + rows)
        subject[alone] = n_coarse + rows[alone]
        coarse[rows] = subject

    over_blocks(len(rest), place)
    return fine, coarse, strength


def _best(
    space: Representation, rows: Rows, sample: Rows, labels: Labels, threshold: float
) -> Labels:
    gain = _gains(space.likeness(rows, sample), labels, threshold)
    return np.where(gain.max(axis=1) > 0, gain.argmax(axis=1), -1)


def _gains(likeness: Matrix, labels: Labels, threshold: float) -> NDArray[np.float64]:
    """What each group gains by each opinion, (n_rows, n_groups)."""
    order = np.argsort(labels, kind="stable")
    begins = np.r_[0, np.cumsum(np.bincount(labels))[:-1]].astype(np.intp)
    return np.add.reduceat(likeness[:, order].astype(np.float64) - threshold, begins, axis=1)
