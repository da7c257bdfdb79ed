"""Japanese names in roman letters, told by their sound: Takumi Morinaga, nishiyama ken.

The dictionary's readings are spelt as people spell them: Hepburn or Kunrei, long vowels written or
not (Ono, Ohno, Oono).
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cached_property

from pipeline.privacy.finds import Evidence, Find
from pipeline.privacy.name_context import KIN, before
from pipeline.privacy.name_words import NameWords

_NAME = r"[A-Z](?:[a-z'’]+(?:-[A-Za-z][a-z]+)?|[A-Z'’-]{2,})"
_CALLED = re.compile(
    rf"(?<![A-Za-z])(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof)\b\.? ?)(?P<name>{_NAME}(?: {_NAME}){{0,2}})"
)
_INTRODUCED = re.compile(
    rf"(?i:\b(?:this is|my name is|i am|i'm|(?:best |kind |warm )?regards,?|sincerely(?: yours)?,?"
    rf"|yours (?:truly|sincerely),?))\s+(?P<name>{_NAME}(?: {_NAME}){{1,2}})(?![A-Za-z])"
)
_HONOURED = re.compile(
    rf"(?<![A-Za-z0-9._-])(?P<name>{_NAME}(?:[ .]{_NAME}){{0,2}}) ?"
    r"(?:様|さま|さん|氏|殿|先生|君|くん)"
    r"(?![ぁ-ん]*(?:式|型))"
)
_PAIR = re.compile(
    r"(?<![A-Za-z0-9.@/_-])([A-Za-z]{2,12})[ ,_-]{1,2}([A-Za-z]{2,12})(?![A-Za-z0-9@._/-])"
)
_INITIAL = re.compile(r"(?<![A-Za-z.@/])[A-Z]\. ?(?P<family>[A-Z][a-z]{2,})(?![A-Za-z@.])")
_KATAKANA = re.compile(
    r"(?<![ァ-ヴー・])(?P<name>[ァ-ヴー]{2,}(?:[・= ][ァ-ヴー]+){1,4})(?![ァ-ヴー]) ?"
    r"(?:(?P<title>様|さま|さん|氏|先生)|(?P<said>です[。、\n]|と(?:申|言|い)い?し?ます))?"
)
_OF_OFFICES = re.compile(
    "Prefecture|Prefectural|City|Town|Village|Ward|Office|Division|Section|Bay"
)
_SHORTEST_PAIR = 7  # letters of both names
_KUNREI = (
    ("sy", "sh"), ("ty", "ch"), ("zy", "j"), ("jy", "j"), ("si", "shi"), ("ti", "chi"),
    ("tu", "tsu"), ("hu", "fu"), ("zi", "ji"), ("cch", "tch"), ("l", "r"),
)  # fmt: skip
_ROWS = {
    "": "アイウエオ", "k": "カキクケコ", "s": "サシスセソ", "t": "タチツテト", "n": "ナニヌネノ",
    "h": "ハヒフヘホ", "m": "マミムメモ", "y": "ヤ ユ ヨ", "r": "ラリルレロ", "w": "ワヰ ヱヲ",
    "g": "ガギグゲゴ", "z": "ザジズゼゾ", "d": "ダヂヅデド", "b": "バビブベボ", "p": "パピプペポ",
}  # fmt: skip
_SYLLABLES = {
    kana: row + vowel
    for row, line in _ROWS.items()
    for vowel, kana in zip("aiueo", line, strict=True)
    if kana != " "
} | {"ヰ": "i", "ヱ": "e", "ヲ": "o", "ヂ": "ji", "ヅ": "zu", "ヴ": "bu", "ン": "n"}
_SMALL = {"ャ": "ya", "ュ": "yu", "ョ": "yo"}


def spelling(word: str) -> str:
    """One spelling for all ways to write a name in roman letters.

    >>> spelling("Ohno"), spelling("Oono"), spelling("Satō"), spelling("Sinji"), spelling("Shimba")
    ('ono', 'ono', 'sato', 'shinji', 'shinba')
    """
    letters = word.lower()
    if not (letters.isascii() and letters.isalpha()):
        letters = "".join(c for c in unicodedata.normalize("NFD", letters) if c.isalpha())
    for kunrei, hepburn in _KUNREI:
        if kunrei in letters:  # 200,000 readings are spelt: what is not there is not sought
            pattern = rf"(?<![sc]){kunrei}" if kunrei[0] in "h" else kunrei
            letters = re.sub(pattern, hepburn, letters)
    if "m" in letters:
        letters = re.sub("m(?=[bmp])", "n", letters)
    if "oh" in letters:
        letters = re.sub(r"oh(?![aiueoy])", "o", letters)
    if "ou" in letters or "oo" in letters:
        letters = re.sub(r"ou|oo", "o", letters)
    return letters.replace("uu", "u")


def spelt(kana: str) -> str:
    """A reading in katakana in that spelling.

    >>> spelt("クロダ"), spelt("ショウジ"), spelt("ハットリ"), spelt("オオノ")
    ('kuroda', 'shoji', 'hattori', 'ono')
    """
    parts: list[str] = []
    for letter in kana:
        if letter in _SMALL and parts:
            parts[-1] = parts[-1][:-1] + _SMALL[letter]
        elif letter == "ッ":
            parts.append("*")
        elif letter != "ー":
            parts.append(_SYLLABLES.get(letter, letter))
    letters = "".join(parts)
    return spelling(re.sub(r"\*(.)", r"\1\1", letters) if "*" in letters else letters)


class RomanNames:
    """Finds names in roman letters, and foreign ones in katakana, in running text."""

    def __init__(self, names: NameWords) -> None:
        self._names = names

    def finds(self, text: str) -> Iterator[Find]:
        """Names beside an English title or greeting, before 様, and full names by sound.

        Args:
            text: in its plain form.
        """
        for found in _KATAKANA.finditer(text):
            parts = re.split("[・= ]", found["name"])
            persons = [self._names.is_given(p) or self._names.is_foreign(p) for p in parts]
            led = found["said"] or KIN.search(before(text, found.start()))
            if (found["title"] or (led and any(persons))) and not all(
                map(self._names.is_noun, parts)
            ):
                yield Find(*found.span("name"), "氏名", Evidence.TITLE)
        if not re.search("[A-Za-z]{2}", text):
            return
        for found in _INITIAL.finditer(text):
            if self.is_family(found["family"]):
                yield Find(*found.span(), "氏名", Evidence.FULL_NAME)
        for pattern, evidence in ((_CALLED, Evidence.TITLE), (_INTRODUCED, Evidence.SIGNATURE)):
            for found in pattern.finditer(text):
                yield Find(*found.span("name"), "氏名", evidence)
        for found in _HONOURED.finditer(text):
            if all(self._may_be_a_name(word) for word in re.split("[ .]", found["name"])):
                yield Find(*found.span("name"), "氏名", Evidence.TITLE)
        for found in _PAIR.finditer(text):
            if found[1][0].isupper() and found[2][0].isupper() and self.is_full(found[1], found[2]):
                yield Find(*found.span(), "氏名", Evidence.FULL_NAME)

    def is_full(self, first: str, second: str) -> bool:
        """Whether two words are a family and a given name, in either order."""
        if len(first) + len(second) < _SHORTEST_PAIR or self.is_word(first) or self.is_word(second):
            return False
        one, other = spelling(first), spelling(second)
        return any(
            family in self._families and given in self._givens
            for family, given in ((one, other), (other, one))
        )

    def is_family(self, word: str) -> bool:
        """Whether a word is a family name by its sound and nothing else."""
        return not self.is_word(word) and spelling(word) in self._families

    def _may_be_a_name(self, word: str) -> bool:
        if word.isupper() and len(word) < 6:
            return self.is_family(word)
        named = "名詞,固有名詞,一般" in self._names.known_as(word) and not self.is_family(word)
        return not named and not self.is_word(word)

    def is_only_family(self, word: str) -> bool:
        """The same where no common noun sounds so either (kaitou is 回答)."""
        return self.is_family(word) and spelling(word) not in self._nouns

    def is_word(self, word: str) -> bool:
        """Whether it is a word, a place or a product, however it begins."""
        forms = {word, word.lower(), word.capitalize()}
        return any(
            part.startswith(("名詞,普通名詞", "名詞,固有名詞,地名", "形", "動", "副", "感", "接"))
            for form in forms
            for part in self._names.known_as(form)
        ) or bool(_OF_OFFICES.fullmatch(word))

    @cached_property
    def _families(self) -> frozenset[str]:
        return frozenset(map(spelt, self._names.readings_of_families))

    @cached_property
    def _nouns(self) -> frozenset[str]:
        return frozenset(map(spelt, self._names.readings_of_nouns))

    @cached_property
    def _givens(self) -> frozenset[str]:
        return frozenset(map(spelt, self._names.readings_of_givens))
