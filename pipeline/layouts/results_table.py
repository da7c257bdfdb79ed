"""Opinions and the answers given to them, from tables as offices publish them (意見と考え方).

Columns are told by their headers, as for lists of opinions. A merged cell speaks for all its rows:
one answer to several opinions stands with each. Nothing is filled down; a reference (同上, No.3と
同じ) takes the answer that it names, and what has no opinion or no answer is left out by name.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.language import says
from pipeline.layouts.list_layout import find_list
from pipeline.layouts.results_header import names_columns_again, plain_header
from pipeline.layouts.role_words import Role, squeezed
from pipeline.layouts.source import Layout
from pipeline.readers.grid import Grid, column_name, column_number
from pipeline.segmentation.reference_words import resolve
from pipeline.segmentation.stock_answers import Recognised, recognise
from pipeline.tables.state import State
from pipeline.text.normalize import without_unseen
from pipeline.text.row_numbers import plain_number

_REPLY_WORDS = ("考え方", "見解", "対応方針", "対応")
_PROPOSED = re.compile("過去の|案[0-9０-９]*[)）]|類似度|出典")
"""In headers of what a machine proposed beside the answers (our own official table)."""
_LEFT_OUT = re.compile("ほか[0-9,]+件（意見[0-9、…]+）")
"""The line of our own official table that counts what an overview leaves out."""
_PLACES = re.compile("箇所|部分|頁|ページ|[章節条項]$")
_SHORTEST = 4
"""Characters of an answer; what is shorter (○, 反映済) is a mark."""


@dataclass(frozen=True)
class Answered:
    """An opinion as the table sums it up, the answer to it, and where both stand."""

    opinion: str
    answer: str
    place: str
    """該当箇所 of its row; may be empty."""
    where: str
    """Sheet and row, for people."""


@dataclass(frozen=True)
class LeftOut:
    """A row or table that gave no answer, and why."""

    where: str
    reason: str


@dataclass(frozen=True)
class ResultsTable:
    """What a file gave: answers in the order of its rows, what was left out, columns used."""

    answered: tuple[Answered, ...]
    left_out: tuple[LeftOut, ...]
    columns: tuple[str, ...]


@dataclass
class _Row:
    opinion: str
    answer: str
    place: str
    number: str
    row: int


def read_results(grids: Sequence[Grid]) -> ResultsTable:
    """Read all tables of a file.

    Args:
        grids: its tables, in order; one without a header goes on the one before it.
    """
    answered: list[Answered] = []
    left: list[LeftOut] = []
    columns: list[str] = []
    before: Layout | None = None
    for grid in grids:
        if not any(True for _ in grid.filled_rows()):
            continue
        layout, goes_on = _layout(grid, before)
        if layout is None:
            left.append(LeftOut(_place(grid, None), _why_no_table(grid)))
            continue
        before = layout
        left += [LeftOut(_place(grid, one.row), one.reason) for one in grid.waiting]
        columns += [] if goes_on else [_told(grid, layout)]
        rows, skipped = _rows(grid, layout, 0 if goes_on else layout.header_rows[-1])
        left += [LeftOut(_place(grid, row), reason) for row, reason in skipped]
        for row, answer, reason in _resolved(rows):
            if reason:
                left.append(LeftOut(_place(grid, row.row), reason))
            else:
                where = f"{grid.sheet or '表'} {row.row + 1}行目"  # data: in no reader's language
                answered.append(Answered(row.opinion, answer, row.place, where))
    return ResultsTable(tuple(answered), tuple(left), tuple(columns))


def _layout(grid: Grid, before: Layout | None) -> tuple[Layout | None, bool]:
    """The layout of a table of answers, and whether it is that of the table before."""
    found = find_list(grid)
    if found is not None and found.layout.header_rows and _columns(found.layout, Role.REPLY):
        return found.layout, False
    known = before is not None and grid.n_columns == 1 + max(
        column_number(column.column) for column in before.columns
    )
    no_header = found is None or not found.layout.header_rows
    return (before, True) if known and no_header else (plain_header(grid), False)


def _columns(layout: Layout, role: Role) -> list[int]:
    return [column_number(column.column) for column in layout.columns if column.role is role]


def _why_no_table(grid: Grid) -> str:
    first = next((grid.rows[row] for row in grid.filled_rows()), [])
    shown = "・".join(" ".join(cell.split())[:12] for cell in first if cell.strip())[:60]
    return says(
        f"意見の列と考え方（回答）の列が見出しから分からない（初めの行：{shown}）",
        f"no headers that name a column of opinions and one of answers (first row: {shown})",
    )


def _header(layout: Layout, number: int) -> str:
    return next(c.header for c in layout.columns if c.column == column_name(number))


def _told(grid: Grid, layout: Layout) -> str:
    told = [
        (role, column_name(number), _header(layout, number))
        for role in (Role.OPINION, Role.REPLY)
        for number in _used(grid, layout, role)
    ]
    names = {
        Role.OPINION: says("意見", "opinions"),
        Role.REPLY: says("考え方", "answers"),
    }
    shown = "、".join(f"{names[role]}＝{letter}列「{header}」" for role, letter, header in told)
    return f"{_place(grid, None)}：{shown}"


def _used(grid: Grid, layout: Layout, role: Role) -> list[int]:
    """The columns of a role; of several answers (考え方, 修正の有無) the one that says most.

    Where something is called a place, other items (論点) are none.
    """
    columns = _columns(layout, role)
    if role is Role.ITEM:
        named = [column for column in columns if _PLACES.search(_header(layout, column))]
        return named or columns
    if role is not Role.REPLY:
        return columns
    columns = [c for c in columns if not _PROPOSED.search(_header(layout, c))] or columns
    length = {
        column: sum(len(grid.cell(row, column)) for row in range(len(grid.rows)))
        for column in columns
    }
    return [max(columns, key=lambda column: (length[column], -column))]


def _rows(grid: Grid, layout: Layout, first: int) -> tuple[list[_Row], list[tuple[int, str]]]:
    """The rows that hold an opinion with an answer; the others with the reason."""
    opinions, replies = (_used(grid, layout, role) for role in (Role.OPINION, Role.REPLY))
    header = {squeezed(c.header.split("／")[-1]) for c in layout.columns if c.header}
    rows: list[_Row] = []
    skipped: list[tuple[int, str]] = []
    for begin, end in _blocks(grid, opinions[0], first):
        span = range(begin, end)
        opinion, answer = _text(grid, span, opinions), _text(grid, span, replies)
        if not opinion and not answer:
            continue
        whole = {grid.span(begin, column)[:2] for column in (*opinions, *replies)}
        heads = {squeezed(grid.cell(begin, column)) for column in range(grid.n_columns)} - {""}
        if len(whole) == 1 or heads <= header:  # a heading over the table, the header repeated
            continue
        if names_columns_again(opinion, answer):
            continue
        place = " ".join(_text(grid, span, _used(grid, layout, Role.ITEM)).split())
        number = plain_number(_text(grid, span, _columns(layout, Role.NUMBER)))
        if not answer:
            skipped.append((begin, says("考え方が空", "no answer")))
        elif not opinion:
            skipped.append((begin, says("意見が空", "no opinion")))
        else:
            rows.append(_Row(opinion, answer, place, number, begin))
    return rows, skipped


def _blocks(grid: Grid, column: int, first: int) -> Iterator[tuple[int, int]]:
    """Rows that share one cell of opinions: the first and the one behind the last."""
    tops = [grid.span(row, column)[0] for row in range(first, len(grid.rows))]
    begins = [first + n for n, top in enumerate(tops) if n == 0 or top != tops[n - 1]]
    return pairwise([*begins, len(grid.rows)])


def _text(grid: Grid, rows: range, columns: Sequence[int]) -> str:
    """The different texts of some cells, one below the other."""
    cells = dict.fromkeys(grid.span(row, column)[:2] for row in rows for column in columns)
    texts = ("\n".join(_lines(grid.cell(*cell))) for cell in cells)
    return "\n".join(dict.fromkeys(text for text in texts if text))


def _lines(text: str) -> list[str]:
    lines = (" ".join(part.split()) for part in without_unseen(text).splitlines())
    return [line for line in lines if line and not _LEFT_OUT.fullmatch(line)]


def _resolved(rows: Sequence[_Row]) -> Iterator[tuple[_Row, str, str]]:
    """Each row with its answer, or with the reason why it has none."""
    found = [_reference(row.answer) for row in rows]
    meant = resolve(found, [row.number or None for row in rows], [None] * len(rows))
    for row, recognised, target in zip(rows, found, meant, strict=True):
        if recognise(row.opinion) is not None:
            yield row, "", says("意見の欄が意見ではない", "its opinion says nothing")
        elif recognised is None and len(row.answer) < _SHORTEST:
            yield row, "", says("考え方が短すぎる", "its answer is only a mark")
        elif recognised is None:
            yield row, row.answer, ""
        elif target is not None:
            yield row, rows[target].answer, ""
        elif recognised.state is State.NO_OPINION:
            yield row, "", says("考え方が書かれていない", "its answer says nothing")
        else:
            yield row, "", says("考え方の参照先がない", "its answer refers to no row of the table")


def _reference(answer: str) -> Recognised | None:
    """What an answer refers to, where it says no more than that."""
    for word in _REPLY_WORDS:
        answer = answer.replace(word, "回答")
    return recognise(answer)


def _place(grid: Grid, row: int | None) -> str:
    sheet = grid.sheet or says("表", "table")
    return sheet if row is None else says(f"{sheet} {row + 1}行目", f"{sheet} row {row + 1}")
