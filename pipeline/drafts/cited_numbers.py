"""Numbers of headings as people cite them: 第3章2(1), Ⅱ－１－(2), 「３　人材」の(1), 附則第2条."""

import re
from collections.abc import Iterator

from pipeline.drafts.heading_marks import value_of

Element = tuple[str, int]
"""Style of a mark (as of ``Mark``, ``bare`` for a number that shows none) and its value; of a
heading without number (附則, 別紙2) its name, and 0 where nothing counts it."""

_N = r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})"
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_LATIN = r"(?<![A-Za-z\d])(?:I{1,3}|IV|VI{0,3}|IX|XI{0,2})(?![A-Za-z])"
_ASKED = r"(?:について|に関し|に関する|に対し)"
_BEHIND = rf"(?:{_ASKED}|の(?!年)|は|を|が|に|」|】|』|項|節|$)"
_SMALL_BEGINS = (
    r"\s*[の.・、-]?\s*(?:[「『]\s*)?(?:\d{1,2}(?!\d|\.\d|[%年月日A-Za-z])|[(]\s*\d|[①-⑳⑴-⒇])"
)
_MAJOR = (
    rf"(?:第\s*{_N}\s*[部編章節款条]"
    r"|(?:第\s*)?(?<![\d.~-])\d{1,3}(?:\s*[、,・~]\s*\d{1,3}){1,8}\s*[章節条](?![立ご約例件])"
    r"|(?<![\d.,~第-])\d{1,2}\s*[編章節](?![立ご])"
    r"|(?<![\d.,第北南東西A-Za-z-])\d{1,3}\s*条(?![約例件文東西南北通])"
    rf"|第\s*\d{{1,2}}(?!\d)(?={_SMALL_BEGINS}|\s*(?:{_ASKED}|[」』】]|の\s*[「『]))"
    rf"|[Ⅰ-Ⅻ](?={_SMALL_BEGINS}|\s*(?:{_ASKED}|[」』】。、]|$)|\s+\S)"
    rf"|{_LATIN}(?={_SMALL_BEGINS})"
    rf"|[附付]則(?=\s*第?\s*{_N}\s*(?:条|項|の|は|を|が|{_ASKED})|\s*(?:の(?:[第\d]|規定)|{_ASKED}))"
    r"|(?:別[紙添表]|参考資料)\s*第?\s*\d{1,2}(?!\d)"
    rf"|別表(?=\s*(?:の(?!とお)|[にはをが]|{_ASKED}|[」』。、]|$)))"
)
"""Numbers that begin a chain by themselves."""
_ALSO = r"及び|および|並びに|ならびに|と|から|~"
"""Between the last numbers of several places."""
_SMALL = (
    rf"(?<=条の)[一二三四五六七八九十]{{1,2}}(?=第|[はをがにのでも、。」]|{_ASKED}|\s|$)|"
    r"[(]\s*\d{1,2}\s*[)]|[⑴-⒇①-⑳]"
    rf"|\d{{1,2}}(?=\s*(?:[.(①-⑳の、,・」』】)\]「『-]|{_ALSO})|[^\S\n]+\D|[にはをがもで]|\s*\n|\s*$)\.?"
    rf"|[(][ア-ン][)]|[ア-ン](?=[\s.)、・の「に]|{_ALSO}|$)|[A-Z](?=[\s.)、・の「]|{_ALSO}|$)"
)
_TITLE = r"[^「」『』\n]{1,40}"
_QUOTED = rf"[「『]\s*(?:{_MAJOR}|{_LATIN}|\d{{1,2}}|[(]\s*\d{{1,2}}\s*[)])[\s.、]*{_TITLE}[」』]"
"""A heading in quotes, number and title."""
_NAMED = rf"\s*[「『](?!\s*[\d(Ⅰ-Ⅻ第]){_TITLE}[」』](?=\s*の?\s*[\d(①-⑳])"
"""The title of what was just cited: 第3章「担い手」の2."""
_GAP = r"[^\S\n]*"
_JOINT = rf"(?:{_NAMED})?(?:[.、,/>＞・-]|[^\S\n])*(?:(?:の(?!他)|{_ALSO}))?(?:[「『]|[^\S\n])*"
_ANY = rf"(?:{_JOINT}(?:{_QUOTED}|{_MAJOR}|{_SMALL}))"
_CHAIN = re.compile(
    rf"{_MAJOR}{_ANY}*"
    rf"|{_QUOTED}(?=\s*の?\s*(?:[\d(①-⑳⑴-⒇]|[ア-ン][\s、の])){_ANY}+"
    rf"|[「『]\s*\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}\s*[」』]"
    rf"|(?<![\d.])\d{{1,2}}(?:[.-]\d{{1,2}}){{0,2}}(?:\s*[.-]\s*|\s*の?\s*)[(]\s*\d{{1,2}}\s*[)](?:{_JOINT}(?:{_SMALL}))*"
    rf"|(?<![\d.])\d{{1,2}}(?:\s*\.\s*|\s*の\s*)[①-⑳](?:{_JOINT}(?:{_SMALL}))*"
    rf"|(?<![\d.~-])\d{{1,2}}[~-]\d{{1,2}}(?:[~-]\d{{1,2}})?(?=\s*(?:について|に関して|に対し|の(?!年)|は|を|」|】|項|節|$))"
    rf"|(?<![A-Za-z\d.~-])\d{{1,2}}(?:\.\d{{1,2}}){{2,3}}(?![\d.])(?=\s*{_BEHIND})"
    rf"|(?<![A-Za-z\d.~-])\d{{1,2}}\.\d{{1,2}}(?=\s*(?:{_ASKED}|項|節))"
    rf"|(?m:^){_GAP}\d{{1,2}}[~-]\d{{1,2}}(?:[~-]\d{{1,2}})?(?={_GAP}(?m:$))"  # alone on its line
)
_ONE_MORE = re.compile(rf"[、,・]|{_ALSO}")
_TO_LAST = re.compile("[~]|から")
_MOST = 9
"""Places of one range."""
_ELEMENT = re.compile(
    r"(?:第\s*)?(?P<early>\d{1,3})(?=(?:\s*[、,・~]\s*\d{1,3})+\s*(?P<early_unit>[章節条]))"
    r"|(?:第\s*)?(?P<major>\d{1,3}|[一二三四五六七八九十]{1,3})\s*(?P<unit>[部編章節款条])"
    r"|第\s*(?P<di>\d{1,2})|(?P<roman>[Ⅰ-Ⅻ])"
    rf"|(?P<latin>{_LATIN})(?={_SMALL_BEGINS}|　*[」』])"
    r"|(?P<root>[附付]則)|(?P<paper>別[紙添表]|参考資料)\s*第?\s*(?P<of_paper>\d{1,2})?"
    r"|[(]\s*(?P<bracket>\d{1,2})\s*[)]|(?P<circle>[①-⑳])|(?P<enclosed>[⑴-⒇])|[(](?P<bkana>[ア-ン])[)]"
    r"|(?P<kana>[ア-ン])|(?P<letter>[A-Z])|(?P<bare>\d{1,2})"
    r"|(?<=条の)(?P<branch>[一二三四五六七八九十]{1,2})"
)
_STYLES = {"bracket": "(1)", "enclosed": "(1)", "circle": "①", "bkana": "ア", "kana": "ア"}
_IN_QUOTES = re.compile(
    rf"([「『]\s*(?:{_MAJOR}|{_LATIN}|\d{{1,2}}(?:\.\d{{1,2}})*|{_SMALL})?)({_TITLE})?(?=[」』])"
)


