"""The official table as a Word document: A4, repeated header rows, the same bytes each time."""

import io
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as Doc
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from pipeline.report.office_file import date_of, without_clock
from pipeline.report.summary.official_table import TableLine
from pipeline.report.summary.whole import Summary

FONT = "Yu Mincho"
"""游明朝: every Word for Windows and Mac since 2016 brings it; others take their own Mincho."""

_TWENTIETHS_PER_MM = 1440 / 25.4
_COLUMNS = (("No.", 12), ("該当箇所", 48), ("意見の概要", 105), ("件数", 14), ("考え方", 88))
_LAST_DRAFT = "【過去の回答による案。類似度{:.2f}{}】"


def render(summary: Summary) -> bytes:
    """The document as bytes: the same for the same summary, whenever it is written."""
    document = Document()
    _set_page(document)
    _set_fonts(document)
    document.add_heading(f"意見の概要と考え方　{summary.title}", level=1)
    document.add_paragraph(
        f"{summary.date}　意見{summary.received.n_opinions:,}件。"
        "概要は寄せられた意見の文をそのまま引いた。考え方は担当者が記入する。過去の回答による案は機械が選んだもので、確認を要する。"
    )
    body = document.element.body
    body.insert(len(body) - 1, parse_xml(_table(summary.table)))  # before the section's properties
    _number_pages(document)
    properties = document.core_properties
    properties.title = f"意見の概要と考え方 {summary.title}"
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = date_of(summary.iso_date)
    properties.revision = 1
    buffer = io.BytesIO()
    document.save(buffer)
    return without_clock(buffer.getvalue())


def _set_page(document: Doc) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(15)
    section.top_margin = section.bottom_margin = Mm(15)


def _set_fonts(document: Doc) -> None:
    for name, points in (("Normal", 10.0), ("Heading 1", 14.0)):
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


def _table(lines: tuple[TableLine, ...]) -> str:
    """The table as XML in one piece: 10,000 lines made cell by cell would take minutes."""
    widths = [round(millimetres * _TWENTIETHS_PER_MM) for _, millimetres in _COLUMNS]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="7B8794"/>' for side in sides
    )
    titles = "".join(
        _cell(title, width, bold=True, shade="E9F0F8")
        for (title, _), width in zip(_COLUMNS, widths, strict=True)
    )
    header = f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{titles}</w:tr>"
    rows = "".join(_row(line, widths) for line in lines)
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{header}{rows}</w:tbl>"
    )


def _row(line: TableLine, widths: list[int]) -> str:
    draft = ""
    if line.draft:
        source = f"、{line.draft.source}" if line.draft.source else ""
        draft = f"{_LAST_DRAFT.format(line.draft.similarity, source)}\n{line.draft.answer}"
    cells = (
        _cell(str(line.number), widths[0], right=True),
        _cell(f"{line.item}\n（{line.name}）" if line.item else line.name, widths[1]),
        _cell(line.overview, widths[2]),
        _cell(f"{line.n_opinions:,}", widths[3], right=True),
        _cell(draft, widths[4], colour="52606D"),
    )
    return f"<w:tr>{''.join(cells)}</w:tr>"


def _cell(
    text: str,
    width: int,
    *,
    bold: bool = False,
    right: bool = False,
    shade: str = "",
    colour: str = "",
) -> str:
    marks = ("<w:b/>" if bold else "") + (f'<w:color w:val="{colour}"/>' if colour else "")
    shading = f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else ""
    aligned = '<w:jc w:val="right"/>' if right else ""
    style = f'<w:pPr><w:spacing w:after="0"/>{aligned}</w:pPr>'
    paragraphs = "".join(
        f"<w:p>{style}<w:r><w:rPr>{marks}</w:rPr>"
        f'<w:t xml:space="preserve">{escape(part)}</w:t></w:r></w:p>'
        for part in text.split("\n")
    )
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shading}</w:tcPr>{paragraphs}</w:tc>'
