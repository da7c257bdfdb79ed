"""A Word document as lines: paragraphs with number and level of their style, rows of tables."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from pipeline.drafts.blocks import Line
from pipeline.errors import UnreadableError
from pipeline.readers.detect import BROKEN_MEMBER, unzipped
from pipeline.readers.docx import Reading, list_styles_of, main_part
from pipeline.readers.docx_numbers import Numbers, numbers_of
from pipeline.readers.workbook_asides import tag_of

_STYLES = "word/styles.xml"
_FOOTNOTES = "word/footnotes.xml"
_HEADING_NAME = re.compile(r"(?:heading|見出し)\s*([1-9１-９])", re.IGNORECASE)
_TEXT_LEVEL = 9
"""``outlineLvl`` of body text (ECMA-376, 17.9.23)."""
Levels = dict[str, int]


def docx_lines(content: bytes) -> list[Line]:
    """Read a Word document; deleted and struck-through text is left out.

    Raises:
        UnreadableError: broken, or XML that declares entities.
    """
    try:
        with unzipped(content) as package:
            parts = set(package.namelist())
            root = fromstring(package.read(main_part(package, parts)))
            lists = list_styles_of(package, parts)
            styles = fromstring(package.read(_STYLES)) if _STYLES in parts else None
            levels = _levels(styles) if styles is not None else {}
            numbers = numbers_of(package, parts, styles)
            notes = fromstring(package.read(_FOOTNOTES)) if _FOOTNOTES in parts else None
    except DefusedXmlException as error:
        raise UnreadableError("XMLに実体宣言がある。安全のため読まない。") from error
    except (*BROKEN_MEMBER, ParseError) as error:
        raise UnreadableError(
            "壊れているか、途中で切れている。Wordで開いて保存し直してください。"
        ) from error
    reading = _Lines(lists, levels, numbers)
    for body in root:
        reading.blocks(body)
    footnotes = _footnotes(notes, lists) if notes is not None else []
    return [
        Line(text, line=number, depth=depth, kind=kind, whole=True)
        for number, (text, depth, kind) in enumerate([*reading.found, *footnotes], start=1)
    ]


class _Lines(Reading):
    """Keeps tables where they stand, and the level of each paragraph."""

    def __init__(self, list_styles: set[str], levels: Levels, numbers: Numbers) -> None:
        super().__init__(list_styles)
        self.levels = levels
        self.numbers = numbers
        self.found: list[tuple[str, int, str]] = []

    def paragraph(self, paragraph: Element) -> list[str]:
        lines = super().paragraph(paragraph)
        mark = self.numbers.mark(next((p for p in paragraph if tag_of(p) == "pPr"), None))
        if mark and lines[0].strip():
            lines[0] = f"{mark}　{lines[0].removeprefix('- ')}"
        depth = self._depth(paragraph)
        for number, line in enumerate(lines):
            self.found += [(part, 0 if number else depth, "paragraph") for part in line.split("\n")]
        return lines

    def table(self, table: Element, name: str) -> "object":  # type: ignore[override]
        grid = super().table(table, name)
        rows = ("　｜　".join(cell.strip() for cell in row if cell.strip()) for row in grid.rows)
        self.found += [(" ".join(row.split("\n")), 0, "table") for row in rows if row]
        return grid

    def _depth(self, paragraph: Element) -> int:
        for properties in paragraph:
            if tag_of(properties) == "pPr":
                found = [_level(sign, self.levels) for sign in properties]
                return max((level for level in found if level), default=0)
        return 0


def _level(sign: Element, levels: Levels) -> int:
    value = next(iter(sign.attrib.values()), "")
    if tag_of(sign) == "pStyle":
        return levels.get(value, 0)
    if tag_of(sign) == "outlineLvl" and value.isdigit() and int(value) < _TEXT_LEVEL:
        return int(value) + 1
    return 0


def _levels(styles: Element) -> Levels:
    """By style identity, the level of heading that its paragraphs have."""
    found: Levels = {}
    for style in styles:
        identity = next((v for k, v in style.attrib.items() if k.endswith("styleId")), "")
        for sign in style.iter():
            value = next(iter(sign.attrib.values()), "")
            if tag_of(sign) == "outlineLvl" and value.isdigit() and int(value) < _TEXT_LEVEL:
                found[identity] = int(value) + 1
            elif tag_of(sign) == "name" and (name := _HEADING_NAME.fullmatch(value)):
                found.setdefault(identity, int(name[1]))
    return found


def _footnotes(root: Element, list_styles: set[str]) -> Iterator[tuple[str, int, str]]:
    for note in root:
        reading = Reading(list_styles, inside_cell=True)
        reading.blocks(note)
        if text := " ".join(line.strip() for line in reading.lines if line.strip()):
            yield (text, 0, "footnote")
