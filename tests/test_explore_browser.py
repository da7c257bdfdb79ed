"""The page of words and the search in a real browser: map by keyboard, uses, search, axe, width."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import axe_core_python
import pandas as pd
import pytest

from pipeline.report.html import explore, overview, page, search
from pipeline.report.summary.whole import summarize
from tests.browser import CHROMIUM, NO_CHROMIUM, Page, address, browser
from tests.report_example import example_inputs
from tests.report_pages import rendered
from tests.test_words import with_words

pytestmark = [pytest.mark.slow, pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)]
AXE = "axe.run().then(all => all.violations.map(one => [one.id, one.nodes.map(n => n.html)]))"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("reports")
    inputs = example_inputs()
    attributes = [
        {"opinion_id": one, "name": "受付方法", "value": "郵送" if place % 2 else "電子メール"}
        for place, one in enumerate(inputs.opinions["opinion_id"])
    ]
    summary = summarize(
        with_words(replace(inputs, attributes=pd.DataFrame(attributes)), smallest_cell=1)
    )
    table = search.shown(summary, page.pages_of_opinions(summary))
    line = overview.round_line("r", "題", "2024-04-05", overview.as_metrics(summary))
    files = {f"r/{name}": text for name, text in rendered(summary).items()}
    files |= {f"r/{name}": text for name, text in explore.render(summary).items()}
    found = search.render([search.searched(line, table)])
    files |= {f"search/{name}": text for name, text in found.items()}
    for name, text in files.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, encoding="utf-8", newline="\n")
    return root


@pytest.fixture(scope="module")
def tab() -> Iterator[Page]:
    with browser() as one:
        one.size(1280, 1000)
        yield one


@pytest.fixture
def words(tab: Page, folder: Path) -> Page:
    tab.open("about:blank#")
    tab.open(address(folder / "r/explore.html"))
    return tab


def test_the_map_is_walked_by_keyboard_and_by_click(words: Page) -> None:
    words.evaluate("document.getElementById('field').focus()")
    words.press("ArrowDown")
    first = words.evaluate("document.getElementById('chosen').textContent")
    words.press("ArrowDown")
    second = words.evaluate("document.getElementById('chosen').textContent")
    assert "一覧で読む" in first and "一覧で読む" in second and first != second
    assert words.evaluate("document.querySelectorAll('.picked').length") == 1
    words.evaluate("document.querySelector('#map-list button').click()")
    assert "意見1を" in words.evaluate("document.getElementById('chosen').textContent")
    words.evaluate(
        "(() => { const one = document.getElementById('map-theme'); one.value = '0';"
        " one.dispatchEvent(new Event('change')); })()"
    )
    n = words.evaluate("document.querySelectorAll('#map-list button').length")
    drawn = words.evaluate(
        "document.querySelectorAll('#field svg > :is(circle, rect):not(.away-from)').length"
    )
    assert 0 < n == drawn
    assert words.errors == []


def test_a_word_shows_its_uses_and_counts_as_the_table(words: Page) -> None:
    told = words.evaluate(
        "(() => { const row = document.getElementById('word-2');"
        " row.querySelector('a').click();"
        " return [row.cells[2].textContent, row.cells[6].textContent]; })()"
    )
    found = words.evaluate("document.getElementById('kwic-found').textContent")
    assert f"{told[0]}件の意見、{told[1]}か所" in found
    words.evaluate(
        "(() => { document.getElementById('kwic-text').value = 'ｼｽﾃﾑ';"
        " document.getElementById('kwic').requestSubmit(); })()"
    )
    assert set(
        words.evaluate(
            "Array.from(document.querySelectorAll('#kwic-lines .key-word'), one => one.textContent)"
        )
    ) == {"システム"}


def test_the_search_finds_all_words_and_carries_them(tab: Page, folder: Path) -> None:
    tab.open(address(folder / "search/index.html") + "?words=国+地方")
    n = tab.evaluate("document.querySelectorAll('.result').length")
    assert n > 0
    assert f"のうち{n}件" in tab.evaluate("document.getElementById('found').textContent")
    assert {"国", "地方"} <= set(
        tab.evaluate("Array.from(document.querySelectorAll('mark'), one => one.textContent)")
    )
    target = tab.evaluate("document.querySelector('.result a').href")
    tab.open(target)
    assert tab.evaluate("document.querySelector(':target') !== null")


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", ["r/explore.html", "search/index.html?words=国", "r/index.html"])
def test_axe_and_width(tab: Page, folder: Path, width: int, name: str) -> None:
    tab.size(width, 900)
    tab.requests.clear()
    path, _, query = name.partition("?")
    tab.open("about:blank#")
    tab.open(address(folder / path) + (f"?{query}" if query else ""))
    tab.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    assert all(one.startswith(("file:", "about:")) for one in tab.requests)
    script = Path(axe_core_python.__file__).parent / "axe.min.js"
    tab.evaluate(script.read_text(encoding="utf-8") + ";0")
    found = tab.evaluate(AXE)
    tab.size(1280, 1000)
    assert found == []


def test_without_script_the_page_has_its_tables(folder: Path) -> None:
    with browser(script=False) as still:
        still.open_still(address(folder / "r/explore.html"))
        nodes = still.call("Accessibility.getFullAXTree")["nodes"]
        roles = [node.get("role", {}).get("value") for node in nodes]
        assert roles.count("table") >= 3
        assert "searchbox" not in roles
