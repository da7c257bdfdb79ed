"""Reasons are shares of the score: laws on the small texts."""

import numpy as np
import pandas as pd

from pipeline.review_items.reasons import ReasonParams, reasons
from pipeline.tables.reasons import Reasons
from tests.item_texts import texts_of
from tests.test_classifier import CLASSES, TEXTS, trained

MODEL = trained()
NEW = ["補助金が町村に足りない。", "作業日程を示すべき。", "ｘ"]


def table(texts: list[str]) -> pd.DataFrame:
    encoded = texts_of(texts)
    found = reasons(
        [f"o{n}" for n in range(len(texts))],
        encoded,
        MODEL,
        MODEL.probabilities(encoded),
        ReasonParams(),
    )
    return Reasons.checked(found, "reasons")


def test_terms_stand_in_the_opinion_and_examples_in_the_codebook() -> None:
    found = table(NEW)
    for row in found.itertuples():
        text = NEW[int(row.opinion_id[1:])]
        if row.kind == "term":
            assert row.text in "".join(text.split()).lower()
        else:
            assert row.text in TEXTS
    money = found[(found["opinion_id"] == "o0") & (found["item_code"] == "money")]
    assert "補助金" in set(money.loc[money["kind"] == "term", "text"])
    assert set(found["item_code"]) <= set(CLASSES)


def test_reasons_are_ordered_few_and_do_not_repeat_letters() -> None:
    found = table(NEW + TEXTS[:8])
    assert set(found["kind"]) >= {"term"}
    for (_, _, kind), group in found.groupby(["opinion_id", "item_code", "kind"]):
        assert group["weight"].is_monotonic_decreasing
        assert group["order"].tolist() == list(range(1, len(group) + 1))
        assert len(group) <= (4 if kind == "term" else 2)
        if kind == "term":
            letters = [set(text) for text in group["text"]]
            assert all(not (a & b) for i, a in enumerate(letters) for b in letters[:i])


def test_an_opinion_has_the_same_reasons_beside_others() -> None:
    alone, beside = table(NEW[:1]), table(NEW)
    mine = beside[beside["opinion_id"] == "o0"].reset_index(drop=True)
    assert mine["text"].tolist() == alone["text"].tolist()
    assert np.allclose(mine["weight"], alone["weight"], atol=1e-4)


def test_no_opinions_no_reasons() -> None:
    assert table([]).empty
