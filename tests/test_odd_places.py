"""Places of the decision record that the law of marks cannot fill with a text alone."""

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from pipeline.ingest.file_entries import FileResult
from pipeline.ingest.round_tables import IngestParams, ingest
from pipeline.receiving.adding import add_round
from pipeline.tables.state import UNREAD_PART, State
from tests import intake_inputs as make
from tests.blind_cases import in_this_process
from tests.test_no_text_outside import BASE, mark, paragraph, read, run, word

A = mark("甲")
B = mark("乙")
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
FONT = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /HeiseiKakuGo-W5 /Encoding /UniJIS-UCS2-H"
    " /DescendantFonts [4 0 R] >>",
    "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /HeiseiKakuGo-W5 /CIDSystemInfo"
    " << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> /FontDescriptor"
    " << /Type /FontDescriptor /FontName /HeiseiKakuGo-W5 /Flags 4 /FontBBox [0 -200 1000 900]"
    " /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >> >>",
)
FONTS = "/Resources << /Font << /F1 3 0 R >> >>"


def _shown(text: str, y: int = 700, mode: int = 0) -> str:
    code = text.encode("utf-16-be").hex()
    return f"BT {mode} Tr /F1 10 Tf 50 {y} Td <{code}> Tj ET\n"


def _stream(head: str, content: str) -> str:
    return f"<< {head} /Length {len(content)} >>\nstream\n{content}\nendstream"


