"""Answers in another cell of their row: 備考欄に記載 under 意見, the opinion under 備考."""

from dataclasses import replace

from pipeline.layouts.answer_cells import Reading, cell_entry
from pipeline.layouts.besides import BESIDES, tells_more
from pipeline.layouts.columns import Columns
from pipeline.layouts.entry import Entry
from pipeline.layouts.role_words import squeezed
from pipeline.readers.grid import Grid
from pipeline.segmentation.stock_answers import POINTS_BESIDE
from pipeline.tables.state import State


def answer_beside(
    grid: Grid, row: int, columns: Columns, answer: Entry, reading: Reading
) -> Entry | None:
    """The entry of the cell that an answer points to; None where it is not sure which.

    It is the only cell for reasons and remarks that says something, or the one whose header the
    answer names.

    Args:
        grid: the sheet.
        row: from 0.
        columns: of the list.
        answer: of the row, as its own cell says it, with the reasons beside it.
        reading: the file and how it is read.
    """
    if answer.reason != POINTS_BESIDE:
        return None
    filled = [
        column
        for column, role in columns.roles.items()
        if role in BESIDES
        and tells_more(role, columns.whole_text(grid, row, column), reading.words)
    ]
    words = squeezed(answer.text)
    named = [c for c in filled if (header := squeezed(columns.headers[c])) and header in words]
    if len(chosen := named or filled) != 1:
        return None
    said = cell_entry(grid, row, chosen[0], reading, heading=answer.heading, sender=answer.sender)
    beside = tuple(told for told in answer.beside if told[1] != said.text.strip())
    return replace(said, number=answer.number, mark=answer.mark, beside=beside)


def pointing(answer: Entry) -> Entry:
    """The entry of an answer that only points to another cell."""
    return replace(answer, state=State.NOT_AN_OPINION, target=None, parts=(), beside=())
