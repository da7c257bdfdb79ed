"""All text of a PDF that stands on none of its pages' text layers: forms, notes, attachments.

As in package_parts, no list of places: every string of every object is looked at, and the pages
are asked once more with their notes and fields painted in. docs/decisions/0005-no-text-outside.md
"""

import io
import re

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from pipeline.readers import pdf_objects
from pipeline.readers.detect import OLE
from pipeline.readers.grid import UnreadPart
from pipeline.readers.inner_files import text_of_inner_file
from pipeline.readers.package_kinds import BY_PROGRAMS
from pipeline.readers.package_parts import Known, text_of_office_file
from pipeline.readers.package_texts import says

_KINDS = (
    ({"V", "RV"}, "フォームの入力欄", True),
    ({"DV", "TU", "Opt", "CA", "T", "MK", "AC", "RC0"}, "フォームの設定", False),
    ({"Contents", "RC"}, "注釈", True),
    ({"Subj", "OverlayText"}, "注釈の件名", False),
    ({"Reason", "Location", "ContactInfo"}, "署名", False),
    ({"Title", "Subject", "Keywords"}, "しおり・文書情報（プロパティ）", False),
    ({"Creator", "Producer"}, BY_PROGRAMS, False),
    ({"Author", "Name"}, "文書の作成者", False),
    ({"JS", "URI"}, "スクリプトやリンク", False),
    ({"Desc", "F", "UF"}, "添付ファイルの名前と説明", False),
    ({"Alt", "E"}, "図の代替テキスト", False),
    ({"ActualText"}, "置き換えの文字", True),
    ({"P", "Nums"}, "ページ番号の文字", False),
)
_OTHER = "部品の中の文字"
_STREAM = "XFAフォームやXMLのデータ・文書情報（プロパティ）"
_DATES = re.compile(r"^D:\d{4}")


def unread_pdf_parts(content: bytes) -> list[UnreadPart]:
    """All text of a PDF beside its pages' text layers, one part per kind.

    Args:
        content: the file's bytes.
    """
    document = pypdfium2.PdfDocument(content)
    pages = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    plain = _without_security(content) if b"/Encrypt" in content else content
    known = Known(["\n".join(pages), "".join("".join(pages).split())])
    pieces: dict[tuple[str, bool], list[str]] = {}
    for key, string, is_stream in pdf_objects.strings(plain):
        kind, is_answer = (_STREAM, True) if is_stream else _kind(key)
        text = string.replace("\r", "\n").strip()
        if kind and says(text) and not known.holds(text) and not _DATES.match(text):
            texts = pieces.setdefault((kind, is_answer), [])
            if text not in texts[-50:]:
                texts.append(text)
    parts = [
        UnreadPart(kind, size=f"{sum(map(len, texts))}字", is_answer=False)
        if kind == "文書の作成者"
        else UnreadPart(kind, "\n".join(texts), is_answer=is_answer)
        for (kind, is_answer), texts in pieces.items()
    ]
    told = Known([*("\n".join(texts) for texts in pieces.values()), "".join(pages)])
    parts += _painted(content, pages, told)
    n_lost = pdf_objects.n_pages(plain) - len(pages)
    if n_lost > 0:
        lost = UnreadPart("どこからも参照されないページ", size=f"{n_lost}枚", is_answer=False)
        parts.append(lost)
    parts += [_attached(number, file) for number, file in enumerate(pdf_objects.files(plain), 1)]
    return parts


def _kind(key: str) -> tuple[str, bool]:
    return next(
        ((kind, is_answer) for keys, kind, is_answer in _KINDS if key in keys), (_OTHER, True)
    )


def _without_security(content: bytes) -> bytes:
    """A copy in which the strings are not encrypted (the file opens without a password)."""
    document = pypdfium2.PdfDocument(content)
    copy = io.BytesIO()
    document.save(copy, flags=pdfium.FPDF_REMOVE_SECURITY)
    document.close()
    return copy.getvalue()


def _painted(content: bytes, pages: list[str], known: Known) -> list[UnreadPart]:
    """Lines that only notes, stamps and fields paint on a page."""
    document = pypdfium2.PdfDocument(content)
    parts = []
    for number, before in enumerate(pages):
        page = document[number]
        beyond = page.get_textpage().get_text_range().replace("\r", "")
        lines = _unknown(beyond, before, known)
        if lines:
            parts.append(UnreadPart("ページの枠の外の文字", lines, page=number + 1))
        if pdfium.FPDFPage_GetAnnotCount(page) and (
            pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_SUCCESS
        ):
            page = document[number]  # pdfium reads the page anew
            text = page.get_textpage().get_text_bounded().replace("\r", "")
            if lines := _unknown(text, before, known):
                parts.append(UnreadPart("注釈の見た目", lines, page=number + 1))
    document.close()
    return parts


def _unknown(text: str, page: str, known: Known) -> str:
    """The lines of a text that stand neither on a page nor among what is known."""
    own = Known([page])
    lines = (line for line in text.split("\n") if says(line))
    return "\n".join(line for line in lines if not own.holds(line) and not known.holds(line))


def _attached(number: int, content: bytes) -> UnreadPart:
    name = f"添付ファイル{number}"
    text = text_of_inner_file(name, content) or text_of_office_file(content)
    if not text and not content.startswith((b"PK", OLE)):
        text = text_of_inner_file(f"{name}.txt", content) or ""
    if text and says(text):
        return UnreadPart(name, text.strip())
    return UnreadPart(name, size=f"{len(content):,}バイト")
