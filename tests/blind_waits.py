"""Whether what went wrong in a case is told to people, or is silent.

A fault *waits* where a row or file of the very thing waits for a person, or where `add-round` or
`opinions check` doubts it: a text that waits holds it or a piece of it; of who said something,
a doubt that speaks of senders. All else is *silent*: nobody would look.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import pandas as pd

from pipeline.tables.state import State
from pipeline.text.same_characters import RADICALS

_SENDER_WORDS = ("差出人", "団体", "回答者", "respondent", "誰", "提出者", "氏名", "シートの名前")
_PIECE = 8
"""Characters of a text that tell it from others; shorter texts must stand whole."""


class Fault(NamedTuple):
    """One thing that is not as it should be."""

    told: str
    about: tuple[str, ...] = ()
    """The texts or names it is about."""
    of_sender: bool = False
    is_told: bool = False
    """Whether it is told by itself: an error, a row that waits where none should."""


@dataclass
class Outcome:
    """What became of a case's files."""

    opinions: pd.DataFrame = field(default_factory=pd.DataFrame)
    ledger: pd.DataFrame = field(default_factory=pd.DataFrame)
    respondents: pd.DataFrame = field(default_factory=pd.DataFrame)
    round_yaml: str = ""
    error: str = ""
    doubts: tuple[str, ...] = ()
    """What `add-round` doubts (要判断, 要確認), and names that a person should decide on."""


def folded(text: str) -> str:
    """A text as it is compared."""
    plain = unicodedata.normalize("NFKC", text.translate(RADICALS))
    return "".join(
        letter
        for letter in plain
        if not letter.isspace()
        and unicodedata.category(letter) not in ("Cf", "Mn", "Co")
        and letter not in "〜～~\u3164\u115f\u1160\u2800"
    )


def all_wait(faults: Sequence[Fault], outcome: Outcome) -> bool:
    """Whether every fault of a case is told to people in some way."""
    return all(_waits(fault, outcome) for fault in faults)


def _waits(fault: Fault, outcome: Outcome) -> bool:
    if fault.is_told:
        return True
    if outcome.ledger.empty:
        return False
    open_states = (State.NEEDS_PERSON, State.UNREADABLE)
    rows = outcome.ledger[outcome.ledger["state"].isin(open_states)]
    if fault.of_sender:
        reasons = [*rows["reason"], *outcome.doubts, *outcome.respondents.get("problem", ())]
        if any(word in reason for reason in reasons for word in _SENDER_WORDS):
            return True
    texts = [folded(text) for text in rows["text"] if folded(text)]
    if fault.about and all(_held(folded(about), texts) for about in fault.about):
        return True
    # A whole file waits: nothing of it was read, so what is missing is missed there.
    whole = rows[(rows["level"] == "file") & ~rows["reason"].str.startswith("人の判断を待つ行")]
    read = [folded(text) for text in outcome.ledger["text"] if folded(text)]
    return len(whole) > 0 and not any(_held(folded(about), read) for about in fault.about)


def _held(about: str, texts: Sequence[str]) -> bool:
    """Whether a text stands in one of several, whole or by a piece, or one stands in it."""
    pieces = [about]
    if len(about) > _PIECE:
        pieces = [about[n : n + _PIECE] for n in range(0, len(about) - _PIECE + 1, _PIECE // 2)]
    return any(
        any(piece in text for piece in pieces) or (len(text) > 1 and text in about)
        for text in texts
    )
