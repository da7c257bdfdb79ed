"""Word documents (.docx): paragraphs, lists, boxes as running text, tables as grids.

Read from the XML itself: python-docx gives no text boxes, no tracked changes and no furigana.
"""

import re
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from pipeline.errors import UnreadableError
from pipeline.readers.detect import BROKEN_MEMBER, unzipped
from pipeline.readers.docx_xml import (
    AROUND_BLOCKS,
    MOST_COLUMNS,
    cells_before,
    chosen_in_field,
    inside,
    is_placeholder,
    is_struck,
    is_text,
    property_of,
    shown_of,
)
from pipeline.readers.grid import Grid, Place, Range, Received
from pipeline.readers.workbook_asides import relations, tag_of

_MAIN = "word/document.xml"
_STYLES = "word/styles.xml"
_PAGE_HEAD = re.compile(r"word/(?:header|footer)\d*\.xml")


def read_docx(content: bytes) -> Received:
    """Read a Word document; deleted and struck-through text is left out and counted.

    Raises:
        UnreadableError: broken, or XML that declares entities.
    """
    try:
        with unzipped(content) as package:
            parts = set(package.namelist())
            root = fromstring(package.read(main_part(package, parts)))
            listed = list_styles_of(package, parts)
            heads = _page_heads(package, parts, listed)
    except DefusedXmlException as error:
        raise UnreadableError(
            "XMLに実体宣言がある（実体展開攻撃の疑い）。安全のため読まない。"
        ) from error
    except (*BROKEN_MEMBER, ParseError) as error:
        raise UnreadableError(
            "壊れているか、途中で切れている。Wordで開いて保存し直すか、再送を依頼してください。"
        ) from error
    reading = Reading(listed)
    for body in root:
        reading.blocks(body)
    findings = []
    if reading.struck:
        findings.append(f"見え消し（削除・取消線）{len(reading.struck)}か所を除いた")
    if "word/comments.xml" in parts:
        findings.append("コメントがある（意見としては読まない）")
    if "word/footnotes.xml" in parts and reading.has_footnotes:
        findings.append("脚注がある（読まない）")
    return Received(
        tuple(reading.grids),
        "\n".join(reading.lines),
        findings=tuple(findings),
        page_heads=tuple(dict.fromkeys(heads)),
    )


def _page_heads(package: zipfile.ZipFile, parts: set[str], list_styles: set[str]) -> list[str]:
    """The lines of the headers and footers of pages."""
    lines: list[str] = []
    for part in sorted(parts):
        if _PAGE_HEAD.fullmatch(part):
            reading = Reading(list_styles, inside_cell=True)
            try:
                reading.blocks(fromstring(package.read(part)))
            except (*BROKEN_MEMBER, ParseError, DefusedXmlException):
                continue  # package_parts tells of the broken part
            lines += [line.strip() for line in reading.lines if line.strip()]
    return lines


def main_part(package: zipfile.ZipFile, parts: set[str]) -> str:
    """The part that holds the document: the one the package says, wherever it stands."""
    links = relations(package, parts, "").values()
    return next((part for kind, part in links if kind == "officeDocument"), _MAIN)


def list_styles_of(package: zipfile.ZipFile, parts: set[str]) -> set[str]:
    """Identities of paragraph styles that make entries of a list; none where they are broken."""
    if _STYLES not in parts:
        return set()
    try:
        styles = fromstring(package.read(_STYLES))
    except (*BROKEN_MEMBER, ParseError):
        return set()  # package_parts tells of the broken part
    return {
        value
        for style in styles
        if any(tag_of(sign) == "numPr" for sign in style.iter())
        for key, value in style.attrib.items()
        if key.endswith("styleId")
    }


