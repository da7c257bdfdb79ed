"""Each format by what it does to text: encodings, struck-through words, furigana, text boxes."""

import io
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font

from pipeline.errors import UnreadableError
from pipeline.readers.delimited import read_delimited
from pipeline.readers.docx import read_docx
from pipeline.readers.json_file import read_json
from pipeline.readers.limits import Limits
from pipeline.readers.pdf import read_pdf
from pipeline.readers.workbook import read_workbook
from pipeline.text.decoding import decode
from tests import intake_inputs as make

LIMITS = Limits()
TEXT = "①㈱髙島市の意見：ガバメントクラウドの費用が高い～。"


@pytest.mark.parametrize(
    ("content", "finding"),
    [
        (TEXT.encode(), "UTF-8"),
        (TEXT.encode("utf-8-sig"), "utf-8（BOM付き）"),
        (TEXT.encode("cp932"), "cp932"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.replace("㈱髙", "高").replace("～", "").encode("euc_jp", "replace"), "EUC-JP"),
        ("意見なし".encode("iso2022_jp"), "ISO-2022-JP"),
    ],
)
def test_encodings_are_told_apart(content: bytes, finding: str) -> None:
    text, findings = decode(content)
    assert "意見" in text
    assert any(finding in told for told in findings)
    assert not any("化け" in told for told in findings)


@pytest.mark.parametrize(
    ("content", "finding"),
    [
        ("A市の意見\n".encode() + "B町の意見\n".encode("cp932"), "行によって文字コードが違う"),
        ("A市".encode() + b"\xef\xbb\xbf" + "B町".encode(), "途中にBOM"),
        ("A市\0の意見".encode(), "NUL"),
        ("標準化の意見".encode().decode("cp932", "replace").encode(), "文字化け"),
        ("意見".encode() + b"\xff\xfe\xff" + b"\n", "読めないバイト"),
    ],
)
def test_broken_encodings_are_noticed(content: bytes, finding: str) -> None:
    _, findings = decode(content)
    assert any(finding in told for told in findings), findings


@pytest.mark.parametrize("separator", [",", "\t", ";", "|"])
def test_separators_and_quotes(separator: str) -> None:
    lines = [("団体名", "意見"), ("A市", f'"一つ目{separator}\n二つ目の""行"""'), ("B町", "")]
    text = "\r\n".join(separator.join(line) for line in lines)
    (grid,), _ = read_delimited(text.encode("cp932"), LIMITS)
    assert grid.rows[1] == ["A市", f'一つ目{separator}\n二つ目の"行"']
    assert [len(row) for row in grid.rows] == [2, 2, 2]


def test_an_open_quote_does_not_swallow_the_file() -> None:
    rows = [
        f'A{number}市,"意見{number}' if number == 3 else f"A{number}市,意見" for number in range(60)
    ]
    (grid,), _ = read_delimited("\n".join(rows).encode(), LIMITS)
    assert len(grid.rows) == 60
    assert ["引用符" in waiting.reason for waiting in grid.waiting] == [True]


@pytest.mark.parametrize(
    "content",
    [
        '[{"団体名": "A市", "意見": "高い"}, {"団体名": "B町", "意見": null, "属性": {"年": 3}}]',
        '{"total": 2, "comments": [{"団体名": "A市", "意見": "高い"}, {"団体名": "B町"}]}',
        '{"団体名": "A市", "意見": "高い"}\n\n{"団体名": "B町"}\n',
    ],
)
def test_json(content: str) -> None:
    (grid,) = read_json(content.encode(), LIMITS).grids
    assert grid.rows[0][:2] == ["団体名", "意見"]
    assert grid.rows[1][:2] == ["A市", "高い"]
    assert grid.rows[2][:2] == ["B町", ""]


def test_a_key_that_comes_twice_keeps_both_values() -> None:
    (grid,) = read_json(b'[{"body": "a", "body": "b"}]', LIMITS).grids
    assert grid.rows == [["body", "body（2）"], ["a", "b"]]


def test_struck_text_is_left_out_and_noted() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    struck = TextBlock(InlineFont(strike=True), "３年")
    sheet["A1"] = CellRichText("期限を", struck, "５年延ばす。")
    sheet["A2"] = "すべて消した意見"
    sheet["A2"].font = Font(strike=True)
    sheet["A3"] = "残る意見"
    (grid,), _ = read_workbook(make.saved(book), LIMITS)
    assert [row[0] for row in grid.rows] == ["期限を５年延ばす。", "", "残る意見"]
    assert grid.notes == {(0, 0): "見え消し「３年」を除いた", (1, 0): "セル全体が見え消し"}


