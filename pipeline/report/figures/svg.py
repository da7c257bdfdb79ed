"""Figures as SVG whose text stays text: searchable, read aloud; the same bytes twice."""

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import matplotlib as mpl
import matplotlib_fontja
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, fontManager

FONT_STACK = (
    "'Hiragino Sans', 'Yu Gothic UI', 'Yu Gothic', Meiryo, 'Noto Sans JP', "
    "'Noto Sans CJK JP', IPAexGothic, sans-serif"
)
"""Text is measured with IPAexGothic, which the package brings, and shown in what a reader has."""
INK, GREY = "#1f2933", "#9aa5b1"
FONT_POINTS = 12.0


def drawn(width: float, height: float, prefix: str, draw: Callable[[Axes], None]) -> str:
    """What ``draw`` draws, as standalone SVG.

    Args:
        width: in points; the axes run from 0 to it.
        height: in points, counted downwards.
        prefix: put before every id, so that ids are unique on a page.
        draw: draws on axes whose unit is the point.
    """
    font = str(Path(matplotlib_fontja.__file__).parent / "fonts" / "ipaexg.ttf")
    fontManager.addfont(font)
    family = FontProperties(fname=font).get_name()
    settings: Any = {
        "svg.fonttype": "none",  # text stays text
        "svg.hashsalt": prefix,  # ids are the same on every run
        "font.family": [family],
        "font.size": FONT_POINTS,
        "text.color": INK,
        "text.parse_math": False,  # a $ in a name is a $
    }
    with mpl.rc_context(settings):
        figure = Figure(figsize=(width / 72, height / 72))
        FigureCanvasSVG(figure)
        axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
        axes.set_xlim(0, width)
        axes.set_ylim(height, 0)
        axes.set_axis_off()
        draw(axes)
        buffer = io.StringIO()
        nothing = {"Date": None, "Creator": None, "Format": None, "Type": None}
        figure.savefig(buffer, format="svg", metadata=nothing, transparent=True)
    return _tidied(buffer.getvalue(), family, prefix)


def _tidied(svg: str, family: str, prefix: str) -> str:
    """No prologue (it names an external DTD); ids unique on a page; fonts that readers have."""
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r'\bid="', f'id="{prefix}-', svg)
    svg = re.sub(r"url\(#", f"url(#{prefix}-", svg)
    svg = re.sub(r'href="#', f'href="#{prefix}-', svg)
    return svg.replace(f"'{family}'", FONT_STACK).replace(f"{family};", f"{FONT_STACK};")
