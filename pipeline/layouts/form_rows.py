"""A form (様式) into entries: one per answer, and one per row that is only the form itself."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.layouts.answer_cells import (
    Reading,
    cell_entry,
    cells_entry,
    recognised,
    row_entry,
)
from pipeline.layouts.answer_region import lies_on_its_side
from pipeline.layouts.entry import Entry, Sender
from pipeline.layouts.form import (
    FoundField,
    field_attributes,
    find_fields,
    spaced_label,
)
from pipeline.layouts.form_labels import is_form_label
from pipeline.layouts.guidance import is_instruction
from pipeline.layouts.masked_labels import same_label
from pipeline.layouts.role_words import IDENTITY, Role, squeezed
from pipeline.layouts.source import Layout
from pipeline.readers.grid import Grid, Place, column_number
from pipeline.segmentation.stock_answers import recognise, tells_opinion
from pipeline.tables.state import State
from pipeline.text.normalize import without_unseen

_BESIDES = (Role.REASON, Role.REMARK)
_SENTENCE = 12
"""Characters; what is shorter is a remark."""
_TEXT = re.compile(r"[^\W\d_]")
"""What a cell holds that says something: a letter; numbers and marks alone do not."""


def fits_form(grid: Grid, layout: Layout) -> bool:
    """Whether a sheet holds the labels of a form: one of an opinion, and half of all."""
    texts = {squeezed(text) for row in grid.rows for text in row if text and len(text) < 300}
    starts = {text.split(":")[0].split("：")[0] for text in texts}
    cells = (text for row in grid.rows for text in row if text and len(text) < 300)
    beside = {squeezed(found["label"]) for text in cells if (found := spaced_label(text))}
    return fits_labels(texts | starts | beside, layout)


def fits_labels(texts: set[str], layout: Layout) -> bool:
    """Whether squeezed texts hold a form's label of an opinion, and half of all its labels."""
    present = [entry for entry in layout.fields if _is_among(squeezed(entry.label), texts)]
    opinions = any(entry.role is Role.OPINION for entry in present)
    return opinions and len(present) * 2 >= len(layout.fields)


def _says_more(entry: FoundField) -> bool:
    """Whether その他 holds a sentence, which may be an opinion; a remark (至急) is none."""
    text = entry.answer_text.strip()
    other = entry.role is Role.REMARK and entry.label == "その他"
    return other and len(text) >= _SENTENCE and recognise(text) is None


def _is_among(label: str, texts: set[str]) -> bool:
    return label in texts or ("〔" in label and any(same_label(label, text) for text in texts))


def read_form(grid: Grid, layout: Layout, reading: Reading) -> list[Entry]:
    """Read a form.

    No text ends as the form's own that is neither a label, nor guidance, nor on people's list:
    it waits, until it is seen to be the same in other files.

    Args:
        grid: the sheet.
        layout: its labels and what each asks for.
        reading: the file and how it is read.

    Returns:
        Entries in the order of rows; every filled row is in at least one of them.
    """
    labels = {squeezed(entry.label): entry.role for entry in layout.fields}
    return _read(grid, find_fields(grid, range(len(grid.rows)), labels), layout.printed, reading)


