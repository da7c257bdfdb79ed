"""Compound nouns of an opinion, from its tokens: 移行 + 期限, 地方公共団体 + 情報 + システム."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.text.tokens import Token

_FORMAL_WORDS = """
事 物 為 所 訳 筈 方 積もり 様 通り 場合 時 際 内 中 上 下 後 前 間 他 等 点 面 折 限り 儘 侭 者 旨
以上 以下 以外 以降 以前 以内 一方 多く 全て 其々 夫々 ほとんど 殆ど 何 其れ 此れ 何れ 是れ 此処 程
其処 皆 私 我々 当方 自ら 自身 同様 上記 下記 別途 分 はじめ 始め 初め 一部 一つ 様々 色々 必要
こと もの ため ところ わけ はず ほう よう とおり まま 目 つ 例 他方 反面 結果 度 毎 頁 行 ページ
とも 共 次 大勢 最大 最小 最低限 最小限
前者 後者 両者 前述 後述 同法 同社 同省 同項 本法 本案 本項 本書 本稿 中略 後略 以下略
"""
_FORMAL = frozenset(_FORMAL_WORDS.split())
"""Nouns that stand for nothing without the clause before them: they never belong to a compound."""
_ADVERBIAL_WORDS = """
今後 現在 今 今回 今般 近年 最近 昨今 従来 当面 当初 実際 本来 既存 現時点
一度 再度 毎日 日々 前回 逐次 多少 即刻 概ね 万が一 始終
"""
_ADVERBIAL = frozenset(_ADVERBIAL_WORDS.split())
"""Adverbs of time and degree that stand before nouns without belonging to them."""
_DETERMINERS = frozenset("各本当同両約第全御おご貴") | {"当該", "此の"}
_TAIL_WORDS = "等 など 達 たち ら ごと 毎 上 中 間 後 前 時 下 頃 内 程度 とも 当たり 自体 側 目"
_TAILS = frozenset(_TAIL_WORDS.split())
"""Suffixes that a compound can do without at the end of a name."""
_HONORIFICS = frozenset({"さん", "氏", "様", "殿", "君", "ちゃん", "さま"})
_HIRAGANA = re.compile("[ぁ-ゖー]+")
_LETTER = re.compile("[A-Za-zＡ-Ｚａ-ｚア-オイロハ]")
_KANJI_NUMBERS = frozenset("一二三四五六七八九十百千万数両")
_COUNTER_MARK = re.compile("[%％℃°]|年度?|次|期")
_ADDRESS = re.compile(r"[A-Za-z]\.[A-Za-z]|//|@")


@dataclass(frozen=True)
class Unit:
    """A compound noun, or an adjective before one: words ``start`` to ``stop`` of an opinion.

    ``first`` to ``last`` is what stays when it opens or closes a phrase (各自治体等 → 自治体).
    """

    start: int
    first: int
    last: int
    stop: int
    is_noun: bool


def is_noun(word: Token) -> bool:
    """Whether a token can be part of a compound noun by itself."""
    return _is_noun(word.surface, word.normal_form, word.part_of_speech)


@lru_cache(maxsize=2**17)
def _is_noun(surface: str, normal_form: str, part_of_speech: str) -> bool:
    word = Token(surface, normal_form, part_of_speech, 0, 0, is_content=True)
    return (
        part_of_speech.startswith("名詞")
        and normal_form not in _FORMAL
        and "人名" not in part_of_speech
        and not _is_number(word)
        and not is_adjectival(word)
    )


def is_adjectival(word: Token) -> bool:
    """Whether a token makes an adjective with な: 柔軟, 主体的, 的."""
    pos = word.part_of_speech
    is_teki = "形状詞可能" in pos and word.surface.endswith("的")
    return is_teki or pos.startswith(("形状詞,一般", "形状詞,タリ", "接尾辞,形状詞的"))


def _is_number(word: Token) -> bool:
    """A number, or one Latin letter (as in L3 and ア)."""
    return word.part_of_speech.startswith("名詞,数詞") or bool(_LETTER.fullmatch(word.surface))


def units(words: Sequence[Token]) -> list[Unit]:
    """Compound nouns and adjectives of an opinion, in order.

    Addresses of web pages hold none. A noun that is but the stem of another word (安定 in 安定的に,
    もったい in もったいない) or that is said not to be (問題ない) is none either.
    """
    found: list[Unit] = []
    in_address = _addresses(words)
    index = 0
    while index < len(words):
        stop = index
        while stop < len(words) and stop not in in_address and _continues(words, index, stop):
            stop += 1
        adjective = _adjective_stop(words, stop)
        if adjective:
            found.append(Unit(index, index, adjective, adjective, is_noun=False))
            index = adjective
        elif stop > index:
            first, last = _trimmed(words, index, stop)
            after = words[stop] if stop < len(words) else None
            is_stem = after is not None and (
                after.part_of_speech.startswith("接尾辞") or after.is_negation
            )
            if not is_stem and _names_a_thing(words[first:last]):
                found.append(Unit(index, first, last, stop, is_noun=True))
            index = stop
        else:
            index += 1
    return found


def _names_a_thing(words: Sequence[Token]) -> bool:
    """Whether there is a noun, and no person: a name like ○○さん is nobody's topic, and private."""
    is_person = any(
        word.surface in _HONORIFICS and word.part_of_speech.startswith("接尾辞") for word in words
    )
    return not is_person and any(is_noun(word) for word in words)


