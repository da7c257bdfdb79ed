"""The states in which an entry of the ledger can end; importing it costs nothing."""

from enum import StrEnum


class State(StrEnum):
    """Where an entry ended. Exactly one state per entry."""

    OPINIONS = "opinions"
    NO_OPINION = "no_opinion"
    REFERENCE = "reference"
    EMPTY = "empty"
    NOT_AN_OPINION = "not_an_opinion"
    BESIDE = "beside"
    SUPERSEDED = "superseded"
    NEEDS_PERSON = "needs_person"
    UNREADABLE = "unreadable"


UNREAD_PART = "読んでいない部分："
"""How the reason of a row begins that stands for a part of a file in which no answer was sought."""

ASKED_OF_FILE = (
    "新しいファイルがある：",
    "差出人の違う、同じ内容のファイル：",
    "差出人の分からない、同じ内容のファイル：",
)
"""How the reason of an entry begins that asks whether a whole file counts; with a state that waits
it stands for no row of the file."""


def stands_for_a_row(state: str, reason: str) -> bool:
    """Whether an entry of the level row is a row received: no unread part, no question of a file.

    >>> stands_for_a_row(State.SUPERSEDED, "新しいファイルがある：2.xlsx")
    True
    >>> stands_for_a_row(State.NEEDS_PERSON, "新しいファイルがある：2.xlsx。差し替えなら…")
    False
    """
    asks = state == State.NEEDS_PERSON and reason.startswith(ASKED_OF_FILE)
    return not asks and not reason.startswith(UNREAD_PART)
