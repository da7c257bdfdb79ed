"""A form (様式) into entries: one per answer, and one per row that is only the form itself."""

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.layouts.answer_cells import (
    Reading,
    cell_entry,
    recognised,
    row_entry,
)
from pipeline.layouts.answer_marks import answer_mark
from pipeline.layouts.answer_region import lies_on_its_side
from pipeline.layouts.besides import BESIDES, judged, owners, tells_more, with_beside
from pipeline.layouts.entry import Entry
from pipeline.layouts.form import (
    FoundField,
    find_fields,
)
from pipeline.layouts.form_answers import answer_entries, one_answer, with_ticks
from pipeline.layouts.form_ends import ends_form
from pipeline.layouts.form_labels import is_form_label
from pipeline.layouts.form_senders import FormSenders
from pipeline.layouts.guidance import is_instruction
from pipeline.layouts.named_by_file import body_named_by_file
from pipeline.layouts.role_words import IDENTITY, Role, squeezed
from pipeline.layouts.source import Layout
from pipeline.readers.grid import Grid, Place, column_name, column_number
from pipeline.segmentation.stock_answers import recognise
from pipeline.tables.state import State

_WHO = frozenset({Role.BODY_CODE, Role.BODY_NAME})
_SENTENCE = 12
"""Characters; what is shorter is a remark."""
_DIGIT = re.compile(r"\d")
_TEXT = re.compile(r"[^\W\d_]")
"""What a cell holds that says something: a letter; numbers and marks alone do not."""


def _says_more(entry: FoundField) -> bool:
    """Whether その他 holds a sentence, which may be an opinion; a remark (至急) is none."""
    text = entry.answer_text.strip()
    other = entry.role is Role.REMARK and entry.label == "その他"
    return other and len(text) >= _SENTENCE and recognise(text) is None


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
    if not any(entry.role in _WHO for entry in found):
        taken = {place for entry in found for place in (entry.place, *entry.cells)}
        if (body := body_named_by_file(grid, taken, reading.file)) is not None:
            found = sorted([*found, body], key=lambda entry: entry.place)
    senders = FormSenders(found, reading.sender)
    sideways = lies_on_its_side(
        grid,
        [entry.place for entry in found if entry.role in IDENTITY],
        [entry.place for entry in found if entry.role is Role.OPINION],
    )
    entries: list[Entry] = []
    known = {entry.place for entry in found}
    told: dict[Place, str] = {}
    by_field: dict[int, list[Entry]] = {}
    besides: dict[int, list[Entry]] = {}
    for number, (entry, heading) in enumerate(_headed(found)):
        sender = senders.of_field(number)
        cells = entry.cells[:1] if sideways else entry.cells
        known.update(cells)
        if entry.role is Role.OPINION:
            by_field[number] = answer_entries(grid, entry, cells, reading, heading, sender)
        elif _says_more(entry):
            answer = one_answer(grid, entry, cells, reading, None, sender)
            reason = f"「{entry.label}」の欄の文章（意見かどうか）"
            entries.append(replace(answer, state=State.NEEDS_PERSON, reason=reason, parts=()))
            told |= dict.fromkeys(cells, "")
        elif tells_more(entry.role, entry.answer_text, reading.words):
            besides[number] = answer_entries(grid, entry, cells, reading, "", sender)
        else:
            told |= dict.fromkeys(cells, entry.label if entry.role in BESIDES else "記入欄")
    entries += _with_besides(found, by_field, besides)
    entries = with_ticks(entries, found)
    answered = {(entry.row, entry.column) for entry in entries}
    strays = [
        replace(
            cell_entry(grid, row, column, reading),
            state=State.NEEDS_PERSON,
            reason="様式のどの欄でもない文字",
            parts=(),
        )
        for row in range(len(grid.rows))
        for column, text in enumerate(grid.rows[row])
        if (row, column) not in known
        and (row + 1, column_name(column)) not in answered
        and _may_be_an_answer(text, printed, reading)
    ]
    lost = {entry.row for entry in strays}
    strays += [  # 現在の報酬 | 36500: the number beside words that are in no field
        replace(
            cell_entry(grid, row - 1, column, reading),
            state=State.NEEDS_PERSON,
            reason="様式のどの欄でもない数字",
            parts=(),
        )
        for row in sorted(n for n in lost if n)
        for column, text in enumerate(grid.rows[row - 1])
        if (row - 1, column) not in known and _DIGIT.search(text) and not _TEXT.search(text)
    ]
    entries += strays
    covered = {entry.row for entry in entries}
    for row in grid.filled_rows():
        if row + 1 not in covered:
            why = [told[row, c] for c in range(len(grid.rows[row])) if told.get((row, c))]
            own = next((reason for reason in why if reason != "記入欄"), why[0] if why else "")
            reason = own or "様式の文字"
            made = row_entry(grid, row, reading, State.NOT_AN_OPINION, reason)
            entries.append(replace(made, sender=senders.of_row(row)) if own else made)
    return sorted(entries, key=lambda entry: (entry.row or 0, _column(entry), entry.begin))


def _with_besides(
    found: list[FoundField], answers: dict[int, list[Entry]], besides: dict[int, list[Entry]]
) -> list[Entry]:
    """The entries of the answers, and those of the reasons and remarks that belong to them."""
    roles = {number: entry.role for number, entry in enumerate(found)}
    made = []
    for number, (beside, *more) in besides.items():
        field = found[number]
        own = [place for place in owners(number, field.role, roles) if place in answers]
        kept = replace(beside, reason=field.label, heading=None)
        made += [judged(kept, field.role, [answers[place][0] for place in own]), *more]
        for place in own:
            answer, *rest = answers[place]
            answers[place] = [with_beside(answer, field.label, field.answer_text), *rest]
    return [entry for entries in answers.values() for entry in entries] + made


def read_cover(grid: Grid, reading: Reading) -> list[Entry] | None:
    """A sheet that says who answers and holds no opinion; None where it is no such sheet."""
    found = find_fields(grid, range(len(grid.rows)))
    says_who = any(entry.role in IDENTITY and entry.answer_text.strip() for entry in found)
    if not says_who or any(entry.role in (Role.OPINION, Role.ITEM) for entry in found):
        return None
    return _read(grid, found, (), reading)


def _column(entry: Entry) -> int:
    return column_number(entry.column) if entry.column else -1


def _headed(found: list[FoundField]) -> Iterator[tuple[FoundField, str]]:
    """Fields in reading order, each with the item and question that stand above it."""
    several = sum(entry.role is Role.OPINION for entry in found) > 1
    item = ""
    for entry in found:
        if entry.role is Role.ITEM:
            asked = entry.label if answer_mark(entry.label) else ""
            item = " ".join(entry.answer_text.split()) or asked
        question = entry.label if several or not item else ""
        yield entry, " ／ ".join(text for text in (item, question) if text)


def _may_be_an_answer(text: str, printed: tuple[str, ...], reading: Reading) -> bool:
    """Whether a cell that is in no field says something that is not known to be the form's."""
    if not _TEXT.search(text) or text in printed:
        return False
    if is_form_label(text) or is_instruction(text) or reading.words.is_printed(text):
        return False
    if ends_form(text):
        return False
    return recognised(text, reading.words) is None
