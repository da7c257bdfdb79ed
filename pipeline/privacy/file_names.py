"""Names of persons in names of files and sheets, in headers and labels."""

import re
from collections.abc import Iterator, Sequence

from pipeline.privacy.finds import Evidence, Find
from pipeline.privacy.name_words import FAMILY, KANJI, NameWords, Word
from pipeline.privacy.roman_names import RomanNames

_BREAKS = re.compile(r"[_\s()\[\]【】「」.,、・;:/+~=&#'!-]+|\d+")
_ROMAN = re.compile(r"(?<![A-Za-z\d])[A-Za-z]{4,12}(?![A-Za-z])(?=[^.]|\.[a-z]{2,4}$)")
_ROMAN_PAIR = re.compile(r"(?<![A-Za-z\d])([A-Za-z]{2,12})[ ._-]([A-Za-z]{2,12})(?![A-Za-z])")
_KANJI = re.compile(f"[{KANJI}]+")
# What somebody did with a file, or his part of it: 修正, 記入分.
_DONE = re.compile(
    "(?:修正|記入|作成|確認|提出|回答|編集|追記|入力|更新|校正|加筆|訂正|チェック|担当|集計|送付|持参"
    "|メモ|コメント|意見|案|分|版|済み?|用|の)+"
)


def file_name_finds(
    text: str, words: Sequence[Word], names: NameWords, roman: RomanNames
) -> Iterator[Find]:
    """Family names that stand between breaks and nothing beside them (回答_佐藤.xlsx).

    A name that is also that of a prefecture or municipality (山口) is doubtful. Words in
    roman letters are names where they sound like one and like no noun: kuroda, not page.

    Args:
        text: in its plain form.
        words: of this text.
        names: what can be a name.
        roman: tells names in roman letters.
    """
    for found in _ROMAN_PAIR.finditer(text):
        if roman.is_full(found[1], found[2]):
            yield Find(*found.span(), "氏名", Evidence.CELL)
    for found in _ROMAN.finditer(text):
        if roman.is_only_family(found[0]):
            yield Find(*found.span(), "氏名", Evidence.CELL)
    begin = 0
    for stop in [*_BREAKS.finditer(text), None]:
        end = stop.start() if stop else len(text)
        inside = [word for word in words if begin <= word.begin and word.end <= end]
        if inside and (inside[0].begin, inside[-1].end) == (begin, end):
            yield from _in_fragment(text[begin:end], inside, names)
        begin = stop.end() if stop else end


def _in_fragment(fragment: str, inside: Sequence[Word], names: NameWords) -> Iterator[Find]:
    """The name that a fragment is, or begins with where the rest says what somebody did."""
    first, rest = inside[0], fragment[len(inside[0].surface) :]
    is_full = len(inside) == 2 and first.is_person and _KANJI.fullmatch(fragment)
    if is_full and names.split(fragment):
        yield Find(first.begin, inside[-1].end, "氏名", Evidence.CELL)
        return
    if not _KANJI.fullmatch(first.surface) or len(first.surface) < 2:
        return
    if first.part_of_speech == FAMILY and (not rest or _DONE.fullmatch(rest)):
        evidence = Evidence.DOUBT if names.is_body(first.surface) else Evidence.CELL
        yield Find(first.begin, first.end, "氏名", evidence)
