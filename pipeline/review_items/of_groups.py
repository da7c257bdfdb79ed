"""Which review items themes and headings are about, from the probabilities of their opinions."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.stats import t as student_t
from sklearn.metrics import adjusted_mutual_info_score

COLUMNS = (
    "theme_id",
    "level",
    "item_code",
    "mean_probability",
    "low",
    "high",
    "share_top",
    "n",
    "is_main",
    "is_also",
)


def theme_items(
    members: pd.DataFrame,
    assignments: pd.DataFrame,
    also_share: float = 0.3,
    interval_level: float = 0.9,
) -> pd.DataFrame:
    """How much each theme, at both levels, is about each review item.

    The interval is Student's for a mean of ``n`` probabilities, cut at 0 and 1: it says how much
    the mean would move with other opinions of the same kind, not how good the classifier is. One
    member says nothing about the spread, so its interval is 0 to 1.

    Args:
        members: rows of table Members; singles and opinions without assignment are passed over.
        assignments: rows of table Assignments.
        also_share: share (0–1) of members whose top item it is, from which an item other than the
            main one is named beside it.
        interval_level: coverage (0–1) of the interval.

    Returns:
        One row per theme and item: ``theme_id``, ``level`` (coarse or fine), ``item_code``,
        ``mean_probability``, ``low``, ``high``, ``share_top`` (0–1), ``n`` (members with an
        assignment), ``is_main`` (exactly one item per theme: that of most members, then the
        highest mean, then the smaller code) and ``is_also``. Sorted by level, theme and share.
    """
    inside = members[members["theme_id"].notna()]
    levels = [
        inside[["opinion_id", column]]
        .rename(columns={column: "theme_id"})
        .dropna(subset=["theme_id"])
        .assign(level=level)
        for column, level in (("coarse_id", "coarse"), ("theme_id", "fine"))
    ]
    joined = pd.concat(levels, ignore_index=True).merge(assignments, on="opinion_id")
    if joined.empty:
        return pd.DataFrame(columns=list(COLUMNS))
    # Sorted, so that sums of floats do not depend on the order of rows.
    joined = joined.sort_values(["level", "theme_id", "item_code", "opinion_id"])
    joined["is_top"] = (joined["rank"] == 1).astype(float)
    groups = joined.groupby(["level", "theme_id", "item_code"], sort=True)
    result = groups.agg(
        mean_probability=("probability", "mean"),
        deviation=("probability", "std"),
        share_top=("is_top", "mean"),
        n=("probability", "size"),
    ).reset_index()
    n = result["n"].to_numpy()
    alone = n < 2
    quantile = student_t.ppf((1 + interval_level) / 2, np.maximum(n - 1, 1))
    half = quantile * result["deviation"].fillna(0.0).to_numpy() / np.sqrt(n)
    mean = result["mean_probability"].to_numpy()
    result["low"] = np.where(alone, 0.0, np.clip(mean - half, 0.0, 1.0))
    result["high"] = np.where(alone, 1.0, np.clip(mean + half, 0.0, 1.0))
    result = result.sort_values(
        ["level", "theme_id", "share_top", "mean_probability", "item_code"],
        ascending=[True, True, False, False, True],
        ignore_index=True,
    )
    result["is_main"] = ~result.duplicated(["level", "theme_id"])
    result["is_also"] = ~result["is_main"] & (result["share_top"] >= also_share)
    return result[list(COLUMNS)]


def agreement_with_headings(headings: Sequence[str | None], codes: Sequence[str]) -> float | None:
    """How far the first items of opinions go with the headings that people put over them.

    Args:
        headings: of the source, None where there is none.
        codes: of the first item of each opinion.

    Returns:
        Adjusted mutual information: 1 the same groups, 0 as by chance. None where fewer than two
        headings hold an opinion.
    """
    pairs = [(heading, code) for heading, code in zip(headings, codes, strict=True) if heading]
    if len({heading for heading, _ in pairs}) < 2:
        return None
    named, found = zip(*pairs, strict=True)
    return float(adjusted_mutual_info_score(named, found))
