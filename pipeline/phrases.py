"""Noun phrases that a Japanese opinion itself uses: the material that names of themes are made of.

A phrase is taken over as it stands in the text, or a verb phrase is turned into a noun phrase with
の (移行期限を延長する → 移行期限の延長). Nothing else is added, so a name says only what members say.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.tokens import Token

MOST_CHARACTERS = 25
"""Longest name of a theme; table ``Themes`` holds the same bound."""
_MOST_UNITS = 4

# Nouns that stand for nothing without the clause before them: they never belong to a phrase.
_FORMAL = frozenset(
    "事 物 為 所 訳 筈 方 積もり 様 通り 場合 時 際 内 中 上 下 後 前 間 他 等 点 面 折 限り 儘 者 旨 程 分 "
    "以上 以下 以外 以降 以前 以内 一方 多く 全て 其々 夫々 ほとんど 殆ど 何 其れ 此れ 何れ 是れ 此処 "
    "其処 皆 私 我々 当方 自ら 自身 同様 上記 下記 別途 はじめ 始め 初め 一部 一つ 様々 色々 必要 "
    "こと もの ため ところ わけ はず ほう よう とおり まま 目 つ 例 他方 反面 結果 度 毎 頁 行 ページ".split()
)
# Adverbs of time and degree that stand before nouns without belonging to them.
_ADVERBIAL = frozenset("今後 現在 今 今回 今般 近年 最近 昨今 従来 当面 当初 実際 将来的 本来 既存 現時点".split())
_DETERMINERS = frozenset("各 本 当 同 両 約 第 当該 全 此の 御 お ご 貴".split())
_TAILS = frozenset("等 など 達 たち ら ごと 毎 上 中 間 後 前 時 下 頃 内 程度 とも 当たり 自体 側 目 以降".split())
_LINKS = frozenset("の ・ と や 及び および 並びに ならびに 又は または への との からの での までの".split())
_RELATIVE_STARTS = frozenset("に を へ から で が".split())
_LIGHT_VERBS = frozenset("為る 出来る 図る 行う 進める 講ずる 講じる 致す 頂く 下さる 求める 願う".split())
_VERBAL = ("動詞", "助動詞", "形状詞,助動詞語幹")
_ATTRIBUTIVE = re.compile(r"[うくぐすつぬぶむるた]$|ない$")
_NEGATIONS = frozenset("ない ず ぬ 無い まい".split())
_CLAUSE_ENDS = frozenset("。！？!?\n」』）)")


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


@dataclass(frozen=True)
class Phrase:
    """A noun phrase that can stand alone.

    ``words`` are its content normal forms in their order, ``head`` the last of them; ``form`` (0–1)
    says how well it reads; ``at`` is its first character in the text, ``is_topic`` whether the
    opinion marks it as what it speaks about (は, について) or asks for.
    """

    text: str
    words: tuple[str, ...]
    head: str
    form: float
    at: int
    is_topic: bool


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
        words[last - 1].surface in _TAILS and not is_noun(words[last - 1])
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


def phrases(words: Sequence[Token]) -> list[Phrase]:
    """All noun phrases of an opinion that can stand alone, at most 25 characters long.

    Args:
        words: the opinion's tokens in order.
    """
    parts = units(words)
    found: list[Phrase] = []
    for end, head in enumerate(parts):
        if not head.is_noun:
            continue
        form = 1.0
        for begin in range(end, max(-1, end - _MOST_UNITS), -1):
            if begin < end:
                link = _link(words, parts[begin], parts[begin + 1])
                if link == 0:
                    break
                form *= link
            if _lacks_what_it_modifies(words, parts[begin]):
                continue
            found += _standing(words, parts[begin], head, form)
            found += _nominalised(words, parts, begin, end, form)
    return found


def _lacks_what_it_modifies(words: Sequence[Token], opening: Unit) -> bool:
    """高い取組 from 自由度の高い取組: an adjective that has lost its subject."""
    if opening.is_noun or opening.start == 0:
        return False
    before = words[opening.start - 1]
    return before.part_of_speech.startswith("助詞") and before.surface not in ("は", "も")


def _link(words: Sequence[Token], left: Unit, right: Unit) -> float:
    """How well two neighbouring units make one phrase, 0 if they do not."""
    between = words[left.stop : right.start]
    if not left.is_noun:
        return 1.0 if not between else 0.0
    joint = "".join(word.surface for word in between)
    if joint in _LINKS:
        # 二重管理 in 「システムと二重管理せざるを得ない」 is a verb, no second member of a list.
        is_verb = "サ変" in words[right.stop - 1].part_of_speech and _is_verbal(words, right.stop)
        attributive = _ATTRIBUTIVE.search(_verb_surface(words, right.stop))
        return 1.0 if joint != "と" or not is_verb or attributive else 0.0
    verbs = between
    if between and between[0].surface in _RELATIVE_STARTS:
        verbs = between[1:]
    elif "サ変" not in words[left.stop - 1].part_of_speech:
        return 0.0
    are_verbs = all(w.part_of_speech.startswith(_VERBAL) for w in verbs)
    ends = _ATTRIBUTIVE.search(joint.removesuffix("ような"))
    return 0.9 if verbs and len(verbs) <= 5 and are_verbs and ends else 0.0


def _is_verbal(words: Sequence[Token], index: int) -> bool:
    return index < len(words) and words[index].part_of_speech.startswith(_VERBAL)


def _verb_surface(words: Sequence[Token], index: int) -> str:
    """The verb with its auxiliaries that begins here, without ような."""
    surface = ""
    while _is_verbal(words, index):
        surface += words[index].surface
        index += 1
    return surface.removesuffix("ような")


def _standing(words: Sequence[Token], left: Unit, head: Unit, form: float) -> list[Phrase]:
    """The phrase from one unit to another as it stands in the text."""
    return _phrase(words, [*range(left.first, head.last)], head.stop, form, "")


def _nominalised(
    words: Sequence[Token], parts: Sequence[Unit], begin: int, end: int, form: float
) -> list[Phrase]:
    """移行期限を着実に延長する → 移行期限の延長, unless the verb is negated."""
    if end + 1 >= len(parts):
        return []
    object_, verb = parts[end], parts[end + 1]
    particle = words[object_.stop].surface if object_.stop < len(words) else ""
    if not verb.is_noun or particle not in ("を", "が") or object_.last < object_.stop:
        return []
    between = words[object_.stop + 1 : verb.start]
    if any(w.surface not in ("に", "と") and not w.part_of_speech.startswith(("形状詞", "副詞"))
           for w in between):
        return []
    after = words[verb.stop : verb.stop + 6]
    if (
        verb.first != verb.start
        or verb.last != verb.stop
        or "サ変" not in words[verb.stop - 1].part_of_speech
        or not after
        or after[0].normal_form not in _LIGHT_VERBS
        or any(word.normal_form in _NEGATIONS for word in _until_clause_end(after))
    ):
        return []
    chosen = [*range(parts[begin].first, object_.stop), *range(verb.start, verb.stop)]
    return _phrase(words, chosen, verb.stop, form * (0.95 if particle == "を" else 0.8), "の")


def _until_clause_end(words: Sequence[Token]) -> list[Token]:
    found: list[Token] = []
    for word in words:
        if word.surface in _CLAUSE_ENDS or word.surface == "、":
            break
        found.append(word)
    return found


def _phrase(
    words: Sequence[Token], chosen: list[int], stop: int, form: float, joint: str
) -> list[Phrase]:
    """The phrase of the chosen words, if it is short enough and says something."""
    text = ""
    for previous, index in zip([chosen[0] - 1, *chosen], chosen, strict=False):
        gap = index != chosen[0] and words[index].begin > words[index - 1].end
        text += (joint if index > previous + 1 else " " if gap else "") + words[index].surface
    contents = tuple(words[index].normal_form for index in chosen if words[index].is_content)
    if len(text) < 2 or len(text) > MOST_CHARACTERS or not contents:
        return []
    if any("数詞" in words[index].part_of_speech for index in chosen):
        form *= 0.85
    before = words[chosen[0] - 1] if chosen[0] else None
    if before is not None and before.part_of_speech.startswith(("動詞", "助動詞", "連体詞")):
        form *= 0.85  # 姿 from 目指すべき姿: it has lost the clause before it
    following = "".join(word.surface for word in words[stop : stop + 3])
    is_topic = following.startswith(("は", "について", "に関して", "が必要", "を求め", "をお願"))
    head = words[chosen[-1]].normal_form
    return [Phrase(text, contents, head, form, words[chosen[0]].begin, is_topic)]
