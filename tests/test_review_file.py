"""Filled-in workbooks as they come back: reviewers' table, report, and what is neither."""

import io
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.errors import OpinionsError
from pipeline.labels import answer_sheet as names
from pipeline.labels.answer_sheet import ReviewRow, choice, row_mark
from pipeline.readers.limits import Limits
from pipeline.receiving.filled_in_review import read_answers
from pipeline.report.summary.whole import summarize
from pipeline.report.workbook import round_workbook
from pipeline.report.workbook.review_table import HEADER_ROW, render
from pipeline.report.workbook.sheets import sheets_of
from tests.report_example import codebook, small_inputs

BOOK = codebook()
ROWS = [
    ReviewRow(number, f"{number:016d}", text, "回答.xlsx", (), "")
    for number, text in enumerate(["費用が重い。", "=人材\n不足"], start=1)
]


def column(sheet: Worksheet, row: int, title: str) -> int:
    (found,) = [cell.column for cell in sheet[row] if cell.value == title]
    return int(found)


def filled(path: Path, entries: dict[tuple[int, str], object], **common: object) -> Path:
    book = openpyxl.load_workbook(io.BytesIO(render(ROWS, BOOK, "試験", "2024-04-05")))
    sheet = book[names.SHEET]
    for (row, title), value in entries.items():
        sheet.cell(HEADER_ROW + 1 + row, column(sheet, HEADER_ROW + 1, title)).value = value
    for label, value in common.items():
        title = {"reviewer": names.COMMON_REVIEWER, "date": names.COMMON_DATE}[label]
        sheet.cell(HEADER_ROW, column(sheet, HEADER_ROW, title) + 1).value = value
    book.save(path)
    return path


def test_a_table_comes_back_as_answers(tmp_path: Path) -> None:
    item = choice(BOOK, "2-2")
    entries: dict[tuple[int, str], object] = {
        (1, names.ITEM): item,
        (1, names.NATURE): "要望・提案",
        (2, names.SECOND_ITEM): item,
        (2, names.REVIEWER): "鈴木　一郎",
    }
    path = filled(tmp_path / "r.xlsx", entries, reviewer="佐藤", date="令和6年6月1日")
    answers, remarks = read_answers(path, Limits(), "")
    assert not remarks
    assert [(a.sheet, a.row, a.text_key, a.text) for a in answers] == [
        (names.SHEET, HEADER_ROW + 1 + row.number, row.text_key, row.text) for row in ROWS
    ]
    assert [a.items for a in answers] == [(item, ""), ("", item)]
    assert [a.reviewer for a in answers] == ["佐藤", "鈴木 一郎"]
    assert {a.date for a in answers} == {"2024-06-01"}
    assert all(a.mark == row_mark(a.text_key, a.text) for a in answers)


def test_an_untouched_table_holds_no_answer(tmp_path: Path) -> None:
    answers, remarks = read_answers(filled(tmp_path / "r.xlsx", {}), Limits(), "佐藤")
    assert [answer.is_blank for answer in answers] == [True, True]
    assert not remarks


@pytest.mark.usefixtures("in_japanese")
def test_a_date_that_is_none_is_named(tmp_path: Path) -> None:
    answers, (remark,) = read_answers(filled(tmp_path / "r.xlsx", {}, date="来週"), Limits(), "")
    assert "「来週」が読めない" in remark
    assert answers[0].date is None


def test_the_sheet_of_the_report_is_taken_as_well(tmp_path: Path) -> None:
    summary = summarize(small_inputs(["費用が重い。"]))
    book = openpyxl.load_workbook(io.BytesIO(round_workbook.render(summary, sheets_of(summary))))
    sheet = book["要確認"]
    sheet.cell(4, column(sheet, 3, names.REPORT_ITEM)).value = "2-1；2-2"
    book.save(tmp_path / "opinions.xlsx")
    (answer,), _ = read_answers(tmp_path / "opinions.xlsx", Limits(), "佐藤")
    assert answer.items == ("2-1", "2-2")
    assert (answer.text, answer.mark, answer.reviewer) == ("費用が重い。", None, "佐藤")
    assert answer.text_key == summary.opinions[0].text_key


def other_workbook(path: Path) -> None:
    book = Workbook()
    book["Sheet"].append(["意見", "回答"])
    book.save(path)


@pytest.mark.parametrize(
    ("content", "message"),
    [(None, "is not there"), (b"PK no zip", "Save it as .xlsx"), ("other", "no sheet has the")],
)
def test_what_is_no_table_is_named(tmp_path: Path, content: object, message: str) -> None:
    path = tmp_path / "r.xlsx"
    if content == "other":
        other_workbook(path)
    elif isinstance(content, bytes):
        path.write_bytes(content)
    with pytest.raises(OpinionsError, match=message):
        read_answers(path, Limits(), "")
