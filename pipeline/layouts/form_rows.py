"""A form (様式) into entries: one per answer, and one per row that is only the form itself."""

import re
from dataclasses import replace

from pipeline.layouts.answer_cells import Reading, cell_entry, row_entry
from pipeline.layouts.entry import Entry, Sender
from pipeline.layouts.form import (
    FoundField,
    find_fields,
    is_guidance,
    label_role,
    spaced_label,
)
from pipeline.layouts.masked_labels import role_among, same_label
from pipeline.layouts.role_words import Role, squeezed
from pipeline.layouts.source import Layout
from pipeline.readers.grid import Grid, Place, column_name
from pipeline.segmentation.stock_answers import recognise
from pipeline.tables.state import State

_INSTRUCTION = re.compile(
    r"(?:記入|記載|お書き|回答|提出|返送|送付|選択|添付|入力)(?:を?お願い|して)?.{0,6}(?:ください|下さい|します|願います)。?\s*$"
)

_SENTENCE = 12
"""Characters; what is shorter is a remark."""
_WORDS = 6
"""Characters; shorter cells beside an answer are marks, numbers and units."""


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

    Args:
        grid: the sheet.
        layout: its labels and what each asks for.
        reading: the file and how it is read.

    Returns:
        Entries in the order of rows; every filled row is in at least one of them.
    """
    labels = {squeezed(entry.label): entry.role for entry in layout.fields}
    found = find_fields(grid, range(len(grid.rows)), labels)
    sender = Sender(
        code=_first(found, Role.BODY_CODE),
        name=_first(found, Role.BODY_NAME),
        prefecture=_first(found, Role.PREFECTURE),
        kind=_first(found, Role.BODY_KIND),
        department=_first(found, Role.DEPARTMENT),
    ).or_else(reading.sender)
    several = sum(entry.role is Role.OPINION for entry in found) > 1
    answers: dict[Place, tuple[FoundField, str]] = {}
    reasons: dict[Place, FoundField] = {}
    more: list[FoundField] = []
    item = ""
    for entry in found:
        if entry.role is Role.ITEM:
            item = " ".join(entry.answer_text.split())
        elif entry.role is Role.OPINION:
            question = entry.label if several or not item else ""
            heading = " ／ ".join(text for text in (item, question) if text)
            answers[entry.answer] = (entry, heading)
            for place in _further_answers(grid, entry, labels):
                answers.setdefault(place, (replace(entry, begin=0), heading))
        elif _says_more(entry):
            more.append(entry)
        elif entry.role in (Role.REASON, Role.REMARK) and entry.answer_text.strip():
            reasons[entry.answer] = entry
    known = {entry.place for entry in found} | {entry.answer for entry in found} | set(answers)
    rows: dict[int, list[Entry]] = {}
    for (row, column), (entry, heading) in answers.items():
        answer = cell_entry(
            grid, row, column, reading, heading=heading, sender=sender, begin=entry.begin
        )
        rows.setdefault(row, []).append(answer)
    for entry in more:
        row, column = entry.answer
        answer = cell_entry(grid, row, column, reading, sender=sender, begin=entry.begin)
        reason = f"「{entry.label}」の欄の文章（意見かどうか）"
        waits = replace(answer, state=State.NEEDS_PERSON, reason=reason, parts=())
        rows.setdefault(row, []).append(waits)
    entries: list[Entry] = []
    for row in range(len(grid.rows)):
        made = rows.get(row, []) + _strays(grid, row, known, reading)
        if row in rows:
            made += _beside(grid, row, known, reading, made)
        if not made and (any(text.strip() for text in grid.rows[row]) or row in grid.faulty_rows):
            made = [_other_row(grid, row, reasons, reading)]
        entries += sorted(made, key=lambda entry: (entry.column or "", entry.begin))
    below = sorted(row for row in rows if row >= len(grid.rows))
    return entries + [answer for row in below for answer in rows[row]]


def _first(found: list[FoundField], role: Role) -> str:
    texts = (" ".join(entry.answer_text.split()) for entry in found if entry.role is role)
    return next((text for text in texts if text), "")


def _further_answers(grid: Grid, entry: FoundField, labels: dict[str, Role]) -> list[Place]:
    """Further cells beside a label that runs over several rows (意見 beside rows of answers)."""
    if grid.n_columns == 1:
        return _column_below(grid, entry, labels)
    top, _, bottom, right = grid.span(*entry.place)
    if entry.answer[0] != top or entry.answer[1] <= right:
        return []
    places = (grid.span(row, entry.answer[1])[:2] for row in range(top + 1, bottom + 1))
    return [
        place
        for place in dict.fromkeys(places)
        if place != entry.answer and grid.cell(*place).strip()
        if role_among(labels, squeezed(grid.cell(*place))) is None
    ]


def _column_below(grid: Grid, entry: FoundField, labels: dict[str, Role]) -> list[Place]:
    """What stands below the answer in a form of one column, up to the next label."""
    places = []
    for row in range(entry.answer[0] + 1, len(grid.rows)):
        text = grid.cell(row, 0)
        if role_among(labels, squeezed(text)) is not None or label_role(text) is not None:
            break
        if text.strip() and not (is_guidance(text) or _INSTRUCTION.search(text)):
            places.append((row, 0))
    return places


def _strays(grid: Grid, row: int, known: set[Place], reading: Reading) -> list[Entry]:
    """Sentences that stand in no field of the form: a person looks."""
    return [
        replace(
            cell_entry(grid, row, column, reading),
            state=State.NEEDS_PERSON,
            reason="様式のどの欄でもない文章",
            parts=(),
        )
        for column, text in enumerate(grid.rows[row])
        if len(text) >= 30 and "。" in text and (row, column) not in known
        if not (is_guidance(text) or _INSTRUCTION.search(text))
    ]


def _beside(
    grid: Grid, row: int, known: set[Place], reading: Reading, made: list[Entry]
) -> list[Entry]:
    """Further words in the row of an answer (a form on its side, one body per column)."""
    taken = {entry.column for entry in made}
    return [
        replace(
            cell_entry(grid, row, column, reading),
            state=State.NEEDS_PERSON,
            reason="意見の行にある、どの欄でもない文字",
            parts=(),
        )
        for column, text in enumerate(grid.rows[row])
        if len(text.strip()) >= _WORDS and (row, column) not in known
        if column_name(column) not in taken and not recognise(text)
        if not (is_guidance(text) or _INSTRUCTION.search(text) or label_role(text))
    ]


def _other_row(grid: Grid, row: int, reasons: dict[Place, FoundField], reading: Reading) -> Entry:
    """The entry of a row without an answer: why it is none."""
    label = next((entry.label for place, entry in reasons.items() if place[0] == row), "")
    return row_entry(grid, row, reading, State.NOT_AN_OPINION, label or "様式の文字")
