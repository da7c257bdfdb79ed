"""Names that stand for sure somewhere in a round, and are masked wherever they stand in it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.privacy.finds import Evidence, Find
from pipeline.privacy.name_context import acts
from pipeline.privacy.name_words import NameWords, Word
from pipeline.privacy.parts_of_speech import FAMILY, GIVEN

_SHORTEST = 2
"""Letters; one letter (林) is too often a word, and people look."""

SURE = frozenset({Evidence.CUE, Evidence.TITLE, Evidence.SIGNATURE, Evidence.CELL})
"""Evidence that makes a name known."""


@dataclass(frozen=True)
class KnownNames:
    """Names in their plain form, without blanks."""

    whole: frozenset[str] = frozenset()
    """As they stood: 山田太郎, グエン・ティ・ラン."""
    families: frozenset[str] = frozenset()
    givens: frozenset[str] = frozenset()

    @classmethod
    def of(cls, names: Iterable[str], words: NameWords) -> "KnownNames":
        """Names as found, taken apart where the dictionary can.

        >>> known = KnownNames.of(["山田 太郎", "鬼頭"], NameWords())
        >>> sorted(known.families), sorted(known.givens)
        (['山田', '鬼頭'], ['太郎'])
        """
        whole, families, givens = set(), set(), set()
        for name in names:
            joined = name.replace(" ", "")
            length = words.split_loosely(joined)
            if length:
                families.add(joined[:length])
                givens.add(joined[length:])
            elif words.is_family(joined):
                families.add(joined)
            if length or not words.is_family(joined):
                whole.add(joined)
        return cls(frozenset(whole), frozenset(families), frozenset(givens))

    def __bool__(self) -> bool:
        """Whether any name is known."""
        return bool(self.whole or self.families)

    def may_stand_in(self, text: str) -> bool:
        """Whether any of them stands in a text in its plain form, as letters; cheap."""
        return bool(
            (self._parts and self._parts.search(text)) or (self._whole and self._whole.search(text))
        )

    @cached_property
    def _parts(self) -> re.Pattern[str] | None:
        names = sorted(self.families | self.givens)
        return re.compile("|".join(map(re.escape, names))) if names else None

    @cached_property
    def _whole(self) -> re.Pattern[str] | None:
        names = sorted((n for n in self.whole if len(n) > _SHORTEST), key=lambda n: (-len(n), n))
        written = (" {0,3}".join(map(re.escape, name)) for name in names)
        return re.compile("|".join(written)) if names else None

    def finds(self, text: str, words: Sequence[Word]) -> Iterator[Find]:
        """Where they stand in a text.

        Args:
            text: in its plain form.
            words: of this text, in order.
        """
        if self._whole:
            for found in self._whole.finditer(text):
                if not _goes_on(text, *found.span()):
                    yield Find(*found.span(), "氏名", Evidence.KNOWN)
        for number, word in enumerate(words):
            if word.surface in self.families:
                yield self._family(text, words, number)
            elif word.surface in self.givens and word.part_of_speech == GIVEN:
                yield Find(word.begin, word.end, "氏名", _sure(len(word.surface) >= _SHORTEST))

    def _family(self, text: str, words: Sequence[Word], number: int) -> Find:
        """A known family name: sure where Sudachi sees a name, or a person must stand."""
        word = words[number]
        following = words[number + 1] if number + 1 < len(words) else None
        if following and following.surface in self.givens:
            return Find(word.begin, following.end, "氏名", Evidence.KNOWN)
        seen = word.part_of_speech == FAMILY and len(word.surface) >= _SHORTEST
        goes_on = following is not None and following.part_of_speech.startswith(_NAMES_A_THING)
        sure = (seen and not goes_on) or (not goes_on and acts(text, word.begin, word.end))
        return Find(word.begin, word.end, "氏名", _sure(sure))


_NAMES_A_THING = ("名詞", "接尾辞", "接頭辞", "形状詞")


def _sure(sure: bool) -> Evidence:
    return Evidence.KNOWN if sure else Evidence.DOUBT


def _goes_on(text: str, begin: int, end: int) -> bool:
    """Whether letters of the alphabet or katakana go on around a name (Lan in Land)."""
    first, last = text[begin], text[end - 1]
    return any(
        0 <= at < len(text) and _same_script(text[at], edge)
        for at, edge in ((begin - 1, first), (end, last))
    )


def _same_script(character: str, edge: str) -> bool:
    return any(
        re.match(letters, character) and re.match(letters, edge)
        for letters in ("[A-Za-z]", "[ァ-ヴー]")
    )
