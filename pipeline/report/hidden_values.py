"""Whose property (年代, 区分) does not stand beside their opinions in a public report.

The list of opinions is a table, too: who counts it must not find what the tables by theme and by
review item hide. A body has one number over all its opinions, so its value is shown beside all of
them or beside none.
"""

from collections.abc import Callable, Iterable, Sequence

from pipeline.report.hidden_counts import (
    Cell,
    LineValue,
    bodies_by_cell,
    body_key,
    hidden_cells,
)
from pipeline.report.summary.opinion_lines import OpinionLine

HIDDEN = "※（示さない）"
"""Stands for a value that is not shown."""
Beside = tuple[LineValue, frozenset[str]]
"""A property that stands beside opinions, and the bodies of which it does not."""
SUBJECTS: tuple[Callable[[OpinionLine], str], ...] = (
    lambda line: line.theme_id or "",
    lambda line: line.item_code,
)
"""What the rows of tables are."""


def hidden_bodies(
    lines: Sequence[OpinionLine],
    value_of: LineValue,
    beside: Sequence[Beside],
    smallest: int,
    *,
    in_tables: bool = True,
) -> frozenset[str]:
    """The bodies whose value of a property is not shown, as few as do.

    They are those behind a count that a table hides; then, until nothing changes, more so that in
    no row and no column of a table the hidden ones are of one cell alone (a total would give it
    away), and that what is shown beside the other properties is shared by ``smallest`` bodies.

    Args:
        lines: as ``counted`` gives them.
        value_of: the property.
        beside: properties that are shown already.
        smallest: bodies from which a value is shown.
        in_tables: whether its counts are hidden in tables; else only combinations matter.
    """
    tables = [bodies_by_cell(lines, one, value_of) for one in SUBJECTS] if in_tables else []
    hidden: set[str] = set()
    for subject_of, table in zip(SUBJECTS, tables, strict=False):
        for cell in hidden_cells(lines, subject_of, value_of, smallest):
            hidden |= table.get(cell, set())
    n_before = -1
    while n_before < len(hidden):
        n_before = len(hidden)
        for table in tables:
            _hide_second_cells(table, hidden)
        _hide_rare(lines, value_of, beside, smallest, hidden)
    return frozenset(hidden)


def _hide_second_cells(table: dict[Cell, set[str]], hidden: set[str]) -> None:
    """Hide a second cell wherever the hidden bodies of a row or column are of one."""
    for axis in (0, 1):
        rows: dict[str, list[Cell]] = {}
        for cell in sorted(table):
            rows.setdefault(cell[axis], []).append(cell)
        for cells in rows.values():
            untouched = [cell for cell in cells if not table[cell] & hidden]
            if len(cells) - len(untouched) == 1 and untouched:
                hidden |= table[min(untouched, key=lambda cell: (len(table[cell]), cell))]


def _hide_rare(
    lines: Sequence[OpinionLine],
    value_of: LineValue,
    beside: Sequence[Beside],
    smallest: int,
    hidden: set[str],
) -> None:
    """Hide values that, with what is shown beside them, few bodies share; the hidden ones, too."""
    classes: dict[tuple[str, ...], dict[str, set[str]]] = {}
    for line in lines:
        body = body_key(line)
        known = tuple(HIDDEN if body in gone else other(line) for other, gone in beside)
        value = HIDDEN if body in hidden else value_of(line)
        classes.setdefault(known, {}).setdefault(value, set()).add(body)
    for known in sorted(classes):
        hidden |= set().union(*_rare(classes[known], smallest))


def _rare(values: dict[str, set[str]], smallest: int) -> Iterable[set[str]]:
    """Bodies of values that few share, and of the next ones until those hidden are enough."""
    n_hidden = len(values.get(HIDDEN, ()))
    shown = sorted((len(held), value) for value, held in values.items() if value != HIDDEN)
    for n, value in shown:
        if n >= smallest and not 0 < n_hidden < smallest:
            return
        n_hidden += n
        yield values[value]
