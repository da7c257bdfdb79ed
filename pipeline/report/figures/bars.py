"""The figures of a round that are bars: themes, review items, kinds of body, families."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from pipeline.report.figures.svg import FONT_POINTS, GREY, drawn
from pipeline.report.summary.whole import Summary
from pipeline.report.wording import STATUSES, Status, item_short

ACCENT = "#1f4e8c"
# Told apart by lightness alone, so also in grey print and by every kind of colour vision.
STATUS_COLOURS = {
    Status.PERSON: "#12305a",
    Status.MACHINE: "#4f7fb8",
    Status.TO_CHECK: "#c9d9ec",
    Status.UNKNOWN: "#ffffff",
}
WIDTH_POINTS, LINE_POINTS, BAR_POINTS, GAP_POINTS = 360.0, 15.0, 10.0, 8.0
MOST_BARS, LEGEND_POINTS = 20, 20.0
# Okabe and Ito 2008 (jfly.uni-koeln.de/color): told apart by every kind of colour vision.
KIND_COLOURS = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442", "#555")
_LINE_CHARACTERS = 29.0  # full-width ones that fit into a line
_MOST_LINES = 2
_NOT_FIRST = "、。・」）ー,.)"


@dataclass(frozen=True)
class Bar:
    """A labelled bar of one or more parts: (length, fill colour)."""

    label: str
    parts: tuple[tuple[int, str], ...]

    @property
    def n(self) -> int:
        """Whole length."""
        return sum(length for length, _ in self.parts)


def theme_bars(summary: Summary) -> tuple[Bar, ...]:
    """Themes by size, parted by sub-theme; what does not fit is added up; singles come last."""
    bars = [
        Bar(theme.name, tuple((sub.n_opinions, ACCENT) for sub in theme.sub_themes))
        for theme in summary.themes
    ]
    rest = bars[MOST_BARS:]
    bars = bars[:MOST_BARS]
    if rest:
        bars.append(Bar(f"そのほかのテーマ（{len(rest)}）", ((sum(b.n for b in rest), ACCENT),)))
    return (*bars, Bar("少数意見（どのテーマにも属さない）", ((summary.received.n_singles, GREY),)))


def item_bars(summary: Summary) -> tuple[Bar, ...]:
    """Review items by the first item of each opinion, parted by who decided it."""
    bars = []
    for section in summary.items:
        label = section.title
        if section.is_item:
            label = f"{item_short(section.code)}　{section.title}"
        counts = dict(section.n_by_status)
        parts = tuple((counts.get(status, 0), colour) for status, colour in STATUS_COLOURS.items())
        bars.append(Bar(label, parts))
    return tuple(bars)


def nature_bars(summary: Summary) -> tuple[Bar, ...]:
    """Review items by the first item of each opinion, parted by the opinion's nature."""
    return tuple(
        Bar(
            section.title
            if not section.is_item
            else f"{item_short(section.code)}　{section.title}",
            tuple(
                (count, KIND_COLOURS[n % len(KIND_COLOURS)])
                for n, (_, count) in enumerate(section.n_by_nature)
            ),
        )
        for section in summary.items
    )


def natures_figure(summary: Summary) -> str:
    """Review items by nature, as standalone SVG; empty where there is no item or nature."""
    natures = [name for name, _ in summary.items[0].n_by_nature] if summary.has_items else []
    legend = [(name, KIND_COLOURS[n % len(KIND_COLOURS)]) for n, name in enumerate(natures)]
    return _drawn(nature_bars(summary), legend, "figure-natures") if natures else ""


def body_bars(summary: Summary) -> tuple[Bar, ...]:
    """Sub-themes by size, parted by kind of body; counts that are not printed as one white part."""
    bars = []
    for row in summary.bodies.themes:
        printed = [
            (cell or 0, colour)
            for cell, colour in zip(row.cells, _kind_colours(summary), strict=True)
        ]
        withheld = row.n_opinions - sum(length for length, _ in printed)
        bars.append(Bar(row.name, (*printed, (withheld, STATUS_COLOURS[Status.UNKNOWN]))))
    singles = bars[-1:]
    shown = sorted(bars[:-1], key=lambda bar: -bar.n)
    return (*shown[:MOST_BARS], *singles)


def family_bars(summary: Summary) -> tuple[Bar, ...]:
    """The largest families: opinions that say the same, beside the one content they count as."""
    held: dict[str, list[str]] = {}
    for line in summary.opinions:
        held.setdefault(line.family_id, []).append(line.text)
    large = sorted(
        (family for family in held if len(held[family]) > 1), key=lambda f: -len(held[f])
    )
    return tuple(
        Bar(held[family][0].replace("\n", " "), ((1, ACCENT), (len(held[family]) - 1, GREY)))
        for family in large[:MOST_BARS]
    )


