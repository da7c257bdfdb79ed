"""The page that shows a draft with the opinions on it."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest

from pipeline.drafts.clause_links import clause_links
from pipeline.drafts.clause_params import ClauseParams
from pipeline.drafts.clause_table import clause_table, notes_on
from pipeline.ingest.draft_rows import with_drafts
from pipeline.readers.draft_file import read_draft
from pipeline.report.html import draft
from pipeline.report.inputs import ReportInputs
from pipeline.report.summary.clause_names import clause_paths
from pipeline.report.summary.official_table import ALIKE
from pipeline.report.summary.whole import Summary, summarize
from pipeline.report.workbook.lists import ledger_sheet
from pipeline.tables.natures import SIDES
from tests.dvc_stages import ROOT
from tests.report_example import example_inputs

DRAFT = ROOT / "corpora" / "drafts" / "kihon_hoshin_an_20240618.txt"


@pytest.fixture(scope="module")
def inputs() -> ReportInputs:
    return _with_draft(example_inputs(), DRAFT)


@pytest.fixture(scope="module")
def summary(inputs: ReportInputs) -> Summary:
    return summarize(inputs)


def _with_draft(inputs: ReportInputs, path: Path) -> ReportInputs:
    clauses = clause_table(inputs.round, path.name, read_draft(path).lines)
    ids, texts = inputs.opinions["opinion_id"].tolist(), inputs.opinions["text"].tolist()
    return replace(
        inputs,
        clauses=clauses,
        draft_notes=pd.DataFrame(
            {
                "version": path.name,
                "note": notes_on(clauses),
                "is_unreadable": False,
                "is_unread": False,
                "is_usual": False,
            }
        ),
        clause_links=clause_links(ids, texts, clauses, ClauseParams()),
    )


def test_every_opinion_stands_at_a_clause_or_among_those_without(summary: Summary) -> None:
    part = summary.draft
    assert part is not None
    placed = {
        link.opinion.opinion_id for clause in part.clauses for link in clause.links if link.is_first
    }
    unplaced = {line.opinion_id for line, _ in part.unplaced}
    unplaced |= {line.opinion_id for line in part.on_the_whole}
    assert not placed & unplaced
    assert len(placed | unplaced) == len(summary.opinions)
    assert sum(count for _, count in part.n_by_how) == len(placed)
    assert sum(section.n_opinions for section in part.hottest) <= len(placed)
    assert "ページ3～5" in part.notes[0]


def test_the_page_links_each_clause_to_opinions_and_has_every_clause(summary: Summary) -> None:
    page = draft.render(summary)[draft.PAGE]
    part = summary.draft
    assert part is not None
    ids: list[str] = []
    hrefs: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            ids.extend(value or "" for name, value in attrs if name == "id")
            hrefs.extend(value or "" for name, value in attrs if name == "href")

    Reader().feed(page)
    assert {f"c-{clause.clause_id}" for clause in part.clauses} <= set(ids)
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in hrefs if href.startswith("#")} <= set(ids)
    assert any(href.startswith("index.html#o-") for href in hrefs)


def test_the_official_table_names_clauses_of_the_draft_apart_from_what_people_wrote(
    inputs: ReportInputs,
) -> None:
    clauses = clause_paths(inputs)
    assert not any(line.clause for line in summarize(inputs).table)  # no draft was asked about
    asked = summarize(replace(inputs, head=inputs.head.model_copy(update={"draft": DRAFT.name})))
    told = {place for line in asked.table for place in line.clause.split("\n") if place}
    of_draft = {place for place in told if place.removesuffix(ALIKE) in dict(clauses.values())}
    assert of_draft
    assert {place for place in told - of_draft if not place.startswith("ほか")} == set()
    assert all((place, True) in clauses.values() for place in of_draft if not place.endswith(ALIKE))
    assert [line.asked for line in asked.table] == [line.asked for line in summarize(inputs).table]


def test_known_stances_and_themes_stand_beside_clauses(summary: Summary) -> None:
    part = summary.draft
    assert part is not None
    for clause in part.clauses:
        known = [link.opinion.stance for link in clause.links if link.opinion.stance in SIDES]
        assert dict(clause.stances) == {side: known.count(side) for side in set(known)}
        named = [link.opinion.coarse_name for link in clause.links if link.opinion.coarse_id]
        assert all(named.count(name) == count for _, name, count in clause.themes)
        assert bool(named) == bool(clause.themes)
    told = sum(count for section in part.hottest for _, count in section.stances)
    if len(part.hottest) == part.n_sections_with_opinions:
        first = [link for c in part.clauses for link in c.links if link.is_first]
        assert told == sum(link.opinion.stance in SIDES for link in first)


def test_likeness_is_told_in_words_and_its_number_is_left_to_the_workbook(summary: Summary) -> None:
    page = draft.render(summary)[draft.PAGE]
    assert "内容の近さ（近い）" in page or "内容の近さ（やや近い）" in page
    assert not re.search(r"内容の近さ[ 　]*[01]\.\d", page)


def test_a_round_without_a_draft_has_no_page() -> None:
    assert draft.render(summarize(example_inputs())) == {}


def test_a_draft_that_could_not_be_read_is_told_on_the_page() -> None:
    notes = pd.DataFrame(
        {
            "version": ["a.pdf"],
            "note": ["案を読めない：スキャンした画像"],
            "is_unreadable": [True],
            "is_unread": [True],
            "is_usual": [False],
        }
    )
    inputs = example_inputs()
    ledger = with_drafts(inputs.round, inputs.ledger, notes)
    told = summarize(replace(inputs, draft_notes=notes, ledger=ledger))
    assert told.received == summarize(inputs).received  # a draft is no file, no row, no answer
    last = ledger_sheet(told).rows[-1]
    assert last[:4] == ("案", "案「a.pdf」", "読み取れない案（の一部）", notes["note"][0])
    assert "スキャンした画像" in draft.render(told)[draft.PAGE]
    assert "案「a.pdf」は読めない" in told.one_page.waiting[0]
    assert told.draft is not None
    assert told.draft.unreadable == ("a.pdf",)


def test_what_holds_for_many_sound_files_is_told_once_and_is_no_alarm(
    inputs: ReportInputs,
) -> None:
    usual = "ファイルにページの記録がなく、ページを引く意見の箇所は確かめられない。"
    notes = pd.DataFrame(
        {
            "version": ["案.docx", "次.docx", "次.docx"],
            "note": [usual, usual, "あとの版：見出しが一つも見つからない。"],
            "is_unreadable": False,
            "is_unread": False,
            "is_usual": [True, True, False],
        }
    )
    page = draft.render(summarize(replace(inputs, draft_notes=notes)))[draft.PAGE]
    assert page.count(usual) == 1
    alarms = re.findall(r'class="note alarm"[^>]*><p>(.*?)</p>', page)
    assert alarms == ["あとの版：見出しが一つも見つからない。"]
