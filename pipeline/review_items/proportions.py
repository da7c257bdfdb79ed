"""How far a share that was counted may lie from the true one."""

from typing import Literal

from scipy.stats import binomtest


def proportion_interval(
    n_right: int, n: int, level: float = 0.95, method: Literal["wilson", "exact"] = "wilson"
) -> tuple[float, float]:
    """The interval of a share, by SciPy's binomial test.

    Args:
        n_right: counted among ``n``.
        n: of which the share is; of none everything is possible, (0, 1).
        level: coverage (0–1); each bound alone holds with (1 + level) / 2.
        method: Wilson's (1927), or the exact one of Clopper and Pearson (1934).

    >>> [round(bound, 3) for bound in proportion_interval(27, 30)]
    [0.744, 0.965]
    """
    if not n:
        return 0.0, 1.0
    # Two one-sided tests: a two-sided one searches for a p-value that nobody asked for, ten times
    # as long.
    of_one_bound = (1 + level) / 2
    low = binomtest(n_right, n, alternative="greater").proportion_ci(of_one_bound, method).low
    high = binomtest(n_right, n, alternative="less").proportion_ci(of_one_bound, method).high
    return float(low), float(high)
