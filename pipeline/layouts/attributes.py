"""What a file says of those who answered beside who they are: 年代, 居住地, 受付方法."""

from collections.abc import Iterable

from pipeline.layouts.role_words import Role, squeezed
from pipeline.layouts.said import speaks_of_something

Attributes = tuple[tuple[str, str], ...]
"""Name, as the file heads it, and value; each name once."""

ATTRIBUTE_ROLES = frozenset({Role.ATTRIBUTE, Role.BODY_KIND})
"""Roles of columns and labels whose values are attributes."""
_LONGEST_NAME, _LONGEST_VALUE = 30, 60  # characters; what is longer is a question or an answer


def attribute_name(header: str) -> str:
    """What a header or label of several levels calls its values: the last level.

    >>> attribute_name("回答者／年　代")
    '年代'
    """
    levels = [squeezed(level) for level in header.split("／")]
    return next((level for level in reversed(levels) if level), "").strip(":：【】[]■●○◆・")


def attributes_of(told: Iterable[tuple[str, str]]) -> Attributes:
    """Attributes from headers and values as they stand in a file.

    What reads like an answer is none: the ledger has it. Two columns of one name are one attribute
    with both values.

    Args:
        told: header or label, and value.
    """
    found: dict[str, list[str]] = {}
    for header, text in told:
        name, value = attribute_name(header), " ".join(text.split())
        fits = 0 < len(name) <= _LONGEST_NAME and 0 < len(value) <= _LONGEST_VALUE
        if fits and not speaks_of_something(value):
            found.setdefault(name, []).append(value)
    return tuple((name, "、".join(dict.fromkeys(values))) for name, values in found.items())
