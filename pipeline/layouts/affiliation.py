"""The body that a label 所属 names: who answers, or where a person who answers works."""

import re
from collections.abc import Iterable

from pipeline.layouts.role_words import Role, squeezed
from pipeline.layouts.sender_columns import OF_CITIZENS
from pipeline.respondents.body_names import is_office, kind_of_name

Field = tuple[Role | None, str, str]
"""Role, label and value of a labelled field."""
_AFFILIATION = re.compile(r"[\W_]*(?:貴|ご|御)?所属(?:名|先)?[\W_]*")
_MARKS = "■□●○◆◇・【】[]:：*※"
_NAMES = frozenset({Role.BODY_NAME, Role.BODY_CODE})


def is_body(name: str) -> bool:
    """Whether a name shows a body, and more than an office of one (農林課)."""
    return kind_of_name(name) not in (None, "個人") and not is_office(name)


def answering_body(fields: Iterable[Field]) -> tuple[str, str]:
    """The body that 所属 names where no other field does, and its label; empty where it is open.

    Beside a person's own name, age or address it may be where somebody works.

    >>> answering_body([(Role.DEPARTMENT, "所属", "甲町"), (Role.PERSON, "担当者", "山田")])
    ('甲町', '所属')
    >>> answering_body([(Role.DEPARTMENT, "所属", "甲大学"), (Role.PERSON, "氏名", "山田")])
    ('', '')
    """
    filled = [(role, squeezed(label), value) for role, label, value in fields if value.strip()]
    private = any(OF_CITIZENS.search(label.strip(_MARKS)) for _, label, _ in filled)
    named = {
        value.strip(): label
        for role, label, value in filled
        if role is Role.DEPARTMENT and _AFFILIATION.fullmatch(label) and is_body(value)
    }
    if private or len(named) != 1 or any(role in _NAMES for role, *_ in filled):
        return "", ""
    return next(iter(named.items()))
