"""Few bodies cannot be told apart in a public report; a private one shows everything."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.report.disclosure import MERGED, disclosed, merged_sizes, told_of
from pipeline.report.hidden_counts import bodies_by_cell, hidden_cells, suppressed
from pipeline.report.hidden_values import HIDDEN, SUBJECTS
from pipeline.report.inputs import ReportInputs, ReportParams
from pipeline.report.summary.by_kind_of_body import BodyRow, BodyTable
from pipeline.report.summary.opinion_lines import Candidate, OpinionLine, opinion_lines
from pipeline.report.summary.whole import summarize
from pipeline.report.workbook.sheets import sheets_of
from tests.report_example import example_inputs
from tests.report_pages import rendered, with_bodies

KINDS = ["村"] * 1 + ["指定都市"] * 2 + ["市"] * 12 + ["町"] * 15


@pytest.fixture(scope="module")
def inputs() -> ReportInputs:
    made = with_bodies(example_inputs())
    opinions = made.opinions.sort_values("number").assign(
        body_kind=KINDS, respondent=[f"団体{n}" for n in range(30)]
    )
    return replace(made, opinions=opinions)


def test_kinds_with_few_bodies_are_merged(inputs: ReportInputs) -> None:
    summary = summarize(inputs)
    assert [(count.kind, count.n_bodies) for count in summary.bodies.kinds] == [
        ("町", 15),
        ("市", 12),
        (MERGED, 3),
    ]
    page = rendered(summary)["index.html"]
    assert "指定都市" not in page
    assert "団体7" not in page


@pytest.mark.parametrize(
    ("sizes", "merged"),
    [
        ({"市": 12, "町": 10, "村": 3}, set()),
        ({"市": 12, "指定都市": 2, "町": 15}, {"市", "指定都市"}),  # large enough itself
        ({"市": 12, "町": 15, "指定都市": 2, "村": 1}, {"指定都市", "村"}),
        ({"市": 1, "村": 1}, {"市", "村"}),  # all there are
        ({}, set()),
    ],
)
def test_kinds_are_merged_until_they_are_enough(sizes: dict[str, int], merged: set[str]) -> None:
    assert merged_sizes(sizes, 3) == merged


@pytest.mark.parametrize(
    ("cells", "left_out"),
    [
        ([(3, None), (0, None), (0, 5)], False),  # half of what says something
        ([(3, None), (None, None)], True),
        ([(0, 0), (None, None), (4, 0)], True),  # a 0 says little
        ([(0, 0)], False),
    ],
)
def test_a_cross_table_that_is_mostly_hidden_is_left_out(
    cells: list[tuple[int | None, ...]], left_out: bool
) -> None:
    rows = tuple(BodyRow("テーマ", f"t{n}", "名", "", 9, row) for n, row in enumerate(cells))
    table = BodyTable((), (), rows, 3, "お住まいの地域")
    assert (table.shown_themes == ()) == left_out
    assert ("論点とお住まいの地域の内訳は" in table.left_out) == left_out
    assert table.n_suppressed == (0 if left_out else sum(row.count(None) for row in cells))


def test_a_private_report_shows_every_count_and_name(inputs: ReportInputs) -> None:
    summary = summarize(replace(inputs, settings=ReportParams(private=True)))
    assert summary.bodies.n_suppressed == 0
    assert [count.kind for count in summary.bodies.kinds] == ["町", "市", "指定都市", "村"]
    assert "団体7" in rendered(summary)["index.html"]


@pytest.mark.parametrize("private", [False, True])
def test_counts_by_kind_add_up(inputs: ReportInputs, private: bool) -> None:
    table = summarize(replace(inputs, settings=ReportParams(private=private))).bodies
    for rows in (table.items, table.themes):
        assert sum(row.n_opinions for row in rows) == 30
    assert sum(count.n_opinions for count in table.kinds) == 30


def test_no_small_count_is_printed_anywhere(inputs: ReportInputs) -> None:
    summary = summarize(inputs)
    shown = [cell for row in summary.bodies.themes for cell in row.cells if cell]
    assert all(cell >= 3 for cell in shown)  # here every body gave one opinion
    sheet = next(sheet for sheet in sheets_of(summary) if sheet.name == "団体別集計")
    assert {row[4] for row in sheet.rows if isinstance(row[4], int)} <= {0, *range(3, 31)}
    assert f"{summary.bodies.n_suppressed}か所" in sheet.note


counts = st.integers(0, 6)


@given(
    st.integers(1, 4).flatmap(
        lambda width: st.lists(
            st.lists(counts, min_size=width, max_size=width), min_size=1, max_size=5
        )
    )
)
def test_no_total_gives_a_hidden_count_away(table: list[list[int]]) -> None:
    cells = suppressed(table, table, 3)
    for shown, row in zip(cells, table, strict=True):
        assert all(cell is None or cell == n for cell, n in zip(shown, row, strict=True))
        assert not any(cell in (1, 2) for cell in shown)
        assert shown.count(None) != 1 or len(shown) == 1
    for column in zip(*cells, strict=True):
        assert column.count(None) != 1 or len(column) == 1


def test_zero_prints_all() -> None:
    assert suppressed([[1, 2]], [[1, 2]], 0) == ((1, 2),)
    assert suppressed([], [], 3) == ()


people = st.lists(
    st.tuples(
        st.sampled_from([f"人{n}" for n in range(12)]),
        *(st.sampled_from(some) for some in ("tu", ["1", "2", "3"], "若中老", "男女", "東西")),
    ),
    min_size=1,
    max_size=40,
)


def lines_of(said: list[tuple[str, ...]], one: OpinionLine) -> list[OpinionLine]:
    """Opinions of people who have one age and one sex each."""
    who = {person: (age, sex) for person, _, _, age, sex, _ in said}
    return [
        replace(
            one,
            opinion_id=f"o{number}",
            respondent=person,
            theme_id=theme,
            candidates=(Candidate(item, "", 1.0),),
            attributes=(("年代", who[person][0]), ("性別", who[person][1])),
        )
        for number, (person, theme, item, _, _, _) in enumerate(said)
    ]


@given(people)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_list_shows_no_value_that_a_table_hides_or_that_singles_out(
    inputs: ReportInputs, said: list[tuple[str, ...]]
) -> None:
    lines = lines_of(said, opinion_lines(inputs)[0])
    shown = disclosed(lines, ReportParams(smallest_cell=3))
    combinations: dict[tuple[str | None, ...], set[str | None]] = {}
    for name in ("年代", "性別"):
        gone = {line.respondent for line in shown if line.attribute(name) in (HIDDEN, None)}
        kept = {line.respondent for line in shown} - gone
        if not kept:
            continue
        assert all((line.attribute(name) == HIDDEN) == (line.respondent in gone) for line in shown)
        for subject_of in SUBJECTS:
            table = bodies_by_cell(lines, subject_of, told_of(name))
            for cell in hidden_cells(lines, subject_of, told_of(name), 3):
                assert not table.get(cell, set()) & kept
            for axis in (0, 1):
                for row in {cell[axis] for cell in table}:
                    cells = [table[cell] for cell in table if cell[axis] == row]
                    assert sum(bool(held & gone) for held in cells) != 1 or len(cells) == 1
    for line in shown:
        values = tuple(value for _, value in line.attributes)
        combinations.setdefault(values, set()).add(line.respondent)
    if any(line.attributes for line in shown):
        assert min(map(len, combinations.values())) >= 3


def test_a_small_value_alone_is_not_shown_and_the_column_stays(inputs: ReportInputs) -> None:
    one = opinion_lines(inputs)[0]
    ages = ["30代"] * 40 + ["40代"] * 40 + ["50代"] * 2 + ["60代"] * 2
    said = [
        (f"人{n}", "tu"[n % 2], "12"[(n // 2 + n) % 2], age, "男", "東")
        for n, age in enumerate(ages)
    ]
    shown = disclosed(lines_of(said, one), ReportParams(smallest_cell=3))
    values = Counter(line.attribute("年代") for line in shown)
    assert values[HIDDEN] >= 4
    assert values["30代"] + values["40代"] >= 60
    assert not values["50代"] + values["60代"]
    assert {line.attribute("性別") for line in shown} == {"男"}
