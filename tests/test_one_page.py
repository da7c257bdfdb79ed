"""One page first: HTML, Word and slides say the same, once, and the same bytes each time."""

import io
import json
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from docx import Document
from pptx import Presentation

from pipeline.drafts.blocks import Line
from pipeline.drafts.clause_table import clause_table
from pipeline.report.one_page import page_docx, page_html, slides
from pipeline.report.one_page.printed import as_table, from_table, printed
from pipeline.report.summary.one_page import MOST_POINTS
from pipeline.report.summary.whole import Summary, summarize
from pipeline.rounds.round_head import RoundContents, Settled
from pipeline.tables.ledger import State
from pipeline.tables.respondents import Respondents
from pipeline.tables.state import UNREAD_PART
from pipeline.tables.themes import Themes
from tests.browser import CHROMIUM, NO_CHROMIUM, address, browser
from tests.report_example import example_inputs, small_inputs
from tests.report_pages import rendered, with_bodies


@pytest.fixture(scope="module")
def summary() -> Summary:
    return summarize(with_bodies(example_inputs()))


def words_of(summary: Summary) -> dict[str, str]:
    show = Presentation(io.BytesIO(slides.render(printed(summary))))
    frames = [
        frame
        for slide in show.slides
        for shape in slide.shapes
        for frame in (
            [cell.text_frame for cell in shape.table.iter_cells()]
            if shape.has_table
            else [shape.text_frame]
        )
    ]
    document = Document(io.BytesIO(page_docx.render(printed(summary))))
    return {
        "html": page_html.render(summary),
        "docx": "\n".join(paragraph.text for paragraph in document.paragraphs),
        "pptx": "\n".join(frame.text for frame in frames),
    }


def test_the_quote_of_a_point_says_more_than_its_heading() -> None:
    inputs = example_inputs()
    said = {one.theme_id: one.quote[-30:] for one in summarize(inputs).one_page.points}
    themes = inputs.themes.assign(claim=inputs.themes["theme_id"].map(said))
    themes["claim_share"] = 0.5
    points = summarize(replace(inputs, themes=themes)).one_page.points
    large = [point for point in points if point.n_opinions > 2]
    again = [point for point in large if said[point.theme_id] in point.quote]  # no other is fit
    assert len(large) >= 3
    assert len(again) <= 2
    assert all(said[point.theme_id] in point.name for point in large)


def test_all_three_say_the_same(summary: Summary) -> None:
    page = summary.one_page
    assert page.points
    for text in words_of(summary).values():
        for point in page.points:
            assert point.name in text
        for point in page.points[:5]:
            assert point.counts in text
            assert point.quote in text
        for line in (page.rest, *page.divided, *page.waiting):
            assert line in text
        for what, value in page.answered:
            assert what in text
            assert value in text


CLAIM = "期限の延長を求める"


@pytest.mark.parametrize(
    ("name", "claim", "share", "sides", "heading"),
    [
        ("移行期限", None, None, "賛成", "移行期限"),
        ("移行期限", CLAIM, 1.0, "賛成", f"「{CLAIM}」など"),
        ("移行期限", f"「案」の{CLAIM}", 0.5, "賛成", f"『「案」の{CLAIM}』など"),
        ("移行期限", None, None, "賛成 反対", "移行期限"),
        ("移行期限", CLAIM, 0.8, "賛成 反対", f"「{CLAIM}」など（賛否の一方）"),
    ],
)
def test_a_claim_is_a_quotation(
    name: str, claim: str | None, share: float | None, sides: str, heading: str
) -> None:
    inputs = example_inputs()
    theme = inputs.members["theme_id"].dropna().iloc[0]
    own = inputs.themes["theme_id"] == theme
    themes = inputs.themes.astype({"name": "object"}).assign(claim=None, claim_share=np.nan)
    themes.loc[own, ["name", "claim", "claim_share"]] = [name, claim, share]
    natures = inputs.natures.assign(stance=(sides.split() * 60)[: len(inputs.natures)])
    told = summarize(replace(inputs, themes=Themes.checked(themes, "themes"), natures=natures))
    (point,) = [one for one in told.one_page.points if one.theme_id == theme]
    assert point.name == heading
    for text in words_of(told).values():
        assert heading in text
        assert (claim in text) if claim else (CLAIM not in text)
    page = rendered(told)["index.html"]
    assert f'-name">{heading}<' in page  # the point
    assert f'{theme}">{heading}</a>' in page  # the table of themes
    assert {line.name for line in told.table if line.subject == theme} == {heading}
    divided = [line for line in told.one_page.divided if line.startswith(f"「{name}」は")]
    assert len(divided) == (" " in sides)
    (sub,) = [one for part in told.themes for one in part.sub_themes if one.theme_id == theme]
    assert sub.claim == claim  # the workbook's own column


