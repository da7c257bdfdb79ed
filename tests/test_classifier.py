from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from pipeline.model_file import model_files
from pipeline.review_items.assigning import assignments
from pipeline.review_items.calibration import (
    Calibration,
    decision_threshold,
    expected_calibration_error,
    fit_calibration,
    reliability,
    sample_weights,
)
from pipeline.review_items.classifier import TrainParams, train
from pipeline.review_items.codebook import read_codebook
from pipeline.review_items.measures import item_measures
from pipeline.review_items.model import ClassifyParams, ItemModel
from pipeline.review_items.model_card import card, card_text
from pipeline.review_items.training_set import definition_phrases, labelled_texts, stratified_folds
from pipeline.tables.assignments import Assignments
from tests.item_texts import SUBJECTS, labelled, texts_of

TEXTS, ITEMS = labelled()
CLASSES = (*SUBJECTS, "none")
SMALL = TrainParams(inverse_penalties=(5.0,), balances=(0.5, 1.0))


def trained(
    texts: list[str] = TEXTS, items: list[tuple[str, ...]] = ITEMS, single: bool = False
) -> ItemModel:
    return train(texts_of(texts), items, CLASSES, SMALL, single_label=single)


@pytest.mark.parametrize("single", [True, False])
def test_it_learns_and_probabilities_are_probabilities(single: bool) -> None:
    new = ["移行費用の負担が大きい。", "専門人材を確保できない。", "移行期限の延長を求める。"]
    probabilities = trained(single=single).probabilities(texts_of(new))
    assert probabilities.shape == (3, len(CLASSES))
    assert ((probabilities >= 0) & (probabilities <= 1)).all()
    assert [CLASSES[c] for c in probabilities.argmax(axis=1)] == ["money", "people", "time"]
    if single:
        assert np.allclose(probabilities.sum(axis=1), 1)


def test_the_order_of_rows_changes_no_byte() -> None:
    order = np.random.default_rng(0).permutation(len(TEXTS))
    mixed = trained([TEXTS[row] for row in order], [ITEMS[row] for row in order])
    model = trained()
    assert model_files(model) == model_files(mixed) == model_files(trained())
    texts = texts_of(TEXTS)
    together = model.probabilities(texts)
    assert np.array_equal(model.probabilities(texts.take(order)), together[order])
    assert np.array_equal(model.probabilities(texts.take([7])), together[[7]])


def test_a_text_of_two_items_has_two_probable_items() -> None:
    both = [
        f"{money}と{people}が足りない。"
        for money in SUBJECTS["money"]
        for people in SUBJECTS["people"]
    ]
    model = trained(TEXTS + both, ITEMS + [("money", "people")] * len(both))
    (found,) = model.probabilities(texts_of(["利用料と担当職員の両方が足りない。"]))
    assert set(np.argsort(-found)[:2]) == {0, 1}
    assert found[:2].min() > 0.3


@pytest.mark.parametrize(
    ("n", "classes_seen"),
    [(1, 1), (2, 1), (16, 1), (17, 2), (18, 2), (33, 3)],
    ids=["one text", "two", "one class", "a class of one", "a class of two", "third class of one"],
)
def test_no_class_is_lost_however_few_its_texts(n: int, classes_seen: int) -> None:
    model = trained(TEXTS[:n], ITEMS[:n])
    found = model.probabilities(texts_of(TEXTS))
    assert found.shape == (len(TEXTS), len(CLASSES))
    assert np.isfinite(found).all()
    assert set(found[:n].argmax(axis=1)) <= set(range(classes_seen))
    assert (found[:, 3] < found.max(axis=1)).all()  # none was never seen


def test_contradictory_labels_share_the_probability() -> None:
    turned = ITEMS[16:] + ITEMS[:16]  # all items stay equally frequent
    found = trained(TEXTS + TEXTS, ITEMS + turned).probabilities(texts_of(TEXTS))
    for row, (one, other) in enumerate(zip(ITEMS, turned, strict=True)):
        first, second = (CLASSES.index(code) for (code,) in (one, other))
        assert abs(found[row, first] - found[row, second]) < 0.2, TEXTS[row]
        assert min(found[row, first], found[row, second]) > found[row, 3]


def test_what_says_nothing_cannot_be_calibrated_and_decides_nothing() -> None:
    random = np.random.default_rng(0)
    items = [(CLASSES[k],) for k in random.integers(0, 3, len(TEXTS))]
    model = trained(TEXTS, items)
    found = model.probabilities(texts_of(TEXTS))
    assert not model.decide(found, ClassifyParams()).any()
    few = trained(TEXTS[:20], ITEMS[:20])
    assert not few.calibration.fitted
    assert few.threshold(ClassifyParams()) is None


