"""Two figures of a round: its themes and its review items as bars."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from pipeline.report.summary import Summary
from pipeline.report.svg import FONT_POINTS, GREY, drawn
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
MOST_BARS = 20
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
        if section.parent_code:
            label = f"{item_short(section.code)}　{section.title}"
        counts = dict(section.n_first_by_status)
        parts = tuple((counts.get(status, 0), colour) for status, colour in STATUS_COLOURS.items())
        bars.append(Bar(label, parts))
    return tuple(bars)


def themes_figure(summary: Summary) -> str:
    """Figure 1: opinions by theme, as standalone SVG."""
    return _drawn(theme_bars(summary), (), "figure-themes")


def items_figure(summary: Summary) -> str:
    """Figure 2: opinions by review item, decided or to be checked, as standalone SVG."""
    shown = {
        status for section in summary.items for status, count in section.n_first_by_status if count
    }
    legend = [
        (STATUSES[status], colour) for status, colour in STATUS_COLOURS.items() if status in shown
    ]
    return _drawn(item_bars(summary), legend, "figure-items")


def _drawn(bars: Sequence[Bar], legend: Sequence[tuple[str, str]], prefix: str) -> str:
    top = 20.0 if legend else 0.0

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
    x = 0.0
    for name, colour in legend:
        _draw_box(axes, x, 8, BAR_POINTS, colour)
        axes.text(x + 16, 12.3, name, va="baseline")
        x += 16 + FONT_POINTS * _width(name) + 18


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