def test_points_count_as_the_report_does(summary: Summary) -> None:
    subs = {sub.theme_id: sub for theme in summary.themes for sub in theme.sub_themes}
    page = summary.one_page
    assert len(page.points) == min(MOST_POINTS, len(subs))
    sizes = [point.n_opinions for point in page.points]
    assert sizes == sorted(sizes, reverse=True)
    left = summary.received.n_in_themes - page.n_in_points
    assert page.n_in_points == sum(sizes)
    assert (left > 0) == (page.n_other_points > 0)
    for point in page.points:
        members = [line for line in summary.opinions if line.theme_id == point.theme_id]
        assert point.n_opinions == len(members) == subs[point.theme_id].n_opinions
        assert point.n_respondents == len({line.respondent for line in members})
        assert point.quote.removesuffix("…") in " ".join(point.opinion.text.split())
        assert point.opinion.theme_id == point.theme_id


def test_no_respondent_is_named(summary: Summary) -> None:
    texts = words_of(summary).values()
    assert texts
    for text in texts:
        assert not any(line.respondent in text for line in summary.opinions if line.respondent)


@pytest.mark.parametrize("texts", [["費用は国が負担すべきである。"], ["<b>&\x00\u202e"]])
def test_a_round_without_themes_reads_naturally(texts: list[str]) -> None:
    shown = words_of(summarize(small_inputs(texts))).values()
    assert shown
    for text in shown:
        assert "まとまりをなす論点はない" in text
        assert "前回" not in text


def test_what_check_asks_waits_on_the_page_too() -> None:
    inputs = small_inputs(["費用は国が負担すべきである。", "期限を延ばすべきである。"])
    (line,) = [one for one in summarize(inputs).one_page.waiting if "差出人" in one]
    assert line == "差出人の分からない意見のあるファイルが1件ある。"
    hand_out = {"path": "回答.txt", "kind": "document"}
    head = RoundContents.model_validate({**inputs.head.model_dump(), "files": [hand_out]})
    assert not any(
        "差出人" in one for one in summarize(replace(inputs, head=head)).one_page.waiting
    )
    void = inputs.head.model_copy(update={"settled": (Settled(what="ない.xlsx"),)})
    told = summarize(replace(inputs, head=void)).one_page.waiting
    assert any("settled" in one for one in told)


def test_the_page_asks_for_what_is_new_and_says_nothing_of_other_rounds(summary: Summary) -> None:
    page = words_of(summary)["html"]
    assert f'<script src="../changes/{summary.round}.js">' in page
    assert 'id="news-of-the-round" aria-labelledby="news" hidden>' in page
    assert not any(field.name == "new" for field in fields(summary.one_page))


def test_the_page_leads_to_the_pages_of_the_draft_where_there_are_such(summary: Summary) -> None:
    plain = page_html.render(summary)
    assert "draft.html" not in plain
    assert "uptake.html" not in plain
    inputs = with_bodies(example_inputs())
    one = Line("第1章　目的")
    clauses = clause_table("r", "案.txt", [one])
    with_draft = summarize(replace(inputs, clauses=clauses))
    assert 'href="draft.html"' in page_html.render(with_draft)
    assert "uptake.html" not in page_html.render(with_draft)


