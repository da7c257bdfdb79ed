"""The law of marks: a sentence anywhere in a file is in the ledger, whatever the place."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.ingest.file_entries import FileResult, Task, read_file
from pipeline.layouts.hand_out import DocumentParams
from pipeline.layouts.source import SourceFile
from pipeline.readers.csv_records import read_records
from pipeline.readers.limits import Limits
from pipeline.segmentation.splitting import SplittingParams
from pipeline.tables.state import UNREAD_PART, State
from tests import intake_inputs as make

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
BASE = "基準として、手引の改訂を求める。"

KINDS = {
    ".docx": "word",
    ".xlsx": "workbook",
    ".pdf": "pdf",
    ".csv": "delimited",
    ".json": "json",
    ".txt": "text",
}


def mark(place: str) -> str:
    """A sentence that stands in one place only."""
    number = sum(ord(letter) * (n + 1) for n, letter in enumerate(place)) % 100_000
    return f"札{number:05}の欄では、締切の見直しを求める。"


def read(path: Path) -> FileResult:
    return read_file(
        Task(
            path,
            SourceFile(path=path.name, kind=KINDS[path.suffix], layout=()),
            (),
            DocumentParams(),
            SplittingParams(),
            Limits(),
        )
    )


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def paragraph(text: str) -> str:
    return f"<w:p>{run(text)}</w:p>"


IN_WORD = {
    "段落": paragraph("@"),
    "customXml": f'<w:customXml w:element="x">{paragraph("@")}</w:customXml>',
    "入力欄": f"<w:sdt><w:sdtContent>{paragraph('@')}</w:sdtContent></w:sdt>",
    "案内": "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
    f"{paragraph('@')}</w:sdtContent></w:sdt>",
    "選択肢": '<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:displayText="@" w:value="1"/>'
    f"</w:dropDownList></w:sdtPr><w:sdtContent>{paragraph('未選択')}</w:sdtContent></w:sdt>",
    "旧選択肢": '<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList>'
    '<w:listEntry w:val="@"/></w:ddList></w:ffData></w:fldChar></w:r></w:p>',
    "表示": f'<mc:AlternateContent><mc:Choice Requires="wps">{paragraph("@")}</mc:Choice>'
    f"<mc:Fallback>{paragraph('別の表示')}</mc:Fallback></mc:AlternateContent>",
    "代替": f'<mc:AlternateContent><mc:Choice Requires="wps">{paragraph("表の側")}</mc:Choice>'
    f"<mc:Fallback>{paragraph('@')}</mc:Fallback></mc:AlternateContent>",
    "枠": f"<w:p><w:r><w:pict><w:txbxContent>{paragraph('@')}</w:txbxContent></w:pict></w:r></w:p>",
    "削除": "<w:p><w:del><w:r><w:delText>@</w:delText></w:r></w:del></w:p>",
    "移動元": f"<w:p><w:moveFrom>{run('@')}</w:moveFrom></w:p>",
    "命令": "<w:p><w:r><w:instrText>QUOTE @</w:instrText></w:r></w:p>",
    "代替文": '<w:p><w:r><w:drawing><x descr="@"/></w:drawing></w:r></w:p>',
    "行の入れ物": "<w:tbl><w:customXml><w:tr><w:tc><w:p/></w:tc><w:tc>"
    f"{paragraph('@')}</w:tc></w:tr></w:customXml></w:tbl>",
}
WORD_PARTS = {
    f"word/{name}.xml": f'<w:x xmlns:w="{W}">{paragraph("@")}</w:x>'
    for name in ("header1", "footer2", "footnotes", "endnotes", "comments", "glossary/document")
} | {
    "word/charts/chart1.xml": "<c><t>@</t></c>",
    "word/afchunk1.htm": "<html><meta charset='utf-8'><p>@</p></html>",
    "word/afchunk2.txt": "@",
    "word/embeddings/a.rtf": "{\\rtf1 @}",
    "docProps/custom.xml": "<p><v>@</v></p>",
    "customXml/item1.xml": "<data>@</data>",
    "word/header9.xml": "<broken>@",
    "later/unheard_of.xml": "<a><b>@</b></a>",
}
NOT_ANSWERS = {"案内", "選択肢", "旧選択肢", "削除", "移動元", "命令", "word/glossary/document.xml"}


def word(inside: str, parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        body = f'<w:document xmlns:w="{W}" xmlns:mc="{MC}"><w:body>{inside}</w:body></w:document>'
        package.writestr("word/document.xml", body)
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def part(name: str, template: str) -> bytes:
    text = mark(name)
    if name.endswith(".rtf"):
        text = "".join(c if c.isascii() else f"\\u{ord(c)}?" for c in text)
    return template.replace("@", text).encode()


def assert_told(result: FileResult, places: list[str], not_answers: set[str]) -> None:
    """Every mark is in one entry, once; where nobody answers it is no opinion."""
    for place in places:
        holding = [entry for entry in result.entries if mark(place) in entry.text]
        assert holding, f"{place} vanished: {result.unreadable}"
        states = {entry.state for entry in holding}
        assert all(entry.reason or entry.state is State.OPINIONS for entry in holding), place
        if place in not_answers:
            assert states == {State.NOT_AN_OPINION}, place


def test_word_marks(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    inside = "".join(xml.replace("@", mark(place)) for place, xml in IN_WORD.items())
    parts = {name: part(name, xml) for name, xml in WORD_PARTS.items()}
    path.write_bytes(word(paragraph(BASE) + inside, parts))
    assert_told(read(path), [*IN_WORD, *WORD_PARTS], NOT_ANSWERS)


@pytest.mark.parametrize("place", [*IN_WORD, *WORD_PARTS])
def test_each_place_of_word_alone(tmp_path: Path, place: str) -> None:
    path = tmp_path / "a.docx"
    inside = IN_WORD.get(place, "").replace("@", mark(place))
    parts = {place: part(place, WORD_PARTS[place])} if place in WORD_PARTS else {}
    path.write_bytes(word(paragraph(BASE) + inside, parts))
    assert_told(read(path), [place], NOT_ANSWERS)


EXCEL_PARTS = {
    "xl/threadedComments/t1.xml": "<T><threadedComment><text>@</text></threadedComment></T>",
    "xl/drawings/vmlDrawing1.vml": "<xml><textbox><div>@</div></textbox></xml>",
    "xl/charts/chart1.xml": "<c><title><t>@</t></title></c>",
    "xl/pivotCache/p1.xml": '<p><s v="@"/></p>',
    "xl/worksheets/orphan.xml": "<worksheet><sheetData><row><c><is><t>@</t></is></c></row>"
    "</sheetData></worksheet>",
    "xl/media/image1.svg": "<svg><text>@</text></svg>",
    "docProps/custom.xml": "<p><v>@</v></p>",
}


def test_excel_marks(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    cells = {"A1": "団体名", "B1": "意見", "A2": "A市", "B2": BASE, "H2": mark("右")}
    cells |= {"A40": mark("下")}
    package = make.patched(
        make.workbook({"回答": cells, "控え": {"A1": mark("控え")}}),
        {name: part(name, xml) for name, xml in EXCEL_PARTS.items()},
    )
    path.write_bytes(package)
    assert_told(read(path), ["右", "下", "控え", *EXCEL_PARTS], {"xl/worksheets/orphan.xml"})


def hexadecimal(text: str) -> bytes:
    return b"<FEFF" + text.encode("utf-16-be").hex().encode() + b">"


PDF_OBJECTS = {
    "値": b"<< /FT /Tx /T (a) /V @ >>",
    "注": b"<< /Type /Annot /Subtype /FreeText /Contents @ >>",
    "返信": b"<< /Type /Annot /Subtype /Text /RC @ >>",
    "しおり": b"<< /Title @ /Parent 1 0 R >>",
    "式": b"<< /S /JavaScript /JS @ >>",
    "選択肢": b"<< /FT /Ch /Opt [ (x) @ ] >>",
    "未知": b"<< /Later @ >>",
}


def test_pdf_marks(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"]
    objects += [b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] >>"]
    objects += [xml.replace(b"@", hexadecimal(mark(place))) for place, xml in PDF_OBJECTS.items()]
    attached = f"<html><meta charset='utf-8'>{mark('添付')}</html>".encode()
    objects += [
        b"<< /Type /EmbeddedFile /Length %d >>\nstream\n%s\nendstream"
        % (len(attached), mark("添付").encode())
    ]
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, o) for n, o in enumerate(objects, 1))
    path.write_bytes(b"%PDF-1.7\n" + body + b"trailer << /Root 1 0 R >>\n%%EOF")
    assert_told(read(path), [*PDF_OBJECTS, "添付"], {"しおり", "式", "選択肢"})


def test_json_marks(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    lists = (
        f'"回答": [{{"団体名": "A市", "意見": "{mark("一")}", "添えた文": ["x", "{mark("二")}"]}}]'
    )
    more = (
        f'"追補": {{"内": [{{"団体名": "B市", "意見": "{mark("三")}"}}]}}, "全体": "{mark("四")}"'
    )
    path.write_text(f"{{{lists}, {more}}}", encoding="utf-8")
    assert_told(read(path), ["一", "二", "三", "四"], set())


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.docx"])
def test_what_is_read_is_not_told_as_unread(tmp_path: Path, name: str) -> None:
    lines = "次の二つの見直しを求める。\n一、締切の延長\n二、様式を統一してほしい。"
    rows = [["団体名", "意見"], ["A市", lines], ["B市", BASE]]
    quoted = "\n".join(f'{body},"{text}"' for body, text in rows)
    whole = "".join(map(paragraph, lines.split("\n")))
    content = {
        "a.csv": quoted.encode(),
        "a.xlsx": make.table(rows),
        "a.docx": word(whole + paragraph(BASE), {}),
    }
    (tmp_path / name).write_bytes(content[name])
    entries = read(tmp_path / name).entries
    assert not [entry.reason for entry in entries if entry.reason.startswith(UNREAD_PART)]


def test_half_a_pair_is_replaced_and_told(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('[{"\\ud83d": "x", "意見": "半分\\ude00の文を求める。\\ufffe"}]')
    result = read(path)
    assert any("半分\ufffdの文" in entry.text for entry in result.entries)
    assert any("3個" in entry.reason for entry in result.entries)


@pytest.mark.parametrize(
    "row",
    [
        'B市,"開いたまま',
        'B市,"語\\"を",続き',
        'B市,"語"を直す',
        "B市,切れる,残りの文を求める。",
        'B市,"次の行が\nC市,呑まれる"',
        "一つだけの欄である。",
    ],
)
def test_rows_that_are_not_quite_csv_wait_whole(tmp_path: Path, row: str) -> None:
    path = tmp_path / "a.csv"
    good = "".join(f"D{n}市,締切の{n}度目の見直しを求める。\n" for n in range(5))
    path.write_text(f"団体名,意見\n{good}{row}\nE市,最後の文を求める。\n", encoding="utf-8")
    entries = read(path).entries
    waiting = [entry for entry in entries if entry.state is State.NEEDS_PERSON]
    assert row.split("\n")[0] in "\n".join(entry.text for entry in waiting)
    assert "7行目" in waiting[0].reason
    assert sum(entry.state is State.OPINIONS for entry in entries) == 6


@given(st.text(alphabet='あ1,"\n \\', max_size=60))
def test_records_hold_every_character(text: str) -> None:
    """Laid side by side, records and the line breaks between them are the text."""
    records = read_records(text, ",")
    place = 0
    for record in records:
        assert record.begin == place
        assert record.line == text.count("\n", 0, record.begin) + 1
        place = record.end + 1
    assert place >= len(text)
    for record in records:
        kept = sum(map(len, ("".join(cell.split()) for cell in record.cells)))
        inside = "".join(text[record.begin : record.end].split())
        assert len(inside) - inside.count('"') - inside.count(",") <= kept <= len(inside)


VALID = {
    "a.docx": word(
        paragraph(BASE), {"word/header1.xml": part("h", WORD_PARTS["word/header1.xml"])}
    ),
    "a.xlsx": make.form("A市", BASE),
    "a.csv": f'団体名,意見\nA市,"{BASE}"\nB市,{BASE}\n'.encode(),
    "a.json": f'{{"回答": [{{"団体名": "A市", "意見": "{BASE}"}}], "他": 1}}'.encode(),
    "a.txt": BASE.encode("cp932"),
    "a.pdf": b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
    b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n3 0 obj\n"
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /X (\\343\\201\\202) >>\nendobj\n"
    b"trailer << /Root 1 0 R >>\n%%EOF",
}


@pytest.mark.parametrize("name", VALID)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_whatever_the_bytes_no_reader_raises(
    tmp_path: Path, name: str, data: st.DataObject
) -> None:
    """Valid files of each format, cut, overwritten, doubled: entries or a reason, never a raise."""
    content = bytearray(VALID[name])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, max(len(content) - 1, 0)))
        to = data.draw(st.integers(at, min(at + 40, len(content))))
        new = data.draw(st.one_of(st.binary(max_size=8), st.just(bytes(content[:at][-30:]))))
        content[at:to] = new
    path = tmp_path / name
    path.write_bytes(bytes(content))
    result = read(path)
    assert result.entries or result.unreadable or result.needs_person
    for entry in result.entries:
        entry.text.encode("utf-8")
