"""The official table as a Word document: A4, repeated header rows, the same bytes each time."""

from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as Doc
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from pipeline.report.office_file import saved
from pipeline.report.summary.official_table import TableLine
from pipeline.report.summary.whole import Summary

FONT = "Yu Mincho"
"""游明朝: every Word for Windows and Mac since 2016 brings it; others take their own Mincho."""

_TWENTIETHS_PER_MM = 1440 / 25.4
_ANSWERS = "過去の回答（案）"
_COLUMNS = (
    ("No.", 11),
    ("該当箇所", 30),
    ("検討項目・論点（機械の整理）", 34),
    ("賛否", 15),
    ("意見の概要", 75),
    ("件数", 12),
    ("考え方", 54),
    (_ANSWERS, 36),
)
_WITHOUT_ANSWERS = tuple(
    (title, width + 36 if title == "考え方" else width)
    for title, width in _COLUMNS
    if title != _ANSWERS
)
_NUMBERS = ("No.", "件数")
_GREY = {"検討項目・論点（機械の整理）": "52606D", _ANSWERS: "52606D"}
"""What the machine says stands in grey."""
_LONGEST_ON_A_PAGE = 700  # characters; a row that no page can hold must break somewhere
_LAST_DRAFT = "【案{}　類似度{:.2f}　{}】"


def render(summary: Summary) -> bytes:
    """The document as bytes: the same for the same summary, whenever it is written."""
    document = Document()
    _set_page(document)
    _set_fonts(document)
    document.add_heading(f"意見の概要と考え方　{summary.title}", level=1)
    answers = (
        "過去の回答（案）は機械が選んだもので、確認を要する。似たものがなければ空欄とした。"
        if any(line.drafts for line in summary.table)
        else ""
    )
    document.add_paragraph(
        f"{summary.date}　意見{summary.received.n_opinions:,}件。"
        "概要は寄せられた意見の文をそのまま引いた。該当箇所は回答者が書いたもの。考え方は担当者が記入する。"
        f"{answers}"
    )
    body = document.element.body
    body.insert(len(body) - 1, parse_xml(_table(summary.table)))  # before the section's properties
    _number_pages(document)
    return saved(document, f"意見の概要と考え方 {summary.title}", summary.iso_date)


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
    columns = _COLUMNS if any(line.drafts for line in lines) else _WITHOUT_ANSWERS
    titles_of = [title for title, _ in columns]
    widths = [round(millimetres * _TWENTIETHS_PER_MM) for _, millimetres in columns]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="7B8794"/>' for side in sides
    )
    titles = "".join(
        _cell(title, width, bold=True, shade="E9F0F8")
        for title, width in zip(titles_of, widths, strict=True)
    )
    header = f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{titles}</w:tr>"
    rows = "".join(_row(line, titles_of, widths) for line in lines)
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:top w:w="45" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
        '<w:bottom w:w="45" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{header}{rows}</w:tbl>"
    )


def _row(line: TableLine, titles: list[str], widths: list[int]) -> str:
    drafts = "\n".join(
        f"{_LAST_DRAFT.format(number, draft.similarity, draft.source or '出典の記載なし')}"
        f"\n{draft.answer}"
        for number, draft in enumerate(line.drafts, start=1)
    )
    texts = (
        str(line.number),
        line.asked,
        f"{line.item}\n（{line.name}）" if line.item else line.name,
        line.stance,
        line.overview,
        f"{line.n_opinions:,}",
        "",
        drafts,
    )
    cells = "".join(
        _cell(text, width, right=title in _NUMBERS, colour=_GREY.get(title, ""))
        for title, width, text in zip(titles, widths, texts[: len(titles)], strict=True)
    )
    whole = sum(map(len, (line.overview, drafts))) <= _LONGEST_ON_A_PAGE
    kept = "<w:trPr><w:cantSplit/></w:trPr>" if whole else ""
    return f"<w:tr>{kept}{cells}</w:tr>"


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
