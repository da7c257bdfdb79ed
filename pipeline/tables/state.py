"""The states in which an entry of the ledger can end; importing it costs nothing."""

from collections.abc import Mapping
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


STATES: Mapping[State, str] = {
    State.OPINIONS: "意見のある行",
    State.BESIDE: "意見の理由・備考（意見と並べて示す）",
    State.NOT_AN_OPINION: "意見ではない行（見出し・日程など）",
    State.NO_OPINION: "「意見なし」の回答",
    State.REFERENCE: "他の回答を参照する行",
    State.EMPTY: "空欄",
    State.SUPERSEDED: "数えない行（差し替え・取り下げ・同じ内容のファイル）",
    State.NEEDS_PERSON: "人の確認を待つ行",
    State.UNREADABLE: "読み取れない行",
}
"""How a ledger state is called, in the order in which reports list them."""

DRAFT_UNREAD = "読み取れない案（の一部）"
"""How the state of a draft is called of which something could not be read."""

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


def stands_for_a_file(state: str, reason: str) -> bool:
    """Whether an entry of the level file is a file received: not what was left of a folder or zip.

    >>> stands_for_a_file(State.NOT_AN_OPINION, f"{UNREAD_PART}OSなどが作ったファイル 1")
    False
    >>> stands_for_a_file(State.NOT_AN_OPINION, "round.yaml で読まないとした")
    True
    """
    return state != State.NOT_AN_OPINION or not reason.startswith(UNREAD_PART)
