"""CSV for Excel: a BOM, every row, and no formula."""

import csv
import io
import unicodedata
from dataclasses import replace

import pandas as pd
import pytest

from pipeline.report.inputs import ReportInputs, ReportParams
from pipeline.report.summary.whole import summarize
from pipeline.report.workbook.column_meanings import TITLES, TYPES, readme
from pipeline.report.workbook.csv_tables import STEMS, file_of, render
from pipeline.report.workbook.sheet import Kind, Sheet
from pipeline.report.workbook.sheets import sheets_of
from pipeline.review_items.codebook import Codebook
from tests.report_example import example_inputs, small_inputs
from tests.report_pages import with_bodies
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


def with_attributes(inputs: ReportInputs) -> ReportInputs:
    """Two attributes, one named like a column of the table of opinions."""
    ids = inputs.opinions["opinion_id"].tolist()
    rows = [
        {"opinion_id": one, "name": name, "value": f"{name}{place % 2}"}
        for place, one in enumerate(ids)
        for name in ("賛否", "年代")
    ]
    return replace(
        inputs, attributes=pd.DataFrame(rows), settings=ReportParams(smallest_cell=1, private=True)
    )


def without_review_items(inputs: ReportInputs) -> ReportInputs:
    return replace(inputs, codebook=Codebook((), ()), assignments=inputs.assignments.iloc[:0])


@pytest.mark.parametrize(
    "inputs",
    [
        example_inputs(),
        with_bodies(example_inputs()),
        with_attributes(with_bodies(example_inputs())),
        without_review_items(small_inputs(["延長してほしい。", "費用を示してほしい。"], 1)),
        small_inputs([]),
    ],
    ids=["items", "bodies", "attributes", "no items", "empty"],
)
def test_readme_says_what_each_column_of_each_file_means(inputs: ReportInputs) -> None:
    sheets = sheets_of(summarize(inputs))
    files = {file_of(sheet): rows(sheet) for sheet in sheets}
    content = readme(sheets).decode("utf-8-sig")
    head, *lines = csv.reader(io.StringIO(content, newline=""))
    assert head == list(TITLES)
    said: dict[str, list[str]] = {}
    for file, sheet, column, kind, words in lines:
        assert sheet and kind in TYPES.values() and words
        said.setdefault(file, []).append(column)
    assert said == {file: table[0] for file, table in files.items()}
    for header in said.values():
        names = [unicodedata.normalize("NFKC", name).strip().lower() for name in header]
        assert all(names) and len(set(names)) == len(names)  # a dictionary reader loses none
        assert not any("\n" in name for name in header)


def test_what_readme_calls_a_number_is_one() -> None:
    sheets = sheets_of(summarize(with_attributes(with_bodies(example_inputs()))))
    assert any(sheet.rows for sheet in sheets)
    for sheet in sheets:
        for place, column in enumerate(sheet.columns):
            for row in sheet.rows:
                value = row[place]
                if column.kind is Kind.NUMBER:
                    assert value is None or isinstance(value, int)
                if column.kind is Kind.SHARE:
                    assert value is None or 0 <= float(value) <= 1
