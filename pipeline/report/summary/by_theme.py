"""The themes of a round: coarse themes with their sub-themes, counts, items and quotes."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from pipeline.report.inputs import ReportInputs, records
from pipeline.report.summary.opinion_lines import OpinionLine, int_or_none, text_or_none
from pipeline.report.wording import named
from pipeline.review_items.of_groups import theme_items
from pipeline.tables.natures import Stance, are_divided


@dataclass(frozen=True)
class ThemeItem:
    """How much a theme is about a review item; see ``review.theme_items``."""

    code: str
    title: str
    mean_probability: float
    low: float
    high: float
    share_top: float
    n: int


@dataclass(frozen=True)
class Stability:
    """How well a theme survives grouping again without some opinions (table ``Certificates``)."""

    is_stable: bool
    recovery: float
    together: float
    n_runs: int

    @property
    def word(self) -> str:
        """What the reader sees."""
        return "安定" if self.is_stable else "要注意"


@dataclass(frozen=True)
class SubTheme:
    """論点: a fine theme. ``n_contents`` counts families, so that copies count once."""

    theme_id: str
    name: str
    """Short: what it is about."""
    claim: str | None
    """What a member claims, verbatim; None where no claim serves or people named it."""
    claim_beside: str | None
    """What other members claim, where the first does not speak for nearly all."""
    claim_share: float | None
    """Of its members, who say about the same as either claim (0 to 1)."""
    claim_side: str | None
    """``for`` or ``against`` where its members stand against one another."""
    keywords: tuple[str, ...]
    coarse_id: str | None
    coarse_name: str | None
    n_opinions: int
    n_contents: int
    items: tuple[ThemeItem, ...]
    """The main item first, then those named beside it. Empty without assignments."""
    item_means: Mapping[str, float]
    """Mean probability of every item over its members, by code."""
    guide: str | None
    """The subject that readers look for (themes.yaml) which its opinions speak of most."""
    representatives: tuple[OpinionLine, ...]
    others: tuple[OpinionLine, ...]
    stability: Stability | None = None
    """None where it was not measured."""
    n_by_item: tuple[tuple[str, int], ...] = ()
    """Members by the item of each (code, ``UNKNOWN`` where none is known), the most first."""
    stances: tuple[tuple[str, int], ...] = ()
    """Its opinions by stance (賛否), in the order of all stances; empty where none is known."""

    @property
    def is_mixed(self) -> bool:
        """Whether a good share of its opinions are for and a good share against, two at least."""
        counts = dict(self.stances)
        sides = counts.get(Stance.FOR, 0), counts.get(Stance.AGAINST, 0)
        return are_divided(*sides, sum(sides))

    @property
    def stances_shown(self) -> str:
        """How its opinions stand, as readers see it; empty where none is known."""
        counts = "、".join(f"{name}{n:,}件" for name, n in self.stances)
        return f"{counts}。賛否が分かれる" if self.is_mixed else counts

    @property
    def label(self) -> str:
        """What the point is, as a heading: the claim, else the name.

        A claim is quoted, lest it be read as what all say: what comes near it need not say it.
        Where some are for and some against, it is said to be one side's.
        """
        if not self.claim:
            return self.name
        beside = named(self.claim_beside) if self.claim_beside else ""
        words = f"{named(self.claim)}{beside}など"
        if self.claim_side or self.is_mixed:
            return f"{words}（賛否が分かれる）" if beside else f"{words}（賛否の一方）"
        return words

    def n_of_item(self, code: str) -> int:
        """Members whose own item this is."""
        return dict(self.n_by_item).get(code, 0)

    @property
    def main_item(self) -> ThemeItem | None:
        """The item of most members, under which the sub-theme is reported."""
        return self.items[0] if self.items else None


@dataclass(frozen=True)
class Theme:
    """テーマ: a coarse theme, or a sub-theme that lies in none. Counts leave singles out."""

    theme_id: str
    name: str
    keywords: tuple[str, ...]
    n_opinions: int
    n_contents: int
    n_singles_near: int
    """Singles whose coarse theme, or nearest theme, this is; they are in no sub-theme."""
    items: tuple[ThemeItem, ...]
    guide: str | None
    sub_themes: tuple[SubTheme, ...]
    stability: Stability | None = None
    """None where it was not measured."""


def themes_of_round(inputs: ReportInputs, lines: Sequence[OpinionLine]) -> tuple[Theme, ...]:
    """The themes that hold an opinion of the round: in the order of guides, then by size.

    Each comes with its sub-themes by size.
    """
    ids = {line.opinion_id for line in lines}
    table = {str(row.theme_id): row for row in records(inputs.themes)}
    item_table = theme_items(
        inputs.members[inputs.members["opinion_id"].isin(ids)],
        inputs.assignments,
        inputs.settings.also_item_share,
        inputs.settings.interval_level,
    )
    items = _items_by_theme(inputs, item_table)
    means: dict[str, dict[str, float]] = {}
    for row in records(item_table[item_table["level"] == "fine"]):
        means.setdefault(row.theme_id, {})[row.item_code] = float(row.mean_probability)
    stability = _stability(inputs)
    inside: dict[str, list[OpinionLine]] = {}
    for line in lines:
        if line.theme_id is not None:
            inside.setdefault(line.theme_id, []).append(line)

    sub_themes = []
    for theme_id, held in inside.items():
        quoted = sorted(held, key=_by_representativeness)[: inputs.settings.n_representatives]
        shown = {line.opinion_id for line in quoted}
        coarse_id = held[0].coarse_id
        sub_themes.append(
            SubTheme(
                theme_id=theme_id,
                name=str(table[theme_id].name),
                claim=text_or_none(table[theme_id].claim),
                claim_beside=text_or_none(table[theme_id].claim_beside),
                claim_share=_float_or_none(table[theme_id].claim_share),
                claim_side=text_or_none(table[theme_id].claim_side),
                keywords=_keywords(table[theme_id].keywords),
                coarse_id=coarse_id,
                coarse_name=held[0].coarse_name,
                n_opinions=len(held),
                n_contents=len({line.family_id for line in held}),
                items=items.get(("fine", theme_id), ()),
                item_means=means.get(theme_id, {}),
                guide=text_or_none(table[theme_id].guide),
                representatives=tuple(quoted),
                others=tuple(line for line in held if line.opinion_id not in shown),
                stability=stability.get(theme_id),
                n_by_item=_by_item(held),
                stances=_stances(held),
            )
        )
    sub_themes.sort(key=lambda sub: _by_size(sub.n_opinions, table[sub.theme_id]))

    grouped: dict[str, list[SubTheme]] = {}
    for sub in sub_themes:
        grouped.setdefault(sub.coarse_id or sub.theme_id, []).append(sub)
    top = {sub.theme_id: theme_id for theme_id, subs in grouped.items() for sub in subs}
    nearest = [line.coarse_id or line.nearest_theme_id for line in lines if line.is_single]
    near = Counter(top.get(theme_id, theme_id) for theme_id in nearest if theme_id)
    themes = []
    for theme_id, subs in grouped.items():
        held = [line for sub in subs for line in inside[sub.theme_id]]
        level = "fine" if subs[0].coarse_id is None else "coarse"
        themes.append(
            Theme(
                theme_id=theme_id,
                name=str(table[theme_id].name),
                keywords=_keywords(table[theme_id].keywords),
                n_opinions=len(held),
                n_contents=len({line.family_id for line in held}),
                n_singles_near=near[theme_id],
                items=items.get((level, theme_id), ()),
                guide=text_or_none(table[theme_id].guide),
                sub_themes=tuple(subs),
                stability=stability.get(theme_id),
            )
        )
    themes.sort(
        key=lambda theme: (
            _guide_rank(table[theme.theme_id]),
            _by_size(theme.n_opinions, table[theme.theme_id]),
        )
    )
    return tuple(themes)


def part_of_theme(theme: Theme, sub_themes: Sequence[SubTheme]) -> Theme:
    """The theme with some of its sub-themes only, counted anew."""
    return replace(
        theme,
        n_opinions=sum(sub.n_opinions for sub in sub_themes),
        n_contents=sum(sub.n_contents for sub in sub_themes),
        sub_themes=tuple(sub_themes),
    )


def _by_item(held: Sequence[OpinionLine]) -> tuple[tuple[str, int], ...]:
    counts = Counter(line.item_code for line in held)
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _stances(lines: Sequence[OpinionLine]) -> tuple[tuple[str, int], ...]:
    counts = Counter(line.stance for line in lines)
    if counts[Stance.UNKNOWN.value] == len(lines):
        return ()
    return tuple((one.value, counts[one.value]) for one in Stance if counts[one.value])


def _stability(inputs: ReportInputs) -> Mapping[str, Stability]:
    """By theme, where it was measured: not of a round of one content."""
    if inputs.certificates is None:
        return {}
    return {
        str(row.theme_id): Stability(
            bool(row.is_stable), float(row.recovery), float(row.together), int(row.n_runs)
        )
        for row in records(inputs.certificates)
        if row.n_runs
    }


def _items_by_theme(
    inputs: ReportInputs, table: pd.DataFrame
) -> Mapping[tuple[str, str], tuple[ThemeItem, ...]]:
    titles = {item.code: item.title for item in inputs.codebook.items}
    named: dict[tuple[str, str], list[ThemeItem]] = {}
    for row in records(table[table["is_main"] | table["is_also"]]):
        named.setdefault((row.level, row.theme_id), []).append(
            ThemeItem(
                code=row.item_code,
                title=titles.get(row.item_code, ""),
                mean_probability=float(row.mean_probability),
                low=float(row.low),
                high=float(row.high),
                share_top=float(row.share_top),
                n=int(row.n),
            )
        )
    return {key: tuple(found) for key, found in named.items()}


def _float_or_none(value: object) -> float | None:
    number = float(str(value))
    return None if np.isnan(number) else number


def _by_representativeness(line: OpinionLine) -> tuple[bool, int, float, int]:
    rank = line.representative_rank
    return rank is None, rank or 0, -line.strength, line.number


def _by_size(n_opinions: int, row: Any) -> tuple[int, int, str]:
    return -n_opinions, int(row.rank), str(row.theme_id)


def _guide_rank(row: Any) -> float:
    """Themes of guides come in the order of the guides, the others after them."""
    rank = int_or_none(row.guide_rank)
    return float("inf") if rank is None else rank


def _keywords(cell: object) -> tuple[str, ...]:
    return tuple(word for word in str(cell).split("、") if word)
