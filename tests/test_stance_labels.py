"""Stances that people correct: from the sheet into labels.csv, taken back, and replayed."""

from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from pipeline.codebook.labels_file import append_labels, read_labels, undo_import
from pipeline.labels import stances as names
from pipeline.labels.answer_sheet import COMMON_REVIEWER, row_mark
from pipeline.labels.decisions import decided_stances, decisions
from pipeline.labels.stances import StanceAnswer, StanceRow, check_stances
from pipeline.places import LABELS
from pipeline.readers.limits import Limits
from pipeline.receiving.filled_in_stances import read_stance_answers
from pipeline.report.workbook.review_table import render
from pipeline.review_items.codebook import Codebook
from pipeline.review_items.opinion_type import natures
from pipeline.store import Store
from pipeline.tables.natures import BY_PEOPLE, Natures

pytestmark = pytest.mark.usefixtures("in_japanese")

A, B = "a" * 16, "b" * 16
SHOWN = {A: "この案に賛成である。", B: "第3章を改めるべきである。"}
OLD = "text_key,items,nature,reviewer,date,import_id,comment,text,drawn\n"
ROWS = tuple(
    StanceRow(number, key, SHOWN[key], "不明", "") for number, key in enumerate(SHOWN, start=1)
)


@pytest.fixture(params=[OLD, OLD.replace("drawn", "drawn,stance")], ids=["old file", "new file"])
def store(tmp_path: Path, request: pytest.FixtureRequest) -> Store:
    (tmp_path / "corpora/codebook").mkdir(parents=True)
    row = f"{A},1-1,,佐藤,2024-01-01,i,,x,{',' if 'stance' in request.param else ''}\n"
    (tmp_path / LABELS).write_text(request.param + row, encoding="utf-8")
    return Store(tmp_path)


def filled_in(folder: Path, stance: str) -> list[StanceAnswer]:
    """The workbook with one stance chosen in its second row, as an office program saves it."""
    path = folder / "r.xlsx"
    path.write_bytes(render((), Codebook((), ()), "題名", "2024-06-01", None, ROWS))
    book = openpyxl.load_workbook(path)
    sheet = book[names.SHEET]
    titles = [cell.value for cell in sheet[3]]
    entry = titles.index(names.ENTRY) + 1
    assert sheet.cell(2, entry - 1).value == COMMON_REVIEWER
    sheet.cell(2, entry).value = "鈴木"
    sheet.cell(5, entry).value = stance
    book.save(path)
    return read_stance_answers(path, Limits(), "")


def test_a_stance_goes_from_the_sheet_to_the_table_and_back(store: Store, tmp_path: Path) -> None:
    before = read_labels(store.root)
    checked = check_stances(filled_in(tmp_path, "反対"), SHOWN, before)
    assert [answer.text_key for answer in checked.answers] == [B]
    import_id = append_labels(store, checked.rows(SHOWN, "2024-06-02"), "2024-06-02")
    labels = read_labels(store.root)
    assert decided_stances(labels) == {B: "反対"}
    assert decisions(labels, ["1-1"]).items == {A: ("1-1",)}
    opinions = pd.DataFrame(
        {"opinion_id": ["1", "2"], "text_key": list(SHOWN), "text_normalized": SHOWN.values()}
    )
    table = Natures.checked(natures(opinions, {}, decided_stances(labels)), "natures")
    assert table["stance"].tolist() == ["賛成", "反対"]
    assert table["stance_cue"].tolist()[1] == BY_PEOPLE
    again = check_stances(filled_in(tmp_path, "反対"), SHOWN, labels)
    assert (again.answers, again.n_known) == ((), 1)
    assert undo_import(store, import_id) == 1
    assert decided_stances(read_labels(store.root)) == {}


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"stance": "たぶん賛成"}, "一覧にない"),
        ({"text": "別の文"}, "文が変わっている"),
        ({"text_key": "c" * 16}, "意見の行ではない"),
        ({"reviewer": ""}, "確認担当者が空欄"),
    ],
)
def test_what_cannot_be_taken_is_said(changed: dict[str, str], words: str) -> None:
    right = StanceAnswer("r.xlsx", "賛否", 4, A, SHOWN[A], row_mark(A, SHOWN[A]), "反対", "佐藤")
    none = pd.DataFrame(columns=["text_key", "items", "stance", "reviewer", "date"])
    assert check_stances([right], SHOWN, none).answers == (right,)
    checked = check_stances([replace(right, **changed)], SHOWN, none)
    assert checked.answers == ()
    assert words in checked.refused[0]


def test_reviewers_who_differ_decide_nothing() -> None:
    said = [("佐藤", "2024-01-01", "賛成"), ("鈴木", "2024-01-01", "反対")]
    rows = [{"text_key": A, "reviewer": r, "date": d, "stance": s} for r, d, s in said]
    assert decided_stances(pd.DataFrame(rows)) == {}
    later = {"text_key": A, "reviewer": "鈴木", "date": "2024-02-01", "stance": "賛成"}
    assert decided_stances(pd.DataFrame([*rows, later])) == {A: "賛成"}
