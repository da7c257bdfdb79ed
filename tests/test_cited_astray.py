"""What an opinion cites and the draft has not is told to a person, and nothing is guessed."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from pipeline.drafts.citation_worth import NOT_THERE, astray
from pipeline.drafts.clause_links import clause_links
from pipeline.drafts.clause_params import ClauseParams
from pipeline.drafts.clause_table import clause_table
from pipeline.readers.draft_file import read_draft, text_lines
from pipeline.receiving.draft_findings import draft_findings
from pipeline.report.html import draft
from pipeline.report.summary.whole import summarize
from pipeline.rounds.round_head import RoundHead
from tests.report_example import example_inputs

BY_LAW = """（目的）
第１条　この条例は、花火の打上げについて定める。
（届出）
第２条　打ち上げる者は、市長に届け出なければならない。
２　届出は、十日前までに行う。
（過料）
第３条　前条に違反した者は、五万円以下の過料に処する。
"""
PLAN = """[p.1]
第１章　図書館の現状
貸出しは年に二十万冊である。
[p.2]
第２章　施策
１　夜間の開館
学生の多い区では夜の八時まで開館する。
"""
# draft, 該当箇所, opinion; what is not there
CASES = [
    (BY_LAW, "", "第40条の届出は電話でもよいことにしてほしい。", "第40条"),
    (BY_LAW, "第１２条", "過料が高い。五万円は払えない。", "第１２条"),
    (BY_LAW, "9", "届出は十日前では早い。", "9"),
    (PLAN, "P99", "夜の十時まで開館してほしい。", "P99"),
    (PLAN, "第7章", "夜の開館を増やしてほしい。", "第7章"),
    (PLAN, "", "第２章の８について、貸出しの数を増やしてほしい。", "第２章の８"),
]


@pytest.mark.parametrize(("text", "place", "opinion", "cited"), CASES)
def test_likeness_places_no_opinion_that_cites_what_is_not_there(
    text: str, place: str, opinion: str, cited: str
) -> None:
    clauses = clause_table("r", "案", text_lines(text))
    (link,) = clause_links(["o"], [opinion], clauses, ClauseParams(), [place]).to_dict("records")
    assert link["how"] == "none"
    assert link["evidence"] == NOT_THERE + cited
    if not cited.isdecimal():
        assert astray(clauses, [opinion], [place]) == [cited]


@pytest.mark.parametrize(
    ("text", "place", "opinion", "clause", "cited"),
    [
        (BY_LAW, "第２条、第50条", "早い。", "第２条", "第50条"),
        (BY_LAW, "第２条第５項", "早い。", "第２条", "第２条第５項"),
        (PLAN, "", "第9章の「学生の多い区では夜の八時まで開館する」は遅い。", "夜の八時", "第9章"),
    ],
)
def test_what_else_is_cited_or_quoted_still_leads_there(
    text: str, place: str, opinion: str, clause: str, cited: str
) -> None:
    clauses = clause_table("r", "案", text_lines(text))
    links = clause_links(["o"], [opinion], clauses, ClauseParams(), [place])
    assert set(links["how"]) <= {"citation", "quote"}
    assert cited in links["evidence"].iloc[0]
    texts = clauses.set_index("clause_id")["text"]
    assert any(clause in texts[row] for row in links["clause_id"])


@pytest.mark.parametrize(
    ("text", "place", "opinion"),
    [
        (BY_LAW, "第３条", "第 105 回の議会で聞いた。"),
        (BY_LAW, "", "消防法第40条のとおりにしてほしい。"),
        (PLAN, "P2", "昭和48年法律第 105 号を見てほしい。"),
    ],
)
def test_numbers_of_other_texts_are_not_astray(text: str, place: str, opinion: str) -> None:
    assert astray(clause_table("r", "案", text_lines(text)), [opinion], [place]) == [""]


@pytest.mark.parametrize(
    ("place", "told"),
    [("第2条、第50条", "第50条"), ("第1、40条", "第40条"), ("第2条から第5条", "第4条、第5条")],
)
def test_of_several_places_only_what_is_not_there_is_told(place: str, told: str) -> None:
    clauses = clause_table("r", "案", text_lines(BY_LAW))
    assert astray(clauses, ["早い。"], [place]) == [told]
    links = clause_links(["o"], ["早い。"], clauses, ClauseParams(), [place])
    assert NOT_THERE + told in links["evidence"].iloc[0]


def test_page_and_check_ask_a_person(tmp_path: Path) -> None:
    place = tmp_path / "corpora/drafts/案.txt"
    place.parent.mkdir(parents=True)
    place.write_text(BY_LAW, encoding="utf-8")
    folder = tmp_path / "corpora/rounds/alpha"
    folder.mkdir(parents=True)
    opinions = pd.DataFrame(
        [{"heading": "第40条", "text": "届出は電話でよい。", "file": "回答.xlsx", "row": 7}]
    )
    found = draft_findings(
        RoundHead(title="花火", date="2025-06-30", year=2025, draft="案.txt"), folder, opinions
    )
    asked = [(one.place, one.message) for one in found if one.level == "要確認"]
    assert asked == [("回答.xlsx 7行目", "案にない箇所を引く：第40条")]
    inputs = example_inputs()
    clauses = clause_table(inputs.round, "案.txt", read_draft(place).lines)
    ids, texts = inputs.opinions["opinion_id"].tolist(), inputs.opinions["text"].tolist()
    places = ["第40条", *[""] * (len(ids) - 1)]
    links = clause_links(ids, texts, clauses, ClauseParams(), places)
    summary = summarize(replace(inputs, clauses=clauses, clause_links=links))
    assert summary.draft is not None
    n_astray = len(summary.draft.astray)
    page = draft.render(summary)[draft.PAGE]
    assert f"要確認：案にない箇所を引く意見が{n_astray}件ある" in page
    assert "「第40条」" in page
