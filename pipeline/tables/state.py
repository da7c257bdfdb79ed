"""The states in which an entry of the ledger can end; importing it costs nothing."""

from enum import StrEnum


class State(StrEnum):
    """Where an entry ended. Exactly one state per entry."""

    OPINIONS = "opinions"
    NO_OPINION = "no_opinion"
    REFERENCE = "reference"
    EMPTY = "empty"
    NOT_AN_OPINION = "not_an_opinion"
    SUPERSEDED = "superseded"
    NEEDS_PERSON = "needs_person"
    UNREADABLE = "unreadable"


UNREAD_PART = "読んでいない部分："
"""How the reason of a row begins that stands for a part of a file in which no answer was sought."""
