"""A list into entries: one per answer cell, and one per row that is no answer."""

from dataclasses import replace

from pipeline.layouts.answer_cells import Reading, cell_entry, recognised, row_entry
from pipeline.layouts.columns import Columns
from pipeline.layouts.entry import Entry, Sender
from pipeline.layouts.form import field_attributes, find_fields
from pipeline.layouts.headers import header_texts
from pipeline.layouts.masked_labels import same_label
from pipeline.layouts.role_words import IDENTITY, Role, role_of_words, squeezed
from pipeline.layouts.row_kinds import (
    IN_BETWEEN,
    is_of_another_table,
    is_other_header,
    no_answer,
)
from pipeline.layouts.row_senders import RowSenders
from pipeline.layouts.said import has_letters, speaks_of_something
from pipeline.layouts.sender_columns import question, unconfirmed
from pipeline.layouts.source import Layout
from pipeline.readers.grid import Grid, Place, column_name, column_number
from pipeline.segmentation.stock_answers import Target, tells_opinion
from pipeline.tables.state import State
from pipeline.text.normalize import is_unseen

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
    senders = RowSenders(grid, first, columns, default)
    foreign = False
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
                entries += _no_titles(grid, row, columns, reading)
        elif foreign := foreign or is_other_header(grid, row, columns):
            reason = "途中から見出しの違う表（round.yaml の様式と合わない）"
            entries.append(row_entry(grid, row, reading, State.NEEDS_PERSON, reason))
        elif reason := no_answer(grid, row, columns, texts, titles, reading.words):
            state = State.NEEDS_PERSON if reason == IN_BETWEEN else State.NOT_AN_OPINION
            entries.append(row_entry(grid, row, reading, state, reason))
        else:
            item = columns.said(grid, row, Role.ITEM)
            made = _answers(grid, row, columns, senders.of(grid, row), item, reading)
            entries += made
    return entries + senders.question(entries)


def _another_body(grid: Grid, row: int, columns: Columns) -> bool:
    """Whether a row names another body than the row above."""
    own, above = columns.sender(grid, row), columns.sender(grid, row - 1)
    return bool(own.name or own.code) and (own.name, own.code) != (above.name, above.code)


def _shared(
    grid: Grid, row: int, column: int, sender: Sender, reading: Reading, text: str
) -> Entry:
    """A body whose answer is merged with the one above: it says the same."""
    return Entry(
        file=reading.file,
        begin=0,
        end=len(text),
        text=text,
        state=State.REFERENCE,
        reason="上の行と結合された意見",
        sheet=grid.sheet,
        row=row + 1,
        column=column_name(column),
        sender=sender,
        target=Target("previous"),
    )


def _answers(
    grid: Grid, row: int, columns: Columns, sender: Sender, item: str, reading: Reading
) -> list[Entry]:
    number = columns.text(grid, row, Role.NUMBER)
    mark = columns.text(grid, row, Role.STATUS)
    questions = list(columns.of(Role.OPINION))
    entries = []
    for column in questions:
        top, left, *_ = grid.span(row, column)
        if (top, left) != (row, column):  # part of an answer that began above, or to the left
            answer = grid.cell(top, left) if left == column else ""
            if answer.strip() and _another_body(grid, row, columns):
                entries.append(_shared(grid, row, column, sender, reading, answer))
            continue
        question = columns.headers[column] if len(questions) > 1 else ""
        heading = " ／ ".join(text for text in (item, question) if text)
        entry = cell_entry(grid, row, column, reading, heading=heading, sender=sender)
        entries.append(replace(entry, number=number, mark=mark))
    silent = all(entry.state is State.EMPTY for entry in entries)
    ticked = [c for c, header in columns.headers.items() if squeezed(header).endswith("有無")]
    if entries and silent and any(tells_opinion(grid.cell(row, c)) for c in ticked):
        told = "「有無」の欄は有だが、意見の欄が空"
        entries[0] = replace(entries[0], state=State.NEEDS_PERSON, reason=told)
    entries += [
        beside
        for place in _filled(grid, row)
        if place[1] not in questions
        and (beside := _beside(grid, place, columns, sender, reading, silent)) is not None
    ]
    if not entries:
        reason = "上の行から続く結合セル"
        return [row_entry(grid, row, reading, State.NOT_AN_OPINION, reason)]
    return entries


def _filled(grid: Grid, row: int) -> list[Place]:
    return [(row, column) for column, text in enumerate(grid.rows[row]) if not is_unseen(text)]


_NAMED = frozenset(
    {Role.NUMBER, Role.DATE, Role.STATUS, Role.PERSON, Role.CONTACT, Role.DEPARTMENT}
)
"""Roles of columns that are kept elsewhere, or say nothing about the matter."""


def _beside(
    grid: Grid, place: Place, columns: Columns, sender: Sender, reading: Reading, silent: bool
) -> Entry | None:
    """The entry of a cell beside the answers: a reason, a reply, or text where none is expected.

    None where the cell holds what its column is for and the row's other entries say it.
    """
    role = columns.roles.get(place[1])
    text = grid.cell(*place)
    header = columns.headers.get(place[1], "")
    entry = Entry(
        file=reading.file,
        begin=0,
        end=len(text),
        text=text,
        state=State.NOT_AN_OPINION,
        reason=header or "理由・備考の欄",
        sheet=grid.sheet,
        row=place[0] + 1,
        column=column_name(place[1]),
        sender=sender,
    )
    says_nothing = recognised(text, reading.words) is not None
    speaks = not says_nothing and speaks_of_something(text)
    if role in (Role.REASON, Role.REMARK):
        waits = silent and not says_nothing and (role is Role.REASON or speaks)
        what = "理由" if role is Role.REASON else "備考"
        told = f"意見の欄が空で、{what}の欄に記入がある"
        return replace(entry, state=State.NEEDS_PERSON, reason=told) if waits else entry
    if role is Role.REPLY or column_name(place[1]) in columns.unconfirmed:
        return entry
    if (role is None or (role is Role.ATTRIBUTE and not header)) and not says_nothing:
        if not has_letters(text):
            return replace(entry, reason="見出しのない列")
        told = "意見の欄の外にある文字（見出しのない列）"
        return replace(entry, state=State.NEEDS_PERSON, reason=told)
    if role is None:
        return replace(entry, reason="見出しのない列")
    if speaks and (silent or role in IDENTITY | _NAMED):
        told = f"意見の欄の外にある文章（{header or column_name(place[1]) + '列'}）"
        return replace(entry, state=State.NEEDS_PERSON, reason=told)
    return entry if role is Role.ATTRIBUTE and speaks else None


def _no_titles(grid: Grid, row: int, columns: Columns, reading: Reading) -> list[Entry]:
    """Text in a row of the header that is no title of round.yaml's: it may be an answer."""
    return [
        replace(
            cell_entry(grid, *place, reading),
            state=State.NEEDS_PERSON,
            reason="見出しの行にある、見出しと分からない文字",
            parts=(),
        )
        for place in _filled(grid, row)
        if not any(
            columns.headers.get(column) for column in range(place[1], grid.span(*place)[3] + 1)
        )
        and has_letters(grid.cell(*place))
        and not reading.words.is_printed(grid.cell(*place))
        and recognised(grid.cell(*place), reading.words) is None
        and role_of_words(grid.cell(*place)) is None
    ]
