"""Facets: properties of opinions (item, theme, kind of body …) that the page filters by."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.report.disclosure import attribute_names, told_of
from pipeline.report.natural_order import ordered
from pipeline.report.summary.by_review_item import ItemSection
from pipeline.report.summary.by_theme import Theme
from pipeline.report.summary.opinion_lines import UNKNOWN, OpinionLine
from pipeline.report.wording import item_label

SINGLE = "single"
"""Value of the facet ``theme`` for opinions in no theme."""


@dataclass(frozen=True)
class Choice:
    """One value of a facet; ``group`` names the choices it stands with, or is empty."""

    value: str
    label: str
    group: str = ""


@dataclass(frozen=True)
class Facet:
    """One property of opinions: its choices, and the values that an opinion has."""

    name: str
    title: str
    choices: tuple[Choice, ...]
    values_of: Callable[[OpinionLine], tuple[str, ...]]

    def values(self, line: OpinionLine) -> str:
        """The opinion's values, apart by a space: what an attribute of its row holds."""
        return " ".join(_token(value) for value in self.values_of(line))

    def options(self) -> tuple[Choice, ...]:
        """The choices with values as ``values`` writes them."""
        return tuple(
            Choice(_token(choice.value), choice.label, choice.group) for choice in self.choices
        )


def facets(
    lines: Sequence[OpinionLine], themes: Sequence[Theme], sections: Sequence[ItemSection]
) -> tuple[Facet, ...]:
    """The facets of a round, leaving out those in which all opinions are alike."""
    found = (
        Facet("item", "検討項目", _item_choices(lines, sections), _item_values),
        Facet("theme", "テーマ・論点", _theme_choices(lines, themes), _theme_values),
        Facet("body", "団体の区分", _plain(lines, _body_values), _body_values),
        Facet("nature", "意見の性質", _plain(lines, _nature_values), _nature_values),
        Facet("stance", "賛否", _plain(lines, _stance_values), _stance_values),
        Facet("status", "判定", _plain(lines, _status_values), _status_values),
        *_attribute_facets(lines),
    )
    return tuple(facet for facet in found if len(facet.choices) > 1)


def _item_values(line: OpinionLine) -> tuple[str, ...]:
    return (line.item_code,)


def _theme_values(line: OpinionLine) -> tuple[str, ...]:
    if line.theme_id is None:
        return (SINGLE,)
    return tuple(dict.fromkeys(value for value in (line.coarse_id, line.theme_id) if value))


def _body_values(line: OpinionLine) -> tuple[str, ...]:
    return (line.body_kind or "不明",)


def _nature_values(line: OpinionLine) -> tuple[str, ...]:
    return (line.nature or "不明",)


def _stance_values(line: OpinionLine) -> tuple[str, ...]:
    return (line.stance,)


def _status_values(line: OpinionLine) -> tuple[str, ...]:
    return (line.status_name,)


def _attribute_facets(lines: Sequence[OpinionLine]) -> tuple[Facet, ...]:
    """One facet for each attribute that stands beside the opinions."""
    found = []
    for number, name in enumerate(attribute_names(lines), start=1):
        told = told_of(name)

        def values_of(
            line: OpinionLine, told: Callable[[OpinionLine], str] = told
        ) -> tuple[str, ...]:
            return (told(line),)

        found.append(Facet(f"attribute{number}", name, _plain(lines, values_of), values_of))
    return tuple(found)


def _item_choices(
    lines: Sequence[OpinionLine], sections: Sequence[ItemSection]
) -> tuple[Choice, ...]:
    seen = {value for line in lines for value in _item_values(line)}
    return tuple(
        Choice(
            section.code,
            section.title if section.code == UNKNOWN else item_label(section.code, section.title),
        )
        for section in sections
        if section.code in seen
    )


def _theme_choices(lines: Sequence[OpinionLine], themes: Sequence[Theme]) -> tuple[Choice, ...]:
    choices = []
    for theme in themes:
        if theme.theme_id != theme.sub_themes[0].theme_id:
            choices.append(Choice(theme.theme_id, f"{theme.name}（テーマ全体）", theme.name))
        choices += [Choice(sub.theme_id, sub.name, theme.name) for sub in theme.sub_themes]
    if any(line.is_single for line in lines):
        choices.append(Choice(SINGLE, "少数意見"))
    return tuple(choices)


def _plain(
    lines: Sequence[OpinionLine], values_of: Callable[[OpinionLine], tuple[str, ...]]
) -> tuple[Choice, ...]:
    seen = dict.fromkeys(value for line in lines for value in values_of(line))
    return tuple(Choice(value, value) for value in ordered(tuple(seen), str))


def _token(value: str) -> str:
    return "-".join(value.split())
