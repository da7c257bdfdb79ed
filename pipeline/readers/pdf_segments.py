"""Words of a PDF's page as they stand together in lines, and tables made of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.readers.grid import Range

NEAR = 4.0
"""Points within which edges count as one."""
_FEW = 20
_LETTERS_APART = 2.5
"""Letters a rectangle on average, on a page of more than a few, below which a font is drawn."""


@dataclass(frozen=True)
class Segment:
    """Words that stand together in a line; points from the lower left corner of the page."""

    left: float
    bottom: float
    right: float
    top: float
    text: str


@dataclass(frozen=True)
class PageTable:
    """A table on one page."""

    columns: tuple[float, ...]
    """Left edges."""
    rows: tuple[tuple[tuple[str, ...], ...], ...]
    """By row and column, the lines of each cell."""
    top: float
    bottom: float
    rows_known: bool
    merged: tuple[Range, ...] = ()
    """Cells of several rows or columns; their text stands in the first."""
    right: float = float("inf")
    """Its right edge, where rules draw one; then words beside it are not in it."""

    def covers(self, segment: Segment) -> bool:
        """Whether a segment stands in the table."""
        high = self.bottom - 2 <= (segment.bottom + segment.top) / 2 <= self.top + 2
        beside = segment.right <= self.columns[0] or segment.left >= self.right
        return high and (self.right == float("inf") or not beside)


def segments_of(textpage: Any) -> list[Segment]:
    """The segments of a page, line by line from the top; ``textpage`` is PDFium's.

    A number in another font within a line stands a little higher or lower than its words.
    """
    found = _by_rectangles(textpage)
    if len(found) > _FEW and sum(len(s.text) for s in found) < _LETTERS_APART * len(found):
        found = _by_letters(textpage)
    return in_reading_order(found)


def in_reading_order(segments: Sequence[Segment]) -> list[Segment]:
    """Segments line by line from the top, and from the left within a line."""
    high = sorted(segments, key=lambda segment: (-segment.bottom, segment.left))
    return [segment for line in lines_of(high) for segment in line]


def _by_rectangles(textpage: Any) -> list[Segment]:
    """PDFium's rectangles: words of one font in a line."""
    found = []
    for number in range(textpage.count_rects()):
        left, bottom, right, top = textpage.get_rect(number)
        text = textpage.get_text_bounded(left, bottom, right, top)
        if text.strip():
            found.append(Segment(left, bottom, right, top, " ".join(text.split())))
    return found


def _by_letters(textpage: Any) -> list[Segment]:
    """Letters joined in PDFium's order while they go on to the right in one line.

    Browsers print letters as drawings (Type 3 fonts): each has a rectangle of its own, as high as
    its strokes. Here it counts as high as its font.
    """
    found: list[Segment] = []
    is_new = True
    text = textpage.get_text_range()
    if textpage.count_chars() != len(text):  # letters of two units: their places cannot be told
        return _by_rectangles(textpage)
    for number, letter in enumerate(text):
        if letter in "\r\n":
            is_new = True
            continue
        left, bottom, right, top = textpage.get_charbox(number, loose=True)
        if not letter.strip():
            continue
        last = found[-1] if found else None
        goes_on = (
            last is not None
            and not is_new
            and last.bottom < (bottom + top) / 2 < last.top
            and -NEAR <= left - last.right <= top - bottom
        )
        if goes_on and last is not None:
            gap = " " if left - last.right > (top - bottom) / 4 else ""
            found[-1] = Segment(
                last.left,
                min(last.bottom, bottom),
                right,
                max(last.top, top),
                last.text + gap + letter,
            )
        else:
            found.append(Segment(left, bottom, right, top, letter))
        is_new = False
    return found


def lines_of(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Segments that stand in one line, from the left; lines from the top."""
    lines: list[list[Segment]] = []
    for segment in segments:
        if lines and abs(lines[-1][0].bottom - segment.bottom) <= NEAR:
            lines[-1].append(segment)
        else:
            lines.append([segment])
    return [sorted(line, key=lambda segment: segment.left) for line in lines]


def column_of(segment: Segment, edges: Sequence[float]) -> int:
    """The column in which a segment begins."""
    return max((n for n, edge in enumerate(edges) if edge <= segment.left + NEAR), default=0)


def crosses(segment: Segment, edges: Sequence[float]) -> bool:
    """Whether a segment stands on both sides of an edge."""
    return any(segment.left < edge - NEAR and segment.right > edge + NEAR for edge in edges)


def clusters(values: Sequence[float]) -> list[float]:
    """Values in ascending order, those that are near to one another as one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > NEAR:
            found.append(value)
    return found
