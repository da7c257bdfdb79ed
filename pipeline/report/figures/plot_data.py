"""What the figures show, as data for ``dvc plots``: long tables, one row per bar part or point."""

import csv
import io
from collections import Counter
from collections.abc import Sequence

from pipeline.report.summary.whole import Summary
from pipeline.report.wording import STATUSES
from pipeline.report.workbook.csv_tables import without_formula
from pipeline.report.workbook.sheet import Value


def render(summary: Summary) -> dict[str, str]:
    """File name → CSV. A private report gives headers alone: DVC's cache is shared."""
    empty = summary.settings.private
    return {
        name: _csv(header, () if empty else rows)
        for name, (header, rows) in {
            "themes.csv": (("theme", "sub_theme", "n_opinions", "n_contents"), _themes(summary)),
            "items.csv": (
                ("item", "status", "n_opinions"),
                _items(summary) if summary.has_items else [],
            ),
            "natures.csv": (
                ("item", "nature", "n_opinions"),
                _natures(summary) if summary.has_items else [],
            ),
            "bodies.csv": (("sub_theme", "kind", "n_opinions"), _bodies(summary)),
            "families.csv": (("size", "n_families"), _families(summary)),
            "map.csv": (("x", "y", "theme", "n_opinions"), _map(summary)),
        }.items()
    }


def _themes(summary: Summary) -> list[tuple[Value, ...]]:
    rows: list[tuple[Value, ...]] = [
        (theme.name, sub.name, sub.n_opinions, sub.n_contents)
        for theme in summary.themes
        for sub in theme.sub_themes
    ]
    alone = len({line.family_id for line in summary.singles})
    return [*rows, ("少数意見", "少数意見", summary.received.n_singles, alone)]


def _items(summary: Summary) -> list[tuple[Value, ...]]:
    return [
        (section.code, STATUSES[status], count)
        for section in summary.items
        for status, count in section.n_by_status
    ]


def _natures(summary: Summary) -> list[tuple[Value, ...]]:
    return [
        (section.code, nature, count)
        for section in summary.items
        for nature, count in section.n_by_nature
    ]


def _bodies(summary: Summary) -> list[tuple[Value, ...]]:
    """A count that is not printed is left empty."""
    return [
        (row.name, count.kind, cell)
        for row in summary.bodies.themes
        for count, cell in zip(summary.bodies.kinds, row.cells, strict=True)
    ]


def _families(summary: Summary) -> list[tuple[Value, ...]]:
    sizes = Counter(Counter(line.family_id for line in summary.opinions).values())
    return [(size, sizes[size]) for size in sorted(sizes)]


def _map(summary: Summary) -> list[tuple[Value, ...]]:
    names = [theme.name for theme in summary.themes]
    return [
        (
            round(point.x, 4),
            round(point.y, 4),
            "少数意見" if point.theme is None else names[point.theme],
            point.n_opinions,
        )
        for point in summary.map_points
    ]


def _csv(header: Sequence[str], rows: Sequence[Sequence[Value]]) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([without_formula(value) for value in row] for row in rows)
    return buffer.getvalue()
