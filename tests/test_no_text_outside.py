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
    "一覧": f'<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>{run("@")}</w:p>',
    "smartTag": f'<w:p><w:smartTag w:element="x">{run("@")}</w:smartTag></w:p>',
    "フィールド": '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x'
    f'</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("@")}'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
    "簡易フィールド": f'<w:p><w:fldSimple w:instr="REF x">{run("@")}</w:fldSimple></w:p>',
    "選んだもの": '<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList>'
    '<w:result w:val="1"/><w:listEntry w:val="ほか"/><w:listEntry w:val="@"/></w:ddList></w:ffData>'
    "</w:fldChar></w:r></w:p>",
    "選んだ内容": "<w:sdt><w:sdtPr><w:dropDownList/></w:sdtPr><w:sdtContent>"
    f"{paragraph('@')}</w:sdtContent></w:sdt>",
    "入力した文字": '<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:textInput/></w:ffData>'
    '</w:fldChar></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    f'{run("@")}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
    "挿入": f"<w:p><w:ins>{run('@')}</w:ins></w:p>",
    "移動先": f"<w:p><w:moveTo>{run('@')}</w:moveTo></w:p>",
    "隠し": "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>@</w:t></w:r></w:p>",
    "白": '<w:p><w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>@</w:t></w:r></w:p>',
    "表": f"<w:tbl><w:tr><w:tc>{paragraph('@')}</w:tc></w:tr></w:tbl>",
    "表の中の表": f"<w:tbl><w:tr><w:tc><w:tbl><w:tr><w:tc>{paragraph('@')}</w:tc></w:tr></w:tbl>"
    "<w:p/></w:tc></w:tr></w:tbl>",
    "枠の中の入力欄": "<w:p><w:r><w:pict><w:txbxContent><w:sdt><w:sdtContent>"
    f"{paragraph('@')}</w:sdtContent></w:sdt></w:txbxContent></w:pict></w:r></w:p>",
    "リンク": f"<w:p><w:hyperlink>{run('@')}</w:hyperlink></w:p>",
    "数式": "<w:p><m:oMath xmlns:m='m'><m:r><m:t>@</m:t></m:r></m:oMath></w:p>",
    "ワードアート": "<w:p><w:r><w:pict><textpath string='@'/></w:pict></w:r></w:p>",
    "ふりがな": "<w:p><w:r><w:ruby><w:rt><w:r><w:t>@</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>市"
    "</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>",
    "取消線": "<w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>@</w:t></w:r></w:p>",
    "表の説明": "<w:tbl><w:tblPr><w:tblCaption w:val='@'/></w:tblPr><w:tr><w:tc><w:p/></w:tc>"
    "</w:tr></w:tbl>",
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
    "word/diagrams/data1.xml": "<d><pt><t>@</t></pt></d>",
    "word/settings.xml": f'<w:settings xmlns:w="{W}"><w:docVars><w:docVar w:val="@"/></w:docVars>'
    "</w:settings>",
    "word/customXml.docx": "@",
    "word/embeddings/b.xlsx": "@",
    "word/embeddings/c.pdf": "@",
    "word/embeddings/d.docx": "@",
    "docProps/core.xml": "<p><title>@</title></p>",
    "later/unheard_of.xml": "<a><b>@</b></a>",
}
NOT_ANSWERS = {
    *("案内", "選択肢", "旧選択肢", "削除", "移動元", "命令", "ふりがな", "取消線"),
    *("word/glossary/document.xml", "word/settings.xml", "docProps/core.xml"),
}


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
    if name.endswith(".xlsx"):
        return make.table([["団体名", "意見"], ["A市", text]])
    if name.endswith(".docx"):
        return word(paragraph(text), {})
    if name.endswith(".pdf"):
        return make.pdf([[text]])
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


READ_IN_WORD = (
    *("段落", "一覧", "smartTag", "フィールド", "簡易フィールド", "選んだもの", "選んだ内容"),
    *("入力した文字", "挿入", "移動先", "隠し", "白", "枠", "枠の中の入力欄", "リンク", "表示"),
    *("customXml", "入力欄"),
)
"""Places whose sentence is an opinion, no more and no less."""


@pytest.mark.parametrize("place", READ_IN_WORD)
def test_what_is_shown_in_word_is_read_once(tmp_path: Path, place: str) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(word(paragraph(BASE) + IN_WORD[place].replace("@", mark(place)), {}))
    holding = [entry for entry in read(path).entries if mark(place) in entry.text]
    assert [entry.state for entry in holding] == [State.OPINIONS]


EXCEL_PARTS = {
    "xl/worksheets/_rels/x.rels": "<R><Relationship Target='https://example.jp/?q=@'/></R>",
    "xl/externalLinks/e1.xml": "<e><v>@</v></e>",
    "xl/queryTables/q1.xml": "<q><c t='@'/></q>",
    "xl/embeddings/b.docx": "@",
    "xl/ctrlProps/c1.xml": "<f text='@'/>",
    "xl/diagrams/data1.xml": "<d><pt><t>@</t></pt></d>",
    "xl/threadedComments/t1.xml": "<T><threadedComment><text>@</text></threadedComment></T>",
    "xl/drawings/vmlDrawing1.vml": "<xml><textbox><div>@</div></textbox></xml>",
    "xl/charts/chart1.xml": "<c><title><t>@</t></title></c>",
    "xl/pivotCache/p1.xml": '<p><s v="@"/></p>',
    "xl/worksheets/orphan.xml": "<worksheet><sheetData><row><c><is><t>@</t></is></c></row>"
    "</sheetData></worksheet>",
    "xl/media/image1.svg": "<svg><text>@</text></svg>",
    "docProps/custom.xml": "<p><v>@</v></p>",
}


