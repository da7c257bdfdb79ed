"""Claims are members' words, and never say more than their author."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.tables.base import Vectors
from pipeline.text.normalize import normalize
from pipeline.themes.names.claim_choice import ChosenClaim, best_claim
from pipeline.themes.names.claim_form import MOST_CHARACTERS, Claim
from pipeline.themes.names.claims import Asked, asked_in
from pipeline.themes.names.shortened import LEFT_OUT, shortened_in
from pipeline.themes.names.word_worth import Words
from tests.theme_inputs import Case, case, handout, tokens


def texts_of(text: str) -> set[str]:
    normal = normalize(text)
    return {claim.text for claim in asked_in(normal, tokens(normal)).claims}


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
        ("校名を残していただきたい。", "校名を残していただきたい"),
        ("料金の計算方法を示してほしいと思います。", "料金の計算方法を示してほしい"),
        ("側溝を直して。", "側溝を直して"),
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


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("駅から遠い。窓口が役場に一つしかない。", {"窓口が役場に一つしかない"}),
        ("窓口が役場に一つしかない。窓口を増やしてほしい。", {"窓口を増やしてほしい"}),
        ("役場の窓口を増設する提案", set()),
        ("「再生」の追加を求める。", set()),
        ("窓口の増設について", set()),
    ],
)
def test_who_asks_for_nothing_claims_what_he_states_in_a_sentence(
    text: str, claims: set[str]
) -> None:
    assert texts_of(text) == claims


PIECES = (
    *"、。\n「」（）を国がは",
    *("標準化", "の期限", "延長", "すべき", "ではない", "場合は", "してほしい", "とは思わない"),
)


@settings(max_examples=80)
@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_claims_are_verbatim_and_keep_the_end_of_their_sentence(words: list[str]) -> None:
    text = normalize("".join(words))
    for claim in asked_in(text, tokens(text)).claims:
        assert 6 <= len(claim.text) <= 40
        after = [part.split("。")[0].split("\n")[0] for part in text.split(claim.text)[1:]]
        assert after  # verbatim
        assert any("ない" not in rest for rest in after)
        assert 0 < claim.form <= 1


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (
            "投資を呼び込むことを目指すべき。\n↓\n企業が評価されることを目指すべき。",
            "投資を呼び込むことを目指すべき",
        ),
        ("「国が経費を負担する必要がある」とあるが、反対である。", "国が経費を負担する必要がある"),
        ("稼働時間の圧縮が必要である。しかし、人件費は別である。", "稼働時間の圧縮が必要である"),
        (
            "(意見)修正を求める。\n(理由)他の施策との経済性を考えるべき。",
            "他の施策との経済性を考えるべき",
        ),
        (
            "国と地方の情報交流は、職員にとっても良い手段ではないか。",
            "職員にとっても良い手段ではないか",
        ),
        ("地方の意見を聞くことを心強く感じている。", "地方の意見を聞くことを心強く感じている"),
    ],
)
def test_claims_are_what_their_author_wants_and_keep_what_it_is_about(
    text: str, wrong: str
) -> None:
    assert wrong not in texts_of(text)


TERMS = {"期限": 0, "延長": 1, "人材": 2}
WORDS = Words(
    present=np.array([[1.0, 1.0, 0.0], [1.0, 1.0, 1.0]]),
    value=np.array([1.0, 1.0, 1.0]),
    shared=np.array([1.0, 1.0, 0.5]),
    leading=frozenset({0}),
    columns={term: frozenset({column}) for term, column in TERMS.items()},
    weight=np.array([0.5, 0.5]),
)
LATER = frozenset({"期限", "延長"})
STAFF = frozenset({"人材"})


def meaning(words: frozenset[str]) -> Vectors:
    found = np.zeros(3)
    found[[TERMS[word] for word in words]] = 1.0
    return np.asarray(found / np.linalg.norm(found))


LATER_CLAIM = Claim("期限を延長すべき", LATER, 1.0)
STAFF_CLAIM = Claim("人材が足りず不安", STAFF, 1.0)


def best(
    *,
    taken: frozenset[str] = frozenset(),
    sides: tuple[int, int] = (0, 0),
    along: float = 1.0,
    others: int = 0,
    times: int = 1,
    cut: tuple[Claim, ...] = (),
    states: bool = False,
) -> ChosenClaim | None:
    members = [
        Asked((replace(LATER_CLAIM, side=sides[0], is_statement=states),), (LATER,), sides[0]),
        Asked(
            (replace(STAFF_CLAIM, side=sides[1], is_statement=states),), (STAFF, LATER), sides[1]
        ),
        *[Asked()] * others,
    ] * times
    n = len(members)
    words = replace(WORDS, weight=np.full(n, 1 / n))
    shortened = [lambda: cut] + [tuple[Claim, ...]] * (n - 1)
    centre = along * np.ones(3)
    return best_claim(members, shortened, words, frozenset(), meaning, centre, taken)


def test_the_best_claim_speaks_of_what_most_members_do_and_says_for_how_many() -> None:
    assert best() == ChosenClaim("期限を延長すべき", 1.0)
    assert best(others=3, times=4) == ChosenClaim("期限を延長すべき", 0.4)
    assert best(along=0.0) == best()  # a round of one content lies in no direction
    assert best(along=-1.0) == best()  # the worst claim is better than none


@pytest.mark.parametrize(
    ("second", "beside"),
    [
        (STAFF_CLAIM, "人材が足りず不安"),
        (replace(STAFF_CLAIM, is_statement=True), "人材が足りず不安"),  # of the other half
        (replace(STAFF_CLAIM, words=LATER), None),  # the same words twice
        (replace(STAFF_CLAIM, text="人材が足りず不安になる…"), None),  # its end is left out
        (replace(STAFF_CLAIM, text="人材" * 20), None),  # both are longer than they may be
    ],
)
def test_beside_it_stands_what_others_claim(second: Claim, beside: str | None) -> None:
    first = replace(
        LATER_CLAIM, text="小さな町村のために移行の期限をもう少しだけ先の年まで延長すべき"
    )
    members = [Asked((first,), (LATER,)), Asked((second,), (STAFF,))]
    words = replace(WORDS, present=np.array([[1.0, 1.0, 0.0], [0.0, 0.0, 1.0]]))
    none = [tuple[Claim, ...]] * 2
    name = frozenset({"期限", "人材"})
    found = best_claim(members, none, words, name, meaning, np.ones(3), ())
    assert found is not None
    assert found.beside == beside


def test_a_shortened_claim_serves_where_members_only_state_what_is() -> None:
    cut = Claim("期限を…延長してほしい", LATER, 0.8)
    assert best(cut=(cut,)) == best()
    assert best(cut=(cut,), states=True) == ChosenClaim("期限を…延長してほしい", 1.0)


def test_a_theme_of_one_content_says_its_own_claim() -> None:
    alone = [Asked((LATER_CLAIM,), (LATER,), 0)]
    words = replace(WORDS, weight=np.ones(1))
    found = best_claim(alone, [tuple[Claim, ...]], words, frozenset(), meaning, np.ones(3), ())
    assert found == ChosenClaim("期限を延長すべき", 1.0)


def test_where_members_stand_against_one_another_the_claims_are_of_both_sides() -> None:
    assert best(sides=(1, 1), times=2) == ChosenClaim("期限を延長すべき", 1.0)
    both = ChosenClaim("期限を延長すべき", 1.0, beside="人材が足りず不安")
    assert best(sides=(1, -1)) == both  # one against one: two people
    assert best(sides=(1, -1), times=2) == replace(both, side=1)


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("側溝の蓋が壊れていて危ない。直してほしい。", "側溝の蓋が壊れていて危ない"),
        ("側溝を直して", "側溝を直して"),
        ("夜は暗くて見えないので、市は早く街灯を付けてほしいと皆が言う。", "街灯を付けてほしい"),
        ("ごみの回収が遅い。", "ごみの回収が遅い"),
    ],
)
@pytest.mark.parametrize("beside", [[], ["公園の遊具が古い。", "公園の遊具を直してほしい。"]])
def test_one_content_said_again_and_again_has_its_claim(
    text: str, claim: str, beside: list[str]
) -> None:
    n = 60
    made = case([text] * n + beside, [0] * n + [1] * len(beside), [0] * (n + len(beside))).made()[0]
    shown = made[(made["level"] == "fine") & (made["n_opinions"] == n)]
    assert shown["claim"].notna().all()
    assert claim in shown["claim"].iloc[0]


AGREED = (
    "移行期限を延長すべき。",
    "小さな町村のために、移行期限を延長していただきたい。",
    "人材の研修を国が行うべき。",
    "都道府県の人材の研修を、国が行うことが必要である。",
    "費用の見通しを示してほしい。",
    "役場の窓口が混み合っている。",
)


def agreed() -> Case:
    return case(AGREED, [0, 0, 1, 1, 2, 2], [0, 0, 0, 0, 0, 0])


@pytest.mark.parametrize("made_up", [handout, agreed])
def test_claims_of_points_are_their_members_and_subjects_have_none(
    made_up: Callable[[], Case],
) -> None:
    given = made_up()
    themes, members = given.made()
    fine = themes[themes["level"] == "fine"]
    assert themes.loc[themes["level"] == "coarse", "claim"].isna().all()
    assert fine["claim"].dropna().is_unique
    text_of = given.opinions.set_index("opinion_id")["text_normalized"]
    for theme in fine.dropna(subset="claim").itertuples():
        own = members.loc[members["theme_id"] == theme.theme_id, "opinion_id"]
        pieces = str(theme.claim).split(LEFT_OUT)
        assert any(all(piece in text for piece in pieces) for text in text_of.loc[own])


def test_points_that_members_agree_on_have_claims_that_say_for_how_many() -> None:
    themes, _ = case(AGREED, [0, 0, 1, 1, 2, 2]).made()
    claims = set(themes["claim"].dropna())
    assert (themes["claim"].isna() == themes["claim_share"].isna()).all()
    assert themes["claim_share"].dropna().between(0.0, 1.0).all()
    assert any("移行期限を延長" in claim for claim in claims)
    assert any("国が行う" in claim for claim in claims)


def test_a_point_without_a_short_claim_has_none() -> None:
    themes, _ = case(["費用。", "費用だ。"], [0, 0]).made()
    assert themes["claim"].isna().all()


def shortened_texts(text: str) -> set[str]:
    normal = normalize(text)
    return {claim.text for claim in shortened_in(normal, tokens(normal))}


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (
            "学校の統廃合は、人口の数値だけを根拠に県が先回りして決定するのではなく、"
            "地域住民との綿密な議論を経て決めるべきである。",
            "学校の統廃合は…地域住民との綿密な議論を経て決めるべき",
        ),
        (
            "町営バスについては、運転手が高齢になり路線の維持が難しい中で、"
            "隣の市と一緒に運行することを検討していただきたい。",
            "町営バスについては…隣の市と一緒に運行することを検討",
        ),
        (
            "図書館の司書は三人しかおらず、貸出と相談と読み聞かせと移動図書館を一年中回しており、"
            "来年からは増員が必要である。",
            "…一年中回しており、来年からは増員が必要である",
        ),
        (
            "P12 L3/ごみ袋の値段を一度に三倍にすると、年金で暮らす世帯が困るので、"
            "二年に分けて上げることにしてほしい。",
            "…年金で暮らす世帯が困るので、二年に分けて上げることにしてほしい",
        ),
        (
            "P8 L24/「更に」と「さらに」の字句を統一したほうがよい。",
            "「更に」と「さらに」の字句を統一したほうがよい",
        ),
        (
            "以下のとおり修文してはどうか。\n理由：公園の遊具の点検の回数を減らすことは不適切である。",
            "公園の遊具の点検の回数を減らすことは不適切である",
        ),
    ],
)
def test_what_is_too_long_keeps_its_matter_and_its_end(text: str, claim: str) -> None:
    assert claim in shortened_texts(text)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        # The end stays, so that no negation is lost.
        (
            "小さな町が単独で運営を続けることは人手の面でも費用の面でも難しいのであるが、"
            "標準化を急いで進めるべきではない。",
            "標準化を急いで進めるべき",
        ),
        # に関する belongs to the word before it.
        (
            "山あいの集落に住む高齢者の買い物や通院の足に関する計画を、来年度の早い時期までに町が中心になって作ることを求める。",
            "…関する計画を、来年度の早い時期までに町が中心になって作ることを求める",
        ),
        # A topic with a predicate of its own is not that of the end.
        (
            "小さな町には専門の職員が一人もおらず、機器を更新する費用もないので、"
            "国が職員を派遣して費用も負担すべきである。",
            "小さな町には…国が職員を派遣して費用も負担すべき",
        ),
    ],
)
def test_what_is_left_out_does_not_turn_the_sense(text: str, wrong: str) -> None:
    assert wrong not in shortened_texts(text)


@settings(max_examples=80)
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_shortened_claims_are_verbatim_but_for_what_is_left_out(words: list[str]) -> None:
    text = normalize("".join(words))
    for claim in shortened_in(text, tokens(text)):
        assert len(claim.text) <= MOST_CHARACTERS
        assert all(piece in text for piece in claim.text.split(LEFT_OUT))
        assert 0 < claim.form <= 1
