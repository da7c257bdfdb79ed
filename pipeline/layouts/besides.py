"""Reasons and remarks: kept with the opinion they stand beside, and shown with it; alone they wait.

A cell for 理由 belongs to the answer to its left (else its right); the only one of a row or form
belongs to all its answers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.layouts.answer_cells import recognised
from pipeline.layouts.entry import Entry
from pipeline.layouts.form_words import FormWords
from pipeline.layouts.role_words import Role
from pipeline.layouts.said import has_letters, speaks_of_something
from pipeline.segmentation.stock_answers import POINTS_ELSEWHERE
from pipeline.tables.state import State

BESIDES = (Role.REASON, Role.REMARK)
"""Roles of cells that say more of an opinion that stands elsewhere."""
_CARRIES = frozenset({State.OPINIONS, State.REFERENCE, State.NEEDS_PERSON})


def tells_more(role: Role | None, text: str, words: FormWords) -> bool:
    """Whether a cell for a reason holds one, or one for remarks a sentence.

    Args:
        role: of its column or label.
        text: of the cell.
        words: of forms and of no answer, as people list them.
    """
    if role not in BESIDES or not has_letters(text) or recognised(text, words) is not None:
        return False
    return role is Role.REASON or speaks_of_something(text)


def carries(answer: Entry) -> bool:
    """Whether an answer says something that a reason can stand beside; 別記のとおり does not."""
    return answer.state in _CARRIES and not answer.reason.endswith(POINTS_ELSEWHERE)


def owners(place: int, role: Role, roles: Mapping[int, Role]) -> list[int]:
    """The answers that a reason or remark belongs to.

    Args:
        place: of the reason, in the order of the columns or fields.
        role: of the reason.
        roles: of all columns or fields by place.
    """
    answers = [other for other, found in roles.items() if found is Role.OPINION]
    if sum(found is role for found in roles.values()) == 1:
        return answers
    before = [answer for answer in answers if answer < place]
    return before[-1:] or answers[:1]


def judged(entry: Entry, role: Role, answers: Sequence[Entry]) -> Entry:
    """The entry of a reason or remark that tells more: beside an answer, or waiting.

    Args:
        entry: of its cell or paragraph.
        role: of its column or label.
        answers: that it may belong to.
    """
    if any(map(carries, answers)):
        return replace(entry, state=State.BESIDE, parts=(), target=None, text_begin=0)
    what = "理由" if role is Role.REASON else "備考"
    told = f"意見の欄に意見がなく、{what}の欄に記入がある"
    return replace(entry, state=State.NEEDS_PERSON, reason=told, parts=(), target=None)


def with_beside(answer: Entry, header: str, text: str) -> Entry:
    """An answer with a reason or remark that is shown with its opinions."""
    told = (" ".join(header.split()) or "理由", text.strip())
    if not carries(answer) or told in answer.beside:
        return answer
    return replace(answer, beside=(*answer.beside, told))
