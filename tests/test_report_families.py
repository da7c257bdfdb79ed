"""Copies and campaigns on the report: one content, n voices, and what differs in each."""

from dataclasses import replace

import pandas as pd

from pipeline.near_duplicates.campaigns import CampaignParams
from pipeline.near_duplicates.families import find_families
from pipeline.near_duplicates.near_pairs import FamiliesParams
from pipeline.report.html import page as html_page
from pipeline.report.inputs import ReportInputs
from pipeline.report.summary.whole import summarize
from pipeline.report.workbook import who_speaks
from tests.report_example import small_inputs

TEXTS = [
    "移行の期限を三年延長していただきたい。",
    "移行の期限を3年延長して頂きたい。",
    "移行の期限を三年延長していただきたい。",
    "費用は国が負担すべきである。",
]
FIGURES = {"themes": "<svg></svg>", "items": "<svg></svg>"}


def inputs(campaign: tuple[int, ...] = ()) -> ReportInputs:
    """Four opinions, the first three of one family; some of them in a campaign."""
    made = small_inputs(TEXTS)
    ids = made.opinions["opinion_id"]
    campaigns = pd.DataFrame(
        {
            "opinion_id": ids,
            "campaign_score": [0.5 + n / 10 for n in range(len(ids))],
            "campaign_id": ["a" * 16 if n in campaign else None for n in range(len(ids))],
        }
    )
    families = find_families(made.opinions, FamiliesParams())
    return replace(made, families=families, campaigns=campaigns)


def test_a_family_is_one_content_and_n_opinions_and_shows_what_differs() -> None:
    summary = summarize(inputs())
    (family,) = summary.families.families
    assert (summary.received.n_opinions, summary.received.n_contents) == (4, 2)
    assert (family.number, family.n_opinions, len(family.variants)) == (1, 3, 2)
    assert sum(len(variant.lines) for variant in family.variants) == 3
    assert family.variants[0].changes == ""
    assert family.variants[1].changes in (
        "「三」→「3」、「いただ」→「頂」",
        "「3」→「三」、「頂」→「いただ」",
    )
    page = dict(html_page.render(summary, FIGURES))["index.html"]
    assert "<ins>" in page
    assert "<del>" in page
    rows = who_speaks.families_sheet(summary).rows
    assert [row[2] for row in rows if row[0] == 1] and len(rows) == 3


def test_a_campaign_is_counted_with_and_without() -> None:
    part = summarize(inputs((0, 1, 3))).families
    (campaign,) = part.campaigns
    assert [line.number for line in campaign.lines] == [4, 2, 1]  # the surest first
    assert (campaign.n_contents, part.n_in_campaigns) == (2, 3)
    assert (part.n_opinions_without, part.n_contents_without) == (1, 1)
    page = dict(html_page.render(summarize(inputs((0, 1, 3))), FIGURES))["index.html"]
    assert "除いて数えると意見は1件" in page
    assert CampaignParams().n_voices > 3  # the table says what is sure, not the report
