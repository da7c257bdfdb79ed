"""The summary adds up and the page shows it; most tests ask the summary, few the HTML."""

import io
import re
from dataclasses import replace
from html.parser import HTMLParser

import pandas as pd
import pytest

from benchmarks.report_speed import made_up
from pipeline.errors import ReportError
from pipeline.params import ParameterError
from pipeline.report.figures import bars, plot_data
from pipeline.report.figures.figure_set import figures_of
from pipeline.report.html import overview
from pipeline.report.html.page import pages_of_opinions
from pipeline.report.inputs import ReportInputs, ReportParams
from pipeline.report.summary.peoples_word import REASONS, held_nowhere
from pipeline.report.summary.whole import Summary, summarize
from pipeline.report.wording import Status, japanese_date, meeting_date, visible
from pipeline.rounds.settled import place
from pipeline.tables.ledger import State
from pipeline.tables.themes import Memberships, ThemeRules, Themes
from pipeline.themes import corrections
from tests.report_example import ROUND, example_inputs, small_inputs
from tests.report_pages import rendered as pages
from tests.report_pages import with_bodies

HOSTILE = [
    "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "=cmd|' /C calc'!A0",
    "費用は\u202e国が負担\u202cすべき\u200fである。\x00\x08",
    "長" * 50_000,
    "</td></tr></table><!-- {{ 7 * 7 }} {% raw %} ]]> & &amp; \"'`",
    "https://example.com/ を参照。_x0041_ 𠮷野家😀\n二行目",
]


@pytest.fixture(scope="module")
def inputs() -> ReportInputs:
    return example_inputs()


@pytest.fixture(scope="module")
def summary(inputs: ReportInputs) -> Summary:
    return summarize(inputs)


