"""Whose voice is new, who fell silent, who changed their mind, and what was said before."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from pipeline.changes.lasting import Lasting
from pipeline.changes.round_facts import RoundFacts
from pipeline.changes.then_and_now import subjects_of
from pipeline.tables.natures import SIDES


@dataclass(frozen=True)
class ChangedMind:
    """One body that stands otherwise towards one theme than before; opinions by id."""

    body: str
    lasting_id: str
    then: str
    now: str
    earlier_opinion_id: str
    opinion_id: str


@dataclass(frozen=True)
class Repeated:
    """An opinion that stands word for word in an earlier round; opinions by id."""

    opinion_id: str
    earlier_round: str
    earlier_opinion_id: str
    is_same_body: bool | None
    """None where one of the two is not known."""


def newly_heard(before: RoundFacts, after: RoundFacts) -> tuple[str, ...]:
    """Bodies with an opinion now and none in the round before, in the order of their opinions."""
    return _in_order(after, after.bodies - before.bodies)


def silent(before: RoundFacts, after: RoundFacts) -> tuple[str, ...]:
    """Bodies with an opinion in the round before and none now, in the order of their opinions."""
    return _in_order(before, before.bodies - after.bodies)


def _in_order(facts: RoundFacts, bodies: frozenset[str]) -> tuple[str, ...]:
    return tuple(body for body in dict.fromkeys(facts.opinions["body"].dropna()) if body in bodies)


def changed_minds(
    before: RoundFacts, after: RoundFacts, lasting: Lasting
) -> tuple[ChangedMind, ...]:
    """Bodies whose known stances towards one sub-theme have nothing in common in the two rounds."""
    sides = []
    for facts in (before, after):
        told = facts.opinions.assign(subject=subjects_of(facts, lasting, "fine"))
        told = told[told["stance"].isin(SIDES) & told["body"].notna() & told["subject"].notna()]
        sides.append(dict(list(told.groupby(["body", "subject"], sort=False))))
    found = []
    for key, now in sides[1].items():
        then = sides[0].get(key)
        if then is None or set(then["stance"]) & set(now["stance"]):
            continue
        body, subject = key
        found.append(
            ChangedMind(
                str(body),
                str(subject),
                _said(then),
                _said(now),
                str(then["opinion_id"].iloc[0]),
                str(now["opinion_id"].iloc[0]),
            )
        )
    return tuple(found)


def _said(own: pd.DataFrame) -> str:
    return "・".join(side for side in SIDES if side in set(own["stance"]))


def repeated_texts(earlier: Sequence[RoundFacts], after: RoundFacts) -> tuple[Repeated, ...]:
    """Opinions of a round whose text stands in an earlier one; the latest of these is named.

    Of equal texts in that round the one of the same body is named, else the first.
    """
    places = [facts.opinions.groupby("text_key").indices for facts in earlier]
    found = []
    columns = (after.opinions[name] for name in ("opinion_id", "text_key", "body"))
    for opinion_id, key, body in zip(*columns, strict=True):
        where = next((n for n in reversed(range(len(earlier))) if key in places[n]), None)
        if where is None:
            continue
        same = earlier[where].opinions.iloc[places[where][key]]
        of_body = same[same["body"] == body] if isinstance(body, str) else same[:0]
        one = (same if of_body.empty else of_body).iloc[0]
        known = isinstance(body, str) and isinstance(one["body"], str)
        found.append(
            Repeated(
                str(opinion_id),
                earlier[where].round,
                str(one["opinion_id"]),
                not of_body.empty if known else None,
            )
        )
    return tuple(found)
