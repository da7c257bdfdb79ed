"""Noun phrases that a Japanese opinion itself uses: the material that names of themes are made of.

A phrase is taken over as it stands in the text, or a verb phrase is turned into a noun phrase with
の (移行期限を延長する → 移行期限の延長). Nothing else is added: a name says only what members say.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.text.tokens import Token
from pipeline.themes.names.completeness import completeness
from pipeline.themes.names.compounds import Unit, is_noun

MOST_CHARACTERS = 25
"""Longest name of a theme; table ``Themes`` holds the same bound."""
_MOST_UNITS = 4
_LINK_WORDS = "の ・ と や 及び および 並びに ならびに 又は または への との からの での までの"
_LINKS = frozenset(_LINK_WORDS.split())
_RELATIVE_STARTS = frozenset("にをへでが") | {"から"}
_SPOKEN_LINK = 0.93  # headings write 標準化・共通化 rather than 標準化や共通化
_DOING = frozenset({"為る", "出来る", "致す", "頂く", "下さる", "願う"})
"""する after a noun makes it a verb."""
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


def phrases(words: Sequence[Token], parts: Sequence[Unit]) -> list[Phrase]:
    """All noun phrases of an opinion that can stand alone, at most 25 characters long.

    Args:
        words: the opinion's tokens in order.
        parts: its ``units``.
    """
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
    """高い取組 from 自由度の高い取組: an adjective that has lost its subject, or says nothing."""
    if opening.is_noun:
        return False
    if not any(word.is_content for word in words[opening.start : opening.stop]):
        return True
    if opening.start == 0:
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
        is_verb = right.stop < len(words) and words[right.stop].normal_form in _DOING
        if joint == "と" and is_verb and not _modifies(words, right.stop):
            return 0.0
        return _SPOKEN_LINK if joint in ("や", "とか") else 1.0
    verbs = between
    if between and between[0].surface in _RELATIVE_STARTS:
        verbs = between[1:]
    elif not between or between[0].normal_form not in _DOING:
        return 0.0
    are_verbs = all(w.part_of_speech.startswith(_VERBAL) for w in verbs)
    ends = _ATTRIBUTIVE.search(joint.removesuffix("ような"))
    return 0.85 if verbs and len(verbs) <= 5 and are_verbs and ends else 0.0


def _modifies(words: Sequence[Token], index: int) -> bool:
    """Whether the verb that begins here stands before a noun: 伴走できるような人材."""
    surface = ""
    while index < len(words) and words[index].part_of_speech.startswith(_VERBAL):
        surface += words[index].surface
        index += 1
    ends = _ATTRIBUTIVE.search(surface.removesuffix("ような"))
    return bool(ends) and index < len(words) and is_noun(words[index])


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
    after = words[verb.stop : verb.stop + 12]
    if (
        verb.first != verb.start
        or verb.last != verb.stop
        or not after
        or after[0].normal_form not in _DOING
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
    form *= completeness(words, chosen, stop)
    if form == 0:
        return []
    following = "".join(word.surface for word in words[stop : stop + 3])
    is_topic = following.startswith(("は", "について", "に関して", "が必要", "を求め", "をお願"))
    return [Phrase(text, contents, words[chosen[-1]].normal_form, form, is_topic)]
