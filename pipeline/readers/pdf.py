"""PDF with a text layer: the text of all pages, lines joined where only the page broke them."""

import re
import unicodedata

import pypdfium2  # type: ignore[import-untyped]

from pipeline.errors import UnreadableError
from pipeline.readers.detect import encrypted
from pipeline.readers.grid import Received
from pipeline.readers.pdf_parts import unread_pdf_parts
from pipeline.text.sentences import CLOSERS, STOPS

_SENTENCE_END = re.compile(rf"[{STOPS}．：:][{CLOSERS}]*$")
_NEW_LINE = re.compile(
    r"^\s*(?:[-‐–・•●◆■○◯※▼→]|\d{1,2}[.．、)）]|[（(](?:\d{1,2}|[ア-ン一-十])[)）]|[①-⑳]|[ア-ン][.．、)）]"
    r"|第?\d+(?:章|条|項)|【)"
)
_PAGE_NUMBER = re.compile(r"^\s*[-－―–]?\s*\d{1,4}\s*(?:/\s*\d{1,4})?\s*[-－―–]?\s*$")
_FULL = 0.85
"""A line at least this share of the page's widest line was broken by the margin."""


def read_pdf(content: bytes) -> Received:
    """Read the text layer of a PDF.

    Raises:
        UnreadableError: encrypted, broken, or scanned (pictures without text).
    """
    try:
        document = pypdfium2.PdfDocument(content)
        pages = [page.get_textpage().get_text_bounded() for page in document]
        document.close()
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise encrypted() from error
        raise UnreadableError(
            "PDFが壊れているか、途中で切れている。提出元に再送を依頼してください。"
        ) from error
    lost = tuple(number for number, page in enumerate(pages, start=1) if not page.strip())
    unread = tuple(unread_pdf_parts(content, pages))
    if len(lost) == len(pages) and not any(part.is_answer for part in unread):
        raise UnreadableError(
            "文字情報のないPDF（スキャンした画像）。文字認識（OCR）をするか、"
            "元のWordかExcelのファイルを提出元から受け取ってください。"
        )
    text = ""
    begins = []
    for page in pages:
        joined = join_lines(page)
        goes_on = text and joined and not _SENTENCE_END.search(text) and not _NEW_LINE.match(joined)
        text += "" if not text or (goes_on and _is_prose(text)) else "\n"
        begins.append(len(text))
        text += joined
    findings = [f"文字情報のないページがある：{'、'.join(map(str, lost))}"] if lost else []
    if sum("\ue000" <= letter <= "\uf8ff" or letter == "\ufffd" for letter in text) > 2:
        findings.append("文字に直せない字がある（外字、または文字情報の欠けたフォント）")
    return Received((), text, tuple(begins), lost, tuple(findings), unread)


def _is_prose(text: str) -> bool:
    return _width(text.rpartition("\n")[2]) >= 40


def _width(line: str) -> int:
    """Width in half-width columns."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in line)


def join_lines(page: str) -> str:
    r"""Join the lines of a page that the right margin broke inside a sentence.

    >>> join_lines("標準化の期限について、現場の負担が大きいため\n見直しをお願いしたい。\n以上")
    '標準化の期限について、現場の負担が大きいため見直しをお願いしたい。\n以上'
    """
    lines = [line.rstrip() for line in page.replace("\r", "").replace("\ufffe", "").split("\n")]
    lines = [line for line in lines if not _PAGE_NUMBER.match(line)]
    widest = max((_width(line) for line in lines), default=0)
    joined: list[str] = []
    previous = ""
    for line in lines:
        broken = (
            previous.strip()
            and line.strip()
            and _width(previous) >= widest * _FULL
            and not _SENTENCE_END.search(previous)
            and not _NEW_LINE.match(line)
        )
        if broken:
            gap = " " if previous[-1].isascii() and line.lstrip()[:1].isascii() else ""
            joined[-1] += gap + line.lstrip()
        else:
            joined.append(line)
        previous = line
    return "\n".join(joined).strip("\n")
