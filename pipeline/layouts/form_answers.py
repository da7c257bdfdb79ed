"""The answer to one label of a form as entries; forms that tick 意見あり and say nothing."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.layouts.answer_cells import (
    Reading,
    behind,
    cell_entry,
    cells_entry,
    row_entry,
)
from pipeline.layouts.answer_marks import asked_and_answered
from pipeline.layouts.counted_answers import counted_rows, without_counters
from pipeline.layouts.entry import Entry, Sender
from pipeline.layouts.form import (
    FoundField,
)
from pipeline.layouts.role_words import Role, asks_whether
from pipeline.layouts.said import has_letters, is_bare_value
from pipeline.readers.grid import Grid, Place
from pipeline.segmentation.stock_answers import recognise
from pipeline.segmentation.ticks import tells_opinion
from pipeline.tables.state import State
from pipeline.text.sentences import reads_as_sentence
from pipeline.text.speech_acts import claims

_LONGEST_TITLE = 15
"""Characters of what stands before one of several answers."""


def with_ticks(entries: list[Entry], found: list[FoundField]) -> list[Entry]:
    """A form that says 意見あり and holds none waits for a person."""
    ticked = [entry for entry in found if tells_opinion(entry.answer_text) and _asks_if(entry)]
    if not ticked or not all(entry.state is State.EMPTY for entry in entries):
        return entries
    reason = f"「{ticked[0].label}」は有だが、意見の欄が空"
    return [
        replace(entry, state=State.NEEDS_PERSON, reason=reason) if not number else entry
        for number, entry in enumerate(entries)
    ]


def _asks_if(entry: FoundField) -> bool:
    return asks_whether(entry.label)


def answer_entries(
    grid: Grid,
    entry: FoundField,
    cells: Sequence[Place],
    reading: Reading,
    heading: str,
    sender: Sender,
) -> list[Entry]:
    """The entry of an answer, and one without text for each further row that it takes.

    Where each row has a title of its own before what it says, there is an answer per row.
    """
    if entry.role is Role.OPINION and (counted := counted_rows(grid, cells)):
        return [
            cell_entry(grid, *place, reading, heading=heading, sender=sender) for place in counted
        ]
    if entry.role is Role.OPINION and (titled := _titled_rows(grid, cells)):
        return [
            cell_entry(
                grid,
                *said,
                reading,
                heading=" ／ ".join(filter(None, (heading, grid.cell(*title).strip()))),
                sender=sender,
            )
            for title, said in titled
        ]
    cells = without_counters(grid, cells)
    answer = one_answer(grid, entry, cells, reading, heading, sender)
    if entry.role is Role.OPINION and _only_counts(grid, cells):
        told = "語と数だけの答え（意見か、集計や数量か）"
        answer = replace(answer, state=State.NEEDS_PERSON, reason=told, parts=())
    rows = dict.fromkeys(row for row, _ in cells[1:] if row + 1 != answer.row)
    reason = f"行{answer.row}から続く答え"
    return [answer] + [
        replace(
            row_entry(grid, row, reading, State.NOT_AN_OPINION, reason),
            text="",
            end=0,
            column=answer.column,
        )
        for row in rows
    ]


def _only_counts(grid: Grid, cells: Sequence[Place]) -> bool:
    """Whether an answer is rows of a word and numbers (千円 | 1850; 賛成 | 12), as totals are."""
    rows: dict[int, list[str]] = {}
    for row, column in cells:
        rows.setdefault(row, []).append(grid.cell(row, column).strip())
    words = [[text for text in texts if not is_bare_value(text)] for texts in rows.values()]
    return bool(rows) and all(
        len(said) == 1 < len(texts) and len(said[0]) <= _LONGEST_TITLE
        for said, texts in zip(words, rows.values(), strict=True)
    )


def _titled_rows(grid: Grid, cells: Sequence[Place]) -> list[tuple[Place, Place]]:
    """The cells of an answer by row as title and text (使用料 | 下げるべき), where all are."""
    by_row: dict[int, list[Place]] = {}
    for place in cells:
        by_row.setdefault(place[0], []).append(place)
    rows = list(by_row.values())
    if len(rows) < 2 or len({tuple(column for _, column in row) for row in rows}) > 1:
        return []
    pairs = [(row[0], row[1]) for row in rows if len(row) == 2]
    titles = [grid.cell(*title).strip() for title, _ in pairs]
    names = all(
        len(title) <= _LONGEST_TITLE and has_letters(title) and not reads_as_sentence(title)
        for title in titles
    )
    texts = [grid.cell(*place) for _, place in pairs]
    said = any(map(reads_as_sentence, texts))
    said = said and all(reads_as_sentence(t) or claims(t) or recognise(t) for t in texts)
    return pairs if len(pairs) == len(rows) and names and said else []


def one_answer(
    grid: Grid,
    entry: FoundField,
    cells: Sequence[Place],
    reading: Reading,
    heading: str | None,
    sender: Sender,
) -> Entry:
    """The entry of the cells of one answer."""
    if len(cells) > 1:
        found = cells_entry(grid, cells, reading, heading=heading, sender=sender)
    else:
        row, column = entry.answer if entry.begin or not cells else cells[0]
        begin = entry.begin
        found = cell_entry(grid, row, column, reading, heading=heading, sender=sender, begin=begin)
    pairs = asked_and_answered([entry.label, found.text])
    if not pairs or found.state is not State.OPINIONS:
        return found
    return behind(replace(found, parts=(), text_begin=0), pairs[0][2], reading)
