import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from pipeline.clustering.cluster_stability import StabilityParams, apart, certify, recovery
from pipeline.clustering.two_levels import ClusterParams, cluster
from pipeline.tables.themes import Certificates
from pipeline.views.opinion_views import Views
from tests.opinion_views import opinions, subjects_of

GROUPING, PARAMS = ClusterParams(n_trees=8), StabilityParams()


def themes(fine: list[str | None], coarse: list[str | None]) -> dict[str, "pd.Series[str]"]:
    return {"fine": pd.Series(fine, dtype="str"), "coarse": pd.Series(coarse, dtype="str")}


def found_in(views: Views) -> dict[str, "pd.Series[str]"]:
    found = cluster(views, GROUPING)
    return themes(
        [f"t{label}" if label >= 0 else None for label in found.fine],
        [f"T{label}" if label >= 0 else None for label in found.coarse],
    )


def test_clear_subjects_are_stable_and_a_theme_of_two_halves_is_not() -> None:
    views = opinions(120)
    right = [f"T{subject}" for subject in subjects_of(120)]
    halves = ["T0" if number < 60 else "T1" for number in range(120)]
    table, facts = certify(views, themes(right, right), GROUPING, PARAMS)
    Certificates.checked(table.drop_duplicates("theme_id"), "certificates")
    coarse = table[table["level"] == "coarse"]
    assert coarse["is_stable"].all()
    assert coarse["together"].min() > 0.6
    assert facts["coarse_ari"] > 0.9
    table, facts = certify(views, themes(halves, halves), GROUPING, PARAMS)
    assert not table["is_stable"].any()
    assert facts["coarse_ari"] < 0.1


def test_the_order_of_rows_changes_nothing() -> None:
    views = opinions(80)
    given = found_in(views)
    order = np.random.default_rng(2).permutation(80)
    turned = {level: ids.iloc[order] for level, ids in given.items()}
    table, facts = certify(views, given, GROUPING, PARAMS)
    again, facts_again = certify(views.rows(order), turned, GROUPING, PARAMS)
    assert_frame_equal(table, again)
    assert facts == facts_again


def test_recovery_is_the_best_jaccard_and_the_share_of_pairs() -> None:
    given = np.array([0, 0, 0, 0, 1, 1, -1, 2])
    again = apart(np.array([0, 0, 0, 1, 1, 1, 0, -1]))
    together, best = recovery(given, 3, again)
    assert best.tolist() == pytest.approx([3 / 5, 2 / 3, 0.0])
    assert together.tolist() == pytest.approx([6 / 12, 1.0, 0.0])


@pytest.mark.parametrize("n", [0, 1, 2, 3])
def test_few_opinions_have_an_answer(n: int) -> None:
    views = opinions(8).rows(np.arange(n))
    table, _ = certify(views, themes(["t"] * n, [None] * n), GROUPING, PARAMS)
    assert table["theme_id"].tolist() == ["t"] * min(n, 1)
    assert not table["is_stable"].any()
