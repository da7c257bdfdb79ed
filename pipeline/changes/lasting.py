"""Themes over all rounds: an id and a name that last, from the first round in which they stood."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from pipeline.changes.earlier_words import EarlierWord
from pipeline.changes.points_in_common import points_in_common
from pipeline.changes.round_facts import LEVELS, RoundFacts
from pipeline.changes.texts_again import texts_again
from pipeline.changes.theme_likeness import Theme
from pipeline.changes.theme_links import Link, link_themes
from pipeline.tables.theme_links import Became, ThemeLinks

_ENDED = (Became.GONE, Became.MERGED)


@dataclass
class _Standing:
    """A lasting theme where it last stood."""

    lasting_id: str
    name: str
    theme: Theme


@dataclass(frozen=True)
class Lasting:
    """What became of all themes."""

    links: pd.DataFrame
    """Table ``ThemeLinks``."""
    ids: Mapping[tuple[str, str], str]
    """Round and theme of the round → lasting id."""
    names: Mapping[str, str]
    """Lasting id → the name that lasts."""
    void: tuple[str, ...] = ()
    """What people said that cannot be done any more, for the page (Japanese)."""


@dataclass
class _Made:
    ids: dict[tuple[str, str], str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    rows: list[dict[str, Any]] = field(default_factory=list)
    void: list[str] = field(default_factory=list)


def lasting_themes(rounds: Sequence[RoundFacts], words: Sequence[EarlierWord]) -> Lasting:
    """Follow the themes of all rounds.

    Args:
        rounds: in the order of time; a later one changes nothing that is said of those before.
        words: of people, on which theme is which earlier one.
    """
    made = _Made()
    standing: dict[str, list[_Standing]] = {level: [] for level in LEVELS}
    for number, now in enumerate(rounds):
        for level in ("fine", "coarse"):  # points first: a theme is told as its points are
            standing[level] = _followed(
                rounds[: number + 1], now, level, standing[level], words, made
            )
    frame = pd.DataFrame(made.rows, columns=ThemeLinks.column_names())
    frame = frame.sort_values(
        "level", key=lambda levels: levels.map(list(LEVELS).index), kind="stable"
    )
    frame = frame.reset_index(drop=True)
    return Lasting(frame, made.ids, made.names, tuple(made.void))


def _followed(
    rounds: Sequence[RoundFacts],
    now: RoundFacts,
    level: str,
    standing: Sequence[_Standing],
    words: Sequence[EarlierWord],
    made: _Made,
) -> list[_Standing]:
    """Link one round; gives the lasting themes as they stand after it."""
    later = now.themes_of(level)
    texts = {facts.round: facts.texts for facts in rounds}
    said: dict[int, int | None] = {}
    for word in words:
        if (word.round, word.level) == (now.round, level) and len(rounds) > 1:
            _apply(word, later, [one.theme for one in standing], said, made)
    points = None
    if level == "coarse":
        earlier = {one.lasting_id: one.theme for one in standing}
        points = points_in_common(rounds, earlier, later, made.rows, made.ids)
    links = (
        link_themes([one.theme for one in standing], later, texts, list(texts), said, points)
        if len(rounds) > 1
        else []
    )
    before = rounds[-2].round if len(rounds) > 1 else ""
    kept = dict(enumerate(standing))
    named_by_people = set(
        now.themes.loc[now.themes["name_source"].isin(["register", "rule"]), "theme_id"]
    )
    after: list[_Standing] = []
    for j, theme in enumerate(later):
        link = links[j] if links else None  # later themes come first
        if link is not None and link.became is Became.CONTINUED and link.earlier is not None:
            old = kept.pop(link.earlier)
            is_renamed = not link.keeps_name or theme.theme_id in named_by_people
            name = theme.name if is_renamed else old.name
            one = _Standing(old.lasting_id, name, theme)
        else:
            taken = theme.theme_id in made.names
            own = f"{theme.theme_id}@{theme.round}" if taken else theme.theme_id
            one = _Standing(own, theme.name, theme)
        made.ids[theme.round, theme.theme_id] = one.lasting_id
        made.names[one.lasting_id] = one.name
        after.append(one)
    told = [
        link
        for link in links
        if link.became not in _ENDED
        or standing[link.earlier or 0].theme.round == before  # else it had gone before
    ]
    for link in told:
        gone = link.became in _ENDED
        about = (
            standing[link.earlier] if gone and link.earlier is not None else after[link.later or 0]
        )
        made.rows.append(_row(link, now, rounds, level, standing, later, about))
    ended = {link.earlier for link in told if link.became is Became.MERGED}
    return after + [one for i, one in kept.items() if i not in ended]


def _apply(
    word: EarlierWord,
    later: Sequence[Theme],
    earlier: Sequence[Theme],
    said: dict[int, int | None],
    made: _Made,
) -> None:
    """Find the themes that a word means; what cannot be found is told, once."""
    own = [j for j, theme in enumerate(later) if word.theme in (theme.theme_id, *theme.text_keys)]
    if not own:
        return  # no longer there: ``unheard`` tells
    if word.is_new:
        said[own[0]] = None
        return
    found = [i for i, theme in enumerate(earlier) if word.earlier in (theme.theme_id, theme.name)]
    found = found or [i for i, theme in enumerate(earlier) if word.earlier in theme.text_keys]
    if found:
        said[own[0]] = found[0]
    else:
        made.void.append(
            f"{word.place}：前の回のテーマ「{word.earlier}」が見つからない。番号か名前を書き直す。"
        )


def _row(
    link: Link,
    now: RoundFacts,
    rounds: Sequence[RoundFacts],
    level: str,
    standing: Sequence[_Standing],
    later: Sequence[Theme],
    about: _Standing,
) -> dict[str, Any]:
    by_name = {facts.round: facts for facts in rounds}
    old = None if link.earlier is None else standing[link.earlier]
    new = None if link.later is None else later[link.later]
    quotes: tuple[str | None, str | None] = (None, None)
    if link.rows is not None and old is not None:
        before = by_name[old.theme.round].opinions["opinion_id"]
        quotes = before.iloc[link.rows[0]], now.opinions["opinion_id"].iloc[link.rows[1]]
    return {
        "round": now.round,
        "level": level,
        "became": link.became.value,
        "theme_id": None if new is None else new.theme_id,
        "name": None if new is None else new.name,
        "earlier_round": None if old is None else old.theme.round,
        "earlier_id": None if old is None else old.theme.theme_id,
        "earlier_name": None if old is None else old.theme.name,
        "lasting_id": about.lasting_id,
        "lasting_name": about.name,
        "source": "person" if link.by_person else "machine",
        "likeness_vectors": link.vectors,
        "likeness_characters": link.characters,
        "above_usual": link.above_usual,
        "as_unlike": link.as_unlike,
        "is_weak": link.is_weak,
        "n_common": link.n_common,
        "n_again": _n_again(link, now, by_name, level, old, new),
        "share_forward": link.share_forward,
        "share_back": link.share_back,
        "earlier_opinion_id": quotes[0],
        "opinion_id": quotes[1],
    }


def _n_again(
    link: Link,
    now: RoundFacts,
    by_name: Mapping[str, RoundFacts],
    level: str,
    old: _Standing | None,
    new: Theme | None,
) -> int:
    """Opinions of the other round with a text of what is gone, or new."""
    if link.became is Became.GONE and old is not None:
        return sum(texts_again(frozenset(old.theme.text_keys), now, level).values())
    if link.became is Became.NEW and new is not None:
        before = list(by_name.values())[-2]
        return sum(texts_again(frozenset(new.text_keys), before, level).values())
    return 0
