"""A sheet that holds several tables below one another, or answers around one: part by part."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.layouts.cell_labels import LONGEST_LABEL, label_role
from pipeline.layouts.count_tables import counts_apart
from pipeline.layouts.form import find_fields
from pipeline.layouts.form_labels import ends_as_label, is_form_label
from pipeline.layouts.guidance import is_instruction
from pipeline.layouts.headers import header_levels
from pipeline.layouts.role_words import IDENTITY, Role, role_of_words, squeezed
from pipeline.layouts.row_kinds import is_section_title
from pipeline.layouts.said import speaks_of_something
from pipeline.readers.grid import Grid, Place, columns_of, rows_of

_ASKS = re.compile("意見|要望|提案|コメント|質問|課題|懸念|感想|提言")
_NAMES = IDENTITY | {Role.PERSON}
_WHO = _NAMES | {Role.DEPARTMENT, Role.CONTACT, Role.DATE}
"""Roles of labels that say who sent a sheet, and when."""
_FEWEST_TITLES = 2
"""Of each block of a table that goes on beside itself."""
_LONGEST_TITLE = 20
"""Characters of the longest title of a column."""


def sheet_parts(grid: Grid) -> list[Grid]:
    """The parts of a sheet from top to bottom, each with its rows at their places.

    A part begins with the header of a further table of other titles and what is written above it,
    or with a label of an opinion that stands alone, its answer below. Answers above the first
    header are a part, too. So are the blocks of a table that goes on to the right of itself, and
    a table of counts to the right of all.
    """
    left, *counts = counts_apart(grid)
    return [*_below_one_another(left), *counts]


def _below_one_another(grid: Grid) -> list[Grid]:
    headers = [] if grid.keys_first or grid.labels_first else _headers(grid)
    if not headers:
        return [grid]
    if blocks := _side_by_side(grid, headers[0]):
        return blocks
    begins = [0]
    first, latest = headers[0], _titles(grid, headers[0])
    top = header_levels(grid, first)[0]
    if _is_answered_above(grid, top):
        begins.append(_with_titles(grid, top, 0))
    for row in headers[1:]:
        if (titles := _titles(grid, row)) != latest:
            begins.append(_with_titles(grid, header_levels(grid, row)[0], begins[-1]))
            latest = titles
    begins += [row for row in _labels_alone(grid, first) if row not in begins]
    begins += _who_below(grid, headers)
    begins = sorted(set(begins))
    ends = [*begins[1:], len(grid.rows)]
    parts = [rows_of(grid, begin, end) for begin, end in zip(begins, ends, strict=True)]
    return parts if len(parts) > 1 else [grid]


def _filled(grid: Grid, row: int) -> list[Place]:
    return [(row, column) for column, text in enumerate(grid.rows[row]) if text.strip()]


def _titles(grid: Grid, row: int) -> tuple[tuple[int, str], ...]:
    return tuple((column, squeezed(grid.cell(row, column))) for _, column in _filled(grid, row))


def _headers(grid: Grid) -> list[int]:
    """Rows that hold nothing but titles of columns, one of them usual for opinions."""
    found = []
    for row, cells in enumerate(grid.rows):
        texts = [text for text in cells if text.strip()]
        if len(texts) < 2 or max(map(len, texts)) > 2 * _LONGEST_TITLE:
            continue  # first of all: lists may be long
        if not any(map(_ASKS.search, texts)):
            continue
        words = [squeezed(text) for text in texts]
        if any(len(word) > _LONGEST_TITLE or "。" in word for word in words):
            continue
        roles = [role_of_words(word) for word in words]
        asked = [text for text, role in zip(texts, roles, strict=True) if role is Role.OPINION]
        is_usual = any(map(is_form_label, asked)) or (
            any(map(ends_as_label, asked)) and any(map(is_form_label, texts))
        )
        if None not in roles and is_usual and len(set(roles)) > 1:
            found.append(row)
    return found


def _side_by_side(grid: Grid, header: int) -> list[Grid]:
    """The blocks of a table that goes on beside itself, under the same titles; empty for none.

    A gap, or a number of its own, shows that a block begins.
    """
    titles = _titles(grid, header)
    for n_blocks in (2, 3, 4):
        width, rest = divmod(len(titles), n_blocks)
        words = [word for _, word in titles]
        if rest or width < _FEWEST_TITLES or words != words[:width] * n_blocks:
            continue
        roles = [role_of_words(word) for word in words[:width]]
        begins = [column for column, _ in titles[::width]]
        gaps = all(not grid.cell(header, begin - 1).strip() for begin in begins[1:])
        if Role.BODY_NAME in roles and (gaps or roles[0] is Role.NUMBER):
            ends = [*begins[1:], grid.n_columns]
            return [
                columns_of(grid, begin if number else 0, end)
                for number, (begin, end) in enumerate(zip(begins, ends, strict=True))
            ]
    return []


def _with_titles(grid: Grid, header: int, top: int) -> int:
    """The first row of a table: its header, or the titles of one cell right above it."""
    first = header
    for row in range(header - 1, top, -1):
        filled = _filled(grid, row)
        if len(filled) > 1 or (filled and not is_section_title(grid, *filled[0])):
            break
        first = row if filled else first
    return first


def _is_answered_above(grid: Grid, header: int) -> bool:
    """Whether a label of an opinion above the first table has an answer that reads like one."""
    above = rows_of(grid, 0, header)
    return any(
        found.role is Role.OPINION
        and speaks_of_something(found.answer_text)
        and not is_instruction(found.answer_text)
        for found in find_fields(above, range(header))
    )


def _who_below(grid: Grid, headers: Sequence[int]) -> list[int]:
    """The row below the last table from which on labels say who sent the sheet; none or one.

    They stand beside their values (団体名 | 甲町), or above them, and in no column of their own.
    """
    columns = {column: role_of_words(title) for column, title in _titles(grid, headers[-1])}
    begin: int | None = None
    names = False
    for row in range(headers[-1] + 1, len(grid.rows)):
        filled = _filled(grid, row)
        if not filled:
            continue
        roles = {place[1]: _who(grid.cell(*place)) for place in filled}
        foreign = [role for column, role in roles.items() if role and columns.get(column) != role]
        is_told = bool(foreign) and len(filled) > 1 and roles[filled[0][1]] in foreign
        if begin is None and is_told:
            if not any(_filled(grid, above) for above in range(headers[-1] + 1, row)):
                return []  # labels beside the answers of a form
            begin = row
        elif begin is not None and not is_told and not _is_value(grid, filled, row - 1):
            return []  # the table goes on
        names = names or bool(_NAMES & set(foreign))
    return [] if begin is None or not names else [begin]


def _who(text: str) -> Role | None:
    role = label_role(text) if len(squeezed(text)) <= LONGEST_LABEL else None
    return role if role in _WHO else None


def _is_value(grid: Grid, filled: Sequence[Place], above: int) -> bool:
    """Whether cells stand right below labels, some of who answers, or one alone in its row."""
    labels = [_who(grid.cell(above, column)) for _, column in filled]
    return len(filled) == 1 or (any(labels) and labels[0] is not None)


def _labels_alone(grid: Grid, header: int) -> Iterator[int]:
    """Rows below a header with one cell, a label of an opinion, and one cell right below it.

    It stands where no answer of the table would: at its left, or over several columns.
    """
    at, title = _titles(grid, header)[0]
    filled = [places for row in range(header + 1, len(grid.rows)) if (places := _filled(grid, row))]
    for (place, *more), (below, *others) in pairwise(filled):
        if more or others or place[1] != at or below[1] != at:
            continue
        is_wide = grid.span(*place)[3] > at
        if not is_wide and role_of_words(title) is Role.OPINION:
            continue
        is_asked = label_role(grid.cell(*place)) is Role.OPINION
        if is_asked and label_role(grid.cell(*below)) is None:
            yield place[0]
