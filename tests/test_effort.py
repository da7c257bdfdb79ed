from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.review_items.effort import forecast, forecasts, least_effort

PROBABILITIES = st.lists(st.floats(0, 1), min_size=1, max_size=40).map(np.array)


@given(PROBABILITIES)
def test_more_checking_never_lowers_agreement_and_all_checked_is_all_right(
    first: np.ndarray,
) -> None:
    found = [forecast(first, n).agreement for n in range(len(first) + 1)]
    assert all(after >= before - 1e-12 for before, after in pairwise(found))
    assert found[-1] == 1.0


@given(PROBABILITIES, st.floats(0.5, 1))
def test_the_least_effort_reaches_its_target_and_one_row_less_does_not(
    first: np.ndarray, target: float
) -> None:
    found = least_effort(first, target)
    assert found.agreement >= target - 1e-9
    if found.n_checked:
        assert forecast(first, found.n_checked - 1).agreement < target


def test_the_forecast_holds_where_probabilities_are_true() -> None:
    random = np.random.default_rng(0)
    inside = 0
    for _ in range(200):
        first = random.uniform(0.3, 1, 150)
        right = random.uniform(size=150) < first
        found = forecast(first, 50)
        right[np.argsort(first)[:50]] = True
        inside += found.low <= right.mean() <= found.high
    assert inside / 200 == pytest.approx(0.9, abs=0.06)


def test_what_people_decided_needs_no_check() -> None:
    assert least_effort(np.array([1.0, 1.0, 0.4]), 1.0).n_checked == 1
    assert forecasts(np.array([])) == forecasts(np.ones(0))
