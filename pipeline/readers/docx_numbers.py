"""The automatic numbers of Word: they stand in no text, numbering.xml says how they are counted.

ECMA-376 part 1, 17.9: a paragraph (or its style) names a list and a level; the level has a format
and a pattern such as 第%1章, where %1 is the count of the first level.
"""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from pipeline.drafts.heading_marks import KANA
from pipeline.readers.detect import BROKEN_MEMBER
from pipeline.readers.workbook_asides import tag_of

_NUMBERING = "word/numbering.xml"
_CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_BRACKETS = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
_IROHA = (
    "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"
)
_ROMANS = ("ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ", "ⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹⅺⅻ")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SETS = {
    "decimalEnclosedCircle": _CIRCLES,
    "decimalEnclosedCircleChinese": _CIRCLES,
    "decimalEnclosedParen": _BRACKETS,
    "aiueo": KANA,
    "aiueoFullWidth": KANA,
    "iroha": _IROHA,
    "irohaFullWidth": _IROHA,
    "upperRoman": _ROMANS[0],
    "lowerRoman": _ROMANS[1],
    "upperLetter": _LETTERS,
    "lowerLetter": _LETTERS.lower(),
}
_CHINESE = ("japaneseCounting", "japaneseDigitalTenThousand", "chineseCounting", "ideographDigital")
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_DIGITS = "〇一二三四五六七八九"


@dataclass(frozen=True)
class _Level:
    style: str = "decimal"
    pattern: str = ""
    start: int = 1
    paragraph_style: str = ""


@dataclass
class Numbers:
    """Counts the numbered paragraphs of one document, which must come in its order."""

    lists: dict[str, tuple[str, dict[int, _Level]]] = field(default_factory=dict)
    """List → what it counts with, and its levels."""
    of_styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    """Paragraph style → list and level."""
    restarts: dict[str, dict[int, int]] = field(default_factory=dict)
    """List → levels that begin anew, and with what."""
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)

    def mark(self, properties: Element | None) -> str:
        """The number of the next paragraph; empty where it has none, or a sign (・).

        Args:
            properties: its ``pPr``; None where it has none.
        """
        found = self._place(properties)
        if found is None or found[0] not in self.lists:
            return ""
        name, level = found
        counter, levels = self.lists[name]
        own = levels.get(level)
        if own is None or own.style == "bullet":
            return ""
        counts = self._counts.setdefault(counter, {})
        if name not in self._begun:
            self._begun.add(name)
            for place, start in self.restarts.get(name, {}).items():
                counts[place] = start - 1
        counts[level] = counts.get(level, own.start - 1) + 1
        for deeper in [place for place in counts if place > level]:
            del counts[deeper]
        told = own.pattern
        for place in range(level + 1):
            other = levels.get(place, _Level())
            told = told.replace(
                f"%{place + 1}", number_as(counts.get(place, other.start), other.style)
            )
        return told.strip()

    def _place(self, properties: Element | None) -> tuple[str, int] | None:
        """List and level of a paragraph; its own word stands above its style's."""
        style = ""
        for sign in properties if properties is not None else ():
            if tag_of(sign) == "pStyle":
                style = _value(sign)
        told = self.of_styles.get(style)
        for sign in properties if properties is not None else ():
            if tag_of(sign) == "numPr":
                parts = {tag_of(part): _value(part) for part in sign}
                name = parts.get("numId", told[0] if told else "")
                level = parts.get("ilvl", str(told[1]) if told else "0")
                return (name, int(level)) if level.isdecimal() else None
        return told


def number_as(value: int, style: str) -> str:
    """A number in one of Word's formats, as official documents write them.

    >>> [number_as(3, s) for s in ("decimal", "decimalEnclosedCircle", "aiueo", "lowerRoman")]
    ['3', '③', 'ウ', 'ⅲ']
    >>> number_as(21, "japaneseCounting"), number_as(12, "decimalFullWidth"), number_as(1, "none")
    ('二十一', '１２', '')
    """
    if style == "none":
        return ""
    if style in _SETS:
        letters = _SETS[style]
        return letters[value - 1] if 0 < value <= len(letters) else str(value)
    if style.startswith("decimalFullWidth"):
        return str(value).translate(_FULL_WIDTH)
    if style == "decimalZero":
        return f"{value:02}"
    if style == "decimalEnclosedFullstop":
        return f"{value}."
    if style in _CHINESE and 0 < value < 100:
        tens, ones = divmod(value, 10)
        head = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
        return head + (_DIGITS[ones] if ones else "")
    return str(value)


def numbers_of(package: zipfile.ZipFile, parts: set[str], styles: Element | None) -> Numbers:
    """How a document counts; nothing is counted where numbering.xml is broken or not there."""
    if _NUMBERING not in parts:
        return Numbers()
    try:
        root = fromstring(package.read(_NUMBERING))
    except (*BROKEN_MEMBER, ParseError, DefusedXmlException):
        return Numbers()  # package_parts tells of the broken part
    abstract = {
        _value(one, "abstractNumId"): dict(_levels(one))
        for one in root
        if tag_of(one) == "abstractNum"
    }
    numbers = Numbers()
    for one in root:
        if tag_of(one) != "num":
            continue
        name = _value(one, "numId")
        meant = next((_value(part) for part in one if tag_of(part) == "abstractNumId"), "")
        levels = dict(abstract.get(meant, {}))
        for change in one:
            if tag_of(change) == "lvlOverride" and (place := _value(change, "ilvl")).isdecimal():
                levels |= dict(_levels(change))
                start = [_value(part) for part in change if tag_of(part) == "startOverride"]
                if start and start[0].isdecimal():
                    numbers.restarts.setdefault(name, {})[int(place)] = int(start[0])
        numbers.lists[name] = (meant, levels)
    if styles is not None:
        numbers.of_styles = dict(_of_styles(styles, numbers.lists))
    return numbers


def _levels(parent: Element) -> Iterator[tuple[int, _Level]]:
    for one in parent:
        place = _value(one, "ilvl")
        if tag_of(one) != "lvl" or not place.isdecimal():
            continue
        level = _Level()
        for sign in one:
            value = _value(sign)
            match tag_of(sign):
                case "start" if value.isdecimal():
                    level = replace(level, start=int(value))
                case "numFmt":
                    level = replace(level, style=value)
                case "lvlText":
                    level = replace(level, pattern=value)
                case "pStyle":
                    level = replace(level, paragraph_style=value)
        yield int(place), level


def _of_styles(
    styles: Element, lists: dict[str, tuple[str, dict[int, _Level]]]
) -> Iterator[tuple[str, tuple[str, int]]]:
    by_name = {_value(style, "styleId"): style for style in styles if tag_of(style) == "style"}
    for name in by_name:
        above, seen = name, set[str]()
        while above in by_name and above not in seen:
            seen.add(above)
            parts = {
                tag_of(part): _value(part)
                for sign in by_name[above].iter()
                if tag_of(sign) == "numPr"
                for part in sign
            }
            if "numId" in parts:
                levels = lists.get(parts["numId"], ("", {}))[1]
                linked = [n for n, level in levels.items() if level.paragraph_style == above]
                level = parts.get("ilvl", str(linked[0]) if linked else "0")
                if level.isdecimal():
                    yield name, (parts["numId"], int(level))
                break
            based = [_value(sign) for sign in by_name[above] if tag_of(sign) == "basedOn"]
            above = based[0] if based else ""


def _value(element: Element, name: str = "val") -> str:
    """An attribute, whatever its namespace."""
    return next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == name), "")
