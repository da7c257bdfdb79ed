"""The table that reviewers fill in, as an Excel workbook (``opinions review export``)."""

import io
from collections.abc import Sequence

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipeline.labels import answer_sheet as names
from pipeline.labels.answer_sheet import NATURES, ReviewRow, choice, row_mark
from pipeline.labels.stances import StanceRow
from pipeline.labels.theme_sheets import Shown
from pipeline.labels.uptake_sheet import UptakeFacts
from pipeline.report.workbook.review_help import help_lines
from pipeline.report.workbook.round_workbook import (
    FONT,
    cell_text,
    created,
    new_workbook,
    row_height,
)
from pipeline.report.workbook.sheet import Column, Kind, Value
from pipeline.report.workbook.stance_sheet import add_stance_sheet
from pipeline.report.workbook.theme_sheets import add_theme_sheets
from pipeline.report.workbook.uptake_sheet import add_uptake_sheet
from pipeline.review_items.codebook import Codebook

HEADER_ROW = 2
"""Row of the column titles, from 0; above it who answers and when."""
_ACCENT, _LINE, _WASH = "#1f4e8c", "#d5dbe1", "#fff8e1"
_A3 = 8
_COLUMNS = (
    Column(names.NUMBER, 7, Kind.NUMBER),
    Column(names.TEXT, 70),
    Column("機械の第一候補", 26),
    Column("確率", 7, Kind.SHARE),
    Column("機械の第二候補", 26),
    Column("これまでの判定", 24),
    Column(names.ITEM, 30, Kind.ENTRY),
    Column(names.SECOND_ITEM, 30, Kind.ENTRY),
    Column(names.NATURE, 14, Kind.ENTRY, NATURES),
    Column(names.COMMENT, 30, Kind.ENTRY),
    Column(names.REVIEWER, 14, Kind.ENTRY),
    Column(names.PLACE, 24),
    Column(names.DRAWN, 9),
    Column(names.KEY, 19),
    Column(names.MARK, 15),
)
_N_FROZEN, _N_HIDDEN = 2, 2
_PROTECTION = {
    "autofilter": True,
    "sort": True,
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
}


def render(
    rows: Sequence[ReviewRow],
    codebook: Codebook,
    title: str,
    iso_date: str,
    themes: Shown | None = None,
    stances: Sequence[StanceRow] = (),
    taken_up: Sequence[UptakeFacts] = (),
) -> bytes:
    """The workbook as bytes: the same for the same rows, whenever it is written.

    Args:
        rows: in the order in which people should look at them.
        codebook: the items to choose from.
        title: of the round.
        iso_date: of the round; stands in the file as its date.
        themes: of the round, for the sheets on which they are corrected; no such sheets if None.
        stances: of all texts, for the sheet on which they are corrected; no such sheet if none.
        taken_up: what became of all texts, for the sheet on which people decide it; likewise.
    """
    buffer = io.BytesIO()
    with new_workbook(buffer) as workbook:
        workbook.set_properties({"title": f"判定表 {title}", "created": created(iso_date)})
        formats = _Formats(workbook)
        if codebook.classes:
            table = workbook.add_worksheet(names.SHEET)
            _write_table(table, rows, codebook, title, formats)
        if themes is not None:
            add_theme_sheets(workbook, themes, formats, _PROTECTION)
        if stances:
            add_stance_sheet(workbook, stances, formats, _PROTECTION)
        if taken_up:
            add_uptake_sheet(workbook, taken_up, formats, _PROTECTION)
        help_sheet = workbook.add_worksheet(names.HELP)
        if codebook.classes:
            _write_items(workbook.add_worksheet(names.ITEMS), codebook, formats)
            _write_choices(workbook.add_worksheet(names.CHOICES), codebook)
        _write_help(help_sheet, [sheet.get_name() for sheet in workbook.worksheets()], formats)
    return buffer.getvalue()


class _Formats:
    """The cell formats. Made in a fixed order, so that bytes do not change."""

    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        cell = {**FONT, "valign": "top", "border": 1, "border_color": _LINE}
        entry = {**cell, "text_wrap": True, "num_format": "@", "bg_color": _WASH, "locked": False}
        header = {**cell, "bold": True, "text_wrap": True, "valign": "vcenter"}
        self.title: Format = workbook.add_format({**FONT, "bold": True, "font_size": 14})
        self.line: Format = workbook.add_format({**FONT, "text_wrap": True, "valign": "top"})
        self.label: Format = workbook.add_format({**FONT, "align": "right", "bold": True})
        self.header: Format = workbook.add_format(
            {**header, "font_color": "#ffffff", "bg_color": _ACCENT}
        )
        # As quoted text, so that an opinion that begins with "=" stays an opinion.
        self.text: Format = workbook.add_format(
            {**cell, "text_wrap": True, "indent": 1, "quote_prefix": True}
        )
        self.number: Format = workbook.add_format({**cell, "num_format": "#,##0"})
        self.share: Format = workbook.add_format({**cell, "num_format": "0.00"})
        # As text, or Excel turns a review item 1-1 into the first of January.
        self.entry: Format = workbook.add_format(entry)


