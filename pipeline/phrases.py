"""Noun phrases that a Japanese opinion itself uses: the material that names of themes are made of.

A phrase is taken over as it stands in the text, or a verb phrase is turned into a noun phrase with
の (移行期限を延長する → 移行期限の延長). Nothing else is added: a name says only what members say.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.compounds import Unit, units
from pipeline.tokens import Token

MOST_CHARACTERS = 25
"""Longest name of a theme; table ``Themes`` holds the same bound."""
_MOST_UNITS = 4
_LINK_WORDS = "の ・ と や 及び および 並びに ならびに 又は または への との からの での までの"
_LINKS = frozenset(_LINK_WORDS.split())
_RELATIVE_STARTS = frozenset("にをへでが") | {"から"}
_LIGHT_VERB_WORDS = "為る 出来る 図る 行う 進める 講ずる 講じる 致す 頂く 下さる 求める 願う"
_LIGHT_VERBS = frozenset(_LIGHT_VERB_WORDS.split())
_THIN = """
影響 目的 課題 問題 懸念 恐れ 虞 実情 認識 概念 内容 違い 手法 方法 有効性
必要性 重要性 可能性 考え方 考え 不安 困難 根拠 文言 表現 文章 追記 削除 修正
修文 明記 原案 本案 趣旨 言及 関係者 留意 工夫 姿 形 部分 項目 指摘 説明
参考 現状 原因 文脈 見解 立場 方向 方向性 視点 明確 不明 歓迎 賛成 反対 評価
期待 意図 意味 改善 程度 事情 状況 観点 理由 箇所 意見 要望 提案 記載 記述
全体 検討 対応 取組 実施 推進 限定 前提 余地
"""
THIN_WORDS = frozenset(_THIN.split())
"""Words of any comment on anything: they say little by themselves and end a name poorly."""
_WHO = re.compile(
    "(国|地方|自治体|都道府県|市町?村?|町村|省庁|団体|部門|職員|者|住民|国民|市民|人々)$"
)
"""Who acts or is concerned; a heading says what it is about."""
_VERBAL = ("動詞", "助動詞", "形状詞,助動詞語幹")
_ATTRIBUTIVE = re.compile(r"[うくぐすつぬぶむるた]$|ない$")
_CLAUSE_ENDS = frozenset("。！？!?\n」』）)")


@dataclass(frozen=True)
class Phrase:
    """A noun phrase that can stand alone.

    ``words`` are its content normal forms in their order, ``head`` the last of them; ``form`` (0–1)
    says how well it reads; ``is_topic`` whether the opinion marks it as what it speaks about (は,
    について) or asks for.
    """

    text: str
    words: tuple[str, ...]
    head: str
    form: float
    is_topic: bool


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
    if any(
        w.surface not in ("に", "と") and not w.part_of_speech.startswith(("形状詞", "副詞"))
        for w in between
    ):
        return []
    after = words[verb.stop : verb.stop + 6]
    if (
        verb.first != verb.start
        or verb.last != verb.stop
        or "サ変" not in words[verb.stop - 1].part_of_speech
        or not after
        or after[0].normal_form not in _LIGHT_VERBS
        or any(word.is_negation for word in _until_clause_end(after))
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
        text += (joint if index > previous + 1 else "") + words[index].surface
    contents = tuple(words[index].normal_form for index in chosen if words[index].is_content)
    if len(text) < 2 or len(text) > MOST_CHARACTERS or not contents:
        return []
    form *= _completeness(words, chosen, stop)
    following = "".join(word.surface for word in words[stop : stop + 3])
    is_topic = following.startswith(("は", "について", "に関して", "が必要", "を求め", "をお願"))
    return [Phrase(text, contents, words[chosen[-1]].normal_form, form, is_topic)]


def _completeness(words: Sequence[Token], chosen: Sequence[int], stop: int) -> float:
    """Less than 1 for what was cut out of a larger whole, or leans on what stands elsewhere."""
    share = 1.0
    last = words[chosen[-1]]
    before = words[chosen[0] - 1] if chosen[0] else None
    after = words[stop] if stop < len(words) else None
    if before is not None and before.part_of_speech.startswith(("動詞", "助動詞", "連体詞")):
        share *= 0.85  # 姿 from 目指すべき姿
    if before is not None and before.surface == "・" and chosen[0] > 1:
        # リ・スキリング is one word; 省エネ技術 from 環境・省エネ技術 can stand, if need be
        share *= 0.85 if len(words[chosen[0] - 2].surface) > 1 else 0.0
    if after is not None and after.surface == "・":
        share *= 0.85
    if last.normal_form in THIN_WORDS:
        share *= 0.8
    if len(chosen) > 1 and words[chosen[0]].normal_form in THIN_WORDS:
        share *= 0.7  # 考え方の整理 from 利用料金の考え方の整理
    if len(chosen) == 1 and ("サ変" in last.part_of_speech or "形状詞" in last.part_of_speech):
        share *= 0.75  # 反映, 適当: of what?
    if len(chosen) == 1 and len(last.surface) < 3:
        share *= 0.85
    if _WHO.search(last.surface):
        share *= 0.85
    if any("数詞" in words[index].part_of_speech for index in chosen):
        share *= 0.85
    return share
