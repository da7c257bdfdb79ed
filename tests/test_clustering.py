"""Laws of the grouping: what must hold whatever the opinions are."""

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from pipeline.clustering.two_levels import Clustering, ClusterParams, cluster
from pipeline.views.opinion_views import Views

SUBJECTS = ("移行の期限", "運用の経費", "専門の人材", "窓口の相談")


def views(n: int, seed: int = 0, families: list[str] | None = None) -> Views:
    """n opinions on four subjects: two dense views that crowd by subject, words, texts."""
    random = np.random.default_rng(seed)
    subject = np.arange(n) % len(SUBJECTS)
    dense = {}
    for name, n_dimensions in (("a", 24), ("b", 16)):
        centres = random.standard_normal((len(SUBJECTS), n_dimensions))
        rows = centres[subject] + 0.7 * random.standard_normal((n, n_dimensions))
        unit = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        dense[name] = unit.astype(np.float32)
    texts = [f"{SUBJECTS[s]}についての意見{k}" for k, s in enumerate(subject)]
    return Views(
        keys=[f"{k:06d}" for k in random.permutation(n)],
        dense=dense,
        tokens=[text.split("の") for text in texts],
        texts=texts,
        families=families,
    )


def same(one: Clustering, other: Clustering) -> bool:
    return all(
        np.array_equal(getattr(one, name), getattr(other, name))
        for name in ("fine", "coarse", "strength")
    )


PARAMS = ClusterParams()


def test_subjects_are_found() -> None:
    found = cluster(views(80), PARAMS)
    subject = np.arange(80) % len(SUBJECTS)
    assert found.coarse.max() >= 0
    for label in range(found.coarse.max() + 1):
        assert len(set(subject[found.coarse == label])) == 1


def test_a_fine_group_lies_in_one_coarse_group_and_sizes_fall() -> None:
    found = cluster(views(90, seed=3), PARAMS)
    for label in range(found.fine.max() + 1):
        assert len(set(found.coarse[found.fine == label])) == 1
    for labels in (found.fine, found.coarse):
        sizes = np.bincount(labels[labels >= 0])
        assert (np.diff(sizes) <= 0).all() and sizes.min() >= 2
    assert ((found.strength > 0) <= (found.fine >= 0)).all()
    assert ((found.strength >= 0) & (found.strength <= 1)).all()


@pytest.mark.parametrize("seed", range(3))
def test_permuting_rows_permutes_the_answer(seed: int) -> None:
    given = views(60, seed)
    order = np.random.default_rng(seed).permutation(60)
    found, mixed = cluster(given, PARAMS), cluster(given.rows(order), PARAMS)
    assert np.array_equal(found.fine[order], mixed.fine)
    assert np.array_equal(found.coarse[order], mixed.coarse)
    assert np.array_equal(found.strength[order], mixed.strength)


def test_threads_and_a_second_run_change_nothing() -> None:
    given = views(70)
    found = cluster(given, PARAMS)
    for threads in (1, 2):
        with threadpool_limits(threads):
            assert same(cluster(given, PARAMS), found)


def test_a_family_stays_together() -> None:
    families = [f"f{k // 3}" for k in range(30)]  # three rows of different subjects each
    found = cluster(views(30, families=families), PARAMS)
    for k in range(0, 30, 3):
        assert len(set(found.fine[k : k + 3])) == 1
        assert found.fine[k] >= 0  # a family of three is never a single


@pytest.mark.parametrize("n", [0, 1, 2, 3])
def test_without_a_background_each_opinion_is_a_single(n: int) -> None:
    found = cluster(views(n), PARAMS)
    assert found.fine.tolist() == found.coarse.tolist() == [-1] * n
    assert found.strength.tolist() == [0.0] * n


def test_all_equal_is_one_group() -> None:
    one = views(1)
    given = Views(
        keys=[f"{k}" for k in range(9)],
        dense={name: np.repeat(rows, 9, axis=0) for name, rows in one.dense.items()},
        tokens=[["経費"]] * 9,
        texts=["経費が高い。"] * 9,
    )
    found = cluster(given, PARAMS)
    assert set(found.fine) == set(found.coarse) == {0}


def test_all_different_makes_no_catch_all() -> None:
    random = np.random.default_rng(1)
    rows = random.standard_normal((40, 64))
    unit = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    given = Views(
        keys=[f"{k:02d}" for k in range(40)],
        dense={"a": unit},
        tokens=[[f"語{k}"] for k in range(40)],
        texts=["".join(chr(0x4E00 + c) for c in random.integers(0, 9000, 12)) for _ in range(40)],
    )
    found = cluster(given, PARAMS)
    assert np.bincount(found.fine[found.fine >= 0], minlength=1).max() <= 8
