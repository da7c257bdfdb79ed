"""Paraphrases are families where they surely say the same, and nothing else is."""

from functools import cache
from itertools import combinations
from pathlib import Path

import pandas as pd
import pytest

from pipeline.copies.chunks import Piece
from pipeline.copies.equal_words import ACTORS, LIGHT, RELATIVE, equal_word, one_of
from pipeline.copies.families import FamiliesParams, find_families
from pipeline.copies.sayings import saying, sayings_of
from pipeline.evaluation.campaigns import as_opinions
from pipeline.evaluation.paraphrases import Pair, are_joined, families_of_texts, read_pairs
from pipeline.language.tokens import Token, tokenize_opinions
from pipeline.tables.themes import Families
from pipeline.text import normalize
from tests.family_pairs import DIFFERENT, LONG_DIFFERENT
from tests.theme_inputs import tokenizer

ROOT = Path(__file__).parent.parent
PAIRS = read_pairs(ROOT / "tests/paraphrase_pairs.csv")
APART = [pair for pair in PAIRS if not pair.same] + [
    Pair(one, other, same=False, kind="copies") for one, other in DIFFERENT + LONG_DIFFERENT
]
TEXTS = sorted({text for pair in PAIRS for text in (pair.one, pair.other)})
# What may be left out of a text without changing what it says: politeness, する, words that only
# link, こと, the particles of the plain cases (期限の延長, 期限延長) and 大変 before ありがたい.
UNSAID = one_of(
    "です だ ます まし ませ な で に こと また さらに なお なぜなら 大変 て ては を の が は"
)
UNSAID_FORMS = one_of("為る 有る よる れる 対する だ")

# What turns the meaning of any text that holds the first, put in the place of it.
FLIPS = sorted(
    flip.split(">")
    for flip in one_of(
        "国>県 県>国 市町村>都道府県 地方>国 自治体>事業者 住民>職員 職員>住民 高齢者>障害者 "
        "国が>国に 国は>国に 増>減 延長>短縮 延ば>縮め 引上>引下 引き上>引き下 拡充>縮小 拡大>縮小 "
        "強化>緩和 残す>廃止す 賛成>反対 難し>易し 困難>容易 できる>できない 必要>不要 十分>不十分 "
        "明確>不明確 軽減>増大 早>遅 大きい>小さい 大きな>小さな 小規模>大規模 まで>から から>まで "
        "も>だけ を>だけを は>以外は の>以外の に>から 全額>半額 全額>一部 7>8 2>3 3>4 1>5 "
        "未満>以上 前>後 後>前 ため>のに べきである>べきではない べきである>ことができる "
        "べきである>予定である べきである>べきであった "
        "てほしい>てもよい てほしい>ている てほしい>ないでほしい "
        "していただきたい>しないでいただきたい を求める>に反対する を求める>を検討する "
        "を求める>の中止を求める を求める>を求めない を求める>を求めた 必要がある>必要がない "
        "必要である>必要ではない している>していない いる>いた する>した 移行>運用 システム>データ "
        "補助金>交付金 補助率>補助額 窓口>制度"
    )
)


@cache
def tokens(text: str) -> list[Token]:
    return tokenizer().tokens(normalize(text))


@cache
def said(text: str) -> str | None:
    found = tokens(text)
    return saying([Piece(t.surface, t.normal_form, t.part_of_speech, t.parts) for t in found])


def test_the_table_is_large_enough_and_both_halves_are() -> None:
    same = [pair.half for pair in PAIRS if pair.same]
    assert len(same) >= 60
    assert len(PAIRS) - len(same) >= 80
    assert min(same.count("dev"), same.count("test")) >= 30
    assert len({(pair.one, pair.other) for pair in PAIRS}) == len(PAIRS)


def test_nothing_is_joined_that_differs_in_meaning() -> None:
    wrong = [
        pair for pair, joined in zip(APART, are_joined(APART, tokenizer()), strict=True) if joined
    ]
    assert wrong == []


def test_most_paraphrases_are_joined() -> None:
    same = [pair for pair in PAIRS if pair.same]
    joined = are_joined(same, tokenizer())
    for half, least in (("dev", 0.65), ("test", 0.6)):
        hits = [j for pair, j in zip(same, joined, strict=True) if pair.half == half]
        assert sum(hits) / len(hits) >= least, half


