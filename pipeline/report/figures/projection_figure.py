"""Appendix: the opinions of a round as a map for the eye, coarse themes coloured and labelled."""

from collections.abc import Sequence

import matplotlib.patheffects as effects
import numpy as np
from matplotlib.axes import Axes

from pipeline.report.figures.svg import GREY, INK, drawn
from pipeline.report.summary.projected import MapPoint
from pipeline.report.summary.whole import Summary
from pipeline.report.wording import shortened

CAUTION = "縦横の軸と、点の間の距離に意味はない。"
# Okabe and Ito's colours, told apart by every kind of colour vision; black is the ink.
DARK_GREY = "#616e7c"
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8c7a00")
MARKERS = ("o", "s", "^", "D", "v")
"""A form for each round of colours, so that no two themes look alike and grey print can be read."""
_SIDE, _MARGIN, _LINE, _FONT = 470.0, 14.0, 15.0, 9.0
_MOST_LABELLED = len(COLOURS) * len(MARKERS)
_LEGEND_CHARACTERS = 23
_MOST_COMPARED = 500  # points of a theme that its label is placed by: bounds memory


def map_figure(summary: Summary) -> str:
    """The map as standalone SVG; empty where no opinion has a place."""
    points = summary.map_points
    if not points:
        return ""
    names = [theme.name for theme in summary.themes][:_MOST_LABELLED]
    n_lines = (len(names) + 2) // 2  # singles have a place in the legend, too
    plane = _SIDE * 0.72
    height = plane + 2 * _MARGIN + _LINE * (n_lines + 1)

    def draw(axes: Axes) -> None:
        axes.text(_MARGIN, _LINE - 3, CAUTION, fontsize=_FONT)
        _draw_points(axes, points, len(names), plane)
        _draw_labels(axes, points, len(names), plane)
        _draw_legend(axes, names, plane + _LINE + 2 * _MARGIN)

    return drawn(_SIDE, height, "figure-map", draw)


def _look(theme: int | None, n_named: int) -> tuple[str, str]:
    """Colour and form of a theme's points."""
    if theme is None or theme >= n_named:
        return (DARK_GREY, "x") if theme is None else (GREY, ".")
    return COLOURS[theme % len(COLOURS)], MARKERS[theme // len(COLOURS)]


def _place(point: MapPoint, plane: float) -> tuple[float, float]:
    left = _MARGIN + point.x * (_SIDE - 2 * _MARGIN)
    return left, _LINE + _MARGIN + (1 - point.y) * (plane - _MARGIN)


def _draw_points(axes: Axes, points: Sequence[MapPoint], n_named: int, plane: float) -> None:
    area = min(max(6000.0 / len(points), 10.0), 40.0)
    looks = {_look(point.theme, n_named) for point in points}
    for colour, marker in sorted(looks):
        here = [point for point in points if _look(point.theme, n_named) == (colour, marker)]
        places = [_place(point, plane) for point in here]
        axes.scatter(
            [x for x, _ in places],
            [y for _, y in places],
            # Area grows with the number of copies, within bounds; fewer points are larger.
            s=[area + 6.0 * min(point.n_opinions - 1, 10) for point in here],
            c=colour,
            marker=marker,
            linewidths=1.2 if marker == "x" else 0.0,
            alpha=0.75,
        )


def _draw_labels(axes: Axes, points: Sequence[MapPoint], n_named: int, plane: float) -> None:
    """Write each theme's number where its points lie most closely together."""
    for theme in range(n_named):
        places = np.array([_place(point, plane) for point in points if point.theme == theme])
        if len(places):
            places = places[:: 1 + len(places) // _MOST_COMPARED]
            gaps = np.linalg.norm(places[:, None] - places[None], axis=2)
            crowding = np.round(np.quantile(gaps, 0.25, axis=1), 3)
            x, y = places[int(crowding.argmin())]
            label = axes.text(x, y, str(theme + 1), ha="center", va="center", fontsize=13)
            label.set_path_effects([effects.withStroke(linewidth=3, foreground="white")])


def _draw_legend(axes: Axes, names: Sequence[str], top: float) -> None:
    entries = [(f"{number} {name}", number - 1) for number, name in enumerate(names, start=1)]
    shown: list[tuple[str, int | None]] = [*entries, ("少数意見", None)]
    n_rows = (len(shown) + 1) // 2
    for index, (name, theme) in enumerate(shown):
        left = _MARGIN + (index // n_rows) * (_SIDE / 2 - _MARGIN)
        middle = top + (index % n_rows) * _LINE
        colour, marker = _look(theme, len(names))
        axes.scatter([left + 4], [middle], s=30, c=colour, marker=marker, linewidths=1.0)
        axes.text(
            left + 14,
            middle + 3.3,
            shortened(name, _LEGEND_CHARACTERS),
            fontsize=_FONT,
            color=INK,
        )
