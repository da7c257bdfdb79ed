"""What changed against the round before is told by bodies, and chance is not called a change."""

from dataclasses import replace

import pandas as pd
import pytest

from pipeline.report.inputs import ReportInputs
from pipeline.report.summary.changes import Change, change_of
from pipeline.report.summary.whole import summarize
from pipeline.report.workbook.sheets import sheets_of
from tests.report_example import example_inputs
from tests.report_pages import rendered


@pytest.fixture(scope="module")
def inputs() -> ReportInputs:
    """The round before holds what this one says on four sub-themes, and one that is gone."""
    now = example_inputs()
    ids = now.members["opinion_id"].map(lambda identity: f"{int(identity, 16) ^ 1:016x}")
    old_members = now.members.assign(opinion_id=ids)
    kept = old_members["theme_id"].isin(sorted(old_members["theme_id"].dropna().unique())[:4])
    gone = now.themes.iloc[-1:].assign(theme_id="fine-gone", name="前回だけの論点")
    members = old_members[kept].copy()
    last = members.iloc[-1:].assign(opinion_id="f" * 16, theme_id="fine-gone")
    old_ids = [*members["opinion_id"], "f" * 16]
    return replace(
        now,
        themes=pd.concat([now.themes, gone], ignore_index=True),
        members=pd.concat([now.members, members, last], ignore_index=True),
        before_round="2024-01-01-before",
        before=pd.DataFrame({"opinion_id": old_ids, "respondent": None}),
    )


def test_each_sub_theme_of_either_round_is_told_once(inputs: ReportInputs) -> None:
    changes = summarize(inputs).changes
    assert changes is not None
    assert len(changes.lines) == 7 + 1
    assert dict(changes.counted()) == {
        "新しい": 3,
        "増えた": 0,
        "差があるとはいえない": 4,
        "減った": 0,
        "なくなった": 1,
    }
    assert sum(line.n_opinions for line in changes.lines) == 26
    (gone,) = [line for line in changes.lines if line.change is Change.GONE]
    assert (gone.name, gone.n_opinions, gone.n_bodies_before) == ("前回だけの論点", 0, 1)


def test_a_body_counts_once(inputs: ReportInputs) -> None:
    opinions = inputs.opinions.assign(respondent="A市")
    changes = summarize(replace(inputs, opinions=opinions)).changes
    assert changes is not None
    assert changes.n_bodies == 1
    assert max(line.n_bodies for line in changes.lines) == 1


def test_page_and_workbook_show_it_and_the_first_round_has_none(inputs: ReportInputs) -> None:
    summary = summarize(inputs)
    assert "前回の意見照会との比較" in rendered(summary)["index.html"]
    assert "前回との比較" in [sheet.name for sheet in sheets_of(summary)]
    first = summarize(replace(inputs, before=None, before_round=None))
    assert first.changes is None
    assert "前回の意見照会との比較" not in rendered(first)["index.html"]


@pytest.mark.parametrize(
    ("counts", "change"),
    [
        ((0, 100, 1, 100), Change.NEW),
        ((1, 100, 0, 100), Change.GONE),
        ((10, 100, 12, 100), Change.SAME),
        ((10, 100, 30, 100), Change.GROWN),
        ((30, 100, 30, 300), Change.SHRUNK),
        ((5, 5, 7, 7), Change.SAME),
    ],
)
def test_only_what_is_beyond_chance_is_a_change(
    counts: tuple[int, int, int, int], change: Change
) -> None:
    assert change_of(*counts) is change
