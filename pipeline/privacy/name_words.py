"""Which words can be names of persons: what Sudachi's core dictionary says of them.

The dictionary (Apache-2.0, a dependency already) holds 89,000 family names and 115,000 given
names in kanji or kana, and 43,000 foreign and historical ones.
"""

import re
from collections.abc import Callable, Sequence
from functools import cached_property, partial
from typing import NamedTuple

from pipeline.privacy.name_sounds import Sounds, kept_sounds, last_common, sounds_of
from pipeline.privacy.parts_of_speech import FAMILY, GIVEN, NOUN, OTHER, PERSON, PLACE
from pipeline.text.tokenizer import Segmenter

KANJI = "㐀-鿿々〆ヶヵ\ue000-\uf8ff\U00020000-\U0003ffff"
"""For a character class; with private characters, which stand for names that have no code."""

_LONGEST_FAMILY, _LONGEST_GIVEN, _LONGEST_ROMAN = 5, 4, 20  # characters


class Word(NamedTuple):
    """A word of a text, and what Sudachi takes it for there."""

    begin: int
    end: int
    surface: str
    part_of_speech: str

    @property
    def is_person(self) -> bool:
        """Whether it is taken for a name of a person."""
        return self.part_of_speech.startswith(PERSON)


_WORD: Callable[[tuple[int, int, str, str]], Word] = partial(tuple.__new__, Word)
"""A word of its parts; Word(…) takes twice as long, which counts for some million words."""


class Chunk(NamedTuple):
    """Letters between blanks and punctuation."""

    begin: int
    end: int
    text: str


