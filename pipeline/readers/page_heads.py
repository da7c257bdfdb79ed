"""Page headers and footers of Word documents and workbooks, line by line."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from pipeline.readers.detect import unzipped
from pipeline.readers.workbook_asides import tag_of

_PART = re.compile(r"word/(?:header|footer)\d*\.xml|xl/worksheets/[^/]+\.xml")
_SHEET_HEADS = re.compile(rb"<(?:\w+:)?headerFooter[ >].*?</(?:\w+:)?headerFooter>", re.DOTALL)
_SECTION = re.compile("&[LCR]")
_CODE = re.compile(r'&"[^"]*"|&K[0-9A-F]{6}|&\d+|&[A-Z]')
"""Fonts, colours, sizes and fields in the headers of a workbook (ECMA-376, 18.3.1.46)."""


def page_heads(content: bytes) -> tuple[str, ...]:
    """The lines of all page headers and footers of a package, each once, in order.

    Args:
        content: of a .docx or .xlsx; what is broken in it has no lines.
    """
    lines: dict[str, None] = {}
    try:
        with unzipped(content) as package:
            for name in sorted(filter(_PART.fullmatch, package.namelist())):
                part = package.read(name)
                if name.startswith("xl/"):
                    found = _SHEET_HEADS.search(part)
                    texts = _of_sheet(fromstring(_plain(found[0]))) if found else ()
                else:
                    texts = _of_document(fromstring(part))
                lines |= dict.fromkeys(text.strip() for text in texts if text.strip())
    except (DefusedXmlException, ParseError, KeyError, OSError, EOFError, RuntimeError):
        return tuple(lines)
    return tuple(lines)


def _plain(element: bytes) -> bytes:
    """An element cut out of its document, without the prefixes that are declared there."""
    return re.sub(rb"(</?)\w+:", rb"\1", element)


def _of_sheet(heads: Element) -> Iterator[str]:
    for head in heads:
        for section in _SECTION.split(head.text or ""):
            yield from _CODE.sub("", section).split("\n")


def _of_document(root: Element) -> Iterator[str]:
    for paragraph in root.iter():
        if tag_of(paragraph) == "p":
            pieces = (
                "\t" if tag_of(part) == "tab" else part.text or ""
                for part in paragraph.iter()
                if tag_of(part) in ("t", "tab")
            )
            yield "".join(pieces)
