"""All text of an Office package (.docx, .xlsx) that its reader did not take out of it.

Not a list of known places: every part is searched, and what stands in none of the texts that were
read is unread. So a place nobody thought of is told too. docs/decisions/0005-no-text-outside.md
"""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from pipeline.readers.detect import BROKEN_MEMBER, unzipped
from pipeline.readers.grid import Received, UnreadPart
from pipeline.readers.inner_files import read_office, text_of_inner_file
from pipeline.readers.package_kinds import (
    BY_A_PROGRAM,
    CELLS,
    NAMES_OF_PEOPLE,
    NO_ANSWER,
    NOT_LOOKED_AT,
    PICTURES,
    PROPERTIES,
    TAGS,
    kind_of_part,
)
from pipeline.readers.package_texts import says, texts_in, without_tags

_IN_CELLS = re.compile(rb"<(\w+:)?sheetData[ >].*</(\w+:)?sheetData>", re.DOTALL)
_FORMULA = re.compile(rb"<(?:\w+:)?f(?: [^>]*)?>([^<]*(?:\"|&quot;)[^<]*)</")
_CELL_TEXT = re.compile(
    rb"<(?:\w+:)?t(?: [^>]*)?>([^<]+)</|t=\"str\"[^>]*>(?:<(?:\w+:)?f.*?(?:/>|</(?:\w+:)?f>))?"
    rb"<(?:\w+:)?v>([^<]+)</",
    re.DOTALL,
)
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_DEEPEST = 2
"""How deep files inside of files are opened."""

Pieces = dict[str, list[str]]
"""Texts by kind, in order."""


class Known:
    """What was read of a file, to ask whether a text is in it; white space never counts."""

    def __init__(self, texts: Iterable[str]) -> None:
        known = list(texts)
        self._lines = {_squeezed(line) for text in known for line in text.split("\n")}
        self._all = "\n".join(map(_squeezed, known))

    def holds(self, text: str) -> bool:
        """Whether a text was read."""
        squeezed = _squeezed(text)
        return squeezed in self._lines or squeezed in self._all


def _squeezed(text: str) -> str:
    return "".join(text.split())


def texts_of(received: Received) -> Iterator[str]:
    """Every text that a reader took out of a file."""
    yield received.text
    for line in received.text.split("\n"):
        yield line.removeprefix("- ")
    yield from received.page_heads
    yield from received.unsure_tables
    for grid in received.grids:
        yield grid.sheet or ""
        yield from (cell for row in grid.rows for cell in row if cell)
        yield from (aside.text for aside in grid.asides)
        yield from (waiting.text for waiting in grid.waiting)


def unread_parts(content: bytes, known: Known, depth: int = 0) -> list[UnreadPart]:
    """All text of a package that is not among the known ones, one part per kind.

    Args:
        content: the package's bytes.
        known: what was read of it.
        depth: of files inside of files.
    """
    pieces: Pieces = {}
    parts: list[UnreadPart] = []
    pictures = 0
    with unzipped(content) as package:
        for info in package.infolist():  # one name may stand twice
            name = info.filename
            if NOT_LOOKED_AT.search(name):
                continue
            try:
                part = package.read(info)
            except BROKEN_MEMBER:
                told = f"{kind_of_part(name)}（壊れている）"
                parts.append(UnreadPart(told, size="読めない", is_answer=not _is_picture(name)))
                continue
            if _is_picture(name):
                pictures += 1
            elif name.endswith((".xml", ".rels", ".vml", ".svg")):
                _search(name, part, known, pieces)
            else:
                parts += _inner_file(name, part, depth)
    for kind, texts in pieces.items():
        parts.append(_unread(kind, texts))
    if pictures:
        parts.append(UnreadPart("画像", size=f"{pictures}枚", is_answer=False))
    return parts


def _is_picture(name: str) -> bool:
    return name.lower().endswith(PICTURES)


def _unread(kind: str, texts: list[str]) -> UnreadPart:
    text = "\n".join(texts)
    if kind in NAMES_OF_PEOPLE:
        return UnreadPart(kind, size=f"{len(text)}字", is_answer=False)
    if not text.strip():
        return UnreadPart(kind, size="0字")
    return UnreadPart(kind, text, is_answer=kind not in NO_ANSWER)


def _inner_file(name: str, content: bytes, depth: int) -> list[UnreadPart]:
    if not content:
        return []
    kind = f"埋め込みファイル（{name.rpartition('.')[2][:8]}）"  # its name may be somebody's
    text = text_of_inner_file(name, content) or text_of_office_file(content, depth)
    if text and text.strip():
        return [UnreadPart(kind, text.strip())]
    return [UnreadPart(kind, size=f"{len(content):,}バイト")]


def text_of_office_file(content: bytes, depth: int = 0) -> str:
    """The text of a Word or Excel file inside of a file; empty where it is none, or broken.

    Args:
        content: its bytes.
        depth: of files inside of files.
    """
    inner = read_office(content) if depth < _DEEPEST else None
    if inner is None:
        return ""
    rows = ("\t".join(filter(None, row)) for grid in inner.grids for row in grid.rows)
    asides = (aside.text for grid in inner.grids for aside in grid.asides)
    texts = [inner.text, *rows, *asides, *inner.page_heads]
    if content.startswith(b"PK"):
        left = unread_parts(content, Known(texts_of(inner)), depth + 1)
        texts += [part.text for part in left if part.is_answer]
    return "\n".join(text for text in texts if text.strip())


def _search(name: str, part: bytes, known: Known, pieces: Pieces) -> None:
    """Add the unknown texts of an XML part to the pieces."""
    kind = kind_of_part(name)
    if _SHEET.fullmatch(name):
        for formula in _FORMULA.findall(part):
            _add(pieces, TAGS["f"], unescape(formula.decode("utf-8", "replace")), known)
        for inline, computed in _CELL_TEXT.findall(part):
            _add(pieces, CELLS, unescape((inline or computed).decode("utf-8", "replace")), known)
        part = _IN_CELLS.sub(b"", part)
    try:
        found = list(texts_in(fromstring(part), kind))
    except DefusedXmlException:
        found = []
        pieces.setdefault(f"{kind}（XMLに実体宣言がある）", []).append(without_tags(part))
    except (ParseError, ValueError, LookupError):
        found = []
        pieces.setdefault(f"{kind}（壊れている）", []).append(without_tags(part))
    for what, text in found:
        _add(pieces, what, text, known)


def _add(pieces: Pieces, kind: str, text: str, known: Known) -> None:
    text = text.strip()
    if kind == PROPERTIES and BY_A_PROGRAM.match(text):
        return
    if text and kind and says(text) and not known.holds(text):
        pieces.setdefault(kind, [])
        if text not in pieces[kind][-50:]:
            pieces[kind].append(text)
