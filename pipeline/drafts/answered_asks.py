"""Whether a change goes the way an opinion asked: the same kind of change, or the words it said."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.drafts.amounts import amounts
from pipeline.drafts.asked_kinds import NAMES, Kind, asked_kinds, without_refusals
from pipeline.drafts.citations import citations, without
from pipeline.drafts.clause_change import Change, words_of
from pipeline.drafts.kana import spelt_otherwise
from pipeline.drafts.quoted_words import squeezed
from pipeline.text.sentences import sentences

_ANSWERS = {kind: {kind} for kind in Kind} | {Kind.RAISE: {Kind.RAISE, Kind.POSTPONE}}
"""By kind asked for, the kinds of change that grant it: 延ばす is said of spans and of dates."""
_BEGINS = frozenset(["施行", "適用", "実施", "開始", "導入", "移行"])
"""Who finds these too early means the clause that says when, and there is one."""
_MOST_TOLD = 3
_RULE = re.compile(
    r"(?:規定|条文|条項|この[条項号章節])(?:そのもの|自体|全体|ごと)?(?:[はを][^。]{0,15}|も?[^。、]{0,4})"
    r"(?:削|廃|やめ|止め|要ら|いら|不要|なく|無く|撤)"
)
"""A rule that is to go as a whole."""
_JOINT = "、"


@dataclass(frozen=True)
class Answer:
    """How a change answers an opinion: by a kind, or by words that it said."""

    column: int
    kind: Kind | None
    words: str
    is_whole: bool

    @property
    def why(self) -> str:
        """What shows it, in Japanese."""
        if self.kind is None:
            return f"意見の言う箇所に、意見の言葉「{self.words}」が加わった"
        degree = "" if self.is_whole else "一部"
        return f"意見の求めた向き（{NAMES[self.kind]}）に{degree}変わった"


@dataclass(frozen=True)
class _Wish:
    kinds: frozenset[Kind]
    words: frozenset[str]
    amounts: frozenset[str]
    wanted: frozenset[str]
    """Words of sentences that want nothing undone."""
    wanted_amounts: frozenset[str]
    text: str
    """Of those sentences, without white space."""
    is_of_rule: bool
    """Whether a rule as a whole is to go."""


def answer(
    text: str, changes: Sequence[Change], own: NDArray[np.bool_], near: NDArray[np.bool_]
) -> Answer | None:
    """The change that grants what an opinion asks, if any; of the clauses that it cites first.

    Args:
        text: of the opinion.
        changes: all of them.
        own: (n_changes,), whether the opinion cites or quotes the clause.
        near: (n_changes,), whether it means it by likeness.
    """
    bare = without(text, citations(text))
    wanted = without_refusals(bare)
    wish = _Wish(
        asked_kinds(text),
        words_of(bare),
        amounts(text),
        words_of(wanted),
        amounts(wanted),
        squeezed(wanted),
        bool(_RULE.search(text)),
    )
    found: list[tuple[tuple[int, int, int], Answer]] = []
    meant = set(np.flatnonzero(own | near).tolist())
    if Kind.POSTPONE in wish.kinds:
        meant |= {row for row, change in enumerate(changes) if Kind.POSTPONE in change.kinds}
    for column in sorted(meant):
        change, is_own = changes[column], bool(own[column])
        if not change.is_short:
            continue
        if told := _said(wish, change) if is_own else "":
            is_whole = not _is_other_amount(wish.amounts, change)
            found.append(((2, int(is_whole), len(told)), Answer(column, None, told, is_whole)))
        for kind in _granted(wish, change, is_own, bool(near[column])):
            is_whole = _is_whole(kind, wish, change)
            rank = (int(is_own), int(is_whole), len(wish.words & (change.new | change.went)))
            found.append((rank, Answer(column, kind, "", is_whole)))
    return max(found, key=lambda one: one[0])[1] if found else None


def asking_sentence(text: str, granted: Answer) -> str:
    """The first sentence of an opinion that asks for it; else empty."""
    told = frozenset(granted.words.split(_JOINT))
    words = words_of(granted.words)
    for begin, end in sentences(text):
        part = text[begin:end].strip()
        says = bool(words_of(part) & words or amounts(part) & told)
        if says if granted.kind is None else granted.kind in asked_kinds(part):
            return part
    return ""


def _said(wish: _Wish, change: Change) -> str:
    """Amounts that came, or words new to the draft, that the opinion says."""
    exact = sorted(wish.wanted_amounts & change.brought)
    said = wish.wanted & change.new
    runs = [run for run in change.runs if words_of(run) & said]
    return _JOINT.join((exact or runs or spelt_otherwise(wish.text, change.came))[:_MOST_TOLD])


def _granted(wish: _Wish, change: Change, is_own: bool, is_near: bool) -> list[Kind]:
    """The kinds that an opinion asks for and a change shows, where it means the clause."""
    found = []
    for kind in sorted(wish.kinds):
        if not _ANSWERS[kind] & change.kinds:
            continue
        means = is_own or (is_near and bool(wish.words & change.words))
        if kind is Kind.POSTPONE:
            means = means or bool(wish.words & change.words & _BEGINS)
        elif kind is Kind.DELETE:
            said = wish.words & change.went
            is_said = 2 * len(said) >= len(change.went) > 0 or bool(wish.amounts & change.lost)
            means = is_own and (not change.has_stayed or is_said)
        if means:
            found.append(kind)
    return found


def _is_whole(kind: Kind, wish: _Wish, change: Change) -> bool:
    if kind is Kind.HARDEN and not change.is_strong:
        return False
    if kind is Kind.DELETE:
        return not (wish.is_of_rule and change.has_stayed)
    return not _is_other_amount(wish.amounts, change)


def _is_other_amount(named: frozenset[str], change: Change) -> bool:
    """Whether an opinion names an amount, and what came is another one of its unit."""
    wanted = named - change.had
    units = {_unit(one) for one in change.brought}
    return not wanted & change.brought and any(_unit(one) in units for one in wanted)


def _unit(amount: str) -> str:
    return amount.lstrip("0123456789.")
