"""What a row of two versions side by side shows: which way it changed, what came and went."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd

from pipeline.drafts.amounts import amounts, without_places
from pipeline.drafts.asked_kinds import Kind
from pipeline.drafts.change_kinds import change_kinds, is_strong
from pipeline.drafts.changed_words import says_otherwise, words_changed
from pipeline.drafts.quoted_words import squeezed, words_in

_GONE = 0.5
"""Share of the words of a removed clause from which a new one that has them took its place."""
_SHORT = 80
"""Characters that came: of a longer change nothing tells what of it an opinion asked for."""
_LONE = re.compile(r"(?<![一-龥々])[一-龥々](?=[、。をがはもにのとや）)]|$)")
"""A noun of one kanji: 竹."""
_RUN = re.compile("(?:(?![又及若並])[一-龥々])+|[ァ-ヶー]+")
_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Change:
    """One row of ``DraftChanges`` as it answers wishes."""

    is_changed: bool
    """Whether more than its form and the draft's own numbers differ."""
    words: frozenset[str]
    """Of the clause in both versions, with the headings above."""
    is_short: bool = False
    """Whether little enough came to say what it is about."""
    kinds: frozenset[Kind] = field(default=frozenset())
    new: frozenset[str] = _NOTHING
    """Of the words that came, those that the earlier version had nowhere."""
    went: frozenset[str] = _NOTHING
    brought: frozenset[str] = _NOTHING
    """Amounts that came."""
    had: frozenset[str] = _NOTHING
    """Amounts of the earlier wording."""
    lost: frozenset[str] = _NOTHING
    """Amounts that went."""
    came: str = ""
    """What came, without white space."""
    runs: tuple[str, ...] = ()
    """Words that came, as they stand."""
    has_stayed: bool = True
    """Whether the clause is still there."""
    is_strong: bool = False
    """Whether it binds now."""


def words_of(text: str) -> frozenset[str]:
    """Pairs of kanji and katakana, and nouns of one kanji, by which words are compared."""
    plain = squeezed(text)
    return words_in(plain) | frozenset(_LONE.findall(plain))


def changes_of(changed: pd.DataFrame) -> list[Change]:
    """What each row of table ``DraftChanges`` shows, in order."""
    known = _NOTHING.union(*(words_of(text) for text in changed["text_before"]))
    new = [
        words_of(after)
        for state, after in zip(changed["state"], changed["text_after"], strict=True)
        if state == "added"
    ]
    return [
        _shown(before, after, path, known, new)
        if is_live and without_places(before) != without_places(after)
        else Change(False, words_of(before + path))
        for is_live, before, after, path in zip(
            says_otherwise(changed),
            changed["text_before"],
            changed["text_after"],
            changed["path_before"].where(changed["path_before"] != "", changed["path_after"]),
            strict=True,
        )
    ]


def _shown(
    before: str, after: str, path: str, known: frozenset[str], new: Sequence[frozenset[str]]
) -> Change:
    pieces = words_changed(without_places(before), without_places(after))
    came, went = (
        "　".join(one.text for one in pieces if one.kind == kind) for kind in ("in", "out")
    )
    old, now = words_of(before), words_of(after)
    is_rewritten = not after and any(len(old & one) > _GONE * len(old) for one in new)
    had = amounts(before)
    is_title = bool(after) and path.endswith(before.strip()) and bool(before.strip())
    return Change(
        is_changed=True,
        words=old | now | words_of(path),
        is_short=len(came) <= _SHORT,
        kinds=frozenset() if is_rewritten or is_title else change_kinds(before, after),
        new=words_of(came) - known,
        went=words_of(went) - now,
        brought=amounts(after) - had,
        had=had,
        lost=had - amounts(after),
        came=squeezed(came),
        runs=tuple(dict.fromkeys(_RUN.findall(squeezed(came)))),
        has_stayed=bool(after),
        is_strong=is_strong(after),
    )
