"""A theme's review items: laws first."""

import pandas as pd
import pytest

from pipeline.review_items.of_groups import COLUMNS, agreement_with_headings, theme_items

CODES = ("1-1", "2-2", "none")


def tables(
    probabilities: dict[str, tuple[float, float, float]], themes: dict[str, str | None]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    members = pd.DataFrame(
        {
            "opinion_id": list(themes),
            "theme_id": list(themes.values()),
            "coarse_id": [theme and theme[0] for theme in themes.values()],
        }
    )
    assignments = pd.DataFrame(
        [
            {
                "opinion_id": identity,
                "item_code": code,
                "probability": values[number],
                "rank": 1 + sum(other > values[number] for other in values),
            }
            for identity, values in probabilities.items()
            for number, code in enumerate(CODES)
        ]
    )
    return members, assignments


EXAMPLE = tables(
    {"o1": (0.9, 0.2, 0.1), "o2": (0.7, 0.3, 0.1), "o3": (0.2, 0.6, 0.1), "o4": (0.1, 0.2, 0.8)},
    {"o1": "a1", "o2": "a1", "o3": "a1", "o4": "b1", "o5": None},
)


def test_each_theme_of_both_levels_has_one_main_item() -> None:
    table = theme_items(*EXAMPLE)
    assert list(table.columns) == list(COLUMNS)
    assert table.groupby(["level", "theme_id"])["is_main"].sum().eq(1).all()
    assert set(zip(table["level"], table["theme_id"], strict=True)) == {
        ("fine", "a1"),
        ("fine", "b1"),
        ("coarse", "a"),
        ("coarse", "b"),
    }


def test_means_shares_and_second_items() -> None:
    table = theme_items(*EXAMPLE).query("theme_id == 'a1'").set_index("item_code")
    assert table.loc["1-1", "mean_probability"] == pytest.approx(0.6)
    assert table.loc["1-1", "share_top"] == pytest.approx(2 / 3)
    assert bool(table.loc["1-1", "is_main"])
    assert bool(table.loc["2-2", "is_also"])
    assert not table.loc["none", "is_also"]


def test_the_interval_holds_the_mean_and_stays_in_range() -> None:
    table = theme_items(*EXAMPLE)
    assert (table["low"] <= table["mean_probability"]).all()
    assert (table["mean_probability"] <= table["high"]).all()
    assert table["low"].ge(0).all()
    assert table["high"].le(1).all()


def test_one_member_says_nothing_about_the_spread() -> None:
    table = theme_items(*EXAMPLE).query("theme_id == 'b1'")
    assert table["low"].eq(0).all()
    assert table["high"].eq(1).all()
    assert table["n"].eq(1).all()


def test_a_wider_level_gives_a_wider_interval() -> None:
    narrow = theme_items(*EXAMPLE, interval_level=0.6).query("theme_id == 'a1'")
    wide = theme_items(*EXAMPLE, interval_level=0.95).query("theme_id == 'a1'")
    assert (wide["high"] - wide["low"]).ge(narrow["high"] - narrow["low"]).all()
    assert wide["high"].iloc[0] > narrow["high"].iloc[0]


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_rows_changes_nothing(seed: int) -> None:
    members, assignments = EXAMPLE
    shuffled = theme_items(
        members.sample(frac=1, random_state=seed), assignments.sample(frac=1, random_state=seed)
    )
    pd.testing.assert_frame_equal(shuffled, theme_items(members, assignments), check_exact=True)


def test_singles_and_opinions_without_assignment_count_nowhere() -> None:
    members, assignments = tables({"o1": (0.9, 0.1, 0.0)}, {"o1": None, "o2": "a1"})
    assert theme_items(members, assignments).empty
    assert list(theme_items(members, assignments).columns) == list(COLUMNS)


def test_agreement_with_headings_is_one_for_equal_groups_and_needs_two_headings() -> None:
    assert agreement_with_headings(["a", "a", "b", None], ["1", "1", "2", "1"]) == pytest.approx(1)
    assert agreement_with_headings(["a", "a", "b", "b"], ["1", "2", "1", "2"]) < 0.1
    assert agreement_with_headings(["a", None], ["1", "2"]) is None
    assert agreement_with_headings([], []) is None
