"""A project for another consultation: no items, then items from a list; nothing of the demo."""

import csv
import re
import shutil
from pathlib import Path

import openpyxl
import pytest

from pipeline.codebook.items_table import listed_items
from pipeline.codebook.review_items_draft import with_listed
from pipeline.commands.codebook import write_items
from pipeline.errors import OpinionsError
from pipeline.language import VARIABLE
from pipeline.readers.grid import Grid
from pipeline.receiving.new_project import new_project
from pipeline.review_items.codebook import read_codebook
from pipeline.store import Store
from pipeline.yaml_files import plain
from tests.conftest import run_python, run_stages
from tests.dvc_stages import ROOT

HEADER = ["番号", "検討項目", "説明"]
ITEMS = [
    ["1", "保育の受け皿", "保育所の定員、待機児童、病児保育、学童保育に関する意見。"],
    ["2", "経済的な支援", ""],
    ["2-1", "医療費の助成", "子どもの医療費の助成の年齢に関する意見。"],
    ["2-2", "保育士の処遇", "保育士の給与、処遇、人手に関する意見。"],
]
OPINIONS = """\
保育所の待機児童を解消するため、定員を増やしてほしい。
待機児童がまだ多いので、保育所の定員の拡大を急いでほしい。
保育所の定員を増やし、待機児童をなくすべきである。
保育士の給与が低く、人が集まらない。処遇を改善してほしい。
保育士の処遇改善と給与の引上げを支援すべきである。
保育士が足りない。給与の改善なしには確保できない。
病児保育の施設が近くになく、仕事を休まざるを得ない。
病児保育を利用できる施設を増やしてほしい。
病児保育の予約が電話だけで、仕事中に取れない。
学童保育の時間を延長してほしい。夕方六時では迎えに間に合わない。
学童保育の終わる時間が早く、働く親は困っている。延長を求める。
学童保育の対象を小学六年生まで広げてほしい。
子どもの医療費の助成を高校生まで広げるべきである。
医療費助成の年齢を十八歳まで引き上げてほしい。
医療費の助成に自治体間の差がある。
産後ケアの利用料が高く、必要な人が使えない。
産後ケアを無料で使えるようにしてほしい。
育児休業を取りやすくするための助成を増やしてほしい。
公園の遊具が古く、安全に遊ばせることができない。
計画案に賛成である。着実に進めてほしい。""".splitlines()
OF_THE_DEMO = "デジタル|共通基盤|準備会合|標準化|ガバメントクラウド"


def grids(*rows: list[str]) -> list[Grid]:
    return [Grid("表紙", [["検討項目の一覧"]]), Grid("項目", [["案"], HEADER, *rows])]


def test_a_list_becomes_items_and_a_second_one_changes_them(tmp_path: Path) -> None:
    path = tmp_path / "review_items.yaml"
    path.write_text("# 人の注\nitems: []\nschedule: []\n", encoding="utf-8")
    items = listed_items(grids(*ITEMS), "a.xlsx")
    content, n_changed = with_listed(path, items)
    path.write_text(content, encoding="utf-8")
    codebook = read_codebook(plain(content), "review_items.yaml")
    assert codebook.classes == ("1", "2-1", "2-2", "none")
    assert n_changed == 4 and content.startswith("# 人の注")
    assert with_listed(path, items) == (content, 0)
    content, n_changed = with_listed(path, listed_items(grids(["１", "受け皿", ""]), "a.xlsx"))
    codebook = read_codebook(plain(content), "review_items.yaml")
    assert codebook.classes == ("1", "none") and codebook.item("2-1").retired
    assert codebook.item("1").title == "受け皿" and n_changed == 4


def test_an_item_whose_sub_items_are_all_retired_holds_opinions_again(tmp_path: Path) -> None:
    path = tmp_path / "review_items.yaml"
    for rows, classes in (
        ([["1", "甲"], ["1-1", "乙"]], ("1-1", "none")),
        ([["1", "甲"]], ("1", "none")),
    ):
        content, _ = with_listed(path, listed_items(grids(*rows), "a.xlsx"))
        path.write_text(content, encoding="utf-8")
        assert read_codebook(plain(content), "review_items.yaml").classes == classes


@pytest.mark.parametrize(
    ("language", "rows", "told"),
    [
        ("ja", ["1,窓口", "1-1,時間"], "意見を付けられない項目：1 窓口。(.|\n)*「1-2 その他」"),
        (
            "en",
            ["1,窓口", "1-1,時間"],
            "No opinion can be given to (.|\n)*: 1 窓口(.|\n)*'1-2 その他'",
        ),
        ("ja", ["1,窓口", "1-1,時間", "1-2,その他の要望"], ""),
        ("ja", ["1,窓口", "2,費用"], ""),
    ],
)
@pytest.mark.parametrize("dry_run", [False, True])
def test_items_that_can_hold_no_opinion_are_told_on_import(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    language: str,
    rows: list[str],
    told: str,
    dry_run: bool,
) -> None:
    monkeypatch.setenv(VARIABLE, language)
    file = tmp_path / "items.csv"
    file.write_text("\n".join(["番号,検討項目", *rows]), encoding="utf-8")
    write_items(file, tmp_path, dry_run=dry_run)
    outcome = capsys.readouterr()
    said = outcome.err if dry_run else outcome.out.partition("\n")[2]
    assert re.search(told, said) if told else said == ""


