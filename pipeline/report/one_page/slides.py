"""The page as slides: all at a glance, the main points with quotes, what divides and what waits.

Text that is to be read from a seat has 14 points at least; only the foot has less.
"""

from collections.abc import Sequence
from math import ceil
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
_FOOT, _FIGURES_HEIGHT = 19.0, 24.0  # millimetres
_BELOW_POINTS = 148.0  # millimetres from the top, where the table of points ends
_ON_A_SLIDE = 5  # points, with quotes, in text of 14 points
_PER_MM, _LEADING, _AFTER, _MARGINS_OF_BOX = 72 / 25.4, 1.25, 5, 7.2  # in points
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
    _points(show, page)
    _third(show, page)
    return saved(show, f"意見の概要 {summary.title}", summary.iso_date)


def _first(show: Any, summary: Summary, page: OnePage) -> None:
    """Who answered, in large figures, and the points by name: what there is to say, at a glance."""
    slide = _slide(show, summary.title)
    top = 36.0
    if page.date:
        top = _text(slide, top, [[(page.date, 14, False, _SOFT)]])
    if page.asked != summary.title:
        asked: list[list[Run]] = [[(wording.ASKED, 18, True, _ACCENT)]]
        top = _text(slide, top, [*asked, [(page.asked, 16, False, _INK)]])
    top = _text(slide, top, [[(wording.ANSWERED, 18, True, _ACCENT)]])
    top = _figures(slide, top, page.answered)
    if page.kinds:
        top = _text(slide, top, [[(f"回答者の区分：{page.kinds}", 16, False, _INK)]])
    lines: list[list[Run]] = [[(wording.POINTS, 18, True, _ACCENT)]] + [
        [
            (f"{number}　{point.name}　", 16, False, _INK),
            (f"{point.n_opinions:,}件", 16, True, _ACCENT),
        ]
        for number, point in enumerate(page.points, start=1)
    ]
    room = _HEIGHT - _FOOT - top
    fit = [n for n in range(2, len(lines) + 1) if _height(lines[:n]) <= room]
    if fit:
        _text(slide, top, lines[: fit[-1]])
    _foot(slide, wording.NOTE + (f" {summary.attribution}" if summary.attribution else ""))


def _figures(slide: Any, top: float, answered: Sequence[tuple[str, str]]) -> float:
    """The numbers side by side, each above what it counts; where the next thing begins."""
    width = min(62.0, (_WIDTH - 2 * _MARGIN) / max(1, len(answered)))
    for place, (what, value) in enumerate(answered):
        box = slide.shapes.add_textbox(
            *map(Mm, (_MARGIN + place * width, top, width - 3, _FIGURES_HEIGHT))
        )
        box.text_frame.word_wrap = True
        _fill(box.text_frame, [[(value, 32, True, _ACCENT)], [(what, 14, False, _INK)]])
    return top + _FIGURES_HEIGHT


def _points(show: Any, page: OnePage) -> None:
    """The largest points with a sentence of each, the others by name."""
    slide = _slide(show, wording.POINTS)
    if page.points:
        _points_table(slide, page.points[:_ON_A_SLIDE])
    named = "　".join(
        f"{number} {point.name}（{point.counts}）"
        for number, point in enumerate(page.points[_ON_A_SLIDE:], start=_ON_A_SLIDE + 1)
    )
    if named:
        _text(slide, _BELOW_POINTS, [[(named, 14, False, _INK)]])
    _foot(slide, page.rest + (wording.SLIDE_POINTS if named else ""))


def _third(show: Any, page: OnePage) -> None:
    told = [(wording.DIVIDED, page.divided)] if page.divided else []
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


def _text(slide: Any, top: float, paragraphs: Sequence[Sequence[Run]]) -> float:
    """Write paragraphs below ``top`` (millimetres); where the next thing begins."""
    height = _height(paragraphs)
    place = map(Mm, (_MARGIN, top, _WIDTH - 2 * _MARGIN, height))
    box = slide.shapes.add_textbox(*place)
    box.text_frame.word_wrap = True
    _fill(box.text_frame, paragraphs)
    for number, paragraph in enumerate(box.text_frame.paragraphs):
        is_heading = bool(paragraphs[number][0][2])
        paragraph.space_before = Pt(14 if is_heading and number else 0)
        paragraph.space_after = Pt(_AFTER)
    return top + height


def _height(paragraphs: Sequence[Sequence[Run]]) -> float:
    """About how high paragraphs are, in millimetres, if every character is as wide as high."""
    points = _MARGINS_OF_BOX
    for number, runs in enumerate(paragraphs):
        size = max(run[1] for run in runs)
        wide = sum(len(text) * points_of for text, points_of, _, _ in runs)
        n_lines = ceil(wide / ((_WIDTH - 2 * _MARGIN - 6) * _PER_MM))
        points += n_lines * size * _LEADING + _AFTER + (14 if runs[0][2] and number else 0)
    return points / _PER_MM


def _foot(slide: Any, text: str) -> None:
    place = map(Mm, (_MARGIN, _HEIGHT - _FOOT + 2, _WIDTH - 2 * _MARGIN, 14))
    box = slide.shapes.add_textbox(*place)
    box.text_frame.word_wrap = True
    _fill(box.text_frame, [[(text, 10, False, _SOFT)]])


def _points_table(slide: Any, points: Sequence[Point]) -> None:
    widths = (14.0, 96.0, 52.0, _WIDTH - 2 * _MARGIN - 162.0)
    titles = ("", "論点", "件数", "意見の一文")
    head, height = 9.0, (_BELOW_POINTS - 36 - 9) / _ON_A_SLIDE
    shape = slide.shapes.add_table(
        len(points) + 1,
        len(widths),
        *map(Mm, (_MARGIN, 36, _WIDTH - 2 * _MARGIN, head + height * len(points))),
    )
    table = shape.table
    for column, width in enumerate(widths):
        table.columns[column].width = Mm(width)
    rows = [titles] + [
        (str(number), point.name, point.counts, f"「{point.quote}」")
        for number, point in enumerate(points, start=1)
    ]
    for place, row in enumerate(rows):
        table.rows[place].height = Mm(head if place == 0 else height)
        for column, text in enumerate(row):
            cell = table.cell(place, column)
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            cell.margin_top = cell.margin_bottom = Mm(0.7)
            cell.fill.solid()
            cell.fill.fore_color.rgb = _WASH if place == 0 else _PAPER
            bold = place == 0 or column == 1
            _fill(cell.text_frame, [[(text, 14, bold, _INK)]])
            for paragraph in cell.text_frame.paragraphs:  # Yu Gothic's own would burst the row
                paragraph.line_spacing = Pt(14 * _LEADING)


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