class Page(HTMLParser):
    """Ids, links and loaded resources of a page, and whether its elements close."""

    VOID = ("meta", "br", "img", "link", "hr", "input")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in self.VOID:
            self.open.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name in ("href", "src", "xlink:href", "action"):
                self.links.append(value or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open[-1] == tag, f"</{tag}> closes {self.open[-1:]}"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.text += data


def dead_links(rendered: dict[str, str]) -> list[str]:
    parsed = {name: Page(source) for name, source in rendered.items()}
    assert not any(page.open for page in parsed.values())
    return [
        link
        for name, page in parsed.items()
        for link in page.links
        for target, _, anchor in [link.partition("#")]
        if anchor and anchor not in parsed[target or name].ids
    ]


def test_every_row_and_every_opinion_is_counted_once(summary: Summary) -> None:
    received = summary.received
    assert received.n_rows == sum(state.n_rows for state in received.states) == 86
    assert received.n_rows == received.n_rows_with_opinions + received.n_other_rows
    assert received.n_opinions == received.n_in_themes + received.n_singles == 30
    assert received.n_opinions == sum(section.n_opinions for section in summary.items)
    assert received.n_in_themes == sum(theme.n_opinions for theme in summary.themes)
    assert received.n_singles == len(summary.singles) == 4


def test_reasons_add_up_to_their_state(summary: Summary) -> None:
    assert any(state.reasons for state in summary.received.states)
    for state in summary.received.states:
        if state.state is not State.OPINIONS:
            assert sum(count for _, count in state.reasons) == state.n_rows


def test_every_opinion_stands_in_the_sections_exactly_once(summary: Summary) -> None:
    shown = [
        line.opinion_id
        for section in summary.items
        for line in (
            *section.singles,
            *(
                line
                for theme in section.themes
                for sub in theme.sub_themes
                for line in (*sub.representatives, *sub.others)
            ),
        )
    ]
    assert sorted(shown) == sorted(line.opinion_id for line in summary.opinions)


def test_quotes_are_verbatim_and_lead_to_their_line(inputs: ReportInputs, summary: Summary) -> None:
    texts = dict(zip(inputs.opinions["opinion_id"], inputs.opinions["text"], strict=True))
    rows = dict(zip(inputs.opinions["opinion_id"], inputs.opinions["row"], strict=True))
    assert summary.opinions
    for line in summary.opinions:
        assert line.text == texts[line.opinion_id]
        assert line.place == f"ファイル1、{rows[line.opinion_id]}行目"


def test_representatives_follow_their_rank_and_themes_their_size(summary: Summary) -> None:
    for theme in summary.themes:
        for sub in theme.sub_themes:
            ranks = [line.representative_rank for line in sub.representatives]
            assert ranks == sorted(ranks, key=lambda rank: rank or 99)
            assert len(ranks) == min(3, sub.n_opinions)
    sizes = [theme.n_opinions for theme in summary.themes]
    assert sizes == sorted(sizes, reverse=True)


def test_a_sub_theme_stands_under_its_main_item(summary: Summary) -> None:
    found = {
        sub.name: section.code
        for section in summary.items
        for theme in section.themes
        for sub in theme.sub_themes
    }
    assert found["デジタル人材の確保と伴走"] == "2-3"
    assert found["移行経費と運用経費"] == "2-2"
    assert found["国と地方のコミュニケーション"] == "3-1"


def test_headings_of_the_source_count_every_opinion(summary: Summary) -> None:
    table = summary.headings
    assert len(table.headings) == 7
    assert table.n_opinions == (2, 8, 5, 6, 2, 2, 5)
    columns = zip(*(counts for _, _, counts in table.rows), strict=True)
    assert tuple(sum(column) for column in columns) == table.n_opinions


@pytest.mark.parametrize(
    ("column", "value", "by_people"),
    [("page", 3, True), ("column", "C", False), ("respondent", "A市", False)],
)
def test_what_an_opinion_refers_to_is_no_heading_over_it(
    inputs: ReportInputs, column: str, value: object, by_people: bool
) -> None:
    opinions = inputs.opinions.assign(**{column: value})
    summary = summarize(replace(inputs, opinions=opinions))
    table = summary.headings
    assert table.by_people == by_people and sum(table.n_opinions) == len(summary.opinions)
    page = pages(summary)["index.html"]
    assert ("原資料の見出し" in page) == by_people
    assert page.count("該当箇所・設問・前置き：") == (0 if by_people else len(summary.opinions))
    assert ('<tr class="heading">' in page) == by_people


def test_a_meeting_takes_the_leaves_of_a_parent(summary: Summary) -> None:
    meetings = {meeting.title: meeting for meeting in summary.meetings}
    fourth = meetings["第4回 ワーキングチーム"]
    counts = {section.code: section.n_opinions for section in summary.items}
    assert [code for code, _ in fourth.items] == ["3-1", "3-2"]
    assert fourth.n_opinions == counts["3-1"] + counts["3-2"]
    assert fourth.date == "4月19日（金）"
    assert summary.meetings[0].date == "令和6年4月5日（金）"  # none before the round


@pytest.mark.parametrize(
    ("n_needed", "n_labels", "calibrated", "machine"),
    [(100, 0, False, 0), (100, 99, False, 0), (100, 100, True, 15), (50, 60, True, 15)],
)
def test_when_the_machine_decides_is_said_by_the_model_s_card(
    inputs: ReportInputs, n_needed: int, n_labels: int, calibrated: bool, machine: int
) -> None:
    model = {
        **inputs.model,
        "n_labels": n_labels,
        "n_labels_needed": n_needed,
        "calibrated": calibrated,
    }
    summary = summarize(replace(inputs, model=model))
    assert summary.certainty.n_labels_needed == n_needed
    assert summary.certainty.n_by_machine == machine
    assert summary.certainty.n_to_check == 30 - machine
    assert ("未較正" in pages(summary)["index.html"]) is not summary.certainty.calibrated


def test_what_a_person_decided_is_never_to_be_checked(inputs: ReportInputs) -> None:
    first = inputs.opinions["opinion_id"].iloc[0]
    source = inputs.assignments["source"].mask(inputs.assignments["opinion_id"] == first, "label")
    summary = summarize(replace(inputs, assignments=inputs.assignments.assign(source=source)))
    assert summary.opinions[0].status is Status.PERSON
    assert summary.certainty.n_by_person == 1


def test_execution_is_not_reported(summary: Summary) -> None:
    names = [name for name, _ in summary.method.parameters]
    assert "themes.n_terms" in names
    assert not any(name.startswith("execution") for name in names)


@pytest.mark.parametrize("frame", ["opinions", "ledger", "members", "assignments", "themes"])
def test_the_order_of_rows_changes_nothing_but_the_ledger(
    inputs: ReportInputs, summary: Summary, frame: str
) -> None:
    shuffled = getattr(inputs, frame).sample(frac=1, random_state=1)
    again = summarize(replace(inputs, **{frame: shuffled}))
    assert replace(again, ledger=summary.ledger, received=summary.received) == summary


def test_a_lost_opinion_stops_the_report(inputs: ReportInputs) -> None:
    with pytest.raises(ReportError, match="does not add up"):
        summarize(replace(inputs, opinions=inputs.opinions.iloc[1:]))
    with pytest.raises(ReportError, match="no row in members"):
        summarize(replace(inputs, members=inputs.members.iloc[1:]))
    with pytest.raises(ReportError, match="not in themes"):
        summarize(replace(inputs, themes=inputs.themes.iloc[:3]))


def test_a_single_near_a_coarse_theme_stays_a_single(inputs: ReportInputs) -> None:
    coarse = inputs.themes.query("level == 'coarse' and name == '人材'")["theme_id"].iloc[0]
    single = inputs.members["theme_id"].isna()
    members = inputs.members.assign(
        coarse_id=inputs.members["coarse_id"].mask(single, coarse),
        nearest_theme_id=inputs.members["nearest_theme_id"].mask(single, None),
    )
    summary = summarize(replace(inputs, members=members))
    assert len(summary.singles) == 4
    assert {line.nearest_theme_name for line in summary.singles} == {"人材"}
    theme = next(theme for theme in summary.themes if theme.name == "人材")
    assert (theme.n_opinions, theme.n_singles_near) == (4, 4)
    assert not dead_links(pages(summary))


def test_a_nearest_theme_of_another_round_is_named_without_a_link(inputs: ReportInputs) -> None:
    elsewhere = inputs.themes.iloc[-1:].assign(theme_id="fine-elsewhere", name="別の照会の論点")
    single = inputs.members["theme_id"].isna()
    nearest = inputs.members["nearest_theme_id"].mask(single, "fine-elsewhere")
    both = replace(
        inputs,
        themes=pd.concat([inputs.themes, elsewhere], ignore_index=True),
        members=inputs.members.assign(nearest_theme_id=nearest),
    )
    rendered = pages(summarize(both))
    assert "近い論点：別の照会の論点" in rendered["index.html"]
    assert not dead_links(rendered)


def test_a_sub_theme_in_no_coarse_theme_is_a_theme_of_its_own(inputs: ReportInputs) -> None:
    members = inputs.members.assign(coarse_id=None)
    summary = summarize(replace(inputs, members=members))
    assert [len(theme.sub_themes) for theme in summary.themes] == [1] * 7
    assert all(theme.name == theme.sub_themes[0].name for theme in summary.themes)
    assert not Page(pages(summary)["index.html"]).open


def test_without_assignments_everything_stands_in_one_section(inputs: ReportInputs) -> None:
    summary = summarize(replace(inputs, assignments=inputs.assignments.iloc[:0]))
    assert summary.items[-1].n_opinions == summary.certainty.n_unknown == 30
    assert sum(section.n_opinions for section in summary.items) == 30
    assert "検討項目を判定していない意見" in pages(summary)["index.html"]


def test_copies_count_as_one_content() -> None:
    summary = summarize(small_inputs(["費用が心配。", "費用が心配。", "別の話。"], n_in_theme=2))
    theme = summary.themes[0]
    assert (theme.n_opinions, theme.n_contents) == (2, 1)
    assert (summary.received.n_opinions, summary.received.n_contents) == (3, 2)
    assert [line.n_in_family for line in summary.opinions] == [2, 2, 1]


@pytest.mark.parametrize(
    ("texts", "n_in_theme"),
    [([], 0), (["一つだけ。"], 0), (["一つだけ。"], 1), (["a。", "b。", "c。"], 0), (HOSTILE, 3)],
    ids=["no opinion", "one single", "one member", "all singles", "hostile"],
)
def test_small_and_hostile_rounds_have_a_report(texts: list[str], n_in_theme: int) -> None:
    summary = summarize(small_inputs(texts, n_in_theme))
    assert summary.received.n_opinions == len(texts)
    assert summary.received.n_singles == len(texts) - n_in_theme
    assert len(summary.themes) == (1 if n_in_theme else 0)
    assert not summary.headings.headings
    page = Page(pages(summary)["index.html"])
    assert not page.open
    assert sum(identity.startswith("o-") for identity in page.ids) == len(texts)


def test_hostile_opinions_do_nothing() -> None:
    summary = summarize(small_inputs(HOSTILE, 3))
    source = pages(summary)["index.html"]
    page = Page(source)
    assert not {"img", "iframe", "link", "object"} & set(page.tags)
    assert page.tags.count("script") == 1
    assert HOSTILE[0] in page.text
    assert HOSTILE[4] in page.text
    assert HOSTILE[3] in page.text  # in full, once: in the list
    assert source.count("長" * 49_000) == 1
    assert not re.search("[\x00-\x08\u202a-\u202e\u2066-\u2069\u200e\u200f]", source)
    assert "⟦U+202E⟧国が負担" in page.text


def test_names_from_outside_are_escaped_in_figures(inputs: ReportInputs) -> None:
    themes = inputs.themes.assign(name="<b>&$x^2$\"'</b>")
    drawn = bars.themes_figure(summarize(replace(inputs, themes=themes)))
    assert "<b>" not in drawn
    assert "$x^2$" in drawn


def test_one_page_with_no_address_outside_and_no_dead_link(summary: Summary) -> None:
    rendered = pages(summary)
    assert list(rendered) == ["index.html"]
    source = rendered["index.html"]
    page = Page(source)
    assert not page.open
    assert len(page.ids) == len(set(page.ids))
    assert not dead_links(rendered)
    outside = {link for link in page.links if not link.startswith("#")}
    packs = {f"meetings/{meeting.page}" for meeting in summary.meetings if meeting.page}
    short = {f"summary.{kind}" for kind in ("html", "docx", "pptx")}
    beside = {"opinions.xlsx", "opinions_table.docx", "explore.html", "../index.html"}
    assert outside == beside | packs | short
    assert not re.search(r"https?:|//[a-z]|url\((?!#)|@import", source)
    assert source.count("<script") == 1
    assert '<html lang="ja">' in source


def test_every_table_has_a_caption_and_headers_with_scope(summary: Summary) -> None:
    source = pages(summary)["index.html"]
    tables = re.findall(r"<table.*?</table>", source, flags=re.DOTALL)
    assert tables
    for table in tables:
        assert "<caption" in table
        assert all("scope=" in header for header in re.findall(r"<th\b[^>]*>", table))


def test_a_long_list_goes_into_linked_pages(inputs: ReportInputs) -> None:
    settings = ReportParams(opinions_per_page=12)
    rendered = pages(summarize(replace(inputs, settings=settings)))
    assert list(rendered) == ["index.html", *(f"opinions-{n}.html" for n in (1, 2, 3))]
    assert not dead_links(rendered)


def test_facets_offer_what_opinions_have_and_nothing_else(inputs: ReportInputs) -> None:
    summary = summarize(with_bodies(inputs, private=True))
    public = [facet.name for facet in summarize(with_bodies(inputs)).facets]
    assert "body" not in public  # tables hide counts of kinds: who filters would find them
    assert [facet.name for facet in summary.facets] == ["item", "theme", "body", "nature", "stance"]
    for facet in summary.facets:
        held = {value for line in summary.opinions for value in facet.values(line).split()}
        assert held == {choice.value for choice in facet.options()}


def test_pages_stay_small_whatever_is_said() -> None:
    few_and_long = summarize(small_inputs([f"{n}{'長' * 50_000}" for n in range(20)], 3))
    assert len(pages_of_opinions(few_and_long)) == 2
    many = summarize(made_up(2_000))
    for summary in (few_and_long, many):
        for page in pages(summary).values():
            assert len(page.encode()) < 5 * 2**20
    assert list(pages_of_opinions(many)) == ["index.html"]


def test_same_summary_same_bytes(inputs: ReportInputs, summary: Summary) -> None:
    assert pages(summary) == pages(summarize(inputs))
    both = with_bodies(inputs)
    assert figures_of(summarize(both)) == figures_of(summarize(both))
    assert plot_data.render(summarize(both)) == plot_data.render(summarize(both))


def test_figures_keep_text_as_text_and_show_every_opinion(summary: Summary) -> None:
    assert "標準化・移行の負担" in bars.themes_figure(summary)
    assert sum(bar.n for bar in bars.theme_bars(summary)) == 30
    assert sum(bar.n for bar in bars.item_bars(summary)) == 30
    for drawn in (bars.themes_figure(summary), bars.items_figure(summary)):
        assert "<text" in drawn
        assert "<dc:date" not in drawn


def test_figures_and_plot_data_hold_every_opinion(inputs: ReportInputs) -> None:
    summary = summarize(with_bodies(inputs, smallest_cell=1))
    assert set(figures_of(summary)) == {
        "themes",
        "items",
        "natures",
        "bodies",
        "reliability",
        "map",
    }
    assert sum(bar.n for bar in bars.nature_bars(summary)) == 30
    assert sum(bar.n for bar in bars.body_bars(summary)) == 30
    tables = {
        name: pd.read_csv(io.StringIO(text)) for name, text in plot_data.render(summary).items()
    }
    assert tables["themes.csv"]["n_opinions"].sum() == 30
    assert tables["items.csv"]["n_opinions"].sum() == 30
    assert (tables["families.csv"].prod(axis=1)).sum() == 30
    assert len(tables["bodies.csv"]) == (7 + 1) * len(summary.bodies.kinds)


def test_copies_have_a_figure() -> None:
    summary = summarize(small_inputs(["同じ。", "同じ。", "別の。"], 3))
    (bar,) = bars.family_bars(summary)
    assert (bar.label, bar.n) == ("同じ。", 2)
    assert "同じ内容の意見" in pages(summary)["index.html"]


def test_the_overview_leads_to_each_round(inputs: ReportInputs, summary: Summary) -> None:
    line = overview.round_line(
        ROUND, inputs.head.title, inputs.head.date, overview.as_metrics(summary)
    )
    page = Page(overview.render([line, line]))
    assert not page.open
    assert page.links.count(f"{ROUND}/index.html") == 2
    assert summary.title in page.text
    with pytest.raises(ReportError, match="do not fit"):
        overview.round_line(ROUND, inputs.head.title, inputs.head.date, {"n_rows": 1})


def test_parameters_refuse_what_they_do_not_know() -> None:
    with pytest.raises(ParameterError, match="n_quotes"):
        ReportParams.read("report", {"n_quotes": 3})


@pytest.mark.parametrize(
    ("meeting", "expected"),
    [
        ({"date": "2024-04-05", "precision": "day"}, "4月5日（金）"),
        ({"date": "2024-04-22", "precision": "week", "tentative": True}, "4月22日の週（未確定）"),
        ({"date": "2024-06-01", "precision": "third of month"}, "6月上旬"),
        ({"date": "2024-06-01", "precision": "month"}, "6月"),
        (
            {"date": "2024-05-06", "precision": "week", "until": "2024-05-26"},
            "5月6日の週〜5月26日",
        ),
        ({"title": "始動"}, "日付なし"),
    ],
)
def test_dates_of_meetings_say_no_more_than_is_known(
    meeting: dict[str, object], expected: str
) -> None:
    assert meeting_date(meeting) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2019-05-01", "令和元年5月1日（水）"),
        ("2019-04-30", "2019年4月30日（火）"),
        ("4月上旬", "4月上旬"),
        (None, ""),
    ],
)
def test_dates_by_the_japanese_era(value: str | None, expected: str) -> None:
    assert japanese_date(value) == expected