def _read(
    grid: Grid, found: list[FoundField], printed: tuple[str, ...], reading: Reading
) -> list[Entry]:
    """The entries of a form whose fields are found."""
    sender = _sender(found).or_else(reading.sender)
    sideways = lies_on_its_side(
        grid,
        [entry.place for entry in found if entry.role in IDENTITY],
        [entry.place for entry in found if entry.role is Role.OPINION],
    )
    entries: list[Entry] = []
    known = {entry.place for entry in found}
    told: dict[Place, str] = {}
    for entry, heading in _headed(found):
        cells = entry.cells[:1] if sideways else entry.cells
        known.update(cells)
        if entry.role is Role.OPINION:
            entries += _answer(grid, entry, cells, reading, heading, sender)
        elif _says_more(entry):
            answer = _one_answer(grid, entry, cells, reading, None, sender)
            reason = f"「{entry.label}」の欄の文章（意見かどうか）"
            entries.append(replace(answer, state=State.NEEDS_PERSON, reason=reason, parts=()))
            told |= dict.fromkeys(cells, "")
        else:
            told |= dict.fromkeys(cells, entry.label if entry.role in _BESIDES else "記入欄")
    entries = _with_ticks(entries, found)
    strays = [
        replace(
            cell_entry(grid, row, column, reading),
            state=State.NEEDS_PERSON,
            reason="様式のどの欄でもない文字",
            parts=(),
        )
        for row in range(len(grid.rows))
        for column, text in enumerate(grid.rows[row])
        if (row, column) not in known and _may_be_an_answer(text, printed, reading)
    ]
    entries += strays
    covered = {entry.row for entry in entries}
    for row in grid.filled_rows():
        if row + 1 not in covered:
            why = [told[row, c] for c in range(len(grid.rows[row])) if told.get((row, c))]
            own = next((reason for reason in why if reason != "記入欄"), why[0] if why else "")
            reason = own or "様式の文字"
            made = row_entry(grid, row, reading, State.NOT_AN_OPINION, reason)
            entries.append(replace(made, sender=sender) if own else made)
    return sorted(entries, key=lambda entry: (entry.row or 0, _column(entry), entry.begin))


def _with_ticks(entries: list[Entry], found: list[FoundField]) -> list[Entry]:
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
    return entry.label.endswith("有無")


def read_cover(grid: Grid, reading: Reading) -> list[Entry] | None:
    """A sheet that says who answers and holds no opinion; None where it is no such sheet."""
    found = find_fields(grid, range(len(grid.rows)))
    says_who = any(entry.role in IDENTITY and entry.answer_text.strip() for entry in found)
    if not says_who or any(entry.role in (Role.OPINION, Role.ITEM) for entry in found):
        return None
    return _read(grid, found, (), reading)


def _column(entry: Entry) -> int:
    return column_number(entry.column) if entry.column else -1


def _sender(found: list[FoundField]) -> Sender:
    return Sender(
        code=_first(found, Role.BODY_CODE),
        name=_first(found, Role.BODY_NAME),
        prefecture=_first(found, Role.PREFECTURE),
        kind=_first(found, Role.BODY_KIND),
        department=_first(found, Role.DEPARTMENT),
        person=_first(found, Role.PERSON),
        attributes=field_attributes(found),
    )


def _first(found: list[FoundField], role: Role) -> str:
    texts = (
        " ".join(without_unseen(entry.answer_text).split()) for entry in found if entry.role is role
    )
    return next((text for text in texts if text), "")


def _headed(found: list[FoundField]) -> Iterator[tuple[FoundField, str]]:
    """Fields in reading order, each with the item and question that stand above it."""
    several = sum(entry.role is Role.OPINION for entry in found) > 1
    item = ""
    for entry in found:
        if entry.role is Role.ITEM:
            item = " ".join(entry.answer_text.split())
        question = entry.label if several or not item else ""
        yield entry, " ／ ".join(text for text in (item, question) if text)


def _answer(
    grid: Grid,
    entry: FoundField,
    cells: Sequence[Place],
    reading: Reading,
    heading: str,
    sender: Sender,
) -> list[Entry]:
    """The entry of an answer, and one without text for each further row that it takes."""
    answer = _one_answer(grid, entry, cells, reading, heading, sender)
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


def _one_answer(
    grid: Grid,
    entry: FoundField,
    cells: Sequence[Place],
    reading: Reading,
    heading: str | None,
    sender: Sender,
) -> Entry:
    if len(cells) > 1:
        return cells_entry(grid, cells, reading, heading=heading, sender=sender)
    row, column = entry.answer
    return cell_entry(grid, row, column, reading, heading=heading, sender=sender, begin=entry.begin)


def _may_be_an_answer(text: str, printed: tuple[str, ...], reading: Reading) -> bool:
    """Whether a cell that is in no field says something that is not known to be the form's."""
    if not _TEXT.search(text) or text in printed:
        return False
    if is_form_label(text) or is_instruction(text) or reading.words.is_printed(text):
        return False
    return recognised(text, reading.words) is None
