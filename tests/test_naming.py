from collections.abc import Sequence

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.themes.checks import siblings_with_a_common_word
from pipeline.themes.names.compounds import units
from pipeline.themes.names.phrase_choice import Candidate, choose
from pipeline.themes.names.phrases import phrases
from pipeline.themes.names.plain_names import plain_name
from pipeline.themes.names.said_by_name import said_by, shares_a_word, tells_apart
from tests.theme_inputs import case, handout, tokens


def compounds(text: str) -> list[str]:
    words = tokens(text)
    return [
        "".join(word.surface for word in words[unit.first : unit.last])
        for unit in units(words)
        if unit.is_noun
    ]


def phrase_texts(text: str) -> set[str]:
    words = tokens(text)
    return {phrase.text for phrase in phrases(words, units(words))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("各自治体等の移行後の運用経費", ["自治体", "移行", "運用経費"]),
        ("P12 L3 原子力発電所の再稼働", ["原子力発電所", "再稼働"]),
        ("46%削減を第4回会議で決めた", ["削減", "会議"]),
        ("20業務の標準化", ["20業務", "標準化"]),
        ("山田さんの提案と鈴木氏の意見", ["提案", "意見"]),
        ("https://www.example.go.jp/library/a.pdf の図表", ["図表"]),
        ("安定的に供給する", ["供給"]),
        ("食べ残しがもったいない", ["食べ残し"]),
        ("申し訳ないが、制度に問題ない", ["制度"]),
        ("手続きは差し支えない", ["手続き"]),
        ("30人学級を求める", ["学級"]),
        ("もう一度現場の声を聞く", ["現場", "声"]),
        ("国際的な枠組み", ["枠組み"]),
        ("こういうことのためのもの", []),
        ("今後移行を進める", ["移行"]),
        ("", []),
    ],
)
def test_compounds_are_whole_and_mean_something(text: str, expected: list[str]) -> None:
    assert compounds(text) == expected


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("移行困難システムの移行期限について、", "移行困難システムの移行期限"),
        ("移行期限を延長していただきたい。", "移行期限の延長"),
        ("地方のニーズや課題をしっかりと把握した上で", "地方のニーズや課題の把握"),
        ("事業者側の人材が逼迫している。", "事業者側の人材の逼迫"),
        ("職員と伴走できるような人材が必要", "職員と伴走できるような人材"),
        ("規模に応じた共通システムを構築すべき", "規模に応じた共通システム"),
        ("着実な財政支援をお願いしたい。", "着実な財政支援"),
        ("自由度の高い取組が進む", "自由度の高い取組"),
        ("体制・仕組みの構築が必要", "体制・仕組みの構築"),
    ],
)
def test_phrases_read_as_headings(text: str, phrase: str) -> None:
    assert phrase in phrase_texts(text)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("原子力発電を推進すべきではない。", "原子力発電の推進"),  # negated: they say the contrary
        ("自由度の高い取組が進む", "高い取組"),  # has lost its subject
        ("システムと二重管理せざるを得ない", "システムと二重管理"),  # no list of two
        ("リ・スキリングの支援", "スキリングの支援"),  # half a word
        ("様々な取組", "様々な取組"),  # an adjective that says nothing
    ],
)
def test_phrases_are_not_cut_or_turned_round(text: str, phrase: str) -> None:
    assert phrase not in phrase_texts(text)


PIECES = (*"のをと・は、。国a3化な的😀", "移行", "期限", "延長", "する", "できる", "支援", "柔軟")


@settings(max_examples=60)
@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_phrases_are_short_and_made_of_the_text(words: list[str]) -> None:
    cut = tokens("".join(words))
    for phrase in phrases(cut, units(cut)):
        assert 2 <= len(phrase.text) <= 25
        assert set(phrase.words) <= {token.normal_form for token in cut if token.is_content}
        assert 0 < phrase.form <= 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("移行期限", "移行の期限"), ("財政支援", "財政の支援"), ("標準化と共通化", "共通化・標準化")],
)
def test_names_say_the_same_up_to_particles(one: str, other: str) -> None:
    assert said_by(one, tokens) == said_by(other, tokens)
    assert said_by(one, tokens) != said_by("人材の確保", tokens)
    assert said_by("（1）", tokens) != said_by("（2）", tokens)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("使用料の値上げ", "値上げ"),
        ("使用料の値上げ", "使用料値上げへの対応"),
        ("通学路の街灯", "街灯"),
        ("ごみの分別", "ゴミ分別の改善"),
    ],
)
def test_no_sibling_holds_the_name_of_another(one: str, other: str) -> None:
    def said(name: str) -> frozenset[str]:
        return said_by(name, tokens)

    assert not tells_apart(one, [other], said)
    assert not tells_apart(other, ["人材の確保", one], said)
    assert tells_apart(one, ["人材の確保"], said)


@pytest.mark.parametrize(
    "texts",
    [
        ["使用料の値上げに反対。", "使用料の値上げは困る。", "値上げ。", "値上げだ。"],
        ["通学路の街灯が暗い。", "通学路の街灯を増やして。", "街灯が暗い。", "街灯が足りない。"],
        ["側溝の蓋の修理を。", "側溝の蓋を修理して。", "側溝の修理。", "側溝を修理。"],
    ],
)
def test_names_of_sibling_points_do_not_hold_one_another(texts: list[str]) -> None:
    one, other = case(texts, [0, 0, 1, 1], [0] * 4).made()[0].query("level == 'fine'")["name"]
    assert tells_apart(one, [other], lambda name: said_by(name, tokens))


