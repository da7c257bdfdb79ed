"""One sheet into entries: by the layout that fits it, as a cover, or whole, for a person."""

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.ingest.beside import aside_entries, unread_entries, waiting_entries
from pipeline.layouts.answer_cells import Reading
from pipeline.layouts.entry import Entry, Sender
from pipeline.layouts.file_sender import sheet_sender
from pipeline.layouts.form_fit import fits_form
from pipeline.layouts.form_rows import read_cover, read_form
from pipeline.layouts.guidance import is_guidance
from pipeline.layouts.list_rows import header_shift, read_list
from pipeline.layouts.said import speaks_of_something
from pipeline.layouts.search import propose_grid
from pipeline.layouts.sheet_parts import sheet_parts
from pipeline.layouts.source import Layout
from pipeline.layouts.unread import OF_THE_FORM, of_hidden_sheet
from pipeline.readers.grid import Grid
from pipeline.tables.state import State
from pipeline.text.sentences import is_ended

_EXAMPLE = re.compile("記[入載]例|記入見本|見本|サンプル|(?:^|[（( ])例[）)]?$")
_SAYS = frozenset({State.OPINIONS, State.REFERENCE, State.NO_OPINION})


def example_apart(made: Sequence[Sequence[Entry]]) -> list[Entry]:
    """The entries of all sheets of a file; what stands on a sheet named 記入例 is nobody's.

    Where no other sheet holds an answer, it may have been written there by mistake: it waits.

    Args:
        made: the entries of each sheet.
    """
    answered = any(
        entry.state in _SAYS
        for entries in made
        for entry in entries
        if not _EXAMPLE.search(entry.sheet or "")
    )
    result = []
    for entry in (entry for entries in made for entry in entries):
        if not _EXAMPLE.search(entry.sheet or ""):
            result.append(entry)
        elif entry.state in _SAYS | {State.NEEDS_PERSON} and not answered:
            reason = "記入例のシートにある文字（答えかどうか）"
            result.append(
                replace(entry, state=State.NEEDS_PERSON, reason=reason, parts=(), sender=Sender())
            )
        elif entry.state in _SAYS | {State.NEEDS_PERSON}:
            result.append(
                replace(
                    entry,
                    state=State.NOT_AN_OPINION,
                    reason="記入例のシート",
                    parts=(),
                    sender=Sender(),
                )
            )
        else:
            result.append(replace(entry, sender=Sender()))
    return result


def sheet_entries(
    grid: Grid, known: Sequence[Layout], reading: Reading
) -> tuple[list[Entry], bool]:
    """The entries of one sheet, and whether a layout fitted it.

    Args:
        grid: the sheet.
        known: the layouts that round.yaml names for its file; found by its words where none.
        reading: the file and how it is read.
    """
    asides = [*aside_entries(grid, reading), *waiting_entries(grid, reading)]
    if not any(True for _ in grid.filled_rows()):
        return asides, False
    if grid.hidden:
        return [*asides, *unread_entries([of_hidden_sheet(grid)], reading.file)], False
    parts = sheet_parts(grid)
    if len(parts) > 1:  # what the first part says of the sender holds for all
        sender = sheet_sender(grid, known).or_else(reading.sender)
        reading = replace(reading, sender=sender)
    made = [_part_entries(part, known, reading, len(parts) == 1) for part in parts]
    entries = [entry for part, _ in made for entry in part]
    return entries + asides, any(fits for _, fits in made)


def _part_entries(
    grid: Grid, known: Sequence[Layout], reading: Reading, is_whole: bool
) -> tuple[list[Entry], bool]:
    """The entries of a part of a sheet, or of the whole, and whether a layout fitted it."""
    n_rows = sum(1 for _ in grid.filled_rows())
    if not n_rows:
        return [], False
    named = [layout for layout in known if layout.shape in ("list", "form")]
    layouts = named
    if not named and not known:
        proposal = propose_grid(grid)
        layouts = [proposal.layout] if proposal else []
    for layout in layouts:
        if layout.shape == "form" and fits_form(grid, layout):
            return read_form(grid, layout, reading), True
        if layout.shape == "list" and (shift := header_shift(grid, layout)) is not None:
            return read_list(grid, layout, shift, reading), True
    if (cover := read_cover(grid, reading)) is not None:
        return cover, False
    other = propose_grid(grid) if named else None
    if other is not None or not named:
        reason = "round.yaml のどの様式とも合わない" if named else "様式が分からない"
        return [_whole_sheet(grid, n_rows, reading, State.NEEDS_PERSON, reason)], False
    speaks = any(speaks_of_something(text) for row in grid.rows for text in row)
    if _holds_sentences(grid) or (speaks and not is_whole):
        reason = "様式の外のシートに文章がある"
        return [_whole_sheet(grid, n_rows, reading, State.NEEDS_PERSON, reason)], False
    reason = "回答の様式ではないシート"
    return [_whole_sheet(grid, n_rows, reading, State.NOT_AN_OPINION, reason)], False


def _holds_sentences(grid: Grid) -> bool:
    """Whether a sheet beside the form (別紙) says something; guidance and lists of codes do not."""
    if OF_THE_FORM.search(grid.sheet or ""):
        return False
    texts = (text for row in grid.rows for text in row)
    return any(len(text) >= 20 and "。" in text and not is_guidance(text) for text in texts)


def _says_something(grid: Grid) -> bool:
    """Whether a sheet holds sentences, and not only codes and names to choose from."""
    return any(is_ended(text) for row in grid.rows for text in row)


def _whole_sheet(grid: Grid, n_rows: int, reading: Reading, state: State, reason: str) -> Entry:
    """One entry for a sheet that is not read row by row."""
    filled = ("\t".join(text for text in row if text.strip()) for row in grid.rows)
    text = "\n".join(row for row in filled if row)
    return Entry(
        file=reading.file,
        begin=0,
        end=len(text),
        text=text if state is State.NEEDS_PERSON or _says_something(grid) else "",
        state=state,
        reason=f"{reason}（{n_rows}行）",
        sheet=grid.sheet,
    )
