"""Compound nouns of an opinion, from its tokens: 移行 + 期限, 地方公共団体 + 情報 + システム."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.tokens import Token

_FORMAL_WORDS = """
事 物 為 所 訳 筈 方 積もり 様 通り 場合 時 際 内 中 上 下 後 前 間 他 等 点 面 折 限り 儘 者 旨 程
以上 以下 以外 以降 以前 以内 一方 多く 全て 其々 夫々 ほとんど 殆ど 何 其れ 此れ 何れ 是れ 此処
其処 皆 私 我々 当方 自ら 自身 同様 上記 下記 別途 分 はじめ 始め 初め 一部 一つ 様々 色々 必要
こと もの ため ところ わけ はず ほう よう とおり まま 目 つ 例 他方 反面 結果 度 毎 頁 行 ページ
"""
_FORMAL = frozenset(_FORMAL_WORDS.split())
"""Nouns that stand for nothing without the clause before them: they never belong to a compound."""
_ADVERBIAL_WORDS = "今後 現在 今 今回 今般 近年 最近 昨今 従来 当面 当初 実際 本来 既存 現時点"
_ADVERBIAL = frozenset(_ADVERBIAL_WORDS.split())
"""Adverbs of time and degree that stand before nouns without belonging to them."""
_DETERMINERS = frozenset("各本当同両約第全御おご貴") | {"当該", "此の"}
_TAIL_WORDS = "等 など 達 たち ら ごと 毎 上 中 間 後 前 時 下 頃 内 程度 とも 当たり 自体 側 目"
_TAILS = frozenset(_TAIL_WORDS.split())
"""Suffixes that a compound can do without at the end of a name."""


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
    return (
        word.part_of_speech.startswith("名詞")
        and word.normal_form not in _FORMAL
        and not _is_count(word)
        and "人名" not in word.part_of_speech
    )


def _is_count(word: Token) -> bool:
    pos = word.part_of_speech
    return "数詞" in pos or bool(re.fullmatch(r"[A-Za-zＡ-Ｚａ-ｚ]", word.surface))


def _continues(word: Token, after: Token | None) -> bool:
    """Whether a token continues a compound that has begun; ``after`` touches it, or is None."""
    pos = word.part_of_speech
    if is_noun(word) or pos.startswith("接尾辞,名詞的"):
        return True
    touches_noun = after is not None and (is_noun(after) or after.part_of_speech.startswith("接尾"))
    adjectival = pos.startswith(("接尾辞,形状詞的", "形状詞,一般", "接頭辞"))
    return touches_noun and (adjectival or _is_count(word))


def units(words: Sequence[Token]) -> list[Unit]:
    """Compound nouns and adjectives of an opinion, in order."""
    found: list[Unit] = []
    index = 0
    while index < len(words):
        stop = index
        while stop < len(words) and (stop == index or words[stop].begin == words[stop - 1].end):
            after = words[stop + 1] if stop + 1 < len(words) else None
            touching = after if after is not None and after.begin == words[stop].end else None
            opens = stop > index or not words[stop].part_of_speech.startswith("接尾")
            if not (opens and _continues(words[stop], touching)):
                break
            stop += 1
        adjective = _adjective_stop(words, stop)
        if adjective and (stop == index or words[stop].begin == words[stop - 1].end):
            found.append(Unit(index, index, adjective, adjective, is_noun=False))
            index = adjective
        elif stop > index:
            first, last = _trimmed(words, index, stop)
            if any(is_noun(word) for word in words[first:last]):
                found.append(Unit(index, first, last, stop, is_noun=True))
            index = stop
        else:
            index += 1
    return found


def _adjective_stop(words: Sequence[Token], index: int) -> int:
    """End of an adjective form that begins (or whose ending begins) here, 0 if there is none."""
    rest = words[index : index + 3]
    pos = [word.part_of_speech for word in rest]
    if len(rest) > 1 and pos[0].startswith("形容詞,一般") and rest[0].surface.endswith("い"):
        return index + 1 if is_noun(rest[1]) else 0
    if len(rest) > 2 and pos[0].startswith(("形状詞,一般", "接尾辞,形状詞的", "形状詞,タリ")):
        return index + 2 if rest[1].surface == "な" and is_noun(rest[2]) else 0
    previous = words[index - 1].part_of_speech if index else ""
    if len(rest) > 1 and "形状詞可能" in previous and rest[0].surface == "な" and is_noun(rest[1]):
        return index + 1
    return 0


def _trimmed(words: Sequence[Token], start: int, stop: int) -> tuple[int, int]:
    """A compound without determiners, counts and adverbs before it and suffixes like 等 after."""
    first, last = start, stop
    while first < last and (
        words[first].normal_form in _ADVERBIAL
        or words[first].surface in _DETERMINERS
        or (_is_count(words[first]) and not _counts_the_noun(words, first, stop))
    ):
        first += 1
    while last > first and (
        (words[last - 1].surface in _TAILS and not is_noun(words[last - 1]))
        or _is_count(words[last - 1])
        or words[last - 1].part_of_speech.startswith(("接頭辞", "形状詞", "接尾辞,形状詞的"))
    ):
        last -= 1
    return first, last


def _counts_the_noun(words: Sequence[Token], index: int, stop: int) -> bool:
    """Whether a leading number belongs to the noun (3R運動, 20業務), unlike in 第4回 or L3."""
    if index + 1 >= stop:
        return False
    return is_noun(words[index + 1]) and not re.fullmatch(r"\W*", words[index + 1].surface)
