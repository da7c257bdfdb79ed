"""A Word document as lines: paragraphs with number and level of their style, rows of tables.

Pages are those that Word itself kept when it last laid the document out (lastRenderedPageBreak);
where it kept none, no page is known: breaks that people set alone tell too few.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from pipeline.drafts.blocks import Line
from pipeline.drafts.broken_lines import one_heading
from pipeline.errors import UnreadableError
from pipeline.readers.detect import BROKEN_MEMBER, unzipped
from pipeline.readers.docx import Reading, list_styles_of, main_part
from pipeline.readers.docx_looks import Look, depths_by_look, look_of
from pipeline.readers.docx_numbers import Numbers, numbers_of
from pipeline.readers.docx_xml import inside
from pipeline.readers.workbook_asides import tag_of

_STYLES = "word/styles.xml"
_FOOTNOTES = "word/footnotes.xml"
_HEADING_NAME = re.compile(r"(?:heading|見出し)\s*([1-9１-９])", re.IGNORECASE)
_NEW_PAGE = "lastRenderedPageBreak"
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
    first_page = 1 if _page_breaks(root) else None
    reading = _Lines(lists, levels, numbers, first_page)
    for body in root:
        reading.blocks(body)
    footnotes = _footnotes(notes, lists) if notes is not None else []
    return list(_numbered([*_with_depths(reading), *footnotes]))


def _with_depths(reading: "_Lines") -> list[Line]:
    """Lines with the levels that their looks tell, where no style tells any."""
    lines = reading.found
    if any(line.depth for line in lines):
        return lines
    texts = [line.text if line.kind == "paragraph" else "" for line in lines]
    depths = depths_by_look(texts, reading.looks)
    return [replace(line, depth=depth) for line, depth in zip(lines, depths, strict=True)]


def _numbered(found: list[Line]) -> Iterator[Line]:
    """Lines with their number in the document; without one where pages are known.

    Word keeps no lines of a page: nobody could find what a number of paragraphs names. A page
    without words (a picture) is one over which the words before it go on: none is missing.
    """
    with_words = [line for line in found if line.text.strip()]
    following = iter([line.page for line in with_words[1:]])
    for number, line in enumerate(found, start=1):
        ends = line.page_to
        if line.text.strip() and ends is not None:
            ends = max(ends, (next(following, None) or ends) - 1)
        told = number if line.page is None else None
        yield replace(line, line=told, page_to=ends, whole=True)


def _page_breaks(element: Element) -> int:
    """How often a page began inside an element when Word last laid it out."""
    return sum(tag_of(sign) == _NEW_PAGE for sign in element.iter())


def _begins_page(element: Element) -> bool:
    """Whether a page begins before the first word of a paragraph or row."""
    signs = (tag_of(sign) for sign in element.iter())
    return _NEW_PAGE in takewhile(lambda tag: tag != "t", signs)


class _Lines(Reading):
    """Keeps tables where they stand, and level and page of each paragraph."""

    def __init__(
        self, list_styles: set[str], levels: Levels, numbers: Numbers, page: int | None
    ) -> None:
        super().__init__(list_styles)
        self.levels = levels
        self.numbers = numbers
        self.page = page
        self.found: list[Line] = []
        self.looks: list[Look] = []
        """Of each line."""

    def paragraph(self, paragraph: Element) -> list[str]:
        lines = super().paragraph(paragraph)
        mark = self.numbers.mark(next((p for p in paragraph if tag_of(p) == "pPr"), None))
        if mark and lines[0].strip():
            lines[0] = f"{mark}　{lines[0].removeprefix('- ')}"
        depth = self._depth(paragraph)
        page, page_to = self._turned(paragraph, _page_breaks(paragraph))
        look = look_of(paragraph)
        for number, line in enumerate(lines):
            level = 0 if number else depth
            parts = [one_heading(line.split("\n"))] if level else line.split("\n")
            self.found += [Line(part, page, depth=level, page_to=page_to) for part in parts]
            self.looks += [Look() if number else look for _ in parts]
        return lines

    def table(self, table: Element, name: str) -> "object":  # type: ignore[override]
        grid = super().table(table, name)
        for element, row in zip(inside(table, "tr"), grid.rows, strict=True):
            n_breaks = max(map(_page_breaks, inside(element, "tc")), default=0)
            page, page_to = self._turned(element, n_breaks)
            if text := "　｜　".join(cell.strip() for cell in row if cell.strip()):
                text = " ".join(text.split("\n"))
                self.found.append(Line(text, page, kind="table", page_to=page_to))
                self.looks.append(Look())
        return grid

    def _turned(self, element: Element, n_breaks: int) -> tuple[int | None, int | None]:
        """Turn the pages begun inside an element; returns those on which it begins and ends."""
        if self.page is None:
            return None, None
        begins_on = self.page + (n_breaks > 0 and _begins_page(element))
        self.page += n_breaks
        return begins_on, self.page

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


def _footnotes(root: Element, list_styles: set[str]) -> Iterator[Line]:
    for note in root:
        reading = Reading(list_styles, inside_cell=True)
        reading.blocks(note)
        if text := " ".join(line.strip() for line in reading.lines if line.strip()):
            yield Line(text, kind="footnote")
