"""Rounds as people really fill them in: nothing lost, nothing doubled, nothing invented."""

from pathlib import Path

import pandas as pd
import pytest

from pipeline.errors import OpinionsError
from pipeline.ingest.records import Ingested
from pipeline.ingest.round_tables import ingest
from pipeline.receiving.adding import add_round
from tests import intake_inputs as make

A, B = "移行の期限を延ばしてほしい。", "費用は国が負担すべきである。"
C, D = "研修の機会を増やしてほしい。", "窓口を一本化してほしい。"


def read(root: Path, **files: bytes) -> Ingested:
    """Add files (name_suffix=content) as a round and read it."""
    (root / "in").mkdir()
    (root / "params.yaml").write_text("rounds:\n  - old\n", encoding="utf-8")
    for name, content in files.items():
        stem, _, suffix = name.rpartition("_")
        (root / "in" / f"{stem}.{suffix}").write_bytes(content)
    add_round([root / "in"], "r", root=root)
    return ingest(root / "corpora/rounds/r", n_workers=1)


def said(tables: Ingested) -> list[tuple[str | None, str]]:
    """Who said what, in order."""
    opinions = tables.opinions
    names = [None if pd.isna(name) else name for name in opinions["respondent"]]
    return list(zip(names, opinions["text"], strict=True))


def waiting(tables: Ingested) -> list[str]:
    """Texts of rows that wait for a person."""
    ledger = tables.ledger
    chosen = (ledger["level"] == "row") & (ledger["state"] == "needs_person")
    return ledger.loc[chosen, "text"].tolist()


def test_labels_and_answers_in_one_cell(tmp_path: Path) -> None:
    joined = {"A1": "団体名　A市", "A2": "担当課 総務課", "A3": "意見", "B3": A}
    apart = {
        "A1": "団 体 名",
        "B1": "B町",
        "A2": "担 当 課",
        "B2": "税務課",
        "A3": "意 見",
        "B3": B,
    }
    tables = read(
        tmp_path,
        x_xlsx=make.workbook({"様式": joined}),
        y_xlsx=make.workbook({"様式": apart}),
    )
    assert said(tables) == [("A市", A), ("B町", B)]


def test_of_several_corrections_the_last_counts(tmp_path: Path) -> None:
    tables = read(
        tmp_path,
        A市_回答_xlsx=make.form("A市", A),
        A市_回答最終_xlsx=make.form("A市", B),
        A市_回答最終_修正_xlsx=make.form("A市", C),
        B町_修正版_xlsx=make.form("B町", A),
        B町_訂正版_xlsx=make.form("B町", B),
        B町_xlsx=make.form("B町", C),
    )
    assert said(tables) == [("A市", C), ("B町", A), ("B町", B)]  # which of two: nobody can tell


def test_a_form_on_its_side_loses_nobody(tmp_path: Path) -> None:
    rows = [
        ["団体名", "A市", "B町"],
        ["該当箇所", "1頁", "2頁"],
        ["意見", A, B],
        ["理由", "x", "y"],
    ]
    tables = read(tmp_path, list_xlsx=make.table(rows))
    assert said(tables) == [("A市", A)]
    assert waiting(tables) == ["B町", "2頁", B, "y"]


def test_a_bullet_goes_on_where_the_next_line_is_indented(tmp_path: Path) -> None:
    text = (
        f"団体名：A市\n意見\n1. {A}\n2. {B}\n   その際、起債も認める。\n・窓口を\n　一本化する。\n"
    )
    tables = read(tmp_path, a_txt=text.encode())
    texts = [text for _, text in said(tables)]
    assert texts[0] == A
    assert texts[1].startswith(B)
    assert "その際、起債も認める。" in texts[1]
    assert texts[2:] == ["窓口を\n　一本化する。"]


def test_references_through_references(tmp_path: Path) -> None:
    rows = [
        ["No", "団体名", "意見"],
        [1, "A市", "No.2と同じ"],
        [2, "B町", A],
        [3, "C村", "A市と同じ"],
    ]
    rows += [[4, "D市", "No.5と同じ"], [5, "E市", "D市と同じ"], [6, "F市", "。"]]
    tables = read(tmp_path, list_xlsx=make.table(rows))
    assert said(tables) == [("A市", A), ("B町", A), ("C村", A)]
    assert waiting(tables) == ["No.5と同じ", "D市と同じ"]  # round in a circle


def test_the_same_as_to_the_left_is_not_the_row_above(tmp_path: Path) -> None:
    rows = [["団体名", "論点1の意見", "論点2の意見", "論点3の意見"], ["A市", A, B, C]]
    rows += [["B町", D, "同左", "左に同じ"], ["C村", "同左", "同上", "同右"]]
    tables = read(tmp_path, list_xlsx=make.table(rows))
    assert said(tables)[3:] == [("B町", D)] * 3
    assert waiting(tables) == ["同左", "同上", "同右"]  # 同上 of a 同左: a person looks


def test_an_answer_merged_over_several_bodies_is_the_voice_of_each(tmp_path: Path) -> None:
    cells = {
        "A1": "団体名",
        "B1": "意見",
        "C1": "理由",
        "A2": "A市",
        "B2": A,
        "A3": "B町",
        "C3": "人手",
    }
    cells |= {"A4": "C村", "B4": B, "B5": C}
    merged = ("B2:B3", "A4:A5")
    tables = read(tmp_path, list_xlsx=make.workbook({"一覧": cells}, merged))
    assert said(tables) == [("A市", A), ("B町", A), ("C村", B), ("C村", C)]
    assert waiting(tables) == []


