"""What is learnt of stances: the texts are sound, and the same texts give the same weights."""

import numpy as np
import pytest

from pipeline.review_items.stance import FoundStance, stance_of
from pipeline.review_items.stance_features import N_CUES, cues, runs
from pipeline.review_items.stance_learning import STANCES, judged_texts, kept_weights, learn
from pipeline.tables.natures import Stance

BRIDGE = "古い吊り橋を取り壊す。"


def test_every_text_says_what_is_proposed_and_every_stance_is_taught() -> None:
    texts = list(judged_texts())
    assert all(one.text and one.proposal for one in texts)
    assert {one.stance for one in texts} == set(STANCES)
    assert len({(one.text, one.proposal) for one in texts}) == len(texts)


def test_the_same_texts_give_the_same_weights() -> None:
    texts = tuple(judged_texts())[::9]
    first, second = learn(texts), learn(texts)
    assert first.places == second.places
    assert np.array_equal(first.of_runs, second.of_runs)


def test_probabilities_are_some_of_all_for_any_text() -> None:
    for text in ("", "。", "?", "橋", "吊り橋を残してください。\n" * 50, "\U0001f600"):
        probabilities = kept_weights().probabilities(text, BRIDGE)
        assert probabilities.shape == (len(STANCES),)
        assert np.isclose(probabilities.sum(), 1.0)
        assert len(cues([text], BRIDGE)) == N_CUES


def test_what_is_proposed_is_no_wording() -> None:
    assert runs("水門は必要だ。", "水門を壊す。") == runs("風車は必要だ。", "風車を建てる。")
    assert runs("2割の負担", "") == runs("35割の負担!!", "")


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("小さな館は狭い。まとめる方向に賛成します。", Stance.UNKNOWN),
        ("詰所を一つにする考えには賛成です。人が集まらない。", Stance.UNKNOWN),
        ("機械にかえることには賛成である。並ぶ時間が惜しい。", Stance.UNKNOWN),
        ("まとめる方向には賛成できない。", Stance.AGAINST),
        ("賛成の人もいるが、遠くなる者のことを考えていない。", Stance.AGAINST),
    ],
)
def test_who_says_that_he_is_in_favour_is_not_against_by_wording(
    text: str, stance: Stance, monkeypatch: pytest.MonkeyPatch
) -> None:
    sure = (np.array(STANCES) == Stance.AGAINST).astype(float)
    monkeypatch.setattr(type(kept_weights()), "probabilities", lambda *_: sure)
    ruled = FoundStance(Stance.UNKNOWN, "")
    monkeypatch.setattr("pipeline.review_items.stance.stance_by_rules", lambda *_: ruled)
    assert stance_of(text, "支所の窓口を廃止する。").stance is stance
