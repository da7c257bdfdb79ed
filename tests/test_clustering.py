"""Laws of the grouping: what must hold whatever the opinions are."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import adjusted_rand_score
from threadpoolctl import threadpool_limits

from pipeline.clustering import two_levels
from pipeline.clustering.bagged_tree import draws, grow
from pipeline.clustering.contents import Contents, contents_of, hashed, mark_of
from pipeline.clustering.density import excess_of_mass
from pipeline.clustering.distinctness import totals
from pipeline.clustering.levels import find_levels
from pipeline.clustering.likeness import Space, learn, soft_weights
from pipeline.clustering.placing import GroupTotals, Placed
from pipeline.clustering.surveyed import Found, Limits, surveyed
from pipeline.clustering.two_levels import (
    Clustering,
    ClusterParams,
    Placer,
    cluster,
    cluster_by_parts,
    grow_trees,
    regroup,
)
from pipeline.errors import OpinionsError
from pipeline.text.bare_stance import bare_stance
from pipeline.views import row_blocks
from pipeline.views.opinion_views import Matrix, Views
from tests.opinion_views import opinions, subjects_of, unit

PARAMS = ClusterParams()
METHODS = [PARAMS, ClusterParams(method="hdbscan")]
by_method = pytest.mark.parametrize("params", METHODS, ids=lambda params: params.method)


def same(one: Clustering, other: Clustering) -> bool:
    names = ("fine", "coarse", "strength")
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in names)


@by_method
@pytest.mark.parametrize("n", [40, 240])
def test_subjects_are_found_and_points_lie_inside_them(n: int, params: ClusterParams) -> None:
    found = cluster(opinions(n), params)
    assert adjusted_rand_score(subjects_of(n), found.coarse) > 0.9
    for group in range(found.fine.max() + 1):
        assert len(set(found.coarse[found.fine == group])) == 1
    for labels in (found.fine, found.coarse):
        sizes = np.bincount(labels[labels >= 0])
        assert (np.diff(sizes) <= 0).all()
        assert sizes.min() >= 2
    assert found.coarse.max() + 1 <= min(params.most_subjects, n // 3)
    assert ((found.strength > 0) == (found.fine >= 0)).all()
    assert found.strength.max() <= 1


@by_method
@pytest.mark.parametrize("most_rows", [120, 4000])
def test_neither_the_order_of_rows_nor_their_ids_change_anything(
    most_rows: int, params: ClusterParams
) -> None:
    views = opinions(240)
    params = params.model_copy(update={"most_rows": most_rows})
    found = cluster(views, params)
    order = np.random.default_rng(1).permutation(240)
    turned = cluster(replace(views.rows(order), keys=[f"other{n}" for n in range(240)]), params)
    assert np.array_equal(found.fine[order], turned.fine)
    assert np.array_equal(found.coarse[order], turned.coarse)
    assert np.array_equal(found.strength[order], turned.strength)


def test_threads_and_a_second_run_change_nothing() -> None:
    views = opinions(140)
    found = cluster(views, PARAMS)
    for threads in (1, 2):
        with threadpool_limits(threads):
            assert same(cluster(views, PARAMS), found)


def test_opinions_placed_by_parts_are_where_they_are_among_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(two_levels, "PART", row_blocks.ROWS)
    views = opinions(2_500, families=[f"f{k % 2_400}" for k in range(2_500)])
    for_it = {107: "賛成です。", 108: "賛成", 109: "この案に反対します。"}
    views = replace(views, texts=[for_it.get(k, text) for k, text in enumerate(views.texts or ())])
    params = PARAMS.model_copy(update={"most_rows": 150, "n_trees": 3})
    dense = [views.dense[name] for name in sorted(views.dense)]
    contents = contents_of(
        [hashed(text.encode()) for text in views.texts or ()],
        [mark_of(vectors) for vectors in zip(*dense, strict=True)],
        views.families,
        [bare_stance(text) for text in views.texts or ()],
    )

    def dense_of(part: range) -> list[Matrix]:
        return [view[contents.first[part.start : part.stop]] for view in dense]

    def place(placer: Placer, parts: Sequence[range]) -> Iterator[tuple[Placed, GroupTotals]]:
        assert len(parts) == 3
        for part in parts:
            yield placer(dense_of(part), contents.copies[part.start : part.stop], 1)

    found, whole = cluster_by_parts(contents, dense_of, place, params), cluster(views, params)
    assert same(found, whole)
    assert len({*found.fine[[107, 108]]}) == 1
    assert found.coarse.max() + 1 == 4
    assert found.facts == whole.facts == {"n_distinct": 2400.0, "n_learnt_from": 150.0}


def test_who_says_only_for_or_against_is_grouped_by_side_and_moves_nobody() -> None:
    views = opinions(120)
    assert views.texts is not None
    bare = ["反対", "反対です。", "この案に反対します。", "賛成です。", "本案に賛成いたします。"]
    like = np.r_[np.arange(120), [0, 30, 60, 0, 90]]  # as like to subjects as can be
    rng = np.random.default_rng(3)
    order = rng.permutation(125)
    texts = [*views.texts, *bare]
    dense = {name: vectors[like].copy() for name, vectors in views.dense.items()}
    for vectors in dense.values():
        vectors[120:] += rng.normal(0, 0.01, vectors[120:].shape).astype(np.float32)
    beside = Views([*views.keys, *"abcde"], dense, texts, None)
    alone, found = cluster(views, PARAMS), cluster(beside.rows(order), PARAMS)
    fine, coarse = (labels[np.argsort(order)] for labels in (found.fine, found.coarse))
    assert adjusted_rand_score(alone.fine, fine[:120]) == 1.0
    assert adjusted_rand_score(alone.coarse, coarse[:120]) == 1.0
    for labels in (fine, coarse):
        assert len(set(labels[120:123])) == len(set(labels[123:])) == 1
        assert len({labels[120], labels[123], *labels[:120]}) == 2 + len(set(labels[:120]))
    only = cluster(beside.rows(np.arange(119, 121)), PARAMS)
    assert only.fine.tolist() == only.coarse.tolist() == [-1, -1]


@st.composite
def mixtures(draw: st.DrawFn) -> tuple[Views, ClusterParams]:
    """Opinions in subjects of many sizes, with sides, strangers and crowds of copies."""
    sizes = draw(st.lists(st.sampled_from([1, 1, 2, 3, 5, 20, 80]), min_size=1, max_size=9))
    rng = np.random.default_rng(draw(st.integers(0, 99)))
    of = np.repeat(np.arange(len(sizes)), sizes)
    rows = {"a": 40, "b": 24}
    dense = {
        name: rng.normal(size=(len(sizes), d))[of] + 0.7 * rng.normal(size=(len(of), d))
        for name, d in rows.items()
    }
    texts = [f"意見{row}" for row in range(len(of))]
    for said, most in (("この案に反対します。", 60), ("賛成", 60), ("ほかのこと", 200)):
        n = draw(st.sampled_from([0, 1, 2, 5, most]))
        texts += [said] * n
        for name, d in rows.items():
            dense[name] = np.vstack([dense[name], np.repeat(rng.normal(size=(1, d)), n, 0)])
    views = Views(
        [str(row) for row in range(len(texts))], {k: unit(v) for k, v in dense.items()}, texts
    )
    most = draw(st.sampled_from([1, 3, 15]))
    share = draw(st.sampled_from([0.01, 0.05]))
    update = {"most_subjects": most, "least_share": share, "n_trees": 2, "most_rows": 100}
    return views, PARAMS.model_copy(update=update)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(mixtures())
def test_subjects_are_as_many_and_as_large_as_can_be_surveyed(
    drawn: tuple[Views, ClusterParams],
) -> None:
    views, params = drawn
    found = cluster(views, params)
    sizes = np.bincount(found.coarse[found.coarse >= 0])
    assert len(sizes) <= params.most_subjects
    texts = np.array(views.texts)
    of_contents = found.coarse[np.unique(texts, return_index=True)[1]]
    contents = np.bincount(of_contents[of_contents >= 0], minlength=len(sizes))
    shares = np.maximum(sizes / len(texts), contents / len(of_contents))
    assert len(sizes) <= 1 or shares.min() >= params.least_share
    for group in range(found.fine.max() + 1):
        assert len(set(found.coarse[found.fine == group])) == 1
    for said in ("この案に反対します。", "賛成"):
        own = found.fine[texts == said]
        assert len(set(own)) <= 1
        assert not set(own[own >= 0]) & set(found.fine[texts != said])


@pytest.mark.parametrize(("n_bare", "n_subjects"), [(3, 4), (8, 5)])
def test_a_side_of_under_one_percent_is_a_point_of_a_subject(n_bare: int, n_subjects: int) -> None:
    views = opinions(400)
    rng = np.random.default_rng(1)
    dense = {
        name: np.vstack([rows, unit(rng.normal(size=(n_bare, rows.shape[1])))])
        for name, rows in views.dense.items()
    }
    bare = [f"反対です{'。' * row}" for row in range(n_bare)]
    beside = Views([*views.keys, *map(str, range(n_bare))], dense, [*(views.texts or ()), *bare])
    found = cluster(beside, PARAMS)
    assert found.coarse.max() + 1 == n_subjects
    assert (len({*found.coarse[400:]}), len({*found.fine[400:]})) == (1, 1)


def test_a_subject_too_much_joins_the_one_it_is_most_like() -> None:
    centres = np.array([[1, 0, 0], [0, 1, 0], [0.3, 0.9, 0], [0, 0, 1]], dtype=np.float32)
    of = np.repeat(np.arange(4), [9, 8, 2, 5])
    vectors = unit(centres[of] + 0.01 * np.random.default_rng(0).normal(size=(24, 3)))
    contents = Contents(np.arange(24), np.arange(24), np.arange(24), [str(k) for k in range(24)])
    none = np.full(24, -1)
    found = Found(of, of, np.ones(24, dtype=np.float32), none, totals(vectors, of, 4), none[:0])
    for limits, expected in (
        (Limits(4, 0.01), of),
        (Limits(3, 0.01), np.where(of == 2, 1, of)),
        (Limits(15, 0.1), np.where(of == 2, 1, of)),
        (Limits(1, 0.01), np.full(24, 1)),
    ):
        fine, coarse = surveyed(found, contents, limits)
        assert fine.tolist() == of.tolist()
        assert adjusted_rand_score(coarse, expected) == 1.0


@pytest.mark.parametrize("n_empty", [0, 1, 2])
def test_a_subject_that_nobody_is_placed_in_is_none(n_empty: int) -> None:
    """All of a sample's opinions of it may be placed elsewhere, whatever its number."""
    vectors = unit(np.eye(3, dtype=np.float32)[np.repeat([0, 1], [6, 4])])
    of = np.repeat([0, 1], [6, 4])
    contents = Contents(np.arange(10), np.arange(10), np.arange(10), [str(k) for k in range(10)])
    none = np.full(10, -1)
    sums = totals(vectors, of, 2 + n_empty)
    found = Found(of, of, np.ones(10, dtype=np.float32), none, sums, none[:0])
    _, coarse = surveyed(found, contents, Limits(15, 0.01))
    assert coarse.tolist() == of.tolist()


