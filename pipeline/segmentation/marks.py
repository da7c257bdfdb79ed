"""Marks that officials put before a point: bullets, numbers, letters, ordinal words, headings.

A number alone is no mark: ``1.8倍`` at the start of a wrapped line is none, ``①から③まで`` is
none. Numbered marks count as a chain (1, 2, 3 …) of one style, bullets as at least two of a kind.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_GOJUON = "アイウエオカキクケコサシスセソ"
_IROHA = "イロハニホヘトチリヌルヲ"
_KANJI = "一二三四五六七八九十"
_BULLETS = "・･●○◯〇◎◆◇■□★☆▼▽▲△•‐‑–—*＊-"
_CIRCLED = {chr(0x2460 + n): n + 1 for n in range(20)} | {chr(0x2776 + n): n + 1 for n in range(10)}

_NUMERIC = (
    ("circled", re.compile("([①-⑳❶-❿])")),
    ("parenthesised", re.compile(r"[（(]([0-9０-９]{1,2})[)）]")),
    ("half-parenthesised", re.compile(r"([0-9０-９]{1,2})[)）]")),
    ("dotted", re.compile(r"([0-9０-９]{1,2})[.．、](?![0-9０-９])")),
    (
        "spaced",
        re.compile(r"([0-9０-９]{1,2})[ 　]+(?![0-9０-９]|[年月日頁行％%個件割倍人円]|ページ)"),
    ),
    ("bracketed", re.compile(r"[【［\[]([0-9０-９]{1,2})[】］\]]")),
    ("question", re.compile(r"(?:[QＱ]|問|質問)[ 　]*([0-9０-９]{1,2})[.．、:：]?")),
    ("kanji", re.compile(rf"([{_KANJI}])[ 　、．.]")),
    ("gojuon", re.compile(rf"([{_GOJUON}])[ 　)）．.]")),
    ("gojuon-parenthesised", re.compile(rf"[（(]([{_GOJUON}])[)）]")),
    ("iroha", re.compile(rf"([{_IROHA}])[ 　)）．.]")),
    ("latin", re.compile(r"([a-hA-Hａ-ｈＡ-Ｈ])[.．)）]")),
)
_ORDINAL = (
    ("first", re.compile(rf"第([{_KANJI}0-9０-９])に、?")),
    ("nth-point", re.compile(r"([0-9０-９]{1,2})(?:点目|つ目)[はにの、]")),
    ("steps", re.compile(r"(まず|次に|つぎに|最後に|さいごに)、")),
)
_BULLET = re.compile(rf"([{re.escape(_BULLETS)}])[ 　]*(?=[^\s0-9０-９{re.escape(_BULLETS)}])")
_SUBJECT = re.compile(r"[（(【＜<〔［](?P<name>[^）)】＞>〕］\n。、]{1,24})[）)】＞>〕］]")
_COLON = re.compile(r"(?P<name>[^\s：:。、「」（）()]{1,10})[：:](?!//)")
_INLINE = re.compile(r"[①-⑳]|[（(][0-9０-９]{1,2}[)）]")


@dataclass(frozen=True)
class Mark:
    """A mark in a text: where it begins, where the text behind it begins, and its place in line."""

    begin: int
    end: int
    style: str
    ordinal: int | None  # from 1; None for bullets and headings


def _ordinal(sign: str) -> int:
    """The number that a sign stands for; kana are counted in the order of their own alphabet."""
    if sign in _CIRCLED:
        return _CIRCLED[sign]
    if sign.isdecimal():
        return int(sign)
    if sign in _KANJI:
        return _KANJI.index(sign) + 1
    steps = {"まず": 1, "次に": 2, "つぎに": 2, "最後に": 3, "さいごに": 3}
    return steps.get(sign) or ord(sign.translate(_HALF).lower()) - ord("a") + 1


_HALF = {0xFF21 + n: 0x41 + n for n in range(26)} | {0xFF41 + n: 0x61 + n for n in range(26)}


def marks_at(text: str, position: int) -> Iterator[Mark]:
    """All readings of a mark that begins at a position (character offset) of a text."""
    for style, pattern in (*_NUMERIC, *_ORDINAL):
        if found := pattern.match(text, position):
            if style.startswith("gojuon"):
                ordinal = _GOJUON.index(found[1]) + 1
            elif style == "iroha":
                ordinal = _IROHA.index(found[1]) + 1
            else:
                ordinal = _ordinal(found[1])
            yield Mark(position, found.end(), style, ordinal)
    if found := _BULLET.match(text, position):
        yield Mark(position, found.end(), f"bullet {found[1]}", None)
    if (found := _SUBJECT.match(text, position)) and not found["name"].isdecimal():
        yield Mark(position, found.end(), f"subject {text[position]}", None)
    if found := _COLON.match(text, position):
        yield Mark(position, found.end(), "subject :", None)


def inline_marks(text: str, begin: int, end: int) -> list[Mark]:
    """Numbers in circles or parentheses anywhere in a span of a text, in order."""
    return [
        mark
        for found in _INLINE.finditer(text, begin, end)
        for mark in marks_at(text, found.start())
        if mark.style in {"circled", "parenthesised"}
    ]


def chain(marks: Sequence[Mark]) -> list[Mark]:
    """The marks of one style that follow one another: 1, 2, 3 …; all of them where unnumbered.

    >>> [m.ordinal for m in chain([Mark(0, 1, "circled", n) for n in (1, 2, 5, 3)])]
    [1, 2, 3]
    """
    kept: list[Mark] = []
    for mark in marks:
        last = kept[-1].ordinal if kept else None
        follows = last is None or mark.ordinal is None or mark.ordinal == last + 1
        if mark.style == "steps" and last is not None and mark.ordinal is not None:
            follows = mark.ordinal > last
        if follows:
            kept.append(mark)
    return kept
