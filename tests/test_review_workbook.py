"""The table for reviewers works in an office program, and cannot be spoilt by accident."""

import io

import openpyxl
import pytest
from openpyxl import Workbook

from pipeline.labels import answer_sheet as names
from pipeline.labels.answer_sheet import NATURES, ReviewRow, choice, row_mark
from pipeline.report.workbook.review_help import help_lines
from pipeline.report.workbook.review_table import HEADER_ROW, render
from tests.report_example import codebook

BOOK = codebook()
TEXTS = ["移行費用を支援してほしい。", "=1+1", "二行\nの意見", "長" * 33_000]
ROWS = [
    ReviewRow(number, f"{number:016d}", text, "回答.xlsx 3行目", (("2-2", 0.4), ("none", 0.3)), "")
    for number, text in enumerate(TEXTS, start=1)
]
ENTRIES = (names.ITEM, names.SECOND_ITEM, names.NATURE, names.COMMENT, names.REVIEWER)


@pytest.fixture(scope="module")
def book() -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(render(ROWS, BOOK, "試験", "2024-04-05")))


def columns(book: Workbook) -> dict[str, int]:
    return {
        str(cell.value): number
        for number, cell in enumerate(book[names.SHEET][HEADER_ROW + 1], start=1)
    }


def test_one_row_per_opinion_in_the_given_order(book: Workbook) -> None:
    sheet, at = book[names.SHEET], columns(book)
    shown = [sheet.cell(HEADER_ROW + 2 + n, at[names.TEXT]).value for n in range(len(TEXTS))]
    assert shown[:3] == TEXTS[:3]
    assert str(shown[3]).endswith("HTML版の意見一覧にある〕")
    keys = [sheet.cell(HEADER_ROW + 2 + n, at[names.KEY]).value for n in range(len(TEXTS))]
    marks = [sheet.cell(HEADER_ROW + 2 + n, at[names.MARK]).value for n in range(len(TEXTS))]
    assert marks == [row_mark(str(k), str(t)) for k, t in zip(keys, shown, strict=True)]
    assert sheet.cell(HEADER_ROW + 3, at[names.TEXT]).data_type == "s"


def test_only_the_columns_to_fill_in_can_be_changed(book: Workbook) -> None:
    sheet, at = book[names.SHEET], columns(book)
    assert set(at) > set(ENTRIES)
    for title, number in at.items():
        cell = sheet.cell(HEADER_ROW + 2, number)
        assert cell.protection.locked == (title not in ENTRIES), title
        if title in ENTRIES:
            assert cell.number_format == "@"
    for page in book:
        assert page.protection.sheet
        assert not page.protection.password
    for label in (names.COMMON_REVIEWER, names.COMMON_DATE):
        (cell,) = [cell for cell in sheet[HEADER_ROW] if cell.value == label]
        assert not sheet.cell(cell.row, cell.column + 1).protection.locked


def test_the_lists_offer_titles_from_a_hidden_sheet(book: Workbook) -> None:
    hidden = book[names.CHOICES]
    assert hidden.sheet_state == "hidden"
    assert [cell.value for cell in hidden["A"]] == [choice(BOOK, code) for code in BOOK.classes]
    assert [cell.value for cell in hidden["B"]][: len(NATURES)] == list(NATURES)
    at = columns(book)
    rules = book[names.SHEET].data_validations.dataValidation
    offered = {str(rule.sqref).split(":")[0]: rule.formula1 for rule in rules}
    sheet = book[names.SHEET]
    for title, column in ((names.ITEM, "A"), (names.SECOND_ITEM, "A"), (names.NATURE, "B")):
        first = sheet.cell(HEADER_ROW + 2, at[title]).coordinate
        assert offered[first].startswith(f"{names.CHOICES}!${column}$1:")
    assert all(rule.errorStyle in (None, "stop") for rule in rules)


def test_it_can_be_read_on_a_screen(book: Workbook) -> None:
    sheet, at = book[names.SHEET], columns(book)
    assert sheet.freeze_panes == f"C{HEADER_ROW + 2}"
    assert sheet.cell(HEADER_ROW + 2, at[names.TEXT]).alignment.wrap_text
    assert sheet.auto_filter.ref
    help_text = "".join(str(cell.value or "") for cell in book[names.HELP]["A"])
    for title in (names.COMMON_REVIEWER, names.ITEM, names.SECOND_ITEM, "継承案", "判定不一致"):
        assert title in help_text
    assert book[names.ITEMS].max_row == 1 + len(BOOK.classes)


@pytest.mark.parametrize("n", [0, 1, 4])
def test_same_rows_same_bytes(n: int) -> None:
    made = [render(ROWS[:n], BOOK, "試験", "2024-04-05") for _ in range(2)]
    assert made[0] == made[1]


@pytest.mark.parametrize(
    ("sheets", "first", "others"),
    [
        ({"テーマ", "意見の移動"}, "1. シート「テーマ」", ("判定", "賛否", "反映状況")),
        ({"判定", "検討項目", "テーマ"}, "1. シート「判定」", ("賛否", "意見の移動")),
        ({"賛否"}, "1. シート「賛否」", ("判定", "テーマ")),
    ],
)
def test_the_help_speaks_of_sheets_that_are_there(
    sheets: set[str], first: str, others: tuple[str, ...]
) -> None:
    told = help_lines(sheets)
    assert told[2].startswith(first)
    assert not any(f"シート「{name}」" in line for line in told for name in others)