def chains(text: str) -> Iterator[tuple[int, int, tuple[Element, ...], str]]:
    """Begin, end, numbers and title in quotes of every place that a text cites so.

    Args:
        text: with digits and marks of half width, as ``citations`` makes it.
    """
    for match in _CHAIN.finditer(text):
        titles = [found[2] for found in _IN_QUOTES.finditer(match[0]) if found[2]]
        title = re.sub(r"[\s.、]+", "", titles[-1]) if titles else ""
        for chain in places(match[0]):
            yield match.start(), match.end(), chain, title


def places(text: str) -> list[tuple[Element, ...]]:
    """The chains that numbers name: 第3章2及び4 is two of them, 第3章2~4 three.

    >>> places("第3章2、4"), places("第3章、2")
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


def _elements(text: str) -> Iterator[tuple[re.Match[str], Element]]:
    """The numbers of a chain, those in titles left out."""
    plain = _IN_QUOTES.sub(lambda found: found[1] + "　" * len(found[2] or ""), text)
    for match in _ELEMENT.finditer(plain):
        if match["major"]:
            unit = "部" if match["unit"] == "編" else match["unit"]
            yield match, (unit, value_of(match["major"]))
        elif match["early"]:
            yield match, (match["early_unit"], int(match["early"]))
        elif match["root"]:
            yield match, ("附則", 0)
        elif match["paper"]:
            yield match, (match["paper"], int(match["of_paper"] or 0))
        elif match["di"]:
            yield match, ("第", int(match["di"]))
        elif match["roman"] or match["latin"]:
            value = value_of(match["roman"]) if match["roman"] else _latin(match["latin"])
            yield match, ("Ⅰ", value)
        else:
            kind = match.lastgroup or "bare"
            style = _STYLES.get(kind, "A" if kind == "letter" else "bare")
            yield match, (style, value_of(match[0].strip("()")))


def _latin(number: str) -> int:
    return _ROMAN.index(number) + 1
