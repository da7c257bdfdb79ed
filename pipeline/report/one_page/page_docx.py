"""The page as a Word document: one sheet of A4, the same bytes each time."""

from docx import Document
from docx.document import Document as Doc
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from pipeline.report.office_file import saved
from pipeline.report.one_page import wording
from pipeline.report.one_page.printed import PrintedPage

_SOFT = RGBColor(0x52, 0x60, 0x6D)
_ACCENT = RGBColor(0x1F, 0x4E, 0x8C)


def render(page: PrintedPage) -> bytes:
    """The document as bytes: the same for the same words, whenever it is written."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin = section.bottom_margin = Mm(13)
    running = 8.5 if page.news else 9.0  # all on one sheet with ten points and what is new
    for name, points in (("Normal", running), ("Heading 1", 14.0), ("Heading 2", 10.5)):
        _set_style(document, name, points)
    _write(document, page)
    return saved(document, f"意見の概要 {page.title}", page.iso_date)


def _write(document: Doc, page: PrintedPage) -> None:
    document.add_heading(page.title, level=1)
    if page.date:
        _soft(document.add_paragraph(), page.date)
    if page.asked != page.title:
        document.add_heading(wording.ASKED, level=2)
        document.add_paragraph(page.asked)
    document.add_heading(wording.ANSWERED, level=2)
    document.add_paragraph("　".join(f"{what} {value}" for what, value in page.answered))
    if page.kinds:
        document.add_paragraph(f"回答者の区分：{page.kinds}")
    document.add_heading(wording.POINTS, level=2)
    for number, point in enumerate(page.points, start=1):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.left_indent = Mm(6)
        paragraph.paragraph_format.first_line_indent = Mm(-6)
        paragraph.paragraph_format.keep_together = True
        paragraph.add_run(f"{number}　{point.name}").bold = True
        _soft(paragraph, f"　{point.counts}")
        paragraph.add_run().add_break()
        _soft(paragraph, f"「{point.quote}」")
    document.add_paragraph(page.rest)
    if page.divided:
        document.add_heading(wording.DIVIDED, level=2)
        _list(document, page.divided)
    if page.news:
        document.add_heading(wording.NEWS, level=2)
        _list(document, page.news)
    document.add_heading(wording.WAITING, level=2)
    _list(document, page.waiting or (wording.NOTHING_WAITS,))
    note = document.add_paragraph()
    _soft(note, wording.NOTE + (f" {page.attribution}" if page.attribution else ""))


def _list(document: Doc, lines: tuple[str, ...]) -> None:
    for line in lines:
        paragraph = document.add_paragraph(f"・{line}")
        paragraph.paragraph_format.left_indent = Mm(3.5)
        paragraph.paragraph_format.first_line_indent = Mm(-3.5)


def _soft(paragraph: Paragraph, text: str) -> None:
    run = paragraph.add_run(text)
    run.font.color.rgb = _SOFT


def _set_style(document: Doc, name: str, points: float) -> None:
    style = document.styles[name]
    style.font.name, style.font.size = wording.FONT, Pt(points)
    heading = name != "Normal"
    style.paragraph_format.space_before = Pt(7 if heading else 0)
    style.paragraph_format.space_after = Pt(2)
    style.paragraph_format.line_spacing = Pt(points * 1.35)
    if heading:
        style.font.color.rgb = _ACCENT
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:eastAsia", "w:ascii", "w:hAnsi", "w:cs"):
        fonts.set(qn(script), wording.FONT)
    for theme in ("w:asciiTheme", "w:eastAsiaTheme", "w:hAnsiTheme", "w:cstheme"):
        fonts.attrib.pop(qn(theme), None)
