"""How names sound: the readings of the dictionary's names, in katakana and as people spell them.

Reading the 1.5 million words of the dictionary and spelling what they sound like takes seconds, so
it is done once (``opinions prepare``) and kept in a file beside the user dictionary. A file that
is not there, or is of another dictionary or another way of spelling, is not used: the same sounds
are then found anew, and no result depends on which way they came.
"""

import hashlib
import inspect
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple, Protocol

from pipeline.places import NAME_SOUNDS
from pipeline.privacy import roman_spelling
from pipeline.privacy.parts_of_speech import FAMILY, GIVEN, NOUN
from pipeline.privacy.roman_spelling import spelt

_NOUNS = tuple(f"{NOUN},{kind}" for kind in ("一般", "サ変可能", "副詞可能", "助数詞可能"))
_FORM = 1
"""Of the file; a change of what it holds counts it up."""


class Dictionary(Protocol):
    """What the sounds are read from."""

    def readings(self, *parts_of_speech: str) -> Mapping[str, Mapping[str, int]]:
        """By part of speech, each reading with the first number of a word that is read so."""

    def number(self, word: str, part_of_speech: str) -> int | None:
        """The first number of a word."""


class Sounds(NamedTuple):
    """Sets of readings: those in katakana, then in roman letters as ``spelt`` has them."""

    families: frozenset[str]
    givens: frozenset[str]
    common_families: frozenset[str]
    """Of family names that are not rare."""
    common_givens: frozenset[str]
    roman_families: frozenset[str]
    roman_givens: frozenset[str]
    roman_common_families: frozenset[str]
    roman_common_givens: frozenset[str]
    roman_nouns: frozenset[str]
    """Of common nouns."""


def last_common(dictionary: Dictionary) -> int:
    """The number in the dictionary behind which all names are rare.

    The core dictionary numbers the words of UniDic first, in their order, and then its own half a
    million; 龍 is nearly the last of UniDic's.
    """
    return dictionary.number("龍", NOUN) or 0


def sounds_of(dictionary: Dictionary) -> Sounds:
    """Read them from the dictionary; takes some four seconds."""
    found, last = dictionary.readings(FAMILY, GIVEN, *_NOUNS), last_common(dictionary)

    def named(part: str, last: int | None = None) -> frozenset[str]:
        numbered = found[part].items()
        return frozenset(
            kana for kana, number in numbered if kana and (last is None or number <= last)
        )

    nouns = frozenset(kana for part in _NOUNS for kana in found[part])
    names = (named(FAMILY), named(GIVEN), named(FAMILY, last), named(GIVEN, last))
    return Sounds(*names, *(frozenset(map(spelt, kana)) for kana in (*names, nouns)))


def kept_as(sounds: Sounds) -> bytes:
    """Sounds as a file: a line that says of what, then a line for each set."""
    lines = [_made_of(), *("\t".join(sorted(kind)) for kind in sounds)]
    return ("\n".join(lines) + "\n").encode()


def kept_sounds(place: str = NAME_SOUNDS) -> Sounds | None:
    """The sounds in a file; None where there is none that fits the dictionary and the spelling."""
    try:
        with Path(place).open(encoding="utf-8", newline="\n") as file:
            if file.readline().rstrip("\n") != _made_of():
                return None
            kinds = [frozenset(line.rstrip("\n").split("\t")) for line in file]
    except (OSError, UnicodeDecodeError):
        return None
    return Sounds(*kinds) if len(kinds) == len(Sounds._fields) else None


def _made_of() -> str:
    """What a file of sounds depends on: the dictionary, and how readings are spelt."""
    code = hashlib.sha256(inspect.getsource(roman_spelling).encode()).hexdigest()[:16]
    return f"name sounds {_FORM}: SudachiDict-core {version('SudachiDict-core')}, spelling {code}"
