"""What a sheet does not show waits or is told: hidden sheets, rows, columns, and comments."""

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.worksheet.filters import FilterColumn, Filters
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.ingest.round_tables import IngestParams, ingest
from pipeline.readers.limits import Limits
from pipeline.readers.workbook import read_workbook
from pipeline.receiving.adding import add_round
from pipeline.receiving.doctor import check_round
from pipeline.tables.state import UNREAD_PART, State
from tests import intake_inputs as make
from tests.blind_cases import in_this_process

SHOWN = "締切を延ばしてほしい。"
ASIDE = "夜間の窓口も開けてほしい。"
MEMO = "整理番号"


def _hidden_row(sheet: Worksheet) -> None:
    sheet.append(["B市", ASIDE, ""])
    sheet.row_dimensions[3].hidden = True


def _hidden_column(sheet: Worksheet) -> None:
    sheet["D1"], sheet["D2"] = "追加意見", ASIDE
    sheet.column_dimensions["D"].hidden = True


def _comment(sheet: Worksheet) -> None:
    sheet["B2"].comment = Comment(ASIDE, "x")


def _hidden_sheet(sheet: Worksheet) -> None:
    other = sheet.parent.create_sheet("追加")
    other["A1"] = ASIDE
    other.sheet_state = "veryHidden"


def _hidden_list(sheet: Worksheet) -> None:
    other = sheet.parent.create_sheet("追加")
    for row in (["団体名", "意見"], ["B市", ASIDE]):
        other.append(row)
    other.sheet_state = "hidden"


def _book(hide: Callable[[Worksheet], None]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["団体名", "意見", "備考"], ["A市", SHOWN, ""]):
        sheet.append(row)
    hide(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _received(tmp_path: Path, content: bytes) -> tuple[list[str], list[str], Path]:
    source = tmp_path / "a.xlsx"
    source.write_bytes(content)
    with in_this_process():
        added = add_round([source], "2024-05-x", root=tmp_path / "p")
        folder = tmp_path / "p/corpora/rounds/2024-05-x"
        checked = check_round(folder, IngestParams())
    return added.lines(), checked.lines(), folder


@pytest.mark.parametrize(
    "hide",
    [_hidden_row, _hidden_column, _comment, _hidden_sheet, _hidden_list],
)
def test_what_is_not_shown_waits_and_is_asked_alike(
    tmp_path: Path, hide: Callable[[Worksheet], None]
) -> None:
    added, checked, folder = _received(tmp_path, _book(hide))
    with in_this_process():
        tables = ingest(folder, IngestParams(), 1)
    assert list(tables.opinions["text"]) == [SHOWN]
    rows = tables.ledger[tables.ledger["text"].str.contains(ASIDE, regex=False)]
    assert set(rows["state"]) == {State.NEEDS_PERSON}
    assert rows["reason"].str.startswith(UNREAD_PART).all()
    told = [
        {line.split(" — ")[0] for line in lines if f"[要判断] {UNREAD_PART}" in line}
        for lines in (added, checked)
    ]
    assert told[0] and told[0] == told[1]


def test_what_is_not_shown_and_says_nothing_is_told(tmp_path: Path) -> None:
    def hide(sheet: Worksheet) -> None:
        sheet["B2"].comment = Comment(MEMO, "x")
        other = sheet.parent.create_sheet("コード表")
        other["A1"] = "東京都千代田区"
        other.sheet_state = "hidden"

    added, checked, _ = _received(tmp_path, _book(hide))
    for lines in (added, checked):
        told = [line for line in lines if UNREAD_PART in line]
        assert len(told) == 2
        assert all("[情報]" in line for line in told), told


def test_who_answers_is_read_from_a_hidden_column(tmp_path: Path) -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.column_dimensions["A"].hidden = True

    _, _, folder = _received(tmp_path, _book(hide))
    with in_this_process():
        opinions = ingest(folder, IngestParams(), 1).opinions
    assert list(opinions["respondent"]) == ["A市"]


def test_rows_that_a_filter_leaves_out_are_answers(tmp_path: Path) -> None:
    def hide(sheet: Worksheet) -> None:
        _hidden_row(sheet)
        sheet.auto_filter.ref = "A1:C3"
        kept = FilterColumn(colId=0, filters=Filters(filter=["A市"]))
        sheet.auto_filter.filterColumn.append(kept)

    added, _, folder = _received(tmp_path, _book(hide))
    with in_this_process():
        assert list(ingest(folder, IngestParams(), 1).opinions["text"]) == [SHOWN, ASIDE]
    assert any("絞り込み" in line for line in added)


def test_a_row_of_no_height_is_hidden() -> None:
    changes: dict[str, object] = {"xl/worksheets/sheet1.xml": ('hidden="1"', 'ht="0"')}
    (grid,), _ = read_workbook(make.patched(_book(_hidden_row), changes), Limits())
    assert grid.hidden_rows == {2}


def test_sheets_of_one_name_are_told_apart() -> None:
    book = make.workbook(
        {"回答": {"A1": "意見", "A2": SHOWN}, "回答x": {"A1": "意見", "A2": ASIDE}}
    )
    changes: dict[str, object] = {"xl/workbook.xml": ('name="回答x"', 'name="回答"')}
    grids, findings = read_workbook(make.patched(book, changes), Limits())
    assert [(grid.sheet, grid.cell(1, 0)) for grid in grids] == [
        ("回答", SHOWN),
        ("回答（2）", ASIDE),
    ]
    assert any("同じ名前" in told for told in findings)
