"""Whether a share changed between two rounds, when many are compared and who answered differs.

Where bodies answered in both rounds, each is compared with itself, so that who came and who left
changes nothing. Elsewhere two samples are compared, which cannot tell a change of mind from one of
respondents. Intervals hold for all comparisons of a page together (Bonferroni).
"""

import math
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from scipy.stats import norm

_LEVEL = 0.95
"""Chance that no interval of a page misses."""
FEWEST = 10
"""Bodies in both rounds, else contents of either, from which shares are compared: with two bodies
and thirty comparisons every interval is ±79 points."""


def are_enough(n_both: int, n_contents: int) -> bool:
    """Whether shares are compared: of bodies in both rounds, else of the contents of either."""
    return (n_both or n_contents) >= FEWEST


@dataclass(frozen=True)
class ShareChange:
    """A difference of shares (now less then) with its interval."""

    difference: float
    low: float
    high: float
    is_paired: bool
    n: int
    """Bodies in both rounds, or contents in both together."""

    @property
    def direction(self) -> int:
        """1 or -1 where the interval leaves zero out, else 0."""
        return (self.low > 0) - (self.high < 0)


def paired_change(
    then: AbstractSet[str], now: AbstractSet[str], both: AbstractSet[str], n_comparisons: int
) -> ShareChange:
    """Change of the share of bodies that speak of something, among those in both rounds.

    Interval of Agresti and Min, Statistics in Medicine 2005 (half an observation added to each
    cell): right also where few changed.

    Args:
        then: bodies that spoke of it in the earlier round.
        now: in the later round.
        both: bodies that answered in both; at least one.
        n_comparisons: on the page.
    """
    n = len(both) + 2.0
    started, stopped = len((now - then) & both) + 0.5, len((then - now) & both) + 0.5
    middle = (started - stopped) / n
    spread = math.sqrt(started + stopped - (started - stopped) ** 2 / n) / n
    low, high = _around(middle, spread, n_comparisons)
    return ShareChange((started - stopped) / len(both), low, high, is_paired=True, n=len(both))


def unpaired_change(then: tuple[int, int], now: tuple[int, int], n_comparisons: int) -> ShareChange:
    """Change of the share of contents; interval of Agresti and Caffo, American Statistician 2000.

    Args:
        then: contents about it, and all, in the earlier round; at least one.
        now: in the later round.
        n_comparisons: on the page.
    """
    (k, n), (m, o) = then, now
    one, other = (k + 1) / (n + 2), (m + 1) / (o + 2)
    spread = math.sqrt(one * (1 - one) / (n + 2) + other * (1 - other) / (o + 2))
    low, high = _around(other - one, spread, n_comparisons)
    return ShareChange(m / o - k / n, low, high, is_paired=False, n=n + o)


def _around(middle: float, spread: float, n_comparisons: int) -> tuple[float, float]:
    reach = float(norm.ppf(1 - (1 - _LEVEL) / (2 * max(n_comparisons, 1)))) * spread
    return max(middle - reach, -1.0), min(middle + reach, 1.0)
