"""The round arranged by review item, by heading of the source, and by meeting."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.report.summary.by_theme import SubTheme, Theme, part_of_theme
from pipeline.report.summary.opinion_lines import UNKNOWN, OpinionLine
from pipeline.report.wording import Status, meeting_date, meeting_year
from pipeline.review_items.codebook import NONE, Codebook
from pipeline.review_items.of_groups import agreement_with_headings
from pipeline.tables.natures import Nature

_MOST_HEADINGS = 14
"""More columns than an A4 page holds; then each heading stands beside its opinions only."""
_UNASSIGNED, _BY_THEME = "検討項目を判定していない意見", "テーマと少数意見"
"""Its titles: beside review items, and where there are none."""


@dataclass(frozen=True)
class ItemSection:
    """What was said on one review item.

    Every opinion is counted in one section, that of its own first item. A sub-theme stands, whole,
    in the section of the item of most members; ``elsewhere`` leads to those in other sections.
    """

    code: str
    title: str
    definition: str
    parent_code: str | None
    parent_title: str | None
    meetings: tuple[str, ...]
    """Date and title of the entries of the schedule that take it."""
    themes: tuple[Theme, ...]
    singles: tuple[OpinionLine, ...]
    elsewhere: tuple[tuple[SubTheme, int], ...]
    """Sub-themes of other sections that hold opinions of this item, and how many."""
    n_opinions: int
    n_sub_themes: int
    """Sub-themes that stand here."""
    n_by_status: tuple[tuple[Status, int], ...]
    n_by_nature: tuple[tuple[str, int], ...]
    """Of ``n_opinions``, by nature, in the order of all natures that the round knows."""

    @property
    def is_item(self) -> bool:
        """Whether it is a review item, with a code for readers; not 該当なし, not unassigned."""
        return self.code not in (NONE, UNKNOWN)

    @property
    def n_to_check(self) -> int:
        """Opinions that a person still has to look at."""
        return dict(self.n_by_status)[Status.TO_CHECK]

    @property
    def n_in_themes(self) -> int:
        """Opinions that are in a sub-theme, here or elsewhere."""
        return self.n_opinions - len(self.singles)

    @property
    def n_elsewhere(self) -> int:
        """Opinions whose sub-theme stands in another section."""
        return sum(count for _, count in self.elsewhere)


@dataclass(frozen=True)
class HeadingTable:
    """Sub-themes against the headings of the source. Empty where the source has none.

    Where people grouped nothing, what opinions refer to stands for headings (該当箇所, 設問).
    """

    headings: tuple[str, ...]
    """In order of appearance; opinions without a heading, if any, come last as an empty text."""
    n_opinions: tuple[int, ...]
    """Per heading."""
    rows: tuple[tuple[str, str, tuple[int, ...]], ...]
    """(theme_id, name, count per heading) per sub-theme; the last row holds the singles."""
    by_people: bool = True
    """Whether they are headings under which people grouped opinions."""
    item_agreement: float | None = None
    """Adjusted mutual information of headings and first items; None: fewer than two headings."""

    @property
    def is_matrix(self) -> bool:
        """Whether the headings fit on a page as columns, and most opinions stand under one."""
        under_none = dict(zip(self.headings, self.n_opinions, strict=True)).get("", 0)
        return 0 < len(self.headings) <= _MOST_HEADINGS and 2 * under_none < sum(self.n_opinions)


@dataclass(frozen=True)
class MeetingLine:
    """One entry of the schedule with the review items it takes and how much was said on them.

    ``date`` names the year where it differs from that of the entry before.
    """

    date: str
    title: str
    items: tuple[tuple[str, str], ...]
    """(code, title) of leaves."""
    n_opinions: int
    notes: tuple[str, ...]
    page: str | None
    """File name of its pack below ``meetings/``; None where it takes no item."""


def item_sections(
    codebook: Codebook, lines: Sequence[OpinionLine], themes: Sequence[Theme]
) -> tuple[ItemSection, ...]:
    """One section per leaf in official order, one for ``none``, one for what nobody assigned.

    Without review items there is one section, ``UNKNOWN``: the themes by size, then the singles.
    """
    has_items = bool(codebook.classes)
    held: dict[str, list[Theme]] = {}
    for theme in themes:
        codes = [sub.main_item.code if sub.main_item else UNKNOWN for sub in theme.sub_themes]
        for code in dict.fromkeys(codes):
            subs = [sub for sub, of in zip(theme.sub_themes, codes, strict=True) if of == code]
            held.setdefault(code, []).append(part_of_theme(theme, subs))
    seen = {*held, *(line.item_code for line in lines)}
    extra = [item.code for item in codebook.items if item.code in seen]
    codes = list(dict.fromkeys([*codebook.classes[:-1], *extra]))
    codes = [code for code in codes if code != NONE] + [NONE] * has_items
    meetings = _meetings_by_leaf(codebook)
    natures = list(dict.fromkeys(str(one.value) for one in Nature))
    natures = [one for one in natures if any(line.nature == one for line in lines)]
    sections = []
    for code in codes + ([UNKNOWN] if UNKNOWN in seen or not has_items else []):
        item = codebook.item(code) if code != UNKNOWN else None
        parent = codebook.item(item.parent) if item and item.parent else None
        inside = sorted(held.get(code, []), key=lambda theme: (-theme.n_opinions, theme.theme_id))
        mine = [line for line in lines if line.item_code == code]
        elsewhere = [
            (sub, sub.n_of_item(code))
            for other, standing in held.items()
            for theme in standing
            for sub in theme.sub_themes
            if other != code and sub.n_of_item(code)
        ]
        sections.append(
            ItemSection(
                code=code,
                title=item.title if item else _UNASSIGNED if has_items else _BY_THEME,
                definition=item.definition if item else "",
                parent_code=parent.code if parent else None,
                parent_title=parent.title if parent else None,
                meetings=meetings.get(code, ()),
                themes=tuple(inside),
                singles=tuple(line for line in mine if line.is_single),
                n_sub_themes=sum(len(theme.sub_themes) for theme in inside),
                elsewhere=tuple(sorted(elsewhere, key=lambda pair: (-pair[1], pair[0].theme_id))),
                n_opinions=len(mine),
                n_by_nature=tuple(
                    (nature, sum(line.nature == nature for line in mine)) for nature in natures
                ),
                n_by_status=tuple(
                    (status, sum(line.status is status for line in mine)) for status in Status
                ),
            )
        )
    return tuple(sections)


def from_then_on(codebook: Codebook, date: str) -> Codebook:
    """The codebook with the meetings that can take up what a round said: those not before it.

    Args:
        codebook: with the schedule of its hand-out.
        date: of the round, ISO. What is known by week or month counts where its month is not over.
    """
    kept = [
        meeting
        for meeting in codebook.schedule
        for last in [str(meeting.get("until") or meeting.get("date") or "")]
        if not last or last >= date or (_is_vague(meeting) and last[:7] >= date[:7])
    ]
    is_dated = any(meeting.get("date") for meeting in kept)
    return replace(codebook, schedule=tuple(kept) if is_dated else ())


def _is_vague(meeting: Mapping[str, Any]) -> bool:
    return str(meeting.get("precision", "day")) != "day"


def _meetings_by_leaf(codebook: Codebook) -> dict[str, tuple[str, ...]]:
    taken: dict[str, tuple[str, ...]] = {}
    for meeting in codebook.schedule:
        named = f"{meeting_date(meeting)} {meeting.get('title', '')}".strip()
        for leaf in leaves_of(codebook, meeting):
            taken[leaf] = (*taken.get(leaf, ()), named)
    return taken


def leaves_of(codebook: Codebook, meeting: Mapping[str, Any]) -> tuple[str, ...]:
    """Codes of the leaves that a meeting takes, a parent standing for all of its leaves."""
    codes = [str(code) for code in meeting.get("items", ())]
    return tuple(dict.fromkeys(leaf for code in codes for leaf in codebook.leaves_below(code)))


def heading_table(lines: Sequence[OpinionLine], themes: Sequence[Theme]) -> HeadingTable:
    """Count the opinions of each sub-theme, and the singles, under each heading of the source."""
    by_people = any(line.heading for line in lines)
    over = [(line.heading if by_people else line.refers) or "" for line in lines]
    headings = [heading for heading in dict.fromkeys(over) if heading]
    if not headings:
        return HeadingTable((), (), ())
    if "" in over:
        headings.append("")
    pairs = zip(lines, over, strict=True)
    counts = Counter((line.theme_id, heading) for line, heading in pairs)
    named = [(sub.theme_id, sub.name) for theme in themes for sub in theme.sub_themes]
    rows = [
        (theme_id, name, tuple(counts[theme_id, heading] for heading in headings))
        for theme_id, name in named
    ]
    rows.append(("", "少数意見", tuple(counts[None, heading] for heading in headings)))
    totals = Counter(over)
    assigned = [line for line in lines if line.first is not None]
    return HeadingTable(
        tuple(headings),
        tuple(totals[heading] for heading in headings),
        tuple(rows),
        by_people,
        agreement_with_headings(
            [line.heading for line in assigned],
            [line.first.code for line in assigned if line.first is not None],
        ),
    )


def meeting_lines(codebook: Codebook, sections: Sequence[ItemSection]) -> tuple[MeetingLine, ...]:
    """The schedule of the codebook, with the number of opinions on the items of each meeting."""
    counts = {section.code: section.n_opinions for section in sections}
    meetings = []
    year = ""
    used: Counter[str] = Counter()
    for meeting in codebook.schedule:
        before, year = year, meeting_year(meeting) or year
        leaves = tuple((code, codebook.item(code).title) for code in leaves_of(codebook, meeting))
        meetings.append(
            MeetingLine(
                date=(year if year != before else "") + meeting_date(meeting),
                title=str(meeting.get("title", "")),
                items=leaves,
                n_opinions=sum(counts.get(code, 0) for code, _ in leaves),
                notes=tuple(str(note) for note in meeting.get("notes", ())),
                page=_page(meeting, used) if leaves else None,
            )
        )
    return tuple(meetings)


def _page(meeting: Mapping[str, Any], used: Counter[str]) -> str:
    """``<date>.html``; the second of a day ``<date>-2.html``. Counts in ``used`` what it names."""
    name = str(meeting.get("date") or "undated")
    used[name] += 1
    return f"{name}.html" if used[name] == 1 else f"{name}-{used[name]}.html"
