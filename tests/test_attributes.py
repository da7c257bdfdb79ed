"""Attributes of who answered (年代, 居住地, 受付方法) reach the tables, and are nobody's name."""

from pathlib import Path

import pytest

from pipeline.ingest.records import Ingested
from pipeline.ingest.round_tables import ingest
from pipeline.receiving.adding import add_round
from tests import intake_inputs as make

A, B, C = "期限を延ばしてほしい。", "費用は国が負担すべきである。", "研修を増やしてほしい。"


def taken_in(root: Path, name: str, content: bytes) -> Ingested:
    (root / "in").mkdir()
    (root / "in" / name).write_bytes(content)
    add_round([root / "in"], "r", root=root)
    return ingest(root / "corpora/rounds/r", n_workers=1)


def attributes(tables: Ingested) -> dict[str, dict[str, str]]:
    """By the text of the opinion: name to value, in the order of the file."""
    texts = dict(zip(tables.opinions["opinion_id"], tables.opinions["text"], strict=True))
    found: dict[str, dict[str, str]] = {text: {} for text in texts.values()}
    for row in tables.attributes.to_dict("records"):
        found[texts[row["opinion_id"]]][row["name"]] = row["value"]
    return found


def test_columns_of_a_list_are_kept_by_name(tmp_path: Path) -> None:
    rows = [
        ["No.", "受付方法", "提出者区分", "年代", "居住地", "御意見"],
        [1, "電子メール", "個人", "60代", "A市", A],
        [2, "〃", "個人", "", "B町", B],
        [3, "郵送", "法人", "30代", "A市", C],
    ]
    tables = taken_in(tmp_path, "一覧.xlsx", make.table(rows))
    assert attributes(tables) == {
        A: {"受付方法": "電子メール", "提出者区分": "個人", "年代": "60代", "居住地": "A市"},
        B: {"受付方法": "電子メール", "提出者区分": "個人", "居住地": "B町"},
        C: {"受付方法": "郵送", "提出者区分": "法人", "年代": "30代", "居住地": "A市"},
    }
    assert list(tables.opinions["respondent"]) == ["回答者001", "回答者002", "回答者003"]


def test_labels_of_a_form_and_of_a_mail_are_kept(tmp_path: Path) -> None:
    cells = {"A1": "氏名", "B1": "山田太郎", "A2": "年代", "B2": "60代", "A3": "御意見", "B3": A}
    tables = taken_in(tmp_path, "回答.xlsx", make.workbook({"様式1": cells}))
    assert attributes(tables) == {A: {"年代": "60代"}}
    mail = f"氏名：山田太郎\n年代：60代\n性別：女性\n意見：\n{B}\n"
    (tmp_path / "mail").mkdir()
    tables = taken_in(tmp_path / "mail", "回答.txt", mail.encode())
    assert attributes(tables) == {B: {"年代": "60代", "性別": "女性"}}


def test_names_in_attributes_are_masked_and_answers_are_none(tmp_path: Path) -> None:
    rows = [
        ["氏名", "年代", "属性", "御意見"],
        ["山田太郎", "60代", "山田太郎の家族", A],
        ["佐藤花子", "制度を見直してほしいと考える。", "会社員", B],
    ]
    found = attributes(taken_in(tmp_path, "一覧.xlsx", make.table(rows)))
    assert "山田" not in str(found)
    assert found[B] == {"属性": "会社員"}


@pytest.mark.parametrize("body", ["", "A市"])
def test_a_prefecture_beside_no_body_is_where_somebody_lives(tmp_path: Path, body: str) -> None:
    head, cell = (["団体名"], [body]) if body else ([], [])
    rows = [[*head, "都道府県", "御意見"], *([[*cell, "千葉県", text] for text in (A, B, C)])]
    found = attributes(taken_in(tmp_path, "一覧.xlsx", make.table(rows)))
    assert found[A] == ({} if body else {"都道府県": "千葉県"})
