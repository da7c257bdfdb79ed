"""The codebook in the repository, and what is said of a broken one."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pipeline.codebook.agenda import read_items, read_schedule
from pipeline.codebook.review_items_draft import complete
from pipeline.layouts.hand_out import DocumentParams, read_document
from pipeline.review_items.codebook import (
    NONE,
    CodebookError,
    read_codebook,
    read_labelled,
    require_taught,
)
from pipeline.tables.ledger import State
from pipeline.text.normalize import text_key
from pipeline.yaml_files import read_yaml

FOLDER = Path("corpora/codebook")
HANDOUT = Path("corpora/rounds/2024-04-05-junbi-kaigo/document.txt")
LEAVES = ["1-1", "1-2", "2-1", "2-2", "2-3", "3-1", "3-2"]


def csv(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")


@pytest.fixture(scope="module")
def opinions() -> list[str]:
    entries = read_document(HANDOUT.read_text(encoding="utf-8"), "document.txt", DocumentParams())
    return [entry.text[entry.text_begin :] for entry in entries if entry.state is State.OPINIONS]


def test_the_codebook_holds_the_official_items_and_enough_examples() -> None:
    codebook = read_codebook(read_yaml(FOLDER / "review_items.yaml"), "review_items.yaml")
    assert [leaf.code for leaf in codebook.leaves] == LEAVES
    assert codebook.classes == (*LEAVES, NONE)
    assert all(len(leaf.definition) > 60 for leaf in codebook.leaves)
    assert codebook.leaves_below("3") == ("3-1", "3-2")
    examples = read_labelled(csv(FOLDER / "examples.csv"), codebook, "examples.csv")
    assert all(sum(code in items for items in examples["items"]) >= 25 for code in codebook.classes)
    assert examples["example_id"].is_unique
    assert examples["text"].map(text_key).is_unique
    two = examples["items"].map(len)
    assert two.max() == 2
    assert (two == 2).sum() >= 10
    assert not any(NONE in items and len(items) > 1 for items in examples["items"])


def test_nothing_is_left_to_read_from_the_hand_out() -> None:
    text = HANDOUT.read_text(encoding="utf-8")
    path = FOLDER / "review_items.yaml"
    content, n_added = complete(path, read_items(text, "d"), read_schedule(text, 2024))
    assert n_added == 0
    assert content == path.read_text(encoding="utf-8")


def test_the_agenda_of_a_hand_out_becomes_a_codebook(tmp_path: Path) -> None:
    text = HANDOUT.read_text(encoding="utf-8")
    content, n_added = complete(
        tmp_path / "new.yaml", read_items(text, "d"), read_schedule(text, 2024)
    )
    (tmp_path / "new.yaml").write_text(content, encoding="utf-8")
    assert n_added == 25
    made = read_yaml(tmp_path / "new.yaml")
    committed = read_yaml(FOLDER / "review_items.yaml")
    assert made["schedule"] == committed["schedule"]
    titles = {item["code"]: item["title"] for item in committed["items"]}
    assert all(titles[item["code"]] == item["title"] for item in made["items"])


def grams(text: str, n: int = 5) -> set[str]:
    return {text[i : i + n] for i in range(len(text) - n + 1)}


def test_examples_are_not_the_real_opinions_in_other_words(opinions: list[str]) -> None:
    """Character 5-grams; tests/test_encoder… looks at vectors."""
    examples = csv(FOLDER / "examples.csv")["text"]
    assert len(examples) and opinions
    for example in examples:
        for opinion in opinions:
            shared = grams(example) & grams(opinion)
            union = grams(example) | grams(opinion)
            assert len(shared) / len(union) < 0.2, example
            assert len(shared) / len(grams(example)) < 0.45, example


def test_gold_labels_are_of_the_real_opinions(opinions: list[str]) -> None:
    gold = csv(Path("corpora/gold/2024-04-05-junbi-kaigo.csv"))
    assert gold["text_key"].tolist() == [text_key(opinion) for opinion in opinions]
    assert gold["reason"].str.len().min() >= 10
    accepted = gold["items"].str.split(";")
    assert set(accepted.explode()) <= set(LEAVES)
    assert accepted.map(len).between(0, 2).all()


ITEM = {"code": "1-1", "title": "姿"}
NONE_ITEM = {"code": "none", "title": "該当なし"}


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"items": [ITEM]}, "'none'"),
        ({"items": [ITEM, ITEM, NONE_ITEM]}, "stand twice.*1-1"),
        ({"items": [{"code": "1-1"}]}, "no. 1 needs 'code' and 'title'"),
        ({"items": [ITEM | {"parent": "9"}, NONE_ITEM]}, "unknown parent 9"),
        ({"items": ["1-1"]}, "no. 1 needs"),
    ],
)
def test_a_broken_item_list_is_named(values: dict[str, Any], message: str) -> None:
    with pytest.raises(CodebookError, match=message):
        read_codebook(values, "review_items.yaml")


@pytest.mark.parametrize(
    ("cells", "message"),
    [(["1-1", "9-9"], r"row 3: \['9-9'\].*Items are: 1-1, none"), (["", "1-1"], "row 2: no item")],
)
def test_a_label_for_an_unknown_item_is_named(cells: list[str], message: str) -> None:
    codebook = read_codebook({"items": [ITEM, NONE_ITEM]}, "review_items.yaml")
    with pytest.raises(CodebookError, match=message):
        read_labelled(pd.DataFrame({"items": cells}), codebook, "labels.csv")
    with pytest.raises(CodebookError, match="column 'items' is missing"):
        read_labelled(pd.DataFrame({"item": cells}), codebook, "labels.csv")


@pytest.mark.parametrize("values", [{}, {"items": []}, {"items": [NONE_ITEM]}])
def test_review_items_are_optional(values: dict[str, Any]) -> None:
    assert read_codebook(values, "review_items.yaml").classes == ()


@pytest.mark.parametrize(
    ("examples", "defined", "message"),
    [
        (["1-1"], ["none"], ""),
        ([], ["1-1", "none"], ""),
        (["1-1"], [], "items none from"),
        ([], [], "items 1-1, none from"),
    ],
)
def test_an_item_that_nothing_teaches_is_named(
    examples: list[str], defined: list[str], message: str
) -> None:
    labelled = pd.DataFrame({"items": [(code,) for code in examples]})
    if not message:
        require_taught(labelled, defined, ("1-1", "none"))
        return
    with pytest.raises(CodebookError, match=message):
        require_taught(labelled, defined, ("1-1", "none"))
