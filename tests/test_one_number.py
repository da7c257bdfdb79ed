"""One number for one thing: page, figures, workbook and Word table count the same way."""

import io
import re
from dataclasses import replace
from itertools import pairwise

import openpyxl
import pandas as pd
import pytest
from docx import Document

from pipeline.report import word
from pipeline.report.figures import bars
from pipeline.report.inputs import ReportInputs
from pipeline.report.summary.whole import Summary, summarize
from pipeline.report.workbook import round_workbook
from pipeline.report.workbook.sheets import sheets_of
from tests.report_example import example_inputs, small_inputs
from tests.report_pages import rendered


def scattered(inputs: ReportInputs) -> ReportInputs:
    """Every third opinion is of another item than its sub-theme."""
    rows = inputs.assignments
    numbers = dict(zip(inputs.opinions["opinion_id"], inputs.opinions["number"], strict=True))
    codes = sorted(set(rows["item_code"]))
    first = rows["rank"] == 1
    away = first & rows["opinion_id"].map(numbers).mod(3).eq(0)
    moved = [
        codes[numbers[identity] % len(codes)] if is_away else code
        for identity, code, is_away in zip(rows["opinion_id"], rows["item_code"], away, strict=True)
    ]
    changed = rows.assign(item_code=moved)
    changed = changed[~changed.duplicated(["opinion_id", "item_code"])]
    return replace(inputs, assignments=changed)


@pytest.fixture(scope="module", params=[False, True], ids=["as made", "scattered"])
def summary(request: pytest.FixtureRequest) -> Summary:
    inputs = example_inputs()
    return summarize(scattered(inputs) if request.param else inputs)


def plain(html: str) -> str:
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", html))


def test_an_item_has_one_count_everywhere(summary: Summary) -> None:
    page = rendered(summary)["index.html"]
    book = openpyxl.load_workbook(io.BytesIO(round_workbook.render(summary, sheets_of(summary))))
    sheet = book["検討項目別"]
    header = next(row for row in range(1, 6) if sheet.cell(row, 2).value == "題名")
    titles = [cell.value for cell in sheet[header]]
    in_sheet = {
        row[1].value: row[titles.index("意見")].value for row in sheet.iter_rows(header + 1)
    }
    drawn = {bar.label.split("　")[-1]: bar.n for bar in bars.item_bars(summary)}
    by_nature = {bar.label.split("　")[-1]: bar.n for bar in bars.nature_bars(summary)}
    table = page[page.index('id="table-items"') :]
    contents = page[page.index('id="contents"') : page.index("</nav>")]
    for section in summary.items:
        own = [line for line in summary.opinions if line.item_code == section.code]
        n = section.n_opinions
        assert n == len(own) == in_sheet[section.title] == drawn[section.title]
        assert by_nature[section.title] == n
        assert n == section.n_in_themes + len(section.singles)
        here = [sub for theme in section.themes for sub in theme.sub_themes]
        stood = sum(sub.n_of_item(section.code) for sub in here)
        assert section.n_in_themes == stood + section.n_elsewhere
        assert f"{section.title}{n}" in plain(contents).replace(",", "")
        row = table[table.index(section.title) :]
        assert f'data-label="意見">{n}<' in row[: row.index("</tr>")]
        block = page[page.index(f'<h3 id="i-{section.code}"') :]
        assert f"意見{n}件（論点に属する{section.n_in_themes}件" in plain(block)[:400]
    assert sum(section.n_opinions for section in summary.items) == len(summary.opinions)
    for meeting in summary.meetings:
        codes = {code for code, _ in meeting.items}
        assert meeting.n_opinions == sum(line.item_code in codes for line in summary.opinions)


def test_a_sub_theme_has_one_count_everywhere(summary: Summary) -> None:
    page = rendered(summary)["index.html"]
    book = openpyxl.load_workbook(io.BytesIO(round_workbook.render(summary, sheets_of(summary))))
    table = Document(io.BytesIO(word.render(summary))).tables[0]
    cells, n_columns = [cell.text for cell in table._cells], len(table.columns)
    rows = [cells[start : start + n_columns] for start in range(0, len(cells), n_columns)]
    point, count = (rows[0].index(title) for title in ("検討項目・論点（機械の整理）", "件数"))
    sheet = book["テーマ別"]
    header = next(row for row in range(1, 6) if sheet.cell(row, 2).value == "論点")
    n_at = [cell.value for cell in sheet[header]].index("意見")
    in_sheet = {row[1].value: row[n_at].value for row in sheet.iter_rows(header + 1)}
    for theme in summary.themes:
        assert theme.n_opinions == sum(sub.n_opinions for sub in theme.sub_themes)
        for sub in theme.sub_themes:
            n = sub.n_opinions
            assert n == in_sheet[sub.name] == sum(n_there for _, n_there in sub.n_by_item)
            assert n == sum(line.theme_id == sub.theme_id for line in summary.opinions)
            assert sum(int(row[count]) for row in rows[1:] if sub.name in row[point]) == n
            block = page[page.index(f'<h4 id="t-{sub.theme_id}-name"') :]
            assert f"{sub.name}{n}件" in plain(block[: block.index("</h4>")])
            away = n - sub.n_of_item(sub.n_by_item[0][0])
            told = re.search(r"うちこの項目(\d+)件", block[: block.index("</article>")])
            assert (told is not None) == (away > 0)
            assert told is None or int(told.group(1)) == n - away
    bar = {one.label: one.n for one in bars.theme_bars(summary)}
    assert all(bar[theme.name] == theme.n_opinions for theme in summary.themes)


def test_a_sub_theme_stands_under_the_item_of_most_members(summary: Summary) -> None:
    shown = [
        (section.code, sub)
        for section in summary.items
        for theme in section.themes
        for sub in theme.sub_themes
    ]
    assert shown
    assert all(sub.n_of_item(code) == max(n for _, n in sub.n_by_item) for code, sub in shown)


def test_tables_and_figures_are_numbered_without_gaps() -> None:
    without = example_inputs()
    without = replace(
        without,
        codebook=replace(without.codebook, items=(), schedule=()),
        assignments=without.assignments[:0],
        reasons=pd.DataFrame(columns=without.reasons.columns),
    )
    rounds = example_inputs(), without, small_inputs(["費用は国が持つべき。"])
    pages = [rendered(summarize(inputs))["index.html"] for inputs in rounds]
    assert len(pages) == len(rounds)
    for page in pages:
        for kind in "表図":
            found = [int(n) for n in re.findall(rf"<b>{kind}(\d+)　", page)]
            assert found[0] == 1
            assert all(after == before + 1 for before, after in pairwise(found))


def test_statistics_stand_in_the_appendix_only(summary: Summary) -> None:
    page = rendered(summary)["index.html"]
    reading, appendix = page.split('id="method"')
    for word_of_ours in ("確率の平均", "区間", "再現度", "情報量", "SHA-256", "macro", "top1"):
        assert word_of_ours not in plain(reading)
    assert "SHA-256" in appendix


def test_many_headings_are_no_table_of_columns() -> None:
    inputs = example_inputs()
    own = [f"見出し{number}" for number in inputs.opinions["number"]]
    many = summarize(replace(inputs, opinions=inputs.opinions.assign(heading=own)))
    assert not many.headings.is_matrix
    page = rendered(many)["index.html"]
    assert 'id="headings"' not in page
    assert 'href="#headings"' not in page
    assert "原資料の見出し：見出し1<" in page
