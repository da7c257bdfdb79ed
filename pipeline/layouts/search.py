"""Which layout a sheet has: a list, a form, or neither."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.layouts.cell_labels import label_role
from pipeline.layouts.count_tables import holds_counts_alone
from pipeline.layouts.form import find_fields
from pipeline.layouts.form_ends import ends_form
from pipeline.layouts.list_layout import Proposal, find_list
from pipeline.layouts.marked_labels import marked_pairs
from pipeline.layouts.role_words import IDENTITY, Role
from pipeline.layouts.sheet_parts import sheet_parts
from pipeline.layouts.source import LabelledField, Layout
from pipeline.readers.grid import Grid, column_name
from pipeline.text.sentences import is_ended
from pipeline.text.speech_acts import claims

_MOST_ROWS = 400
"""Of a form; what is longer is a list."""


def propose_parts(grid: Grid) -> list[Proposal]:
    """The layouts of a sheet, one for each of its parts in which answers are found."""
    first, *rest = sheet_parts(grid)
    if not rest:
        whole = propose_grid(grid)
        return [whole] if whole else []
    told = find_fields(first, range(len(first.rows)))
    is_said = any(entry.role in IDENTITY and entry.answer_text for entry in told)
    found = filter(None, map(propose_grid, (first, *rest)))
    return [replace(one, doubts=()) if is_said else one for one in found]


def propose_grid(grid: Grid) -> Proposal | None:
    """The layout of a sheet with its evidence; None where no answers are found in it."""
    if holds_counts_alone(grid):
        return None
    if grid.labels_first:
        return find_form(grid)
    found = find_list(grid)
    if found is not None and (grid.keys_first or not _is_rather_form(grid, found)):
        return found
    return find_form(grid) or found


def _is_rather_form(grid: Grid, found: Proposal) -> bool:
    """Whether a list has but one row of answers while labels with answers stand around it.

    A single column is a form, too, where further labels stand below what looks like a header.
    """
    if not found.layout.header_rows:
        return False
    below = [row for row in grid.filled_rows() if row >= found.layout.header_rows[-1]]
    searched = range(len(grid.rows) if len(grid.rows) <= _MOST_ROWS else 0)
    pairs = [pair for pair in marked_pairs(grid, searched) if pair.is_below]
    if pairs and (len(found.layout.columns) < 3 or below[0] <= pairs[0].question[0] + 1):
        return True
    if _is_one_answer(grid, below):
        return True
    if _has_groups(found.layout):
        return False
    if grid.n_columns == 1:
        return any(label_role(grid.cell(row, 0)) is not None for row in below)
    roles = [[label_role(text) for text in cells] for cells in grid.rows]
    headers = sum(Role.OPINION in row and not IDENTITY.isdisjoint(row) for row in roles)
    if headers > 1:  # two tables, one below the other
        return False
    n_rows = len(below)
    form = find_form(grid)
    return n_rows <= 1 and form is not None and len(form.layout.fields) > len(found.layout.columns)


def _has_groups(layout: Layout) -> bool:
    """Whether titles of columns stand below those of groups (御意見 above 箇所, 内容, 理由)."""
    levels = [column.header.partition("／") for column in layout.columns if "／" in column.header]
    return any(
        len({below for above, _, below in levels if above == group}) > 1 for group, *_ in levels
    )


def _is_one_answer(grid: Grid, rows: Sequence[int]) -> bool:
    """Whether rows hold the lines of one answer: a cell each, of which some go on in the next."""
    cells = [[c for c, text in enumerate(grid.rows[row]) if text.strip()] for row in rows]
    if len({tuple(filled) for filled in cells[:-1]}) > 1 or any(len(c) != 1 for c in cells):
        return False
    said = [grid.cell(row, filled[0]).strip() for row, filled in zip(rows, cells, strict=True)]
    lines = [text for text in said if not ends_form(text)]
    goes_on = any(not is_ended(line) and not claims(line) for line in lines[:-1])
    return len(lines) > 1 and goes_on and (is_ended(lines[-1]) or claims(lines[-1]))


def find_form(grid: Grid) -> Proposal | None:
    """Look for a form: labels of opinions with an answer beside or below.

    Returns:
        The proposal, or None where no label of an opinion is found.
    """
    if len(grid.rows) > _MOST_ROWS:
        return None
    fields = find_fields(grid, range(len(grid.rows)))
    if not any(entry.role is Role.OPINION for entry in fields):
        return None
    labels: dict[str, Role] = {}
    evidence: dict[str, str] = {}
    for entry in fields:
        if entry.label not in labels:
            labels[entry.label] = entry.role
            row, column = entry.answer
            side = "右" if row == entry.place[0] else "下"
            answer = (
                f"{side}の{column_name(column)}{row + 1}に答え" if entry.answer_text else "未記入"
            )
            evidence[entry.label] = answer
    doubts = []
    if not {entry.role for entry in fields} & (IDENTITY - {Role.BODY_KIND}):
        doubts.append("団体名の欄が見つからない（ファイル名で分かるか確かめる）")
    layout = Layout(
        shape="form",
        fields=tuple(LabelledField(label=label, role=role) for label, role in labels.items()),
    )
    return Proposal(layout, evidence, tuple(doubts))
