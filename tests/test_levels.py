import hashlib
from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.metrics import adjusted_rand_score

from pipeline.clustering.two_levels import Clustering, ClusterParams, cluster
from pipeline.errors import OpinionsError
from pipeline.views.opinion_views import Matrix, Views

TOPICS = ("費用 財政 負担", "人材 育成 確保", "移行 期限 延長", "説明 会議 連絡")
PARAMS = ClusterParams()


def unit(rows: NDArray[np.float64]) -> Matrix:
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def opinions(n: int, seed: int = 0, families: Sequence[str] | None = None) -> Views:
    """Opinions around four subjects with three points each, in two dense views and in words."""
    random = np.random.default_rng(seed)
    subject, point = np.arange(n) % 4, np.arange(n) // 4 % 3
    dense = {}
    for name, dimensions in (("a", 48), ("b", 32)):
        subjects = random.normal(size=(4, dimensions))
        points = random.normal(size=(4, 3, dimensions))
        noise = random.normal(size=(n, dimensions))
        dense[name] = unit(subjects[subject] + 0.9 * points[subject, point] + 0.6 * noise)
    words = [
        [*TOPICS[s].split(), f"論点{s}{p}"]
        for s, p in zip(subject.tolist(), point.tolist(), strict=True)
    ]
    keys = [f"{number:05d}" for number in random.permutation(n)]
    texts = ["の".join(spoken) for spoken in words]
    return Views(keys=keys, dense=dense, tokens=words, texts=texts, families=families)


def subjects_of(n: int) -> NDArray[np.int64]:
    return np.arange(n) % 4


def same(one: Clustering, other: Clustering) -> bool:
    return (
        np.array_equal(one.fine, other.fine)
        and np.array_equal(one.coarse, other.coarse)
        and np.array_equal(one.strength, other.strength)
    )


@pytest.mark.parametrize("n", [40, 240])
def test_subjects_are_found_and_points_lie_inside_them(n: int) -> None:
    found = cluster(opinions(n), PARAMS)
    assert adjusted_rand_score(subjects_of(n), found.coarse) > 0.9
    for group in range(found.fine.max() + 1):
        assert len(set(found.coarse[found.fine == group])) == 1
    assert found.coarse.max() + 1 <= min(PARAMS.most_coarse_themes, n // 3)
    assert ((found.strength > 0) == (found.fine >= 0)).all()
    assert found.strength.max() <= 1


@pytest.mark.parametrize("most_rows", [120, 4000])
def test_the_order_of_rows_changes_nothing(most_rows: int) -> None:
    views = opinions(240)
    params = PARAMS.model_copy(update={"most_rows": most_rows})
    found = cluster(views, params)
    order = np.random.default_rng(1).permutation(240)
    turned = cluster(views.rows(order), params)
    assert np.array_equal(found.fine[order], turned.fine)
    assert np.array_equal(found.coarse[order], turned.coarse)
    assert np.array_equal(found.strength[order], turned.strength)
    assert same(found, cluster(views, params))


@pytest.mark.parametrize("seed", range(4))
def test_the_rest_is_placed_as_well_as_the_sample_is_grouped(seed: int) -> None:
    views = opinions(400, seed)
    params = PARAMS.model_copy(update={"most_rows": 150})
    found = cluster(views, params)
    assert found.facts["n_learnt_from"] == 150
    hashes = [hashlib.sha256(key.encode()).digest() for key in views.keys]
    sample = np.array(sorted(range(400), key=hashes.__getitem__)[:150])
    alone = cluster(views.rows(sample), params)
    assert adjusted_rand_score(alone.coarse, found.coarse[sample]) == 1.0
    learnt = adjusted_rand_score(subjects_of(400)[sample], alone.coarse)
    assert adjusted_rand_score(subjects_of(400), found.coarse) > max(learnt - 0.02, 0.55)
    assert (found.coarse < 0).sum() <= 8
    for group in range(found.fine.max() + 1):
        assert len(set(found.coarse[found.fine == group])) == 1


def test_copies_move_nobody() -> None:
    views = opinions(120)
    copied = np.r_[np.arange(120), np.zeros(60, dtype=np.intp)]
    many = Views(
        keys=[*views.keys, *(f"c{number:05d}" for number in range(60))],
        dense={name: vectors[copied] for name, vectors in views.dense.items()},
        tokens=[views.tokens[row] for row in copied] if views.tokens else None,
        texts=[views.texts[row] for row in copied] if views.texts else None,
        families=[f"f{row}" for row in copied.tolist()],
    )
    alone, crowded = cluster(views, PARAMS), cluster(many, PARAMS)
    assert adjusted_rand_score(alone.coarse, crowded.coarse[:120]) == 1.0
    assert adjusted_rand_score(alone.fine, crowded.fine[:120]) == 1.0
    assert len(set(crowded.fine[120:])) == 1


@pytest.mark.parametrize("n", [0, 1, 2, 3])
def test_few_opinions_are_each_their_own(n: int) -> None:
    found = cluster(opinions(8).rows(np.arange(n)), PARAMS)
    assert found.fine.tolist() == [-1] * n
    assert found.coarse.tolist() == [-1] * n
    assert found.strength.tolist() == [0.0] * n


@pytest.mark.parametrize("n", [2, 3, 50])
def test_equal_opinions_are_one_group(n: int) -> None:
    row = opinions(4).rows(np.zeros(1, dtype=np.intp))
    views = Views(
        keys=[str(number) for number in range(n)],
        dense={name: np.repeat(vectors, n, axis=0) for name, vectors in row.dense.items()},
        tokens=[["同じ"]] * n,
        texts=["同じ意見"] * n,
    )
    found = cluster(views, PARAMS)
    assert found.fine.tolist() == [0] * n
    assert found.coarse.tolist() == [0] * n


def test_opinions_that_share_nothing_stay_apart() -> None:
    apart = np.eye(60, dtype=np.float32)
    views = Views(keys=[f"{number:02d}" for number in range(60)], dense={"a": apart})
    found = cluster(views, PARAMS)
    assert (found.fine < 0).all()


def test_an_extremely_long_opinion_and_one_without_words() -> None:
    views = opinions(40)
    assert views.texts is not None and views.tokens is not None
    texts = ["費用" * 25_000, "", *views.texts[2:]]
    tokens = [["費用"] * 25_000, [], *views.tokens[2:]]
    found = cluster(Views(views.keys, views.dense, tokens, texts), PARAMS)
    assert len(found.fine) == 40
    assert adjusted_rand_score(subjects_of(40)[2:], found.coarse[2:]) > 0.8


def test_sizes_above_the_number_of_opinions_have_an_answer() -> None:
    params = PARAMS.model_copy(
        update={
            "smallest_branch": 1000,
            "n_dense_neighbours": 100,
            "opinions_per_coarse_theme": 100,
        }
    )
    found = cluster(opinions(12), params)
    assert len(found.fine) == 12
    assert found.coarse.max() <= 0


def test_broken_vectors_are_refused_with_the_key() -> None:
    views = opinions(8)
    broken = {**views.dense, "a": views.dense["a"].copy()}
    broken["a"][3, 0] = np.nan
    with pytest.raises(OpinionsError, match=f"not finite, first at key '{views.keys[3]}'"):
        Views(views.keys, broken)
    with pytest.raises(OpinionsError, match="7 rows for 8"):
        Views(views.keys, {"a": views.dense["a"][:7]})
    with pytest.raises(OpinionsError, match="repeated"):
        Views([views.keys[0]] * 8, views.dense)
