"""Every table of the workbook as CSV that Excel in Japan opens: UTF-8 with BOM, CRLF."""

import csv
import io
from collections.abc import Iterable, Sequence

from pipeline.report.workbook.sheet import Sheet, Value

STEMS = {
    "概要": "overview",
    "検討項目別": "items",
    "テーマ別": "themes",
    "意見と考え方": "opinions_table",
    "意見一覧": "opinions",
    "少数意見": "singles",
    "団体別集計": "bodies",
    "属性別集計": "attributes",
    "要確認": "to_check",
    "台帳": "ledger",
    "論点と検討項目": "themes_and_items",
    "同じ内容": "families",
    "回答者": "respondents",
    "未回答": "not_answered",
    "方法": "method",
    "語": "words",
    "共起": "cooccurrence",
}
"""File name of a sheet's table, without suffix; the sheet's own name where it is not here."""


def file_of(sheet: Sheet) -> str:
    """Name of the CSV that holds a sheet."""
    return f"{STEMS.get(sheet.name, sheet.name)}.csv"


# Excel takes a cell that begins so for a formula, in quotation marks or not.
_FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def render(sheet: Sheet) -> bytes:
    """One table with its header. A text that Excel would take for a formula gets a ' before it."""
    return csv_bytes([column.title for column in sheet.columns], sheet.rows)


def csv_bytes(titles: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """A header and rows as such a CSV."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(titles)
    writer.writerows([without_formula(value) for value in row] for row in rows)
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()


def without_formula(value: Value) -> Value:
    """A cell; with a ' before it where Excel would take it for a formula."""
    if isinstance(value, str) and value.startswith(_FORMULA_MARKS):
        return f"'{value}"
    return value
