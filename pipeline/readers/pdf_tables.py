"""Tables of a PDF's page: cells by rules, or by columns that lines of words keep to.

A row is where rules part it, or where its first column (a number, a label) begins. Where neither
is there, columns can be told but rows cannot: such a table waits for a person.
"""

from collections.abc import Sequence

from pipeline.readers.pdf_rules import Rule, ruled_tables
from pipeline.readers.pdf_segments import (
    NEAR,
    PageTable,
    Segment,
    clusters,
    column_of,
    crosses,
    in_reading_order,
    lines_of,
)

_LABEL = 12
"""Characters of numbers and labels in the first column."""
_FEWEST_LINES = 3
"""Lines that must keep to two columns or more without rules."""
_TALLEST = 2.2
"""Heights of a line between the lines of one row."""


def tables_of(segments: Sequence[Segment], rules: Sequence[Rule]) -> list[PageTable]:
    """The tables of a page, from the top; none where it holds none of two columns."""
    if found := ruled_tables(segments, rules):
        return found
    table = _aligned(segments)
    return [] if table is None else [table]


def _aligned(segments: Sequence[Segment]) -> PageTable | None:
    lines = lines_of(segments)
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
    if any(crosses(segment, edges[1:]) for line in body for segment in line):
        return None
    inside = [segment for line in body for segment in line]
    starts = [s for s in inside if column_of(s, edges) == 0]
    rows_known = all(len(segment.text) <= _LABEL for segment in starts)
    rows: list[list[Segment]] = []
    for line in body:
        begins = any(column_of(segment, edges) == 0 for segment in line)
        if rows and not (begins and rows_known):
            rows[-1] += line
        else:
            rows.append(list(line))
    top = max(segment.top for segment in inside)
    bottom = min(segment.bottom for segment in inside)
    cells = tuple(_cells(row, edges) for row in rows)
    return PageTable(tuple(edges), cells, top, bottom, rows_known)


def _columns(lefts: Sequence[float], n_lines: int) -> list[float]:
    """Left edges to which half of the lines with several segments keep, at least twice."""
    edges = []
    for edge in clusters(lefts):
        n_near = sum(abs(left - edge) <= NEAR for left in lefts)
        if n_near >= max(2, n_lines * 0.4):
            edges.append(edge)
    return edges


def _fits(line: Sequence[Segment], edges: Sequence[float]) -> bool:
    return len({column_of(segment, edges) for segment in line}) == len(line)


def _goes_on(line: Sequence[Segment], following: Sequence[Segment], edges: Sequence[float]) -> bool:
    gap = line[0].bottom - following[0].top
    near = gap <= _TALLEST * (line[0].top - line[0].bottom)
    return near and all(abs(segment.left - _edge(segment, edges)) <= NEAR for segment in following)


def _edge(segment: Segment, edges: Sequence[float]) -> float:
    return edges[column_of(segment, edges)]


def _cells(segments: Sequence[Segment], edges: Sequence[float]) -> tuple[tuple[str, ...], ...]:
    """By column, the lines of a row's cells, from the top."""
    ordered = in_reading_order(segments)
    return tuple(
        tuple(segment.text for segment in ordered if column_of(segment, edges) == number)
        for number in range(len(edges))
    )
