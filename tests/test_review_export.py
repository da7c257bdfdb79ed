"""Which opinions come into the table, from tables of two small rounds on disk."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from pipeline.codebook.decided_opinions import decided_opinions
from pipeline.codebook.labels_file import append_labels
from pipeline.execution import ExecutionParams
from pipeline.family_parts import leaders_in
from pipeline.labels.propagation import items_of_families
from pipeline.near_duplicates.near_pairs import FamiliesParams
from pipeline.places import LABELS
from pipeline.report.workbook.review_rows import review_table, shown_texts
from pipeline.store import Store
from pipeline.tables.assignments import Assignments
from pipeline.tables.decided import DecidedOpinions
from pipeline.tables.embeddings import Embeddings
from pipeline.tables.opinions import Opinions
from pipeline.tables.themes import Families

FIRST, LATER = "2024-a", "2024-b"
# round, text_key, text, family, probability of the first item, vector
ROWS = [
    (FIRST, "a", "移行費用が重い。", "a", 0.9, [1, 0, 0]),
    (FIRST, "b", "人材が足りない。", "b", 0.5, [0, 1, 0]),
    (LATER, "a", "移行費用が重い。", "a", 0.9, [1, 0, 0]),
    (LATER, "c", "移行費用が重いです。", "a", 0.6, [1, 0.1, 0]),
    (LATER, "d", "移行費用が重いのです。", "a", 0.8, [1, 0.1, 0]),
    (LATER, "e", "期限を延ばしてほしい。", "e", 0.95, [0, 0, 1]),
    (LATER, "f", "窓口を一つにすべきだ。", "f", 0.7, [0, -1, 0]),
]
ITEMS = """items:
  - {code: 2-2, title: 費用}
  - {code: 3-2, title: 進め方}
  - {code: none, title: 該当なし}
"""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    (tmp_path / LABELS).parent.mkdir(parents=True)
    header = "text_key,items,nature,reviewer,date,import_id,comment,text,drawn\n"
    (tmp_path / LABELS).write_text(header, encoding="utf-8")
    (tmp_path / "corpora/codebook/review_items.yaml").write_text(ITEMS, encoding="utf-8")
    params = f"rounds: [{FIRST}, {LATER}]\nreview: {{novelty_weight: 0.0, most_spread: 10}}\n"
    (tmp_path / "params.yaml").write_text(params, encoding="utf-8")
    store = Store(tmp_path)
    frame = pd.DataFrame(ROWS, columns=["round", "key", "text", "family", "first", "vector"])
    frame["opinion_id"] = [f"{number:016x}" for number in range(len(frame))]
    frame["vector"] = [
        (np.array(v) / np.linalg.norm(v)).astype(np.float32) for v in frame["vector"]
    ]
    for name, part in frame.groupby("round"):
        write_round(store, str(name), part)
    is_first = ~frame["key"].duplicated() & (frame["key"] == frame["family"])
    families = pd.DataFrame(
        {
            "opinion_id": frame["opinion_id"],
            "family_id": frame["family"] * 16,
            "is_representative": is_first,
            "likeness": np.where(is_first, "representative", "near"),
        }
    )
    for name, part in frame.groupby("round"):  # copies of another round are none of this one
        own = families[families["opinion_id"].isin(part["opinion_id"])].copy()
        own["is_representative"] = ~own.duplicated("family_id")
        store.write(Families, own, str(name))
    return store


def write_round(store: Store, name: str, part: pd.DataFrame) -> None:
    opinions = pd.DataFrame(
        {
            "opinion_id": part["opinion_id"],
            "round": name,
            "number": range(1, len(part) + 1),
            "text_key": part["key"] * 16,
            "text": part["text"],
            "text_normalized": part["text"],
            "file": "回答.csv",
            "begin": 0,
            "end": 5,
        }
    )
    store.write(Opinions, opinions, name)
    vectors = part[["opinion_id", "vector"]].assign(vector_universal=part["vector"])
    store.write(Embeddings, vectors, name)
    ranks = [
        {"opinion_id": row.opinion_id, "item_code": code, "probability": p, "rank": rank}
        for row in part.itertuples()
        for rank, (code, p) in enumerate([("2-2", row.first), ("3-2", 1 - row.first)], start=1)
    ]
    store.write(Assignments, pd.DataFrame(ranks).assign(decided=False, source="machine"), name)


def label(store: Store, key: str, items: str, reviewer: str) -> None:
    row = {"text_key": key * 16, "items": items, "nature": "", "reviewer": reviewer}
    append_labels(store, [row | {"date": "2024-01-01", "comment": "", "text": "文"}], "2024-01-01")


def keys(store: Store, round_name: str, n_rows: int | None = None) -> list[str]:
    return [row.text_key[0] for row in review_table(store, round_name, n_rows).rows]


def test_doubtful_families_first_and_each_once(store: Store) -> None:
    assert keys(store, LATER) == ["c", "f", "e"]
    assert keys(store, LATER, 2) == ["c", "f"]
    assert keys(store, FIRST) == ["b", "a"]


def test_decided_texts_leave_the_table_in_every_round_contested_ones_lead_it(store: Store) -> None:
    label(store, "a", "2-2", "佐藤")
    assert keys(store, FIRST) == ["b"]
    assert keys(store, LATER) == ["c", "f", "e"]
    label(store, "e", "2-2", "佐藤")
    assert keys(store, LATER) == ["c", "f"]
    label(store, "e", "3-2", "鈴木")
    assert keys(store, LATER) == ["e", "c", "f"]
    table = review_table(store, LATER, 1)
    assert table.rows[0].remark == "判定不一致\n佐藤：2-2\n鈴木：3-2"
    assert table.n_waiting == 3


def test_a_decision_of_one_round_is_a_proposal_for_near_copies_of_another(store: Store) -> None:
    items = {"a" * 16: ("2-2",)}
    store.write(DecidedOpinions, decided_opinions(store, items))
    families = leaders_in(
        [store.place(Opinions, LATER), store.place(DecidedOpinions)],
        store.root / "parts",
        FamiliesParams(shortest_near=1, near_similarity=0.7),
        ExecutionParams(scheduler="none"),
    )
    keys = store.read(Opinions, LATER)["text_key"]
    found = items_of_families(keys, families, store.read(DecidedOpinions)["text_key"], items)
    assert dict(zip(keys.str[0], found, strict=True)) == {
        "a": (),
        "c": ("2-2",),
        "d": ("2-2",),
        "e": (),
        "f": (),
    }
    assert decided_opinions(store, {"z" * 16}).empty


def test_texts_of_all_rounds_can_be_answered(store: Store) -> None:
    assert {key[0] for key in shown_texts(store)} == set("abcdef")
