"""The sheets of themes in a workbook that reviewers filled in: their rows as answers."""

from pathlib import Path

from pipeline.errors import OpinionsError, UnreadableError
from pipeline.labels.answer_sheet import COMMON_REVIEWER, plain
from pipeline.labels.theme_sheets import (
    ACCEPT,
    EARLIER,
    KEY,
    MARK,
    MOVE,
    NEW_NAME,
    ROUND,
    SPLIT,
    TARGET,
    TEXT,
    THEME_ID,
    MoveAnswer,
    ThemeAnswer,
)
from pipeline.language import no_file, says
from pipeline.readers.grid import Grid
from pipeline.readers.limits import Limits, check_size
from pipeline.readers.workbook import read_workbook

_OF_THEMES, _OF_MOVES = (THEME_ID, NEW_NAME, TARGET), (KEY, MOVE, SPLIT)
_DEEPEST_HEADER = 20


def grids_of(path: Path, limits: Limits) -> list[Grid]:
    """The sheets of a workbook that reviewers filled in.

    Raises:
        OpinionsError: not there, or unreadable.
    """
    if not path.is_file():
        raise OpinionsError(no_file(path))
    try:
        check_size(path, limits)
    except UnreadableError as error:
        raise OpinionsError(f"{path}：{error}") from error
    try:
        return list(read_workbook(path.read_bytes(), limits)[0])
    except UnreadableError as error:
        raise OpinionsError(
            says(f"{path}：{error} .xlsx で保存する。", f"{path}: {error} Save it as .xlsx.")
        ) from error


def read_theme_answers(
    path: Path, limits: Limits
) -> tuple[list[ThemeAnswer], list[MoveAnswer], str]:
    """Read the sheets of themes of a workbook.

    Args:
        path: an .xlsx (or .xlsm, .xls).
        limits: how large it may be.

    Returns:
        The rows of both kinds of sheets, none where the workbook has no such sheet; and who
        filled them in, empty where nobody is named.

    Raises:
        OpinionsError: not there, or unreadable.
    """
    themes: list[ThemeAnswer] = []
    moves: list[MoveAnswer] = []
    reviewer = ""
    for grid in grids_of(path, limits):
        sheet = str(grid.sheet)
        if (header := header_of(grid, _OF_THEMES)) is not None:
            reviewer = reviewer or reviewer_of(grid, header)
            themes += [
                ThemeAnswer(
                    *(path.name, sheet, row + 1, cell[ROUND], cell[THEME_ID]),
                    *(cell[NEW_NAME], cell[TARGET], cell[ACCEPT], cell[EARLIER]),
                )
                for row, cell in rows_below(grid, header, (ROUND, *_OF_THEMES, ACCEPT, EARLIER))
            ]
        elif (header := header_of(grid, _OF_MOVES)) is not None:
            moves += [
                MoveAnswer(
                    *(path.name, sheet, row + 1, cell[ROUND], cell[KEY], cell[TEXT], cell[MARK]),
                    *(cell[MOVE], cell[SPLIT]),
                )
                for row, cell in rows_below(grid, header, (ROUND, TEXT, MARK, *_OF_MOVES))
            ]
    return themes, moves, reviewer


def is_of_themes(grid: Grid) -> bool:
    """Whether this is one of the sheets of themes."""
    return any(header_of(grid, titles) is not None for titles in (_OF_THEMES, _OF_MOVES))


def header_of(grid: Grid, titles: tuple[str, ...]) -> int | None:
    """The row (from 0) that holds all these titles."""
    wanted = {plain(title) for title in titles}
    for row in range(min(len(grid.rows), _DEEPEST_HEADER)):
        if wanted <= {plain(cell) for cell in grid.rows[row]}:
            return row
    return None


def rows_below(
    grid: Grid, header: int, titles: tuple[str, ...]
) -> list[tuple[int, dict[str, str]]]:
    """Rows below the header that hold anything, each as its cells by title."""
    there = [plain(cell) for cell in grid.rows[header]]
    places = {title: there.index(plain(title)) for title in titles if plain(title) in there}
    return [
        (
            row,
            dict.fromkeys(titles, "")
            | {title: grid.cell(row, place).strip() for title, place in places.items()},
        )
        for row in range(header + 1, len(grid.rows))
        if any(value.strip() for value in grid.rows[row])
    ]


def reviewer_of(grid: Grid, header: int) -> str:
    """Who is named above the header; empty where nobody is."""
    for row in range(header):
        for column, cell in enumerate(grid.rows[row]):
            if plain(cell) == plain(COMMON_REVIEWER):
                return plain(grid.cell(row, column + 1))
    return ""
