"""Where a list begins, what its columns are, and why: header rows and the roles of columns."""

import re
from dataclasses import dataclass, field
from itertools import islice

from pipeline.intake.form_layout import find_fields
from pipeline.intake.grid import Grid, column_name
from pipeline.intake.roles import (
    BODY_WORDS,
    IDENTITY,
    Content,
    Role,
    role_of_column,
    role_of_words,
    squeezed,
)
from pipeline.intake.source import Column, LabelledField, Layout

_LONGEST_HEADER = 120
_SENTENCE = re.compile(r"。|(?:ます|です|たい)$")
_QUESTION = re.compile(r"(?:か|ください|下さい)[。？?]?$")
_SEARCHED_ROWS = 60
_SAMPLE = 300
_LEVELS = 4
"""A header has at most this many rows."""


@dataclass(frozen=True)
class Proposal:
    """A layout found in a grid, the evidence by column or label, and what people must decide."""

    layout: Layout
    evidence: dict[str, str] = field(default_factory=dict)
    doubts: tuple[str, ...] = ()


def header_texts(grid: Grid, header_rows: tuple[int, ...]) -> list[str]:
    """The header of each column; levels of a header over several rows are joined by ／.

    Args:
        grid: the table.
        header_rows: its header rows, from 0.
    """
    headers = []
    for column in range(grid.n_columns):
        levels: list[str] = []
        for row in header_rows:
            top, left, *_ = grid.span(row, column)
            text = " ".join(grid.cell(top, left).split())
            if text and text not in levels:
                levels.append(text)
        headers.append("／".join(levels))
    return headers


def find_list(grid: Grid) -> Proposal | None:
    """Look for a list: a header row with known words above rows of answers.

    Returns:
        The proposal, or None where the grid is no list.
    """
    filled = list(islice(grid.filled_rows(), _SEARCHED_ROWS))
    if not filled:
        return None
    header = (filled[0],) if grid.keys_first else _header_rows(grid, filled)
    if header is None:
        return _without_header(grid, filled)
    first = header[-1] + 1
    texts = header_texts(grid, header)
    columns: list[Column] = []
    evidence: dict[str, str] = {}
    doubts: list[str] = []
    for number, text in enumerate(texts):
        values = [
            grid.cell(row, number) for row in range(first, min(first + _SAMPLE, len(grid.rows)))
        ]
        if not text and not any(value.strip() for value in values):
            continue
        role, why, doubt = role_of_column(text, values)
        name = column_name(number)
        columns.append(Column(column=name, role=role, header=text))
        evidence[name] = why
        doubts += [f"{name}列：{doubt}"] if doubt else []
    columns, doubts = _only_opinions_by_name(columns, doubts)
    if not any(column.role is Role.OPINION for column in columns):
        return None
    above = find_fields(grid, range(header[0]))
    fields = [entry for entry in above if entry.role in IDENTITY | {Role.DEPARTMENT}]
    known = {column.role for column in columns} | {entry.role for entry in fields}
    if not known & {Role.BODY_CODE, Role.BODY_NAME}:
        doubts.append("団体を示す列がない（市民の意見か、ファイル名で団体が分かるか確かめる）")
    layout = Layout(
        shape="list",
        header_rows=tuple(row + 1 for row in header),
        columns=tuple(columns),
        fields=tuple(LabelledField(label=entry.label, role=entry.role) for entry in fields),
    )
    return Proposal(layout, evidence, tuple(doubts))


def _only_opinions_by_name(
    columns: list[Column], doubts: list[str]
) -> tuple[list[Column], list[str]]:
    """Long text counts as an opinion by its content alone only where no header names one."""
    if not any(role_of_words(c.header) is Role.OPINION and c.role is Role.OPINION for c in columns):
        return columns, doubts
    guessed = {
        c.column
        for c in columns
        if c.role is Role.OPINION and role_of_words(c.header) is not Role.OPINION
    }
    kept = [
        c.model_copy(update={"role": Role.ATTRIBUTE}) if c.column in guessed else c for c in columns
    ]
    told = [
        f"{c.column}列「{c.header}」は文章だが、意見の列としていない（意見なら role を opinion に）"
        for c in columns
        if c.column in guessed
    ]
    rest = [doubt for doubt in doubts if doubt.split("列")[0] not in guessed]
    return kept, rest + told


