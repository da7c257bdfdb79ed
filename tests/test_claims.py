"""Claims are members' words, and never say more than their author."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.text.normalize import normalize
from pipeline.themes.names.claims import Claim, best_claim, claims_of
from pipeline.themes.names.word_worth import Words
from tests.theme_inputs import case, handout, tokens


def texts_of(text: str) -> set[str]:
    normal = normalize(text)
    return {claim.text for claim in claims_of(normal, tokens(normal))}


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("また、移行期限の延長に柔軟に対応していただきたい。", "移行期限の延長に柔軟に対応"),
        ("規模に応じたシステムを構築すべきであると考える。", "規模に応じたシステムを構築すべき"),
        ("地方の負担が増えるため、国が経費を負担すべき。", "国が経費を負担すべき"),
        ("・人員が足りない中で、研修の機会を増やしてほしい。", "研修の機会を増やしてほしい"),
        ("賛成であるが、期限の延長を求める。", "期限の延長を求める"),
        ("国が費用を負担すべきであり、地方に求めるのは誤り。", "国が費用を負担すべき"),
        ("原子力発電を推進すべきではない。", "原子力発電を推進すべきではない"),
    ],
)
def test_claims_are_cut_at_borders_of_clauses(text: str, claim: str) -> None:
    assert claim in texts_of(text)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("原子力発電を推進すべきではない。", "原子力発電を推進すべき"),
        ("一律に期限を延長してほしくない。", "一律に期限を延長"),
        ("追加の経費が生じた場合は、国が経費を負担すべき。", "国が経費を負担すべき"),
        ("地方が求めるなら、標準化の期限を延長すべき。", "標準化の期限を延長すべき"),
        ("小規模な町村を除き、標準化の期限を守るべき。", "標準化の期限を守るべき"),
        ("地方の意見を聞かずに、標準化を進めるべきではない。", "標準化を進めるべきではない"),
        ("国が費用を出して、標準化を進めるべきではない。", "標準化を進めるべきではない"),
        ("「国が経費を負担すべき」との記載は不要である。", "国が経費を負担すべき"),
        ("国が経費を負担すべきという意見には反対。", "国が経費を負担すべき"),
        ("標準化の期限を守る必要があるとは思わない。", "標準化の期限を守る必要がある"),
    ],
)
def test_no_claim_says_more_than_its_author(text: str, wrong: str) -> None:
    assert wrong not in texts_of(text)


PIECES = (
    *"、。\n「」（）を国がは",
    *("標準化", "の期限", "延長", "すべき", "ではない", "場合は", "してほしい", "とは思わない"),
)


@settings(max_examples=80)
@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_claims_are_verbatim_and_keep_the_end_of_their_sentence(words: list[str]) -> None:
    text = normalize("".join(words))
    for claim in claims_of(text, tokens(text)):
        assert 8 <= len(claim.text) <= 40
        after = [part.split("。")[0].split("\n")[0] for part in text.split(claim.text)[1:]]
        assert after  # verbatim
        assert any("ない" not in rest for rest in after)
        assert 0 < claim.form <= 1


def test_the_best_claim_speaks_of_what_most_members_do() -> None:
    words = Words(
        present=np.array([[1.0, 0.0], [1.0, 1.0]]),
        value=np.array([1.0, 1.0]),
        shared=np.array([1.0, 0.5]),
        leading=frozenset({0}),
        columns={"期限": frozenset({0}), "人材": frozenset({1})},
    )
    own = [
        [Claim("期限を延長すべき", frozenset({"期限"}), 1.0)],
        [Claim("人材が足りない現状", frozenset({"人材"}), 1.0)],
    ]

    def best(taken: set[str], close: float = 1.0) -> str | None:
        return best_claim(own, words, frozenset(), lambda _: close, taken)

    assert best(set()) == "期限を延長すべき"
    assert best({"期限を延長すべき"}) == "人材が足りない現状"
    assert best(set(), close=0.0) is None


def test_points_have_claims_of_their_members_and_subjects_have_none() -> None:
    hand = handout()
    themes, members = hand.made()
    fine = themes[themes["level"] == "fine"]
    assert themes.loc[themes["level"] == "coarse", "claim"].isna().all()
    assert fine["claim"].notna().mean() > 0.8
    assert fine["claim"].dropna().is_unique
    text_of = hand.opinions.set_index("opinion_id")["text_normalized"]
    for theme in fine.dropna(subset="claim").itertuples():
        own = members.loc[members["theme_id"] == theme.theme_id, "opinion_id"]
        assert any(str(theme.claim) in text for text in text_of.loc[own])


def test_a_point_without_a_short_claim_has_none() -> None:
    themes, _ = case(["費用。", "費用だ。"], [0, 0]).made()
    assert themes["claim"].isna().all()
