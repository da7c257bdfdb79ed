"""Whether two wordings differ in form alone: marks, spaces, writings of numbers, spellings.

Numbers are compared as numbers (二百三十, 230, ２３０) with their signs, points and ranges;
words by their dictionary form and how they are read, so that 取組 is 取り組み and 行なう is 行う.
"""

import re
import unicodedata

from pipeline.drafts.heading_marks import begin_mark
from pipeline.text.numerals import plain_numbers
from pipeline.text.spellings import Spelling, spellings

_DASHES = str.maketrans(
    dict.fromkeys(map(ord, "〜∼∽～"), "~")
    | dict.fromkeys(map(ord, "－―–−‐‑"), "-")
    | dict.fromkeys(map(ord, "，、・"), "・")
)
_MINUS = re.compile(r"(?:(?<![0-9A-Za-z)~-])-|[△▲]|マイナス)(?=\s*\d)")
"""Before a number that nothing stands in front of; 2-1 is a place and 1-5 a range."""
_FRACTION = re.compile(r"(\d+)分の(\d+)")
_RANGE = re.compile(r"(?<=\d)-(?=\d)")
_PERCENT = re.compile(r"パーセント|㌫")
_JOINS = "~・.,:/-±"
_MARKS = re.compile(r"[\s、。，．・,.「」『』“”\"'（）()〔〕\[\]【】：:；;~‐－―-]+")
_DIGIT = r"[\d〇一二三四五六七八九十百千]"
_OF_NUMBERS = re.compile(
    rf"(?<={_DIGIT})[{_JOINS}](?={_DIGIT})|~(?={_DIGIT})|(?<={_DIGIT})~|(?<={_DIGIT}[^\W\d_])~"
)
_IN_KANJI = re.compile(r"[一二三四五六七八九][十百千][一二三四五六七八九十百千万億]*")
"""A number whatever it counts; Sudachi reads 二十分 as 二 and 十分."""
_STAGE = re.compile(
    r"[\s　]*[（(【〔]"
    r"(?:骨子|素|原|最終|中間|修正|改訂|改定|暫定|仮|確定|第[0-9０-９一二三四五]次)*"
    r"(?:案|まとめ)[)）】〕]\s*$"
)
"""How far a draft is, behind its title: （素案）, （最終案）, （第２次案）."""
_KANA = re.compile(r"[ぁ-ゖァ-ヺー]+")


def is_only_form(before: str, after: str) -> bool:
    """Whether two wordings say the same, written otherwise.

    >>> is_only_form("（１）取組を二十人で、行なう。", "② 取り組みを20人で行う。")
    True
    >>> is_only_form("1.5倍とする", "15倍とする"), is_only_form("－５％", "５％")
    (False, False)
    """
    old, new = _plain(before), _plain(after)
    if old == new:
        return True
    ones, others = spellings(old), spellings(new)
    if len(ones) != len(others):
        return "".join(map(_key, ones)) == "".join(map(_key, others))
    return all(_is_one_word(one, other) for one, other in zip(ones, others, strict=True))


def is_renumbered(before: str, after: str) -> bool:
    """Whether nothing but the number of a clause changed, as when another was put in before it.

    >>> is_renumbered("第5条　届出。", "第6条　届出。"), is_renumbered("１　目的", "（１）目的")
    (True, False)
    """
    old, new = begin_mark(before), begin_mark(after)
    if old is None or new is None or old.style != new.style or old.number == new.number:
        return False
    return before.strip()[len(old.number) :] == after.strip()[len(new.number) :]


def _plain(text: str) -> str:
    """A wording without its mark and its punctuation; what joins or signs numbers is kept."""
    mark = begin_mark(text)
    text = text[len(mark.number) :] if mark else text
    text = _STAGE.sub("", text)
    text = unicodedata.normalize("NFKC", text).translate(_DASHES)
    text = plain_numbers(_IN_KANJI.sub(lambda run: plain_numbers(run[0] + "円")[:-1], text))
    text = _PERCENT.sub("%", _FRACTION.sub(r"\2/\1", text))
    text = _RANGE.sub("~", _MINUS.sub("±", text))
    kept = {found.start() for found in _OF_NUMBERS.finditer(text)}
    return "".join(
        letter for place, letter in enumerate(text) if place in kept or not _MARKS.fullmatch(letter)
    )


def _is_one_word(one: Spelling, other: Spelling) -> bool:
    if one.surface == other.surface or _key(one) == _key(other):
        return True
    in_kana = _KANA.fullmatch(one.surface) or _KANA.fullmatch(other.surface)
    return bool(in_kana) and bool(one.reading) and one.reading == other.reading


def _key(word: Spelling) -> str:
    """Its dictionary form and reading; a number is its digits, a last ー of katakana nothing."""
    if word.surface[:1].isdecimal() or word.normal_form[:1].isdecimal():
        return word.normal_form
    return word.normal_form + word.reading.removesuffix("ー")
