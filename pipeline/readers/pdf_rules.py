"""A table that rules draw on a PDF's page: its cells, merged ones among them.

A rule parts two cells only where it runs along their whole side: a line under words parts nothing,
and where a rule is missing between two cells they are one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.readers.grid import Range
from pipeline.readers.pdf_segments import (
    NEAR,
    PageTable,
    Segment,
    clusters,
    column_of,
    crosses,
    in_reading_order,
)

_THIN = 3.5
"""Points; what is thinner is a rule."""
_MOST_RULES = 4000
"""Rules of a page; of more than that all count as one table."""

Cell = tuple[int, int]


@dataclass(frozen=True)
class Rule:
    """A straight line: its x (upright) or y (level), and from where to where it runs, in points."""

    is_upright: bool
    at: float
    begin: float
    end: float


def rules_of(page: Any, path_type: int) -> list[Rule]:
    """The rules of a page, the sides of boxes among them; ``page`` is PDFium's."""
    found = []
    for thing in page.get_objects(max_depth=3):
        if thing.type != path_type:
            continue
        left, bottom, right, top = thing.get_bounds()
        wide, tall = right - left, top - bottom
        if wide <= _THIN < tall:
            found.append(Rule(True, (left + right) / 2, bottom, top))
        elif tall <= _THIN < wide:
            found.append(Rule(False, (bottom + top) / 2, left, right))
        elif wide > _THIN and tall > _THIN:  # a box
            found += [Rule(True, x, bottom, top) for x in (left, right)]
            found += [Rule(False, y, left, right) for y in (bottom, top)]
    return list(dict.fromkeys(found))  # boxes side by side share sides


def ruled_tables(segments: Sequence[Segment], rules: Sequence[Rule]) -> list[PageTable]:
    """The tables that rules draw, from the top; of two at one height the larger."""
    tables = [table for part in _connected(rules) if (table := _table(segments, part)) is not None]
    kept: list[PageTable] = []
    for table in sorted(tables, key=lambda t: (t.bottom - t.top, -t.top, t.columns)):
        if all(table.top <= other.bottom or table.bottom >= other.top for other in kept):
            kept.append(table)
    return sorted(kept, key=lambda table: -table.top)


