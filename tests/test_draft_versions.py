"""Two versions of a draft side by side: the same, changed, new, gone, moved; form and meaning."""

import doctest
import io
from dataclasses import replace
from types import ModuleType

import pandas as pd
import pytest
from docx import Document

from pipeline.drafts import changed_words, form_changes, joined_clauses, uptake_scores, versions
from pipeline.drafts.changed_words import words_changed
from pipeline.drafts.clause_table import clause_table
from pipeline.drafts.versions import changes
from pipeline.quality import draft_versions
from pipeline.readers.draft_file import text_lines
from pipeline.report import word_versions
from pipeline.report.html import draft
from pipeline.report.summary.whole import summarize
from pipeline.tables.clauses import DraftChanges
from pipeline.text import spellings
from tests.report_example import example_inputs

BEFORE = """\
第1章 総論
１ 目的
本計画は、公共交通の維持を図るために策定する。
２ 期間
計画の期間は、２０２４年度から五年間とする。
３ 推進体制
毎年度、協議会において進捗を点検し、結果を公表する。
４ 広報
広報紙で周知する。
"""
AFTER = """\
第1章 総論
１ 目的
本計画は、公共交通の維持及び利便の向上を図るために策定する。
２ 推進体制
毎年度、協議会において進捗を点検し、結果を公表する。
３ 期間
計画の期間は2024年度から5年間とする。
４ 担い手
運転手の処遇を改善する。
"""


@pytest.fixture(scope="module")
def compared() -> pd.DataFrame:
    found = changes(_clauses(BEFORE), _clauses(AFTER))
    return DraftChanges.checked(found, "changes")


def _clauses(text: str) -> pd.DataFrame:
    return clause_table("r", "v", text_lines(text))


def test_every_clause_of_both_versions_stands_there_once(compared: pd.DataFrame) -> None:
    before, after = _clauses(BEFORE)["text"], _clauses(AFTER)["text"]
    assert sorted(filter(None, compared["text_before"])) == sorted(before)
    assert [text for text in compared["text_after"] if text] == after.tolist()


@pytest.mark.parametrize(
    ("words", "state", "is_form"),
    [
        ("利便の向上", "modified", False),
        ("処遇を改善", "added", False),
        ("広報紙", "removed", False),
    ],
)
def test_states(compared: pd.DataFrame, words: str, state: str, is_form: bool) -> None:
    text = compared["text_before"] + compared["text_after"]
    row = compared[text.str.contains(words)].iloc[0]
    assert (row["state"], row["is_form"]) == (state, is_form)


def test_what_changed_places_is_moved_and_what_changed_its_form_alone_says_so(
    compared: pd.DataFrame,
) -> None:
    assert "moved" in compared["state"].tolist()
    period = compared[compared["text_after"].str.contains("計画の期間")].iloc[0]
    assert period["text_before"].startswith("計画の期間")
    assert period["is_form"]


def test_the_same_version_has_no_change() -> None:
    found = changes(_clauses(BEFORE), _clauses(BEFORE))
    assert set(found["state"]) == {"same"}


def test_other_numbers_of_headings_are_form() -> None:
    found = changes(_clauses("１ 目的\n本文である。\n"), _clauses("（１）目的\n本文である。\n"))
    assert found["state"].tolist() == ["modified", "same"]
    assert found["is_form"].tolist() == [True, False]


def test_words_of_both_texts_can_be_put_together_again() -> None:
    before, after = "支援を行うとともに、点検する。", "支援を強化し、点検する。"
    pieces = words_changed(before, after)
    assert "".join(p.text for p in pieces if p.kind != "in") == before
    assert "".join(p.text for p in pieces if p.kind != "out") == after


def test_a_lone_paragraph_in_the_same_place_is_rewritten() -> None:
    found = changes(
        _clauses("１ 研修\n国は助言する。\n２ 期間\n"),
        _clauses("１ 研修\n複数の団体で人材を共有する。\n２ 期間\n"),
    )
    assert found["state"].tolist() == ["same", "modified", "same"]
    pieces = words_changed(found["text_before"][1], found["text_after"][1])
    assert [piece.kind for piece in pieces] == ["out", "in"]


def test_what_replaced_words_share_at_their_ends_is_no_change() -> None:
    pieces = words_changed("研修を集合形式で行う。", "研修を集合形式及びオンラインで行う。")
    assert [(piece.kind, piece.text) for piece in pieces] == [
        ("same", "研修を集合形式"),
        ("in", "及びオンライン"),
        ("same", "で行う。"),
    ]


