"""A round's report as an Excel workbook: for people who filter, correct and count in Excel."""

import datetime as dt
import io
import math
from collections.abc import Sequence

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipeline.report.summary.whole import Summary
from pipeline.report.workbook.sheet import Column, Kind, Sheet, Value

CELL_UNITS = 32_000
"""Longest text of a cell in UTF-16 units; Excel holds 32,767, the rest is for the remark."""

_FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r", "'")
_HEADER_ROW = 2
_LINE_POINTS, _HIGHEST_ROW = 17.0, 409.0  # of Yu Gothic at 10 points; the most that Excel allows
_A3, _A4, _WIDEST_ON_A4 = 8, 9, 185.0
_NO_DATE = dt.datetime(1980, 1, 1)  # the earliest that a zip can hold
FONT = {"font_name": "Yu Gothic", "font_size": 10}
"""Of all workbooks."""
_ACCENT, _LINE, _WASH = "#1f4e8c", "#d5dbe1", "#fff8e1"


def new_workbook(buffer: io.BytesIO) -> xlsxwriter.Workbook:
    """An empty workbook in which every text stays text, whatever it looks like."""
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": dict(FONT),  # XlsxWriter writes into it
    }
    return xlsxwriter.Workbook(buffer, options)


def render(summary: Summary, sheets: Sequence[Sheet]) -> bytes:
    """The workbook as bytes: the same for the same summary, whenever it is written."""
    buffer = io.BytesIO()
    with new_workbook(buffer) as workbook:
        workbook.set_properties(
            {"title": f"意見整理報告 {summary.title}", "created": created(summary.iso_date)}
        )
        formats = _Formats(workbook)
        for sheet in sheets:
            _write(workbook.add_worksheet(sheet.name), sheet, formats, summary.title)
    for written in workbook.worksheets():
        written.table.clear()  # sheets and workbook hold each other: nothing would go yet
    return buffer.getvalue()


def cell_text(text: str) -> str:
    """The text as a cell can hold it; where it is cut, it says so and where the whole is.

    >>> cell_text("短い意見")
    '短い意見'
    """
    units = text.encode("utf-16-le")
    if len(units) <= 2 * CELL_UNITS:
        return text
    kept = units[: 2 * CELL_UNITS].decode("utf-16-le", errors="ignore")
    return f"{kept}…〔セルに入るのはここまで。全{len(text):,}字はHTML版の意見一覧にある〕"


class _Formats:
    """The cell formats of the workbook. Made in a fixed order, so that bytes do not change."""

    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        cell = {**FONT, "valign": "top", "border": 1, "border_color": _LINE}
        self.title: Format = workbook.add_format({**FONT, "bold": True, "font_size": 14})
        self.note: Format = workbook.add_format({**FONT, "font_color": "#52606d"})
        self.header: Format = workbook.add_format(
            {
                **cell,
                "bold": True,
                "font_color": "#ffffff",
                "bg_color": _ACCENT,
                "text_wrap": True,
                "valign": "vcenter",
            }
        )
        self.kinds: dict[Kind, Format] = {
            Kind.TEXT: workbook.add_format({**cell, "text_wrap": True, "indent": 1}),
            Kind.NUMBER: workbook.add_format({**cell, "num_format": "#,##0"}),
            Kind.SHARE: workbook.add_format({**cell, "num_format": "0.00"}),
            # As text, or Excel turns a review item 1-1 into the first of January.
            Kind.ENTRY: workbook.add_format(
                {**cell, "text_wrap": True, "num_format": "@", "bg_color": _WASH, "locked": False}
            ),
        }
        # The mark keeps a text a text when somebody edits the cell.
        self.quoted: Format = workbook.add_format(
            {**cell, "text_wrap": True, "indent": 1, "quote_prefix": True}
        )


def _write(worksheet: Worksheet, sheet: Sheet, formats: _Formats, title: str) -> None:
    worksheet.write_string(0, 0, f"{sheet.name}　{cell_text(title)}", formats.title)
    worksheet.write_string(1, 0, sheet.note, formats.note)
    worksheet.set_row(_HEADER_ROW, 2 * _LINE_POINTS + 2.0)
    for number, column in enumerate(sheet.columns):
        worksheet.set_column(number, number, column.width)
        worksheet.write_string(_HEADER_ROW, number, column.title, formats.header)
    for row, values in enumerate(sheet.rows, start=_HEADER_ROW + 1):
        worksheet.set_row(row, row_height(sheet.columns, values))
        for number, (column, value) in enumerate(zip(sheet.columns, values, strict=True)):
            _write_cell(worksheet, row, number, column, value, formats)
    last_row = _HEADER_ROW + max(len(sheet.rows), 1)
    worksheet.autofilter(_HEADER_ROW, 0, last_row, len(sheet.columns) - 1)
    worksheet.freeze_panes(_HEADER_ROW + 1, sheet.n_frozen)
    _offer_choices(worksheet, sheet.columns, last_row)
    n_printed = sheet.n_printed or len(sheet.columns)
    printed_width = sum(column.width for column in sheet.columns[:n_printed])
    worksheet.print_area(0, 0, last_row, n_printed - 1)
    worksheet.set_landscape()
    worksheet.set_paper(_A3 if printed_width > _WIDEST_ON_A4 else _A4)
    worksheet.fit_to_pages(1, 0)
    worksheet.repeat_rows(_HEADER_ROW)
    worksheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    worksheet.set_footer("&L&A&R&P / &N")


def row_height(columns: Sequence[Column], values: Sequence[Value]) -> float:
    """Points that the wrapped texts of a row need; not every program finds out by itself."""
    n_lines = 1
    for column, value in zip(columns, values, strict=True):
        if isinstance(value, str):
            n_lines = max(n_lines, sum(_n_lines(part, column.width) for part in value.split("\n")))
    return min(_LINE_POINTS * n_lines + 2.0, _HIGHEST_ROW)


def _n_lines(text: str, width: float) -> int:
    if 1.85 * len(text) <= width - 3.0:
        return 1
    half = len(text.encode("ascii", errors="ignore"))
    return max(1, math.ceil((half + 1.85 * (len(text) - half)) / (width - 3.0)))


def _write_cell(
    worksheet: Worksheet, row: int, number: int, column: Column, value: Value, formats: _Formats
) -> None:
    cell_format = formats.kinds[column.kind]
    if value is None or value == "":
        worksheet.write_blank(row, number, None, cell_format)
    elif isinstance(value, str):
        text = cell_text(value)
        marked = column.kind is Kind.TEXT and text.startswith(_FORMULA_MARKS)
        worksheet.write_string(row, number, text, formats.quoted if marked else cell_format)
    else:
        worksheet.write_number(row, number, value, cell_format)


def _offer_choices(worksheet: Worksheet, columns: Sequence[Column], last_row: int) -> None:
    for number, column in enumerate(columns):
        if column.choices:
            worksheet.data_validation(
                _HEADER_ROW + 1,
                number,
                last_row,
                number,
                {
                    "validate": "list",
                    "source": list(column.choices),
                    "error_type": "warning",
                    "error_title": "検討項目",
                    "error_message": "一覧にない値です。二つは「2-1;2-2」のように書きます。",
                },
            )


def created(iso_date: str) -> dt.datetime:
    """The date that stands in a file, whenever it is written: that of the round."""
    try:
        return max(dt.datetime.fromisoformat(iso_date[:10]), _NO_DATE)
    except ValueError:
        return _NO_DATE
