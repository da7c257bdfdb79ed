"""The sheet 反映状況 in a workbook that people filled in: its rows as answers."""

from pathlib import Path

from pipeline.labels.uptake_sheet import DECISION, KEY, MARK, ROUND, TEXT, UptakeAnswer
from pipeline.readers.grid import Grid
from pipeline.readers.limits import Limits
from pipeline.receiving.filled_in_themes import grids_of, header_of, reviewer_of, rows_below

_NEEDED = (KEY, TEXT, DECISION)


def is_of_uptake(grid: Grid) -> bool:
    """Whether this is such a sheet."""
    return header_of(grid, _NEEDED) is not None


def read_uptake_answers(path: Path, limits: Limits) -> tuple[list[UptakeAnswer], str]:
    """Read the sheets 反映状況 of a workbook; none where it has no such sheet.

    Args:
        path: an .xlsx (or .xlsm, .xls).
        limits: how large it may be.

    Returns:
        The rows, and who filled them in; empty where nobody is named.

    Raises:
        OpinionsError: not there, or unreadable.
    """
    answers: list[UptakeAnswer] = []
    who = ""
    for grid in grids_of(path, limits):
        header = header_of(grid, _NEEDED)
        if header is None:
            continue
        who = who or reviewer_of(grid, header)
        answers += [
            UptakeAnswer(
                *(path.name, str(grid.sheet), row + 1, cell[ROUND], cell[KEY], cell[TEXT]),
                *(cell[MARK], cell[DECISION]),
            )
            for row, cell in rows_below(grid, header, (ROUND, KEY, TEXT, MARK, DECISION))
        ]
    return answers, who
