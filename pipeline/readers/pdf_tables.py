"""Tables of a PDF's page: cells by rules, or by columns that lines of words keep to.

A row is where rules part it, or where its first column (a number, a label) begins. Where neither
is there, columns can be told but rows cannot: such a table waits for a person.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

_NEAR = 4.0
"""Points within which edges count as one."""
_THIN = 3.5
"""Points; what is thinner is a rule."""
_LABEL = 12
"""Characters of numbers and labels in the first column."""
_FEWEST_LINES = 3
"""Lines that must keep to two columns or more without rules."""
_FEW = 20
_LETTERS_APART = 2.5
"""Letters a rectangle on average, on a page of more than a few, below which a font is drawn."""
_TALLEST = 2.2
"""Heights of a line between the lines of one row."""


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


def segments_of(textpage: Any) -> list[Segment]:
    """The segments of a page, from the top; ``textpage`` is PDFium's."""
    found = _by_rectangles(textpage)
    if len(found) > _FEW and sum(len(s.text) for s in found) < _LETTERS_APART * len(found):
        found = _by_letters(textpage)
    return sorted(found, key=lambda segment: (-round(segment.bottom), segment.left))


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
            and -_NEAR <= left - last.right <= top - bottom
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


def rules_of(page: Any, path_type: int) -> tuple[list[float], list[float], float, float]:
    """Upright and level rules of a page: their x and y, and the lowest and highest point."""
    upright: list[float] = []
    level: list[float] = []
    heights: list[float] = []
    for thing in page.get_objects(max_depth=3):
        if thing.type != path_type:
            continue
        left, bottom, right, top = thing.get_bounds()
        wide, tall = right - left, top - bottom
        if wide <= _THIN < tall:
            upright.append((left + right) / 2)
            heights += [bottom, top]
        elif tall <= _THIN < wide:
            level.append((bottom + top) / 2)
        elif wide > _THIN and tall > _THIN:  # a box
            upright += [left, right]
            level += [bottom, top]
            heights += [bottom, top]
    low, high = (min(heights), max(heights)) if heights else (0.0, 0.0)
    return _clusters(upright), _clusters(level), low, high


def table_of(
    segments: Sequence[Segment], rules: tuple[list[float], list[float], float, float]
) -> PageTable | None:
    """The table of a page; None where the page holds none of two columns."""
    return _ruled(segments, rules) or _aligned(segments)


def _ruled(
    segments: Sequence[Segment], rules: tuple[list[float], list[float], float, float]
) -> PageTable | None:
    upright, level, low, high = rules
    level = [y for y in level if low - _NEAR <= y <= high + _NEAR]
    if len(upright) < 3 or len(level) < 2:
        return None
    inside = [
        s
        for s in segments
        if level[0] - _NEAR <= (s.bottom + s.top) / 2 <= level[-1] + _NEAR
        and s.right > upright[0]
        and s.left < upright[-1]
    ]
    edges = upright[:-1]
    if not inside or any(_crosses(s, upright[1:-1]) for s in inside):
        return None
    rows = []
    for low_edge, high_edge in reversed(list(pairwise(level))):
        own = [s for s in inside if low_edge <= (s.bottom + s.top) / 2 < high_edge]
        if own:
            rows.append(_cells(own, edges))
    return PageTable(tuple(edges), tuple(rows), level[-1], level[0], rows_known=True)


def _aligned(segments: Sequence[Segment]) -> PageTable | None:
    lines = _lines(segments)
    several = [line for line in lines if len(line) > 1]
    if len(several) < _FEWEST_LINES:
        return None
    edges = _columns([segment.left for line in several for segment in line], len(several))
    if len(edges) < 2:
        return None
    keeping = [n for n, line in enumerate(lines) if len(line) > 1 and _fits(line, edges)]
    if len(keeping) < _FEWEST_LINES:
        return None
    first, last = keeping[0], keeping[-1]
    while last + 1 < len(lines) and _goes_on(lines[last], lines[last + 1], edges):
        last += 1
    body = lines[first : last + 1]
    if any(_crosses(segment, edges[1:]) for line in body for segment in line):
        return None
    inside = [segment for line in body for segment in line]
    starts = [s for s in inside if _column(s, edges) == 0]
    rows_known = all(len(segment.text) <= _LABEL for segment in starts)
    rows: list[list[Segment]] = []
    for line in body:
        begins = any(_column(segment, edges) == 0 for segment in line)
        if rows and not (begins and rows_known):
            rows[-1] += line
        else:
            rows.append(list(line))
    top = max(segment.top for segment in inside)
    bottom = min(segment.bottom for segment in inside)
    cells = tuple(_cells(row, edges) for row in rows)
    return PageTable(tuple(edges), cells, top, bottom, rows_known)


def _lines(segments: Sequence[Segment]) -> list[list[Segment]]:
    lines: list[list[Segment]] = []
    for segment in segments:
        if lines and abs(lines[-1][0].bottom - segment.bottom) <= _NEAR:
            lines[-1].append(segment)
        else:
            lines.append([segment])
    return [sorted(line, key=lambda segment: segment.left) for line in lines]


def _columns(lefts: Sequence[float], n_lines: int) -> list[float]:
    """Left edges to which half of the lines with several segments keep, at least twice."""
    edges = []
    for edge in _clusters(lefts):
        n_near = sum(abs(left - edge) <= _NEAR for left in lefts)
        if n_near >= max(2, n_lines * 0.4):
            edges.append(edge)
    return edges


def _fits(line: Sequence[Segment], edges: Sequence[float]) -> bool:
    return len({_column(segment, edges) for segment in line}) == len(line)


def _goes_on(line: Sequence[Segment], following: Sequence[Segment], edges: Sequence[float]) -> bool:
    gap = line[0].bottom - following[0].top
    near = gap <= _TALLEST * (line[0].top - line[0].bottom)
    return near and all(abs(segment.left - _edge(segment, edges)) <= _NEAR for segment in following)


def _column(segment: Segment, edges: Sequence[float]) -> int:
    """The column in which a segment begins."""
    return max((n for n, edge in enumerate(edges) if edge <= segment.left + _NEAR), default=0)


def _edge(segment: Segment, edges: Sequence[float]) -> float:
    return edges[_column(segment, edges)]


def _crosses(segment: Segment, edges: Sequence[float]) -> bool:
    return any(segment.left < edge - _NEAR and segment.right > edge + _NEAR for edge in edges)


def _cells(segments: Sequence[Segment], edges: Sequence[float]) -> tuple[tuple[str, ...], ...]:
    """By column, the lines of a row's cells, from the top."""
    ordered = sorted(segments, key=lambda s: (-round(s.bottom / _NEAR), s.left))
    return tuple(
        tuple(segment.text for segment in ordered if _column(segment, edges) == number)
        for number in range(len(edges))
    )


def _clusters(values: Sequence[float]) -> list[float]:
    """Values in ascending order, those that are near to one another as one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _NEAR:
            found.append(value)
    return found
