"""Whose voice is new, who fell silent, who changed their mind, and what was said before."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from pipeline.changes.lasting import Lasting
from pipeline.changes.nearest_texts import mutually_nearest
from pipeline.changes.round_facts import RoundFacts
from pipeline.changes.then_and_now import subjects_of
from pipeline.tables.natures import SIDES, Stance


@dataclass(frozen=True)
class ChangedMind:
    """One body that stands otherwise towards one matter than before; opinions by id.

    ``lasting_id`` is empty where two opinions are each other's nearest, of whatever themes.
    """

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
    """Bodies whose known stances towards one matter have nothing in common in the two rounds.

    One matter is a sub-theme, or two opinions of which either is the other's nearest: a theme may
    end, or take in others, while a body speaks of the same.
    """
    sides = []
    for facts in (before, after):
        told = facts.opinions.assign(
            subject=subjects_of(facts, lasting, "fine"), row=range(len(facts.opinions))
        )
        sides.append(told[told["stance"].isin(SIDES) & told["body"].notna()])
    found = []
    by_subject = [
        dict(list(own[own["subject"].notna()].groupby(["body", "subject"], sort=False)))
        for own in sides
    ]
    for key, now in by_subject[1].items():
        then = by_subject[0].get(key)
        if then is not None and not set(then["stance"]) & set(now["stance"]):
            found.append(_changed(str(key[0]), str(key[1]), then, now))
    told_of = {one.body for one in found}
    then, now = (own[~own["body"].isin(told_of)].set_index("row") for own in sides)
    asked = now.index[now["body"].isin(set(then["body"]))]
    for row, earlier in mutually_nearest(before.texts, after.texts, asked.tolist()).items():
        if earlier not in then.index or then["body"][earlier] != now["body"][row]:
            continue
        if then["stance"][earlier] != now["stance"][row]:
            found.append(_changed(str(now["body"][row]), "", then.loc[[earlier]], now.loc[[row]]))
    return tuple(found)


def unread_stances(before: RoundFacts, after: RoundFacts) -> frozenset[str]:
    """Bodies with an opinion in both rounds, of which one or both show no stance at all."""
    read = [
        frozenset(own.loc[own["stance"] != Stance.UNKNOWN.value, "body"].dropna())
        for own in (before.opinions, after.opinions)
    ]
    return (before.bodies & after.bodies) - (read[0] & read[1])


def _changed(body: str, subject: str, then: pd.DataFrame, now: pd.DataFrame) -> ChangedMind:
    first = str(then["opinion_id"].iloc[0]), str(now["opinion_id"].iloc[0])
    return ChangedMind(body, subject, _said(then), _said(now), *first)


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
