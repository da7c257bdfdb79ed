"""The examples teach the policy, not the thirty opinions that the classifier is tested on."""

import csv
from pathlib import Path

import numpy as np
import pytest
from ruamel.yaml import YAML

from pipeline.codebook.review_items_file import read_examples, read_items
from pipeline.layouts.hand_out import DocumentParams, read_document
from pipeline.review_items.codebook import NONE
from pipeline.store import read_text
from pipeline.tables.ledger import State
from pipeline.text.normalize import normalize

HANDOUT = Path("corpora/rounds/2024-04-05-junbi-kaigo/document.txt")
# Share of the shorter text's 5-grams that both have: a common ending is 「していただきたい。」.
MOST_SHARED = 0.3
# Centred cosine; true paraphrases in Japanese lie between .55 and .61 (design 7).
MOST_LIKE = 0.5
TOPICS = {
    "exchange rate": ("為替", "円安", "外貨"),
    "vendors leaving": ("撤退", "手を引く", "引き揚げ"),
    "running costs": ("運用経費", "利用料", "保守料"),
    "migration costs": ("移行経費", "経費の補助"),
    "deadlines": ("期限", "期日"),
    "size of municipality": ("村", "小規模", "島しょ"),
    "double management": ("二重", "二度"),
    "data sovereignty": ("主権",),
    "security": ("セキュリティ", "漏", "サイバー攻撃", "持ち出し"),
    "local ordinances": ("条例",),
    "customisation": ("カスタマイズ",),
    "lock-in": ("ロックイン", "乗り換え"),
    "field departments": ("担当課", "原課", "窓口に立つ職員"),
    "staff": ("採用", "人材"),
    "changes of law": ("法改正", "制度改正", "制度が年に"),
}


def examples() -> list[str]:
    return read_examples(Path(), read_items(Path()))["text"].tolist()


def opinions() -> list[str]:
    entries = read_document(read_text(HANDOUT), HANDOUT.name, DocumentParams())
    return [entry.text[entry.text_begin :] for entry in entries if entry.state is State.OPINIONS]


def grams(text: str) -> set[str]:
    letters = "".join(normalize(text).split())
    return {letters[begin : begin + 5] for begin in range(len(letters) - 4)}


def test_no_example_copies_a_test_opinion() -> None:
    tested = [grams(text) for text in opinions()]
    assert len(tested) == 30
    for text in examples():
        mine = grams(text)
        shared = max(len(mine & other) / max(1, min(len(mine), len(other))) for other in tested)
        assert shared <= MOST_SHARED, text


@pytest.mark.slow
def test_no_example_paraphrases_a_test_opinion() -> None:
    from pipeline.encoders.encoder import load

    taught = [normalize(text) for text in examples()]
    vectors = load("models/encoder").encode([*taught, *(normalize(text) for text in opinions())])
    centred = vectors - vectors[: len(taught)].mean(axis=0)
    centred /= np.linalg.norm(centred, axis=1, keepdims=True)
    like = centred[: len(taught)] @ centred[len(taught) :].T
    nearest = np.flatnonzero(like.max(axis=1) > MOST_LIKE)
    assert not len(nearest), [taught[row] for row in nearest]


@pytest.mark.parametrize("topic", TOPICS)
def test_the_policy_is_covered(topic: str) -> None:
    table = read_examples(Path(), read_items(Path()))
    own = table[[NONE not in items for items in table["items"]]]
    said = [text for text in own["text"] if any(word in text for word in TOPICS[topic])]
    assert len(said) >= 3, said


def test_every_class_has_examples_and_every_item_a_version_author_and_date() -> None:
    book = read_items(Path())
    table = read_examples(Path(), book)
    for code in book.classes:
        assert sum(code in items for items in table["items"]) >= 25, code
    raw = YAML(typ="safe").load(Path("corpora/codebook/review_items.yaml"))
    for item in raw["items"]:
        assert {"version", "author", "date"} <= set(item), item["code"]
    with Path("corpora/codebook/examples.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len({row["example_id"] for row in rows}) == len({row["text"] for row in rows})
    assert all(row["written_by"] and row["date"] for row in rows)
