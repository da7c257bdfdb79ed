"""The order in which people look at opinions: laws."""

import numpy as np
import pandas as pd
import pytest

from pipeline.labels.queue import (
    ReviewParams,
    doubts,
    one_per_family,
    queue_order,
    with_drawn_rows,
)

NONE_KNOWN = np.zeros((0, 4), dtype=np.float32)


def vectors(n: int, seed: int = 0) -> np.ndarray:
    drawn = np.random.default_rng(seed).standard_normal((n, 4)).astype(np.float32)
    return np.asarray(drawn / np.linalg.norm(drawn, axis=1, keepdims=True))


@pytest.mark.parametrize(
    ("probabilities", "expected"),
    [((0.9, 0.1), 0.2), ((0.5, 0.5), 1.0), ((1.0, 0.0), 0.0), ((0.7,), 0.3)],
)
def test_doubt_is_how_little_the_first_item_is_ahead(
    probabilities: tuple[float, ...], expected: float
) -> None:
    table = pd.DataFrame(
        {
            "opinion_id": "o",
            "probability": probabilities,
            "rank": range(1, len(probabilities) + 1),
        }
    )
    assert doubts(table)["o"] == pytest.approx(expected)


def test_a_family_comes_once_with_its_most_urgent_opinion() -> None:
    opinions = pd.DataFrame(
        {
            "opinion_id": ["d", "c", "b", "a", "e"],
            "family_id": ["x", "x", "y", "y", "z"],
            "doubt": [0.5, 0.9, 0.2, 0.2, 0.0],
            "contested": [False, False, False, False, True],
        }
    )
    assert one_per_family(opinions)["opinion_id"].tolist() == ["a", "c", "e"]
    contested = opinions.assign(contested=opinions["opinion_id"] == "d")
    assert one_per_family(contested)["opinion_id"].tolist() == ["a", "d", "e"]


@pytest.mark.parametrize("n", [0, 1, 2, 30])
@pytest.mark.parametrize("most_spread", [1, 7, 1000])
def test_every_opinion_comes_once_and_always_in_the_same_order(n: int, most_spread: int) -> None:
    doubt = np.random.default_rng(1).random(n)
    params = ReviewParams(most_spread=most_spread)
    order = queue_order(doubt, vectors(n), vectors(3, 5), params)
    assert sorted(order) == list(range(n))
    assert order.tolist() == queue_order(doubt, vectors(n), vectors(3, 5), params).tolist()


@pytest.mark.parametrize("most_spread", [1, 30])
def test_without_novelty_doubt_decides(most_spread: int) -> None:
    doubt = np.random.default_rng(2).random(30)
    params = ReviewParams(novelty_weight=0, most_spread=most_spread)
    order = queue_order(doubt, vectors(30), NONE_KNOWN, params)
    assert (np.diff(doubt[order]) <= 0).all()


def test_of_equal_doubt_the_unseen_comes_first() -> None:
    seen = vectors(1, 3)
    both = np.concatenate([seen, -seen, vectors(1, 4)])
    order = queue_order(np.full(3, 0.5), both, seen, ReviewParams(novelty_weight=0.3))
    assert order[-1] == 0


def test_what_is_like_the_first_waits() -> None:
    a, b = np.eye(4, dtype=np.float32)[:2]
    order = queue_order(
        np.array([0.9, 0.89, 0.6]),
        np.stack([a, a, b]),
        NONE_KNOWN,
        ReviewParams(novelty_weight=0.3),
    )
    assert order.tolist() == [0, 2, 1]


@pytest.mark.parametrize("n", [0, 1, 2, 3, 10, 100])
def test_every_third_row_is_drawn_and_none_is_lost(n: int) -> None:
    order = np.random.default_rng(n).permutation(n)
    keys = [f"key {position}" for position in range(n)]
    rows, drawn = with_drawn_rows(order, keys)
    assert sorted(rows) == list(range(n))
    assert drawn.tolist() == [number % 3 == 2 for number in range(n)]
    assert [row for row in order if row in set(rows[~drawn])] == rows[~drawn].tolist()


def test_the_lot_does_not_see_the_doubt() -> None:
    keys = [f"key {position}" for position in range(3000)]
    places = np.empty(3000)
    rows, drawn = with_drawn_rows(np.arange(3000), keys)
    places[:] = np.arange(3000)
    first = rows[:300][drawn[:300]]
    assert abs(places[first].mean() - 1500) < 300