def bodies_figure(summary: Summary) -> str:
    """Sub-themes by kind of body, as standalone SVG; empty where nothing is known or shown."""
    if not summary.bodies.shown_themes:
        return ""
    legend = [
        (count.kind, colour)
        for count, colour in zip(summary.bodies.kinds, _kind_colours(summary), strict=True)
    ]
    if summary.bodies.n_suppressed:
        legend.append(("示さない件数", STATUS_COLOURS[Status.UNKNOWN]))
    return _drawn(body_bars(summary), legend, "figure-bodies")


def families_figure(summary: Summary) -> str:
    """The largest families, as standalone SVG; empty where nobody says the same."""
    bars = family_bars(summary)
    legend = [("内容", ACCENT), ("同じ内容の意見", GREY)]
    return _drawn(bars, legend, "figure-families") if bars else ""


def _kind_colours(summary: Summary) -> list[str]:
    return [KIND_COLOURS[n % len(KIND_COLOURS)] for n in range(len(summary.bodies.kinds))]


def themes_figure(summary: Summary) -> str:
    """Figure 1: opinions by theme, as standalone SVG."""
    return _drawn(theme_bars(summary), (), "figure-themes")


def items_figure(summary: Summary) -> str:
    """Figure 2: opinions by review item, decided or to be checked; empty where there is none."""
    if not summary.has_items:
        return ""
    shown = {status for section in summary.items for status, count in section.n_by_status if count}
    legend = [
        (STATUSES[status], colour) for status, colour in STATUS_COLOURS.items() if status in shown
    ]
    return _drawn(item_bars(summary), legend, "figure-items")


def _drawn(bars: Sequence[Bar], legend: Sequence[tuple[str, str]], prefix: str) -> str:
    top = max((y + LEGEND_POINTS for _, y in _legend_places(legend)), default=0.0)

    def draw(axes: Axes) -> None:
        _draw_bars(axes, bars, top)
        _draw_legend(axes, legend)

    return drawn(WIDTH_POINTS, top + sum(_height(bar) for bar in bars), prefix, draw)


def _height(bar: Bar) -> float:
    return LINE_POINTS * len(_lines(bar.label)) + BAR_POINTS + GAP_POINTS


def _draw_bars(axes: Axes, bars: Sequence[Bar], top: float) -> None:
    most = max((bar.n for bar in bars), default=0) or 1
    scale = (WIDTH_POINTS - 50.0) / most
    y = top
    for bar in bars:
        for line in _lines(bar.label):
            axes.text(0, y + 12, line, va="baseline")
            y += LINE_POINTS
        middle = y + BAR_POINTS / 2 + 2
        left = 0.0
        for length, colour in bar.parts:
            if length:
                _draw_box(axes, left, middle, length * scale - 1.0, colour)
            left += length * scale
        axes.text(left + 4, middle + 4.3, f"{bar.n:,}", va="baseline")
        y += BAR_POINTS + GAP_POINTS


def _draw_box(axes: Axes, left: float, middle: float, width: float, colour: str) -> None:
    axes.barh(middle, width, left=left, height=BAR_POINTS, color=colour, linewidth=0)
    if colour in (STATUS_COLOURS[Status.TO_CHECK], STATUS_COLOURS[Status.UNKNOWN]):
        axes.barh(
            middle,
            width - 0.6,
            left=left + 0.3,
            height=BAR_POINTS - 0.6,
            fill=False,
            edgecolor=STATUS_COLOURS[Status.MACHINE],
            linewidth=0.6,
        )


def _draw_legend(axes: Axes, legend: Sequence[tuple[str, str]]) -> None:
    for (name, colour), (x, y) in zip(legend, _legend_places(legend), strict=True):
        _draw_box(axes, x, y + 8, BAR_POINTS, colour)
        axes.text(x + 16, y + 12.3, name, va="baseline")


def _legend_places(legend: Sequence[tuple[str, str]]) -> list[tuple[float, float]]:
    """Where each entry begins; what no longer fits into a line goes into the next."""
    places: list[tuple[float, float]] = []
    x = y = 0.0
    for name, _ in legend:
        width = 16 + FONT_POINTS * _width(name)
        if x and x + width > WIDTH_POINTS:
            x, y = 0.0, y + LEGEND_POINTS
        places.append((x, y))
        x += width + 18
    return places


def _lines(label: str) -> list[str]:
    """The label in lines that fit; what is left after the last is cut and marked."""
    lines = [""]
    for character in label:
        if _width(lines[-1] + character) > _LINE_CHARACTERS and character not in _NOT_FIRST:
            lines.append("")
        lines[-1] += character
    if len(lines) > _MOST_LINES:
        lines = [*lines[: _MOST_LINES - 1], f"{lines[_MOST_LINES - 1][:-1]}…"]
    return lines


def _width(text: str) -> float:
    wide = sum(unicodedata.east_asian_width(character) in "WFA" for character in text)
    return wide + (len(text) - wide) * 0.55
