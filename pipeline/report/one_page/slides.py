"""The page as slides: all at a glance, the main points with quotes, what divides, is new and waits.

Text that is to be read from a seat has 14 points at least; only the foot has less.
"""

import re
from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Mm, Pt

from pipeline.report.office_file import saved
from pipeline.report.one_page import wording
from pipeline.report.one_page.printed import PrintedPage, PrintedPoint
from pipeline.report.one_page.slide_text import Run, fill

_WIDTH, _HEIGHT, _MARGIN = 338.7, 190.5, 15.0  # millimetres of a 16:9 slide
_FOOT, _FIGURES_HEIGHT = 19.0, 24.0  # millimetres
_BELOW_POINTS = 148.0  # millimetres from the top, where the table of points ends
_BELOW_TITLE = 40.0  # millimetres from the top, where running text begins
_ON_A_SLIDE = 5  # points, with quotes, in text of 14 points
_PER_MM, _LEADING, _AFTER, _MARGINS_OF_BOX = 72 / 25.4, 1.25, 5, 7.2  # in points
_TITLE_ONLY = 5  # the layout of the library's template that has a title and nothing else
_ACCENT, _SOFT, _INK, _WASH, _PAPER = (
    RGBColor.from_string(colour)  # type: ignore[no-untyped-call]
    for colour in ("1F4E8C", "52606D", "1F2933", "E9F0F8", "FFFFFF")
)


def render(page: PrintedPage) -> bytes:
    """The slides as bytes: the same for the same words, whenever they are written."""
    show = Presentation()
    show.slide_width, show.slide_height = Mm(_WIDTH), Mm(_HEIGHT)
    _first(show, page)
    _points(show, page)
    _rest(show, page)
    return saved(show, f"意見の概要 {page.title}", page.iso_date)


def _first(show: Any, page: PrintedPage) -> None:
    """Who answered, in large figures, and the points by name: what there is to say, at a glance."""
    slide = _slide(show, page.title)
    top = 36.0
    if page.date:
        top = _text(slide, top, [[(page.date, 14, False, _SOFT)]])
    if page.asked != page.title:
        asked: list[list[Run]] = [[(wording.ASKED, 18, True, _ACCENT)]]
        top = _text(slide, top, [*asked, [(page.asked, 16, False, _INK)]])
    top = _text(slide, top, [[(wording.ANSWERED, 18, True, _ACCENT)]])
    top = _figures(slide, top, page.answered)
    if page.kinds:
        top = _text(slide, top, [[(f"回答者の区分：{page.kinds}", 16, False, _INK)]])
    lines: list[list[Run]] = [[(wording.POINTS, 18, True, _ACCENT)]] + [
        [
            (f"{number}　{_first_claim(point.name)}　", 16, False, _INK),
            (point.counts.partition("、")[0], 16, True, _ACCENT),
        ]
        for number, point in enumerate(page.points, start=1)
    ]
    room = _HEIGHT - _FOOT - top
    fit = [n for n in range(2, len(lines) + 1) if _height(lines[:n]) <= room]
    if fit:
        _text(slide, top, lines[: fit[-1]])
    _foot(slide, wording.NOTE + (f" {page.attribution}" if page.attribution else ""))


def _figures(slide: Any, top: float, answered: Sequence[tuple[str, str]]) -> float:
    """The numbers side by side, each above what it counts; where the next thing begins."""
    width = min(62.0, (_WIDTH - 2 * _MARGIN) / max(1, len(answered)))
    for place, (what, value) in enumerate(answered):
        box = slide.shapes.add_textbox(
            *map(Mm, (_MARGIN + place * width, top, width - 3, _FIGURES_HEIGHT))
        )
        box.text_frame.word_wrap = True
        fill(box.text_frame, [[(value, 32, True, _ACCENT)], [(what, 14, False, _INK)]])
    return top + _FIGURES_HEIGHT


