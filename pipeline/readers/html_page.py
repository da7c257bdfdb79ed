"""A page in HTML: what stands in its tables as grids, what stands around them as running text."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

from pipeline.readers.grid import Grid, Received, UnreadPart
from pipeline.readers.html_lines import BLOCKS, UNSEEN
from pipeline.readers.html_tables import PageCell, PageTable, grid_of, items_of, span_of
from pipeline.text.decoding import decode

_SPACE = re.compile(r"[ \t\r\n\f]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_STRUCK = frozenset({"del", "s", "strike"})
_AROUND = frozenset({"title", "footer", "nav", "button"})
_READINGS = frozenset({"rt", "rp"})
_WITHOUT_END = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)
_NO_TEXT = frozenset({"hidden", "submit", "button", "reset", "image", "password", "file"})


def read_html(content: bytes) -> Received:
    """Read a page as a browser shows it; a table around the whole page only arranges it."""
    text, told = decode(content)
    shown = read_page(text)
    hidden = [UnreadPart("画面に出ない文字", line) for line in shown.hidden]
    struck = [UnreadPart("取消線の文字", line, is_answer=False) for line in shown.struck]
    return Received(
        tuple(item for item in shown.items if isinstance(item, Grid)),
        "\n".join(item for item in shown.items if isinstance(item, str)),
        page_heads=shown.titles,
        findings=tuple(told),
        unread=(*hidden, *struck),
    )


@dataclass(frozen=True)
class ShownPage:
    """Lines and tables of a page in their order, and what it does not show as they stand."""

    items: tuple[str | Grid, ...]
    titles: tuple[str, ...]
    hidden: tuple[str, ...]
    struck: tuple[str, ...]


def read_page(text: str) -> ShownPage:
    """Read the text of a page."""
    page = _Page()
    page.feed(text)
    page.close()
    page.end_line()
    items: list[str | Grid] = []
    for item in items_of(page.root):
        number = sum(isinstance(other, Grid) for other in items) + 1
        items.append(grid_of(item, f"表{number}") if isinstance(item, PageTable) else item)
    return ShownPage(tuple(items), tuple(page.titles), tuple(page.hidden), tuple(page.struck))


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = PageCell()
        self.titles: list[str] = []
        self.hidden: list[str] = []
        self.struck: list[str] = []
        self._cells = [self.root]
        self._tables: list[PageTable] = []
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
            self._tables.append(PageTable())
            self._cells[-1].items.append(self._tables[-1])
        elif tag == "tr" and self._tables:
            self._end_cell()
            self._tables[-1].rows.append([])
        elif tag in ("dl", "dt", "dd"):
            self._list_tag(tag)
        elif tag in ("td", "th") and self._tables:
            self._end_cell()
            cell = PageCell(span_of(said, "rowspan"), span_of(said, "colspan"))
            if not self._tables[-1].rows:
                self._tables[-1].rows.append([])
            self._tables[-1].rows[-1].append(cell)
            self._cells.append(cell)

    def _list_tag(self, tag: str) -> None:
        """Terms and what is told of each are a table of two columns (HTML, 4.4.9)."""
        if tag == "dl":
            self._tables.append(PageTable(is_list=True))
            self._cells[-1].items.append(self._tables[-1])
            return
        if not (self._tables and self._tables[-1].is_list):
            return
        rows = self._tables[-1].rows
        if tag == "dt" or not rows:
            self._end_cell()
            rows.append([])
        elif len(rows[-1]) > 1:
            return  # a second text of a term goes on in its cell
        self._end_cell()
        rows[-1].append(PageCell())
        self._cells.append(rows[-1][-1])

    def handle_endtag(self, tag: str) -> None:
        self._kept -= tag in ("pre", "textarea") and self._kept > 0
        if tag in BLOCKS | {"td", "th"}:
            self.end_line()
        if self._open and tag == self._open[-1][0]:
            self._open.pop()
        if tag in ("td", "th", "tr"):
            self._end_cell()
        elif tag in ("table", "dl") and self._tables:
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
