"""Names under a letter: lines behind 以上 or よろしくお願いします, or the last words of a text."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.privacy.chunks import chunks
from pipeline.privacy.finds import Evidence, Find
from pipeline.privacy.name_values import ValueReader
from pipeline.privacy.name_words import Word
from pipeline.privacy.parts_of_speech import PLACE
from pipeline.privacy.roman_names import RomanNames
from pipeline.privacy.units_and_ranks import is_unit_or_rank

_CLOSING = re.compile(
    r"(?:敬具|以上|草々|かしこ|--+|==+|__+|\*\*+|拝"
    r"|.*(?:お願い|願い|申し上げ|いた|致|失礼|ございま|存じ)[^。]{0,12}(?:ます|した|せん|次第です)"
    r"|(?:よろしく|宜しく)(?:お願い)?.{0,14}|何卒.{0,20})[。.!]? *"
)
_DATE_PATTERN = r" *(?:令和|平成|20\d\d|二〇[一二]|R\d)[^ 、。]{1,14}[年月日\d春夏秋冬] +"
_INLINE = re.compile(
    r"(?:ます|した|です|せん|次第|たい|さい|とおり|通り|する|自由"
    r"|以上|敬具|敬白|草々|早々|かしこ)(?:[。！!.]|(?=[ \n(])) *\n?[ (]{0,4}"
    rf"(?:{_DATE_PATTERN})?"
    r"(?P<name>[^\s。、()]{1,8}(?: [^\s。、()]{1,4})?)"
    r"(?:拝|より)?\)? *$"
)
_BEHIND_A_SENTENCE = re.compile(r"[ぁ-ん][。！!.] *(?P<name>[^\s。、()]{1,8}?)(?:拝|より)? *$")
_CONTACT = re.compile(
    r" *(?:[(（]?(?:電話|TEL|tel|Tel|℡|☎|内線|FAX|E-?mail|e-?mail|mail|メール|印|㊞|\d|〒|拝|より"
    r"|記)|[|/,(]|$)"
)
_ROMAN_WORD = r"(?:[ODL]'|Ma?c)?[A-Z](?:[a-z'-]+|\.|[A-Z]{3,})"
_ROMAN = re.compile(rf"{_ROMAN_WORD}(?: {_ROMAN_WORD}){{1,2}}")
_DATE = re.compile(_DATE_PATTERN)
_IN_KANA = re.compile("[ぁ-んー]{4,10}(?: [ぁ-んー]{2,6})?")
_IS_SOMEBODY = re.compile("[家業者員師士主民人婦生手工職]$")
"""Who signs, before his name: 畜産農家, 会社員."""
_LONGEST = 40  # characters of a line
_LAST = 3  # lines at the end of a text in which roman letters sign it
_FARTHEST = 6  # lines behind the closing words


def signatures(
    text: str, words: Sequence[Word], values: ValueReader, roman: RomanNames
) -> Iterator[Find]:
    """Names that sign a text.

    Args:
        text: in its plain form.
        words: of this text, in order.
        values: reads what a line names.
        roman: tells names in roman letters.
    """
    lines = [found.span() for found in re.finditer(r"[^\n]+", text)]
    lines = [(begin, end) for begin, end in lines if text[begin:end].strip()]
    left = 0
    for begin, end in lines[-_LAST:]:
        line = text[begin:end].strip()
        pair = line.split()
        if (len(pair) == 2 and line.isascii() and roman.is_full(*pair)) or (
            _ROMAN.fullmatch(line) and not any(map(roman.is_word, pair))
        ):
            yield Find(begin, end, "氏名", Evidence.SIGNATURE)
    for (before, before_end), (begin, end) in pairwise(lines):
        closes = _CLOSING.fullmatch(text[before:before_end].strip()) is not None
        left = _FARTHEST if closes else left - 1
        line = text[begin:end].strip()
        if len(line) > _LONGEST:
            left = 0
        is_last = end == lines[-1][1]
        blank = "\n" in text[before_end:begin].replace(" ", "")[1:]
        dated = _DATE.match(text, begin, end) is not None
        if left > 0 or (is_last and (blank or dated)):
            yield from _signed(text, begin, end, words, values, is_sure=left > 0 or dated)
    if inline := _INLINE.search(text) or _BEHIND_A_SENTENCE.search(text):
        begin, end = inline.span("name")
        yield from _signed(text, begin, end, words, values, is_sure=True)


def _signed(
    text: str, begin: int, end: int, words: Sequence[Word], values: ValueReader, *, is_sure: bool
) -> Iterator[Find]:
    """The name in a line that names somebody, with unit, rank and contact, and nothing else."""
    dated = _DATE.match(text, begin, end)
    begin = dated.end() if dated else begin
    finds = list(
        values.value(
            text,
            begin,
            end,
            words,
            asks_for_a_name=False,
            is_sure=True,
            by_sound=bool(_IN_KANA.fullmatch(text[begin:end].strip())),
        )
    )
    if len(finds) != 1 or not _CONTACT.match(text[:end], finds[0].end):
        return
    find = finds[0]
    inside = chunks(text, begin, end)
    units = [chunk for chunk in inside if chunk.end <= find.begin]
    alone = not units and not is_unit_or_rank(text[inside[0].begin : find.begin])
    if not all(
        is_unit_or_rank(chunk.text)
        or _IS_SOMEBODY.search(chunk.text)
        or _is_place(chunk.begin, words)
        for chunk in units
    ):
        return
    short = alone and find.end - find.begin == 1
    season = find.end - find.begin == 1 and text[find.begin] in "春夏秋冬"  # 令和六年 秋
    doubtful = alone and (short or _is_place(find.begin, words)) and not is_sure
    evidence = Evidence.DOUBT if doubtful or season else Evidence.SIGNATURE
    yield find._replace(evidence=evidence)


def _is_place(begin: int, words: Sequence[Word]) -> bool:
    """Whether Sudachi takes the word that begins here for a place."""
    return any(w.begin == begin and w.part_of_speech.startswith(PLACE) for w in words)
