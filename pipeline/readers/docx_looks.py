"""Headings of a Word document that has none by style: short paragraphs that are bold or larger."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from pipeline.drafts.blocks import SENTENCE_END
from pipeline.drafts.heading_marks import heading_mark
from pipeline.readers.workbook_asides import tag_of

_USUAL_SIZE = 22
"""Half points of words that tell no size."""
_LONGEST = 40
_FEWEST = 2
_MOST = 0.5
"""Share of characters that may look so; where more do, it is no sign of a heading."""


@dataclass(frozen=True, order=True)
class Look:
    """Size in half points, and whether all words are bold."""

    size: int = _USUAL_SIZE
    bold: bool = False


def look_of(paragraph: Element) -> Look:
    """How the words of a paragraph look; the smallest of several sizes."""
    looks = [_of_run(run) for run in paragraph.iter() if tag_of(run) == "r" and _has_words(run)]
    if not looks:
        return Look()
    return Look(min(look.size for look in looks), all(look.bold for look in looks))


def depths_by_look(texts: Sequence[str], looks: Sequence[Look]) -> list[int]:
    """Levels of headings from 1, 0 for what is none; nothing where numbers tell headings.

    Args:
        texts: of the paragraphs, in order.
        looks: of the same.
    """
    none = [0] * len(texts)
    marks = [mark for text in texts if (mark := heading_mark(text)) and mark.rank is not None]
    if len(marks) >= _FEWEST:
        return none
    sizes: Counter[Look] = Counter()
    for text, look in zip(texts, looks, strict=True):
        sizes[look] += len(text)
    usual = max(sizes, key=lambda look: sizes[look], default=Look())
    found = [
        look if look > usual and _may_be_one(text) else None
        for text, look in zip(texts, looks, strict=True)
    ]
    size = sum(len(text) for text, look in zip(texts, found, strict=True) if look)
    if len(list(filter(None, found))) < _FEWEST or size > _MOST * sum(map(len, texts)):
        return none
    order = sorted({look for look in found if look}, reverse=True)
    return [order.index(look) + 1 if look else 0 for look in found]


def _may_be_one(text: str) -> bool:
    plain = text.strip()
    return 0 < len(plain) <= _LONGEST and "。" not in plain and not SENTENCE_END.search(plain)


def _has_words(run: Element) -> bool:
    return any(tag_of(part) == "t" and (part.text or "").strip() for part in run)


def _of_run(run: Element) -> Look:
    size, bold = _USUAL_SIZE, False
    for properties in run:
        if tag_of(properties) != "rPr":
            continue
        for sign in properties:
            value = next(iter(sign.attrib.values()), "")
            if tag_of(sign) == "sz" and value.isdigit():
                size = int(value)
            elif tag_of(sign) == "b":
                bold = value not in ("0", "false", "off")
    return Look(size, bold)
