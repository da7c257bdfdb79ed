"""The official table: every opinion counted once, overviews verbatim, a true Word document."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.table import Table

from pipeline.layouts.results_table import read_results
from pipeline.readers.any_format import receive
from pipeline.readers.limits import Limits
from pipeline.replies.abstracts import abstract
from pipeline.report.inputs import ReportInputs
from pipeline.report.summary.whole import Summary, summarize
from pipeline.report.word import render
from pipeline.report.word_table import FONT
from pipeline.tables.answers import AnswerDrafts
from tests.report_example import example_inputs, small_inputs
from tests.test_report import HOSTILE


@pytest.fixture(scope="module")
def inputs() -> ReportInputs:
    return example_inputs()


@pytest.fixture(scope="module")
def summary(inputs: ReportInputs) -> Summary:
    return summarize(inputs)


def table(summary: Summary) -> Table:
    return Document(io.BytesIO(render(summary))).tables[0]


def test_a_table_that_people_filled_in_is_read_as_answers_and_drafts_are_none(
    inputs: ReportInputs, tmp_path: Path
) -> None:
    subject = summarize(inputs).table[0].subject
    draft = (subject, 1, "以前の回答をそのまま示した案です。", "前の回、2023-03-31", 0.6)
    drafts = pd.DataFrame([draft], columns=AnswerDrafts.column_names())
    document = Document(io.BytesIO(render(summarize(replace(inputs, answers=drafts)))))
    titles = [cell.text for cell in document.tables[0].rows[0].cells]
    assert (
        "前の回、2023-03-31"
        in document.tables[0].rows[1].cells[titles.index("過去の回答（案）")].text
    )
    document.tables[0].rows[2].cells[titles.index("考え方")].text = "御意見のとおり修正します。"
    overview = document.tables[0].rows[2].cells[titles.index("意見の概要")]
    overview.text += "\nほか4件（意見46、49、50、…）"
    document.save(str(tmp_path / "table.docx"))
    found = read_results(receive(tmp_path / "table.docx", Limits()).grids)
    assert [one.answer for one in found.answered] == ["御意見のとおり修正します。"]
    assert "ほか" not in found.answered[0].opinion
    assert len(found.left_out) == len(document.tables[0].rows) - 2


def test_every_opinion_is_counted_in_one_line(summary: Summary) -> None:
    assert sum(line.n_opinions for line in summary.table) == summary.received.n_opinions
    points = {line.subject for line in summary.table}
    assert len(points) == summary.n_sub_themes + summary.received.n_singles
    assert len({(line.subject, line.stance) for line in summary.table}) == len(summary.table)
    assert [line.number for line in summary.table] == list(range(1, len(summary.table) + 1))


def test_overviews_are_sentences_of_the_opinions(summary: Summary) -> None:
    assert summary.table
    for line in summary.table:
        assert line.excerpts
        for excerpt in line.excerpts:
            assert excerpt.sentence in excerpt.opinion.text


COST = "費用は国が負担すべきである。"


@pytest.mark.parametrize(
    ("texts", "rest"),
    [
        ([COST], ""),
        ([COST, COST, f"はい。{COST}"], ""),  # the sentence stands in all three
        ([COST, "期限を延長すべきである。"], ""),
        ([COST, "国が費用は負担すべきである。"], "ほか1件（意見2）"),
        ([*["人材の育成を支援してほしい。"] * 2, *["長" * 170 + "。"] * 2], "ほか2件（意見3、4）"),
    ],
    ids=["one", "the same", "two said", "alike", "too long"],
)
def test_an_overview_says_what_it_leaves_out(texts: list[str], rest: str) -> None:
    inputs = small_inputs(texts, len(texts))
    (line,) = summarize(inputs).table
    assert line.n_opinions == len(texts)
    last = line.overview.split("\n")[-1]
    assert (last if last.startswith("ほか") else "") == rest
    quoted = [one.sentence for one in line.excerpts]
    told = {n for n, text in enumerate(texts, 1) if any(words in text for words in quoted)}
    assert told | set(line.left_out) == set(range(1, len(texts) + 1))
    assert not told & set(line.left_out)
    many = replace(line, left_out=tuple(range(1, 1202))).overview
    assert many.endswith("\nほか1,201件（意見" + "、".join(map(str, range(1, 21))) + "、…）")


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([], []),
        ([""], []),
        (["一つだけ"], ["一つだけ"]),
        (["費用は国が負担すべき。", "費用は国が負担すべき。"], ["費用は国が負担すべき。"]),
        (
            ["はい。期限の延長をお願いしたい。", "人材の育成を支援してほしい。"],
            ["期限の延長をお願いしたい。", "人材の育成を支援してほしい。"],
        ),
        (["長" * 900 + "。"], ["長" * 900 + "。"]),
        (["困っている。国は経費を負担すべき。"], ["国は経費を負担すべき。"]),
    ],
    ids=["none", "empty", "one", "the same twice", "two", "long", "claim first"],
)
def test_an_abstract_says_each_thing_once(texts: list[str], expected: list[str]) -> None:
    assert [one.sentence for one in abstract(texts)] == expected


def test_the_document_is_a4_with_japanese_fonts_and_a_repeated_header(summary: Summary) -> None:
    document = Document(io.BytesIO(render(summary)))
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    fonts = document.styles["Normal"].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == FONT
    first = document.tables[0].rows[0]._tr
    assert first.trPr.find(qn("w:tblHeader")) is not None
    titles = [cell.text for cell in document.tables[0].rows[0].cells]
    assert titles[:2] == ["No.", "該当箇所"]
    assert titles[4:] == ["意見の概要", "件数", "考え方"]  # no earlier answer at all
    rows = document.tables[0].rows
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows)


def test_the_document_says_what_the_summary_says(summary: Summary) -> None:
    rows = [[cell.text for cell in row.cells] for row in table(summary).rows][1:]
    assert [row[1] for row in rows] == [line.asked for line in summary.table]
    assert [row[4] for row in rows] == [line.overview for line in summary.table]
    assert [row[5] for row in rows] == [f"{line.n_opinions:,}" for line in summary.table]
    assert {row[6] for row in rows} == {""}
    assert {len(row) for row in rows} == {7}


def test_an_earlier_answer_is_a_draft_with_its_similarity(
    inputs: ReportInputs, summary: Summary
) -> None:
    subject = summary.table[0].subject
    draft = {"subject": subject, "rank": 1, "answer": "検討します。", "source": "第1回"}
    other = {**draft, "rank": 2, "answer": "実施済み。", "source": "", "similarity": 0.5}
    frame = pd.DataFrame([other, {**draft, "similarity": 0.625}])
    both = summarize(replace(inputs, answers=frame))
    assert table(both).cell(1, 6).text == ""  # 考え方 is for people
    assert table(both).cell(1, 7).text.split("\n") == [
        *("【案1　第1回】", "検討します。"),
        *("【案2　出典の記載なし】", "実施済み。"),
    ]
    assert {line.drafts for line in both.table if line.subject != subject} == {()}


def test_places_are_what_respondents_wrote(summary: Summary) -> None:
    assert not any(line.asked for line in summary.table)  # headings of a hand-out are no answers
    assert "該当箇所を書いた回答はない" in _note(summary)
    texts = ["第58条の3の定義が曖昧である。", "定義が曖昧で困る。", "民法第90条の例に倣うべき。"]
    inputs = small_inputs(texts, 2)
    headings = [None, None, "第2章"]
    told = summarize(
        replace(
            inputs,
            opinions=inputs.opinions.assign(
                heading=pd.Series(headings, dtype="string"), column="意見"
            ),
        )
    )
    assert [line.asked for line in told.table] == ["第58条の3（うち1件）", "第2章"]
    assert [line.asked for line in summarize(inputs).table] == ["第58条の3（うち1件）", ""]
    assert "該当箇所は回答者が書いたもの" in _note(told)


def _note(summary: Summary) -> str:
    return Document(io.BytesIO(render(summary))).paragraphs[1].text


def test_what_the_machine_says_is_grey_and_small(inputs: ReportInputs) -> None:
    line = summarize(inputs).table[0]
    told = replace(summarize(inputs), table=(replace(line, clause="第2章", asked="第2章"),))
    first = table(told)
    titles = [cell.text for cell in first.rows[0].cells]
    grey = {
        title
        for title, cell in zip(titles, first.rows[1].cells, strict=True)
        for paragraph in cell.paragraphs
        for run in paragraph.runs
        if run.font.color.rgb is not None
    }
    assert grey == {"案の箇所（機械）", "検討項目・論点（機械の整理）"}


def test_hostile_opinions_do_no_harm() -> None:
    content = render(summarize(small_inputs(HOSTILE, 3)))
    document = Document(io.BytesIO(content))
    text = "\n".join(cell.text for row in document.tables[0].rows for cell in row.cells)
    assert "<script>alert(1)</script>" in text
    assert "=cmd|" in text
    assert "⟦U+202E⟧" in text
    assert "\u202e" not in text
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        body = parts.read("word/document.xml").decode()
    assert "<script" not in body
    assert "w:hyperlink" not in body


def test_same_bytes_whenever_it_is_written(inputs: ReportInputs, summary: Summary) -> None:
    content = render(summary)
    assert content == render(summarize(inputs))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = Document(io.BytesIO(content)).core_properties
    assert properties.created.year == properties.modified.year == 2024
    assert not properties.author
