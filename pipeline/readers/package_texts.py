"""The texts in one XML part of an Office package, each with what it is."""

import re
from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from pipeline.readers.docx_xml import is_placeholder, is_struck
from pipeline.readers.package_kinds import (
    ATTRIBUTES,
    NAMES_OF_THINGS,
    PLACEHOLDER,
    STRUCK,
    TAGS,
)

_LETTER = re.compile("[ぁ-んァ-ヶ一-龥々]")
_ATTRIBUTE_LETTERS = 6
"""Japanese letters in an attribute: fewer are names of styles and formats (標準, 年月日)."""


def says(text: str) -> bool:
    """Whether a text says something: two Japanese letters, or four words."""
    return len(_LETTER.findall(text)) >= 2 or (
        len(re.findall("[A-Za-z]{2,}", text)) >= 4 and "\\" not in text and "://" not in text
    )


def without_tags(part: bytes) -> str:
    """The lines of a part that is no XML, its tags left out."""
    text = re.sub(r"<[^>]*>?", "\n", part.decode("utf-8", "replace"))
    return "\n".join(line for line in text.split("\n") if line.strip())


def texts_in(root: Element, kind: str) -> Iterator[tuple[str, str]]:
    """Kind and text of every paragraph, every other text and every telling attribute."""
    lines: dict[tuple[int, str], list[str]] = {}
    attributes: list[tuple[str, str]] = []
    stack: list[tuple[Element, str, int]] = [(root, kind, 0)]
    n_blocks = Counter[str]()
    while stack:
        element, what, block = stack.pop()
        tag = _tag(element)
        what = PLACEHOLDER if is_placeholder(element) else TAGS.get(tag, what)
        what = STRUCK if tag == "r" and is_struck(element) else what
        if tag in ("p", "si", "comment", "text", "pt", "div", "docPr", "cNvPr") or not block:
            n_blocks["all"] += 1
            block = n_blocks["all"]
        if element.text and not element.text.isspace():
            place = block if _is_run(tag) else -id(element)
            lines.setdefault((place, what), []).append(element.text)
        if element.tail and not element.tail.isspace():
            lines.setdefault((-id(element) - 1, what), []).append(element.tail)
        for key, value in element.attrib.items():
            name = key.rpartition("}")[2]
            if name not in NAMES_OF_THINGS and len(_LETTER.findall(value)) >= _ATTRIBUTE_LETTERS:
                attributes.append((TAGS.get(tag) or ATTRIBUTES.get(name, what), value))
        stack += [(child, what, block) for child in reversed(element)]
    for (_, what), texts in lines.items():
        yield what, "".join(texts)
    yield from attributes


def _is_run(tag: str) -> bool:
    """Whether an element's text is a piece of its paragraph's."""
    return tag in ("t", "delText", "instrText")


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
