"""Parts of a Word table on landscape A4, as XML: rows, cells, runs; repeated header rows.

A table is made in one piece: 10,000 lines made cell by cell would take minutes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as Doc
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

FONT = "Yu Mincho"
"""游明朝: every Word for Windows and Mac since 2016 brings it; others take their own Mincho."""

POINTS = 10.0
"""Size of the text of a table."""
LEADING = 1.3
"""Height of a line over that of its characters: Mincho's own, 1.7, makes rows needlessly tall."""
BESIDE = 3.0
"""Millimetres of a column that no text stands in."""

_TWENTIETHS_PER_MM = 1440 / 25.4


@dataclass(frozen=True)
class Column:
    """A column of a table."""

    title: str
    millimetres: float


def landscape_document(title: str, note: str) -> Doc:
    """A document with a heading, a note below it and numbered pages."""
    document = Document()
    _set_page(document)
    _set_fonts(document)
    document.add_heading(title, level=1)
    document.add_paragraph(note)
    _number_pages(document)
    return document


def add_table(document: Doc, columns: Sequence[Column], rows: Sequence[str]) -> None:
    """Put a table at the end of a document.

    Args:
        document: as ``landscape_document`` makes it.
        columns: from the left.
        rows: as ``row`` gives them.
    """
    widths = [twentieths(column) for column in columns]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="7B8794"/>' for side in sides
    )
    titles = "".join(
        cell(paragraph(run(column.title, bold=True)), column, shade="E9F0F8") for column in columns
    )
    header = f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{titles}</w:tr>"
    table = (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:top w:w="45" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
        '<w:bottom w:w="45" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{header}{''.join(rows)}</w:tbl>"
    )
    body = document.element.body
    body.insert(len(body) - 1, parse_xml(table))  # before the section's properties


def row(cells: Sequence[str], *, is_kept_together: bool) -> str:
    """A row of cells; one that no page can hold must be allowed to break."""
    kept = "<w:trPr><w:cantSplit/></w:trPr>" if is_kept_together else ""
    return f"<w:tr>{kept}{''.join(cells)}</w:tr>"


def cell(paragraphs: str, column: Column, *, shade: str = "") -> str:
    """A cell of paragraphs."""
    shading = f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else ""
    width = f'<w:tcW w:w="{twentieths(column)}" w:type="dxa"/>'
    return f"<w:tc><w:tcPr>{width}{shading}</w:tcPr>{paragraphs}</w:tc>"


def paragraph(runs: str, *, right: bool = False, points: float = POINTS) -> str:
    """A paragraph of runs, whose lines are as high as text of so many points needs."""
    high = f'w:line="{round(20 * points * LEADING)}" w:lineRule="exact"'
    aligned = '<w:jc w:val="right"/>' if right else ""
    return f'<w:p><w:pPr><w:spacing w:after="0" {high}/>{aligned}</w:pPr>{runs}</w:p>'


def run(
    text: str,
    *,
    bold: bool = False,
    struck: bool = False,
    underlined: bool = False,
    colour: str = "",
    points: float | None = None,
) -> str:
    """Text in one format."""
    marks = (
        ("<w:b/>" if bold else "")
        + ("<w:strike/>" if struck else "")
        + (f'<w:color w:val="{colour}"/>' if colour else "")
        + (f'<w:sz w:val="{round(2 * points)}"/>' if points else "")
        + ('<w:u w:val="single"/>' if underlined else "")
    )
    return f'<w:r><w:rPr>{marks}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def twentieths(column: Column) -> int:
    """Width in twentieths of a point."""
    return round(column.millimetres * _TWENTIETHS_PER_MM)


def _set_page(document: Doc) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(15)
    section.top_margin = section.bottom_margin = Mm(15)


def _set_fonts(document: Doc) -> None:
    for name, points in (("Normal", POINTS), ("Heading 1", 14.0)):
        style = document.styles[name]
        style.font.name, style.font.size = FONT, Pt(points)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("w:eastAsia", "w:ascii", "w:hAnsi", "w:cs"):
            fonts.set(qn(script), FONT)
        for theme in ("w:asciiTheme", "w:eastAsiaTheme", "w:hAnsiTheme", "w:cstheme"):
            fonts.attrib.pop(qn(theme), None)


def _number_pages(document: Doc) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    for field in ("PAGE", "NUMPAGES"):
        if field == "NUMPAGES":
            paragraph.add_run(" / ")
        paragraph._p.append(
            parse_xml(
                f'<w:fldSimple {nsdecls("w")} w:instr="{field}">'
                "<w:r><w:t>1</w:t></w:r></w:fldSimple>"
            )
        )