@pytest.mark.parametrize("seed", range(4))
def test_the_rest_is_placed_as_well_as_the_sample_is_grouped(seed: int) -> None:
    found = cluster(opinions(400, seed), PARAMS.model_copy(update={"most_rows": 150}))
    assert found.facts == {"n_distinct": 400.0, "n_learnt_from": 150.0}
    assert adjusted_rand_score(subjects_of(400), found.coarse) > 0.9
    assert (found.fine < 0).mean() < 0.1


@by_method
def test_copies_move_nobody(params: ClusterParams) -> None:
    views = opinions(120)
    assert views.texts is not None
    copied = np.r_[np.arange(120), np.zeros(60, dtype=np.intp)]
    many = Views(
        keys=[*views.keys, *(f"c{number:05d}" for number in range(60))],
        dense={name: vectors[copied] for name, vectors in views.dense.items()},
        texts=[views.texts[row] for row in copied],
        families=[f"f{row}" for row in copied.tolist()],
    )
    alone, crowded = cluster(views, params), cluster(many, params)
    assert adjusted_rand_score(alone.coarse, crowded.coarse[:120]) == 1.0
    assert adjusted_rand_score(alone.fine, crowded.fine[:120]) == 1.0
    assert len(set(crowded.fine[120:])) == 1


