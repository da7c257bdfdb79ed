"""Headers and footers that a workbook prints on its pages, line by line."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError
from zipfile import BadZipFile

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from pipeline.readers.detect import unzipped

_PART = re.compile(r"xl/worksheets/[^/]+\.xml")
_HEADS = re.compile(rb"<(?:\w+:)?headerFooter[ >].*?</(?:\w+:)?headerFooter>", re.DOTALL)
_SECTION = re.compile("&[LCR]")
_CODE = re.compile(r'&"[^"]*"|&K[0-9A-F]{6}|&\d+|&[A-Z]')
"""Fonts, colours, sizes and fields (ECMA-376, 18.3.1.46)."""


def page_heads(content: bytes) -> tuple[str, ...]:
    """The lines of all headers and footers of a workbook, each once, in order.

    Args:
        content: of an .xlsx; what is broken in it has no lines, and other formats have none.
    """
    lines: dict[str, None] = {}
    try:
        with unzipped(content) as package:
            for name in sorted(filter(_PART.fullmatch, package.namelist())):
                if found := _HEADS.search(package.read(name)):
                    texts = _lines(fromstring(_plain(found[0])))
                    lines |= dict.fromkeys(text.strip() for text in texts if text.strip())
    except (DefusedXmlException, ParseError, KeyError, OSError, EOFError, RuntimeError, BadZipFile):
        return tuple(lines)
    return tuple(lines)


def _plain(element: bytes) -> bytes:
    """An element cut out of its document, without the prefixes that are declared there."""
    return re.sub(rb"(</?)\w+:", rb"\1", element)


def _lines(heads: Element) -> Iterator[str]:
    for head in heads:
        for section in _SECTION.split(head.text or ""):
            yield from _CODE.sub("", section).split("\n")
