"""How people cite a draft: 「P65 8.(2)②」「163 ページ 12 行目」「第3章の3つ目の段落」."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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
    rf"[\s\-~,、:/の(\[「]{{0,4}}(?:[Ll](?:ine)?\s*\.?\s*{_N}(?:{_TO}(?:[Ll]\s*\.?\s*)?{_N}(?!\s*[頁ペ]))?"
    rf"|{_N}\s*(?:行目?)?(?:{_TO}){_N}\s*行目?|{_N}\s*行目?)"
)
_MAJOR = (
    r"(?:第\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s*[部編章節款条]"
    r"|(?<![\d.,~第-])\d{1,2}\s*[編章節](?![立ご]))"
)
_ALSO = r"及び|および|並びに|ならびに|と|から|~"
"""Between the last numbers of several places."""
_SMALL = (
    r"[(]\s*\d{1,2}\s*[)]|[⑴-⒇①-⑳]"
    rf"|\d{{1,2}}(?=\s*(?:[.(①-⑳の、,・」』】)\]「『-]|{_ALSO})|[^\S\n]+\D|[にはをがもで]|\s*\n|\s*$)\.?"
    rf"|[(][ア-ン][)]|[ア-ン](?=[\s.)、・の「]|{_ALSO}|$)|[A-Z](?=[\s.)、・の「]|{_ALSO}|$)"
)
_GAP = r"[^\S\n]*"
_JOINT = rf"(?:[.、,/>＞・-]|[^\S\n])*(?:(?:の(?!他)|{_ALSO}))?(?:[「『]|[^\S\n])*"
_CHAIN = re.compile(
    rf"{_MAJOR}(?:{_JOINT}(?:{_MAJOR}|{_SMALL}))*"
    rf"|(?<![\d.])\d{{1,2}}(?:\s*\.\s*|\s*の?\s*)[(]\s*\d{{1,2}}\s*[)](?:{_JOINT}(?:{_SMALL}))*"
    rf"|(?<![\d.])\d{{1,2}}(?:\s*\.\s*|\s*の\s*)[①-⑳](?:{_JOINT}(?:{_SMALL}))*"
    rf"|(?<![\d.~-])\d{{1,2}}[~-]\d{{1,2}}(?:[~-]\d{{1,2}})?(?=\s*(?:について|に関して|に対し|の(?!年)|は|を|」|】|項|節|$))"
    rf"|(?m:^){_GAP}\d{{1,2}}[~-]\d{{1,2}}(?:[~-]\d{{1,2}})?(?={_GAP}(?m:$))"  # alone on its line
)
_ONE_MORE = re.compile(rf"[、,・]|{_ALSO}")
_TO_LAST = re.compile("[~]|から")
_MOST = 9
"""Places of one range."""
_ELEMENT = re.compile(
    r"(?:第\s*)?(?P<major>\d{1,3}|[一二三四五六七八九十]{1,3})\s*(?P<unit>[部編章節款条])"
    r"|[(]\s*(?P<bracket>\d{1,2})\s*[)]|(?P<circle>[①-⑳])|(?P<enclosed>[⑴-⒇])|[(](?P<bkana>[ア-ン])[)]"
    r"|(?P<kana>[ア-ン])|(?P<letter>[A-Z])|(?P<bare>\d{1,2})"
)
_NTH = re.compile(
    r"目?(?:の|、|\s)*(?:第\s*(?P<a>\d{1,2}|[一二三四五六七八九十])\s*(?:段落|パラグラフ)|(?P<b>\d{1,2}|[一二三四五六七八九十])\s*(?:つ目|番目|個目)の(?:段落|パラグラフ|文章)"
    r"|(?P<c>\d{1,2}|[一二三四五六七八九十])\s*(?:段落|パラグラフ)目?|(?P<last>最後|末尾)の(?:段落|パラグラフ))"
)
_LARGEST_PAGE = 999

Element = tuple[str, int]
"""Style of a mark (as of ``Mark``, ``bare`` for a number that shows none) and its value."""


@dataclass(frozen=True)
class Citation:
    """One place that a text cites; what it does not name is None or empty."""

    begin: int
    end: int
    page: int | None = None
    page_to: int | None = None
    line: int | None = None
    line_to: int | None = None
    chain: tuple[Element, ...] = ()
    paragraph: int | None = None
    """Which paragraph of the section, from 1; -1 for the last."""


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
            lines = [int(number) for number in told.groups() if number]
            line, line_to, end = lines[0], lines[-1], told.end()
        paragraph, end = _nth(text, end)
        page, page_to = numbers[0], numbers[-1]
        if 0 < page <= _LARGEST_PAGE:
            found.append(
                Citation(
                    match.start(),
                    end,
                    page,
                    max(page, page_to),
                    line,
                    _after(line, line_to),
                    paragraph=paragraph,
                )
            )
    return found


def _after(line: int | None, line_to: int | None) -> int | None:
    return None if line is None or line_to is None else max(line, line_to)


def _chains(text: str) -> list[Citation]:
    found = []
    for match in _CHAIN.finditer(text):
        paragraph, end = _nth(text, match.end())
        found += [
            Citation(match.start(), end, chain=chain, paragraph=paragraph)
            for chain in _places(match[0])
        ]
    return found


def _places(text: str) -> list[tuple[Element, ...]]:
    """The chains that numbers name: 第3章2及び4 is two of them, 第3章2～4 three.

    >>> _places("第3章2、4"), _places("第3章、2")
    ([(('章', 3), ('bare', 2)), (('章', 3), ('bare', 4))], [(('章', 3), ('bare', 2))])
    """
    done: list[tuple[Element, ...]] = []
    chain: list[Element] = []
    end = 0
    for match, (style, value) in _elements(text):
        between = text[end : match.start()]
        end = match.end()
        styles = [style for style, _ in chain]
        if style in styles and _ONE_MORE.search(between):
            done.append(tuple(chain))
            level = len(styles) - 1 - styles[::-1].index(style)
            last = chain[level][1]
            del chain[level:]
            if _TO_LAST.search(between):
                skipped = range(last + 1, min(value, last + _MOST))
                done += [(*chain, (style, number)) for number in skipped]
        chain.append((style, value))
    return [*done, tuple(chain)]


def _nth(text: str, end: int) -> tuple[int | None, int]:
    """Which paragraph is cited behind a place, and where that ends."""
    nth = _NTH.match(text, end)
    if nth is None:
        return None, end
    told = nth["a"] or nth["b"] or nth["c"]
    return (value_of(told) if told else -1), nth.end()


def _elements(text: str) -> Iterator[tuple[re.Match[str], Element]]:
    styles = {"bracket": "(1)", "enclosed": "(1)", "circle": "①", "bkana": "ア", "kana": "ア"}
    for match in _ELEMENT.finditer(text):
        if match["major"]:
            unit = "部" if match["unit"] == "編" else match["unit"]
            yield match, (unit, value_of(match["major"]))
            continue
        kind = match.lastgroup or "bare"
        style = styles.get(kind, "A" if kind == "letter" else "bare")
        yield match, (style, value_of(match[0].strip("()")))


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
