"""Names of persons in names of files and sheets, in headers and labels."""

import re
from collections.abc import Iterator, Sequence

from pipeline.privacy.finds import Evidence, Find
from pipeline.privacy.name_words import FAMILY, KANJI, NameWords, Word

_BREAKS = re.compile(r"[_\s()\[\]【】「」.,、・;:/+~=&#'!-]+|\d+")
_KANJI = re.compile(f"[{KANJI}]+")
# What somebody did with a file, or his part of it: 修正, 記入分.
_DONE = re.compile(
    "(?:修正|記入|作成|確認|提出|回答|編集|追記|入力|更新|校正|加筆|訂正|チェック|担当|集計|送付|持参"
    "|メモ|コメント|意見|案|分|版|済み?|用|の)+"
)


def file_name_finds(text: str, words: Sequence[Word], names: NameWords) -> Iterator[Find]:
    """Family names that stand between breaks and nothing beside them (回答_佐藤.xlsx).

    A name that is also that of a prefecture or municipality (山口) is doubtful. Letters of the
    alphabet are no name here: page, old, rev.

    Args:
        text: in its plain form.
        words: of this text.
        names: what can be a name.
    """
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
