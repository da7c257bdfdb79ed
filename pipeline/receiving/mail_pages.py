"""The HTML of a mail as a page of its own: tables that hold answers stay tables, others are lines.

A browser's page keeps rows and cells, a mail's text does not: label and answer would run together.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

from pipeline.layouts.form import find_fields
from pipeline.layouts.mail_parts import MailPart, asides
from pipeline.layouts.role_words import IDENTITY
from pipeline.layouts.search import propose_parts
from pipeline.readers.grid import Grid
from pipeline.readers.html_page import ShownPage, read_page

_OF_OTHERS = frozenset({MailPart.QUOTED, MailPart.FORWARDED})


@dataclass(frozen=True)
class MailPage:
    """What a mail says in HTML."""

    shown: ShownPage
    head: str
    answers: frozenset[int]
    """Places, among the items shown, of tables that hold labels or columns of answers."""

    @property
    def has_answers(self) -> bool:
        """Whether a table holds answers."""
        return bool(self.answers)

    @property
    def text(self) -> str:
        """All of it as lines, without the head; each row of a table is one."""
        return "\n".join(_lines(self.shown))

    def page(self, beside: str) -> str:
        """Head, what stands beside it, lines and tables of answers, in HTML."""
        shown = self.shown
        parts = [f"<title>{escape(line)}</title>" for line in shown.titles]
        parts += _paragraphs([*self.head.split("\n"), *beside.split("\n")])
        for number, item in enumerate(shown.items):
            if isinstance(item, Grid) and number in self.answers:
                parts.append(_table(item))
            else:
                parts += _paragraphs([item] if isinstance(item, str) else _rows(item))
        parts += [f"<p hidden>{escape(line)}</p>" for line in shown.hidden]
        parts += [f"<del>{escape(line)}</del>" for line in shown.struck]
        return "\n".join(["<!DOCTYPE html>", '<html><meta charset="utf-8">', *parts, "</html>", ""])


def mail_page(html: str, head: str) -> MailPage:
    """Read the HTML of a mail.

    Args:
        html: of its body.
        head: who sent it, when and about what, line by line.
    """
    shown = read_page(html)
    return MailPage(shown, head, frozenset(_tables_of_answers(shown, head)))


def _lines(shown: ShownPage) -> Iterator[str]:
    yield from shown.titles
    for item in shown.items:
        yield from [item] if isinstance(item, str) else _rows(item)
    yield from (*shown.hidden, *shown.struck)


def _rows(table: Grid) -> Iterator[str]:
    for row in table.rows:
        if line := "\t".join(" ".join(cell.split()) for cell in row if cell.strip()):
            yield line


def _tables_of_answers(shown: ShownPage, head: str) -> set[int]:
    """The places, among the items, of tables that the sender filled in: none of a quoted mail."""
    text = f"{head}\n\n"
    begins: dict[int, int] = {}
    for number, item in enumerate(shown.items):
        begins[number] = len(text)
        text += "\n".join([item] if isinstance(item, str) else _rows(item)) + "\n"
    quoted = [aside for aside in asides(text) if aside.part in _OF_OTHERS]
    return {
        number
        for number, item in enumerate(shown.items)
        if isinstance(item, Grid)
        and not any(aside.begin <= begins[number] < aside.end for aside in quoted)
        and _asks(item)
    }


def _asks(table: Grid) -> bool:
    """Whether a table has columns or labels of answers, or says who answers."""
    if propose_parts(table):
        return True
    found = find_fields(table, range(len(table.rows)))
    return any(field.role in IDENTITY and field.answer_text.strip() for field in found)


def _paragraphs(lines: Iterable[str]) -> list[str]:
    return [f"<p>{escape(line)}</p>" for line in lines if line.strip()]


def _table(table: Grid) -> str:
    """A table with its merged cells; the lines of a cell stay apart."""
    rows = []
    for row, texts in enumerate(table.rows):
        cells = []
        for column, text in enumerate(texts):
            top, left, bottom, right = table.span(row, column)
            if (top, left) != (row, column):
                continue
            spans = f' rowspan="{bottom - top + 1}" colspan="{right - left + 1}"'
            cells.append(f"<td{spans}>{'<br>'.join(map(escape, text.splitlines()))}</td>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table>{''.join(rows)}</table>"
