"""The marks that begin headings of official documents: 第１部, １．, （１）, ①, ア, ○, （…）."""

import re
import unicodedata
from dataclasses import dataclass

from pipeline.drafts.named_marks import NAMED, NAMED_RANK

_D = r"[0-9０-９]"
_N = rf"(?:{_D}{{1,3}}|[一二三四五六七八九十百]{{1,4}})"
_GAP = r"[\s　．.、:：]"
_UNIT = (
    r"(?!\s*[0-9０-９]| ?(?:年(?![齢金次少])|月|日(?![本常程当])|時(?![代間])|分(?![野析類権担散])"
    r"|人(?![一-龥])|件(?!名)|回(?![復避])|つ|割(?!合)|倍|億|万|千|兆|[かヶ箇]所|歳|度|円(?!滑)"
    r"|％|%|℃|[kcm]?m\b|t\b))"
)
"""What a bare number stands before when it counts something."""

_NO_CITATION = r"(?![のにをはがでとや、第及並又])"
"""Behind 第１章: what follows it in a sentence (第１章で述べたとおり)."""

#: Style → (rank, pattern with group ``number``). A lower rank stands higher where a document does
#: not itself show the order (文書作成の手引 of ministries: 第１ > １ > （１） > ア > （ア）).
_STYLES: tuple[tuple[str, float, str], ...] = (
    ("部", 0, rf"第\s*(?P<number>{_N})\s*[部編](?![分会隊門]){_NO_CITATION}"),
    ("章", 1, rf"第\s*(?P<number>{_N})\s*章{_NO_CITATION}"),
    ("節", 2, rf"第\s*(?P<number>{_N})\s*節{_NO_CITATION}"),
    ("款", 3, rf"第\s*(?P<number>{_N})\s*款{_NO_CITATION}"),
    ("条", 4, rf"第\s*(?P<number>{_N})\s*条(?:の{_N})*(?![約例件第のにをはがで])"),
    ("第", 1.5, rf"第\s*(?P<number>{_N})(?={_GAP})"),
    ("Ⅰ", 1.7, rf"(?P<number>[Ⅰ-Ⅻ]|I{{1,3}}|IV|VI{{0,3}}|IX|X)(?={_GAP})[．.、:：]?"),
    (
        "1.1.1",
        7,
        rf"(?P<number>{_D}{{1,2}}[-‐－―−.．]{_D}{{1,2}}[-‐－―−.．]{_D}{{1,2}})(?!{_D})[．.、]?",
    ),
    ("1.1", 6, rf"(?P<number>{_D}{{1,2}}[-‐－―−.．]{_D}{{1,2}})(?![0-9０-９%％])[．.、]?{_UNIT}"),
    ("(1)", 8, rf"[（(]\s*(?P<number>{_D}{{1,2}}|[一二三四五六七八九十]{{1,3}})\s*[)）]"),
    ("(1)", 8, r"(?P<number>[⑴-⒇])"),
    ("1-(1)", 8.5, rf"{_D}{{1,2}}\s*[-‐－―−]\s*[（(](?P<number>{_D}{{1,2}})[)）]"),
    ("1)", 9, rf"(?P<number>{_D}{{1,2}})\s*[)）][：:]?"),
    ("1", 5, rf"(?P<number>{_D}{{1,2}})(?:[．.、](?!{_D})|(?=[\s　])){_UNIT}"),
    ("①", 10, r"(?P<number>[①-⑳㉑-㉟])"),
    ("(ア)", 12, r"[（(](?P<number>[ア-ンｱ-ﾝ])[)）]"),
    ("ア", 11, rf"(?P<number>[ア-ン])(?:[．.、)）]|(?={_GAP}))"),
    ("A", 13, r"(?P<number>[A-ZＡ-Ｚ])(?:[．.、)）]|(?=　)|(?= [^\x00-\x7f]))"),
    ("(a)", 15, r"[（(](?P<number>[a-zａ-ｚ])[)）]"),
    ("a", 14, r"(?P<number>[a-zａ-ｚ])(?:[．.、)）]|(?=　)|(?= [^\x00-\x7f]))"),
    ("ⅰ", 16, r"[（(]?(?P<number>[ⅰ-ⅻ])[)）．.、]?"),
    ("一", 5, rf"(?P<number>[一二三四五六七八九十]{{1,3}})(?={_GAP})[．.、]?"),
)
_NUMBERED = tuple((name, rank, re.compile(r"\s*" + pattern)) for name, rank, pattern in _STYLES)
_SIGN = re.compile(r"\s*(?P<sign>[○●◎◇◆□■▼▽▲△★☆])[\s　]*(?=\S)")
_IN_BRACKETS = re.compile(
    r"\s*(?:[（(](?!注|※|出典|資料|単位|参考|以下|略|案[)）]|別[紙添]|図|表|再掲|[0-9０-９一-十ア-ン][)）])"
    r"[^（()）]*(?:[（(][^（()）]*[)）][^（()）]*)*[)）]|【[^】]+】|＜[^＞]+＞|<[^>]*[^\x00-\x7f][^>]*>|〈[^〉]+〉|《[^》]+》)\s*"
)
_UNNUMBERED = re.compile(
    r"\s*(?:はじめに|おわりに|終わりに|結びに?|むすびに?|目\s*次|前\s*文|附\s*則|付\s*則|序\s*[章文論]?|終\s*章"
    r"|(?:別紙|別添|別表|参考資料|参考|資料編|用語集)(?:\s*第)?\s*[0-9０-９]*"
    r"|(?:別記)?様式(?:\s*第)?\s*(?:[0-9０-９]+|[一二三四五六七八九十]{1,2})\s*号?)"
    r"(?:[\s　:：～~（(].{0,60})?"
)
_ROOT_NAME = re.compile(r"(\D+?)\s*(?:第?\s*(\d{1,2})号?)?(?=$|[\s:~(])")
_SPREAD = re.compile(r"(?<=^[附付目前序終])\s+(?=[則次文章論])")
"""Spaces in 附　則, as by-laws print it."""
_SENTENCE_END = re.compile(r"[。：:、，]\s*[」』）)]*\s*$|[。][」』）)]+\s*$")
ROOT = -1.0
"""Rank of はじめに, 附則 and 別紙: they stand beside parts and chapters, whatever those are."""
KANA = (
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
)
LONGEST_HEADING = 90
"""Characters. The longest of 504 headings of the 6th Basic Environment Plan has 70."""
LONGEST_SIGNED = 60
"""Characters of a heading behind ○ or in brackets: those marks begin paragraphs too."""


