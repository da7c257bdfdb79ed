"""The cells of one row of a list into entries: answers, what stands beside them, stray texts."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.layouts.answer_cells import (
    Reading,
    as_shown,
    cell_entry,
    cells_entry,
    recognised,
    row_entry,
)
from pipeline.layouts.besides import BESIDES, judged, tells_more, with_beside
from pipeline.layouts.closed_questions import is_choice
from pipeline.layouts.columns import Columns
from pipeline.layouts.entry import Entry, Sender
from pipeline.layouts.points_beside import answer_beside, pointing
from pipeline.layouts.role_words import IDENTITY, Role, asks_whether, role_of_words
from pipeline.layouts.said import has_letters, speaks_of_something
from pipeline.readers.grid import Grid, Place, column_name, column_number
from pipeline.segmentation.stock_answers import POINTS_BESIDE, Target
from pipeline.segmentation.ticks import tells_opinion
from pipeline.tables.state import State
from pipeline.text.normalize import is_unseen

MERGED = "上の行と結合された意見"
_NAMED = frozenset(
    {Role.NUMBER, Role.DATE, Role.STATUS, Role.PERSON, Role.CONTACT, Role.DEPARTMENT}
)
"""Roles of columns that are kept elsewhere, or say nothing about the matter."""


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
        reason=MERGED,
        sheet=grid.sheet,
        row=row + 1,
        column=column_name(column),
        sender=sender,
        target=Target("previous"),
    )


def answers(
    grid: Grid,
    row: int,
    columns: Columns,
    sender: Sender,
    item: str,
    reading: Reading,
    below: Sequence[int] = (),
) -> list[Entry]:
    """The entries of the answers of a row, and of what stands beside them.

    Args:
        grid: the sheet.
        row: from 0.
        columns: of the list.
        sender: of the row.
        item: what it is about.
        reading: the file and how it is read.
        below: rows that go on with the answer of this one.
    """
    number = columns.text(grid, row, Role.NUMBER)
    mark = columns.text(grid, row, Role.STATUS)
    questions = list(columns.of(Role.OPINION))
    titles = {columns.title_of[column] for column in questions}
    entries = []
    taken: set[Place] = set()
    for column in questions:
        top, left, *_ = grid.span(row, column)
        if (top, left) != (row, column):  # part of an answer that began above, or to the left
            answer = grid.cell(top, left) if left == column else ""
            if answer.strip() and _another_body(grid, row, columns):
                entries.append(_shared(grid, row, column, sender, reading, answer))
            continue
        question = columns.headers[column] if len(titles) > 1 else ""
        heading = " ／ ".join(text for text in (item, question) if text)
        entry = cell_entry(grid, row, column, reading, heading=heading, sender=sender)
        more = [(at, column) for at in below if grid.cell(at, column).strip()]
        if more:
            cells = [(row, column), *more]
            entry = cells_entry(grid, cells, reading, heading=heading, sender=sender)
        entries.append(replace(entry, number=number, mark=mark))
    silent = all(e.state is State.EMPTY or e.reason == POINTS_BESIDE for e in entries)
    ticked = [c for c, header in columns.headers.items() if asks_whether(header)]
    if entries and silent and any(tells_opinion(grid.cell(row, c)) for c in ticked):
        told = "「有無」の欄は有だが、意見の欄が空"
        entries[0] = replace(entries[0], state=State.NEEDS_PERSON, reason=told)
    entries = [_with_reasons(grid, row, columns, entry, reading, below) for entry in entries]
    answers_by_column = {entry.column: entry for entry in entries}
    for entry in list(entries):
        if said := answer_beside(grid, row, columns, entry, reading):
            taken.add((row, column_number(said.column or "")))
            answers_by_column[entry.column] = said
            at = entries.index(entry)
            entries[at : at + 1] = [pointing(entry), said]
    for place in _filled(grid, row):
        if place[1] in questions or place in taken:
            continue
        beside = _beside(grid, place, columns, sender, reading, silent)
        role = columns.roles.get(place[1])
        if beside is None:
            continue
        if role in BESIDES and tells_more(role, beside.text, reading.words):
            named = map(column_name, columns.owners(place[1]))
            belongs_to = [_owner(grid, row, c, answers_by_column, reading) for c in named]
            beside = judged(beside, role, [entry for entry in belongs_to if entry])
        entries.append(beside)
    if not entries:
        reason = "上の行から続く結合セル"
        return [row_entry(grid, row, reading, State.NOT_AN_OPINION, reason)]
    return [as_shown(grid, entry) for entry in entries]


def _owner(
    grid: Grid, row: int, column: str, answers: Mapping[str | None, Entry], reading: Reading
) -> Entry | None:
    """The answer of a row in a column, be it merged with the one above."""
    top, left, *_ = grid.span(row, column_number(column))
    if column in answers or not grid.cell(top, left).strip():
        return answers.get(column)
    return cell_entry(grid, top, left, reading)


def _with_reasons(
    grid: Grid,
    row: int,
    columns: Columns,
    answer: Entry,
    reading: Reading,
    below: Sequence[int] = (),
) -> Entry:
    """An answer with the reasons and remarks of all its rows."""
    own = column_number(answer.column or "A")
    bottom = row if answer.reason == MERGED else grid.span(row, own)[2]
    for at in (*range(row, bottom + 1), *below):
        if at > row and at not in below and _another_body(grid, at, columns):
            break
        for column, role in columns.roles.items():
            if role not in BESIDES or column in grid.hidden_columns or at in grid.hidden_rows:
                continue
            text = columns.whole_text(grid, at, column)
            if own in columns.owners(column) and tells_more(role, text, reading.words):
                answer = with_beside(answer, columns.headers[column], text)
    return answer


def _filled(grid: Grid, row: int) -> list[Place]:
    return [(row, column) for column, text in enumerate(grid.rows[row]) if not is_unseen(text)]


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
    is_taken = role is Role.ATTRIBUTE and is_choice(text)
    speaks = not (says_nothing or is_taken) and speaks_of_something(text)
    if role in BESIDES or role is Role.REPLY or column_name(place[1]) in columns.unconfirmed:
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


def no_titles(grid: Grid, row: int, columns: Columns, reading: Reading) -> list[Entry]:
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
