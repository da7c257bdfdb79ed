"""The header of a list: which rows it stands in, and the text of each column's header."""

import re
from itertools import islice

from pipeline.layouts.form_labels import is_form_label
from pipeline.layouts.role_words import IDENTITY, Role, role_of_words, squeezed
from pipeline.layouts.roles import BODY_WORDS, Content
from pipeline.readers.grid import Grid, Place
from pipeline.text.sentences import reads_as_sentence
from pipeline.text.speech_acts import claims

_LONGEST_HEADER = 120
_SENTENCE = re.compile(r"。|(?:ます|です|たい)$")
_QUESTION = re.compile(r"(?:か|ください|下さい)[。？?]?$")
_TICKED = re.compile(
    r"(?:[(（][\s○〇◯✓レ●]?[)）]\s*[^\s()（）]{1,12}\s*){2}|(?:[□☐☑☒✓]\s*[^\s□☐☑☒✓]{1,12}\s*){2}"
)
"""What is ticked beside a question ((○)ある ( )ない); a column is not called so."""
SAMPLE = 300
_OF_A_CONTACT = frozenset({Role.BODY_NAME, Role.DEPARTMENT, Role.PERSON, Role.CONTACT})
"""Roles of the labels of who answered, as they stand below one another at the side of a form."""
_SAID = frozenset({Role.OPINION, Role.REASON})
_FEWEST_ROWS = 2
"""Rows below a header that show a text above them to be the title of a column."""
_LEVELS = 4
"""A header has at most this many rows."""


def header_texts(grid: Grid, header_rows: tuple[int, ...]) -> list[str]:
    """The header of each column; levels of a header over several rows are joined by ／.

    Where no cells are merged, a title of a group stands for the empty cells to its right, too.

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
            if not text and row != header_rows[-1] and grid.cell(row + 1, column).strip():
                text = _group_title(grid, row, column)
            if text and text not in levels:
                levels.append(text)
        headers.append("／".join(levels))
    return headers


def _group_title(grid: Grid, row: int, column: int) -> str:
    """The title to the left that stands above a cell's lower neighbour, too; empty where none."""
    left = column
    while left and not grid.cell(row, left).strip() and grid.cell(row + 1, left).strip():
        left -= 1
    is_group = grid.span(row, left)[1] == grid.span(row, left)[3]
    is_group = is_group and bool(grid.cell(row + 1, left).strip())
    return " ".join(grid.cell(row, left).split()) if is_group else ""


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
        if not cells or any(_TICKED.search(text) for _, text in cells):
            continue
        rows = header_levels(grid, row)
        if rows[-1] + 1 >= len(grid.rows):
            continue
        titles = header_cells(grid, rows)
        doubtful = doubtful_titles(grid, rows)
        if doubtful and (
            n_table_rows(grid, rows) < _FEWEST_ROWS or len(doubtful) * 2 > len(titles)
        ):
            continue  # a form: what stands beside a label is its answer
        roles = [role_of_words(text) for place, text in titles if place not in doubtful]
        known = {role for role in roles if role is not None}
        n_known = sum(role is not None for role in roles)
        if n_known < max(1, len(titles) * 0.4):
            continue
        opinions = Role.OPINION in known
        alone = len(titles) == 1 and opinions and grid.n_columns == 1
        by_content = not opinions and len(titles) > 1
        by_content = by_content and (
            (bool(known & IDENTITY) and _text_below(grid, rows[-1] + 1))
            or (Role.REPLY in known and _unnamed_text_below(grid, rows))
        )
        by_content = by_content and not any(BODY_WORDS.fullmatch(squeezed(t)) for _, t in titles)
        shown = opinions and not doubtful and len(titles) > 1
        shown = shown and n_table_rows(grid, rows) >= _FEWEST_ROWS
        if (
            (opinions and len(known) >= 2)
            or alone
            or by_content
            or shown
            or roles.count(Role.OPINION) > 1
        ):
            score = len(known) + n_known + 2 * opinions
            if score > best_score and not _is_label_row(grid, rows, cells):
                best, best_score = rows, score
    return best


