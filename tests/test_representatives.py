import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.tables.base import Vectors
from pipeline.themes.representatives import centre_of, centred, choose_representatives

RIGHT, UP = [1.0, 0.0], [0.0, 1.0]


def vectors(*rows: list[float]) -> Vectors:
    return np.array(rows, dtype=np.float32)


def chosen(rows: Vectors, n: int, lengths: list[int] | None = None) -> list[int]:
    keys = [f"{index:02d}" for index in range(len(rows))]
    return choose_representatives(rows, lengths or [50] * len(rows), keys, n, 0.3, 200)


def test_the_first_is_central_and_the_next_is_different() -> None:
    rows = centred(vectors(RIGHT, [0.9999, 0.0141], [0.9998, -0.02], [0.5, 0.87]), np.zeros(2))
    keys = ["a", "b", "c", "d"]
    assert choose_representatives(rows, [50] * 4, keys, 2, 0.0, 200) == [1, 0]
    assert choose_representatives(rows, [50] * 4, keys, 2, 0.5, 200) == [1, 3]


def test_equal_opinions_are_taken_by_key() -> None:
    rows = vectors(RIGHT, RIGHT, RIGHT)
    assert choose_representatives(rows, [9, 9, 9], ["c", "a", "b"], 2, 0.3, 200) == [1, 2]


@pytest.mark.parametrize(("length", "first"), [(200, 0), (20_000, 1)])
def test_a_long_opinion_gives_way_to_one_about_as_central(length: int, first: int) -> None:
    rows = centred(vectors(RIGHT, [0.98, 0.199], UP), np.zeros(2))
    order = centred(vectors([0.98, 0.199], RIGHT, UP), np.zeros(2))
    assert chosen(order, 1, [length, 50, 50]) == [first]
    assert len(chosen(rows, 5)) == 3


@pytest.mark.parametrize("n_rows", [0, 1, 2])
def test_there_are_never_more_than_opinions(n_rows: int) -> None:
    rows = vectors(*([RIGHT] * n_rows)) if n_rows else np.zeros((0, 2), dtype=np.float32)
    assert len(chosen(rows, 3)) == n_rows


@settings(max_examples=50)
@given(st.integers(1, 12), st.integers(0, 10_000))
def test_permuting_opinions_permutes_the_choice(n_rows: int, seed: int) -> None:
    generator = np.random.default_rng(seed)
    rows = centred(generator.normal(size=(n_rows, 5)).astype(np.float32), np.zeros(5))
    keys = [f"{key:04d}" for key in generator.permutation(1_000)[:n_rows]]
    lengths = generator.integers(1, 900, n_rows).tolist()
    order = generator.permutation(n_rows)
    first = choose_representatives(rows, lengths, keys, 3, 0.3, 200)
    again = choose_representatives(
        rows[order], [lengths[i] for i in order], [keys[i] for i in order], 3, 0.3, 200
    )
    assert [keys[index] for index in first] == [keys[order[index]] for index in again]
    assert len(set(first)) == min(3, n_rows)


def test_centring_keeps_unit_length_and_leaves_the_mean_at_zero() -> None:
    rows = centred(vectors(RIGHT, UP, [0.5, 0.5]), np.array([0.5, 0.5]))
    assert np.linalg.norm(rows, axis=1).round(5).tolist() == [1.0, 1.0, 0.0]
    assert centre_of(rows).tolist() == [0.0, 0.0]
