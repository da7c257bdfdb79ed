"""A list into entries: one per answer cell, and one per row that is no answer."""

from dataclasses import replace

from pipeline.layouts.answer_cells import Reading, row_entry
from pipeline.layouts.columns import Columns
from pipeline.layouts.entry import Entry, Sender
from pipeline.layouts.form import field_attributes, find_fields
from pipeline.layouts.headers import header_texts
from pipeline.layouts.list_cells import answers, no_titles
from pipeline.layouts.masked_labels import same_label
from pipeline.layouts.role_words import Role, squeezed
from pipeline.layouts.row_kinds import (
    IN_BETWEEN,
    is_of_another_table,
    is_other_header,
    no_answer,
)
from pipeline.layouts.row_senders import RowSenders
from pipeline.layouts.section_senders import section_senders
from pipeline.layouts.sender_columns import question, unconfirmed
from pipeline.layouts.source import Layout
from pipeline.layouts.wrapped_rows import wrapped_rows
from pipeline.readers.grid import Grid, column_number
from pipeline.tables.state import State

_MAY_GO_ON = "上の行の意見の続きか、別の意見か分からない"
_FARTHEST = 60
"""Rows among which a header is looked for, when it is not where round.yaml says."""


def header_shift(grid: Grid, layout: Layout) -> int | None:
    """By how many rows the header stands lower than round.yaml says; None where it is missing."""
    expected = {
        column_number(column.column): squeezed(column.header)
        for column in layout.columns
        if column.header
    }
    if not layout.header_rows or not expected:
        return 0 if grid.n_columns >= len(layout.columns) and not layout.header_rows else None
    rows = [row - 1 for row in layout.header_rows]
    shifts = sorted(range(-rows[0], _FARTHEST - rows[0]), key=lambda shift: (abs(shift), -shift))
    for shift in shifts:
        moved = tuple(row + shift for row in rows)
        if moved[-1] >= len(grid.rows) or not any(text.strip() for text in grid.rows[moved[0]]):
            continue
        texts = [squeezed(text) for text in header_texts(grid, moved)]
        if all(
            column < len(texts) and same_label(text, texts[column])
            for column, text in expected.items()
        ):
            return shift
    return None


def read_list(grid: Grid, layout: Layout, shift: int, reading: Reading) -> list[Entry]:
    """Read a list.

    Args:
        grid: the sheet.
        layout: where the header stands, and what each column is.
        shift: rows by which the header stands lower here.
        reading: the file and how it is read.

    Returns:
        Entries in the order of rows; every filled row is in at least one of them.
    """
    header = tuple(row - 1 + shift for row in layout.header_rows)
    first = header[-1] + 1 if header else 0
    columns = Columns(layout, first)
    labels = {squeezed(label.label): label.role for label in layout.fields}
    fields = find_fields(grid, range(header[0]) if header else (), labels)
    above = {found.role: text for found in fields if (text := found.answer_text.strip())}
    default = Sender(
        code=above.get(Role.BODY_CODE, ""),
        name=above.get(Role.BODY_NAME, ""),
        prefecture=above.get(Role.PREFECTURE, ""),
        kind=above.get(Role.BODY_KIND, ""),
        department=above.get(Role.DEPARTMENT, ""),
        person=above.get(Role.PERSON, ""),
        attributes=field_attributes(fields),
    ).or_else(reading.sender)
    texts = [squeezed(text) for text in header_texts(grid, header)] if header else []
    titles = {
        squeezed(grid.cell(row, column)) for row in header for column in range(grid.n_columns)
    }
    entries: list[Entry] = []
    foreign = False
    wrapped, may_go_on = wrapped_rows(grid, first, columns)
    of_row = {below: row for row, more in wrapped.items() for below in more}
    columns.go_on = frozenset(of_row)
    senders = RowSenders(grid, first, columns, default)
    bodies = section_senders(grid, first, columns)
    for row in grid.filled_rows():
        if row < first:
            reason = "見出し" if row in header else "表の前の注記"
            state = State.NOT_AN_OPINION
            if row not in header and is_of_another_table(grid, row):
                state, reason = State.NEEDS_PERSON, "表の前にある、別の表らしい行"
            if header and row == header[-1] and (open_columns := unconfirmed(layout)):
                state, reason = State.NEEDS_PERSON, "。".join(map(question, open_columns))
            entries.append(row_entry(grid, row, reading, state, reason))
            if row in header:
                entries += no_titles(grid, row, columns, reading)
        elif row in bodies:
            senders.begin(bodies[row])
            entries.append(row_entry(grid, row, reading, State.NOT_AN_OPINION, "団体の見出し"))
        elif row in of_row:
            reason = f"行{of_row[row] + 1}から続く答え"
            made = row_entry(grid, row, reading, State.NOT_AN_OPINION, reason)
            entries.append(replace(made, text="", end=0))
        elif foreign := foreign or is_other_header(grid, row, columns):
            reason = "途中から見出しの違う表（round.yaml の様式と合わない）"
            entries.append(row_entry(grid, row, reading, State.NEEDS_PERSON, reason))
        elif reason := no_answer(grid, row, columns, texts, titles, reading.words):
            state = State.NEEDS_PERSON if reason == IN_BETWEEN else State.NOT_AN_OPINION
            entries.append(row_entry(grid, row, reading, state, reason))
        else:
            item = columns.said(grid, row, Role.ITEM)
            sender, below = senders.of(grid, row), wrapped.get(row, ())
            said = answers(grid, row, columns, sender, item, reading, below)
            entries += [_unsure(entry) for entry in said] if row in may_go_on else said
    return entries + senders.question(entries)


def _unsure(entry: Entry) -> Entry:
    """An answer that may go on with the one above it."""
    if entry.state is not State.OPINIONS:
        return entry
    return replace(entry, state=State.NEEDS_PERSON, reason=_MAY_GO_ON, parts=(), text_begin=0)
