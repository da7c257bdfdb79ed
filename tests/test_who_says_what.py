"""Bodies are counted once; the differences that stand out are those that are there."""

import math

import pandas as pd
import pytest

from pipeline.respondents.who_says_what import COLUMNS, association, who_says_what


def said(rows: list[tuple[str | None, str | None, str | None]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["body", "kind", "theme"])


def test_a_body_counts_once_for_a_theme() -> None:
    table = who_says_what(said([("A", "町", "費用"), ("A", "町", "費用"), ("B", "市", "人材")]))
    row = table[(table["theme"] == "費用") & (table["kind"] == "町")].iloc[0]
    assert (row["n_bodies"], row["n_of_kind"], row["share"]) == (1, 1, 1.0)
    assert (row["low"], row["high"]) == pytest.approx((0.207, 1.0), abs=0.001)
    assert row["effect_size"] == pytest.approx(math.pi)  # all of the one, none of the others


def test_the_largest_difference_comes_first() -> None:
    rows = [(f"t{n}", "町", "費用" if n < 9 else "人材") for n in range(10)]
    rows += [(f"c{n}", "市", "費用" if n < 3 else "期限" if n < 5 else "人材") for n in range(10)]
    table = who_says_what(said([*rows, (None, "市", "費用"), ("x", None, "費用")]))
    assert list(table.columns) == list(COLUMNS)
    assert table["theme"].iloc[0] == "費用"
    assert table["effect_size"].abs().is_monotonic_decreasing
    assert len(table) == 3 * 2


def test_no_kinds_and_one_kind_say_nothing() -> None:
    assert who_says_what(said([])).empty
    assert who_says_what(said([("A", None, "費用")])).empty
    one = who_says_what(said([("A", "町", "費用")]))
    assert one["effect_size"].isna().all()
    assert association(said([("A", "町", "費用")])) == 0.0


def test_association_is_full_where_the_kind_tells_the_theme() -> None:
    full = [("A", "町", "費用"), ("B", "町", "費用"), ("C", "市", "人材"), ("D", "市", "人材")]
    assert association(said(full)) == pytest.approx(1.0)
    none = [("A", "町", "費用"), ("B", "町", "人材"), ("C", "市", "費用"), ("D", "市", "人材")]
    assert association(said(none)) == pytest.approx(0.0)
