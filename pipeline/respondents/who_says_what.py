"""Who says what: shares of bodies of each kind on each theme, with intervals and effect sizes."""

import math
from itertools import product

import pandas as pd
from scipy.stats import chi2_contingency

from pipeline.review_items.proportions import proportion_interval

COLUMNS = (
    "theme",
    "kind",
    "n_bodies",
    "n_of_kind",
    "share",
    "low",
    "high",
    "share_of_others",
    "effect_size",
)


def who_says_what(said: pd.DataFrame, level: float = 0.95) -> pd.DataFrame:
    """How many bodies of each kind speak of each theme, and how far that differs from the others.

    A body counts once for a theme. The effect size is Cohen's h (1988): the difference of the
    arcsines of two shares, so that 1 against 5 % weighs more than 41 against 45 %; by his rule of
    thumb .2 is small, .5 medium, .8 large.

    Args:
        said: one row per opinion, columns ``body``, ``kind`` and ``theme``; rows where one is
            null are left out.
        level: coverage (0–1) of Wilson's interval.

    Returns:
        One row per theme and kind, ``COLUMNS``, by falling size of effect.
    """
    known = said.dropna(subset=["body", "kind", "theme"])
    bodies = known.drop_duplicates(["body", "kind"])["kind"].value_counts().sort_index()
    spoke = known.drop_duplicates(["body", "kind", "theme"]).groupby(["theme", "kind"]).size()
    rows = []
    for theme, kind in product(sorted(known["theme"].unique()), bodies.index):
        n, of_kind = int(spoke.get((theme, kind), 0)), int(bodies[kind])
        others = int(bodies.sum()) - of_kind
        of_others = (int(spoke[theme].sum()) - n) / others if others else math.nan
        low, high = proportion_interval(n, of_kind, level)
        effect = _angle(n / of_kind) - _angle(of_others) if others else math.nan
        rows.append((theme, kind, n, of_kind, n / of_kind, low, high, of_others, effect))
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    order = table["effect_size"].abs().sort_values(ascending=False, kind="stable").index
    return table.loc[order].reset_index(drop=True)


def association(said: pd.DataFrame) -> float:
    """Cramér's V of theme and kind over opinions: 0 none, 1 full; 0 where there is one of either.

    Not corrected for small tables: with few opinions it lies above what many would show.
    """
    table = pd.crosstab(said["theme"], said["kind"])
    if min(table.shape) < 2:
        return 0.0
    chi2 = chi2_contingency(table, correction=False).statistic
    return math.sqrt(float(chi2) / (int(table.to_numpy().sum()) * (min(table.shape) - 1)))


def _angle(share: float) -> float:
    return 2 * math.asin(math.sqrt(share))
