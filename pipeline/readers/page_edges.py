"""What stands at the head or foot of the pages of a document, and where a page leaves a gap."""

import re
import statistics
import unicodedata
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from pipeline.readers.pdf_segments import Segment, lines_of

PAGE_NUMBER = re.compile(
    r"^\s*[(（]?\s*(?:[-－―–ー〜~]|[Pp]\.?|[Pp]age|ページ|頁|第|全[\d０-９]{1,4}(?:ページ|頁)[中の]?)?"
    r"\s*[\d０-９]{1,4}\s*(?:ページ|頁)?\s*"
    r"(?:(?:[/／]|of)\s*全?\s*[\d０-９]{1,4}\s*(?:ページ|頁)?)?\s*[-－―–ー〜~]?\s*[)）]?\s*$"
)
_NUMBERED = re.compile(
    r"^(?:[-―–ー~]\d{1,4}[-―–ー~]|[Pp]\.?\d{1,4}(?=\D)|\d{1,4}/\d{1,4}(?:ページ|頁)?)"
    r"|(?:[-―–ー~]\d{1,4}[-―–ー~]|[Pp]\.?\d{1,4}|[(]?\d{1,4}/\d{1,4}[)]?(?:ページ|頁)?|\d{1,4}(?:ページ|頁))$"
)
"""A page's number before or behind the words of its head; signs are those of NFKC."""
_EDGE = 2
"""Lines at either end of a page that may be its head or foot."""
_WIDE = 1.6
"""Lines apart, in times of the usual distance, from which on a gap parts paragraphs."""
_FULL = 0.85
"""Lines that end this far to the right, of the page's widest, show the usual distance below."""


def without_heads(pages: Sequence[str]) -> tuple[list[str], tuple[str, ...]]:
    r"""Pages without the lines that stand first or last on several of them, and those lines.

    White space, widths of letters and page numbers may differ.

    >>> without_heads(["様式　回答\nA。\n- 1 -", "様式 回答\nB。\n- 2 -"])
    (['A。\n- 1 -', 'B。\n- 2 -'], ('様式　回答',))
    """
    lines = [page.replace("\r", "").split("\n") for page in pages]
    keys = [[_key(line) for line in page] for page in lines]
    edges = [_at_edges(page) for page in keys]
    n_pages = Counter(key for page in edges for key in page)
    heads = {key for key, n in n_pages.items() if n > 1 and n >= len(pages) / 2}
    kept = [
        "\n".join(
            line
            for line, key in zip(page, own, strict=True)
            if not (key in heads and key in at_edge)
        )
        for page, own, at_edge in zip(lines, keys, edges, strict=True)
    ]
    shown: dict[str, str] = {}
    for page, own in zip(lines, keys, strict=True):
        for line, key in zip(page, own, strict=True):
            if key in heads:
                shown.setdefault(key, line.strip())
    return kept, tuple(shown[key] for key in n_pages if key in heads)


def _at_edges(keys: Sequence[str]) -> list[str]:
    filled = [key for key in keys if key]
    return list(dict.fromkeys((*filled[:_EDGE], *filled[-_EDGE:])))


def _key(line: str) -> str:
    """A line as heads are compared; empty where it is a page number alone."""
    if PAGE_NUMBER.match(line):
        return ""
    return _NUMBERED.sub("", "".join(unicodedata.normalize("NFKC", line).split()))


def with_gaps(text: str, segments: Sequence[Segment]) -> str:
    """The text of a page with a blank line where more than a line's distance is left.

    Args:
        text: its lines, as the page gives them.
        segments: of the page; lines that are not found among them keep their place.
    """
    boxes: dict[str, list[tuple[float, float]]] = {}
    for row in lines_of(segments):
        key = "".join("".join(s.text.split()) for s in row)
        boxes.setdefault(key, []).append((row[0].bottom, row[-1].right))
    lines = text.replace("\r", "").split("\n")
    found = [boxes.get("".join(line.split()), []) for line in lines]
    places = [place[0] if len(place) == 1 else None for place in found]
    steps = [one[0] - other[0] if one and other else 0.0 for one, other in pairwise(places)]
    right = max((place[1] for place in places if place), default=0.0)
    down = [
        step
        for step, place in zip(steps, places, strict=False)
        if step > 0 and place and place[1] >= _FULL * right
    ]
    if not down:
        return text
    usual = statistics.median_low(down)
    result = lines[:1]
    for step, line in zip(steps, lines[1:], strict=True):
        result += ["", line] if step > _WIDE * usual else [line]
    return "\n".join(result)
