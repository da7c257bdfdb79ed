"""Who writes, how they came to, thanks and greetings name no theme and claim nothing."""

import pytest

from pipeline.text.introductions import introductions
from pipeline.text.normalize import normalize
from pipeline.themes.names.claims import asked_in
from tests.theme_inputs import case, tokens


@pytest.mark.parametrize(
    "sentence",
    [
        "私は市の北部に住む高齢者です。",
        "小学生の子を持つ母親です。",
        "30代の会社員です。",
        "夫と二人暮らしです。",
        "自治会の役員をしています。",
        "民生委員を務めております。",
        "私は駅前で飲食店を営んでいます。",
        "市内の介護施設で働いています。",
        "三人の子どもを育てています。",
        "市の広報でこの意見募集を知りました。",
        "ホームページで素案を拝見しました。",
        "新聞で計画案を読み、意見を提出します。",
        "意見を出す機会をいただきありがとうございます。",
        "このような場を設けていただき感謝いたします。",
        "いつもお世話になっております。",
        "どうぞよろしくお願いいたします。",
    ],
)
def test_what_is_said_of_the_author_is_found(sentence: str) -> None:
    assert introductions(sentence + "バスを増やしてほしい。") == [(0, len(sentence))]


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        (
            "私は市の北部に住む高齢者ですが、バスを増やしてほしい。",
            "私は市の北部に住む高齢者ですが、",
        ),
        ("高校生の保護者として、通学路の整備を求める。", "高校生の保護者として、"),
        ("自治会の会長をしていますが、街灯が足りない。", "自治会の会長をしていますが、"),
    ],
)
def test_a_clause_before_what_is_asked_is_one_too(text: str, clause: str) -> None:
    assert introductions(text) == [(0, len(clause))]


@pytest.mark.parametrize(
    "text",
    [
        "高齢者が多く住んでいます。",
        "一番困っているのは子育て世帯です。",
        "主役は市民です。",
        "バスの増便をよろしくお願いします。",
        "図書館の開館時間を延ばしていただきありがとうございます。",
        "市は無料の説明会をしています。",
        "国が監視役をしています。",
        "私は計画に賛成です。",
        "国の方針として、地方の意見を聞くべきである。",
        "計画案を読んで、数字の誤りに気づいた。",
        "異変をいち早く察知できるのも私たち市民です。",
        "たった一人ですが、常駐する職員がほしい。",
    ],
)
def test_what_is_said_of_the_matter_is_none(text: str) -> None:
    assert introductions(text) == []


INTRODUCED = (
    ("私は市の北部に住む高齢者です。", "バスの本数を増やしてほしい。", "北部"),
    ("中山町の自治会の役員をしています。", "街灯の数が足りない。", "自治会"),
    ("市の広報で意見募集を知りました。", "図書館の開館時間を延ばしてほしい。", "広報"),
)


@pytest.mark.parametrize(("who", "wish", "word"), INTRODUCED)
def test_neither_name_nor_claim_nor_keyword_comes_from_it(who: str, wish: str, word: str) -> None:
    others = ["公園の遊具が古い。", "公園の遊具を直してほしい。"]
    made = [f"{who}{wish}", f"{wish}{who}", f"{who}ぜひ、{wish}", *others]
    themes, _ = case(made, [0, 0, 0, 1, 1], [0] * 5).made()
    shown = themes[["name", "claim", "keywords"]].fillna("").agg("".join, axis=1)
    assert not shown.str.contains(word).any(), shown.tolist()
    text = normalize(who + wish)
    assert all(word not in claim.text for claim in asked_in(text, tokens(text)).claims)


def test_who_says_nothing_else_is_named_by_it() -> None:
    themes, _ = case(["私は市の北部に住む高齢者です。"] * 2, [0, 0]).made()
    assert "北部" in themes["name"].iloc[0] or "高齢者" in themes["name"].iloc[0]


@pytest.mark.parametrize(
    "texts",
    [
        ["私は市の北部に住む高齢者です。", "私は市の北部に住む会社員です。"],
        ["中山町の自治会の役員をしています。"] * 3,
        ["市の広報で意見募集を知りました。", "市のホームページで意見募集を知りました。"],
        ["以上", "よろしくお願いします。"],
    ],
)
def test_members_who_ask_for_nothing_have_a_theme_with_a_name(texts: list[str]) -> None:
    themes, _ = case(texts, [0] * len(texts)).made()
    assert len(themes) == 1
    assert themes["name"].iloc[0]
