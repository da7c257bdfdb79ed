from pathlib import Path

import numpy as np
import pytest

from pipeline.errors import OpinionsError
from pipeline.quality.gold_labels import read_gold, within_accepted
from pipeline.quality.review_item_folds import cross_validate, out_of_fold_probabilities
from pipeline.review_items.classifier import TrainParams
from pipeline.review_items.model import ClassifyParams
from tests.item_texts import labelled, texts_of

TEXTS, ITEMS = labelled()
LABELS = [items[0] for items in ITEMS]
SMALL = TrainParams(inverse_penalties=(5.0,), balances=(1.0,), n_folds=3)


def test_classes_that_words_tell_apart_are_found() -> None:
    found = cross_validate(texts_of(TEXTS), LABELS, 4, SMALL, ClassifyParams())
    assert set(found) == {
        "top1",
        "top3",
        "macro_f1",
        "ece",
        "coverage_at_90",
        "accuracy_at_that_coverage",
    }
    assert found["top1"] is not None and found["top1"] > 0.9
    assert found["top3"] == 1


def test_labels_that_mean_nothing_score_like_chance_and_decide_nothing() -> None:
    random = np.random.default_rng(1)
    labels = [str(k) for k in random.integers(0, 3, len(TEXTS))]
    found = cross_validate(texts_of(TEXTS), labels, 3, SMALL, ClassifyParams())
    assert found["top1"] is not None and found["top1"] < 0.6
    assert found["coverage_at_90"] == 0
    assert found["accuracy_at_that_coverage"] is None


def test_permuted_rows_give_permuted_probabilities() -> None:
    texts = texts_of(TEXTS)
    order = np.random.default_rng(0).permutation(len(TEXTS))
    rule = ClassifyParams()
    probabilities, _ = out_of_fold_probabilities(texts, LABELS, 3, SMALL, rule)
    mixed, _ = out_of_fold_probabilities(
        texts.take(order), [LABELS[row] for row in order], 3, SMALL, rule
    )
    assert np.array_equal(mixed, probabilities[order])


def test_gold_counts_accepted_items_and_an_empty_cell_as_none(tmp_path: Path) -> None:
    path = tmp_path / "gold.csv"
    path.write_text("text_key,number,items,reason\na,1,1-1;2-1,r\nb,2,,r\n", encoding="utf-8")
    gold = read_gold(path)
    assert gold == {"a": ("1-1", "2-1"), "b": ("none",)}
    found = within_accepted([["2-1", "1-2"], ["1-1", "none"]], list(gold.values()))
    assert (found["n"], found["top1"], found["top2"]) == (2, 0.5, 1.0)
    path.write_text("text_key,items\na,1\na,2\n", encoding="utf-8")
    with pytest.raises(OpinionsError, match="twice"):
        read_gold(path)
