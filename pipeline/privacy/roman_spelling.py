"""One spelling for all ways to write a Japanese name in roman letters.

Hepburn or Kunrei, long vowels written or not (Ono, Ohno, Oono).
"""

import re
import unicodedata

_KUNREI = (
    ("sy", "sh"), ("ty", "ch"), ("zy", "j"), ("jy", "j"), ("si", "shi"), ("ti", "chi"),
    ("tu", "tsu"), ("hu", "fu"), ("zi", "ji"), ("cch", "tch"), ("l", "r"),
)  # fmt: skip
_TO_CHANGE = re.compile(f"{'|'.join(kunrei for kunrei, _ in _KUNREI)}|m[bmp]|oh|o[uo]|uu")
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
    if not _TO_CHANGE.search(letters):  # as of most of the 200,000 readings that are spelt
        return letters
    for kunrei, hepburn in _KUNREI:
        if kunrei in letters:
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
    letters = kana.translate(_LETTERS)
    if "\x01" in letters:
        letters = _BEFORE_SMALL.sub("", letters)
    return spelling(_DOUBLED.sub(r"\1\1", letters) if "*" in letters else letters)


_LETTERS = str.maketrans(
    {**_SYLLABLES, "ッ": "*", "ー": "", **{kana: f"\x01{small}" for kana, small in _SMALL.items()}}
)
"""A small letter takes the vowel before it away."""
_BEFORE_SMALL, _DOUBLED = re.compile(".?\x01"), re.compile(r"\*(.)")
