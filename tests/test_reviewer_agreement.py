"""κ and α against published values; what the metrics say of reviewers."""

import pandas as pd
import pytest
from sklearn.metrics import cohen_kappa_score

from pipeline.labels.agreement import (
    cohen_kappa,
    krippendorff_alpha,
    reviewer_agreement,
)

Row = tuple[str, str, tuple[str, ...]]


def units(*reviewers: str) -> list[str]:
    """One string per unit of what each reviewer said; a dot is a gap."""
    return ["".join(v for v in values if v != ".") for values in zip(*reviewers, strict=True)]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        # K. Krippendorff, Computing Krippendorff's alpha-reliability (2011): A, B and C.
        (units("0100000010", "1110010000"), 0.095),
        (units("aabbdccceddaaa"[:12], "babbbcccedddaa"[:12]), 0.692),
        (units("123321412...", "1233224125.3", ".3332342251.", "12332441251."), 0.743),
        (["aa", "bb", "cc"], 1.0),
        (["ab", "ba"], -0.5),
    ],
)
def test_alpha_as_published(given: list[str], expected: float) -> None:
    assert krippendorff_alpha(given) == pytest.approx(expected, abs=0.0005)
    assert krippendorff_alpha(given[::-1]) == pytest.approx(expected, abs=0.0005)


@pytest.mark.parametrize("given", [[], ["a"], ["a", "b"], ["aa", "aa"]])
def test_alpha_needs_pairs_and_two_values(given: list[str]) -> None:
    assert krippendorff_alpha(given) is None


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ({"yy": 20, "yn": 5, "ny": 10, "nn": 15}, 0.4),  # J. Cohen's formula by hand
        ({"yy": 45, "yn": 15, "ny": 25, "nn": 15}, 0.1304),
        ({"yn": 5, "ny": 5}, -1.0),
    ],
)
def test_kappa_of_known_tables(table: dict[str, int], expected: float) -> None:
    pairs = [pair for pair, n in table.items() for _ in range(n)]
    first, second = [p[0] for p in pairs], [p[1] for p in pairs]
    assert cohen_kappa(first, second) == pytest.approx(expected, abs=0.0001)
    assert cohen_kappa(first, second) == pytest.approx(cohen_kappa_score(first, second))


def test_kappa_without_spread_is_undefined() -> None:
    assert cohen_kappa([], []) is None
    assert cohen_kappa(["a", "a"], ["a", "a"]) is None


def labels(*rows: Row) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["text_key", "reviewer", "items"])
    return frame.assign(date=[f"2024-01-{day:02}" for day in range(1, len(rows) + 1)])


def test_the_metrics_name_who_differs_where() -> None:
    table = labels(
        ("a", "佐藤", ("x",)),
        ("a", "鈴木", ("x",)),
        ("b", "佐藤", ("x",)),
        ("b", "鈴木", ("y", "x")),
        ("c", "佐藤", ("x",)),
        ("c", "鈴木", ("y",)),
        ("c", "佐藤", ("y",)),  # thinks again
        ("d", "佐藤", ("old",)),
    )
    found = reviewer_agreement(table, ["x", "y"])
    assert (found["n_labels"], found["n_reviewers"], found["n_texts"]) == (8, 2, 3)
    assert found["n_texts_by_several"] == 3
    assert found["main_item"] == {"n": 3, "alpha": 0.4444, "kappa": 0.4}
    assert found["items"]["x"] == {"n": 3, "alpha": 1.0, "kappa": 1.0}
    assert found["items"]["y"]["kappa"] == pytest.approx(0.4)
    assert found["pairs"] == [{"reviewers": ["佐藤", "鈴木"], "n": 3, "kappa": 0.4}]
    assert found["disagreements"] == [{"text_key": "b", "items": {"佐藤": "x", "鈴木": "y;x"}}]


@pytest.mark.parametrize("rows", [[], [("a", "佐藤", ("x",))]])
def test_one_reviewer_has_nobody_to_agree_with(
    rows: list[Row],
) -> None:
    found = reviewer_agreement(labels(*rows), ["x"])
    assert found["main_item"] == {"n": 0}
    assert found["items"] == {}
    assert found["disagreements"] == []
