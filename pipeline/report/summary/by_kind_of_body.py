"""Who said what: sub-themes and review items by kind of body, and by each attribute."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.report.disclosure import (
    MOST_VALUES,
    UNKNOWN_KIND,
    UNTOLD,
    attribute_names,
    is_of_receipt,
    kind_of,
    told_of,
)
from pipeline.report.hidden_counts import Cells, body_key, hidden_cells
from pipeline.report.hidden_values import SUBJECTS
from pipeline.report.inputs import ReportParams
from pipeline.report.natural_order import ordered
from pipeline.report.summary.by_review_item import ItemSection
from pipeline.report.summary.by_theme import Theme
from pipeline.report.summary.opinion_lines import UNKNOWN, OpinionLine
from pipeline.report.wording import item_label


@dataclass(frozen=True)
class KindCount:
    """One kind of body: how many bodies said something, and how many opinions they gave."""

    kind: str
    n_bodies: int
    n_opinions: int


@dataclass(frozen=True)
class BodyRow:
    """What is counted by kind of body; None where a count is not printed."""

    group: str
    """検討項目, テーマ or 少数意見."""
    subject: str
    """Theme id or code of the item; empty for singles."""
    name: str
    within: str
    """The theme of a sub-theme."""
    n_opinions: int
    cells: Cells


@dataclass(frozen=True)
class BodyTable:
    """Kinds in the order they have by themselves (年代), else of size.

    Empty where no opinion has a kind.
    """

    kinds: tuple[KindCount, ...]
    items: tuple[BodyRow, ...]
    themes: tuple[BodyRow, ...]
    smallest_cell: int
    """Bodies from which a count is printed; 0 in a private report."""
    name: str = "団体の区分"
    """What is counted by."""

    @property
    def shown_items(self) -> tuple[BodyRow, ...]:
        """The rows by review item; none where they would mostly say that they say nothing."""
        return () if _is_mostly_hidden(self.items) else self.items

    @property
    def shown_themes(self) -> tuple[BodyRow, ...]:
        """The rows by sub-theme; none where they would mostly say that they say nothing."""
        return () if _is_mostly_hidden(self.themes) else self.themes

    @property
    def left_out(self) -> str:
        """What is not shown because most of it would be hidden, in a sentence; else empty."""
        names = [
            name
            for name, rows in (("論点", self.themes), ("検討項目", self.items))
            if _is_mostly_hidden(rows)
        ]
        if not names:
            return ""
        return (
            f"{'・'.join(names)}と{self.name}の内訳は、示せない件数"
            f"（{self.smallest_cell}団体・人未満など）が半分を超えるため、載せない。"
        )

    @property
    def n_suppressed(self) -> int:
        """Counts that stand in the rows shown and are not printed."""
        return _n_hidden((*self.shown_items, *self.shown_themes))

    @property
    def n_suppressed_by_theme(self) -> int:
        """The same of the rows by sub-theme alone."""
        return _n_hidden(self.shown_themes)


def _n_hidden(rows: Sequence[BodyRow]) -> int:
    return sum(cell is None for row in rows for cell in row.cells)


def body_table(
    lines: Sequence[OpinionLine],
    themes: Sequence[Theme],
    sections: Sequence[ItemSection],
    settings: ReportParams,
) -> BodyTable:
    """Count opinions by kind of body, with few bodies left out of a public report.

    Args:
        lines: as ``counted`` gives them.
        themes: of the round.
        sections: its review items.
        settings: of the report.
    """
    smallest = 0 if settings.private or settings.names_bodies else settings.smallest_cell
    if not any(line.body_kind for line in lines):
        return BodyTable((), (), (), smallest)
    groups = _groups(themes, sections)
    return _table("団体の区分", kind_of, lines, groups, smallest)


def attribute_tables(
    lines: Sequence[OpinionLine],
    themes: Sequence[Theme],
    sections: Sequence[ItemSection],
    settings: ReportParams,
) -> tuple[BodyTable, ...]:
    """The same for every attribute that has values to compare; arguments as of ``body_table``.

    Left out: one value alone, a value of nearly every opinion its own, and the kind of body again.
    """
    smallest = 0 if settings.private else settings.smallest_cell
    groups = _groups(themes, sections)
    tables = []
    for name in attribute_names(lines):
        values = [line.attribute(name) for line in lines]
        n_distinct = len(set(values) - {None})
        compared = 1 < n_distinct <= max(MOST_VALUES, len(lines) // 2)
        if compared and values != [line.body_kind for line in lines]:
            least = 0 if is_of_receipt(name) else smallest
            tables.append(_table(name, told_of(name), lines, groups, least))
    return tuple(tables)


Group = tuple[str, str, str, str]
"""検討項目, テーマ or 少数意見; id or code; name; theme of a sub-theme."""


def _groups(
    themes: Sequence[Theme], sections: Sequence[ItemSection]
) -> tuple[list[Group], list[Group]]:
    """The rows of a table: review items, and sub-themes with the singles last."""
    by_item = [
        (
            "検討項目",
            section.code,
            section.title if section.code == UNKNOWN else item_label(section.code, section.title),
            "",
        )
        for section in sections
        if [section.code for section in sections] != [UNKNOWN]
    ]
    by_theme = [
        ("テーマ", sub.theme_id, sub.name, theme.name)
        for theme in themes
        for sub in theme.sub_themes
    ] + [("少数意見", "", "少数意見", "")]
    return by_item, by_theme


def _table(
    name: str,
    value_of: Callable[[OpinionLine], str],
    lines: Sequence[OpinionLine],
    groups: tuple[list[Group], list[Group]],
    smallest: int,
) -> BodyTable:
    kinds = _kinds(lines, value_of)
    by_theme, by_item = SUBJECTS
    items = _rows(groups[0], by_item, lines, value_of, kinds, smallest)
    themes = _rows(groups[1], by_theme, lines, value_of, kinds, smallest)
    return BodyTable(kinds, items, themes, smallest, name)


def _is_mostly_hidden(rows: Sequence[BodyRow]) -> bool:
    """Whether of the counts that are not 0 more are hidden than printed."""
    cells = [cell for row in rows for cell in row.cells if cell != 0]
    return 2 * cells.count(None) > len(cells)


def _kinds(
    lines: Sequence[OpinionLine], value_of: Callable[[OpinionLine], str]
) -> tuple[KindCount, ...]:
    opinions = Counter(map(value_of, lines))
    bodies: dict[str, set[str]] = {}
    for line in lines:
        bodies.setdefault(value_of(line), set()).add(body_key(line))
    last = (UNKNOWN_KIND, UNTOLD)
    order = ordered(tuple(opinions), lambda kind: (kind in last, -opinions[kind], kind))
    return tuple(KindCount(kind, len(bodies[kind]), opinions[kind]) for kind in order)


def _rows(
    named: Sequence[tuple[str, str, str, str]],
    subject_of: Callable[[OpinionLine], str],
    lines: Sequence[OpinionLine],
    value_of: Callable[[OpinionLine], str],
    kinds: Sequence[KindCount],
    smallest: int,
) -> tuple[BodyRow, ...]:
    opinions = Counter((subject_of(line), value_of(line)) for line in lines)
    hidden = hidden_cells(lines, subject_of, value_of, smallest)
    rows = []
    for group, subject, name, within in named:
        keys = [(subject, count.kind) for count in kinds]
        cells = tuple(None if key in hidden else opinions[key] for key in keys)
        n_opinions = sum(opinions[key] for key in keys)
        rows.append(BodyRow(group, subject, name, within, n_opinions, cells))
    return tuple(rows)