class NameWords:
    """Cuts texts and knows names. Not safe to share between threads: it holds a tokenizer."""

    def __init__(self) -> None:
        self._segmenter = Segmenter(None, "C")
        self._known: dict[str, frozenset[str]] = {}
        self._families: dict[str, bool] = {}
        self._last: tuple[str, Sequence[Word]] = ("", ())

    def cut(self, text: str) -> Sequence[Word]:
        """The words of a text of up to 49,149 bytes, in order; those of the last text are kept."""
        if text != self._last[0]:
            self._last = text, tuple(map(_WORD, self._segmenter.morphemes(text)))
        return self._last[1]

    def known_as(self, word: str) -> frozenset[str]:
        """The parts of speech that the dictionary gives a word."""
        known = self._known.get(word)
        if known is None:
            known = self._known.setdefault(word, self._segmenter.parts_of_speech(word))
        return known

    def is_family(self, word: str) -> bool:
        """Whether it can be a family name."""
        known = self._families.get(word)
        if known is None:
            longest = _LONGEST_ROMAN if word.isascii() else _LONGEST_FAMILY
            known = len(word) <= longest and FAMILY in self.known_as(word)
            self._families[word] = known
        return known

    def is_common_family(self, word: str) -> bool:
        """Whether it is one of the 16,000 family names that are not rare."""
        number = self._segmenter.number(word, FAMILY)
        return number is not None and number <= self._last_common

    @cached_property
    def _last_common(self) -> int:
        return last_common(self._segmenter)

    def is_given(self, word: str) -> bool:
        """Whether it can be a given name."""
        return len(word) <= _LONGEST_GIVEN and GIVEN in self.known_as(word)

    def is_foreign(self, word: str) -> bool:
        """Whether it can be a foreign (or historical) name."""
        return OTHER in self.known_as(word)

    def is_place(self, word: str) -> bool:
        """Whether it can be a place."""
        return any(part.startswith(PLACE) for part in self.known_as(word))

    def is_body(self, name: str) -> bool:
        """Whether a prefecture or municipality is called so (山口, 小松)."""
        return any(self.is_place(name + kind) for kind in "県市府都区")

    def is_noun(self, word: str) -> bool:
        """Whether it can be a common noun."""
        return any(part.startswith(NOUN) for part in self.known_as(word))

    def sounds_like_family(self, kana: str) -> bool:
        """Whether a family name is read so (ほんだ, which the dictionary has as 本田 alone)."""
        return kana.translate(_TO_KATAKANA) in self.sounds.families

    def sounds_like_given(self, kana: str) -> bool:
        """Whether a given name is read so (ことり)."""
        return kana.translate(_TO_KATAKANA) in self.sounds.givens

    @cached_property
    def sounds(self) -> Sounds:
        """How names sound; from a file where one is there, which saves seconds."""
        return kept_sounds() or sounds_of(self._segmenter)

    def is_common_sound(self, kana: str) -> bool:
        """Whether one of the family names that are not rare is read so."""
        return kana.translate(_TO_KATAKANA) in self.sounds.common_families

    def is_common_given_sound(self, kana: str) -> bool:
        """Whether one of the given names that are not rare is read so."""
        return kana.translate(_TO_KATAKANA) in self.sounds.common_givens

    def is_common_full_name(self, kana: str) -> bool:
        """Whether a family and a given name that are not rare are read so.

        >>> [NameWords().is_common_full_name(kana) for kana in ("もりたけいこ", "ありがとう")]
        [True, False]
        """
        letters = kana.translate(_TO_KATAKANA)
        families, givens = self.sounds.common_families, self.sounds.common_givens
        return any(
            letters[:length] in families and letters[length:] in givens
            for length in range(2, len(letters) - 1)
        )

    def split_by_sound(self, name: str) -> int:
        """Length of the family name in a full name in kana; 0 where it is none.

        >>> NameWords().split_by_sound("ほんだゆうすけ"), NameWords().split_by_sound("みんなで")
        (3, 0)
        """
        kana = name.translate(_TO_KATAKANA)
        for length in sorted(range(2, len(kana) - 1), key=lambda n: (n != 3, n != 4, n)):
            if kana[:length] in self.sounds.families and kana[length:] in self.sounds.givens:
                return length
        return 0

    def split(self, name: str) -> int:
        """Length of the family name in a full name; 0 where it is none.

        >>> [NameWords().split(name) for name in ("山田太郎", "情報政策", "佐々木花子")]
        [2, 0, 3]
        """
        for length in _lengths(name):
            given = name[length:]
            if self.is_family(name[:length]) and self.is_given(given) and given not in _NO_GIVEN:
                return length
        return 0

    def split_loosely(self, name: str) -> int:
        """The same where the given name may be none that the dictionary knows (山田あかり, 森操).

        >>> [NameWords().split_loosely(name) for name in ("森操", "高橋空", "総務課長", "林業")]
        [1, 2, 0, 0]
        """
        known = self.split(name)
        if known or self.known_as(name):
            return known
        for length in _lengths(name):
            if self.is_family(name[:length]) and self._is_given_by_form(name[length:]):
                return length
        return 0

    def _is_given_by_form(self, word: str) -> bool:
        if _KATAKANA.fullmatch(word):
            return not self.known_as(word)
        if _HIRAGANA.fullmatch(word):
            parts = self.known_as(word)
            if any(part.startswith("動詞") for part in parts):
                return len(word) > 2 and self.sounds_like_given(word)  # あゆむ, まもる
            return not any(part.startswith("助") for part in parts)
        if not _KANJI.fullmatch(word) or word[-1] in _NO_GIVEN:
            return False
        return len(word) == 1 or (len(word) == 2 and not self.known_as(word))


def _lengths(name: str) -> list[int]:
    """Of how many characters its family name may be; the usual ones first."""
    return sorted(range(1, min(len(name), _LONGEST_ROMAN + 1)), key=lambda n: (n != 2, n != 3, n))


_TO_KATAKANA = {number: number + 0x60 for number in range(0x3041, 0x3097)}
_KANJI = re.compile(f"[{KANJI}]+")
_HIRAGANA, _KATAKANA = re.compile("[ぁ-んー]{2,4}"), re.compile("[ァ-ヴー]{2,5}")
_NO_GIVEN = frozenset(
    "課係部局室班省庁府所市町村区都道県院社会校園署団組長官員者等様氏殿他外宛産業林地内間山川島"
    "橋駅線港湖峠寺城道園館場店堂"
)