def _header_rows(grid: Grid, filled: list[int]) -> tuple[int, ...] | None:
    best: tuple[int, ...] | None = None
    best_score = 0
    for row in filled:
        cells = [(c, grid.cell(row, c)) for c in range(grid.n_columns) if grid.cell(row, c).strip()]
        if not cells or any(_is_no_header(text) for _, text in cells):
            continue
        rows = _levels(grid, row)
        texts = [text for text in header_texts(grid, rows) if text]
        roles = [role_of_words(text) for text in texts]
        known = {role for role in roles if role is not None}
        n_known = sum(role is not None for role in roles)
        if n_known < max(1, len(texts) * 0.4) or rows[-1] + 1 >= len(grid.rows):
            continue
        opinions = Role.OPINION in known
        alone = len(texts) == 1 and opinions and grid.n_columns == 1
        by_content = not opinions and bool(known & IDENTITY) and len(texts) > 1
        by_content = by_content and _text_below(grid, rows[-1] + 1)
        by_content = by_content and not any(BODY_WORDS.fullmatch(squeezed(t)) for t in texts)
        if (opinions and len(known) >= 2) or alone or by_content or roles.count(Role.OPINION) > 1:
            score = len(known) + n_known + 2 * opinions
            if score > best_score and not _is_label_row(grid, rows, cells):
                best, best_score = rows, score
    return best


def _is_no_header(text: str) -> bool:
    words = squeezed(text)
    question = _QUESTION.search(words) or role_of_words(words) is Role.OPINION
    return len(words) > (4 * _LONGEST_HEADER if question else _LONGEST_HEADER) or (
        len(words) > 15 and bool(_SENTENCE.search(words)) and not question
    )


def _is_label_row(grid: Grid, rows: tuple[int, ...], cells: list[tuple[int, str]]) -> bool:
    """Whether a row of labels with answers between them, as forms have it, or nothing below."""
    below = range(rows[-1] + 1, min(rows[-1] + 1 + _SAMPLE, len(grid.rows)))
    n_below = [sum(bool(grid.cell(row, column).strip()) for row in below) for column, _ in cells]
    return sum(n_below) == 0 or all(
        role_of_words(grid.cell(row, column)) is not None
        for row in islice((r for r in below if grid.cell(r, cells[0][0]).strip()), 2)
        for column, _ in cells[:1]
    )


def _text_below(grid: Grid, first: int) -> bool:
    rows = range(first, min(first + _SAMPLE, len(grid.rows)))
    return any(
        Content.of([grid.cell(row, column) for row in rows]).is_text
        for column in range(grid.n_columns)
    )


def _levels(grid: Grid, row: int) -> tuple[int, ...]:
    """All rows of the header to which a row belongs, by merged cells."""
    top = bottom = row
    for column in range(grid.n_columns):
        first, _, last, _ = grid.span(row, column)
        if last - first < _LEVELS:
            top, bottom = min(top, first), max(bottom, last)
    wide = [
        (left, right)
        for first, left, last, right in grid.merged
        if first <= row <= last
        and right > left
        and last == bottom
        and grid.cell(first, left).strip()
    ]
    if wide and _is_second_level(grid, bottom + 1, wide):
        bottom += 1
    for first, left, last, right in grid.merged:  # a row of group titles right above
        full = right - left + 1 >= max(grid.n_columns - 1, 2) or top == row == 0
        if last == top - 1 and right > left and not full and grid.cell(first, left).strip():
            texts = [grid.cell(top, c) for c in range(left, right + 1)]
            if sum(bool(text.strip()) for text in texts) > 1 and last - first < _LEVELS:
                top = first
    return tuple(range(top, bottom + 1))


def _is_second_level(grid: Grid, row: int, wide: list[tuple[int, int]]) -> bool:
    filled = [c for c in range(grid.n_columns) if grid.cell(row, c).strip()]
    return bool(filled) and all(
        any(left <= column <= right for left, right in wide)
        and not _is_no_header(grid.cell(row, column))
        for column in filled
    )


def _without_header(grid: Grid, filled: list[int]) -> Proposal | None:
    """A table without header: columns by content alone, when most rows fill the same columns."""
    if grid.n_columns < 2 or len(filled) < 3 or grid.merged:
        return None
    columns = []
    evidence = {}
    for number in range(grid.n_columns):
        values = [grid.cell(row, number) for row in filled]
        if any(value.strip() for value in values):
            role, why, _ = role_of_column("", values)
            columns.append(Column(column=column_name(number), role=role))
            evidence[column_name(number)] = why
    opinions = [column for column in columns if column.role is Role.OPINION]
    bodies = [column for column in columns if column.role in IDENTITY]
    if not opinions or not bodies:
        return None
    doubt = "見出しの行がない。列は内容だけで判断した"
    return Proposal(Layout(shape="list", columns=tuple(columns)), evidence, (doubt,))
