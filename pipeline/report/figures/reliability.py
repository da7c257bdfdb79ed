"""How often the classifier is right beside how sure it says it is: the reliability diagram."""

from matplotlib.axes import Axes

from pipeline.report.figures.svg import GREY, INK, drawn
from pipeline.report.summary.whole import Summary

COLOUR = "#1f4e8c"
_SIDE, _LEFT, _TOP, _FONT = 240.0, 62.0, 26.0, 9.5
_TICKS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


def reliability_figure(summary: Summary) -> str:
    """The diagram as standalone SVG; empty where the classifier's card has no such measure."""
    bins = summary.certainty.reliability
    if not bins:
        return ""

    def x(value: float) -> float:
        return _LEFT + value * _SIDE

    def y(value: float) -> float:
        return _TOP + (1 - value) * _SIDE

    def draw(axes: Axes) -> None:
        axes.text(4, 14, "実際に正しかった割合（縦）", fontsize=_FONT)
        axes.text(x(1), y(0) + 34, "分類器の示した確率（横）", fontsize=_FONT, ha="right")
        for value in _TICKS:
            axes.plot((x(0), x(1)), (y(value), y(value)), color="#e4e7eb", linewidth=0.8)
            axes.text(x(0) - 6, y(value), f"{value:.1f}", fontsize=_FONT, ha="right", va="center")
            axes.text(x(value), y(0) + 16, f"{value:.1f}", fontsize=_FONT, ha="center")
        axes.plot((x(0), x(1)), (y(0), y(1)), color=GREY, linewidth=1.0, linestyle=(0, (4, 3)))
        axes.text(x(0.3), y(0.25), "確率どおり", fontsize=_FONT, color=INK)
        for part in bins:
            axes.plot((x(part.stated),) * 2, (y(part.low), y(part.high)), color=COLOUR, lw=1.2)
        axes.scatter(
            [x(part.stated) for part in bins],
            [y(part.found) for part in bins],
            s=26,
            c=COLOUR,
            linewidths=0,
            zorder=3,
        )

    return drawn(_LEFT + _SIDE + 20, _TOP + _SIDE + 42, "figure-reliability", draw)
