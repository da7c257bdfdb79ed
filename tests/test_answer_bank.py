"""Published tables enter the answer bank whole, once, masked, and can be taken out again."""

from collections.abc import Sequence
from pathlib import Path

import docx
import pandas as pd
import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.codebook.answers_file import COLUMNS, read_answers
from pipeline.errors import OpinionsError
from pipeline.layouts.results_table import read_results
from pipeline.places import REPLIES
from pipeline.readers.grid import Grid, Range
from pipeline.readers.pdf_rules import Rule, ruled_tables
from pipeline.readers.pdf_segments import Segment
from tests.intake_inputs import pdf, table, workbook, zipped

HEADER = ["番号", "該当箇所", "意見の概要", "市の考え方"]
ROWS = [
    [
        "1",
        "第２章",
        "保育所の待機児童を減らしてほしい。",
        "第２章に記述のとおり、定員を増やします。",
    ],
    ["2", "14ページ", "公園に遊具を増やしてほしい。", "遊具は順次更新します。"],
    ["3", "14ページ", "公園の遊具が古くて危ない。", "No.2と同じ"],
]
ANSWERS = [ROWS[0][3], ROWS[1][3], ROWS[1][3]]


def grid(rows: Sequence[Sequence[str]], merged: tuple[Range, ...] = ()) -> Grid:
    return Grid("表1", [list(row) for row in rows], merged)


def answers(rows: Sequence[Sequence[str]], merged: tuple[Range, ...] = ()) -> list[str]:
    return [one.answer for one in read_results([grid(rows, merged)]).answered]


@pytest.fixture(autouse=True)
def _in_japanese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPINIONS_LANG", "ja")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "params.yaml").write_text("rounds: []\n")
    (tmp_path / "corpora").mkdir()
    (tmp_path / REPLIES).write_text("answer,source\n以前の回答です。,手引き\n", encoding="utf-8")
    return tmp_path


def run(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["answers", *arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def word_table(path: Path) -> None:
    """The rows, with one answer over the last two, as Word merges them."""
    document = docx.Document()
    made = document.add_table(4, 4)
    for number, row in enumerate([HEADER, *ROWS]):
        for column, text in enumerate(row):
            made.cell(number, column).text = "" if (number, column) == (3, 3) else text
    made.cell(2, 3).merge(made.cell(3, 3))
    document.save(str(path))


def test_a_reference_takes_the_answer_it_names_and_a_merged_one_stands_with_each_opinion() -> None:
    assert answers([HEADER, *ROWS]) == ANSWERS
    merged = [HEADER, *ROWS[:2], [*ROWS[2][:3], ""]]
    assert answers(merged, ((2, 3, 3, 3),)) == ANSWERS
    assert answers([HEADER, *ROWS[:2], [*ROWS[2][:3], "同上"]]) == ANSWERS
    assert answers([HEADER, *ROWS[:2], [*ROWS[2][:3], "番号２の考え方と同じ"]]) == ANSWERS


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["4", "", "駅を直してほしい。", ""], "考え方が空"),
        (["4", "", "", "検討してまいります。"], "意見が空"),
        (["4", "", "駅を直してほしい。", "○"], "短すぎる"),
        (["4", "", "駅を直してほしい。", "―"], "考え方が書かれていない"),
        (["4", "", "駅を直してほしい。", "No.9と同じ"], "参照先がない"),
        (["4", "", "特になし", "検討してまいります。"], "意見ではない"),
    ],
)
def test_what_gives_no_answer_is_left_out_by_row_and_reason(row: list[str], reason: str) -> None:
    found = read_results([grid([HEADER, *ROWS, row])])
    assert [one.answer for one in found.answered] == ANSWERS
    (left,) = found.left_out
    assert (left.where, reason in left.reason) == ("表1 5行目", True)


def test_headings_repeated_headers_and_tables_that_go_on_are_no_answers() -> None:
    heading = ["１　総論について", "", "", ""]
    rows = [HEADER, heading, ROWS[0], HEADER, *ROWS[1:]]
    assert answers(rows, ((1, 0, 1, 3),)) == ANSWERS
    found = read_results([grid([HEADER, ROWS[0]]), grid([ROWS[1]]), grid([["問合せ先", "企画課"]])])
    assert [one.answer for one in found.answered] == ANSWERS[:2]
    assert ["見出しから分からない" in one.reason for one in found.left_out] == [True]


@pytest.mark.parametrize(
    "header",
    [
        [["意見", "考え方"]],
        [["意見", "回答"]],
        [["番号", "意見", "考え方"]],
        [["番号", "意見", "考え方"], ["No.", "Opinion", "Answer"]],
        [["意見募集の結果", ""], ["意見", "考え方"]],
    ],
)
def test_a_table_of_one_row_and_a_second_line_of_headers_are_read(header: list[list[str]]) -> None:
    row = ["1", "保育所の待機児童を減らしてほしい。", "定員を増やします。"][-len(header[0]) :]
    assert answers([*header, row]) == ["定員を増やします。"]
    assert answers(header) == []


def test_of_several_columns_of_replies_the_one_that_says_most_is_the_answer() -> None:
    rows = [[*HEADER, "修正の有無"], *([*row, "有"] for row in ROWS)]
    assert answers(rows) == ANSWERS


