"""The sheet on which reviewers correct the stance of opinions (賛否)."""

from collections.abc import Sequence

from xlsxwriter import Workbook

from pipeline.labels import stances as names
from pipeline.labels.answer_sheet import COMMON_REVIEWER, row_mark
from pipeline.labels.stances import STANCES, StanceRow
from pipeline.report.workbook.sheet import Column, Kind
from pipeline.report.workbook.theme_sheets import HEADER_ROW, Formats, offer, write_sheet

_COLUMNS = (
    Column(names.NUMBER, 7, Kind.NUMBER),
    Column(names.TEXT, 90),
    Column(names.NOW, 14),
    Column(names.CUE, 30),
    Column(names.ENTRY, 20, Kind.ENTRY),
    Column(names.KEY, 19),
    Column(names.MARK, 15),
)
_N_HIDDEN = 2
_HOW = "案に対する賛否が違う行だけ、黄色の欄で選ぶ。同文の意見にも当てはまる。"


def add_stance_sheet(
    workbook: Workbook, rows: Sequence[StanceRow], formats: Formats, protection: dict[str, bool]
) -> None:
    """Add the sheet: one row a text, in the order of opinions."""
    sheet = workbook.add_worksheet(names.SHEET)
    values = [
        (
            *(row.number, row.text, row.stance, row.cue, None),
            *(row.text_key, row_mark(row.text_key, row.text)),
        )
        for row in rows
    ]
    write_sheet(sheet, _COLUMNS, _N_HIDDEN, values, formats, (names.SHEET, _HOW))
    place = [column.title for column in _COLUMNS].index(names.ENTRY)
    sheet.write_string(1, place - 1, COMMON_REVIEWER, formats.label)
    sheet.write_blank(1, place, None, formats.entry)
    offer(sheet, place, HEADER_ROW + max(len(values), 1), list(STANCES))
    sheet.protect("", protection)
