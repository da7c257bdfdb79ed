"""Senders written in several ways in one round, as one: by code, and by names that are sure.

What is joined stands in the round itself: a code without a name gets the one name that other rows
give to this code, also where its prefecture is none that exists; a city without prefecture gets
the one that other rows write before its name. Towns and villages of one name are many, so nothing
is joined for them.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.layouts.entry import Sender
from pipeline.respondents.body_names import name_key, split_prefecture, without_office
from pipeline.respondents.local_government_codes import check_digit, code_readings

_TWICE = frozenset({"府中市", "伊達市"})
"""Names that two cities in Japan bear (総務省, 全国地方公共団体コード, 2024-01-01)."""


@dataclass
class KnownSenders:
    """What the rows of a round say about each code and each name."""

    _names: dict[str, dict[str, Sender]] = field(default_factory=dict)
    _prefectures: dict[str, set[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, senders: Iterable[Sender]) -> "KnownSenders":
        """Gather what the senders of all rows say."""
        known = cls()
        for sender in senders:
            prefecture, name = _parts(sender)
            if not name:
                continue
            for code in filter(None, (*code_readings(sender.code)[:1], _as_written(sender.code))):
                known._names.setdefault(code, {}).setdefault(name_key(name), sender)
            if prefecture:
                known._prefectures.setdefault(name_key(name), set()).add(prefecture)
        return known

    def completed(self, sender: Sender) -> tuple[str, str, str]:
        """Code, prefecture and name of a sender, with what the round says elsewhere."""
        prefecture, body = _parts(sender)
        names = self.names_of(sender.code)
        if not body and len(names) == 1:
            before, _ = _parts(names[0])
            code = sender.code if self._is_read(sender.code) else names[0].code
            return code, sender.prefecture or before, names[0].name
        written = sender.prefecture or prefecture
        if body.endswith("市") and body not in _TWICE and not written:
            found = self._prefectures.get(name_key(body), set())
            written = next(iter(found)) if len(found) == 1 else ""
        return sender.code, written, sender.name

    def names_of(self, code: str) -> list[Sender]:
        """The senders of different names that bear a code as written."""
        key = code_readings(code)[0] if self._is_read(code) else _as_written(code)
        return list(self._names.get(key, {}).values())

    def _is_read(self, code: str) -> bool:
        """Whether the round names the body of a code that can exist."""
        return any(reading in self._names for reading in code_readings(code)[:1])

    def problem(self, code: str) -> str:
        """What is wrong with a code in this round; empty where nothing is."""
        names = self.names_of(code)
        told = "、".join(sorted(sender.name for sender in names))
        return f"団体コード {code} が複数の団体（{told}）に付いている" if len(names) > 1 else ""


def _as_written(code: str) -> str:
    """A code of no known prefecture made comparable: a check digit that is right is left out.

    >>> _as_written("992011"), _as_written("99201"), _as_written("992012")
    ('99201', '99201', '992012')
    """
    digits = "".join(unicodedata.normalize("NFKC", code).split()).removesuffix(".0")
    if not digits.isdecimal() or len(digits) not in (5, 6):
        return ""
    has_check = len(digits) == 6 and digits[5] == check_digit(digits[:5])
    return digits[:5] if has_check else digits


def _parts(sender: Sender) -> tuple[str, str]:
    """The prefecture and the body of a sender; an office (A市役所) stands for its body."""
    before, rest = split_prefecture(sender.name)
    whole = without_office(rest) if rest else ""
    return "".join((sender.prefecture or before or "").split()), whole