@dataclass(frozen=True)
class Mark:
    """The mark that a heading begins with.

    ``style`` is equal for marks of one kind; ``rank`` orders styles, None where a style has no
    rank of its own (○, brackets); ``value`` is its number, 0 where it has none.
    """

    style: str
    rank: float | None
    number: str
    value: int
    name: str = ""
    """Of a heading that has no number of its own: 附則, 別紙."""


def heading_mark(text: str) -> Mark | None:
    """The mark of a heading; None where a text is none.

    A heading is short and is no sentence. That a number fits its place is judged elsewhere.

    >>> heading_mark("（１）深刻化する環境危機").style, heading_mark("第2章　重点戦略").value
    ('(1)', 2)
    >>> [heading_mark(text) for text in ("（１）国は、支援を行うこと。", "30 年後を見据えて")]
    [None, None]
    """
    plain = text.strip()
    if not plain or len(plain) > LONGEST_HEADING or _SENTENCE_END.search(plain) or "。" in plain:
        return None
    if _UNNUMBERED.fullmatch(plain) and len(plain) <= LONGEST_SIGNED:
        return Mark("root", ROOT, "", 0, (root_of(plain) or ("", 0))[0])
    found = begin_mark(plain)
    if found is not None:
        return found if len(plain) > len(found.number) else None
    if len(plain) > LONGEST_SIGNED:
        return None
    if sign := _SIGN.match(plain):
        return Mark(sign["sign"], None, sign["sign"], 0)
    if _IN_BRACKETS.fullmatch(plain):
        return Mark(plain[0].translate({ord("("): "（", ord("<"): "＜"}), None, "", 0)
    return None


def begin_mark(text: str) -> Mark | None:
    """The numbered mark that a text begins with, heading or paragraph."""
    for style, rank, pattern in _NUMBERED:
        if found := pattern.match(text):
            return Mark(style, rank, found[0].strip(), value_of(found["number"]))
    if named := NAMED.match(text):
        n_parts = len(re.split(r"[-‐－―−.．]", named["number"]))
        style = f"{named['name']}{n_parts}"
        return Mark(style, NAMED_RANK, named[0].strip(), value_of(named["number"]))
    return None


def is_bare_mark(text: str) -> bool:
    """Whether a line is a number alone, whose heading stands on the next line.

    >>> [is_bare_mark(text) for text in ("第１", "第２章", "４", "第１章　総則", "概要")]
    [True, True, True, False, False]
    """
    mark = begin_mark(f"{text.strip()}　題")
    return mark is not None and mark.number == text.strip() and mark.style != "条"


def root_of(text: str) -> tuple[str, int] | None:
    """Name and number (0 without) of a heading that stands beside parts and chapters; else None.

    >>> root_of("別紙２　様式"), root_of("付　則"), root_of("別表第１（第３条）"), root_of("第1章")
    (('別紙', 2), ('附則', 0), ('別表', 1), None)
    """
    plain = _SPREAD.sub("", unicodedata.normalize("NFKC", text).strip())
    found = _ROOT_NAME.match(plain) if _UNNUMBERED.fullmatch(plain) else None
    if found is None:
        return None
    name = re.sub(r"\s", "", found[1]).replace("付則", "附則")
    return name, int(found[2] or 0)


def value_of(number: str) -> int:
    """The value of a number in any of the writings of marks.

    >>> [value_of(text) for text in ("１２", "十二", "⑫", "シ", "b", "ⅲ", "2-3")]
    [12, 12, 12, 12, 2, 3, 3]
    """
    plain = unicodedata.normalize("NFKC", number).strip("()")
    if plain.isdigit():
        return int(plain)
    last = re.split(r"[-‐－―−.]", plain)[-1]
    if last.isdigit():
        return int(last)
    if len(plain) == 1 and plain in KANA:
        return KANA.index(plain) + 1
    roman = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
    if plain.lower() in roman and (len(plain) > 1 or "\u2160" <= number <= "\u217f"):
        return roman.index(plain.lower()) + 1
    if len(plain) == 1 and plain.isascii() and plain.isalpha():
        return ord(plain.lower()) - 96
    return _chinese(plain)


def _chinese(text: str) -> int:
    digits = {mark: n for n, mark in enumerate("〇一二三四五六七八九")}
    total, unit = 0, 0
    for letter in text:
        if letter in digits:
            unit = digits[letter]
        elif letter in "十百":
            total += (unit or 1) * (10 if letter == "十" else 100)
            unit = 0
        else:
            return 0
    return total + unit