def test_a_form_in_one_column_is_no_list(tmp_path: Path) -> None:
    cells = {"A1": "団体名", "A2": "A市", "A4": "御意見", "A5": A, "A6": B, "A8": "理由"}
    cells |= {"A9": "人手が足りないためである。", "A10": "※ 一枚に一つ記入してください。"}
    empty = {
        "A1": "団体名",
        "A2": "B町",
        "A4": "御意見",
        "A8": "理由",
        "A10": "担当課",
        "A11": "総務課",
    }
    tables = read(
        tmp_path, x_xlsx=make.workbook({"様式": cells}), y_xlsx=make.workbook({"様式": empty})
    )
    assert said(tables) == [("A市", A), ("A市", B)]
    assert waiting(tables) == []


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("is_read", [True, False])
@pytest.mark.parametrize("dry_run", [True, False])
def test_no_file_takes_the_place_of_another_unasked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, is_read: bool, dry_run: bool
) -> None:
    monkeypatch.setenv("OPINIONS_LANG", language)
    read(tmp_path, 回答_xlsx=make.form("A市", A))
    folder = tmp_path / "B町"
    folder.mkdir()
    other = folder / "回答.xlsx"
    if is_read:
        other.write_bytes(make.form("B町", B))
    else:
        other.symlink_to(folder / "nowhere")  # refused: the earlier one must not go for it
    (folder / "新.xlsx").write_bytes(make.form("C村", C))
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    told = {"ja": "何も加えていない", "en": "Nothing was added"}[language]
    with pytest.raises(OpinionsError, match=rf"{told}(.|\n)*回答\.xlsx(.|\n)*--replace"):
        add_round([folder], "r", root=tmp_path, dry_run=dry_run)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
    same = add_round([tmp_path / "in"], "r", root=tmp_path)
    assert not any("置き換える" in line for line in same.lines())


def test_a_file_that_takes_the_place_of_another_is_told(tmp_path: Path) -> None:
    read(tmp_path, 回答_xlsx=make.form("A市", A))
    (tmp_path / "in/回答.xlsx").write_bytes(make.form("B町", B))
    report = add_round([tmp_path / "in"], "r", root=tmp_path, replaces=True)
    assert any("置き換える" in line and "回答.xlsx" in line for line in report.lines())
    assert said(ingest(tmp_path / "corpora/rounds/r", n_workers=1)) == [("B町", B)]


def test_a_title_over_all_columns_is_no_level_of_the_header(tmp_path: Path) -> None:
    cells = {"A1": "意見一覧", "A2": "団体名", "B2": "意見", "B3": "期限", "C3": "費用"}
    cells |= {"A4": "A市", "B4": A, "C4": B}
    merged = ("A1:C1", "A2:A3", "B2:C2")
    assert said(read(tmp_path, list_xlsx=make.workbook({"一覧": cells}, merged))) == [
        ("A市", A),
        ("A市", B),
    ]


def test_a_column_of_questions_is_no_opinion(tmp_path: Path) -> None:
    rows = [["番号", "質問", "回答"], ["1", "費用についてどう考えますか。", A]]
    rows += [["2", "期限は。", B]]
    tables = read(tmp_path, A市_xlsx=make.table(rows))
    assert said(tables) == [("A市", A), ("A市", B)]
    assert tables.opinions["heading"].tolist() == ["費用についてどう考えますか。", "期限は。"]


def test_a_second_table_on_the_sheet_is_not_lost(tmp_path: Path) -> None:
    first = [["団体名", "意見"], ["A市", A], ["B市", B], []]
    second = [["番号", "市町村名", "理由", "意見"], [1, "C町", "人手が要る", C]]
    tables = read(tmp_path, x_xlsx=make.table(first + second), y_xlsx=make.table(second + first))
    told = " ".join([text for _, text in said(tables)] + waiting(tables))
    assert all(told.count(text) == 2 for text in (A, B, C))
    # One row does not show whether its column names the senders: then nobody is named.
    assert set(said(tables)) <= {("A市", A), ("B市", B), ("C町", C), (None, C)}


def test_references_to_several_rows_wait(tmp_path: Path) -> None:
    rows = [["No", "団体名", "意見"], [1, "A市", A], [2, "B町", B], [3, "C村", "No.1〜2と同じ"]]
    rows += [[4, "D市", "1、2と同じ"], [5, "E市", "回答2のとおり"]]
    tables = read(tmp_path, list_xlsx=make.table(rows))
    assert said(tables) == [("A市", A), ("B町", B), ("E市", B)]
    assert waiting(tables) == ["No.1〜2と同じ", "1、2と同じ"]


def test_sentences_under_other_wait_and_remarks_do_not(tmp_path: Path) -> None:
    cells = {"A1": "団体名", "B1": "A市", "A3": "意見", "B3": "特になし", "A4": "その他"}
    tables = read(
        tmp_path,
        A市_xlsx=make.workbook({"様式": cells | {"B4": A}}),
        B町_xlsx=make.workbook({"様式": cells | {"B1": "B町", "B4": "至急"}}),
    )
    assert waiting(tables) == [A]
    assert said(tables) == []


def test_ditto_marks_for_bodies_and_breaks_of_other_programs(tmp_path: Path) -> None:
    text = f'団体名,意見\r\nA市,{A}\r\n〃,"・{B}\v・{C}"\r\n同上,{D}_x000D_\r\n'
    tables = read(tmp_path, list_csv=text.encode())
    assert said(tables) == [("A市", A), ("A市", B), ("A市", C), ("A市", D)]
