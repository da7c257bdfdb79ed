"""What changed against the round before: sub-themes that are new, grown, shrunk or gone."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd
from scipy.stats import fisher_exact

from pipeline.report.inputs import ReportInputs
from pipeline.report.wording import visible

_CHANCE = 0.05  # 1 of 20 differences as large comes by chance alone


class Change(StrEnum):
    """How a sub-theme's share of bodies moved."""

    NEW = "new"
    GROWN = "grown"
    SAME = "same"
    SHRUNK = "shrunk"
    GONE = "gone"


CHANGES: Mapping[Change, str] = {
    Change.NEW: "新しい",
    Change.GROWN: "増えた",
    Change.SAME: "差があるとはいえない",
    Change.SHRUNK: "減った",
    Change.GONE: "なくなった",
}


@dataclass(frozen=True)
class ChangeLine:
    """One sub-theme in both rounds. A body that says a thing twice counts once."""

    theme_id: str
    name: str
    change: Change
    n_opinions_before: int
    n_opinions: int
    n_bodies_before: int
    n_bodies: int

    @property
    def change_name(self) -> str:
        """As readers know it."""
        return CHANGES[self.change]


@dataclass(frozen=True)
class Changes:
    """Against the round that stands before this one in params.yaml."""

    before: str
    """Name of that round."""
    n_bodies_before: int
    n_bodies: int
    lines: tuple[ChangeLine, ...]

    def counted(self) -> tuple[tuple[str, int], ...]:
        """How many sub-themes there are of each change."""
        return tuple(
            (name, sum(line.change is change for line in self.lines))
            for change, name in CHANGES.items()
        )


def changes(inputs: ReportInputs) -> Changes | None:
    """Compare the round with the one before; None for the first."""
    if inputs.before is None or inputs.before_round is None:
        return None
    names = dict(zip(inputs.themes["theme_id"], inputs.themes["name"], strict=True))
    old, new = _placed(inputs.before, inputs.members), _placed(inputs.opinions, inputs.members)
    n_old, n_new = old["body"].nunique(), new["body"].nunique()
    counts = {
        (column, when): frame.groupby("theme_id")[column].nunique()
        for when, frame in (("before", old), ("now", new))
        for column in ("opinion_id", "body")
    }
    lines = []
    for theme_id in sorted({*old["theme_id"].dropna(), *new["theme_id"].dropna()}):
        opinions_before, opinions, bodies_before, bodies = (
            int(counts[column, when].get(theme_id, 0))
            for column in ("opinion_id", "body")
            for when in ("before", "now")
        )
        lines.append(
            ChangeLine(
                theme_id=theme_id,
                name=visible(names[theme_id]),
                change=change_of(bodies_before, n_old, bodies, n_new),
                n_opinions_before=opinions_before,
                n_opinions=opinions,
                n_bodies_before=bodies_before,
                n_bodies=bodies,
            )
        )
    order = list(Change)
    lines.sort(key=lambda line: (order.index(line.change), -line.n_bodies - line.n_bodies_before))
    return Changes(inputs.before_round, n_old, n_new, tuple(lines))


def change_of(before: int, all_before: int, now: int, all_now: int) -> Change:
    """How a share moved, by Fisher's exact test: it holds for few bodies as well.

    >>> change_of(5, 100, 30, 100).value, change_of(5, 100, 7, 100).value
    ('grown', 'same')
    """
    if not before or not now:
        return Change.NEW if not before else Change.GONE
    table = [[now, all_now - now], [before, all_before - before]]
    if float(fisher_exact(table).pvalue) > _CHANCE:
        return Change.SAME
    return Change.GROWN if now / all_now > before / all_before else Change.SHRUNK


def _placed(opinions: pd.DataFrame, members: pd.DataFrame) -> pd.DataFrame:
    """``opinion_id``, ``body``, ``theme_id``; without a respondent an opinion is its own body."""
    joined = opinions[["opinion_id", "respondent"]].merge(
        members[["opinion_id", "theme_id"]], on="opinion_id"
    )
    return joined.assign(body=joined["respondent"].fillna(joined["opinion_id"]))
