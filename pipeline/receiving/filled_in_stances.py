"""The sheet of stances in a workbook that reviewers filled in: its rows as answers."""

from pathlib import Path

from pipeline.labels.answer_sheet import plain
from pipeline.labels.stances import ENTRY, KEY, MARK, TEXT, StanceAnswer
from pipeline.readers.limits import Limits
from pipeline.receiving.filled_in_themes import grids_of, header_of, reviewer_of, rows_below


def read_stance_answers(path: Path, limits: Limits, reviewer: str) -> list[StanceAnswer]:
    """Read the sheets of stances of a workbook; none where it has no such sheet.

    Args:
        path: an .xlsx (or .xlsm, .xls).
        limits: how large it may be.
        reviewer: who answered where the sheet names nobody; may be empty.

    Raises:
        OpinionsError: not there, or unreadable.
    """
    answers = []
    for grid in grids_of(path, limits):
        header = header_of(grid, (KEY, TEXT, ENTRY))
        if header is None:
            continue
        who = reviewer_of(grid, header) or plain(reviewer)
        answers += [
            StanceAnswer(
                *(path.name, str(grid.sheet), row + 1, cell[KEY], cell[TEXT], cell[MARK]),
                *(cell[ENTRY], who),
            )
            for row, cell in rows_below(grid, header, (KEY, TEXT, MARK, ENTRY))
        ]
    return answers
