"""The workbook holds what the summary says, as text, and is the same file each time."""

import io

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.report.summary.whole import Summary, summarize
from pipeline.report.workbook import round_workbook
from pipeline.report.workbook.round_workbook import CELL_UNITS, cell_text
from pipeline.report.workbook.sheets import sheets_of
from tests.report_example import example_inputs, small_inputs

SHEETS = ["概要", "検討項目別", "テーマ別", "論点と検討項目", "意見と考え方", "意見一覧"]
SHEETS += [
    "少数意見",
    "団体別集計",
    "属性別集計",
    "要確認",
    "同じ内容",
    "語",
    "共起",
    "台帳",
    "回答者",
    "未回答",
    "方法",
]
HEADER_ROW = 3


def render(summary: Summary) -> bytes:
    return round_workbook.render(summary, sheets_of(summary))


@pytest.fixture(scope="module")
def summary() -> Summary:
    return summarize(example_inputs())


@pytest.fixture(scope="module")
def book(summary: Summary) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(render(summary)))


def column(sheet: Worksheet, title: str) -> list[object]:
    titles = [cell.value for cell in sheet[HEADER_ROW]]
    number = titles.index(title) + 1
    return [sheet.cell(row, number).value for row in range(HEADER_ROW + 1, sheet.max_row + 1)]


def test_the_sheets_in_their_order(book: Workbook) -> None:
    assert book.sheetnames == SHEETS


@pytest.mark.parametrize("name", SHEETS)
def test_every_sheet_filters_and_keeps_its_header_in_view(book: Workbook, name: str) -> None:
    sheet = book[name]
    assert sheet.auto_filter.ref
    assert sheet.freeze_panes[1:] == str(HEADER_ROW + 1)
    assert sheet.print_title_rows == f"${HEADER_ROW}:${HEADER_ROW}"


def test_every_opinion_has_its_row(book: Workbook, summary: Summary) -> None:
    assert column(book["意見一覧"], "意見") == [line.text for line in summary.opinions]
    assert column(book["意見一覧"], "意見ID") == [line.opinion_id for line in summary.opinions]
    assert column(book["少数意見"], "意見") == [line.text for line in summary.singles]
    assert len(column(book["台帳"], "場所")) == len(summary.ledger)


def test_sums_equal_the_summary(book: Workbook, summary: Summary) -> None:
    counts = column(book["検討項目別"], "意見")
    assert sum(int(str(count)) for count in counts) == summary.received.n_opinions
    sizes = column(book["テーマ別"], "意見")
    assert sum(int(str(size)) for size in sizes) == summary.received.n_in_themes


def test_the_most_doubtful_opinion_is_checked_first(book: Workbook, summary: Summary) -> None:
    numbers = column(book["要確認"], "番号")
    assert sorted(int(str(number)) for number in numbers) == list(range(1, 31))
    margins = {
        line.number: line.candidates[0].probability - line.candidates[1].probability
        for line in summary.opinions
    }
    in_order = [margins[int(str(number))] for number in numbers]
    assert in_order == sorted(in_order)


def test_the_column_to_fill_in_offers_the_codes_and_stays_text(book: Workbook) -> None:
    sheet = book["要確認"]
    validation = sheet.data_validations.dataValidation[0]
    assert "2-2" in validation.formula1
    cell = sheet[str(validation.sqref).split(":")[0]]
    assert cell.number_format == "@"


@pytest.mark.parametrize("mark", ["=1+1", "+1", "-1", "@SUM(1)", "=cmd|' /C calc'!A0", "\t=1"])
def test_an_opinion_is_never_a_formula(mark: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(render(summarize(small_inputs([mark])))))
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
    cell = book["意見一覧"].cell(HEADER_ROW + 1, 2)
    assert cell.value == mark
    assert cell.quotePrefix


def test_hostile_texts_survive() -> None:
    texts = ["_x0041_", "a\u202eb", "行\n行", "𠮷😀", "http://example.com/"]
    book = openpyxl.load_workbook(io.BytesIO(render(summarize(small_inputs(texts)))))
    shown = [str(text).replace("\u202e", "⟦U+202E⟧") for text in texts]
    assert column(book["意見一覧"], "意見") == shown
    assert book["意見一覧"].cell(HEADER_ROW + 5, 2).hyperlink is None


@pytest.mark.parametrize("character", ["長", "😀"])
def test_a_text_too_long_for_a_cell_says_that_it_is_cut(character: str) -> None:
    whole = character * 50_000
    cut = cell_text(whole)
    assert len(cut.encode("utf-16-le")) // 2 <= 32_767
    assert cut.startswith(whole[: CELL_UNITS // 2 - 1])
    assert cut.endswith("〔セルに入るのはここまで。全50,000字はHTML版の意見一覧にある〕")
    assert render(summarize(small_inputs([whole])))


@pytest.mark.parametrize("texts", [[], ["一つだけ。"]], ids=["none", "one"])
def test_small_rounds_have_all_sheets(texts: list[str]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(render(summarize(small_inputs(texts)))))
    assert book.sheetnames == SHEETS
    assert book["意見一覧"].max_row == HEADER_ROW + len(texts)


def test_same_summary_same_bytes(summary: Summary) -> None:
    assert render(summary) == render(summarize(example_inputs()))
    assert openpyxl.load_workbook(io.BytesIO(render(summary))).properties.created.year == 2024


def test_themes_stand_against_items_and_reasons_beside_candidates(
    book: Workbook, summary: Summary
) -> None:
    sheet = book["論点と検討項目"]
    subs = [sub for theme in summary.themes for sub in theme.sub_themes]
    assert column(sheet, "論点") == [sub.name for sub in subs]
    code = subs[0].main_item.code if subs[0].main_item else ""
    means = column(sheet, code)
    assert means[0] == pytest.approx(subs[0].item_means[code])
    listed = column(book["意見一覧"], "第一候補の根拠の語")
    assert listed == [
        line.reason_terms[0] if line.reason_terms else None for line in summary.opinions
    ]
    natures = column(book["意見一覧"], "意見の性質")
    assert natures == [line.nature for line in summary.opinions]
    assert {"要望・提案", "懸念・課題"} <= set(natures)