def test_a_campaign_of_a_third_moves_few() -> None:
    views, random = opinions(180, 3), np.random.default_rng(5)
    assert views.texts is not None
    dense = {}
    for name, vectors in views.dense.items():
        message = random.normal(size=(1, vectors.shape[1]))
        said = unit(message + 0.35 * random.normal(size=(60, vectors.shape[1])))
        dense[name] = np.vstack([vectors, said])
    beside = Views(
        keys=[*views.keys, *(f"c{number}" for number in range(60))],
        dense=dense,
        texts=[*views.texts, *(f"窓口を残す{number}" for number in range(60))],
    )
    alone, crowded = cluster(views, PARAMS), cluster(beside, PARAMS)
    assert adjusted_rand_score(alone.coarse, crowded.coarse[:180]) > 0.9
    assert adjusted_rand_score(alone.fine, crowded.fine[:180]) > 0.9
    assert set(crowded.fine[180:]).isdisjoint(crowded.fine[:180])


def test_a_family_stays_together() -> None:
    families = [f"f{k // 3}" for k in range(30)]  # three rows of different subjects each
    found = cluster(opinions(30, families=families), PARAMS)
    for k in range(0, 30, 3):
        assert len(set(found.fine[k : k + 3])) == 1
        assert found.fine[k] >= 0  # a family of three is never a single