def test_places_and_unseen_characters() -> None:
    assert place("a.pdf", None, 3, 12) == "a.pdf、12ページ、3行目"
    assert visible("一\r\n二\u200d三") == "一\n二\u200d三"
    assert visible("a\u2067b\x07") == "a⟦U+2067⟧b⟦U+0007⟧"


def test_rules_of_people_are_listed_applied_or_not(inputs: ReportInputs) -> None:
    key = inputs.opinions["text_key"].iloc[4]
    theme = inputs.themes["theme_id"].iloc[-1]
    rules = pd.DataFrame(
        [
            (1, "pin", f"{key} {theme}", True, "", theme, 1),
            (2, "rename", "t00000000 新しい名前", False, "theme_not_found", None, 0),
        ],
        columns=ThemeRules.column_names(),
    )
    summary = summarize(replace(inputs, rules=ThemeRules.checked(rules, "rules")))
    assert [rule.is_applied for rule in summary.rules] == [True, False]
    assert summary.rules[0].subject.startswith("意見5　")
    assert summary.rules[0].theme_name == inputs.themes["name"].iloc[-1]
    page = pages(summary)["index.html"]
    assert "このIDのテーマはこの意見照会にない" in page
    assert "人による修正の一覧" in page
    assert "人による修正の一覧" not in pages(summarize(inputs))["index.html"]
    assert set(REASONS) == set(corrections.REASONS)