def _write_table(
    sheet: Worksheet,
    rows: Sequence[ReviewRow],
    codebook: Codebook,
    title: str,
    formats: _Formats,
) -> None:
    last_row = HEADER_ROW + max(len(rows), 1)
    sheet.write_string(0, 0, f"判定表　{cell_text(title)}", formats.title)
    sheet.write_string(1, 1, "記入のしかたはシート「使い方」", formats.line)
    titles = [column.title for column in _COLUMNS]
    item = titles.index(names.ITEM)
    for label, number in ((names.COMMON_REVIEWER, item - 2), (names.COMMON_DATE, item)):
        sheet.write_string(1, number, label, formats.label)
        sheet.write_blank(1, number + 1, None, formats.entry)
    letter = chr(ord("A") + item)
    answers = f"{letter}{HEADER_ROW + 2}:{letter}{last_row + 1}"
    sheet.write_string(1, item + 2, "記入済み", formats.label)
    sheet.write_formula(1, item + 3, f"=COUNTA({answers})", formats.line, 0)
    sheet.set_row(HEADER_ROW, 36)
    for number, column in enumerate(_COLUMNS):
        hidden = {"hidden": number >= len(_COLUMNS) - _N_HIDDEN}
        sheet.set_column(number, number, column.width, None, hidden)
        sheet.write_string(HEADER_ROW, number, column.title, formats.header)
    for number, row in enumerate(rows, start=HEADER_ROW + 1):
        values = _values(row, codebook)
        sheet.set_row(number, row_height(_COLUMNS, values))
        for place, (column, value) in enumerate(zip(_COLUMNS, values, strict=True)):
            _write_cell(sheet, number, place, column, value, formats)
    n_items = len(codebook.classes)
    _offer(sheet, item, last_row, f"={names.CHOICES}!$A$1:$A${n_items}")
    _offer(sheet, item + 1, last_row, f"={names.CHOICES}!$A$1:$A${n_items}")
    _offer(sheet, item + 2, last_row, f"={names.CHOICES}!$B$1:$B${len(NATURES)}")
    sheet.autofilter(HEADER_ROW, 0, last_row, len(_COLUMNS) - 1)
    sheet.freeze_panes(HEADER_ROW + 1, _N_FROZEN)
    sheet.protect("", _PROTECTION)
    sheet.print_area(0, 0, last_row, len(_COLUMNS) - _N_HIDDEN - 1)
    sheet.set_landscape()
    sheet.set_paper(_A3)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER_ROW)


def _values(row: ReviewRow, codebook: Codebook) -> tuple[Value, ...]:
    first, second = (*row.guesses[:2], None, None)[:2]
    text = cell_text(row.text)
    return (
        row.number,
        text,
        choice(codebook, first[0]) if first else "",
        first[1] if first else None,
        choice(codebook, second[0]) if second else "",
        row.remark,
        *([""] * 5),
        row.place,
        names.BY_LOT if row.drawn else "",
        row.text_key,
        row_mark(row.text_key, text),
    )


def _write_cell(
    sheet: Worksheet, row: int, number: int, column: Column, value: Value, formats: _Formats
) -> None:
    if column.kind is Kind.ENTRY:
        sheet.write_blank(row, number, None, formats.entry)
    elif isinstance(value, str):
        sheet.write_string(row, number, value, formats.text)
    elif value is None:
        sheet.write_blank(row, number, None, formats.text)
    else:
        is_count = column.kind is Kind.NUMBER
        sheet.write_number(row, number, value, formats.number if is_count else formats.share)


def _offer(sheet: Worksheet, number: int, last_row: int, source: str) -> None:
    rule = {
        "validate": "list",
        "source": source,
        "error_title": "一覧にない値",
        "error_message": "一覧から選んでください。消すには Delete キーを押します。",
    }
    sheet.data_validation(HEADER_ROW + 1, number, last_row, number, rule)


def _write_help(sheet: Worksheet, sheets: Sequence[str], formats: _Formats) -> None:
    sheet.set_column(0, 0, 100)
    sheet.write_string(0, 0, "使い方", formats.title)
    for row, line in enumerate(help_lines(sheets), start=2):
        sheet.set_row(row, row_height((Column("", 100),), (line,)))
        sheet.write_string(row, 0, line, formats.line)
    sheet.protect("", _PROTECTION)


def _write_items(sheet: Worksheet, codebook: Codebook, formats: _Formats) -> None:
    columns = (Column("検討項目", 50), Column("定義", 110))
    for number, column in enumerate(columns):
        sheet.set_column(number, number, column.width)
        sheet.write_string(0, number, column.title, formats.header)
    for row, code in enumerate(codebook.classes, start=1):
        values = (choice(codebook, code), codebook.item(code).definition)
        sheet.set_row(row, row_height(columns, values))
        for number, value in enumerate(values):
            sheet.write_string(row, number, value, formats.text)
    sheet.freeze_panes(1, 0)
    sheet.protect("", _PROTECTION)


def _write_choices(sheet: Worksheet, codebook: Codebook) -> None:
    for row, code in enumerate(codebook.classes):
        sheet.write_string(row, 0, choice(codebook, code))
    for row, nature in enumerate(NATURES):
        sheet.write_string(row, 1, nature)
    sheet.protect("")
    sheet.hide()
