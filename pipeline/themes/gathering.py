"""Accepted themes that no group goes on: their texts are gathered from where they lie.

Clustering may find other groups after a column was corrected or rows were added. What people have
accepted stands all the same: the texts that they saw in a theme stay together, under its name.
"""

from collections.abc import Collection, Sequence
from typing import Any

import pandas as pd

from pipeline.themes.corrections import Grouping, Outcome
from pipeline.themes.register import RegisteredTheme

_FEWEST = 2
"""Different texts of a theme that must be left: one alone says nothing of a theme."""


def gather(
    grouping: Grouping, registered: Sequence[RegisteredTheme], placed: Collection[str]
) -> list[Outcome]:
    """Bring accepted themes back whose texts lie scattered; changes ``grouping``.

    Args:
        grouping: with the ids of themes that were recognised.
        registered: accepted themes of both levels.
        placed: texts that rules place themselves.

    Returns:
        One outcome per theme that was brought back, sub-themes first.
    """
    outcomes = []
    for level, column in (("fine", grouping.fine), ("coarse", grouping.coarse)):
        accepted = [theme for theme in registered if theme.level == level]
        there = set(column.dropna())
        claimed = {
            *placed,
            *(key for theme in accepted if theme.theme_id in there for key in theme.text_keys),
        }
        for theme in sorted(accepted, key=lambda theme: theme.theme_id):
            keys = theme.text_keys - claimed
            if theme.theme_id in there or not keys:
                continue
            rows = grouping.text_keys.isin(keys)
            if level == "coarse":
                rows = _with_sub_themes(grouping.fine, rows)
            if grouping.text_keys[rows].nunique() < _FEWEST:
                continue
            if level == "fine":
                grouping.coarse[rows] = _usual(grouping.coarse[rows])
            column[rows] = theme.theme_id
            claimed |= keys
            subject = f"{theme.theme_id} {theme.name}"
            outcomes.append(
                Outcome(0, "register", subject, True, "gathered", theme.theme_id, int(rows.sum()))
            )
    return outcomes


def _with_sub_themes(fine: "pd.Series[Any]", rows: "pd.Series[bool]") -> "pd.Series[bool]":
    """Singles among the rows, and sub-themes of which the rows are more than half, whole."""
    share = rows.groupby(fine).transform("mean").fillna(0.0)
    return (rows & fine.isna()) | (share > 0.5)


def _usual(coarse: "pd.Series[Any]") -> Any:
    """The coarse theme in which most rows lie, the smallest id among equals; None where in none."""
    counts = coarse.dropna().value_counts()
    return min(counts.index, key=lambda theme_id: (-counts[theme_id], theme_id), default=None)
