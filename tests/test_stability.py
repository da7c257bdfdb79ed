import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from pipeline.clustering.cluster_stability import StabilityParams, certify, runs
from pipeline.clustering.two_levels import ClusterParams, cluster
from pipeline.tables.themes import Certificates
from pipeline.views.opinion_views import Views
from tests.test_levels import opinions, subjects_of

GROUPING, PARAMS = ClusterParams(), StabilityParams(n_runs=6)


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


def test_runs_leave_out_what_they_should_and_differ() -> None:
    rows = [run.rows for run in runs(opinions(80), GROUPING, PARAMS)]
    assert [len(kept) for kept in rows] == [72] * 6
    assert len({tuple(kept.tolist()) for kept in rows}) == 6
    few = StabilityParams(n_runs=2, most_rows=100)
    assert [len(run.rows) for run in runs(opinions(160), GROUPING, few)] == [100, 100]


@pytest.mark.parametrize("n", [0, 1, 2, 3])
def test_few_opinions_have_an_answer(n: int) -> None:
    views = opinions(8).rows(np.arange(n))
    table, _ = certify(views, themes(["t"] * n, [None] * n), GROUPING, PARAMS)
    assert table["theme_id"].tolist() == ["t"] * min(n, 1)
    assert not table["is_stable"].any()


@pytest.mark.slow
def test_the_number_of_processes_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    views = opinions(340)
    found = []
    for n in (1, 2):
        monkeypatch.setattr("pipeline.clustering.cluster_stability.cpu_count", lambda n=n: n)
        found.append(list(runs(views, GROUPING, StabilityParams(n_runs=3))))
    assert [len(runs_of_one) for runs_of_one in found] == [3, 3]
    for one, other in zip(*found, strict=True):
        assert one.rows.tolist() == other.rows.tolist()
        for level in one.labels:
            assert one.labels[level].tolist() == other.labels[level].tolist()
