"""Names of persons in names of files and sheets, in headers and labels."""

import re
from collections.abc import Iterator, Sequence

from pipeline.privacy.before_titles import NO_TOWNS
from pipeline.privacy.finds import Evidence, Find
from pipeline.privacy.name_lines import ends_as_given
from pipeline.privacy.name_words import KANJI, NameWords, Word
from pipeline.privacy.parts_of_speech import FAMILY
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


# Words of forms and offices that can be names as well; they name nobody in the name of a file.
_OF_OFFICES = frozenset(
    {
        *("上", "前", "全", "新", "町", "表", "本", "文", "甲", "乙", "本文", "令和", "平成"),
        *("東部", "西部", "南部", "北部", "まとめ", "取りまとめ"),
    }
)
_AROUND = re.compile(rf"(?:様|さん|氏|殿|先生).*$|{_DONE.pattern}$")
_NAMES_HEAD = re.compile(rf"([{KANJI}]{{2,4}})[町村]長")
_HEADS_IT = re.compile("[町村]長")
_LONGEST_NAME = 6  # characters of a name in kanji
_KANA = re.compile("[ぁ-んー]{2,}|[ァ-ヴー]{2,}")


def doubtful_finds(text: str, names: NameWords) -> Iterator[Find]:
    """Every fragment of the name of a file that can be a person's, whatever else it can be.

    The path of a file goes into git, and what it says beside a name (A市, 回答, 様式) helps nobody
    there who has the file: in doubt it is masked. Bodies keep their names unless a family has it,
    too (中村); prefectures keep them (山口回答): their files are called so. Words in roman
    letters are left to ``file_name_finds``.
    """
    begin = 0
    for stop in [*_BREAKS.finditer(text), None]:
        end = stop.start() if stop else len(text)
        fragment = _AROUND.sub("", text[begin:end])
        head = _NAMES_HEAD.fullmatch(fragment)
        is_office = head is not None and head[1] not in NO_TOWNS
        sent = text[begin:end] in (fragment, f"{fragment}回答", f"{fragment}意見")
        is_body = is_office or (sent and names.is_place(f"{fragment}県"))
        if fragment and not is_body and _may_be_somebody(fragment, names):
            at = text.index(fragment, begin, end)
            yield Find(at, at + len(fragment), "氏名", Evidence.CELL)
        begin = stop.end() if stop else end


def _may_be_somebody(fragment: str, names: NameWords) -> bool:
    if fragment in _OF_OFFICES:
        return False
    if _KANA.fullmatch(fragment):
        by_sound = names.split_by_sound(fragment) or names.sounds_like_family(fragment)
        return bool(by_sound or names.sounds_like_given(fragment)) and not names.is_noun(fragment)
    if len(fragment) > _LONGEST_NAME:
        return False
    if ends_as_given(fragment, names):
        return True
    given = names.is_given(fragment) and not names.is_noun(fragment)
    return names.is_family(fragment) or given or bool(names.split_loosely(fragment))


def names_office(text: str, find: Find) -> bool:
    """Whether a find is the town or village of who heads it (峰山村長意見): an office, public.

    鈴木町長 is somebody: no town has one of the commonest names.
    """
    name = text[find.begin : find.end]
    is_headed = _HEADS_IT.match(text, find.end) is not None and len(name) > 1
    return is_headed and name not in NO_TOWNS


def file_name_finds(
    text: str, words: Sequence[Word], names: NameWords, roman: RomanNames
) -> Iterator[Find]:
    """Family names that stand between breaks and nothing beside them (回答_佐藤.xlsx).

    A name that is also that of a municipality (小松) is doubtful; one of a prefecture (山口) is
    none. Words in roman letters are names where they sound like one and like no noun: kuroda, not
    page.

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
    if names.is_place(f"{first.surface}県"):
        return  # what that prefecture sent in, much sooner than a person
    if first.part_of_speech == FAMILY and (not rest or _DONE.fullmatch(rest)):
        evidence = Evidence.DOUBT if names.is_body(first.surface) else Evidence.CELL
        yield Find(first.begin, first.end, "氏名", evidence)
