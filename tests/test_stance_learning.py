"""What is learnt of stances: the texts are sound, and the same texts give the same weights."""

import numpy as np
import pytest

from pipeline.review_items.stance import stance_of
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
    ("text", "proposal"),
    [
        (
            "分館を減らして中央館を充実させる方向に賛成します。小さな館は狭くて使いにくい。",
            "東分館と西分館を廃止する。予約資料の受取に1冊50円の手数料を徴収する。",
        ),
        (
            "古い詰所をやめて一つにする考えには賛成です。今のままでは人が集まらない。",
            "第5分団と第6分団を廃止する。報酬を減らす。",
        ),
        (
            "窓口を閉めて機械にかえる方向に賛成である。並ぶ時間がもったいない。",
            "支所の窓口を廃止する。証明書の手数料を引き上げる。",
        ),
    ],
)
def test_who_says_that_he_is_in_favour_is_not_against(text: str, proposal: str) -> None:
    assert stance_of(text, proposal).stance is not Stance.AGAINST
