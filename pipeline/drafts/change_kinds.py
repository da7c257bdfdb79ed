"""Which way a clause changed between two versions."""

import re
from collections import Counter
from collections.abc import Mapping

from pipeline.drafts.amounts import counted, dates, without_places
from pipeline.drafts.asked_kinds import Kind
from pipeline.drafts.changed_words import words_changed

_DUTY = re.compile(
    r"(?:なければ|なくては)なら|てはなら|ものとする|禁止|義務|必ず|命ずる|命令|許可を受け|を要する"
)
_STRONG = re.compile(r"(?:なければ|なくては)なら|てはなら|禁止|義務|必ず")
_PENALTY = re.compile("罰金|過料|科す|公表|取り消|没収|罰則|勧告|命令")
_MILD = re.compile(
    r"努め|努力|ことができ|配慮|望まし|原則と|可能な限り|できる限り|なるべく|必要に応じ|助言|指導"
    r"|協力を求め|お願い"
)
_LATER = re.compile("経過措置|経過した日|猶予|当分の間|までの間|準備期間|周知期間|公布の日から起算")
_OF_GRAMMAR = re.compile(r"[ぁ-ん、。「」（）()\s]*")


def change_kinds(before: str, after: str) -> frozenset[Kind]:
    """The kinds of change that lead from one wording to another; none where the clause is new.

    Args:
        before: empty where the clause is new.
        after: empty where it is gone.

    >>> sorted(change_kinds("年額8,000円とする。", "年額6,000円とする。"))
    [<Kind.LOWER: 'lower'>]
    >>> sorted(change_kinds("協力しなければならない。", "協力に努める。"))
    [<Kind.SOFTEN: 'soften'>]
    """
    duty, penalty, mild, later = (
        len(words.findall(after)) - len(words.findall(before))
        for words in (_DUTY, _PENALTY, _MILD, _LATER)
    )
    if not before:
        return frozenset([Kind.POSTPONE] if later > 0 else [])
    if not after:
        return frozenset([Kind.DELETE])
    found = _of_numbers(before, after)
    pieces = words_changed(without_places(before), without_places(after))
    came, went = ("".join(one.text for one in pieces if one.kind == kind) for kind in ("in", "out"))
    if _OF_GRAMMAR.fullmatch(came) and not _OF_GRAMMAR.fullmatch(went):
        found.add(Kind.DELETE)
    if later > 0:
        found.add(Kind.POSTPONE)
    if penalty < 0 or (mild > 0 and duty <= 0):
        found.add(Kind.SOFTEN)
    if mild <= 0 and (penalty > 0 or duty > 0 or mild < 0):
        found.add(Kind.HARDEN)
    return frozenset(found)


def is_strong(text: str) -> bool:
    """Whether a clause binds: しなければならない; ものとする leaves room."""
    return bool(_STRONG.search(text))


def _of_numbers(before: str, after: str) -> set[Kind]:
    """Which way dates and amounts moved."""
    found = set()
    old, new = dates(before), dates(after)
    if old and new and max(new) > max(old):
        found.add(Kind.POSTPONE)
    was, now = _by_unit(before), _by_unit(after)
    for unit in was.keys() & now.keys():
        gone, come = was[unit] - now[unit], now[unit] - was[unit]
        if gone and come:
            found.add(Kind.RAISE if max(come) > max(gone) else Kind.LOWER)
    return found


def _by_unit(text: str) -> Mapping[str, Counter[float]]:
    found: dict[str, Counter[float]] = {}
    for number, unit in counted(text):
        found.setdefault(unit, Counter())[float(number)] += 1
    return found