def test_the_same_bytes_each_time(summary: Summary) -> None:
    again = summarize(with_bodies(example_inputs()))
    assert page_docx.render(printed(summary)) == page_docx.render(printed(again))
    assert slides.render(printed(summary)) == slides.render(printed(again))
    assert len(Presentation(io.BytesIO(slides.render(printed(summary)))).slides) == 3


def test_tables_on_slides_can_be_read_from_a_seat(summary: Summary) -> None:
    show = Presentation(io.BytesIO(slides.render(printed(summary))))
    tables = [shape.table for slide in show.slides for shape in slide.shapes if shape.has_table]
    assert tables
    for table in tables:
        assert len(table.rows) <= 6
        for cell in table.iter_cells():
            for paragraph in cell.text_frame.paragraphs:
                assert all(run.font.size.pt >= 14 for run in paragraph.runs)
    first = "".join(s.text_frame.text for s in show.slides[0].shapes if s.has_text_frame)
    assert summary.one_page.points[0].name in first


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ([(1, 2), (1, 0), (2, 0)], ("うち意見なし", "2")),
        ([(1, 2), (0, 0)], None),  # a covering letter is no answer
        ([(3, 1)], None),
    ],
)
def test_answers_without_an_opinion_are_answers(
    counts: list[tuple[int, int]], told: tuple[str, str] | None
) -> None:
    inputs = with_bodies(example_inputs())
    rows = [
        {"respondent": f"R{n}", "n_answers": a, "n_opinions": o} for n, (a, o) in enumerate(counts)
    ]
    named = pd.DataFrame(rows).reindex(columns=Respondents.column_names()).assign(problem="")
    named = named.astype(object).where(named.notna(), None)
    answered = summarize(replace(inputs, respondents=named)).one_page.answered
    assert [pair for pair in answered if "意見なし" in pair[0]] == ([told] if told else [])


@pytest.mark.parametrize(
    ("state", "reason", "n_more"),
    [
        (State.NOT_AN_OPINION, f"{UNREAD_PART}OSなどが作ったファイル 1", 0),
        (State.NOT_AN_OPINION, "round.yaml で読まないとした", 1),
        (State.UNREADABLE, "旧Word形式（.doc）は読めない", 1),
    ],
)
def test_files_that_were_received_are_counted(state: State, reason: str, n_more: int) -> None:
    inputs = example_inputs()
    before = summarize(inputs).received.n_files
    more = inputs.ledger[inputs.ledger["level"] == "file"].head(1)
    more = more.assign(file="received/r2（受け取らないもの）", state=state.value, reason=reason)
    ledger = pd.concat([inputs.ledger, more.assign(n_opinions=0)], ignore_index=True)
    assert summarize(replace(inputs, ledger=ledger)).received.n_files == before + n_more


def test_what_a_person_has_read_is_no_alarm() -> None:
    inputs = example_inputs()
    ledger = inputs.ledger.copy()
    first = ledger.index[ledger["level"].eq("row") & ledger["n_opinions"].eq(0)][0]
    ledger.loc[first, ["state", "reason"]] = [State.NEEDS_PERSON.value, "別紙"]
    inputs = replace(inputs, ledger=ledger)
    before = summarize(inputs)
    (waiting,) = before.received.unreadable
    read = Settled(what=waiting.place, by="担当", note="別紙は本文と同じ")
    other = Settled(what="ない.pdf")
    head = inputs.head.model_copy(update={"settled": (read, other)})
    after = summarize(replace(inputs, head=head)).received
    assert after.unreadable == ()
    assert after.settled == ((waiting.place, "担当、別紙は本文と同じ"),)
    assert after.settled_nothing == ("ない.pdf",)
    assert any("読み方を人が決める" in words for words in before.one_page.waiting)


