"""Decisions about like opinions are proposals; about the same text they are decisions."""

import numpy as np
import pandas as pd
import pytest

from pipeline.labels.decisions import Items
from pipeline.labels.propagation import (
    InheritParams,
    items_of_families,
    items_of_paraphrases,
    mean_of_texts,
)
from pipeline.report.summary.whole import summarize
from pipeline.report.wording import Status
from pipeline.report.workbook.lists import opinions_sheet, to_check_sheet
from pipeline.review_items.assigning import assignments
from pipeline.tables.assignments import Assignments
from pipeline.tables.base import as_matrix
from tests.report_example import small_inputs

PARAMS = InheritParams()


def table(rows: list[tuple[str, str, str, list[float]]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["text_key", "text_normalized", "family_id", "vector"])
    unit = [np.array(v) / np.linalg.norm(v) for v in frame["vector"]]
    return frame.assign(vector=[v.astype(np.float32) for v in unit])


# Centred on the round's mean, the first three lie together.
ROUND = table(
    [
        ("a", "移行経費を国が支援すべき", "f", [3, 1, 0]),
        ("a2", "移行経費を国が支援するべき", "f", [3, 1, 0]),
        ("p", "移行経費は重く、支援がほしい", "p", [3, 1, 0.1]),
        ("n", "移行経費の支援は不要である", "n", [3, 1, 0.1]),
        ("w", "道路を広げてほしい", "w", [3, 1, 0.1]),
        ("x", "移行経費を支援せず人材を", "x", [-3, 1, 0]),
        ("y", "専門人材が足りない", "y", [-3, -1, 1]),
    ]
)


def inherited_items(
    opinions: pd.DataFrame,
    decided: pd.DataFrame,
    families: dict[str, str],
    items: dict[str, Items],
    at_once: int = 2,
) -> list[Items]:
    """As the stage does it: near copies, then paraphrases among the others."""
    keys = opinions["text_key"].tolist()
    near = items_of_families(keys, families, decided["text_key"], items)
    is_open = [key not in items and not codes for key, codes in zip(keys, near, strict=True)]
    mean = mean_of_texts([(keys, as_matrix(opinions["vector"]))])
    others = items_of_paraphrases(opinions, is_open, decided, mean, items, PARAMS, at_once)
    return [one or other for one, other in zip(near, others, strict=True)]


def families(rows: pd.DataFrame) -> dict[str, str]:
    return dict(zip(rows["text_key"], rows["family_id"], strict=True))


def proposals(decided: list[str], items: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    rows = ROUND[ROUND["text_key"].isin(decided)]
    found = inherited_items(ROUND, rows, families(ROUND), items)
    return {key: items for key, items in zip(ROUND["text_key"], found, strict=True) if items}


def test_families_and_paraphrases_inherit_opposites_and_others_do_not() -> None:
    assert proposals(["a"], {"a": ("2-2",)}) == {"a2": ("2-2",), "p": ("2-2",)}


def test_a_family_decided_in_two_ways_has_both_proposals() -> None:
    items = {"a": ("2-2",), "p": ("3-2",)}
    assert proposals(["a", "p"], items) == {"a2": ("2-2",)}
    rows = ROUND.assign(family_id=["f"] * 3 + list("nwxy"))
    found = inherited_items(rows, rows[rows["text_key"].isin(["a", "p"])], families(rows), items)
    assert found[:3] == [(), ("2-2", "3-2"), ()]


@pytest.mark.parametrize("rows", [ROUND, ROUND[:0], ROUND[:1]])
def test_nothing_decided_or_nothing_there_proposes_nothing(rows: pd.DataFrame) -> None:
    assert inherited_items(rows, ROUND[:0], families(ROUND), {}) == [()] * len(rows)
    found = inherited_items(rows, ROUND[:1], families(ROUND), {"a": ("2-2",)})
    assert found[:1] == [()] * len(rows[:1])


def test_the_order_of_rows_changes_no_proposal() -> None:
    items = {"a": ("2-2",), "y": ("2-3",)}
    decided = ROUND[ROUND["text_key"].isin(items)]
    expected = dict(
        zip(
            ROUND["text_key"],
            inherited_items(ROUND, decided, families(ROUND), items),
            strict=True,
        )
    )
    for seed in range(3):
        mixed = ROUND.sample(frac=1, random_state=seed)
        shuffled = decided.sample(frac=1, random_state=seed)
        found = inherited_items(mixed, shuffled, families(ROUND), items)
        assert dict(zip(mixed["text_key"], found, strict=True)) == expected


@pytest.mark.parametrize("sizes", [(7,), (1, 6), (0, 3, 4), (2, 2, 2, 1)])
def test_the_mean_of_texts_does_not_depend_on_how_a_round_is_cut(sizes: tuple[int, ...]) -> None:
    rows = pd.concat([ROUND.iloc[:3], ROUND.iloc[:1], ROUND.iloc[3:6]])
    vectors, keys = as_matrix(rows["vector"]), rows["text_key"].tolist()
    ends = np.cumsum(sizes).tolist()
    blocks = [slice(begin, end) for begin, end in zip([0, *ends], ends, strict=False)]
    found = mean_of_texts([(keys[block], vectors[block]) for block in blocks])
    distinct = as_matrix(ROUND["vector"].iloc[:6])
    assert found.tolist() == distinct.mean(axis=0, dtype=np.float64).tolist()


def test_a_proposal_decides_nothing_and_stops_a_machine_that_differs() -> None:
    opinions = pd.DataFrame({"opinion_id": list("1234"), "text_key": list("abcd")})
    probabilities = np.array([[0.9, 0.1]] * 4)
    sure = np.array([True, True, True, False])
    made = assignments(
        opinions, ("x", "y"), probabilities, sure, {"a": ("y",)}, [("x",), ("y",), ("x",), ("x",)]
    )
    first = Assignments.checked(made, "assignments").query("rank == 1").set_index("opinion_id")
    assert first["item_code"].to_dict() == {"1": "y", "2": "x", "3": "x", "4": "x"}
    assert first["source"].tolist() == ["label", "machine", "machine", "machine"]
    assert first["decided"].tolist() == [True, False, True, False]
    marked = made[made["inherited"]]
    assert set(zip(marked["opinion_id"], marked["item_code"], strict=True)) == {
        ("2", "y"),
        ("3", "x"),
        ("4", "x"),
    }


def test_the_main_item_of_a_person_comes_first() -> None:
    opinions = pd.DataFrame({"opinion_id": ["1"], "text_key": ["a"]})
    table = assignments(
        opinions, ("x", "y", "z"), np.array([[0.9, 0.1, 0.2]]), np.array([False]), {"a": ("z", "x")}
    )
    assert table["item_code"].tolist() == ["z", "x", "y"]
    assert table["probability"].tolist() == [1, 1, 0]


def test_the_report_marks_what_is_inherited() -> None:
    inputs = small_inputs(["費用が重い。", "人が足りない。"])
    identity = inputs.opinions["opinion_id"].iloc[0]
    chosen = (inputs.assignments["opinion_id"] == identity) & (
        inputs.assignments["item_code"] == "2-3"
    )
    inputs.assignments["inherited"] = chosen
    summary = summarize(inputs)
    assert [line.inherited for line in summary.opinions] == [("2-3",), ()]
    assert summary.opinions[0].status is Status.TO_CHECK
    for sheet in (opinions_sheet(summary), to_check_sheet(summary)):
        column = [column.title for column in sheet.columns].index("継承案")
        assert sorted(str(row[column]) for row in sheet.rows) == ["", "2-3"]
