"""Runs of text on slides, in one font."""

from collections.abc import Sequence
from typing import Any

from pptx.oxml.ns import qn
from pptx.util import Pt

from pipeline.report.one_page.wording import FONT

Run = tuple[str, float, bool, Any]
"""Text, points, bold, colour."""


def fill(frame: Any, paragraphs: Sequence[Sequence[Run]]) -> None:
    """Write paragraphs of runs; the font is set for Japanese and for Latin letters."""
    for number, runs in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        for text, points, bold, colour in runs:
            run = paragraph.add_run()
            run.text = text
            run.font.size, run.font.bold, run.font.name = Pt(points), bold, FONT
            run.font.color.rgb = colour
            properties = run._r.get_or_add_rPr()
            properties.set("lang", "ja-JP")
            latin = properties.find(qn("a:latin"))
            east = properties.makeelement(qn("a:ea"), {"typeface": FONT})
            latin.addnext(east)
