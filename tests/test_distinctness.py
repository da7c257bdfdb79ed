"""Groups that are no two are found and merged; all others stay."""

from collections.abc import Callable

import numpy as np
import pytest

from pipeline.clustering.cluster_stability import StabilityParams, certify
from pipeline.clustering.distinctness import indistinct, merged, totals
from pipeline.clustering.two_levels import ClusterParams, cluster, grow_trees
from tests.opinion_views import opinions
from tests.test_stability import themes

AXES = np.array([[1, 0.5, 0], [0.5, 1, 0], [0, 0, 1]], dtype=np.float32)
GROUPS = np.array([0, 0, 1, 1, 2, 2])


def test_a_group_in_two_halves_is_one() -> None:
    vectors = AXES[[0, 1, 0, 1, 2, 2]]
    assert indistinct(totals(vectors, GROUPS, 3)) == [(0, 1)]
    assert merged(totals(vectors, GROUPS, 3)).tolist() == [0, 0, 2]


def test_the_larger_one_gives_its_name() -> None:
    vectors = AXES[[0, 1, 0, 1, 1, 2, 2]]
    assert merged(totals(vectors, np.array([0, 0, 1, 1, 1, 2, 2]), 3)).tolist() == [1, 1, 2]


def test_clear_groups_stay_and_those_outside_count_for_nothing() -> None:
    vectors = np.eye(3, dtype=np.float32)[[0, 0, 1, 1, 2, 2, 0]]
    labels = np.array([0, 0, 1, 1, 2, 2, -1])
    assert indistinct(totals(vectors, labels, 3)) == []
    assert merged(totals(vectors, labels, 3)).tolist() == [0, 1, 2]
    assert merged(totals(vectors, np.full(7, -1), 0)).tolist() == []


@pytest.mark.parametrize("method", ["average", "hdbscan"])
def test_no_grouping_holds_two_that_are_one(method: str) -> None:
    views = opinions(200, seed=3)
    params = ClusterParams.read("cluster", {"method": method, "point": 3.4, "n_trees": 4})
    found = cluster(views, params)
    space = grow_trees(views, params)
    assert space.space is not None
    for labels in (found.fine, found.coarse):
        own = np.full(len(space.contents.first), -1)
        own[space.contents.distinct] = labels[space.contents.order]
        assert indistinct(totals(space.space.vectors, own, labels.max() + 1)) == []


@pytest.mark.parametrize(
    ("theme_of", "named"),
    [
        (lambda number: f"T{number // 60}", {"T0": "T1", "T1": "T0"}),  # halves of everything
        (lambda number: f"T{number % 2}", {}),  # two subjects each, and no other has these
    ],
    ids=["halves", "subjects"],
)
def test_halves_that_people_make_are_named(
    theme_of: Callable[[int], str], named: dict[str, str]
) -> None:
    given = [theme_of(number) for number in range(120)]
    table, facts = certify(
        opinions(120), themes(given, given), ClusterParams(n_trees=4), StabilityParams()
    )
    for level in ("coarse", "fine"):
        rows = table[table["level"] == level].set_index("theme_id")
        assert rows.index.tolist() == ["T0", "T1"]
        assert rows["indistinct"].dropna().to_dict() == named
        assert facts[f"{level}_share_distinct"] == (0.0 if named else 1.0)
