"""A point (論点) that reviewers make of opinions: taken from one point, or gathered from several.

Existing rules say it all. The point from which it begins is split, or renamed where all of it
goes; what comes from elsewhere is pinned to a text of it. Singles alone, which lie in no point,
become an accepted theme of the register, which is gathered on every run.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from pipeline.labels.theme_sheets import OpinionFacts, ThemeFacts
from pipeline.language import says
from pipeline.themes.levels import free_id
from pipeline.themes.register import RegisteredTheme
from pipeline.themes.rules import Pin, Rename, Rule, Split

_FEWEST = 2
"""Contents of a point that is gathered from singles alone."""


@dataclass(frozen=True)
class NewPoint:
    """What makes a new point: rules, or an accepted theme; or why it cannot be made."""

    rules: tuple[Rule, ...] = ()
    registered: RegisteredTheme | None = None
    problem: str = ""


def new_point(
    name: str,
    opinions: Sequence[OpinionFacts],
    themes: Mapping[str, ThemeFacts],
    leaving: Collection[str],
    renamed: Collection[str],
    note: str,
) -> NewPoint:
    """How to make a point of these opinions.

    Args:
        name: of the new point; no other one of the round has it.
        opinions: that shall be in it, in the order of the sheet.
        themes: the sub-themes of the round by id.
        leaving: keys of all texts that leave their point, also for elsewhere.
        renamed: ids of themes that get another name, or are merged into another one.
        note: who says so and when.
    """
    keys = tuple(dict.fromkeys(key for opinion in opinions for key in opinion.copies))
    sources = _sources(opinions, themes)
    if not sources:
        return _of_singles(name, opinions, keys)
    for source in sources:
        taken = tuple(
            key for one in opinions if one.theme_id == source.theme_id for key in one.copies
        )
        home: Rule
        if not set(source.texts) <= set(leaving):
            stays = next(key for key in source.texts if key not in leaving)
            meant = source.theme_id if source.is_accepted else stays
            home = Split(split=meant, texts=tuple(dict.fromkeys(taken)), name=name, note=note)
        elif set(source.texts) <= set(taken) < set(keys) and source.theme_id not in renamed:
            meant = source.theme_id if source.is_accepted else taken[0]
            home = Rename(rename=meant, to=name, note=note)
        else:
            continue
        others = [key for key in keys if key not in taken]
        pins = [Pin(pin=key, theme=taken[0], note=note) for key in others]
        return NewPoint(rules=(home, *pins))
    choice = sources[0].choice
    return NewPoint(
        problem=says(
            f"「{choice}」に意見が残らない。名前だけなら、テーマのシートで変える。",
            f"No opinion would stay in '{choice}'. For a new name alone, use the sheet テーマ.",
        )
    )


def _sources(
    opinions: Sequence[OpinionFacts], themes: Mapping[str, ThemeFacts]
) -> list[ThemeFacts]:
    """The points that the opinions lie in: under the subject of most first, then of most."""
    by_point: Counter[str] = Counter()
    by_subject: Counter[str] = Counter()
    for opinion in opinions:
        if opinion.theme_id is not None:
            by_point[opinion.theme_id] += opinion.n_opinions
            by_subject[_subject(themes[opinion.theme_id])] += opinion.n_opinions

    def rank(theme: ThemeFacts) -> tuple[int, int]:
        return -by_subject[_subject(theme)], -by_point[theme.theme_id]

    return sorted((themes[theme_id] for theme_id in by_point), key=rank)


def _subject(theme: ThemeFacts) -> str:
    return theme.number.split("-")[0]


def _of_singles(name: str, opinions: Sequence[OpinionFacts], keys: Sequence[str]) -> NewPoint:
    if len(opinions) < _FEWEST:
        return NewPoint(
            problem=says(
                "少数意見一つだけでは論点にならない。移す先を選ぶか、ほかの意見にも同じ名前を書く。",
                "One 少数意見 alone is no 論点: move it, or give other opinions the same name.",
            )
        )
    theme_id = free_id("fine", [f"made/{key}" for key in keys], ())
    return NewPoint(registered=RegisteredTheme(theme_id, "fine", name, frozenset(keys)))
