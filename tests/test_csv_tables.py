"""CSV for Excel: a BOM, every row, and no formula."""

import csv
import io

from pipeline.report.summary.whole import summarize
from pipeline.report.workbook.csv_tables import STEMS, render
from pipeline.report.workbook.sheet import Sheet
from pipeline.report.workbook.sheets import sheets_of
from tests.report_example import example_inputs, small_inputs
from tests.test_report import HOSTILE


def rows(sheet: Sheet) -> list[list[str]]:
    content = render(sheet)
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_every_sheet_is_a_table_with_all_its_rows() -> None:
    sheets = sheets_of(summarize(example_inputs()))
    assert {sheet.name for sheet in sheets} <= set(STEMS)
    for sheet in sheets:
        header, *found = rows(sheet)
        assert header == [column.title for column in sheet.columns]
        assert len(found) == len(sheet.rows)


def test_hostile_opinions_are_whole_and_no_formula() -> None:
    summary = summarize(small_inputs([*HOSTILE, "+1", "-1", "@SUM(1)", "＝1"], 3))
    for sheet in sheets_of(summary):
        for row in rows(sheet):
            assert not any(cell.startswith(("=", "+", "-", "@", "＝")) for cell in row)
    listed = next(sheet for sheet in sheets_of(summary) if sheet.name == "意見一覧")
    texts = [row[1] for row in rows(listed)[1:]]
    assert texts[0] == HOSTILE[0]
    assert texts[1] == f"'{HOSTILE[1]}"
    assert texts[3] == HOSTILE[3]
    assert "\u202e" not in "".join(texts)