def options(*texts: str) -> list[Candidate]:
    return [Candidate(text, frozenset(text), 1 - n / 100) for n, text in enumerate(texts)]


def yes(_: str) -> bool:
    return True


def test_choice_avoids_taken_names_and_neighbours_words() -> None:
    assert choose(options("甲乙", "丙丁"), [], [], yes) == options("甲乙")[0]
    assert choose(options("甲乙", "丙丁"), ["甲乙"], [], yes) == options("甲乙", "丙丁")[1]
    other = choose(options("甲乙", "乙甲", "丙丁"), [], [frozenset("甲乙")], yes)
    assert other is not None
    assert other.text == "丙丁"
    likened = choose(options("甲乙", "丙丁"), [], [frozenset("甲戊")], yes)
    assert likened is not None
    assert likened.text == "丙丁"
    assert choose(options("甲乙"), [], [], lambda _: False) is None
    assert choose([], [], [], yes) is None


@pytest.mark.parametrize(("score", "expected"), [(0.8, "丙丁"), (0.6, "甲乙")])
def test_a_name_without_a_siblings_word_goes_first_where_it_is_nearly_as_good(
    score: float, expected: str
) -> None:
    options = [
        Candidate("甲乙", frozenset("甲乙"), 1.0),
        Candidate("丙丁", frozenset("丙丁"), score),
    ]
    chosen = choose(options, [], [], yes, lambda name: "甲" in name)
    assert chosen is not None and chosen.text == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("移行期限", "移行の経費", True),
        ("ゴミの収集", "ごみの減量", True),
        ("移行期限", "人材", False),
    ],
)
def test_names_share_a_word_in_any_spelling(one: str, other: str, expected: bool) -> None:
    assert shares_a_word(one, [other], lambda name: said_by(name, tokens)) is expected
    themes = pd.DataFrame({"level": "coarse", "parent_id": None, "name": [one, other]})
    assert siblings_with_a_common_word(themes, tokens) == expected
    apart = themes.assign(level="fine", parent_id=["T1", "T2"])
    assert siblings_with_a_common_word(apart, tokens) == 0


@pytest.mark.parametrize(
    ("texts", "taken", "name"),
    [
        (["費用。", "費用だ。", "人材。"], [], "費用"),
        (["費用。", "費用だ。", "人材。"], ["費用", "人材"], "費用・人材"),
        (["そのとおり。"], [], "そのとおり。"),
        (["そのとおり。"], ["そのとおり。"], "そのとおり。（2）"),
        (["😀🎉"], [], "😀🎉"),
        ([""], [], "（1）"),
        ([""], ["（1）"], "（2）"),
        (["あ" * 40], [], "あ" * 24),
        (["もったいない。もったいないです。"], [], "もったいない。もったいないです。"),
        (
            ["うるさくて夜中によく眠れないのでとても困っているのだ。"],
            [],
            "うるさくて夜中によく眠れないのでとても",
        ),
        (
            ["暗くて危なくて歩けなくて怖くて出られなくなっているのです。"],
            [],
            "暗くて危なくて歩けなくて怖くて",
        ),
    ],
)
def test_there_is_always_a_plain_name(texts: list[str], taken: list[str], name: str) -> None:
    assert plain_name([tokens(text) for text in texts], taken, yes) == name


def name_of(texts: Sequence[str], others: Sequence[str] = ()) -> str:
    themes, members = case([*texts, *others], [0] * len(texts) + [-1] * len(others)).made()
    assert len(members) == len(texts) + len(others)
    return str(themes["name"].iloc[0])


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        (["移行期限を延長してほしい。", "移行期限の延長を求める。"], ("移行期限", "延長")),
        (
            ["デジタル人材の確保が難しい。", "デジタル人材を確保できない。"],
            ("デジタル人材", "確保"),
        ),
        (["P12 L3 薬剤耐性菌の対策。", "P5 薬剤耐性菌が問題。"], ("薬剤耐性菌",)),
        (["財政支援が必要。"], ("財政支援",)),
    ],
)
def test_a_name_says_what_its_members_share(texts: list[str], words: tuple[str, ...]) -> None:
    name = name_of(texts, ["情報交流の場がほしい。", "事務の煩雑化を招く。"])
    assert all(word in name for word in words), name


def test_opposite_names_are_not_made_of_negated_words() -> None:
    name = name_of(["原子力発電を推進すべきではない。", "原子力発電は推進しないこと。"])
    assert "推進" not in name


def test_sub_themes_differ_from_each_other_and_from_their_theme() -> None:
    example = handout().grouped([n % 5 for n in range(30)], [0] * 30)
    themes, _ = example.made()
    assert len(themes) == 6
    assert themes["name"].is_unique


def test_a_theme_whose_members_share_no_phrase_is_named_by_two_of_them() -> None:
    texts = [
        "給食費の無償化を求める。給食費の無償化は急務だ。",
        "給食費の無償化を進めてほしい。",
        "有機米の利用を広げてほしい。",
        "有機米の利用を求める。",
        "道路の除雪が遅い。",
        "道路の除雪を早めてほしい。",
    ]
    themes, _ = case(texts, [0, 0, 0, 0, 1, 1]).made()
    names = themes.loc[themes["level"] == "fine", "name"].tolist()
    mixed = next(name for name in names if "給食費" in name or "有機米" in name)
    assert "給食費" in mixed and "有機米" in mixed and "・" in mixed
    assert not any("・" in name for name in names if "除雪" in name)
