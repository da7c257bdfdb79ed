"""The text of a file inside of another: text, HTML, RTF, PDF, Word, Excel."""

import re
from html.parser import HTMLParser

import pypdfium2  # type: ignore[import-untyped]

from pipeline.errors import OpinionsError
from pipeline.readers.detect import BROKEN_MEMBER, OLE, unzipped
from pipeline.readers.docx import read_docx
from pipeline.readers.grid import Received
from pipeline.readers.limits import Limits
from pipeline.readers.workbook import read_workbook
from pipeline.text.decoding import decode

_RTF = re.compile(
    r"\\u(-?\d+) ?\??|\\'([0-9a-fA-F]{2})|\\(?:par|line)\b ?|\\[a-zA-Z]+-?\d* ?|[{}\r\n]"
)
_SILENT = frozenset({"script", "style"})


def text_of_inner_file(name: str, content: bytes) -> str | None:
    """The text of an inner file; None where it is of another format.

    Args:
        name: of the file; only its suffix counts.
        content: its bytes.
    """
    suffix = name.rpartition(".")[2].lower()
    if content.startswith(b"{\\rtf"):
        return _of_rtf(content)
    if content.startswith(b"%PDF"):
        return _of_pdf(content)
    if suffix in ("htm", "html", "mht", "xhtml"):
        return _of_html(decode(content)[0])
    if suffix in ("txt", "csv", "tsv", "md", "json", "eml"):
        return decode(content)[0]
    return None


def read_office(content: bytes) -> Received | None:
    """What a Word or Excel file holds; None where it is none, or broken."""
    try:
        if content.startswith(OLE):
            return Received(tuple(read_workbook(content, Limits())[0]))
        if not content.startswith(b"PK"):
            return None
        with unzipped(content) as package:
            folders = {name.partition("/")[0] for name in package.namelist()}
        if "word" in folders:
            return read_docx(content)
        if "xl" in folders:
            return Received(tuple(read_workbook(content, Limits())[0]))
    except (OpinionsError, *BROKEN_MEMBER):
        return None
    return None


def _of_pdf(content: bytes) -> str | None:
    try:
        document = pypdfium2.PdfDocument(content)
        pages = [page.get_textpage().get_text_bounded() for page in document]
        document.close()
    except pypdfium2.PdfiumError:
        return None
    return "\n".join(pages).replace("\r", "")


def _of_rtf(content: bytes) -> str:
    def plain(sign: re.Match[str]) -> str:
        if sign[1]:
            return chr(int(sign[1]) % 65536)
        if sign[2]:
            return chr(int(sign[2], 16))
        return "\n" if sign[0].startswith(("\\par", "\\line")) else ""

    text = _RTF.sub(plain, content.decode("latin-1"))
    try:  # \'82\'a0 are bytes of cp932
        return text.encode("latin-1").decode("cp932")
    except UnicodeError:
        return text


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        self.silent += tag in _SILENT

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in _SILENT and self.silent > 0

    def handle_data(self, data: str) -> None:
        if data.strip() and not self.silent:
            self.lines.append(data.strip())


def _of_html(text: str) -> str:
    page = _Page()
    page.feed(text)
    page.close()
    return "\n".join(page.lines)
