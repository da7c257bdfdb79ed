"""Who said what: kinds of body, and sub-themes and review items by kind of body."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.report.disclosure import UNKNOWN_KIND, Cells, body_key, suppressed
from pipeline.report.inputs import ReportParams
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
    """Kinds in the order of size. Empty where no opinion has a kind."""

    kinds: tuple[KindCount, ...]
    items: tuple[BodyRow, ...]
    themes: tuple[BodyRow, ...]
    n_suppressed: int
    smallest_cell: int
    """Bodies from which a count is printed; 0 in a private report."""


def body_table(
    lines: Sequence[OpinionLine],
    themes: Sequence[Theme],
    sections: Sequence[ItemSection],
    settings: ReportParams,
) -> BodyTable:
    """Count opinions by kind of body, with few bodies left out of a public report."""
    smallest = 0 if settings.private else settings.smallest_cell
    if not any(line.body_kind for line in lines):
        return BodyTable((), (), (), 0, smallest)
    kinds = _kinds(lines)
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
    items = _rows(
        by_item,
        [line.item_code for line in lines],
        lines,
        kinds,
        smallest,
    )
    theme_rows = _rows(by_theme, [line.theme_id or "" for line in lines], lines, kinds, smallest)
    hidden = sum(cell is None for row in (*items, *theme_rows) for cell in row.cells)
    return BodyTable(kinds, items, theme_rows, hidden, smallest)


def _kinds(lines: Sequence[OpinionLine]) -> tuple[KindCount, ...]:
    opinions = Counter(line.body_kind or UNKNOWN_KIND for line in lines)
    bodies: dict[str, set[str]] = {}
    for line in lines:
        bodies.setdefault(line.body_kind or UNKNOWN_KIND, set()).add(body_key(line))
    order = sorted(opinions, key=lambda kind: (kind == UNKNOWN_KIND, -opinions[kind], kind))
    return tuple(KindCount(kind, len(bodies[kind]), opinions[kind]) for kind in order)


def _rows(
    named: Sequence[tuple[str, str, str, str]],
    subjects: Sequence[str],
    lines: Sequence[OpinionLine],
    kinds: Sequence[KindCount],
    smallest: int,
) -> tuple[BodyRow, ...]:
    opinions: Counter[tuple[str, str]] = Counter()
    bodies: dict[tuple[str, str], set[str]] = {}
    for subject, line in zip(subjects, lines, strict=True):
        key = (subject, line.body_kind or UNKNOWN_KIND)
        opinions[key] += 1
        bodies.setdefault(key, set()).add(body_key(line))
    keys = [[(subject, count.kind) for count in kinds] for _, subject, _, _ in named]
    counts = [[opinions[key] for key in row] for row in keys]
    cells = suppressed(
        counts, [[len(bodies.get(key, ())) for key in row] for row in keys], smallest
    )
    return tuple(
        BodyRow(group, subject, name, within, sum(row), shown)
        for (group, subject, name, within), row, shown in zip(named, counts, cells, strict=True)
    )
