"""One answer cell or paragraph into an entry: is it an opinion, how many, or why none."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.layouts.answer_marks import answer_begin
from pipeline.layouts.answer_region import joined
from pipeline.layouts.answers_below import below_questions
from pipeline.layouts.around_answers import spoken
from pipeline.layouts.entry import Entry, Part, Sender
from pipeline.layouts.form_ends import ends_form
from pipeline.layouts.form_words import FormWords
from pipeline.layouts.guidance import end_of_hints, tells_to_fill_in
from pipeline.layouts.labels_in_cell import under_labels
from pipeline.layouts.said import is_bare_value
from pipeline.readers.grid import Grid, Place, column_name, column_number
from pipeline.segmentation.splitting import Cut, SplittingParams, split
from pipeline.segmentation.stock_answers import Recognised, recognise
from pipeline.segmentation.ticks import end_of_ticks
from pipeline.tables.state import UNREAD_PART, State
from pipeline.text.normalize import is_unseen

_NOBODY = Sender()
GREETINGS = "あいさつ・宛名・日付"
OF_THE_FORM = "様式の文字"


@dataclass(frozen=True)
class Reading:
    """What holds for all rows of one file while it is read."""

    file: str
    splitting: SplittingParams
    words: FormWords = field(default_factory=FormWords)
    sender: Sender = _NOBODY
    """Who sent the file, where its sheets, text or page headers name exactly one body."""


def answered(entry: Entry, reading: Reading) -> Entry:
    """Give an answer its state, and cut it where it holds several points.

    Args:
        entry: with the text as received; its state is replaced.
        reading: how answers are cut, and which words say nothing.
    """
    if is_unseen(entry.text):
        return replace(entry, state=State.EMPTY, reason=entry.reason)
    if begin := end_of_hints(entry.text):
        return behind(entry, begin, reading)
    if begin := end_of_ticks(entry.text) or answer_begin(entry.text):
        return behind(entry, begin, reading)
    if found := below_questions(entry, lambda text: answered(replace(entry, text=text), reading)):
        return found
    if found := under_labels(entry, lambda text: answered(replace(entry, text=text), reading)):
        return found
    if tells_to_fill_in(entry.text):
        return replace(entry, state=State.NOT_AN_OPINION, reason="記入の案内")
    if ends_form(entry.text):
        return replace(entry, state=State.NOT_AN_OPINION, reason=OF_THE_FORM)
    if stock := recognised(entry.text, reading.words):
        note = f"{entry.reason}、" if entry.reason else ""
        return replace(entry, state=stock.state, reason=note + stock.reason, target=stock.target)
    if is_bare_value(entry.text):
        reason = "数字・日付・記号だけの答え（意見か、欄のずれか）"
        return replace(entry, state=State.NEEDS_PERSON, reason=reason)
    begin, end = spoken(entry.text)
    if begin or end < len(entry.text):
        return _within(entry, begin, end, reading)
    cut = split(entry.text, reading.splitting)
    if len(cut) < 2:
        begin = cut[0].text_begin if cut else 0
        return replace(entry, state=State.OPINIONS, text_begin=begin)
    parts = tuple(_part(entry.text, place, reading.words) for place in cut)
    if not any(part.state is State.OPINIONS for part in parts):
        return replace(entry, state=parts[0].state, reason=parts[0].reason)
    return replace(entry, state=State.OPINIONS, parts=parts)


def behind(entry: Entry, begin: int, reading: Reading) -> Entry:
    """An answer behind words of the form in the same cell, which stay in the entry's place.

    Args:
        entry: with the text as received.
        begin: where the answer begins, in characters of the text.
        reading: how answers are read.
    """
    judged = answered(replace(entry, text=entry.text[begin:]), reading)
    parts = tuple(
        replace(
            part,
            begin=part.begin + begin if number else 0,
            end=part.end + begin,
            text_begin=part.text_begin + begin,
        )
        for number, part in enumerate(judged.parts)
    )
    text_begin = judged.text_begin + begin
    return replace(judged, text=entry.text, parts=parts, text_begin=text_begin)


def _within(entry: Entry, begin: int, end: int, reading: Reading) -> Entry:
    """An answer with greetings around it; each is a part of its own, and no opinion."""
    if is_unseen(entry.text[begin:end]):
        return replace(entry, state=State.NOT_AN_OPINION, reason=GREETINGS)
    judged = answered(replace(entry, text=entry.text[begin:end]), reading)
    if judged.state is not State.OPINIONS:
        return replace(judged, text=entry.text, parts=())
    around = [
        Part(first, last, first, "", State.NOT_AN_OPINION, GREETINGS)
        for first, last in ((0, begin), (end, len(entry.text)))
        if not is_unseen(entry.text[first:last])
    ]
    own = judged.parts or (Part(0, end - begin, judged.text_begin),)
    inside = [
        replace(
            part, begin=part.begin + begin, end=part.end + begin, text_begin=part.text_begin + begin
        )
        for part in own
    ]
    parts = sorted([*around, *inside], key=lambda part: part.begin)
    return replace(judged, text=entry.text, parts=tuple(parts), text_begin=0)


def says_nothing(text: str, words: FormWords) -> bool:
    """Whether somebody says that he has no opinion (特になし), not by signs alone."""
    found = recognised(text, words)
    return found is not None and found.state is State.NO_OPINION and found.reason == "意見なし"


def recognised(text: str, words: FormWords) -> Recognised | None:
    """An answer that holds no opinion of its own, by its form or by people's list."""
    if found := recognise(text):
        return found
    return Recognised(State.NO_OPINION, "意見なし") if words.says_nothing(text) else None


