"""How much people must check until the assignments are right to a stated share.

If the probabilities mean what they say, the machine's first item is right for as many of the
unchecked opinions as their first probabilities sum up to, and for all that a person has checked.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm

Floats = NDArray[np.float64]

TARGETS = (0.9, 0.95, 0.98)
"""Shares of right first items that forecasts are made for."""


@dataclass(frozen=True)
class Effort:
    """What checking the most doubtful opinions brings; shares are of all opinions (0–1)."""

    n_checked: int
    agreement: float
    low: float
    high: float


def forecast(first: Floats, n_checked: int, level: float = 0.9) -> Effort:
    """Agreement to expect after people have checked the most doubtful opinions.

    Args:
        first: probability of the first item of each opinion, 1 where a person has decided,
            (n_opinions,).
        n_checked: opinions that are checked, the least probable first.
        level: coverage (0–1) of the interval: the spread of independent opinions, not the error of
            the probabilities themselves.
    """
    if not len(first):
        return Effort(0, 1.0, 1.0, 1.0)
    n_checked = int(np.clip(n_checked, 0, len(first)))
    left = np.sort(first)[n_checked:]
    mean = (n_checked + left.sum()) / len(first)
    half = norm.ppf((1 + level) / 2) * np.sqrt((left * (1 - left)).sum()) / len(first)
    return Effort(
        n_checked, float(mean), float(max(0.0, mean - half)), float(min(1.0, mean + half))
    )


def least_effort(first: Floats, target: float, level: float = 0.9) -> Effort:
    """The fewest opinions to check until the target is to be expected.

    Args:
        first: probability of the first item of each opinion, (n_opinions,).
        target: share (0–1) of right first items.
        level: as in ``forecast``.
    """
    ordered = np.sort(first)
    # Sum of what is left unchecked, after 0, 1, … all have been checked.
    left = np.r_[np.cumsum(ordered[::-1])[::-1], 0.0]
    reached = (np.arange(len(first) + 1) + left) / max(len(first), 1)
    # Rounding errors of the sums must not cost a row.
    enough = np.flatnonzero(reached >= target - 1e-12)
    return forecast(first, int(enough[0]) if len(enough) else len(first), level)


def forecasts(first: Floats, targets: Sequence[float] = TARGETS) -> tuple[Effort, ...]:
    """Say what it takes to reach each target, beginning with what holds when nothing is checked.

    Args:
        first: probability of the first item of each opinion, (n_opinions,).
        targets: shares (0–1) of right first items.
    """
    steps = [forecast(first, 0), *(least_effort(first, target) for target in targets)]
    return tuple(dict.fromkeys(steps))
