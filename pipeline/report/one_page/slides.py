"""The page as three slides: who answered, the main points, what divides and what waits."""

from collections.abc import Sequence
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Mm, Pt

from pipeline.report.office_file import saved
from pipeline.report.one_page import wording
from pipeline.report.summary.one_page import OnePage, Point
from pipeline.report.summary.whole import Summary

FONT = "Yu Gothic"
"""As in ``page_docx``."""
_WIDTH, _HEIGHT, _MARGIN = 338.7, 190.5, 15.0  # millimetres of a 16:9 slide
_TITLE_ONLY = 5  # the layout of the library's template that has a title and nothing else
_ACCENT, _SOFT, _INK, _WASH, _PAPER = (
    RGBColor.from_string(colour)  # type: ignore[no-untyped-call]
    for colour in ("1F4E8C", "52606D", "1F2933", "E9F0F8", "FFFFFF")
)
Run = tuple[str, float, bool, Any]
"""Text, points, bold, colour."""


def render(summary: Summary) -> bytes:
    """The slides as bytes: the same for the same summary, whenever they are written."""
    page = summary.one_page
    show = Presentation()
    show.slide_width, show.slide_height = Mm(_WIDTH), Mm(_HEIGHT)
    _first(show, summary, page)
    _second(show, page)
    _third(show, page)
    return saved(show, f"意見の概要 {summary.title}", summary.iso_date)


def _first(show: Any, summary: Summary, page: OnePage) -> None:
    slide = _slide(show, summary.title)
    paragraphs: list[list[Run]] = []
    if page.date:
        paragraphs.append([(page.date, 14, False, _SOFT)])
    if page.asked != summary.title:
        paragraphs += [[(wording.ASKED, 18, True, _ACCENT)], [(page.asked, 16, False, _INK)]]
    paragraphs.append([(wording.ANSWERED, 18, True, _ACCENT)])
    paragraphs += [
        [(f"{what}　", 18, False, _INK), (value, 28, True, _ACCENT)]
        for what, value in page.answered
    ]
    if page.kinds:
        paragraphs.append([(f"回答者の区分：{page.kinds}", 16, False, _INK)])
    _text(slide, 45.0, paragraphs)
    _foot(slide, wording.NOTE + (f" {summary.attribution}" if summary.attribution else ""))


def _second(show: Any, page: OnePage) -> None:
    slide = _slide(show, wording.POINTS)
    if page.points:
        _points_table(slide, page.points)
    _foot(slide, page.rest)


def _third(show: Any, page: OnePage) -> None:
    parts = ((wording.DIVIDED, page.divided), (wording.NEW, page.new))
    told = [(title, lines) for title, lines in parts if lines]
    told.append((wording.WAITING, page.waiting or (wording.NOTHING_WAITS,)))
    slide = _slide(show, "と".join(title for title, _ in told))
    paragraphs: list[list[Run]] = []
    for title, lines in told:
        if len(told) > 1:
            paragraphs.append([(title, 18, True, _ACCENT)])
        paragraphs += [[(f"・{line}", 15, False, _INK)] for line in lines]
    _text(slide, 40.0, paragraphs)


def _slide(show: Any, title: str) -> Any:
    slide = show.slides.add_slide(show.slide_layouts[_TITLE_ONLY])
    box = slide.shapes.title
    box.left, box.top, box.width, box.height = map(Mm, (_MARGIN, 8, _WIDTH - 2 * _MARGIN, 26))
    box.text_frame.word_wrap = True
    box.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    box.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    _fill(box.text_frame, [[(title, 20 if len(title) > 30 else 24, True, _ACCENT)]])
    return slide


def _text(slide: Any, top: float, paragraphs: Sequence[Sequence[Run]]) -> None:
    place = map(Mm, (_MARGIN, top, _WIDTH - 2 * _MARGIN, _HEIGHT - top - 18))
    box = slide.shapes.add_textbox(*place)
    box.text_frame.word_wrap = True
    _fill(box.text_frame, paragraphs)
    for number, paragraph in enumerate(box.text_frame.paragraphs):
        is_heading = bool(paragraphs[number][0][2])
        paragraph.space_before = Pt(14 if is_heading and number else 0)
        paragraph.space_after = Pt(5)


def _foot(slide: Any, text: str) -> None:
    place = map(Mm, (_MARGIN, _HEIGHT - 17, _WIDTH - 2 * _MARGIN, 14))
    box = slide.shapes.add_textbox(*place)
    box.text_frame.word_wrap = True
    _fill(box.text_frame, [[(text, 10, False, _SOFT)]])


def _points_table(slide: Any, points: Sequence[Point]) -> None:
    widths = (12.0, 100.0, 52.0, _WIDTH - 2 * _MARGIN - 164.0)
    titles = ("", "論点", "件数", "意見の一文")
    shape = slide.shapes.add_table(
        len(points) + 1,
        len(widths),
        *map(Mm, (_MARGIN, 33, _WIDTH - 2 * _MARGIN, 8 + 12.5 * len(points))),
    )
    table = shape.table
    for column, width in enumerate(widths):
        table.columns[column].width = Mm(width)
    rows = [titles] + [
        (str(number), point.name, point.counts, f"「{point.quote}」")
        for number, point in enumerate(points, start=1)
    ]
    for place, row in enumerate(rows):
        table.rows[place].height = Mm(8 if place == 0 else 12.5)
        for column, text in enumerate(row):
            cell = table.cell(place, column)
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            cell.margin_top = cell.margin_bottom = Mm(0.7)
            cell.fill.solid()
            cell.fill.fore_color.rgb = _WASH if place == 0 else _PAPER
            bold = place == 0 or column == 1
            _fill(cell.text_frame, [[(text, 10.5 if place else 10, bold, _INK)]])


def _fill(frame: Any, paragraphs: Sequence[Sequence[Run]]) -> None:
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
