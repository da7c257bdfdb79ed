"""All text of an Office package (.docx, .xlsx) that its reader did not take out of it.

Not a list of known places: every part is searched, and what stands in none of the texts that were
read is unread. So a place nobody thought of is told too. docs/decisions/0005-no-text-outside.md
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from html import unescape
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from pipeline.readers.detect import BROKEN_MEMBER, unzipped
from pipeline.readers.docx import is_placeholder
from pipeline.readers.grid import Received, UnreadPart
from pipeline.readers.inner_files import text_of_inner_file
from pipeline.readers.package_kinds import (
    ATTRIBUTES,
    BY_A_PROGRAM,
    CELLS,
    NAMES_OF_PEOPLE,
    NAMES_OF_THINGS,
    NO_ANSWER,
    NOT_LOOKED_AT,
    PICTURES,
    PLACEHOLDER,
    PROPERTIES,
    TAGS,
    kind_of_part,
)

_LETTER = re.compile("[ぁ-んァ-ヶ一-龥々]")
_IN_CELLS = re.compile(rb"<(\w+:)?sheetData[ >].*</(\w+:)?sheetData>", re.DOTALL)
_FORMULA = re.compile(rb"<(?:\w+:)?f(?: [^>]*)?>([^<]*(?:\"|&quot;)[^<]*)</")
_CELL_TEXT = re.compile(
    rb"<(?:\w+:)?t(?: [^>]*)?>([^<]+)</|t=\"str\"[^>]*>(?:<(?:\w+:)?f.*?(?:/>|</(?:\w+:)?f>))?"
    rb"<(?:\w+:)?v>([^<]+)</",
    re.DOTALL,
)
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_ATTRIBUTE_LETTERS = 6
"""Japanese letters in an attribute: fewer are names of styles and formats (標準, 年月日)."""
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
        yield from grid.notes.values()
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
    text = text_of_inner_file(name, content)
    if text is None and content.startswith(b"PK") and depth < _DEEPEST:
        try:
            inside = unread_parts(content, Known(()), depth + 1)
            text = "\n".join(part.text for part in inside if part.is_answer and part.text)
        except BROKEN_MEMBER:
            text = None
    if text and text.strip():
        return [UnreadPart(kind, text.strip())]
    return [UnreadPart(kind, size=f"{len(content):,}バイト")]


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
        found = list(_texts(fromstring(part), kind))
    except DefusedXmlException:
        found = []
        pieces.setdefault(f"{kind}（XMLに実体宣言がある）", []).append(_without_tags(part))
    except (ParseError, ValueError, LookupError):
        found = []
        pieces.setdefault(f"{kind}（壊れている）", []).append(_without_tags(part))
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


def says(text: str) -> bool:
    """Whether a text says something: two Japanese letters, or four words."""
    return len(_LETTER.findall(text)) >= 2 or (
        len(re.findall("[A-Za-z]{2,}", text)) >= 4 and "\\" not in text and "://" not in text
    )


def _without_tags(part: bytes) -> str:
    text = re.sub(r"<[^>]*>?", "\n", part.decode("utf-8", "replace"))
    return "\n".join(line for line in text.split("\n") if line.strip())


def _texts(root: Element, kind: str) -> Iterator[tuple[str, str]]:
    """Kind and text of every paragraph, every other text and every telling attribute."""
    lines: dict[tuple[int, str], list[str]] = {}
    attributes: list[tuple[str, str]] = []
    stack: list[tuple[Element, str, int]] = [(root, kind, 0)]
    n_blocks = Counter[str]()
    while stack:
        element, what, block = stack.pop()
        tag = _tag(element)
        what = PLACEHOLDER if is_placeholder(element) else TAGS.get(tag, what)
        if tag in ("p", "si", "comment", "text", "pt", "div", "docPr", "cNvPr") or not block:
            n_blocks["all"] += 1
            block = n_blocks["all"]
        if element.text and not element.text.isspace():
            place = block if _is_run(tag) else -id(element)
            lines.setdefault((place, what), []).append(element.text)
        if element.tail and not element.tail.isspace():
            lines.setdefault((-id(element) - 1, what), []).append(element.tail)
        for key, value in element.attrib.items():
            name = key.rpartition("}")[2]
            if name not in NAMES_OF_THINGS and len(_LETTER.findall(value)) >= _ATTRIBUTE_LETTERS:
                attributes.append((TAGS.get(tag) or ATTRIBUTES.get(name, what), value))
        stack += [(child, what, block) for child in reversed(element)]
    for (_, what), texts in lines.items():
        yield what, "".join(texts)
    yield from attributes


def _is_run(tag: str) -> bool:
    """Whether an element's text is a piece of its paragraph's."""
    return tag in ("t", "delText", "instrText")


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