@pytest.mark.parametrize(
    ("kind", "subject", "reason", "is_void"),
    [
        ("merge", "{gone} {gone}", "text_not_found", False),
        ("pin", "{gone} {gone}", "text_not_found", False),
        ("register", "t00000000 便数", "mostly_gone", False),
        ("register", "t00000000 便数", "all_gone", False),
        ("merge", "{here} {gone}", "text_not_found", False),  # 賛成です。 stands in both rounds
        ("rename", "T00000000 新しい名前", "theme_not_found", False),
        ("pin", "{here} t00000000", "theme_not_found", False),
        ("split", "{here} {here}", "whole_theme", True),
        ("register", "t00000000 便数", "scattered", True),
    ],
)
def test_a_rule_on_opinions_of_another_round_waits_for_nobody(
    inputs: ReportInputs, kind: str, subject: str, reason: str, is_void: bool
) -> None:
    subject = subject.format(here=inputs.opinions["text_key"].iloc[0], gone="0" * 16)
    rows = [(1, kind, subject, False, reason, None, 0)]
    rules = ThemeRules.checked(pd.DataFrame(rows, columns=ThemeRules.column_names()), "rules")
    summary = summarize(replace(inputs, rules=rules))
    assert [rule.is_void for rule in summary.rules] == [is_void]
    waiting = "".join(summary.one_page.waiting)
    assert ("当たらなくなったテーマの修正が1件" in waiting) == is_void
    page = pages(summary)["index.html"]
    assert ("ほかの1件は、この意見照会にない意見" in page) == (not is_void)


