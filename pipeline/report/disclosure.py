"""What a public report leaves out, so that few bodies cannot be told apart in its tables.

Kinds of body with few bodies are merged; cells of tables by kind that stand for few bodies are not
printed, nor is the one cell by which the total would give such a cell away.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.report.inputs import ReportParams
from pipeline.report.summary.opinion_lines import OpinionLine

MERGED = "その他の区分"
UNKNOWN_KIND = "不明"


def disclosed(lines: Sequence[OpinionLine], settings: ReportParams) -> tuple[OpinionLine, ...]:
    """The lines as the report may show them: few kinds merged, respondents not named.

    A private report shows everything.
    """
    if settings.private:
        return tuple(lines)
    shown = merged_kinds(lines, settings.smallest_cell)
    return tuple(
        replace(
            line,
            body_kind=None if line.body_kind is None else shown[line.body_kind],
            respondent_shown=None,
            body_code=None,
            population_band=None,
        )
        for line in lines
    )


def merged_kinds(lines: Sequence[OpinionLine], smallest: int) -> Mapping[str, str]:
    """How each kind of body is called: by its own name, or ``MERGED`` where its bodies are few.

    The merged kinds hold at least ``smallest`` bodies, or all bodies there are.
    """
    bodies: dict[str, set[str]] = {}
    for line in lines:
        if line.body_kind is not None:
            bodies.setdefault(line.body_kind, set()).add(body_key(line))
    merged: set[str] = set()
    n_merged = 0
    for kind in sorted(bodies, key=lambda kind: (len(bodies[kind]), kind)):
        if len(bodies[kind]) >= smallest and not 0 < n_merged < smallest:
            break
        merged.add(kind)
        n_merged += len(bodies[kind])
    return {kind: MERGED if kind in merged else kind for kind in sorted(bodies)}


def body_key(line: OpinionLine) -> str:
    """Who said it; an opinion without a respondent counts as a body of its own."""
    return line.respondent or line.opinion_id


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