def _points(show: Any, page: PrintedPage) -> None:
    """The largest points with a sentence of each, the others by name."""
    slide = _slide(show, wording.POINTS)
    if page.points:
        _points_table(slide, page.points[:_ON_A_SLIDE])
    named = _named(page.points[_ON_A_SLIDE:])
    if named:
        _text(slide, _BELOW_POINTS, [[(named, 14, False, _INK)]])
    _foot(slide, page.rest + (wording.SLIDE_POINTS if named else ""))


def _named(points: Sequence[PrintedPoint]) -> str:
    """The other points by name, as many as there is room for above the foot, and how many more."""
    names = [
        f"{n} {_first_claim(one.name)}（{one.counts}）"
        for n, one in enumerate(points, _ON_A_SLIDE + 1)
    ]
    for shown in range(len(names), 0, -1):
        rest = [f"ほか{len(names) - shown}論点"] if shown < len(names) else []
        told = "　".join([*names[:shown], *rest])
        if _BELOW_POINTS + _height([[(told, 14, False, _INK)]]) <= _HEIGHT - _FOOT:
            return told
    return f"ほか{len(names)}論点" if names else ""


def _first_claim(name: str) -> str:
    """A heading with one of its claims, for a place with little room.

    >>> _first_claim("「期限の延長を」「…経費を国で」など（賛否が分かれる）"), _first_claim("期限")
    ('「期限の延長を」など（賛否が分かれる）', '期限')
    """
    return re.sub("(?<=[」』])[「『].*[」』](?=など)", "", name)


def _rest(show: Any, page: PrintedPage) -> None:
    """What divides, what is new and what waits: on one slide where they fit, else on more."""
    told = [(wording.DIVIDED, page.divided), (wording.NEWS, page.news)]
    told.append((wording.WAITING, page.waiting or (wording.NOTHING_WAITS,)))
    slides: list[dict[str, list[list[Run]]]] = [{}]
    for title, lines in told:
        own: list[list[Run]] = [[(f"・{line}", 15, False, _INK)] for line in lines]
        if own and _height([*_under_titles(slides[-1]), *own]) > _HEIGHT - _BELOW_TITLE - 14:
            slides.append({})
        slides[-1] |= {title: own} if own else {}
    for parts in filter(None, slides):
        slide = _slide(show, "、".join(parts))
        _text(slide, _BELOW_TITLE, _under_titles(parts)[len(parts) == 1 :])


def _under_titles(parts: Mapping[str, list[list[Run]]]) -> list[list[Run]]:
    heading: list[Run]
    found = []
    for title, lines in parts.items():
        heading = [(title, 18, True, _ACCENT)]
        found += [heading, *lines]
    return found


def _slide(show: Any, title: str) -> Any:
    slide = show.slides.add_slide(show.slide_layouts[_TITLE_ONLY])
    box = slide.shapes.title
    box.left, box.top, box.width, box.height = map(Mm, (_MARGIN, 8, _WIDTH - 2 * _MARGIN, 26))
    box.text_frame.word_wrap = True
    box.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    box.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    fill(box.text_frame, [[(title, 20 if len(title) > 30 else 24, True, _ACCENT)]])
    return slide


def _text(slide: Any, top: float, paragraphs: Sequence[Sequence[Run]]) -> float:
    """Write paragraphs below ``top`` (millimetres); where the next thing begins."""
    height = _height(paragraphs)
    place = map(Mm, (_MARGIN, top, _WIDTH - 2 * _MARGIN, height))
    box = slide.shapes.add_textbox(*place)
    box.text_frame.word_wrap = True
    fill(box.text_frame, paragraphs)
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
    fill(box.text_frame, [[(text, 10, False, _SOFT)]])


def _points_table(slide: Any, points: Sequence[PrintedPoint]) -> None:
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
        (str(number), _first_claim(point.name), point.counts, f"「{point.quote}」")
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
            fill(cell.text_frame, [[(text, 14, bold, _INK)]])
            for paragraph in cell.text_frame.paragraphs:  # Yu Gothic's own would burst the row
                paragraph.line_spacing = Pt(14 * _LEADING)