def test_a_rule_that_holds_in_no_round_is_told_of_the_project() -> None:
    def table(*rows: tuple[int, str, str, str]) -> pd.DataFrame:
        applied = [(n, kind, subject, not why, why, None, 0) for n, kind, subject, why in rows]
        return pd.DataFrame(applied, columns=ThemeRules.column_names())

    name, pin = (1, "rename", "T00000000 駅前"), (2, "pin", f"{'0' * 16} t00000000")
    lost = (0, "register", "t00000000 便数")
    first = table((*name, ""), (*pin, "text_not_found"), (*lost, "scattered"))
    later = table((*name, "theme_not_found"), (*pin, "theme_not_found"))
    assert held_nowhere([]) == held_nowhere([first, table((*name, ""))]) == ()
    (told,) = held_nowhere([first, later])
    assert told.startswith("2番目の修正（意見の指定")
    assert told.endswith("この意見はこの意見照会にない／このIDのテーマはこの意見照会にない")
    assert len(held_nowhere([first])) == 2  # in a project of one round: also the theme accepted


def test_themes_of_guides_come_first_and_are_labelled(inputs: ReportInputs) -> None:
    names = ["人材", "費用負担"]
    rank = inputs.themes["name"].map({name: i for i, name in enumerate(names, start=1)})
    themes = inputs.themes.assign(
        guide=inputs.themes["name"].where(rank.notna(), None), guide_rank=rank.astype("Int64")
    )
    summary = summarize(replace(inputs, themes=Themes.checked(themes, "themes")))
    assert [theme.name for theme in summary.themes[:2]] == names
    assert [theme.guide for theme in summary.themes[:3]] == [*names, None]
    rest = [theme.n_opinions for theme in summary.themes[2:]]
    assert rest == sorted(rest, reverse=True)


