"""The benchmark's own arithmetic, and that rivals learn from what they may."""

import numpy as np
import pytest
from sklearn.metrics import f1_score

from benchmarks.review_item_rivals import RIVALS
from benchmarks.review_items import macro_f1, paired_bootstrap, paired_draws
from tests.item_texts import SUBJECTS, labelled, texts_of

TEXTS, ITEMS = labelled()
NAMES = texts_of([words[0] for words in SUBJECTS.values()])
GOLD = np.array([list(SUBJECTS).index(items[0]) for items in ITEMS])


def test_macro_f1_is_scikit_learn_s() -> None:
    random = np.random.default_rng(0)
    for n_classes in (2, 5, 12):
        gold, found = random.integers(0, n_classes, (2, 50))
        assert macro_f1(gold, found, n_classes) == pytest.approx(
            f1_score(gold, found, average="macro")
        )


def test_the_better_one_has_an_interval_above_zero_and_equals_have_none() -> None:
    random = np.random.default_rng(1)
    gold = random.integers(0, 3, 300)
    worse = np.where(random.uniform(size=300) < 0.4, 0, gold)
    low, high = paired_bootstrap(gold, gold, worse, 3)
    assert 0 < low < high
    assert paired_bootstrap(gold, worse, worse, 3) == (0.0, 0.0)
    low, high = paired_draws([0.6, 0.61, 0.62], [0.5, 0.52, 0.51])
    assert 0 < low < 0.1 < high


@pytest.mark.parametrize("name", RIVALS)
def test_a_rival_says_a_class_for_every_text(name: str) -> None:
    inside, outside = np.arange(0, 48, 2), np.arange(1, 48, 2)
    texts = texts_of(TEXTS)
    found = RIVALS[name](texts.take(inside), GOLD[inside], NAMES, texts.take(outside))
    assert found.shape == (24,)
    assert set(found) <= {0, 1, 2}
    if "examples" in name or "logistic" in name or "SVM" in name:
        assert (found == GOLD[outside]).mean() > 0.8
