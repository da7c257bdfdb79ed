"""Two versions of a draft side by side: the same, changed, new, gone, moved; form and meaning."""

import doctest
import io
from dataclasses import replace

import pandas as pd
import pytest
from docx import Document

from pipeline.drafts import versions
from pipeline.drafts.clause_table import clause_table
from pipeline.drafts.versions import changes, words_changed
from pipeline.readers.draft_file import text_lines
from pipeline.report import word_versions
from pipeline.report.html import draft
from pipeline.report.summary.whole import summarize
from pipeline.tables.clauses import DraftChanges
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
    changed = compared[compared["state"] != "same"]
    assert len(table.rows) == 1 + len(changed)
    for row, line in zip(table.rows[1:], changed.itertuples(), strict=True):
        old, new = (cell.paragraphs[-1] for cell in row.cells[:2])
        assert old.text == (line.text_before or "（新設）")
        assert new.text == (line.text_after or "（削る）")
        if line.state == "modified" and not line.is_form:
            assert any(run.font.strike or run.font.underline for run in [*old.runs, *new.runs])
        assert not any(run.font.underline for run in old.runs)
        assert not any(run.font.strike for run in new.runs)


def test_doctests() -> None:
    assert doctest.testmod(versions).failed == 0