def header_cells(grid: Grid, rows: tuple[int, ...]) -> list[tuple[Place, str]]:
    """The distinct titles of a header: the place of the last cell of each, and its whole text."""
    texts = header_texts(grid, rows)
    found: dict[Place, str] = {}
    for column, text in enumerate(texts):
        places = [grid.span(row, column)[:2] for row in rows]
        filled = [place for place in places if grid.cell(*place).strip()]
        if text and filled:
            found.setdefault(filled[-1], text)
    return list(found.items())


def n_table_rows(grid: Grid, rows: tuple[int, ...]) -> int:
    """Rows below a header that fill two of its columns or more."""
    return len(_table_rows(grid, rows, {place[1] for place, _ in header_cells(grid, rows)}))


def doubtful_titles(grid: Grid, rows: tuple[int, ...]) -> set[Place]:
    """Cells of a header that nothing shows to be titles: no usual words, no column below them.

    Args:
        grid: the table.
        rows: of the header, from 0.
    """
    titles = header_cells(grid, rows)
    usual = {place for place, text in titles if is_form_label(text.split("／")[-1])}
    below = _table_rows(grid, rows, {place[1] for place, _ in titles})
    doubtful = set()
    for place, text in titles:
        if place in usual and not _is_no_header(text):
            continue
        words = text.split("／")[-1]
        column = place[1]
        n_filled = sum(bool(_cell(grid, row, column).strip()) for row in below)
        one_row = len(usual) >= _FEWEST_ROWS and n_filled and len(below) == 1
        role = role_of_words(text)
        named = role is not None and len(usual) >= 1 and len(titles) > 2 and bool(below)
        one = not reads_as_sentence(squeezed(words)) and bool(one_row or named)
        shown = n_filled >= _FEWEST_ROWS or one
        if _is_no_header(text) or not shown:
            doubtful.add(place)
    return doubtful


def _table_rows(grid: Grid, rows: tuple[int, ...], columns: set[int]) -> list[int]:
    if len(columns) < 2 and grid.n_columns > 1:
        return []  # lines below one another are no rows of a table
    last = min(rows[-1] + 1 + SAMPLE, len(grid.rows))
    return [
        row
        for row in range(rows[-1] + 1, last)
        if sum(bool(grid.cell(row, column).strip()) for column in columns) >= min(2, len(columns))
    ]


def _cell(grid: Grid, row: int, column: int) -> str:
    return grid.cell(*grid.span(row, column)[:2])


def _is_no_header(text: str) -> bool:
    words = squeezed(text)
    question = _QUESTION.search(words) or role_of_words(words) is Role.OPINION
    return len(words) > (4 * _LONGEST_HEADER if question else _LONGEST_HEADER) or (
        len(words) > 15 and bool(_SENTENCE.search(words) or claims(words)) and not question
    )


def _is_label_row(grid: Grid, rows: tuple[int, ...], cells: list[tuple[int, str]]) -> bool:
    """Whether a row of labels with answers between them, as forms have it, or nothing below."""
    below = range(rows[-1] + 1, min(rows[-1] + 1 + SAMPLE, len(grid.rows)))
    n_below = [sum(bool(grid.cell(row, column).strip()) for row in below) for column, _ in cells]
    first = cells[0][0]
    under = list(islice((text for row in below if (text := grid.cell(row, first)).strip()), 2))
    labels = [role_of_words(text) is not None for text in under]
    stacked = any(_goes_on_with_labels(grid, rows[-1] + 1, column, text) for column, text in cells)
    of_bodies = role_of_words(cells[0][1]) in IDENTITY
    asks = of_bodies and any(_asks_for_opinion(grid.cell(row, first)) for row in below)
    said = role_of_words(cells[0][1]) in _SAID  # and below it stands no answer, but a label
    named = any(is_form_label(text) and role_of_words(text) in _SAID for text in under)
    return (
        sum(n_below) == 0 or asks or stacked or (said and named) or (bool(labels) and all(labels))
    )


