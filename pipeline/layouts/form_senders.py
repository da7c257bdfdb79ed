"""Who fills in a form, by its fields; of forms below one another on a sheet, each by its own."""

from bisect import bisect_right
from collections.abc import Sequence

from pipeline.layouts.affiliation import answering_body
from pipeline.layouts.entry import Sender
from pipeline.layouts.form import FoundField, field_attributes
from pipeline.layouts.role_words import Role, squeezed
from pipeline.text.normalize import without_unseen


class FormSenders:
    """The senders of the rows of a sheet; several where it asks for a body again and again."""

    def __init__(self, found: Sequence[FoundField], default: Sender) -> None:
        self._begins = _begins(found)
        ends = [*self._begins[1:], len(found)]
        forms = [found[begin:end] for begin, end in zip(self._begins, ends, strict=True)]
        self._rows = [form[0].place[0] if form else 0 for form in forms]
        self._senders = [_sender(form).or_else(default) for form in forms]

    def of_field(self, number: int) -> Sender:
        """Who fills in a field, by its place among the fields."""
        return self._senders[max(0, bisect_right(self._begins, number) - 1)]

    def of_row(self, row: int) -> Sender:
        """Who fills in a row, from 0."""
        return self._senders[max(0, bisect_right(self._rows, row) - 1)]


def _begins(found: Sequence[FoundField]) -> list[int]:
    """Where each form begins among the fields: at its body, where it also asks for an opinion."""
    bodies = [n for n, entry in enumerate(found) if entry.role is Role.BODY_NAME]
    named = {squeezed(found[number].answer_text) for number in bodies} - {""}
    if len(named) < 2 or len({found[number].label for number in bodies}) > 1:
        return [0]
    forms = [found[begin:end] for begin, end in zip(bodies, [*bodies[1:], len(found)], strict=True)]
    asked = [any(entry.role is Role.OPINION for entry in form) for form in forms]
    above = any(entry.role is Role.OPINION for entry in found[: bodies[0]])
    below = len({found[number].place[0] for number in bodies}) == len(bodies)
    return [0, *bodies[1:]] if all(asked) and not above and below else [0]


def _sender(found: Sequence[FoundField]) -> Sender:
    affiliation, label = answering_body((f.role, f.label, f.answer_text) for f in found)
    return Sender(
        code=_first(found, Role.BODY_CODE),
        name=_first(found, Role.BODY_NAME) or affiliation,
        prefecture=_first(found, Role.PREFECTURE),
        kind=_first(found, Role.BODY_KIND),
        department=_first(found, Role.DEPARTMENT),
        person=_first(found, Role.PERSON),
        asked=next((entry.label for entry in found if entry.role is Role.BODY_NAME), label),
        attributes=field_attributes(found),
    )


def _first(found: Sequence[FoundField], role: Role) -> str:
    texts = (
        " ".join(without_unseen(entry.answer_text).split()) for entry in found if entry.role is role
    )
    return next((text for text in texts if text), "")
