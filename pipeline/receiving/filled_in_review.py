"""A workbook that reviewers filled in, as saved by any office program: its rows as answers."""

import re
from pathlib import Path

from pipeline.errors import OpinionsError
from pipeline.labels.answer_sheet import (
    COMMENT,
    COMMON_DATE,
    COMMON_REVIEWER,
    DRAWN,
    ITEM,
    KEY,
    MARK,
    NATURE,
    REPORT_ITEM,
    REVIEWER,
    SECOND_ITEM,
    TEXT,
    plain,
)
from pipeline.labels.cells import Answer
from pipeline.labels.decisions import iso_date
from pipeline.language import says
from pipeline.readers.grid import Grid
from pipeline.readers.limits import Limits
from pipeline.receiving.filled_in_themes import grids_of, is_of_themes
from pipeline.receiving.filled_in_uptake import is_of_uptake

_NEEDED = (KEY, TEXT)
_DEEPEST_HEADER = 20


def read_answers(path: Path, limits: Limits, reviewer: str) -> tuple[list[Answer], list[str]]:
    """Read all tables for reviewers in a workbook.

    Args:
        path: an .xlsx (or .xlsm, .xls).
        limits: how large it may be.
        reviewer: who answered where the workbook names nobody; may be empty.

    Returns:
        The rows below each header, and what is wrong with a table as a whole.

    Raises:
        OpinionsError: not there, unreadable, or without a table for reviewers.
    """
    answers: list[Answer] = []
    remarks: list[str] = []
    found = False
    for grid in grids_of(path, limits):
        header = _header(grid)
        found = found or is_of_themes(grid) or is_of_uptake(grid)
        if header is not None:
            found = True
            answers += _answers(path.name, grid, header, reviewer, remarks)
    if not found:
        raise OpinionsError(
            says(
                f"{path}：列 {'、'.join([*_NEEDED, ITEM])} のあるシートがない。"
                "opinions review export が書いたものか、報告の opinions.xlsx を使う。",
                f"{path}: no sheet has the columns {'、'.join([*_NEEDED, ITEM])}. Import "
                "takes what `opinions review export` writes, or a report's opinions.xlsx.",
            )
        )
    return answers, remarks


def _header(grid: Grid) -> int | None:
    """The row (from 0) that holds the titles of the columns."""
    for row in range(min(len(grid.rows), _DEEPEST_HEADER)):
        titles = [plain(cell) for cell in grid.rows[row]]
        if all(plain(title) in titles for title in _NEEDED) and (
            plain(ITEM) in titles or plain(REPORT_ITEM) in titles
        ):
            return row
    return None


def _answers(file: str, grid: Grid, header: int, reviewer: str, remarks: list[str]) -> list[Answer]:
    titles = [plain(cell) for cell in grid.rows[header]]
    sheet = str(grid.sheet)
    reviewer = plain(_beside(grid, header, COMMON_REVIEWER)) or plain(reviewer)
    stated = _beside(grid, header, COMMON_DATE).strip()
    date = iso_date(stated)
    if stated and not date:
        remarks.append(
            says(
                f"{file}　シート「{sheet}」: 判定日「{stated}」が"
                "読めない（例 2024-06-01）。使わなかった。",
                f"{file}, sheet {sheet}: 判定日 '{stated}' is no date (2024-06-01); not used.",
            )
        )

    def cell(row: int, title: str) -> str:
        wanted = plain(title)
        return grid.cell(row, titles.index(wanted)).strip() if wanted in titles else ""

    return [
        Answer(
            file=file,
            sheet=sheet,
            row=row + 1,
            text_key=cell(row, KEY),
            text=cell(row, TEXT),
            mark=cell(row, MARK) or None,
            items=_items(cell(row, ITEM), cell(row, SECOND_ITEM), cell(row, REPORT_ITEM)),
            nature=cell(row, NATURE),
            comment=cell(row, COMMENT),
            reviewer=plain(cell(row, REVIEWER)) or reviewer,
            date=date,
            drawn=cell(row, DRAWN),
        )
        for row in range(header + 1, len(grid.rows))
        if any(value.strip() for value in grid.rows[row])
    ]


def _items(first: str, second: str, of_report: str) -> tuple[str, ...]:
    """The cells for items; the report's workbook has one, with codes joined by ``;``."""
    if of_report:
        return tuple(cell.strip() for cell in re.split("[;；]", of_report))
    return first, second


def _beside(grid: Grid, header: int, label: str) -> str:
    """The cell to the right of a label above the table; empty where there is none."""
    for row in range(header):
        for column, cell in enumerate(grid.rows[row]):
            if plain(cell) == plain(label):
                return grid.cell(row, column + 1)
    return ""