def _goes_on_with_labels(grid: Grid, row: int, column: int, title: str) -> bool:
    """Whether the cell below one for a contact asks for more of it (担当, then 電話)."""
    text = grid.cell(row, column) if row < len(grid.rows) else ""
    if role_of_words(title) not in _OF_A_CONTACT or not is_form_label(text):
        return False
    role = role_of_words(text)
    return role in _OF_A_CONTACT - {Role.BODY_NAME} and role is not role_of_words(title)


def _asks_for_opinion(text: str) -> bool:
    """Whether a cell is a usual label of an opinion, which no body is called."""
    return is_form_label(text) and role_of_words(text) is Role.OPINION


def _text_below(grid: Grid, first: int) -> bool:
    rows = range(first, min(first + SAMPLE, len(grid.rows)))
    return any(
        Content.of([grid.cell(row, column) for row in rows]).is_text
        for column in range(grid.n_columns)
    )


def _unnamed_text_below(grid: Grid, rows: tuple[int, ...]) -> bool:
    """Whether one column, and no other, holds text under a title that names nothing known."""
    below = range(rows[-1] + 1, min(rows[-1] + 1 + SAMPLE, len(grid.rows)))
    unnamed = [
        column
        for column, title in enumerate(header_texts(grid, rows))
        if title and role_of_words(title) is None
    ]
    texts = [Content.of([grid.cell(row, column) for row in below]) for column in unnamed]
    return sum(content.is_text for content in texts) == 1


def header_levels(grid: Grid, row: int) -> tuple[int, ...]:
    """All rows of the header to which a row belongs, by merged cells."""
    top = bottom = row
    for column in range(grid.n_columns):
        first, _, last, _ = grid.span(row, column)
        if last - first < _LEVELS:
            top, bottom = min(top, first), max(bottom, last)
    width = grid.n_filled_columns
    wide = [
        (left, right)
        for first, left, last, right in grid.merged
        if first <= row <= last
        and width > right - left + 1 > 1  # one over all columns is the title of the list
        and last == bottom
        and grid.cell(first, left).strip()
    ]
    wide = wide or _unmerged_groups(grid, bottom)
    if wide and _is_second_level(grid, bottom + 1, wide):
        bottom += 1
    for first, left, last, right in grid.merged:  # a row of group titles right above
        full = right - left + 1 >= max(width - 1, 2) or top == row == 0
        if last == top - 1 and right > left and not full and grid.cell(first, left).strip():
            texts = [grid.cell(top, c) for c in range(left, right + 1)]
            if sum(bool(text.strip()) for text in texts) > 1 and last - first < _LEVELS:
                top = first
    return tuple(range(top, bottom + 1))


def _unmerged_groups(grid: Grid, row: int) -> list[tuple[int, int]]:
    """First and last columns of titles with empty cells to their right that titles stand below."""
    groups: list[tuple[int, int]] = []
    if any(top <= row <= bottom for top, _, bottom, _ in grid.merged):
        return groups
    starts = [c for c in range(grid.n_columns) if grid.cell(row, c).strip()]
    for left, following in zip(starts, [*starts[1:], grid.n_columns], strict=True):
        right = left
        while right + 1 < following and grid.cell(row + 1, right + 1).strip():
            right += 1
        if right > left and grid.cell(row + 1, left).strip():
            groups.append((left, right))
    return groups if len(starts) > 1 else []


def _is_second_level(grid: Grid, row: int, wide: list[tuple[int, int]]) -> bool:
    filled = [c for c in range(grid.n_columns) if grid.cell(row, c).strip()]
    return bool(filled) and all(
        any(left <= column <= right for left, right in wide)
        and not _is_no_header(grid.cell(row, column))
        for column in filled
    )