@pytest.mark.parametrize(("n_copies", "coarse"), [(1, -1), (2, 0), (60, -1)])
def test_few_copies_of_what_fits_nowhere_are_no_subject_of_their_own(
    n_copies: int, coarse: int
) -> None:
    angles = np.append(np.linspace(0.0, 0.1, 300), np.pi / 2)
    space = Space(np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32), 0.5, 0.1)
    likeness = space.likeness(space.vectors, space.vectors)
    rows = np.arange(301)
    said = np.append(rows, np.full(n_copies - 1, 300))
    contents = Contents(np.arange(len(said)), said, rows, [str(row) for row in rows])
    found = find_levels(space, rows, grow(likeness), PARAMS, contents, space.vectors[:0])
    assert found.coarse[300] == coarse  # -1: by itself, a single or so many that they are a subject
    assert found.fine[300] == -1
    assert set(found.coarse[:300].tolist()) == {0}
    assert found.nearest[300] == (0 if coarse < 0 else -1)


@by_method
@pytest.mark.parametrize("n", [0, 1, 2, 3])
def test_few_opinions_are_each_their_own(n: int, params: ClusterParams) -> None:
    found = cluster(opinions(8).rows(np.arange(n)), params)
    assert found.fine.tolist() == found.coarse.tolist() == [-1] * n
    assert found.strength.tolist() == [0.0] * n
    assert list(regroup(grow_trees(opinions(8).rows(np.arange(n)), params), params)) == []


@by_method
@pytest.mark.parametrize("n", range(4, 13))
def test_small_rounds_have_an_answer(n: int, params: ClusterParams) -> None:
    found = cluster(opinions(n), params)
    assert len(found.fine) == n
    assert found.coarse.max() + 1 <= max(1, n // 3)
    assert len(list(regroup(grow_trees(opinions(n), params), params))) == params.n_trees


@pytest.mark.parametrize("n", [2, 3, 50])
def test_equal_opinions_are_one_group(n: int) -> None:
    one = opinions(1)
    views = Views(
        keys=[str(number) for number in range(n)],
        dense={name: np.repeat(vectors, n, axis=0) for name, vectors in one.dense.items()},
        texts=["同じ意見"] * n,
    )
    found = cluster(views, PARAMS)
    assert found.fine.tolist() == found.coarse.tolist() == [0] * n


@by_method
def test_opinions_that_share_nothing_stay_apart(params: ClusterParams) -> None:
    apart = np.eye(60, dtype=np.float32)
    found = cluster(Views(keys=[f"{n:02d}" for n in range(60)], dense={"a": apart}), params)
    assert (found.fine < 0).all()


def test_an_extremely_long_opinion_and_one_without_words() -> None:
    views = opinions(40)
    assert views.texts is not None
    found = cluster(replace(views, texts=["費用" * 25_000, "", *views.texts[2:]]), PARAMS)
    assert adjusted_rand_score(subjects_of(40)[2:], found.coarse[2:]) > 0.8


def test_one_opinion_more_changes_no_other_ones_part_in_the_trees() -> None:
    texts = [f"意見{number}" for number in range(50)]
    some, more = draws(texts, 5, 0.7), draws([*texts, "新しい意見"], 5, 0.7)
    for before, after in zip(some, more, strict=True):
        assert set(before.tolist()) == set(after.tolist()) - {50}
    assert len({tuple(rows.tolist()) for rows in some}) == 5


def test_a_tree_cut_higher_has_smaller_groups_and_hdbscan_leaves_noise_out() -> None:
    views = opinions(60)
    space = learn([views.dense[name] for name in sorted(views.dense)], 1.0).space
    likeness = space.likeness(space.vectors, space.vectors)
    assert abs(float(likeness[np.triu_indices(60, 1)].mean())) < 0.5
    tree = grow(likeness)
    counts = [len(set(tree.cut(height).tolist())) for height in (-5.0, 0.0, 1.0, 2.0, 40.0)]
    assert counts == sorted(counts)
    assert (counts[0], counts[-1]) == (1, 60)
    labels = excess_of_mass(tree)
    assert np.bincount(labels[labels >= 0]).min() >= 3


def test_weights_of_neighbours_sum_to_what_is_asked_for() -> None:
    likeness = np.random.default_rng(0).normal(size=(7, 20)).astype(np.float32)
    weights = soft_weights(likeness, 2.0)
    assert weights.sum(axis=1) == pytest.approx(np.full(7, 2.0), abs=0.01)
    for row, weight in zip(likeness, weights, strict=True):
        assert (np.diff(weight[np.argsort(row)]) >= 0).all()


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