def test_no_word_can_be_left_out_without_notice() -> None:
    n_left_out = 0
    for text in TEXTS:
        found, whole = tokens(text), said(text)
        for number, left_out in enumerate(found):
            unsaid = left_out.surface in UNSAID or left_out.normal_form in UNSAID_FORMS | LIGHT
            is_manner = left_out.surface == "た" and found[number - 1].normal_form in RELATIVE
            if whole is None or unsaid or is_manner or not left_out.surface.strip("、。"):
                continue
            n_left_out += 1
            rest = "".join(token.surface for token in found[:number] + found[number + 1 :])
            assert said(rest) != whole, (text, rest)
    assert n_left_out >= 2_000


def test_no_word_can_be_turned_without_notice() -> None:
    n_turned = 0
    for pair in (pair for pair in PAIRS if pair.same):
        for one, other in ((pair.one, pair.other), (pair.other, pair.one)):
            for word, turned in FLIPS:
                for place in range(len(other)):
                    if not other.startswith(word, place) or said(one) is None:
                        continue
                    text = other[:place] + turned + other[place + len(word) :]
                    n_turned += 1
                    assert text in (one, other) or said(text) != said(one), (one, text)
    assert n_turned >= 1_000


def test_two_actors_cannot_change_places() -> None:
    n_swapped = 0
    for text in TEXTS:
        surfaces = [token.surface for token in tokens(text)]
        actors = [n for n, surface in enumerate(surfaces) if equal_word(surface) in ACTORS]
        for one, other in combinations(actors, 2):
            if equal_word(surfaces[one]) != equal_word(surfaces[other]):
                turned = surfaces.copy()
                turned[one], turned[other] = turned[other], turned[one]
                whole = said(text)
                beside = surfaces[one + 1 : other] in (["と"], ["や"])
                if beside or sorted("".join(turned).split("。")) == sorted(text.split("。")):
                    continue  # 国と県, 国が負担する。県が負担する。
                n_swapped += 1
                assert whole is None or said("".join(turned)) != whole, text
    assert n_swapped >= 30


@pytest.mark.parametrize(
    "text",
    [
        "国は支援が必要である。",  # needs support, or shall support?
        "国は支援を求める。",
        "すべての団体は対象ではない。",  # none, or not all?
        "期限（令和7年度末）を延長してほしい。",  # brackets are not read
        "国は、仕様を示し、県は、費用を負担すべきである。",  # the rules give one head two topics
        "よろしくお願いします。",
        "経費",  # one word tells too little
        "",
    ],
)
def test_what_is_not_sure_says_nothing(text: str) -> None:
    assert said(text) is None


def test_a_family_of_paraphrases_depends_on_the_set_of_texts_alone() -> None:
    opinions = as_opinions(TEXTS)
    sayings = sayings_of(opinions, tokenize_opinions(opinions, tokenizer()))
    params = FamiliesParams()
    whole = find_families(opinions, params, sayings)
    Families.checked(whole, "families")
    mixed = opinions.sample(frac=1, random_state=0).reset_index(drop=True)
    again = find_families(mixed, params, sayings).set_index("opinion_id")
    pd.testing.assert_frame_equal(again.loc[whole["opinion_id"]].reset_index(), whole)
    # One more text changes no other family.
    more = as_opinions([*TEXTS, "ごみの分別を分かりやすくしてほしい。"])
    sayings_of_more = sayings_of(more, tokenize_opinions(more, tokenizer()))
    later = find_families(more, params, sayings_of_more)
    pd.testing.assert_frame_equal(later[: len(whole)], whole)


def test_copies_and_paraphrases_are_told_apart() -> None:
    texts = [
        "移行期限の延長を求める。",
        "お世話になります。移行期限の延長を求める。",
        "移行の期限を延ばしていただきたい。",
        "移行の期限を延ばして頂きたい。",
        "移行期限の短縮を求める。",
    ]
    families = Families.checked(families_of_texts(texts, tokenizer()), "families")
    assert families["family_id"].nunique() == 2
    assert families["copies_id"].nunique() == 3
    assert families["family_id"][:4].nunique() == 1
    assert (families["copies_id"][0] == families["copies_id"][1]) and (
        families["copies_id"][2] == families["copies_id"][3]
    )
    assert (families["likeness"] == "paraphrase").sum() == 2
    opinions = as_opinions(texts)
    sayings = sayings_of(opinions, tokenize_opinions(opinions, tokenizer()))
    off = find_families(opinions, FamiliesParams(paraphrases=False), sayings)
    assert off["family_id"].equals(families["copies_id"])


def test_no_tokens_say_nothing() -> None:
    opinions = as_opinions([])
    assert sayings_of(opinions, tokenize_opinions(opinions, tokenizer())) == {}