def _pdf(content: str, *more: str, page: str = "") -> bytes:
    """A PDF of one page; further objects count from 7."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [5 0 R] /Count 1 >>",
        *FONT,
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 6 0 R {page or FONTS} >>",
        _stream("", content),
        *more,
    ]
    body = "".join(f"{n} 0 obj\n{text}\nendobj\n" for n, text in enumerate(objects, 1))
    return f"%PDF-1.7\n{body}trailer << /Root 1 0 R >>\n%%EOF".encode("latin-1")


def _read(path: Path, content: bytes) -> FileResult:
    path.write_bytes(content)
    return read(path)


def _states(result: FileResult, text: str) -> list[State]:
    assert not result.unreadable
    return [entry.state for entry in result.entries if text in entry.text]


@pytest.mark.parametrize(
    ("box", "sign"),
    [
        ("<w:checked/>", "☑"),
        ('<w:checked w:val="0"/>', "☐"),
        ('<w:default w:val="1"/>', "☑"),
        ('<w:default w:val="0"/>', "☐"),
        ('<w:default w:val="1"/><w:checked w:val="0"/>', "☐"),
    ],
)
def test_ticked_boxes_of_a_form_are_read(tmp_path: Path, box: str, sign: str) -> None:
    field = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>{box}</w:checkBox>'
    field += "</w:ffData></w:fldChar></w:r>"
    inside = f"<w:p>{field}{run('賛成である。')}</w:p>"
    result = _read(tmp_path / "a.docx", word(paragraph(BASE) + inside, {}))
    assert any(f"{sign}賛成である。" in entry.text for entry in result.entries)


@pytest.mark.parametrize(
    ("folder", "name"), [("word", "a.docx"), ("xl", "a.xlsx")], ids=["Word", "Excel"]
)
def test_what_is_no_text_is_told_by_number_or_size(tmp_path: Path, folder: str, name: str) -> None:
    whole = word(paragraph(BASE), {}) if folder == "word" else make.table([["意見"], [BASE]])
    parts: dict[str, object] = {
        f"{folder}/media/image1.png": PNG,
        f"{folder}/media/image2.png": PNG,
        f"{folder}/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0" + bytes(96),
        f"{folder}/vbaProject.bin": bytes(50),
    }
    result = _read(tmp_path / name, make.patched(whole, parts))
    told = " ".join(entry.reason for entry in result.entries)
    for words in ("画像（2枚）", "100バイト", "50バイト"):
        assert words in told


def test_names_of_authors_are_told_by_length(tmp_path: Path) -> None:
    core = "<p><creator>山田太郎</creator><lastModifiedBy>佐藤花子</lastModifiedBy></p>"
    result = _read(tmp_path / "a.docx", word(paragraph(BASE), {"docProps/core.xml": core.encode()}))
    assert any("文書の作成者（9字）" in entry.reason for entry in result.entries)
    assert not any("山田" in entry.text or "佐藤" in entry.text for entry in result.entries)


@pytest.mark.parametrize(
    "content",
    [
        _pdf(_shown(A)),
        _pdf(_shown(A, mode=3)),
        _pdf(
            "/X1 Do\n",
            _stream(f"/Type /XObject /Subtype /Form /BBox [0 0 595 842] {FONTS}", _shown(A)),
            page="/Resources << /XObject << /X1 7 0 R >> >>",
        ),
    ],
    ids=["text layer", "invisible", "form"],
)
def test_what_a_page_shows_is_read(tmp_path: Path, content: bytes) -> None:
    assert _states(_read(tmp_path / "a.pdf", content), A) == [State.OPINIONS]


@pytest.mark.parametrize(
    "content",
    [
        _pdf(_shown(BASE) + _shown(A, y=2000)),
        _pdf(
            _shown(BASE),
            "<< /Type /Annot /Subtype /Stamp /Rect [50 500 400 600] /F 4 /AP << /N 8 0 R >> >>",
            _stream(f"/Type /XObject /Subtype /Form /BBox [0 0 350 100] {FONTS}", _shown(A, y=50)),
            page=f"{FONTS} /Annots [7 0 R]",
        ),
    ],
    ids=["beyond the page", "stamp"],
)
def test_what_only_notes_paint_or_stands_beyond_the_page(tmp_path: Path, content: bytes) -> None:
    result = _read(tmp_path / "a.pdf", content)
    assert _states(result, A) == [State.NEEDS_PERSON]
    assert _states(result, BASE) == [State.OPINIONS]


def test_pages_in_no_tree_and_pages_without_text_are_counted(tmp_path: Path) -> None:
    lost = "<< /Type /Page /MediaBox [0 0 9 9] >>"
    result = _read(tmp_path / "a.pdf", _pdf(_shown(BASE), lost, lost))
    assert any("参照されないページ（2枚）" in entry.reason for entry in result.entries)
    pictures = _read(tmp_path / "b.pdf", make.pdf([[BASE], []]))
    (page,) = [entry for entry in pictures.entries if entry.state is State.UNREADABLE]
    assert page.page == 2


def test_columns_side_by_side_and_broken_lines(tmp_path: Path) -> None:
    columns = f'{{"団体名": ["A市", "B市"], "意見": ["{A}", "{B}"]}}'
    beside = _read(tmp_path / "a.json", columns.encode())
    assert (_states(beside, A), _states(beside, B)) == ([State.OPINIONS], [State.OPINIONS])
    good = f'{{"団体名": "A市", "意見": "{A}"}}\n{{"団体名": "C市", "意見": "{BASE}"}}\n'
    lines = _read(tmp_path / "b.json", f'{good}{{"団体名": "B市", "意見": "{B}\n'.encode())
    assert (_states(lines, A), _states(lines, B)) == ([State.OPINIONS], [State.NEEDS_PERSON])


def test_a_nul_is_replaced_and_told(tmp_path: Path) -> None:
    result = _read(tmp_path / "a.json", '[{"意見": "半分\\u0000の文を求める。"}]'.encode())
    assert any("半分\ufffdの文" in entry.text for entry in result.entries)
    assert any("1個" in entry.reason for entry in result.entries)


def _mail(text: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "a@example.jp", "x"
    mail.set_content(text)
    return mail


def _picture_in_body() -> bytes:
    mail = _mail(A)
    mail.add_alternative('<p><img src="cid:a"></p>', subtype="html")
    mail.get_payload()[1].add_related(PNG, "image", "png", cid="<a>")  # type: ignore[index, union-attr]
    return mail.as_bytes()


def _lying_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("a.txt", A)
    content = out.getvalue()
    at = content.index(b"PK\x01\x02") + 24  # the size in the directory (APPNOTE 4.3.12)
    return content[:at] + (999_999).to_bytes(4, "little") + content[at + 4 :]


def _received(tmp_path: Path, name: str, content: bytes) -> tuple[list[str], str]:
    (tmp_path / name).write_bytes(content)
    with in_this_process():
        add_round([tmp_path / name], "r", root=tmp_path / "p")
        tables = ingest(tmp_path / "p/corpora/rounds/r", IngestParams(), 1)
    reasons = tables.ledger["reason"]
    return list(tables.opinions["text"]), " ".join(reasons[reasons.str.startswith(UNREAD_PART)])


def test_pictures_in_a_mail_are_counted(tmp_path: Path) -> None:
    opinions, told = _received(tmp_path, "a.eml", _picture_in_body())
    assert opinions == [A]
    assert "メールの本文にある画像 1" in told


def test_a_mail_in_a_zip_is_opened(tmp_path: Path) -> None:
    content = make.zipped({"b.eml": _mail(A).as_bytes()})
    assert _received(tmp_path, "a.zip", content)[0] == [A]


def test_a_size_that_lies_is_told(tmp_path: Path) -> None:
    opinions, told = _received(tmp_path, "a.zip", _lying_zip())
    assert opinions == [A]
    assert "目録と大きさが違うファイル 1" in told