class Reading:
    """What was read so far of one document."""

    def __init__(self, list_styles: set[str], inside_cell: bool = False) -> None:
        self.list_styles = list_styles
        self.lines: list[str] = []
        self.grids: list[Grid] = []
        self.struck: list[str] = []
        self.has_footnotes = False
        self.inside_cell = inside_cell

    def blocks(self, parent: Element) -> None:
        """Read paragraphs and tables, in order."""
        for block in parent:
            tag = tag_of(block)
            if tag == "p":
                self.lines += self.paragraph(block)
            elif tag == "tbl" and self.inside_cell:  # keeps its place among the lines
                rows = self.table(block, "").rows
                self.lines += ["\t".join(cell for cell in row if cell) for row in rows]
            elif tag == "tbl":
                self.lines += self._top_table(block)
            elif tag in AROUND_BLOCKS and not is_placeholder(block):
                self.blocks(block)
            elif tag == "AlternateContent":
                self.blocks(shown_of(block))

    def paragraph(self, paragraph: Element) -> list[str]:
        """Its own line (a list entry begins with '- '), then those of its text boxes."""
        boxes: list[Element] = []
        line = "".join(self._text(paragraph, boxes))
        signs = [sign for part in paragraph if tag_of(part) == "pPr" for sign in part]
        listed = any(
            tag_of(sign) == "numPr"
            or (tag_of(sign) == "pStyle" and set(sign.attrib.values()) & self.list_styles)
            for sign in signs
        )
        lines = [f"- {line}" if listed and line.strip() else line]
        for box in boxes:
            lines += self._box(box)
        return lines

    def _box(self, box: Element) -> list[str]:
        """The lines of a text box; its tables become grids."""
        lines: list[str] = []
        for inner in box:
            tag = tag_of(inner)
            if tag == "p":
                lines += self.paragraph(inner)
            elif tag == "tbl":
                lines += self._top_table(inner)
            elif tag in AROUND_BLOCKS and not is_placeholder(inner):
                lines += self._box(inner)
            elif tag == "AlternateContent":
                lines += self._box(shown_of(inner))
        return lines

    def _text(self, element: Element, boxes: list[Element]) -> Iterator[str]:
        for child in element:
            tag = tag_of(child)
            if tag == "t":
                yield child.text or ""
            elif tag in ("br", "cr"):
                yield "\n"
            elif tag == "tab":
                yield "\t"
            elif tag == "ffData":
                yield chosen_in_field(child)
            elif tag == "txbxContent":
                boxes.append(child)
            elif tag in ("del", "moveFrom") or (tag == "r" and is_struck(child)):
                gone = "".join(part.text or "" for part in child.iter() if is_text(part))
                self.struck += [gone] if gone.strip() else []
            elif tag == "AlternateContent":
                yield from self._text(shown_of(child), boxes)
            elif is_placeholder(child):
                continue
            elif tag not in ("rt", "pPr", "rPr", "instrText", "sdtPr", "Fallback"):
                self.has_footnotes |= tag == "footnoteReference"
                yield from self._text(child, boxes)

    def _top_table(self, table: Element) -> list[str]:
        """A table becomes a grid; one of a single cell is a frame around lines, and gives these."""
        grid = self.table(table, f"表{len(self.grids) + 1}")
        if [len(row) for row in grid.rows] == [1]:
            return ["", *grid.rows[0][0].split("\n"), ""]
        self.grids.append(grid)
        return []

    def table(self, table: Element, name: str) -> Grid:
        """Read a table; ``name`` becomes its sheet."""
        rows: list[list[str]] = []
        merged: list[Range] = []
        open_above: dict[int, Place] = {}
        for row_element in inside(table, "tr"):
            cells = [""] * cells_before(row_element)
            for cell in inside(row_element, "tc"):
                span = property_of(cell, "gridSpan") or ""
                width = min(max(int(span), 1), MOST_COLUMNS) if span.isdecimal() else 1
                row, column = len(rows), len(cells)
                merge = property_of(cell, "vMerge")
                if merge is not None and merge != "restart" and column in open_above:
                    top = open_above[column]
                    merged = [span for span in merged if span[:2] != top]
                    merged.append((*top, row, column + width - 1))
                    cells += [""] * width
                    continue
                open_above.pop(column, None)
                if merge == "restart":
                    open_above[column] = (row, column)
                if width > 1:
                    merged.append((row, column, row, column + width - 1))
                cells += [self._cell(cell), *[""] * (width - 1)]
            rows.append(cells)
        return Grid(sheet=name, rows=rows, merged=tuple(merged))

    def _cell(self, cell: Element) -> str:
        inner = Reading(self.list_styles, inside_cell=True)
        inner.blocks(cell)
        nested = ["\n".join("\t".join(row) for row in grid.rows) for grid in inner.grids]
        self.struck += inner.struck
        return "\n".join([*inner.lines, *nested]).strip()
