"""How people cite a draft: 「P65 8.(2)②」「163 ページ 12 行目」「第3章の3つ目の段落」."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.drafts.cited_numbers import Element, chains
from pipeline.drafts.heading_marks import value_of

_WIDE = str.maketrans(
    {wide: chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)}
    | dict.fromkeys(map(ord, "〜∼∽"), "~")
    | dict.fromkeys(map(ord, "－―–−‐ｰ"), "-")  # 2－4 is a number; 2～4 are several
    | {0x3000: " "}
)
_TO = r"\s*(?:[~-]|から|ー)\s*"
_NO_LINE = r"(?!\s*(?:[~-]\s*\d+\s*)?行)"
_N = r"(\d{1,3})(?!\d)"
_PAGE = re.compile(
    rf"(?<![A-Za-z])[Pp]{{1,2}}(?:age)?\s*\.?\s*{_N}(?:{_TO}(?:[Pp]{{1,2}}\s*\.?\s*)?{_N}{_NO_LINE})?"
    rf"|(?:ページ|頁|ぺージ)\s*{_N}{_NO_LINE}(?:{_TO}{_N}{_NO_LINE})?"
    rf"|{_N}\s*(?:ページ|頁|ぺージ)?(?:{_TO}){_N}\s*(?:ページ|頁|ぺージ)"
    rf"|{_N}\s*(?:ページ|頁|ぺージ)"
)
_LINE = re.compile(
    rf"[\s\-~,、:/の(\[「]{{0,4}}(?:(?P<below>下|末尾|最後|後ろ|うしろ)から\s*(?P<up>\d{{1,2}})\s*行目?|(?:上から\s*)?(?:[Ll](?:ine)?\s*\.?\s*{_N}(?:{_TO}(?:[Ll]\s*\.?\s*)?{_N}(?!\s*[頁ペ]))?"
    rf"|{_N}\s*(?:行目?)?(?:{_TO}){_N}\s*行目?|{_N}\s*行目?))"
)
_EARLIER = re.compile(r"(?<![\d.])\d{1,3}(?:\s*[、,・]\s*\d{1,3})*\s*[、,・]\s*$")
"""Pages in front of the last of several: 2、3、7ページ."""
_LATER = re.compile(
    rf"(?:\s*(?:[、,・]|及び|と)\s*{_N}(?!\s*(?:行|ページ|頁|~|[^\s、,・にのはをがとで及」』)】。])))+"
)
"""Pages behind the first of several: p.3、5、8."""
_NTH = re.compile(
    r"目?(?:の|、|\s)*(?:第\s*(?P<a>\d{1,2}|[一二三四五六七八九十])\s*(?:段落|パラグラフ)|(?P<b>\d{1,2}|[一二三四五六七八九十])\s*(?:つ目|番目|個目)の(?:段落|パラグラフ|文章)"
    r"|(?P<c>\d{1,2}|[一二三四五六七八九十])\s*(?:段落|パラグラフ)目?|(?P<last>最後|末尾)の(?:段落|パラグラフ)"
    r"|第?\s*(?P<d>\d{1,2}|[一二三四五六七八九十])\s*項(?!目))"
)
_ITEM = re.compile(
    r"(?:の|、|\s)*第?\s*(\d{1,2}|[一二三四五六七八九十]{1,2})\s*号(?![室線車館棟機])"
)
"""Which item (号) of an article or of its paragraph."""
_OF_PART = re.compile(r"(?:の|、|\s)*(?:[但た]だ?し書き?|本文|前段|後段|柱書き?|各号(?:列記)?)")
"""Which part of it; this is not looked up."""
_OF_ANOTHER_LAW = re.compile(
    r"(?:[^方手作用工技文語]法|[政省府]令|憲法|条約|協定|(?<!本)(?<!この)規則)"
    r"(?:[(][^()]{0,30}[)])?[」』]?(?:の|、)?\s*$"
)
"""Before an article: it stands in another text than the draft."""
_LARGEST_PAGE = 999


@dataclass(frozen=True)
class Citation:
    """One place that a text cites; what it does not name is None or empty."""

    begin: int
    end: int
    page: int | None = None
    page_to: int | None = None
    line: int | None = None
    """From the top; below 0 from the bottom, -1 is the last."""
    line_to: int | None = None
    chain: tuple[Element, ...] = ()
    title: str = ""
    """Of a heading in quotes behind its number (「３　人材」の(1)), without spaces."""
    paragraph: int | None = None
    """Which paragraph of the section, from 1; -1 for the last."""
    item: int | None = None
    """Which item (号) of an article or of its paragraph."""


def citations(text: str) -> list[Citation]:
    """All places that a text cites, in order.

    >>> [(c.page, c.line, c.chain) for c in citations("P65 8.(2)②")]
    [(65, None, ()), (None, None, (('bare', 8), ('(1)', 2), ('①', 2)))]
    >>> [(c.page, c.line, c.line_to) for c in citations("１６３ ページ １２ 行目～14行目")]
    [(163, 12, 14)]
    >>> [(c.chain, c.paragraph) for c in citations("第3章の3つ目の段落")]
    [((('章', 3),), 3)]
    """
    plain = text.translate(_WIDE)
    pages = _pages(plain)
    inside = [(one.begin, one.end) for one in pages]
    found = [
        *pages,
        *(
            one
            for one in _chains(plain)
            if not any(begin < one.end and one.begin < end for begin, end in inside)
        ),
    ]
    return sorted(found, key=lambda one: (one.begin, one.end))


def _pages(text: str) -> list[Citation]:
    found = []
    for match in _PAGE.finditer(text):
        numbers = [int(number) for number in match.groups() if number]
        end = match.end()
        line = line_to = None
        if told := _LINE.match(text, end):
            lines = [-int(told["up"])] if told["up"] else _numbers(told)
            line, line_to, end = lines[0], lines[-1], told.end()
        paragraph, end = _nth(text, end)
        begin = match.start()
        if before := _EARLIER.search(text, 0, begin) if match[0][-1] in "ジ頁" else None:
            begin = before.start()
            found += [Citation(begin, end, page, page) for page in _all(before[0])]
        page, page_to = numbers[0], numbers[-1]
        found.append(
            Citation(
                begin,
                end,
                page,
                max(page, page_to),
                line,
                _after(line, line_to),
                paragraph=paragraph,
            )
        )
        if line is None and (more := _LATER.match(text, end)):
            found += [Citation(begin, more.end(), page, page) for page in _all(more[0])]
    return [one for one in found if one.page and one.page <= _LARGEST_PAGE]


def _numbers(told: re.Match[str]) -> list[int]:
    return [int(told[group]) for group in range(3, (told.re.groups or 0) + 1) if told[group]]


def _all(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", text)]


def _after(line: int | None, line_to: int | None) -> int | None:
    return None if line is None or line_to is None else max(line, line_to)


def _chains(text: str) -> list[Citation]:
    found = []
    for begin, place_end, chain, title in chains(text):
        if chain[0][0] == "条" and _OF_ANOTHER_LAW.search(text, 0, begin):
            continue
        paragraph, end = _nth(text, place_end)
        item = _ITEM.match(text, end)
        end = item.end() if item else end
        if part := _OF_PART.match(text, end):
            end = part.end()
        number = value_of(item[1]) if item else None
        found.append(
            Citation(begin, end, chain=chain, title=title, paragraph=paragraph, item=number)
        )
    return found


def _nth(text: str, end: int) -> tuple[int | None, int]:
    """Which paragraph is cited behind a place, and where that ends."""
    nth = _NTH.match(text, end)
    if nth is None:
        return None, end
    told = nth["a"] or nth["b"] or nth["c"] or nth["d"]
    return (value_of(told) if told else -1), nth.end()


def cited_pages(text: str) -> frozenset[int]:
    """The pages that a text cites; of a long range the first four.

    >>> sorted(cited_pages("P65～66 と 80 ページ 3 行目"))
    [65, 66, 80]
    """
    found = ((one.page, one.page_to or one.page) for one in citations(text) if one.page)
    return frozenset(
        page for first, last in found for page in range(first, min(last, first + 3) + 1)
    )


def without(text: str, found: Sequence[Citation]) -> str:
    """A text with its citations cut out: what is left is what it says."""
    kept, end = [], 0
    for one in found:
        kept.append(text[end : max(one.begin, end)])
        end = max(end, one.end)
    return " ".join([*kept, text[end:]]).strip()
