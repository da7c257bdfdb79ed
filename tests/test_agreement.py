import numpy as np
import pytest

from pipeline.quality.grouping_agreement import agreement, b_cubed_f1, singles_apart


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([0, 0, 1, 1], 1.0),
        ([5, 5, 2, 2], 1.0),  # names of groups do not count
        ([0, 0, 0, 0], 2 * 0.5 / 1.5),  # all in one: precision .5, recall 1
        ([-1, -1, -1, -1], 2 * 0.5 / 1.5),  # all apart: precision 1, recall .5
        ([0, 0, 0, 1], 2 * (2 / 3) * 0.75 / (2 / 3 + 0.75)),
    ],
)
def test_b_cubed(found: list[int], expected: float) -> None:
    labels = singles_apart(np.array(found))
    assert b_cubed_f1(["a", "a", "b", "b"], labels) == pytest.approx(expected)


def test_singles_are_each_their_own_group() -> None:
    assert len(set(singles_apart(np.array([-1, 0, -1, 0])))) == 3
    scores = agreement(["a", "b", "c"], np.array([-1, -1, -1]))
    assert scores["ami"] == pytest.approx(1.0)
    assert scores["share_single"] == 1.0
