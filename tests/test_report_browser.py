"""The page in a real browser: filters by keyboard, search, no request, print, accessible names."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import axe_core_python
import pypdfium2
import pytest

from tests.browser import CHROMIUM, NO_CHROMIUM, Page, address, browser
from tests.report_example import example_inputs, small_inputs
from tests.report_pages import with_bodies, written

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM),
]
SHOWN = "document.querySelectorAll('tr.opinion:not([hidden])').length"
FOUND = "document.getElementById('found').textContent"
MARKED = "Array.from(document.querySelectorAll('mark'), part => part.textContent)"
A4 = (595, 842)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(with_bodies(example_inputs(), private=True), tmp_path_factory.mktemp("report"))


@pytest.fixture(scope="module")
def tab() -> Iterator[Page]:
    with browser() as page:
        page.size(1280, 1000)
        yield page


@pytest.fixture
def page(tab: Page, report: Path) -> Page:
    tab.requests.clear()
    tab.errors.clear()
    tab.open("about:blank#")
    tab.open(address(report))
    return tab


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.name || document.activeElement.type || ''"))


def search(page: Page, words: str) -> list[str]:
    page.evaluate("document.getElementById('filter').reset()")
    page.wait(f"{SHOWN} === document.querySelectorAll('tr.opinion').length")
    page.evaluate("document.getElementById('filter-words').focus()")
    page.type(words)
    page.wait(f"{FOUND}.includes('うち')")
    return [str(part) for part in page.evaluate(MARKED)]


def test_filters_work_by_keyboard_alone(page: Page) -> None:
    assert page.evaluate(SHOWN) == 30
    page.evaluate("document.getElementById('filter-words').focus()")
    order = []
    for _ in range(7):
        order.append(focused(page))
        page.press("Tab")
    assert order == ["words", "item", "theme", "body", "nature", "stance", "reset"]
    page.evaluate("document.getElementById('filter-body').focus()")
    page.press("ArrowDown")
    kind = page.evaluate("document.getElementById('filter-body').value")
    page.wait(f"{SHOWN} < 30")
    rows = "Array.from(document.querySelectorAll('tr.opinion:not([hidden])'))"
    assert set(page.evaluate(f"{rows}.map(row => row.dataset.body)")) == {kind}
    assert page.evaluate(SHOWN) == 6
    assert page.evaluate(FOUND) == "30件のうち6件を表示"
    page.evaluate("document.querySelector('.filter button').focus()")
    page.press("Enter")
    page.wait(f"{SHOWN} === 30")
    assert not page.errors


@pytest.mark.parametrize("facet", ["item", "theme", "body", "nature", "stance"])
def test_every_choice_shows_the_opinions_that_have_it(page: Page, facet: str) -> None:
    counts = page.evaluate(
        f"""(() => {{
          const field = document.getElementById('filter-{facet}');
          return Array.from(field.options).slice(1).map(option => {{
            field.value = option.value;
            field.dispatchEvent(new Event('change', {{bubbles: true}}));
            const has = Array.from(document.querySelectorAll('tr.opinion'))
              .filter(row => row.dataset.{facet}.split(' ').includes(option.value)).length;
            return [{SHOWN}, has];
          }});
        }})()"""
    )
    assert len(counts) > 1
    assert all(shown == has > 0 for shown, has in counts)


@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        ("デジタル人材", {"デジタル人材", "ﾃﾞｼﾞﾀﾙ人材"}),
        ("ﾃﾞｼﾞﾀﾙ人材", {"デジタル人材", "ﾃﾞｼﾞﾀﾙ人材"}),
        ("ＩＣＴ", {"ICT", "ＩＣＴ", "ｉｃｔ"}),
        ("ict", {"ICT", "ＩＣＴ", "ｉｃｔ"}),
    ],
)
def test_search_finds_half_width_and_full_width_alike(
    tab: Page, tmp_path: Path, typed: str, marked: set[str]
) -> None:
    texts = ["ICT担当のデジタル人材。", "ＩＣＴは要る。", "ｉｃｔとﾃﾞｼﾞﾀﾙ人材。", "別の話。"]
    tab.open(address(written(small_inputs(texts, 2), tmp_path)))
    found = search(tab, typed)
    assert set(found) == marked
    assert tab.evaluate(SHOWN) == len(found)
    assert tab.evaluate("document.querySelectorAll('tr.opinion .text').length") == 4


def test_marks_leave_the_text_as_it_was(page: Page) -> None:
    texts = "Array.from(document.querySelectorAll('.text'), part => part.textContent)"
    before = page.evaluate(texts)
    assert search(page, "国 地方")
    assert page.evaluate(texts) == before
    page.evaluate("document.getElementById('filter').reset()")
    page.wait(f"{SHOWN} === 30")
    assert page.evaluate(MARKED) == []


def test_a_search_is_carried_to_the_next_page(tab: Page, tmp_path: Path) -> None:
    written(with_bodies(example_inputs(), opinions_per_page=12), tmp_path)
    tab.open(address(tmp_path / "opinions-1.html"))
    search(tab, "人材")
    href = tab.evaluate("document.querySelector('.pager a:not([aria-current])').href")
    tab.open(href)
    tab.wait(f"{FOUND}.includes('うち')")
    assert tab.evaluate("document.getElementById('filter-words').value") == "人材"
    assert tab.evaluate(FOUND).startswith("このページの12件のうち")


def test_a_link_to_a_hidden_opinion_shows_it(page: Page) -> None:
    search(page, "この言葉はどこにもない")
    assert page.evaluate(SHOWN) == 0
    page.evaluate("location.hash = document.querySelector('tr.opinion').id")
    page.wait(f"{SHOWN} === 30")


def test_no_request_leaves_the_page_and_its_policy_lets_no_other_script_run(
    page: Page, report: Path
) -> None:
    search(page, "国")
    assert set(page.requests) == {address(report)}
    assert not page.errors
    page.evaluate(
        """(() => {
          const script = document.createElement('script');
          script.textContent = 'window.ran = true';
          document.body.append(script);
          const image = document.createElement('img');
          image.setAttribute('onerror', 'window.ran = true');
          image.src = 'x.png';
          document.body.append(image);
        })()"""
    )
    page.wait("document.images.length === 1 && document.images[0].complete")
    assert page.evaluate("window.ran === undefined")
    assert page.n_refused == 1


def test_without_script_everything_is_there(report: Path) -> None:
    with browser(script=False) as still:
        still.open_still(address(report))
        tree = still.call("Accessibility.getFullAXTree")["nodes"]
        roles = [node.get("role", {}).get("value") for node in tree]
        assert "searchbox" not in roles
        assert roles.count("rowheader") > 30


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_nothing_is_wider_than_the_window(page: Page, report: Path, width: int) -> None:
    page.size(width, 900)
    page.open(address(report))
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.size(1280, 1000)


def test_print_is_a4_and_cuts_nothing(page: Page) -> None:
    document = pypdfium2.PdfDocument(page.pdf())
    assert len(document) > 3
    text = ""
    for sheet in document:
        width, height = sheet.get_size()
        assert (round(width), round(height)) == A4
        content = sheet.get_textpage()
        text += content.get_text_bounded()
        for number in range(content.count_rects()):
            left, bottom, right, top = content.get_rect(number)
            assert left >= 0 and right <= width and bottom >= 0 and top <= height
    printed = "".join(text.split())
    for opinion in page.evaluate(
        "Array.from(document.querySelectorAll('.text'), part => part.textContent)"
    ):
        assert "".join(opinion.split())[:25] in printed
    assert "絞り込みを解く" not in printed


def test_controls_pictures_headings_and_landmarks_have_names(page: Page) -> None:
    tree = page.call("Accessibility.getFullAXTree")["nodes"]
    named = [
        (node["role"]["value"], node.get("name", {}).get("value", ""))
        for node in tree
        if not node.get("ignored")
    ]
    must = {"searchbox", "combobox", "button", "link", "img", "image", "heading", "search"}
    must |= {"table", "region", "navigation"}
    assert [role for role, name in named if role in must and not name.strip()] == []
    roles = [role for role, _ in named]
    for landmark in ("main", "navigation", "search"):
        assert roles.count(landmark) == 1
    levels = page.evaluate(
        "Array.from(document.querySelectorAll('h1,h2,h3,h4,h5,h6'), one => +one.tagName[1])"
    )
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_reports_nothing(page: Page, report: Path, width: int) -> None:
    page.size(width, 900)
    page.open(address(report))
    search(page, "国")
    script = Path(axe_core_python.__file__).parent / "axe.min.js"
    page.evaluate(script.read_text(encoding="utf-8") + ";0")
    found = page.evaluate(
        "axe.run().then(all => all.violations.map(one => [one.id, one.nodes.map(n => n.html)]))"
    )
    page.size(1280, 1000)
    assert found == []


CONTRAST = """(() => {
  const part = value => (value /= 255) <= .03928 ? value / 12.92 : ((value + .055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => .2126 * part(r) + .7152 * part(g) + .0722 * part(b);
  const read = text => text.match(/[\\d.]+/g).map(Number);
  const ground = node => {
    for (; node; node = node.parentElement) {
      const colour = read(getComputedStyle(node).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const weak = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || node.closest('svg, script, style')) continue;
    const [a, b] = [light(read(getComputedStyle(node).color)), light(ground(node))];
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < 4.5) weak.add(`${node.tagName}.${node.className} ${ratio.toFixed(2)}`);
  }
  return Array.from(weak);
})()"""


def test_text_stands_out_from_its_ground(page: Page) -> None:
    search(page, "国")
    assert page.evaluate(CONTRAST) == []
