"""What each theme and item counted in one round and counts in the next."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from pipeline.changes.lasting import Lasting
from pipeline.changes.round_facts import LEVELS, RoundFacts
from pipeline.changes.share_change import ShareChange, are_enough, paired_change, unpaired_change


@dataclass(frozen=True)
class Counts:
    """Of one subject in one round."""

    n_opinions: int
    n_contents: int
    n_bodies: int


@dataclass(frozen=True)
class ThenAndNow:
    """A theme (lasting id) or an item (code) in two rounds."""

    kind: str
    """coarse, fine or item."""
    subject: str
    then: Counts
    now: Counts
    change: ShareChange | None
    """None where too few bodies or contents could be compared."""


def subjects_of(facts: RoundFacts, lasting: Lasting, kind: str) -> "pd.Series[str]":
    """The subject of each opinion of a round: lasting id or item code; null where none."""
    if kind == "item":
        return facts.opinions["item"]
    ids = {theme: one for (name, theme), one in lasting.ids.items() if name == facts.round}
    return facts.opinions[LEVELS[kind]].map(ids)


def then_and_now(before: RoundFacts, after: RoundFacts, lasting: Lasting) -> list[ThenAndNow]:
    """Every subject of either round, coarse themes first, then fine ones, then items."""
    told: list[tuple[str, str, pd.DataFrame, pd.DataFrame]] = []
    for kind in (*LEVELS, "item"):
        parts = [
            facts.opinions.assign(subject=subjects_of(facts, lasting, kind))
            for facts in (before, after)
        ]
        subjects = dict.fromkeys([*parts[1]["subject"].dropna(), *parts[0]["subject"].dropna()])
        for subject in subjects:
            own = [part[part["subject"] == subject] for part in parts]
            told.append((kind, subject, own[0], own[1]))
    both = before.bodies & after.bodies
    sizes = [facts.opinions["family_id"].nunique() for facts in (before, after)]
    return [
        ThenAndNow(
            kind, subject, _counts(then), _counts(now), _change(then, now, both, sizes, len(told))
        )
        for kind, subject, then, now in told
    ]


def _counts(own: pd.DataFrame) -> Counts:
    return Counts(len(own), own["family_id"].nunique(), own["body"].nunique())


def _change(
    then: pd.DataFrame,
    now: pd.DataFrame,
    both: frozenset[str],
    sizes: Sequence[int],
    n_comparisons: int,
) -> ShareChange | None:
    if not are_enough(len(both), min(sizes)):
        return None
    if both:
        spoke = [set(own["body"].dropna()) for own in (then, now)]
        return paired_change(spoke[0], spoke[1], both, n_comparisons)
    n = [own["family_id"].nunique() for own in (then, now)]
    return unpaired_change((n[0], sizes[0]), (n[1], sizes[1]), n_comparisons)


def trajectory(rounds: Sequence[RoundFacts], lasting: Lasting, kind: str) -> pd.DataFrame:
    """Counts of every subject in every round: round, subject, n_opinions, n_contents, n_bodies."""
    rows = []
    for facts in rounds:
        subjects = subjects_of(facts, lasting, kind)
        for subject, own in facts.opinions.groupby(subjects, sort=False):
            counts = _counts(own)
            rows.append(
                (facts.round, subject, counts.n_opinions, counts.n_contents, counts.n_bodies)
            )
    return pd.DataFrame(rows, columns=["round", "subject", "n_opinions", "n_contents", "n_bodies"])