def test_every_kind_of_file_gives_the_same_answers(project: Path) -> None:
    (project / "a.xlsx").write_bytes(table([HEADER, *ROWS]))
    pd.DataFrame(ROWS, columns=HEADER).to_csv("b.csv", index=False, encoding="cp932")
    word_table(project / "c.docx")
    for name in ("a.xlsx", "b.csv", "c.docx"):
        run("add", name, "--source", name, "--date", "2023-03-31")
        bank = read_answers(project / REPLIES)
        assert bank["answer"].tolist()[1:] == ANSWERS, name
        assert bank["opinion"].tolist()[1:] == [row[2] for row in ROWS], name
        assert bank.loc[1, ["source", "date", "place", "clause"]].tolist() == [
            name,
            "2023-03-31",
            "第２章",
            "第２章",
        ]
        run("remove", name)
        assert len(read_answers(project / REPLIES)) == 1


def test_a_file_is_added_once_and_taken_out_by_its_id(project: Path) -> None:
    (project / "表.xlsx").write_bytes(table([HEADER, *ROWS]))
    before = read_answers(project / REPLIES)
    assert "3件を加えた" in run("add", "表.xlsx")
    added = (project / REPLIES).read_bytes()
    assert "前に加えてある" in run("add", "表.xlsx")
    (project / "写し.csv").write_text(
        pd.DataFrame(ROWS, columns=HEADER).to_csv(index=False), encoding="utf-8"
    )
    assert "何も加えていない" in run("add", "写し.csv")
    assert (project / REPLIES).read_bytes() == added
    told = run("list").splitlines()
    assert [line.split("\t")[1:] for line in told] == [
        ["手引き", "", "回答1（うち意見と組のもの0）"],
        ["表", "", "回答3（うち意見と組のもの3）"],
    ]
    assert "3件を除いた" in run("remove", told[1].split("\t")[0])
    pd.testing.assert_frame_equal(read_answers(project / REPLIES), before)


def test_a_dry_run_and_a_file_that_cannot_be_used_write_nothing(project: Path) -> None:
    before = (project / REPLIES).read_bytes()
    (project / "a.xlsx").write_bytes(table([HEADER, *ROWS]))
    (project / "b.xlsx").write_bytes(
        workbook({"様式1": {"A1": "団体名", "B1": "意見", "A2": "A市"}})
    )
    (project / "c.pdf").write_bytes(pdf([[]]))
    (project / "e.zip").write_bytes(zipped({"a.xlsx": table([HEADER, *ROWS])}))
    assert "3件を読んだ" in run("add", "a.xlsx", "--dry-run")
    for name, told in (
        ("b.xlsx", "一つも読めない"),
        ("c.pdf", "スキャン"),
        ("d.xlsx", "がない"),
        ("e.zip", "取り出して"),
        (".", "フォルダである"),
    ):
        with pytest.raises(OpinionsError, match=told):
            run("add", name)
    with pytest.raises(OpinionsError, match="あるのは 手引き"):
        run("remove", "別の表")
    for wrong in (["--date", "2023-02-30"], ["--round", "2020-01-none"]):
        with pytest.raises(OpinionsError):
            run("add", "a.xlsx", *wrong)
    assert (project / REPLIES).read_bytes() == before


def test_names_of_persons_in_cells_and_in_the_name_of_the_file_are_masked(project: Path) -> None:
    rows = [["1", "", "担当の山田太郎様に伺いたい。", "電話03-1234-5678の佐藤様へどうぞ。"]]
    (project / "結果_鈴木一郎.xlsx").write_bytes(table([HEADER, *rows]))
    told = run("add", "結果_鈴木一郎.xlsx")
    kept = (project / REPLIES).read_text(encoding="utf-8")
    for name in ("山田", "佐藤", "鈴木", "1234"):
        assert name not in kept + told
    assert "氏名" in told


def test_the_bank_keeps_columns_and_rows_that_people_wrote(project: Path) -> None:
    (project / REPLIES).write_text("memo,answer\n手元のメモ,以前の回答です。\n", encoding="utf-8")
    (project / "a.xlsx").write_bytes(table([HEADER, *ROWS]))
    run("add", "a.xlsx")
    kept = pd.read_csv(project / REPLIES, dtype=str, keep_default_na=False)
    assert set(kept.columns) == {"memo", *COLUMNS}
    assert kept["memo"].tolist() == ["手元のメモ", "", "", ""]


def test_rules_part_cells_where_they_run_along_the_whole_side() -> None:
    """The answer on the right is one for both rows; the line under its words parts nothing."""
    rules = [Rule(True, x, 0, 90) for x in (0, 50, 100, 200)]
    rules += [Rule(False, y, 0, 200) for y in (0, 60, 90)]
    rules += [Rule(False, 30, 0, 100), Rule(False, 44, 104, 180)]
    words = [
        (5, 70, "番号"),
        (55, 70, "意見"),
        (105, 70, "考え方"),
        (5, 45, "1"),
        (55, 45, "早く。"),
    ]
    words += [
        (5, 10, "2"),
        (55, 10, "多く。"),
        (105, 45, "努め"),
        (105, 20, "ます。"),
        (300, 45, "外"),
    ]
    segments = [Segment(x, y, x + 10 * len(text), y + 10, text) for x, y, text in words]
    (found,) = ruled_tables(segments, rules)
    assert found.rows == (
        (("番号",), ("意見",), ("考え方",)),
        (("1",), ("早く。",), ("努め", "ます。")),
        (("2",), ("多く。",), ()),
    )
    assert found.merged == ((1, 2, 2, 2),)
    assert [found.covers(segment) for segment in segments] == [True] * 9 + [False]
