"""Themes and items then and now, and why a theme is taken for an earlier one."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.changes.share_change import FEWEST, ShareChange, are_enough
from pipeline.changes.theme_likeness import MOST
from pipeline.changes.then_and_now import Counts, ThenAndNow
from pipeline.report.inputs import records
from pipeline.report.over_rounds.quotes import Quote, Quotes
from pipeline.report.wording import named, visible
from pipeline.tables.theme_links import Became

MORE, LESS, NO_CHANGE, UNKNOWN = "増えた", "減った", "変化とは言えない", "判定できない"
_OTHERS = "（回答者の違いを除けない）"
MORE_OR_OTHERS, LESS_OR_OTHERS = f"割合は増{_OTHERS}", f"割合は減{_OTHERS}"
_ORDER = {"coarse": 0, "fine": 1, "item": 2}


@dataclass(frozen=True)
class SubjectLine:
    """A theme or an item, then and now."""

    kind: str
    """coarse, fine or item."""
    name: str
    then: Counts
    now: Counts
    change: ShareChange | None
    verdict: str
    lasting_id: str = ""
    """Of a theme, over all rounds."""
    name_then: str = ""
    """What it was called where it last stood; empty where it is new, or called the same."""
    name_now: str = ""
    """What the round itself calls it; empty where it is called the same."""
    why_name: str = ""
    """Why it is called by one of the two; empty where they are one."""
    became: str = ""
    """継続 … 消滅; empty for an item."""
    since: str = ""
    """Title of the round in which it last stood, where that is not the one before."""
    parted: str = ""
    """What it split off from, or was merged into; else empty."""
    by_person: bool = False
    is_weak: bool = False
    """Whether it is no more like the earlier one than different themes usually are."""
    again: str = ""
    """Where its texts stand, word for word, in the other round; else empty."""

    @property
    def change_words(self) -> str:
        """The change of its share with the interval; empty where shares are not compared."""
        return "" if self.change is None else change_words(self.change)


@dataclass(frozen=True)
class Evidence:
    """Why a theme is taken for an earlier one."""

    became: str
    name: str
    earlier_name: str
    by_person: bool
    is_weak: bool
    as_unlike: float | None
    vectors: float
    characters: float
    above_usual: float
    n_common: int
    share_forward: float
    share_back: float
    then: Quote
    now: Quote


def change_words(change: ShareChange) -> str:
    """A change of a share with its interval, in points; none is rounded to zero that is not.

    >>> change_words(ShareChange(0.28, 0.004, 0.53, is_paired=True, n=30))
    '両方の回の団体で差 +28ポイント（+0.4～+53）'
    >>> change_words(ShareChange(0.0, -0.1, 0.1, is_paired=True, n=30))
    '両方の回の団体では、述べた数が同じ（-10～+10ポイント）'
    """
    interval = f"{_points(change.low)}～{_points(change.high)}"
    if change.is_paired and not change.difference:
        return f"両方の回の団体では、述べた数が同じ（{interval}ポイント）"
    whose = "両方の回の団体で" if change.is_paired else ""
    return f"{whose}差 {_points(change.difference)}ポイント（{interval}）"


def _points(share: float) -> str:
    points = 100 * share
    if not points or abs(points) >= 0.5:
        return f"{points:+.0f}"
    return f"{points:+.1f}" if abs(points) >= 0.05 else f"{'+' if points > 0 else '-'}0.1未満"


def verdict(change: ShareChange | None) -> str:
    """What may be said of a change."""
    if change is None:
        return UNKNOWN
    words = (MORE, LESS) if change.is_paired else (MORE_OR_OTHERS, LESS_OR_OTHERS)
    return (NO_CHANGE, *words)[change.direction]


def why_no_shares(n_both: int, n_contents: int) -> str:
    """Why shares are not compared, with bodies in both rounds or else the contents of either."""
    if are_enough(n_both, n_contents):
        return ""
    few = (
        f"両方の回に意見を述べた団体は{n_both}で、{FEWEST}に満たない"
        if n_both
        else f"両方の回に意見を述べたと分かる団体がなく、内容が{FEWEST}種類に満たない回がある"
    )
    return f"{few}ので、割合の変化は比べられない。"


def theme_line(
    row: ThenAndNow,
    links: Sequence[Any],
    name: str,
    titles: Mapping[str, str],
    before: str,
    mask: Callable[[str], str],
    again: Callable[[Any], str],
) -> SubjectLine:
    """The line of a theme.

    Args:
        row: its counts.
        links: its rows in table ``ThemeLinks`` of the later round.
        name: that lasts.
        titles: of rounds.
        before: the earlier round.
        mask: masks names of persons.
        again: where texts of a link's theme stand in the other round.
    """
    own = sorted(links, key=lambda link: link.became != Became.MERGED.value)
    if not own:
        return SubjectLine(row.kind, name, row.then, row.now, row.change, verdict(row.change))
    link = own[0]
    name_now = mask(visible(link.name)) if isinstance(link.name, str) else ""
    is_merged = link.became == Became.MERGED.value
    parted = f"{named(name_now)}へ" if is_merged else ""
    if link.became == Became.SPLIT.value:
        parted = f"{named(mask(visible(link.earlier_name)))}から"
    goes_on = link.became == Became.CONTINUED.value
    is_back = goes_on and link.earlier_round != before
    is_renamed = goes_on and link.earlier_name != link.name
    return SubjectLine(
        kind=row.kind,
        name=name,
        then=row.then,
        now=row.now,
        change=row.change,
        verdict=verdict(row.change),
        lasting_id=str(link.lasting_id),
        name_then=mask(visible(link.earlier_name)) if is_renamed else "",
        name_now=name_now if is_renamed else "",
        why_name=_why_name(link) if is_renamed else "",
        became=str(link.became),
        since=titles[link.earlier_round] if is_back else "",
        parted=parted,
        by_person=link.source == "person",
        is_weak=bool(link.is_weak),
        again=again(link),
    )


def _why_name(link: Any) -> str:
    """Why a theme that is called otherwise than before is shown by one of the two names."""
    near = f"今回の意見のうち前のテーマに最も近いのは{100 * link.share_back:.0f}％"
    if link.lasting_name != link.name:
        why = "人が同じテーマとしたので" if link.source == "person" else f"{near}で"
        which = "前の名前" if link.lasting_name == link.earlier_name else "初めて現れた回の名前"
        return f"{why}、{which}で示す。"
    if link.is_weak:
        return f"{near}、結び付きが弱いので、今回の名前で示す。"
    if link.share_back < MOST:
        return f"{near}で半分に満たないので、今回の名前で示す。"
    return "人が今回の名前を付けた。"


def by_size(line: SubjectLine) -> tuple[int, int, int]:
    """Coarse themes, sub-themes, items; the largest in either round first."""
    return (
        _ORDER[line.kind],
        -max(line.now.n_contents, line.then.n_contents),
        -max(line.now.n_opinions, line.then.n_opinions),
    )


def evidence_lines(
    links: pd.DataFrame, quotes: Quotes, mask: Callable[[str], str]
) -> Iterator[Evidence]:
    """Every pair of themes, as the table ``ThemeLinks`` of a round has them."""
    for row in records(links[links["opinion_id"].notna()]):
        yield Evidence(
            became=row.became,
            name=mask(visible(row.name)),
            earlier_name=mask(visible(row.earlier_name)),
            by_person=row.source == "person",
            is_weak=bool(row.is_weak),
            as_unlike=None if pd.isna(row.as_unlike) else float(row.as_unlike),
            vectors=row.likeness_vectors,
            characters=row.likeness_characters,
            above_usual=row.above_usual,
            n_common=row.n_common,
            share_forward=row.share_forward,
            share_back=row.share_back,
            then=quotes.of(row.earlier_round, row.earlier_opinion_id),
            now=quotes.of(row.round, row.opinion_id),
        )
