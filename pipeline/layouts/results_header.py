"""The header of a table of opinions and answers that is too small to be told from a form."""

from pipeline.layouts.list_layout import replies_apart
from pipeline.layouts.role_words import Role, role_of_words
from pipeline.layouts.source import Column, Layout
from pipeline.readers.grid import Grid, column_name


def plain_header(grid: Grid) -> Layout | None:
    """The layout where the first row of two cells and more names both columns and nothing else.

    A form of one answer looks the same (意見, 考え方 and one row below); who adds answers gives a
    table of them.
    """
    for row in grid.filled_rows():
        cells = {n: text for n in range(grid.n_columns) if (text := grid.cell(row, n).strip())}
        if len(cells) < 2:
            continue  # a title
        roles = {number: role_of_words(text) for number, text in cells.items()}
        columns = replies_apart(
            [
                Column(column=column_name(number), role=role, header=cells[number])
                for number, role in roles.items()
                if role is not None
            ]
        )
        named = {column.role for column in columns} >= {Role.OPINION, Role.REPLY}
        if not named or len(columns) < len(cells):
            return None
        return Layout(shape="list", header_rows=(row + 1,), columns=tuple(columns))
    return None


_LONGEST = 12
"""Characters of a word in a header; an opinion is longer."""


def names_columns_again(opinion: str, answer: str) -> bool:
    """Whether a row is a second line of the header (Opinion, Answer), not an opinion answered."""
    named = {Role.OPINION, Role.REPLY}  # 回答 and Answer may be either
    return max(len(opinion), len(answer)) <= _LONGEST and all(
        role_of_words(text) in named for text in (opinion, answer)
    )
