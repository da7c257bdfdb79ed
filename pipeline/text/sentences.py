"""Where a sentence ends: the signs, and the cuts that are made at them.

The cuts differ in what a line break means: wrapped cells, lists, and sentences that are to be
joined again need different ones.
"""

import re

STOPS = "。！？!?"
"""Signs that end a sentence."""
CLOSERS = "」』）)"
"""Signs that belong to the sentence whose stop they follow."""

_ENDED = re.compile(rf"[{STOPS}][{CLOSERS}]*$")
_LINE_OR_SENTENCE = re.compile(r"[^。！？\n]*[。！？]+[」』）]*|[^。！？\n]+")
_AFTER_STOP = re.compile(rf"(?<=[{STOPS}])|\n")
_WITH_STOPS = re.compile(rf"[^{STOPS}\n]*[{STOPS}\n]*")
_OF_WRAPPED_CELL = re.compile(
    rf"(?:[^{STOPS}\n]|\n(?![^\S\n]*\n|※))*(?:[{STOPS}]+[{CLOSERS}]*|\n(?=[^\S\n]*\n|※)|\Z)"
)
_CLOSES_LIKE_ONE = re.compile(r"。|[たいすんるき]$")
_SHORTEST = 10  # characters; 対応済み and the like are shorter


def is_ended(text: str) -> bool:
    """Whether a line ends as a whole sentence does.

    >>> is_ended("延長してほしい。）"), is_ended("延長の件")
    (True, False)
    """
    return bool(_ENDED.search(text))


def reads_as_sentence(text: str) -> bool:
    """Whether the text of a cell is a sentence rather than a name, a number or a title."""
    return len(text) >= _SHORTEST and bool(_CLOSES_LIKE_ONE.search(text))


def sentences(text: str) -> list[tuple[int, int]]:
    """Begin and end (character offsets) of the sentences of a text, quotation kept together.

    >>> [ "困る。", "延長を。" ] == ["困る。延長を。"[b:e] for b, e in sentences("困る。延長を。")]
    True
    """
    return [
        match.span()
        for match in _LINE_OR_SENTENCE.finditer(text)
        if text[match.start() : match.end()].strip()
    ]


def sentences_and_lines(text: str) -> list[str]:
    """The sentences of a text without white space around them; a line break ends one."""
    return [part for part in map(str.strip, _AFTER_STOP.split(text)) if part]


def with_stops(text: str) -> list[str]:
    """The sentences of a text, each with its stops: joined they are the text."""
    return _WITH_STOPS.findall(text)


def sentence_spans(text: str, begin: int, end: int) -> list[tuple[int, int]]:
    """Sentences in a span of a text, without the white space before them.

    A line break ends none unless a blank line or a note (※) follows: cells wrap their lines.
    """
    spans = []
    for found in _OF_WRAPPED_CELL.finditer(text, begin, end):
        words = found[0].lstrip()
        if words:
            spans.append((found.end() - len(words), found.end()))
    return spans
