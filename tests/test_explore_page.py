"""The page of words and the search: read without script, and nothing unpublished in them."""

import json
import re
from dataclasses import replace

import pytest

from pipeline.report.html import explore, overview, page, search
from pipeline.report.inputs import ReportParams
from pipeline.report.summary.whole import Summary, summarize
from pipeline.tables.shown import Shown
from tests.report_example import example_inputs, small_inputs
from tests.report_pages import rendered, with_bodies
from tests.test_report import HOSTILE, Page, dead_links
from tests.test_words import with_words


def data_of(source: str) -> dict[str, list[list[object]]]:
    found = re.search(
        r'<script type="application/json" id="data">(.*?)</script>', source, re.DOTALL
    )
    assert found
    return dict(json.loads(found.group(1)))


def in_search(summary: Summary, name: str) -> search.Searched:
    line = overview.round_line(name, name, "2024-04-05", overview.as_metrics(summary))
    table = Shown.checked(search.shown(summary, page.pages_of_opinions(summary)), "shown")
    return search.searched(line, table)


@pytest.fixture(scope="module")
def summary() -> Summary:
    return summarize(with_words(with_bodies(example_inputs()), smallest_cell=0))


@pytest.fixture(scope="module")
def source(summary: Summary) -> str:
    return explore.render(summary)[explore.PAGE]


def test_words_and_pairs_stand_in_tables_without_script(summary: Summary, source: str) -> None:
    tables = re.findall(r"<table.*?</table>", source, flags=re.DOTALL)
    assert all("<caption" in table for table in tables)
    frequencies = next(table for table in tables if "表2" in table)
    for number, word in enumerate(summary.words.words):
        row = re.search(rf'<tr id="word-{number}">.*?</tr>', frequencies, re.DOTALL)
        assert row and f">{word.word}</a>" in row[0]
        assert re.findall(r'"number">([\d,]+)<', row[0]) == [
            f"{n:,}" for n in (word.n_opinions, word.n_contents, word.n_voices, word.n_uses)
        ]
    assert source.count("<line ") == min(len(summary.words.pairs), 60)


def test_no_link_of_the_page_is_dead(summary: Summary, source: str) -> None:
    here = {**rendered(summary), explore.PAGE: source}
    assert not {link for link in dead_links(here) if "index.html" not in str(link)}
    assert not re.search(r"https?:|url\((?!#)|@import", source)
    anchors = set(Page(here["index.html"]).ids)
    for link in re.findall(r'href="index\.html#([^"]+)"', source):
        assert link in anchors


def test_the_script_counts_as_the_tables(summary: Summary, source: str) -> None:
    data = data_of(source)
    assert [row[3] for row in data["opinions"]] == [line.text for line in summary.opinions]
    assert sum(int(str(n)) for _, n in data["points"]) == len(summary.opinions)
    for (name, n, flat), word in zip(data["words"], summary.words.words, strict=True):
        assert (name, n) == (word.word, word.n_opinions)
        assert isinstance(flat, list)
        numbers, opinion = set(), 0
        for at in range(0, len(flat), 3):
            opinion += flat[at]
            numbers.add(opinion)
        assert len(numbers) == n and len(flat) == 3 * word.n_uses


def test_places_count_as_scripts_do() -> None:
    inputs = small_inputs(["𠮷野の経費の負担が重い。"] * 3)
    summary = summarize(with_words(inputs, smallest_cell=0))
    data = data_of(explore.render(summary)[explore.PAGE])
    assert data["words"]
    for name, _, flat in data["words"]:
        units = summary.opinions[0].text.encode("utf-16-le")
        _, begin, length = flat[:3]  # type: ignore[index]
        assert units[2 * begin : 2 * (begin + length)].decode("utf-16-le") == name


def test_nobody_is_named_and_no_text_ends_the_data() -> None:
    inputs = with_bodies(small_inputs([*HOSTILE, "</script><b>経費"], 2))
    summary = summarize(with_words(replace(inputs)))
    rounds = [in_search(summary, "r")]
    for source in (explore.render(summary)[explore.PAGE], search.render(rounds)["index.html"]):
        texts = [row[3] for row in data_of(source)["opinions"]]
        assert texts == [line.text for line in summary.opinions]
        assert source.count("</script>") == source.count("<script") == 2
        assert not any(body in source for body in inputs.opinions["respondent"])


def test_the_search_holds_what_is_published_once_and_splits_what_is_long(summary: Summary) -> None:
    private = replace(summary, settings=ReportParams(private=True))
    closed = in_search(private, "b")
    assert closed.opinions == () and closed.why_not == "非公開"
    rounds = [in_search(summary, "a"), closed, in_search(summary, "c")]
    whole = search.render(rounds)
    assert list(whole) == ["index.html"]
    assert len(data_of(whole["index.html"])["opinions"]) == 2 * len(summary.opinions)
    split = search.render(rounds, most=1500)
    assert len(split) > 2
    held = [tuple(map(str, row)) for one in split.values() for row in data_of(one)["opinions"]]
    assert len(held) == len(set(held)) == 2 * len(summary.opinions)
    assert not dead_links(
        {name: re.sub(r'href="\.\./[^"]+"', "", one) for name, one in split.items()}
    )
    assert list(search.render([])) == ["index.html"]