@pytest.mark.parametrize(
    ("stances", "told", "not_told"),
    [
        (["不明"] * 30, None, None),
        (["どちらでもない"] * 2 + ["不明"] * 28, None, None),
        (["賛成"] * 2 + ["反対"] + ["不明"] * 27, "30件のうち3件（賛成2件、反対1件）", "不明27件"),
        (["反対"] * 20 + ["不明"] * 10, "反対20件、不明10件", "読み取れない"),
    ],
)
def test_stances_are_counted_where_most_are_known(
    stances: list[str], told: str | None, not_told: str | None
) -> None:
    inputs = example_inputs()
    divided = summarize(
        replace(inputs, natures=inputs.natures.assign(stance=stances))
    ).one_page.divided
    assert bool(divided) == (told is not None)
    if told is not None and not_told is not None:
        assert told in divided[0]
        assert not_told not in divided[0]


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)
def test_the_page_prints_on_one_sheet(summary: Summary, tmp_path_factory: pytest.TempPathFactory):
    import pypdfium2

    file = tmp_path_factory.mktemp("one") / "summary.html"
    file.write_text(page_html.render(summary), encoding="utf-8")
    with browser() as page:
        page.open(address(file))
        assert len(pypdfium2.PdfDocument(page.pdf())) == 1


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)
def test_what_is_new_stands_on_the_page_where_the_pages_over_rounds_lie_beside_it(
    summary: Summary, tmp_path: Path
) -> None:
    import pypdfium2

    file = tmp_path / summary.round / "summary.html"
    file.parent.mkdir()
    file.write_text(page_html.render(summary), encoding="utf-8")
    shown = "document.querySelector('#news-of-the-round').checkVisibility()"
    told = [f"<b>新しい論点</b>：「{'長い名前の論点' * 4}」（意見{n}件）。" for n in range(3)]
    with browser() as page:
        page.open(address(file))
        assert not page.evaluate(shown)  # alone
        beside = tmp_path / "changes"
        beside.mkdir()
        script = f"news({json.dumps(told)}, true);"
        (beside / f"{summary.round}.js").write_text(script, encoding="utf-8")
        page.open(address(file))
        assert page.evaluate(shown)
        assert "<b>新しい論点</b>" in page.evaluate("document.body.innerText")
        links = "[...document.querySelectorAll('.meta a')].map(a => a.getAttribute('href'))"
        lead = page.evaluate(links)
        assert [one.rpartition(".")[2] for one in lead if "/changes/" in one] == ["docx", "pptx"]
        assert len(pypdfium2.PdfDocument(page.pdf())) == 1


NEWS = (
    "「前の案への意見」（2024年4月5日）と比べて、意見は31件から48件、新しい論点は5、なくなった論点は2。"
    "前の回までと一字一句同じ意見は3件。",
    "新しい論点：「費用の負担」（6件）、「移行の期限」（4件）、「専門の人材」（3件）、ほか2。",
    "割合が変わったと言えるもの：「研修の機会」（増えた）、「通信の回線」（減った）。",
)


def test_the_copies_over_rounds_say_the_same_and_what_is_new(summary: Summary) -> None:
    own = printed(summary)
    assert not own.news
    again = from_table(as_table(own), NEWS)
    assert replace(again, news=()) == own
    document = Document(io.BytesIO(page_docx.render(again)))
    plain = Document(io.BytesIO(page_docx.render(own)))
    told = [paragraph.text for paragraph in document.paragraphs]
    new = ["前の回から新しいこと", *(f"・{line}" for line in NEWS)]
    assert [line for line in told if line not in new] == [one.text for one in plain.paragraphs]
    assert [line for line in told if line in new] == new
    show = Presentation(io.BytesIO(slides.render(again)))
    last = show.slides[2]
    assert "前の回から新しいこと" in last.shapes.title.text_frame.text
    assert all(line in last.shapes[1].text_frame.text for line in NEWS)


def test_what_does_not_fit_on_the_third_slide_goes_on_a_fourth(summary: Summary) -> None:
    long = tuple(line * 3 for line in NEWS)
    page = replace(printed(summary), news=long, waiting=("待つものが一つある。" * 6,) * 6)
    show = Presentation(io.BytesIO(slides.render(page)))
    assert len(show.slides) == 4
    titles = [slide.shapes.title.text_frame.text for slide in show.slides]
    assert titles[3] == "人の確認を待つもの"
    for slide in show.slides:
        for shape in slide.shapes:
            assert shape.top + shape.height <= show.slide_height