@pytest.mark.parametrize(
    "items", [[], [("money",), ()], [("money",), ("unknown",)]], ids=["none", "empty", "unknown"]
)
def test_unusable_labels_are_refused(items: list[tuple[str, ...]]) -> None:
    with pytest.raises(ValueError, match="at least one item"):
        trained(TEXTS[: len(items)], items)


def test_definitions_alone_place_a_text() -> None:
    phrases = texts_of([word for words in SUBJECTS.values() for word in words])
    codes = [name for name, words in SUBJECTS.items() for _ in words]
    model = train(
        texts_of(["移行費用が重い。"]),
        [("money",)],
        CLASSES,
        SMALL,
        definitions=phrases,
        definition_items=codes,
    )
    found = model.probabilities(texts_of(["職員研修", "工程表"]))
    assert [CLASSES[c] for c in found.argmax(axis=1)] == ["people", "time"]


def test_copies_of_a_text_are_held_out_together() -> None:
    texts = ["a", "b", "a", "c", "d", "a"]
    folds = stratified_folds(texts, [("x",)] * 6, 3)
    assert folds[0] == folds[2] == folds[5]
    assert set(folds) == {0, 1, 2}


def simulated(n: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Top probabilities that are true, and whether each was right."""
    random = np.random.default_rng(seed)
    top = random.uniform(0.3, 1, n)
    return top, random.uniform(size=n) < top


def test_the_promised_accuracy_holds_as_often_as_promised() -> None:
    kept = []
    for seed in range(200):
        top, right = simulated(400, seed)
        threshold = decision_threshold(top, right, 0.9, 0.9)
        if threshold is not None:
            kept.append((max(threshold, 0.3) + 1) / 2 >= 0.9)  # true accuracy above the threshold
    assert len(kept) > 50
    assert np.mean(kept) >= 0.97  # of the surest two thirds, more than the bound alone promises


@pytest.mark.parametrize(
    ("right", "n", "decides"), [(1.0, 300, True), (0.5, 300, False), (1.0, 10, False)]
)
def test_the_rule_decides_where_it_may(right: float, n: int, decides: bool) -> None:
    top = np.linspace(0.5, 1, n)
    correct = np.arange(n) < right * n
    assert (decision_threshold(top, correct, 0.9, 0.9) is not None) == decides


def test_calibration_finds_the_slope_that_was_put_in() -> None:
    random = np.random.default_rng(0)
    logits = random.normal(size=(4000, 3)) * 2
    gold = [random.choice(3, p=row) for row in Calibration(0.5, 0, True).probabilities(logits)]
    found = fit_calibration(logits, np.eye(3)[gold], single_label=True)
    assert found.slope == pytest.approx(0.5, rel=0.1)
    several = fit_calibration(logits, np.eye(3)[gold], single_label=False).probabilities(logits)
    right = several.argmax(axis=1) == np.array(gold)
    assert expected_calibration_error(several.max(axis=1), right) < 0.05


def test_the_reliability_plot_holds_every_text_once_and_its_truth() -> None:
    random = np.random.default_rng(0)
    top = random.uniform(0.3, 1, 3000)
    curve = reliability(top, random.uniform(size=3000) < top)
    assert curve["n"].sum() == 3000
    assert curve["stated"].is_monotonic_increasing
    assert ((curve["low"] <= curve["found"]) & (curve["found"] <= curve["high"])).all()
    assert ((curve["low"] <= curve["stated"]) & (curve["stated"] <= curve["high"])).mean() > 0.7
    assert reliability(np.ones(1), np.ones(1, dtype=bool))["high"].tolist() == [1.0]
    assert reliability(np.zeros(0), np.zeros(0, dtype=bool)).empty


def test_calibration_error_of_what_is_always_sure() -> None:
    right = np.array([True, False] * 50)
    assert expected_calibration_error(np.ones(100), right) == pytest.approx(0.5)
    assert expected_calibration_error(np.full(100, 0.5), right) == pytest.approx(0.0, abs=0.08)


def test_measures_count_any_accepted_item() -> None:
    probabilities = np.array([[0.6, 0.3, 0.1], [0.2, 0.5, 0.3], [0.2, 0.5, 0.3]])
    truth = np.array([[1, 1, 0], [1, 0, 1], [0, 1, 0]], dtype=bool)
    found = item_measures(probabilities, truth)
    assert found["top1"] == pytest.approx(2 / 3)
    assert found["top2"] == found["top3"] == 1


def test_a_person_s_label_wins_wherever_its_text_returns() -> None:
    opinions = pd.DataFrame({"opinion_id": ["1", "2", "3"], "text_key": ["a", "b", "a"]})
    probabilities = np.array([[0.9, 0.1], [0.2, 0.8], [0.9, 0.1]])
    sure = np.array([True, False, False])
    labels = {"a": ("y",), "b": ("retired",)}
    table = assignments(opinions, ("x", "y"), probabilities, sure, labels)
    Assignments.checked(table, "assignments")
    first = table[table["rank"] == 1].set_index("opinion_id")
    assert first["item_code"].to_dict() == {"1": "y", "2": "y", "3": "y"}
    assert first["source"].to_dict() == {"1": "label", "2": "machine", "3": "label"}
    assert first["decided"].to_dict() == {"1": True, "2": False, "3": True}
    assert first.loc["1", "probability"] == 1
    empty = assignments(opinions[:0], ("x", "y"), probabilities[:0], sure[:0], labels)
    assert len(Assignments.checked(empty, "assignments")) == 0


CODEBOOK = read_codebook(
    {
        "items": [
            {"code": "money", "title": "費用", "definition": "移行経費、利用料。"},
            {"code": "people", "title": "人材の確保"},
            {"code": "time", "title": "期限と日程"},
            {"code": "old", "title": "廃止した項目", "retired": True},
            {"code": "none", "title": "該当なし"},
        ]
    },
    "review_items.yaml",
)


def frame(*rows: tuple[str, tuple[str, ...]]) -> pd.DataFrame:
    return pd.DataFrame(
        [(text, text, items) for text, items in rows], columns=["text_key", "text", "items"]
    )


def test_the_last_label_counts_and_retired_items_teach_nothing() -> None:
    examples = frame(("a", ("money",)), ("b", ("old",)), ("c", ("old", "time")))
    labels = frame(("a", ("time",)), ("a", ("people",)), ("d", ("none",)))
    learnt = labelled_texts(examples, labels, CODEBOOK.classes).set_index("text_key")
    assert learnt["items"].to_dict() == {"a": ("people",), "c": ("time",), "d": ("none",)}
    assert learnt["is_label"].to_dict() == {"a": True, "c": False, "d": True}
    assert not learnt["is_drawn"].any()
    marked = labelled_texts(examples, labels.assign(drawn=["", "", "無作為"]), CODEBOOK.classes)
    assert marked.set_index("text_key")["is_drawn"].to_dict() == {"a": False, "c": False, "d": True}


def test_the_promise_rests_on_what_was_drawn_alone() -> None:
    model = trained()
    n = len(model.truth)
    sure = np.tile([0.9, 0.05, 0.03, 0.02], (n, 1)).astype(np.float32)
    wrong = np.zeros_like(model.truth)
    wrong[:, 1] = 1
    wrong[: n // 2] = [1, 0, 0, 0]
    right_half = (np.arange(n) < n // 2).astype(np.float32)
    found = replace(model, held_out=sure, truth=wrong, drawn=right_half)
    assert found.threshold(ClassifyParams(confidence=0.9)) == pytest.approx(0.9)
    assert replace(found, drawn=1 - right_half).threshold(ClassifyParams()) is None
    assert replace(found, drawn=np.zeros(n)).threshold(ClassifyParams()) is None


def test_drawn_texts_count_as_much_as_all_others() -> None:
    drawn = np.arange(100) < 20
    weights = sample_weights(drawn)
    assert weights[drawn].sum() == pytest.approx(weights[~drawn].sum())
    assert (sample_weights(np.ones(5, dtype=bool)) == 1).all()


def test_phrases_of_definitions_belong_to_active_items() -> None:
    phrases, codes = definition_phrases(CODEBOOK)
    assert ("移行経費", "money") in zip(phrases, codes, strict=True)
    assert "old" not in codes
    assert all(len(phrase) >= 4 for phrase in phrases)


@pytest.mark.parametrize(
    ("n_labels", "least_labels", "calibrated"),
    [(0, 100, False), (99, 100, False), (100, 100, True), (60, 50, True), (49, 50, False)],
)
def test_the_card_says_whether_it_may_decide(
    n_labels: int, least_labels: int, calibrated: bool
) -> None:
    is_label = np.arange(len(ITEMS) * 3) < n_labels
    learnt = pd.DataFrame({"items": ITEMS * 3, "is_label": is_label, "is_drawn": is_label})
    facts = card(trained(), learnt, ClassifyParams(least_labels=least_labels), {"numpy": "1"})
    assert facts["calibrated"] is calibrated
    assert facts["n_labels_needed"] == least_labels
    assert facts["sizes"] == {"money": 48, "people": 48, "time": 48, "none": 0}
    text = card_text(facts, CODEBOOK)
    assert ("未較正" in text) is not calibrated
    assert "人材の確保" in text