def test_an_opinion_of_two_themes_names_both_and_is_counted_once(inputs: ReportInputs) -> None:
    plain = summarize(inputs)
    line = next(line for line in plain.opinions if not line.is_single)
    other = next(
        i for i in inputs.themes["theme_id"] if i.startswith("fine") and i != line.theme_id
    )
    belonging = pd.DataFrame(
        [(line.opinion_id, line.theme_id, 1.0, True), (line.opinion_id, other, 0.75, False)],
        columns=Memberships.column_names(),
    )
    summary = summarize(replace(inputs, memberships=Memberships.checked(belonging, "memberships")))
    assert summary.received == plain.received
    name = inputs.themes.set_index("theme_id")["name"][other]
    found = {o.opinion_id: o.also_themes for o in summary.opinions}
    assert found.pop(line.opinion_id) == ((other, name, 0.75),)
    assert not any(found.values())
    assert pages(summary)["index.html"].count("併せて：") == 1


def test_a_nature_that_people_gave_counts_as_that_nature_and_is_marked(
    inputs: ReportInputs,
) -> None:
    marked = replace(inputs, natures=inputs.natures.assign(source="label"))
    for one in (inputs, marked):
        summary = summarize(one)
        counts = [n for section in summary.items for _, n in section.n_by_nature]
        assert sum(counts) == len(summary.opinions)
    assert all((line.nature_shown or "").endswith("（人が確定）") for line in summary.opinions)


def test_points_beyond_those_of_page_one_are_folded(inputs: ReportInputs) -> None:
    few = replace(inputs, settings=inputs.settings.model_copy(update={"points_on_page_one": 1}))
    summary = summarize(few)
    n_more = [len(theme.sub_themes) - 1 for theme in summary.themes if len(theme.sub_themes) > 1]
    assert n_more
    page = pages(summary)["index.html"]
    for n in n_more:
        assert f"その他の論点（{n}）" in page
    assert "その他の論点" not in pages(summarize(inputs))["index.html"]
