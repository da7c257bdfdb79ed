"""Simulated reviewers: the curve is repeatable, and its gain is measured in pairs."""

import pandas as pd
import pytest

from benchmarks.learning_curve import area_gain, learning_curve
from pipeline.labels.queue import ReviewParams
from pipeline.review_items.classifier import TrainParams
from tests.item_texts import labelled, texts_of

TEXTS, ITEMS = labelled()
SMALL = TrainParams(
    inverse_penalties=(4.0,), ridge_inverse_penalties=(0.8,), balances=(0.5,), n_folds=2
)


def curve(seed: int) -> pd.DataFrame:
    labels = [items[0] for items in ITEMS]
    return learning_curve(texts_of(TEXTS), labels, seed, 24, 8, SMALL, ReviewParams())


def test_both_orders_start_alike_and_are_repeatable() -> None:
    found = curve(3)
    assert found["n_labels"].tolist() == [8, 16, 24] * 2
    scores = found.set_index(["order", "n_labels"])["macro_f1"]
    assert scores["queue", 8] == scores["random", 8]
    assert scores.between(0, 1).all()
    pd.testing.assert_frame_equal(found, curve(3))


def test_the_gain_is_a_paired_difference() -> None:
    rows = [
        (seed, order, n, base + (0.1 if order == "queue" else 0))
        for seed, base in ((0, 0.2), (1, 0.6))
        for order in ("queue", "random")
        for n in (10, 20)
    ]
    found = area_gain(pd.DataFrame(rows, columns=["seed", "order", "n_labels", "macro_f1"]))
    assert found["gain"] == pytest.approx(0.1)
    assert found["low"] == pytest.approx(0.1)
    assert (found["queue"], found["random"]) == (pytest.approx(0.5), pytest.approx(0.4))
