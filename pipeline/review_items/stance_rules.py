"""The stance of an opinion (賛否) as far as its words say it outright, or that it is unknown.

Transparent cues of speech acts, weighed: who takes no side says so; consent that hangs on a clause
before it, or on a demand after ただし, is conditional; then refusals and wishes to stop stand
against words of consent, verdicts count less than either, and what is conceded (…が、) less than
what follows. Words count only where they end a clause and are said of what is proposed
(``pipeline.text.stance_objects``): who wishes something else furthered, or understands, or asks
whether, assents to nothing. Where no cue stands, or as much on either side, the stance is unknown:
questions, corrections and most requests to amend a draft say neither for nor against.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from pipeline.review_items.stance_sides import assents, opposes
from pipeline.tables.natures import Stance
from pipeline.text import stance_objects as objects
from pipeline.text import stance_words as words
from pipeline.text.demands import is_demand
from pipeline.text.sentences import sentences_and_lines

# 「…」 and 『…』 quote the draft or others: what is said there, the opinion does not say.
_QUOTED = re.compile(r"「[^」]*」|『[^』]*』")
_CONCEDED = re.compile(r"(?<=[すだいるたんう])(?:が|けれども?|けど|ものの)、")
_DEPENDS = re.compile(
    r"なら|でしたら|だったら|であれば|なければ|なくては|(?<![がは])ないと(?![思考言い感すな])|限り|かぎり|うち(?:は|に)|ままで?は|以上"
)
_NAMED = re.compile(r"条件|前提")  # what is called a condition is one, whatever the assent is to
_IDIOM = re.compile(r"ば(?:よ|良|い)い")
_BECAUSE = re.compile(r"(?:ので|から|ため)、")
_CLOSES = re.compile(
    r"(?![^。]{0,8}(?:か|ではな[^。]*)[。？?]?$)[^。、]{0,12}"
    r"(?:と(?:しか)?(?:言わざる|思|考え|感じ)[^。、]{0,14})?(?:[。、！!？?]|$)"
)
_BUT = re.compile(r"[、\s　]*(?:しかし|だが|けれど|とはいえ|とは言え)")
_SOFTENED = re.compile(r"[^。、]{0,6}では(?:な|あり)[^。]{0,12}か[。？?]?$")
"""An assertion put as a question: where it stands after words against something, it is meant."""
_COMPARES = re.compile(r"(?:方|ほう)が|修正|修文|追記")
_ASIDE = 0.3
"""Share of its weight that a cue has which neither closes a clause nor stands after …が、."""
_REACH = 30  # characters between a condition and what depends on it
_TAIL = 16  # characters between words of consent and …が、
_LEAST, _LEAST_A_SENTENCE = 0.9, 0.3
"""Weight that must be left; more in a text of many sentences, which does not hang on a word."""


@dataclass(frozen=True)
class _Side:
    """Words for or against, with their weights, and when they count."""

    cues: tuple[tuple[re.Pattern[str], float], ...]
    is_said_of: Callable[[str, str, re.Match[str], str], bool]
    """Whether words of a sentence are said of the proposal; told what stands beside them."""
    of_text: bool = True
    """Beside them stands the whole text; else the sentence before."""
    may_be_asked: bool = False
    """Put as a question they are meant all the same."""


_AGAINST = _Side(
    ((words.REFUSAL, 3.0), (words.STOP, 2.5), (words.BAD, 1.0)), opposes, may_be_asked=True
)
_FORESEEN = _Side(((words.HARM, 1.0),), opposes)
_IN_FAVOUR = _Side(((words.CONSENT, 1.5), (words.GOOD, 1.5)), assents, of_text=False)


@dataclass(frozen=True)
class FoundStance:
    """The stance of a text and the words that showed it; no words where it is unknown."""

    stance: Stance
    cue: str


def stance_by_rules(text: str, proposal: str = "") -> FoundStance:
    """Whether an opinion is for or against what is proposed.

    Args:
        text: of an opinion, normalised.
        proposal: what is proposed, in a sentence; empty where no one wrote it down.

    >>> stance_by_rules("両校の統合計画には賛成である。").stance.value
    '賛成'
    >>> stance_by_rules("費用を国が持つのであれば、異論はない。").stance.value
    '条件付き'
    >>> stance_by_rules("このような改正には賛成できない。").stance.value
    '反対'
    >>> stance_by_rules("導入には賛成でも反対でもない。").stance.value
    'どちらでもない'
    >>> stance_by_rules("第3章に水質の項を追加すべきである。").stance.value
    '不明'
    """
    parts = unquoted_parts(text)
    if neutral := _first(words.NEUTRAL, parts):
        return FoundStance(Stance.NEITHER, neutral)
    if condition := _condition(parts, proposal):
        return FoundStance(Stance.CONDITIONAL, condition)
    against, cue_against = _weight(parts, _AGAINST, proposal)
    harm, cue_harm = _weight([p for p in parts if not is_demand(p)], _FORESEEN, proposal)
    against, cue_against = against + harm, cue_against or cue_harm
    granted = [
        "" if _COMPARES.search(part) or _BUT.match(after) else part
        for part, after in zip(parts, [*parts[1:], ""], strict=False)
    ]
    in_favour, cue_in_favour = _weight(granted, _IN_FAVOUR, proposal)
    if abs(against - in_favour) >= max(_LEAST, _LEAST_A_SENTENCE * len(parts)):
        if against > in_favour:
            return FoundStance(Stance.AGAINST, cue_against)
        return FoundStance(Stance.FOR, cue_in_favour)
    return FoundStance(Stance.UNKNOWN, "")


def says_in_favour(parts: Iterable[str]) -> bool:
    """Whether a sentence closes with 賛成, whatever it is said of.

    >>> says_in_favour(["館を減らす方向に賛成します。"]), says_in_favour(["賛成できない。"])
    (True, False)
    """
    return any(
        found[0].startswith("賛成")
        and _CLOSES.match(part, found.end())
        and not _is_void(part, found)
        for part in parts
        for found in words.CONSENT.finditer(part)
    )


def unquoted_parts(text: str) -> list[str]:
    """The sentences and lines of a text, without what it quotes."""
    return sentences_and_lines(_QUOTED.sub("「」", text))


def _first(pattern: re.Pattern[str], parts: Iterable[str]) -> str:
    for part in parts:
        if found := pattern.search(part):
            return found[0].strip("。、")
    return ""


def _condition(parts: list[str], proposal: str) -> str:
    """The words of consent, or refusal, that hang on a condition; empty where none do."""
    for number, part in enumerate(parts):
        last = parts[number - 1] if number else ""
        for consent in words.CONSENT.finditer(part):
            before = list(words.CONDITION.finditer(part, 0, consent.start() + 1))
            if (
                before
                and consent.start() - before[-1].end() <= _REACH
                and not _IDIOM.match(part, before[-1].end() - 1)
                and not _BECAUSE.search(part, before[-1].end(), consent.start())
                and (_NAMED.search(before[-1][0]) or assents(part, last, consent, proposal))
            ):
                return part[before[-1].start() : consent.end()].strip("。、")
        for consent in (*words.CONSENT.finditer(part), *words.GOOD.finditer(part)):
            if not assents(part, last, consent, proposal):
                continue
            but = _CONCEDED.search(part, consent.end(), consent.end() + _TAIL)
            after = parts[number + 1 :]
            if but and any(map(is_demand, (part[but.end() :], *after))):
                return consent[0].strip("。、")
            if after and words.REMARKS.match(after[0]) and any(map(_demands, after)):
                return consent[0].strip("。、")
        if refusal := words.REFUSAL.search(part):
            found = _DEPENDS.search(part, 0, refusal.start())
            if found and refusal.start() - found.end() <= _REACH:
                return part[found.start() : refusal.end()].strip("。、")
    of_it = [part for part in parts if not proposal or objects.speaks_of(part, proposal)]
    return _first(words.REQUIRES, of_it)


def _demands(sentence: str) -> bool:
    return is_demand(sentence) or bool(
        words.REFUSAL.search(sentence)
        or re.search(r"必要|前提|条件|べき|から。|話です|困[るり]", sentence)
    )


def _is_void(sentence: str, cue: re.Match[str]) -> bool:
    """Whether a cue is denied behind it, or is the wish for a step or a part of the matter."""
    return bool(words.NEGATED.match(sentence, cue.end() - 1)) or any(
        found.start() < cue.end() and cue.start() < found.end()
        for found in words.OF_A_PART.finditer(sentence)
    )


def _weight(parts: Sequence[str], side: _Side, proposal: str) -> tuple[float, str]:
    """How much is said by some cues, each counted once a sentence, and the weightiest words."""
    total, best, shown = 0.0, 0.0, ""
    text = "\n".join(parts)
    for before, part in zip(["", *parts], parts, strict=False):
        conceded = [found.end() for found in _CONCEDED.finditer(part)]
        border = conceded[-1] if conceded else 0
        beside = text if side.of_text else before
        for pattern, weight in side.cues:
            found = [
                one
                for one in pattern.finditer(part)
                if not _is_void(part, one) and side.is_said_of(part, beside, one, proposal)
            ]
            if not found:
                continue
            last = found[-1]
            closes = last.start() >= border and (
                _CLOSES.match(part, last.end())
                or (side.may_be_asked and _SOFTENED.match(part, last.end()))
            )
            worth = weight if closes else weight * _ASIDE
            total += worth
            if worth > best:
                best, shown = worth, last[0].strip("。、")
    return total, shown