def _as_excel_saves(texts: list[str]) -> bytes:
    """A workbook with shared strings; openpyxl writes them into the cells."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    struck = book.add_format({"font_strikeout": True})
    for row, text in enumerate(texts):
        sheet.write_string(row, 0, text)
    sheet.write_rich_string(len(texts), 0, "期限を", struck, "３年", "５年延ばす。")
    book.close()
    return out.getvalue()


def test_furigana_is_no_text() -> None:
    old = "<is><t>KANJI</t></is>"
    new = '<is><t>神戸市</t><rPh sb="0" eb="2"><t>コウベ</t></rPh></is>'
    changes: dict[str, object] = {"xl/worksheets/sheet1.xml": (old, new)}
    content = make.patched(make.table([["団体名"], ["KANJI"]]), changes)
    (grid,), _ = read_workbook(content, LIMITS)
    assert grid.rows[1] == ["神戸市"]


def test_furigana_and_struck_text_of_shared_strings() -> None:
    old, new = "<si><t>KANJI</t></si>", new_string("神戸市", "コウベ")
    changes: dict[str, object] = {"xl/sharedStrings.xml": (old, new)}
    content = make.patched(_as_excel_saves(["団体名", "KANJI"]), changes)
    (grid,), _ = read_workbook(content, LIMITS)
    assert [row[0] for row in grid.rows] == ["団体名", "神戸市", "期限を５年延ばす。"]
    assert grid.notes == {(2, 0): "見え消し「３年」を除いた"}


def new_string(text: str, reading: str) -> str:
    return f'<si><t>{text}</t><rPh sb="0" eb="2"><t>{reading}</t></rPh></si>'


def test_hidden_rows_sheets_comments_errors_and_formulas() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"] = "意見"
    sheet["A2"] = "=A1&A1"
    sheet["A3"] = "#REF!"
    sheet["A3"].data_type = "e"
    sheet["A4"] = "=cmd|' /C calc'!A0"
    sheet["A4"].data_type = "s"
    sheet["A1"].comment = Comment("事務局のメモ", "x")
    sheet.row_dimensions[2].hidden = True
    book.create_sheet("コード表").sheet_state = "hidden"
    book["コード表"]["A1"] = "131016"
    (grid, hidden), _ = read_workbook(make.saved(book), LIMITS)
    assert grid.hidden_rows == {1}
    assert hidden.hidden
    assert grid.cell(3, 0) == "=cmd|' /C calc'!A0"
    assert set(grid.faults) == {(1, 0), (2, 0)}
    assert "#REF!" in grid.faults[2, 0]
    assert [(aside.kind, aside.text) for aside in grid.asides] == [("コメント", "事務局のメモ")]


def test_text_boxes_of_a_sheet() -> None:
    drawing = """<?xml version="1.0"?><xdr:wsDr
 xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor><xdr:from>
<xdr:col>1</xdr:col><xdr:row>4</xdr:row></xdr:from><xdr:sp><xdr:txBody><a:p><a:r><a:t>枠の中の</a:t>
</a:r><a:r><a:t>意見。</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:twoCellAnchor></xdr:wsDr>"""
    relations = """<?xml version="1.0"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship
 Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing"
 Target="../drawings/drawing1.xml"/></Relationships>"""
    content = make.patched(
        make.table([["意見"]]),
        {
            "xl/drawings/drawing1.xml": drawing.encode(),
            "xl/worksheets/_rels/sheet1.xml.rels": relations.encode(),
        },
    )
    (grid,), _ = read_workbook(content, LIMITS)
    assert [(a.kind, a.place, a.text) for a in grid.asides] == [
        ("テキストボックス", (4, 1), "枠の中の意見。")
    ]


def test_an_old_workbook() -> None:
    (grid,), _ = read_workbook(Path("tests/data/kyu_keishiki.xls").read_bytes(), LIMITS)
    assert grid.rows[2][:3] == ["131016", "A市", "移行の期限を延ばしてほしい。"]
    assert grid.span(0, 3) == (0, 0, 0, 3)


def _paragraph(xml: str) -> bytes:
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return f'<w:document xmlns:w="{name}"><w:body>{xml}</w:body></w:document>'.encode()


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        (
            "<w:p><w:r><w:t>前</w:t></w:r><w:del><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>",
            "前",
        ),
        ("<w:p><w:ins><w:r><w:t>新</w:t></w:r></w:ins></w:p>", "新"),
        (
            "<w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>旧</w:t></w:r><w:r><w:t>新</w:t></w:r></w:p>",
            "新",
        ),
        (
            "<w:p><w:r><w:ruby><w:rt><w:r><w:t>こうべ</w:t></w:r></w:rt>"
            "<w:rubyBase><w:r><w:t>神戸</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>",
            "神戸",
        ),
        ("<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>高い</w:t></w:r></w:p>", "- 高い"),
        (
            "<w:p><w:r><w:t>外</w:t></w:r><w:r><w:txbxContent><w:p><w:r><w:t>枠の中</w:t></w:r></w:p>"
            "</w:txbxContent></w:r></w:p>",
            "外\n枠の中",
        ),
    ],
)
def test_runs_of_a_word_document(xml: str, text: str) -> None:
    content = make.patched(make.word(["x"]), {"word/document.xml": _paragraph(xml)})
    assert read_docx(content).text == text


def test_tables_and_lists_of_a_word_document() -> None:
    received = read_docx(
        make.word(["主な意見", "・高い。"], [["団体名", "A市"], ["意見", "困る。"]])
    )
    assert received.text == "主な意見\n- 高い。"
    assert received.grids[0].rows == [["団体名", "A市"], ["意見", "困る。"]]


def test_lines_and_pages_of_a_pdf() -> None:
    broken = "・標準準拠システムへの移行期限について、現場の負担が大きいため、五年の"
    pages = [["主な意見", broken, "延長をお願いしたい。"], [], ["次の頁の意見です。", "- 3 -"]]
    received = read_pdf(make.pdf(pages))
    assert received.text.split("\n")[1] == broken + "延長をお願いしたい。"
    assert received.page_of(received.text.index("次の頁")) == 3
    assert received.lost_pages == (2,)
    assert "- 3 -" not in received.text


def test_a_scanned_pdf_says_so() -> None:
    with pytest.raises(UnreadableError, match="スキャン"):
        read_pdf(make.pdf([[]]))