def _continues(words: Sequence[Token], start: int, index: int) -> bool:
    """Whether a token belongs to the compound that begins at ``start`` (perhaps with itself)."""
    word = words[index]
    pos = word.part_of_speech
    if is_noun(word):
        return True
    if index > start and pos.startswith("接尾辞,名詞的"):
        return word.surface not in ("とも", "はじめ")
    after = words[index + 1] if index + 1 < len(words) else None
    if after is None or not (is_noun(after) or after.part_of_speech.startswith("接尾辞,名詞的")):
        return False
    return is_adjectival(word) or _is_number(word) or pos.startswith("接頭辞")


def _adjective_stop(words: Sequence[Token], index: int) -> int:
    """End of an adjective form that begins (or whose ending begins) here, 0 if there is none."""
    if index + 1 >= len(words):
        return 0
    word, after = words[index], words[index + 1]
    if word.part_of_speech.startswith("形容詞,一般") and word.surface.endswith("い"):
        return index + 1 if is_noun(after) else 0
    if is_adjectival(word) and after.surface == "な":
        return index + 2 if index + 2 < len(words) and is_noun(words[index + 2]) else 0
    before = words[index - 1].part_of_speech if index else ""
    return index + 1 if "形状詞可能" in before and word.surface == "な" and is_noun(after) else 0


def _trimmed(words: Sequence[Token], start: int, stop: int) -> tuple[int, int]:
    """A compound without determiners, counts and adverbs before it and suffixes like 等 after."""
    first, last = start, stop
    while first < last and (
        words[first].normal_form in _ADVERBIAL
        or ("副詞可能" in words[first].part_of_speech and _HIRAGANA.fullmatch(words[first].surface))
        or words[first].surface in _DETERMINERS
        or words[first].surface in _TAILS
        or words[first].part_of_speech.startswith("接尾辞")
        or _only_counts(words, first, stop)
    ):
        first += 1
    while last > first and (
        (words[last - 1].surface in _TAILS and not is_noun(words[last - 1]))
        or _is_number(words[last - 1])
        or words[last - 1].part_of_speech.startswith("接頭辞")
        or is_adjectival(words[last - 1])
    ):
        last -= 1
    return first, last


def _only_counts(words: Sequence[Token], index: int, stop: int) -> bool:
    """Whether a leading token is but a number or its counter (46%削減, 第4回), unlike 3R運動."""
    word = words[index]
    before = [other for other in words[max(0, index - 2) : index] if other.surface.strip()]
    if before and _is_number(before[-1]):
        return _is_counter(word)
    if not _is_number(word):
        return word.surface in "%％℃°"
    is_counted = index + 1 < stop and _is_counter(words[index + 1])
    return word.surface in _KANJI_NUMBERS or is_counted or not is_noun(words[index + 1])


def _is_counter(word: Token) -> bool:
    return "助数詞" in word.part_of_speech or bool(_COUNTER_MARK.match(word.surface))


def _addresses(words: Sequence[Token]) -> frozenset[int]:
    """Positions of tokens that belong to an address: a chain without blank, such as www.a.jp/b."""
    found: set[int] = set()
    start = 0
    for index in range(len(words) + 1):
        if index < len(words) and words[index].surface.isascii() and words[index].surface.strip():
            continue
        if _ADDRESS.search("".join(word.surface for word in words[start:index])):
            found.update(range(start, index))
        start = index + 1
    return frozenset(found)
