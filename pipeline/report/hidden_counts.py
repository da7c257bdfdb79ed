"""Counts that a public table does not print: of few bodies, and those that give such a one away."""

from collections.abc import Callable, Sequence

from pipeline.report.summary.opinion_lines import OpinionLine

Cell = tuple[str, str]
"""Theme or review item, and value of a property."""
LineValue = Callable[[OpinionLine], str]


def body_key(line: OpinionLine) -> str:
    """Who said it; an opinion without a respondent counts as a body of its own."""
    return line.respondent or line.opinion_id


def bodies_by_cell(
    lines: Sequence[OpinionLine], subject_of: LineValue, value_of: LineValue
) -> dict[Cell, set[str]]:
    """The bodies behind each count of a table."""
    bodies: dict[Cell, set[str]] = {}
    for line in lines:
        bodies.setdefault((subject_of(line), value_of(line)), set()).add(body_key(line))
    return bodies


def hidden_cells(
    lines: Sequence[OpinionLine], subject_of: LineValue, value_of: LineValue, smallest: int
) -> frozenset[Cell]:
    """The cells of a table that are not printed, whatever the order of its rows and columns."""
    bodies = bodies_by_cell(lines, subject_of, value_of)
    counts: dict[Cell, int] = {}
    for line in lines:
        cell = (subject_of(line), value_of(line))
        counts[cell] = counts.get(cell, 0) + 1
    subjects, values = (sorted({cell[axis] for cell in bodies}) for axis in (0, 1))
    cells = [[(subject, value) for value in values] for subject in subjects]
    shown = suppressed(
        [[counts.get(cell, 0) for cell in row] for row in cells],
        [[len(bodies.get(cell, ())) for cell in row] for row in cells],
        smallest,
    )
    return frozenset(
        cell
        for row, printed in zip(cells, shown, strict=True)
        for cell, count in zip(row, printed, strict=True)
        if count is None
    )


Row = Sequence[int]
Cells = tuple[int | None, ...]


def suppressed(opinions: Sequence[Row], bodies: Sequence[Row], smallest: int) -> tuple[Cells, ...]:
    """Counts of opinions, None where they stand for few bodies or would give such a cell away.

    Args:
        opinions: counts by row and kind; totals of rows and of columns are printed elsewhere.
        bodies: bodies behind each count, same shape.
        smallest: bodies from which a count is printed; 0 prints all.
    """
    hidden = [[0 < n < smallest for n in row] for row in bodies]
    changed = True
    while changed:
        changed = False
        for cells in _lines_of(len(bodies), len(bodies[0]) if bodies else 0):
            gone = [cell for cell in cells if hidden[cell[0]][cell[1]]]
            left = [cell for cell in cells if not hidden[cell[0]][cell[1]]]
            if len(gone) == 1 and left:
                some = [(i, k) for i, k in left if opinions[i][k]] or left
                i, k = min(some, key=lambda cell: (opinions[cell[0]][cell[1]], cell))
                hidden[i][k] = changed = True
    return tuple(
        tuple(None if gone else n for n, gone in zip(row, away, strict=True))
        for row, away in zip(opinions, hidden, strict=True)
    )


def _lines_of(n_rows: int, n_columns: int) -> list[list[tuple[int, int]]]:
    """The cells of every row, then of every column."""
    rows = [[(i, k) for k in range(n_columns)] for i in range(n_rows)]
    return rows + [[(i, k) for i in range(n_rows)] for k in range(n_columns)]