def test_the_page_shows_both_versions(compared: pd.DataFrame) -> None:
    inputs = replace(example_inputs(), clauses=_clauses(AFTER), draft_changes=compared)
    page = draft.render(summarize(inputs))[draft.CHANGES]
    assert "<ins>" in page
    assert "<del>" in page
    assert "形式のみ" in page


def test_the_word_document_strikes_through_what_is_gone_and_underlines_what_is_new(
    compared: pd.DataFrame,
) -> None:
    inputs = replace(example_inputs(), clauses=_clauses(AFTER), draft_changes=compared)
    summary = summarize(inputs)
    assert summary.versions is not None
    content = word_versions.render(summary, summary.versions)
    assert content == word_versions.render(summary, summary.versions)
    (table,) = Document(io.BytesIO(content)).tables
    assert [cell.text for cell in table.rows[0].cells] == ["旧", "新", "備考"]
    changed = compared[~compared["state"].isin(["same", "renumbered"])]
    assert len(table.rows) == 1 + len(changed)
    for row, line in zip(table.rows[1:], changed.itertuples(), strict=True):
        old, new = (cell.paragraphs[-1] for cell in row.cells[:2])
        assert old.text == (line.text_before or "（新設）")
        assert new.text == (line.text_after or "（削る）")
        if line.state == "modified" and not line.is_form:
            assert any(run.font.strike or run.font.underline for run in [*old.runs, *new.runs])
        assert not any(run.font.underline for run in old.runs)
        assert not any(run.font.strike for run in new.runs)


SAME = {
    "期間は十年とし、二十人を置く。": "期間は10年とし、２０人を置く。",
    "取組をすすめ、検査を行なう。": "取り組みを進め、検査を行う。",
    "「重点」施策（案）を行う": "重点施策 案を行う。",
    "二分の一": "１／２",
    "1万5千円": "15,000円",
    "１－５人": "1～5人",
    "△５％": "－5％",
    "サーバの子ども": "サーバーの子供",
    "図書館の利用に関する条例（骨子案）": "図書館の利用に関する条例（最終案）",
    "森づくり計画【素案】": "森づくり計画【案】",
    "防災の指針（第２次案）": "防災の指針",
}
OTHER = {
    "1.5倍とする。": "15倍とする。",
    "－５％とする。": "５％とする。",
    "１～５人とする。": "１５人とする。",
    "３・４年とする。": "３４年とする。",
    "二、三年": "二三年",
    "10年～": "10年",
    "2.5倍": "3.5倍",
    "行う": "行った",
    "意思": "意志",
    "図書館の指針（案内）": "図書館の指針（案）",
}


@pytest.mark.parametrize("one", [*SAME, *OTHER])
def test_what_is_form_and_what_is_meaning(one: str) -> None:
    assert form_changes.is_only_form(one, {**SAME, **OTHER}[one]) is (one in SAME)
    assert form_changes.is_only_form({**SAME, **OTHER}[one], one) is (one in SAME)


def test_paragraphs_that_became_one_and_such_that_became_several_are_told() -> None:
    one = "国は研修を毎年行い、結果を公表する。"
    other = "県は窓口を置き、相談に応じることとする。"
    before, after = (_clauses(f"第1章 目的\n{text}\n") for text in (f"{one}\n{other}", one + other))
    there, back = changes(before, after), changes(after, before)
    for found, state in ((there, "joined"), (back, "split")):
        DraftChanges.checked(found, "changes")
        assert found["state"].tolist() == ["same", state, state]
        assert found["text_before"].tolist()[1:] == [one, other] == found["text_after"].tolist()[1:]
        assert not uptake_scores.of_meaning(found).any()
    assert there["clause_id"].nunique() == back["clause_before"].nunique() == 2


def test_of_changes_made_by_hand_none_is_missed_and_at_most_two_are_false() -> None:
    pairs = pd.read_csv(draft_versions.PAIRS, dtype=str, keep_default_na=False)
    counted = draft_versions.pairs_counted(pairs)
    assert (counted["missed"], counted["other_kind"]) == (0, 0), counted["wrong"]
    assert counted["false"] <= 2, counted["wrong"]
    assert (counted["changes"], pairs["pair"].nunique()) == (40, 12)


@pytest.mark.parametrize(
    "module", [versions, changed_words, form_changes, joined_clauses, spellings]
)
def test_doctests(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0