@pytest.mark.usefixtures("in_japanese")
@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([["", "題"]], "シート「項目」、3行目: 番号が空"),
        ([["1", ""]], "3行目: 検討項目が空"),
        ([["1", "甲"], ["1", "乙"]], "4行目: 番号「1」は3行目にもある"),
        ([["3-1", "甲"]], "3行目: 「3-1」の上の項目「3」がない"),
        ([["一", "甲"]], "番号「一」は使えない"),
        ([["none", "甲"]], "番号「none」は"),
        ([], "検討項目が一つもない"),
        ([["", "甲"], ["2", ""]], "3行目.*\n.*4行目"),
    ],
)
def test_rows_that_cannot_be_used_are_all_named(rows: list[list[str]], message: str) -> None:
    with pytest.raises(OpinionsError, match=message):
        listed_items(grids(*rows), "a.xlsx")


@pytest.mark.usefixtures("in_japanese")
def test_a_file_without_the_columns_says_what_to_write() -> None:
    with pytest.raises(OpinionsError, match="「番号」「検討項目」「説明」と書く"):
        listed_items(grids()[:1], "a.xlsx")


@pytest.mark.usefixtures("in_japanese")
def test_a_new_project_holds_nothing_of_another_consultation(tmp_path: Path) -> None:
    folder = tmp_path / "kosodate"
    new_project(folder, "子育て支援計画", ROOT)
    assert Store(folder).rounds() == []
    assert not list(folder.glob("corpora/rounds/*/*")) and not (folder / "reports").exists()
    own = [p for p in (folder / "corpora/codebook").glob("*.*") if p.suffix in (".csv", ".yaml")]
    assert {p.name for p in own} >= {"labels.csv", "review_items.yaml", "themes.yaml"}
    said = "".join(p.read_text(encoding="utf-8") for p in [*own, folder / "dvc.lock"])
    assert "2024-04-05" not in said
    values = plain((folder / "corpora/codebook/themes.yaml").read_text(encoding="utf-8"))
    assert values == {"guides": [], "rules": []}
    for target, message in ((folder, "既にある"), (ROOT / "inside", "プロジェクトの中")):
        with pytest.raises(OpinionsError, match=message):
            new_project(target, root=ROOT)
    with pytest.raises(OpinionsError, match="プロジェクトのフォルダで実行"):
        new_project(tmp_path / "other", root=tmp_path / "in")


def opinions(folder: Path, *arguments: str) -> str:
    outcome = run_python(folder, "-m", "pipeline.cli", *arguments)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    return outcome.stdout


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_another_consultation_from_nothing_to_its_items(tmp_path: Path) -> None:
    folder, received = tmp_path / "kosodate", tmp_path / "in"
    received.mkdir()
    book = openpyxl.Workbook()
    book.active.append(["番号", "自治体名", "意見"])
    for number, text in enumerate(OPINIONS[:12], start=1):
        book.active.append([number, "ABCD"[number % 4] + "市", text])
    book.save(received / "回答.xlsx")
    with (received / "市民.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([["番号", "意見"], *enumerate(OPINIONS[12:], start=1)])
    new_project(folder, "子育て支援計画", ROOT)
    opinions(folder, "add-round", str(received), "--round", "r", "--title", "子育て支援計画")
    opinions(folder, "run")
    page = (folder / "reports/r/index.html").read_text(encoding="utf-8")
    words, _, _ = page.partition('id="settings"')
    assert "検討項目は与えられていない" in words and "テーマごとの意見" in words
    assert not re.search(f"検討項目(ごと|別)|未較正|要確認|一致する見込み|{OF_THE_DEMO}", words)
    assert 'id="meetings"' not in words and not (folder / "reports/r/meetings").exists()
    assert all(text.split("。")[0] in words for text in OPINIONS)
    book = openpyxl.load_workbook(folder / "reports/r/opinions.xlsx")
    assert not {"検討項目別", "要確認", "論点と検討項目"} & set(book.sheetnames)
    exported = opinions(folder, "review", "export", "--round", "r")
    assert "without review items no opinion waits" in exported
    assert "テーマ" in openpyxl.load_workbook(folder / "review-r.xlsx").sheetnames
    book = openpyxl.Workbook()
    for row in [HEADER, *ITEMS]:
        book.active.append(row)
    book.save(tmp_path / "items.xlsx")
    opinions(folder, "codebook", "items", str(tmp_path / "items.xlsx"))
    run_stages(folder)
    page = (folder / "reports/r/index.html").read_text(encoding="utf-8")
    words, _, _ = page.partition('id="settings"')
    assert "検討項目ごとの意見" in words and "医療費の助成" in words and "未較正" in words
    assert not re.search(f"一致する見込み|{OF_THE_DEMO}", words)
    assert "題名と定義だけから学んだ" in words


def test_a_list_of_items_is_told_of_in_one_language() -> None:
    grid = Grid("項目", [["番号", "検討項目"], ["一", "費用"], ["", "期限"], ["3-1", "人材"]])
    with pytest.raises(OpinionsError) as caught:
        listed_items([grid], "a.xlsx")
    told = str(caught.value)
    assert told.count("sheet 項目, row ") == 3 and "シート" not in told