def _connected(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Rules that touch one another, together."""
    if not rules or len(rules) > _MOST_RULES:
        return [list(rules)] if rules else []
    boxes = np.array(
        [
            (r.at, r.begin, r.at, r.end) if r.is_upright else (r.begin, r.at, r.end, r.at)
            for r in rules
        ]
    )
    low, high = boxes[:, :2] - NEAR / 2, boxes[:, 2:] + NEAR / 2
    touch = (low[:, None] <= high[None]).all(axis=2) & (low[None] <= high[:, None]).all(axis=2)
    labels = _parts(np.asarray(touch))
    parts: dict[int, list[Rule]] = {}
    for rule, label in zip(rules, labels.tolist(), strict=True):
        parts.setdefault(label, []).append(rule)
    return list(parts.values())


def _parts(touch: NDArray[np.bool_]) -> NDArray[np.int32]:
    """(n,) number of the connected part of each of n things of which (n, n) touch."""
    from scipy.sparse import coo_array  # half a second that readers of other formats need not pay
    from scipy.sparse.csgraph import connected_components

    labels: NDArray[np.int32] = connected_components(coo_array(touch), directed=False)[1]
    return labels


def _table(segments: Sequence[Segment], rules: Sequence[Rule]) -> PageTable | None:
    upright = clusters([rule.at for rule in rules if rule.is_upright])
    level = clusters([rule.at for rule in rules if not rule.is_upright])
    if len(upright) < 3 or len(level) < 2:
        return None
    columns = list(pairwise(upright))
    along = _by_place([rule for rule in rules if not rule.is_upright], level)
    sides = {(y, c): _runs(along[y], *columns[c]) for y in level for c in range(len(columns))}
    level = [y for y in level if any(sides[y, column] for column in range(len(columns)))]
    if len(level) < 2:
        return None
    bands = list(reversed(list(pairwise(level))))
    beside = _by_place([rule for rule in rules if rule.is_upright], upright)
    walls = [[_runs(beside[x], *band) for x in upright] for band in bands]
    owner = _merged(bands, len(columns), sides, walls)
    texts: dict[Cell, list[Segment]] = {}
    inside = [s for s in segments if level[0] - NEAR <= _middle(s) <= level[-1] + NEAR]
    inside = [s for s in inside if s.right > upright[0] and s.left < upright[-1]]
    for segment in inside:
        band = next(
            (n for n, (low, _) in enumerate(bands) if _middle(segment) >= low), len(bands) - 1
        )
        standing = [x for x, wall in zip(upright[1:-1], walls[band][1:-1], strict=True) if wall]
        if crosses(segment, standing):
            return None
        cell = owner[band, column_of(segment, upright[:-1])]
        texts.setdefault(cell, []).append(segment)
    if not texts:
        return None
    kept = sorted({band for band, _ in texts})
    rows = tuple(
        tuple(_lines(texts.get((band, column), [])) for column in range(len(columns)))
        for band in kept
    )
    edges = tuple(upright[:-1])
    return PageTable(edges, rows, level[-1], level[0], True, _ranges(owner, kept), upright[-1])


def _middle(segment: Segment) -> float:
    return (segment.bottom + segment.top) / 2


def _by_place(rules: Sequence[Rule], places: Sequence[float]) -> dict[float, list[Rule]]:
    """Of each place the rules that lie there, in the order in which they begin."""
    ordered = sorted(rules, key=lambda rule: rule.begin)
    return {place: [rule for rule in ordered if abs(rule.at - place) <= NEAR] for place in places}


def _runs(rules: Sequence[Rule], begin: float, end: float) -> bool:
    """Whether rules at one place run from begin to end without a gap."""
    reached = begin
    for rule in rules:
        if rule.begin <= reached + NEAR:
            reached = max(reached, rule.end)
    return reached >= end - NEAR


def _merged(
    bands: Sequence[tuple[float, float]],
    n_columns: int,
    sides: dict[tuple[float, int], bool],
    walls: Sequence[Sequence[bool]],
) -> dict[Cell, Cell]:
    """By band and column, the first cell of the rectangle that it belongs to."""
    cells = [(band, column) for band in range(len(bands)) for column in range(n_columns)]
    number = {cell: n for n, cell in enumerate(cells)}
    joined = [
        (cell, (cell[0] + 1, cell[1]))
        for cell in cells
        if cell[0] + 1 < len(bands) and not sides[bands[cell[0]][0], cell[1]]
    ]
    joined += [
        (cell, (cell[0], cell[1] + 1))
        for cell in cells
        if cell[1] + 1 < n_columns and not walls[cell[0]][cell[1] + 1]
    ]
    begins = [number[one] for one, _ in joined]
    ends = [number[other] for _, other in joined]
    touch = np.zeros((len(cells), len(cells)), dtype=bool)
    touch[begins, ends] = True
    labels = _parts(touch).tolist()
    members: dict[int, list[Cell]] = {}
    for cell, label in zip(cells, labels, strict=True):
        members.setdefault(label, []).append(cell)
    owner: dict[Cell, Cell] = {}
    for own in members.values():
        n_bands, n_wide = (len({cell[axis] for cell in own}) for axis in (0, 1))
        rectangle = n_bands * n_wide == len(own)
        owner |= {cell: own[0] if rectangle else cell for cell in own}
    return owner


def _ranges(owner: dict[Cell, Cell], kept: Sequence[int]) -> tuple[Range, ...]:
    """Merged cells by rows that are kept."""
    row_of = {band: row for row, band in enumerate(kept)}
    members: dict[Cell, list[Cell]] = {}
    for (band, column), first in owner.items():
        if band in row_of and first[0] in row_of:
            members.setdefault(first, []).append((row_of[band], column))
    return tuple((*min(own), *max(own)) for _, own in sorted(members.items()) if len(own) > 1)


def _lines(segments: Sequence[Segment]) -> tuple[str, ...]:
    ordered = in_reading_order(segments)
    return tuple(segment.text for segment in ordered)
