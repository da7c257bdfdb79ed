"""Each meeting that takes an item has its pack, with that item's opinions and no other."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.report.html import meetings
from pipeline.report.inputs import ReportInputs
from pipeline.report.summary.by_review_item import from_then_on
from pipeline.report.summary.whole import Summary, summarize
from pipeline.review_items.codebook import Codebook
from tests.report_example import example_inputs
from tests.report_pages import rendered
from tests.test_report import Page


@pytest.fixture(scope="module")
def inputs() -> ReportInputs:
    return example_inputs()


@pytest.fixture(scope="module")
def summary(inputs: ReportInputs) -> Summary:
    return summarize(inputs)


def test_a_pack_for_each_entry_with_an_item(summary: Summary) -> None:
    packs = meetings.render(summary)
    assert list(packs) == [f"2024-04-{day}.html" for day in ("10", "12", "17", "19")]
    assert set(packs) == {meeting.page for meeting in summary.meetings if meeting.items}


def test_a_pack_holds_the_opinions_of_its_items_and_no_other(summary: Summary) -> None:
    sections = {section.code: section for section in summary.items}
    packs = meetings.render(summary)
    assert packs
    for meeting in summary.meetings:
        if not meeting.page:
            continue
        page = packs[meeting.page]
        mine = [sections[code] for code, _ in meeting.items]
        assert sum(section.n_opinions for section in mine) == meeting.n_opinions
        quoted = set(re.findall(r'href="\.\./index\.html#o-([0-9a-f]{16})"', page))
        expected = {
            line.opinion_id
            for section in mine
            for line in (
                *section.singles,
                *(
                    line
                    for theme in section.themes
                    for sub in theme.sub_themes
                    for line in (*sub.representatives, *sub.others)
                ),
            )
        }
        assert quoted == expected


def test_every_link_of_a_pack_leads_somewhere(summary: Summary) -> None:
    main = Page(rendered(summary)["index.html"])
    for name, source in meetings.render(summary).items():
        page = Page(source)
        assert not page.open
        assert len(page.ids) == len(set(page.ids))
        for link in page.links:
            target, _, anchor = link.partition("#")
            assert target in ("", "../index.html"), name
            if anchor:
                assert anchor in (main.ids if target else page.ids)
    assert {f"meetings/{name}" for name in meetings.render(summary)} <= set(main.links)


def test_two_meetings_of_a_day_have_two_packs(inputs: ReportInputs) -> None:
    entry = {"date": "2024-05-01", "title": "会議", "items": ["2-1"]}
    undated = {"title": "未定の会議", "items": ["2-2"]}
    book = Codebook(inputs.codebook.items, (entry, entry, undated))
    packs = meetings.render(summarize(replace(inputs, codebook=book)))
    assert list(packs) == ["2024-05-01.html", "2024-05-01-2.html", "undated.html"]


def test_a_name_stays_below_its_folder(inputs: ReportInputs) -> None:
    names = list(meetings.render(summarize(inputs)))
    assert names
    for name in names:
        assert Path(name).name == name


def test_a_round_has_the_meetings_of_its_schedule_that_are_not_before_it(
    inputs: ReportInputs,
) -> None:
    book = inputs.codebook
    dates = [str(meeting.get("date")) for meeting in from_then_on(book, "2024-04-18").schedule]
    assert dates[0] == "2024-04-19"
    assert "2024-06-01" in dates  # known by its month
    assert from_then_on(book, "2025-03-31").schedule == ()