IN_SHEET = {
    "head of pages": "<headerFooter><oddHeader>&amp;L@</oddHeader></headerFooter>",
    "validation": "<dataValidations><dataValidation prompt='@'/></dataValidations>",
    "condition": '<conditionalFormatting><cfRule><formula>"@"</formula></cfRule>'
    "</conditionalFormatting>",
    "scenario": "<scenarios><scenario comment='@'/></scenarios>",
    "link": "<hyperlinks><hyperlink tooltip='@'/></hyperlinks>",
}
"""Behind the cells of a sheet."""
IN_BOOK = {
    "name": "<definedNames><definedName name='x'>\"@\"</definedName></definedNames>",
    "number format": "<numFmt formatCode='\"@\"0'/>",
}
OTHER_CELLS = {
    "formula": "<row r='30'><c r='A30'><f>IF(1,\"@\",\"\")</f><v>1</v></c></row>",
    "furigana": "<row r='31'><c r='A31' t='inlineStr'><is><t>市</t><rPh><t>@</t></rPh></is></c>"
    "</row>",
    "struck": "<row r='32'><c r='A32' t='inlineStr'><is><r><rPr><strike/></rPr><t>@</t></r><r><t>市"
    "</t></r></is></c></row>",
}


@pytest.mark.parametrize("place", [*IN_SHEET, *IN_BOOK, *OTHER_CELLS])
def test_each_place_of_a_workbook(tmp_path: Path, place: str) -> None:
    path = tmp_path / "a.xlsx"
    sheet, book = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
    whole = make.table([["団体名", "意見"], ["A市", BASE]])
    changes: dict[str, object] = {}
    if place in IN_SHEET:
        end = "</worksheet>"
        changes[sheet] = (end, IN_SHEET[place].replace("@", mark(place)) + end)
    elif place in OTHER_CELLS:
        end = "</sheetData>"
        changes[sheet] = (end, OTHER_CELLS[place].replace("@", mark(place)) + end)
    else:
        end = "</workbook>"
        changes[book] = (end, IN_BOOK[place].replace("@", mark(place)) + end)
    path.write_bytes(make.patched(whole, changes))
    may_answer = {"head of pages", "scenario"}
    assert_told(read(path), [place], {*IN_SHEET, *IN_BOOK, *OTHER_CELLS} - may_answer)


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
    "初期値": b"<< /FT /Tx /DV @ >>",
    "説明": b"<< /FT /Tx /TU @ >>",
    "ボタン": b"<< /FT /Btn /MK << /CA @ >> >>",
    "件名": b"<< /Type /Annot /Subtype /Text /Subj @ >>",
    "署名": b"<< /Type /Sig /Reason @ >>",
    "行き先": b"<< /S /URI /URI @ >>",
    "置き換え": b"<< /S /Span /ActualText @ >>",
    "図": b"<< /S /Figure /Alt @ >>",
    "頁番号": b"<< /S /D /P @ >>",
    "文書情報": b"<< /Keywords @ >>",
}
PDF_NO_ANSWERS = {
    *(
        "しおり",
        "式",
        "選択肢",
        "初期値",
        "説明",
        "ボタン",
        "件名",
        "署名",
        "行き先",
        "図",
        "頁番号",
    ),
    "文書情報",
}
PDF_FILES = {
    "XFA": lambda text: f"<xfa><value>{text}</value></xfa>".encode(),
    "添付": lambda text: text.encode(),
    "添付の表": lambda text: make.table([["団体名", "意見"], ["A市", text]]),
    "添付の文書": lambda text: word(paragraph(text), {}),
    "添付のPDF": lambda text: make.pdf([[text]]),
}
"""Streams of a PDF that are files or data."""


def test_pdf_marks(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"]
    objects += [b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] >>"]
    objects += [xml.replace(b"@", hexadecimal(mark(place))) for place, xml in PDF_OBJECTS.items()]
    for place, made in PDF_FILES.items():
        content = made(mark(place))
        kind = b"" if place == "XFA" else b"/Type /EmbeddedFile "
        head = b"<< %s/Length %d >>" % (kind, len(content))
        objects.append(head + b"\nstream\n" + content + b"\nendstream")
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, o) for n, o in enumerate(objects, 1))
    path.write_bytes(b"%PDF-1.7\n" + body + b"trailer << /Root 1 0 R >>\n%%EOF")
    assert_told(read(path), [*PDF_OBJECTS, *PDF_FILES], PDF_NO_ANSWERS)


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


def test_rows_wider_than_any_sheet_wait_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = (["x"] * 50_000, ["x"] * 49_999 + [BASE])
    path.write_text("\n".join(map(",".join, rows)), encoding="utf-8")
    entries = read(path).entries
    assert {entry.state for entry in entries} == {State.NEEDS_PERSON}
    assert BASE in entries[-1].text


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
