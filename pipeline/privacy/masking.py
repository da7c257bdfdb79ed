"""Personal data in texts and file names: found and replaced by its kind, 〔氏名〕 and the like.

What has a form of its own (telephone, mail, postal address) is found by form. A name is one only
after a cue (氏名：…), or as a 人名 that Sudachi sees beside a title (…様, …課長). Names of places,
bodies, systems and laws stay: they are what opinions are about.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.params import Parameters
from pipeline.privacy.person_names import Word, cued_names, full_names, name_fragments, titled_names

Kind = Literal["電話番号", "メール", "住所", "氏名"]
Strictness = Literal["off", "lenient", "standard", "strict"]
KINDS: tuple[Kind, ...] = ("メール", "電話番号", "住所", "氏名")
"""Kinds of personal data; of two finds that overlap the earlier kind wins."""


class MaskingParams(Parameters):
    """How much is masked."""

    strictness: Strictness = "standard"
    """``lenient``: telephone, mail, addresses and names only where a word says so or the form
    leaves no doubt. ``standard``: also names beside a title, house numbers behind a place.
    ``strict``: also full names without a title, names of holders of public office (…大臣, …議員),
    and whatever stands like a house number; it hides some things that are no personal data."""


@dataclass(frozen=True)
class MaskedSpan:
    """What was masked: ``begin`` and ``end`` are characters of the text before masking."""

    begin: int
    end: int
    kind: Kind


@dataclass(frozen=True)
class Masked:
    """A masked text, what was masked in it, in order, and how often each kind."""

    text: str
    spans: tuple[MaskedSpan, ...]
    counts: dict[Kind, int]

    @classmethod
    def of(cls, text: str, spans: tuple[MaskedSpan, ...]) -> "Masked":
        """A masked text with its counts, kinds in their order."""
        counts = Counter(span.kind for span in spans)
        return cls(text, spans, {kind: counts[kind] for kind in KINDS if counts[kind]})


_DASH = r"[-‐‑–—―ー−－]"
_D = r"[0-9０-９]"
_URL = re.compile(r"https?://[^\s　、。」）)]+|www\.[^\s　、。」）)]+")
_MAIL = re.compile(
    r"[A-Za-z0-9Ａ-Ｚａ-ｚ０-９._%+＿．-]{1,64}[@＠](?:[A-Za-z0-9Ａ-Ｚａ-ｚ０-９-]{1,63}[.．]){1,6}"
    r"[A-Za-zＡ-Ｚａ-ｚ]{2,10}"
)
_PHONE = re.compile(
    rf"(?<![0-9０-９第.．/／-])(?:[+＋]{_D}{{1,3}}[ {_DASH[1:-1]}]?(?:[(（]0[)）])?{_D}{{1,4}}"
    rf"|[(（]?[0０]{_D}{{1,4}}[)）]?)[ 　]?(?:{_DASH}|[(（)）])?[ 　]?{_D}{{1,4}}"
    rf"[ 　]?(?:{_DASH}|[)）])?[ 　]?{_D}{{3,4}}(?![0-9０-９円年月日号件人％%])"
)
_PHONE_CUE = re.compile(
    r"(?:(?i:tel|fax|phone)|電話(?:番号)?|携帯(?:電話|番号)?|ファ(?:ッ)?クス|内線|直通"
    r"|代表(?=[:：(（ 　]))[ 　]*[)）]?[.．:：(（ 　]*"
    rf"(?P<value>(?:[(（]?{_D}{{1,5}}[)）]?[ 　]?{_DASH}?[ 　]?){{1,4}}{_D})"
    rf"(?![0-9０-９年月日件人台回線円割市町村団か番％%])"
)
_DIGITS_OF_A_PHONE = range(10, 13)
_KANJI = r"一-龠々ヶケノァ-ヴー"
_N = rf"{_D}{{1,4}}"
_HOUSE = (
    rf"{_N}(?:丁目|番地|番町|番)(?:(?:の|{_DASH})?{_N}(?:番地?|号)?){{0,3}}"
    rf"|{_N}条[東西南北]?(?:{_N}(?:丁目|番地?|号)(?:{_N}(?:番地?|号))?)?"
    rf"|{_N}{_DASH}{_N}{_DASH}{_N}"
)
_BUILDING = (
    rf"(?:[ 　]?[{_KANJI}A-Za-zぁ-ん]{{1,15}}"
    r"(?:ビル|マンション|アパート|荘|ハイツ|コーポ|タワー|庁舎|会館)"
    rf"[{_KANJI}]{{0,3}}[ 　]?(?:{_N}(?:階|号室?|[FＦ])?)?)?"
)
_PLACE = (
    rf"(?:[{_KANJI}A-ZＡ-Ｚ]{{1,4}}[都道府県][ 　]?)?[{_KANJI}A-ZＡ-Ｚ]{{1,7}}[市区町村郡]"
    rf"[ 　]?[{_KANJI}がのつッ]{{0,14}}?"
)
_ADDRESS = re.compile(rf"{_PLACE}[ 　]?(?:{_HOUSE}){_BUILDING}")
_ADDRESS_STRICT = re.compile(
    rf"{_PLACE}(?<!資料)(?<!別紙)(?<!様式)[ 　]?{_N}{_DASH}{_N}{_BUILDING}"
)
_POSTAL = re.compile(
    rf"〒[ 　]?{_D}{{3}}{_DASH}?{_D}{{4}}"
    rf"(?:[ 　\n]{{0,2}}{_PLACE}[ 　]?(?:{_HOUSE}|{_N}(?:{_DASH}{_N})?){_BUILDING})?"
)
_ADDRESS_CUE = re.compile(
    r"(?:住所|所在地|送付先|自宅)[ 　]*[)）】]?[:：][ 　]*(?P<value>[^\n。、]{3,60})"
)
_LOOKS_LIKE_A_PLACE = re.compile(r"[都道府県市区町村郡]|[0-9０-９]")


def mask(
    text: str, params: MaskingParams, words: Sequence[Word] = (), *, is_file_name: bool = False
) -> Masked:
    """Mask personal data.

    Args:
        text: as received; offsets of the result count its characters.
        params: how strict.
        words: of this very text; without them names are found after cues only.
        is_file_name: whether a fragment between ``_`` and the like that is a 人名 is a name, and
            a full name anywhere (names of files and sheets, headers, labels).

    Returns:
        The masked text; masking it again changes nothing.

    >>> mask("担当：山田太郎（電話 03-1234-5678）", MaskingParams()).text
    '担当：〔氏名〕（電話 〔電話番号〕）'
    """
    if params.strictness == "off":
        return Masked(text, (), {})
    found = list(_finds(text, params, words))
    if is_file_name:
        names = [*name_fragments(text, words), *full_names(words)]
        found += [MaskedSpan(begin, end, "氏名") for begin, end in names]
    spans = _apart(found)
    return Masked.of(between(text, spans, 0, len(text)), spans)


def between(text: str, spans: Sequence[MaskedSpan], begin: int, end: int) -> str:
    """What stands between two characters of a text, with everything masked that overlaps.

    Args:
        text: before masking.
        spans: what to mask, in order, apart from each other.
        begin: character offset into ``text``.
        end: likewise.
    """
    parts = []
    for span in spans:
        if span.begin < end and begin < span.end:
            parts += [text[begin : span.begin], f"〔{span.kind}〕"]
            begin = span.end
    return "".join([*parts, text[begin:end]])


def _finds(text: str, params: MaskingParams, words: Sequence[Word]) -> Iterator[MaskedSpan]:
    """Everything found, with overlaps."""
    lenient, strict = params.strictness == "lenient", params.strictness == "strict"
    urls = [found.span() for found in _URL.finditer(text)]

    def outside(spans: Iterable[tuple[int, int]], kind: Kind) -> Iterator[MaskedSpan]:
        for begin, end in spans:
            if not any(begin < url_end and url_begin < end for url_begin, url_end in urls):
                yield MaskedSpan(begin, end, kind)

    yield from (MaskedSpan(*found.span(), "メール") for found in _MAIL.finditer(text))
    yield from outside(_phones(text), "電話番号")
    yield from outside((found.span() for found in _POSTAL.finditer(text)), "住所")
    cued = (f.span("value") for f in _ADDRESS_CUE.finditer(text))
    yield from outside((s for s in cued if _LOOKS_LIKE_A_PLACE.search(text[slice(*s)])), "住所")
    if not lenient:
        pattern = _ADDRESS_STRICT if strict else _ADDRESS
        yield from outside((found.span() for found in _ADDRESS.finditer(text)), "住所")
        yield from outside((found.span() for found in pattern.finditer(text)), "住所")
        yield from outside(titled_names(words, strict=strict), "氏名")
    yield from outside(cued_names(text), "氏名")


def _phones(text: str) -> Iterator[tuple[int, int]]:
    """Telephone numbers by their form and behind a cue."""
    for found in _PHONE.finditer(text):
        if sum(character.isdecimal() for character in found[0]) in _DIGITS_OF_A_PHONE:
            begin, end = found.span()
            around = found[0][0] in "(（" and not re.search("[)）]", found[0])  # （03-1234-5678）
            yield begin + around, end
    for found in _PHONE_CUE.finditer(text):
        yield found.span("value")


def _apart(found: Iterable[MaskedSpan]) -> tuple[MaskedSpan, ...]:
    """Spans that do not overlap, in order: kinds in their order, longer before shorter."""
    kept: list[MaskedSpan] = []
    for span in sorted(found, key=lambda s: (KINDS.index(s.kind), s.begin - s.end, s.begin)):
        if all(span.end <= other.begin or other.end <= span.begin for other in kept):
            kept.append(span)
    return tuple(sorted(kept, key=lambda span: span.begin))
