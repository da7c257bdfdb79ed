"""How many contents each theme held in every round: one line a theme, its name at its end."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from pipeline.report.figures.bars import ACCENT, KIND_COLOURS
from pipeline.report.figures.svg import GREY, INK, drawn
from pipeline.report.wording import shortened

_MOST_LINES = 8
_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 652.0, 300.0, 56.0, 226.0, 16.0, 40.0
"""Left of the first round there is room for half of its date (令和17年12月31日)."""
_NAME_CHARACTERS = 15
_APART = 17.0
"""Points between two names, at least."""
_BESIDE = 3.0
"""Points between lines that have one value: none hides another."""


@dataclass(frozen=True)
class TrajectoryLine:
    """One theme over all rounds; 0 where it does not stand."""

    name: str
    n_contents: tuple[int, ...]


def figure(rounds: Sequence[str], lines: Sequence[TrajectoryLine]) -> str:
    """SVG of the themes with the most contents; empty where there are no two rounds.

    Args:
        rounds: short names, in the order of time.
        lines: of all themes, largest first.
    """
    shown = lines[:_MOST_LINES]
    if len(rounds) < 2 or not shown:
        return ""
    most = max(max(line.n_contents) for line in shown) or 1
    step = (_WIDTH - _LEFT - _RIGHT) / (len(rounds) - 1)
    xs = [_LEFT + step * n for n in range(len(rounds))]

    def y(n: int) -> float:
        return _HEIGHT - _BOTTOM - (_HEIGHT - _TOP - _BOTTOM) * n / most

    def draw(axes: Axes) -> None:
        for n in sorted({0, most // 2, most}):
            axes.plot([_LEFT, xs[-1]], [y(n), y(n)], color="#d5dbe1", linewidth=0.7)
            axes.text(_LEFT - 8, y(n), f"{n:,}", ha="right", va="center", color=INK)
        for x, name in zip(xs, rounds, strict=True):
            axes.text(x, _HEIGHT - _BOTTOM + 20, name, ha="center", va="center", color=INK)
        heights = _side_by_side([[y(n) for n in line.n_contents] for line in shown])
        places = _apart([ys[-1] for ys in heights])
        for number, (line, place) in enumerate(zip(shown, places, strict=True)):
            colour = KIND_COLOURS[number % len(KIND_COLOURS)] or ACCENT
            ys = heights[number]
            axes.plot(xs, ys, color=colour, linewidth=2, marker="o", markersize=5)
            axes.plot([xs[-1] + 5, xs[-1] + 16], [ys[-1], place], color=GREY, linewidth=0.7)
            told = f"{shortened(line.name, _NAME_CHARACTERS)} {line.n_contents[-1]:,}"
            axes.text(xs[-1] + 19, place, told, ha="left", va="center", color=INK)

    return drawn(_WIDTH, _HEIGHT, "trajectory", draw)


def _apart(places: Sequence[float]) -> list[float]:
    """Heights for names, in the order given, none nearer to another than a line of text."""
    order = sorted(range(len(places)), key=lambda n: (places[n], n))
    found = [0.0] * len(places)
    last = -_APART
    for n in order:
        found[n] = last = max(places[n], last + _APART)
    lowest = _HEIGHT - _BOTTOM
    for n in reversed(order):  # back up from the bottom, as far as there are names in the way
        found[n] = min(found[n], lowest)
        lowest = found[n] - _APART
    return found


def _side_by_side(heights: Sequence[Sequence[float]]) -> list[list[float]]:
    """Heights of lines, (n_lines, n_rounds), those that are equal in a round set a little apart."""
    apart = [list(line) for line in heights]
    for column in range(len(heights[0])):
        for value in {line[column] for line in heights}:
            equal = [number for number, line in enumerate(heights) if line[column] == value]
            for place, number in enumerate(equal):
                apart[number][column] += _BESIDE * (place - (len(equal) - 1) / 2)
    return apart
