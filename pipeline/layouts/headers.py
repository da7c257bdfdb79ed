"""The header of a list: which rows it stands in, and the text of each column's header."""

import re
from itertools import islice

from pipeline.layouts.role_words import IDENTITY, Role, role_of_words, squeezed
from pipeline.layouts.roles import BODY_WORDS, Content
from pipeline.readers.grid import Grid

_LONGEST_HEADER = 120
_SENTENCE = re.compile(r"。|(?:ます|です|たい)$")
_QUESTION = re.compile(r"(?:か|ください|下さい)[。？?]?$")
SAMPLE = 300
_LEVELS = 4
"""A header has at most this many rows."""


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


def find_header_rows(grid: Grid, filled: list[int]) -> tuple[int, ...] | None:
    """The rows, from 0, of the header that names most; None where no row looks like one.

    Args:
        grid: the table.
        filled: rows to look at.
    """
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
    below = range(rows[-1] + 1, min(rows[-1] + 1 + SAMPLE, len(grid.rows)))
    n_below = [sum(bool(grid.cell(row, column).strip()) for row in below) for column, _ in cells]
    first = cells[0][0]
    under = list(islice((text for row in below if (text := grid.cell(row, first)).strip()), 2))
    labels = [role_of_words(text) is not None for text in under]
    return sum(n_below) == 0 or (bool(labels) and all(labels))


def _text_below(grid: Grid, first: int) -> bool:
    rows = range(first, min(first + SAMPLE, len(grid.rows)))
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
        and grid.n_columns > right - left + 1 > 1  # one over all columns is the title of the list
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
