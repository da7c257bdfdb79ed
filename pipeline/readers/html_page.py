"""A page in HTML: what stands in its tables as grids, what stands around them as running text."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from pipeline.readers.grid import Grid, Range, Received, UnreadPart
from pipeline.readers.html_lines import BLOCKS, UNSEEN
from pipeline.text.decoding import decode

_SPACE = re.compile(r"[ \t\r\n\f]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_STRUCK = frozenset({"del", "s", "strike"})
_AROUND = frozenset({"title", "footer", "nav"})
_READINGS = frozenset({"rt", "rp"})
_WITHOUT_END = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)
_NO_TEXT = frozenset({"hidden", "submit", "button", "reset", "image", "password", "file"})
_MOST_SPANNED = 1000
"""Rows or columns that a cell may span (HTML, 4.9.11)."""


@dataclass
class _Cell:
    """Lines and tables in their order."""

    rows: int = 1
    columns: int = 1
    items: list["str | _Table"] = field(default_factory=list)

    def lines(self) -> list[str]:
        """All lines; each row of a table inside is one."""
        found: list[str] = []
        for item in self.items:
            if isinstance(item, str):
                found.append(item)
                continue
            found += [
                "\t".join(text for cell in row if (text := " ".join(cell.lines())))
                for row in item.rows
            ]
        return [line for line in found if line.strip()]


@dataclass
class _Table:
    rows: list[list[_Cell]] = field(default_factory=list)


def read_html(content: bytes) -> Received:
    """Read a page as a browser shows it; a table around the whole page only arranges it."""
    text, told = decode(content)
    page = _Page()
    page.feed(text)
    page.close()
    page.end_line()
    lines: list[str] = []
    grids: list[Grid] = []
    _collect(page.root, lines, grids)
    hidden = [UnreadPart("画面に出ない文字", line) for line in page.hidden]
    struck = [UnreadPart("取消線の文字", line, is_answer=False) for line in page.struck]
    return Received(
        tuple(grids),
        "\n".join(lines),
        page_heads=tuple(page.titles),
        findings=tuple(told),
        unread=(*hidden, *struck),
    )


def _collect(cell: _Cell, lines: list[str], grids: list[Grid]) -> None:
    for item in cell.items:
        if isinstance(item, str):
            lines.append(item)
            continue
        cells = [one for row in item.rows for one in row if one.lines()]
        if len(cells) == 1:
            _collect(cells[0], lines, grids)
        elif cells:
            grids.append(_grid(item, f"表{len(grids) + 1}"))


def _grid(table: _Table, name: str) -> Grid:
    texts: dict[tuple[int, int], str] = {}
    merged: list[Range] = []
    for row, cells in enumerate(table.rows):
        column = 0
        for cell in cells:
            while (row, column) in texts:
                column += 1
            last = min(row + cell.rows, len(table.rows)) - 1
            right = column + cell.columns - 1
            spanned = [(r, c) for r in range(row, last + 1) for c in range(column, right + 1)]
            texts |= dict.fromkeys(spanned, "")
            texts[row, column] = "\n".join(cell.lines())
            if len(spanned) > 1:
                merged.append((row, column, last, right))
            column = right + 1
    width = max((column for _, column in texts), default=-1) + 1
    rows = [[texts.get((row, c), "") for c in range(width)] for row in range(len(table.rows))]
    return Grid(name, rows, tuple(merged))


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = _Cell()
        self.titles: list[str] = []
        self.hidden: list[str] = []
        self.struck: list[str] = []
        self._cells = [self.root]
        self._tables: list[_Table] = []
        self._pieces: list[str] = []
        self._open: list[tuple[str, list[str] | None]] = []
        """Open tags that change where their text goes, and where (None: nowhere)."""
        self._kept = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag in BLOCKS | {"td", "th"}:
            self.end_line()
        self._kept += tag in ("pre", "textarea")
        if tag in _AROUND:
            self._open.append((tag, self.titles))
        elif tag in UNSEEN - {"nav", "head"} | _READINGS:
            self._open.append((tag, None))
        elif tag in _STRUCK:
            self._open.append((tag, self.struck))
        elif tag not in _WITHOUT_END and (
            "hidden" in said or _HIDDEN.search(said.get("style", ""))
        ):
            self._open.append((tag, self.hidden))
        elif tag == "option" and "selected" not in said:
            self._open.append((tag, None))
        elif self._open and tag == self._open[-1][0]:
            self._open.append(self._open[-1])
        elif tag == "input":
            self._control(said)
        self._table_tag(tag, said)

    def _control(self, said: dict[str, str]) -> None:
        kind = said.get("type", "text").lower()
        if kind in ("checkbox", "radio"):
            self._pieces.append("☑" if "checked" in said else "□")
        elif kind not in _NO_TEXT:
            self._pieces.append(said.get("value", ""))

    def _table_tag(self, tag: str, said: dict[str, str]) -> None:
        if tag == "table":
            self._tables.append(_Table())
            self._cells[-1].items.append(self._tables[-1])
        elif tag == "tr" and self._tables:
            self._end_cell()
            self._tables[-1].rows.append([])
        elif tag in ("td", "th") and self._tables:
            self._end_cell()
            cell = _Cell(_span(said, "rowspan"), _span(said, "colspan"))
            if not self._tables[-1].rows:
                self._tables[-1].rows.append([])
            self._tables[-1].rows[-1].append(cell)
            self._cells.append(cell)

    def handle_endtag(self, tag: str) -> None:
        self._kept -= tag in ("pre", "textarea") and self._kept > 0
        if tag in BLOCKS | {"td", "th"}:
            self.end_line()
        if self._open and tag == self._open[-1][0]:
            self._open.pop()
        if tag in ("td", "th", "tr"):
            self._end_cell()
        elif tag == "table" and self._tables:
            self._end_cell()
            self._tables.pop()

    def _end_cell(self) -> None:
        """Close the cell of the innermost table, which pages often leave open."""
        self.end_line()
        if self._tables and len(self._cells) > len(self._tables):
            self._cells.pop()

    def handle_data(self, data: str) -> None:
        if not self._open:
            self._pieces.append(data if self._kept else _SPACE.sub(" ", data))
        elif (into := self._open[-1][1]) is not None and data.strip():
            into.append(" ".join(data.split()))

    def end_line(self) -> None:
        lines = "".join(self._pieces).split("\n")
        self._cells[-1].items += [line.strip(" ") for line in lines if line.strip()]
        self._pieces = []


def _span(said: dict[str, str], name: str) -> int:
    number = said.get(name, "")
    return min(max(int(number), 1), _MOST_SPANNED) if number.isdecimal() else 1