def _part(text: str, place: Cut, words: FormWords) -> Part:
    """A piece of an answer; one that holds no opinion of its own says why."""
    lead = text[slice(*place.lead)].strip() if place.lead else ""
    piece = text[place.text_begin : place.end]
    if is_unseen(piece):
        return Part(place.begin, place.end, place.text_begin, lead, State.NO_OPINION, "空の項目")
    if tells_to_fill_in(piece):
        why = "記入の案内"
        return Part(place.begin, place.end, place.text_begin, lead, State.NOT_AN_OPINION, why)
    found = recognised(piece, words)
    if found is None:
        return Part(place.begin, place.end, place.text_begin, lead)
    waits = found.state is State.REFERENCE
    state = State.NEEDS_PERSON if waits else found.state
    reason = f"答えの一部が参照（{found.reason}）" if waits else found.reason
    return Part(place.begin, place.end, place.text_begin, lead, state, reason)


def cell_entry(
    grid: Grid,
    row: int,
    column: int,
    reading: Reading,
    *,
    heading: str | None = None,
    sender: Sender = _NOBODY,
    begin: int = 0,
) -> Entry:
    """The entry of an answer cell.

    Args:
        grid: the sheet.
        row: of the cell, from 0.
        column: of the cell, from 0.
        reading: the file and how it is read.
        heading: review item and question it answers.
        sender: who answered.
        begin: where the answer begins within the cell, in characters.
    """
    text = grid.cell(row, column)[begin:]
    entry = Entry(
        file=reading.file,
        begin=begin,
        end=begin + len(text),
        text=text,
        state=State.EMPTY,
        reason=grid.notes.get((row, column), ""),
        sheet=grid.sheet,
        row=row + 1,
        column=column_name(column),
        heading=heading or None,
        sender=sender,
    )
    if fault := grid.faults.get((row, column)):
        return replace(entry, state=State.NEEDS_PERSON, reason=fault)
    return as_shown(grid, answered(entry, reading))


def cells_entry(
    grid: Grid,
    cells: Sequence[Place],
    reading: Reading,
    *,
    heading: str | None = None,
    sender: Sender = _NOBODY,
) -> Entry:
    """The entry of an answer that takes several cells: a line for each, at the first one's place.

    Args:
        grid: the sheet.
        cells: of the answer, in reading order.
        reading: the file and how it is read.
        heading: review item and question it answers.
        sender: who answered.
    """
    first = cell_entry(grid, *cells[0], reading, heading=heading, sender=sender)
    faults = [grid.faults[place] for place in cells if place in grid.faults]
    notes = dict.fromkeys(grid.notes[place] for place in cells if place in grid.notes)
    text = joined(grid, cells)
    whole = replace(first, text=text, end=len(text), parts=(), text_begin=0)
    if faults:
        return replace(whole, state=State.NEEDS_PERSON, reason=faults[0])
    judged = answered(replace(whole, reason="、".join(notes), target=None), reading)
    return as_shown(grid, judged, cells)


_COUNTS = frozenset({State.OPINIONS, State.REFERENCE, State.NEEDS_PERSON})


def as_shown(grid: Grid, entry: Entry, cells: Sequence[Place] = ()) -> Entry:
    """An entry as it is where nobody sees its cell: an answer in a hidden row or column waits.

    Args:
        grid: the sheet.
        entry: of the cell.
        cells: all cells of the answer; the entry's own where none are named.
    """
    if not (grid.hidden_rows or grid.hidden_columns) or not entry.row or not entry.text.strip():
        return entry
    column = column_number(entry.column) if entry.column else -1
    places = cells or [(entry.row - 1, column)]
    kinds = [
        kind
        for kind, hides in (
            ("行", any(row in grid.hidden_rows for row, _ in places)),
            ("列", any(column in grid.hidden_columns for _, column in places)),
        )
        if hides
    ]
    if not kinds or entry.state is State.NO_OPINION or entry.reason.startswith(UNREAD_PART):
        return entry
    reason = f"{UNREAD_PART}非表示の{'と'.join(kinds)}"
    if entry.state not in _COUNTS:
        return replace(entry, reason=reason)
    return replace(entry, state=State.NEEDS_PERSON, reason=reason, parts=(), target=None)


def row_entry(grid: Grid, row: int, reading: Reading, state: State, reason: str) -> Entry:
    """The entry of a whole row that is no answer."""
    text = "\t".join(cell for cell in grid.rows[row] if cell.strip())
    return Entry(
        file=reading.file,
        begin=0,
        end=len(text),
        text=text,
        state=state,
        reason=reason,
        sheet=grid.sheet,
        row=row + 1,
    )
