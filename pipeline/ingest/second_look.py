"""A second look at what reading decided: texts that were dropped, and speak in somebody's voice.

Reading goes by words of labels, forms and letters; this goes by how sentences close and by how
often a text stands in the round (``own_voice``). Where both disagree, nothing is guessed: the row
waits for a person, with file, sheet and cell.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.ingest.beside import PAGE_HEAD
from pipeline.layouts.answer_cells import Reading, cell_entry
from pipeline.layouts.entry import Entry, FileOutcome
from pipeline.layouts.guidance import is_note
from pipeline.layouts.own_voice import asks_or_tells, is_asking, speaks_up
from pipeline.layouts.reply_words import is_reply, is_reply_beside
from pipeline.layouts.role_words import squeezed
from pipeline.layouts.source import Layout
from pipeline.layouts.unlike_opinions import unlike_opinion
from pipeline.readers.grid import Grid
from pipeline.tables.state import UNREAD_PART, State

_DROPPED = "意見ではないとした所に、意見のように読める文がある"
_SILENT = "同じ様式のほかのファイルには意見があるが、このファイルからは一つも読み取れない"
_SAID = frozenset(State) - {State.NOT_AN_OPINION, State.EMPTY}
_REPLIES = ("回答・考え方", "引用された元のメール")
_PRINTED = ("様式に印刷された文字",)


def unspoken_cells(grid: Grid, made: Sequence[Entry], reading: Reading) -> list[Entry]:
    """Cells that speak up and stand in no entry of their sheet but as its heading: they wait.

    Args:
        grid: the sheet.
        made: its entries.
        reading: the file and how it is read.
    """
    if grid.hidden:
        return []
    told = "\n".join(_squeezed(entry.text) for entry in made)
    told += "\n".join(_squeezed(text) for entry in made for _, text in entry.beside)
    return [
        replace(
            cell_entry(grid, row, column, reading),
            state=State.NEEDS_PERSON,
            reason=_DROPPED,
            parts=(),
            target=None,
        )
        for row in grid.filled_rows()
        for column, text in enumerate(grid.rows[row])
        if _speaks(text) and _squeezed(text) not in told
    ]


def second_look(
    entries: Sequence[Entry], layouts: Collection[Layout], told: Collection[str] = ()
) -> list[Entry]:
    """Entries of a round; those wait that were read in a way that their text speaks against.

    Args:
        entries: of all files.
        layouts: of the round; what they call columns and fields is nobody's opinion.
        told: reasons of sections that people say hold no opinion (``DocumentParams``).
    """
    labels = {
        squeezed(level)
        for layout in layouts
        for column in layout.columns
        for level in column.header.split("／")
    }
    labels |= {squeezed(entry.label) for layout in layouts for entry in layout.fields}
    return [_against(entry, labels - {""}) for entry in _dropped(entries, told)]


def silent_files(
    entries: Sequence[Entry], layouts: Mapping[str, tuple[str, ...]]
) -> dict[str, FileOutcome]:
    """Files of which no row says anything, though others of the same layouts hold answers.

    Args:
        entries: of all files.
        layouts: by file, the names of its layouts.
    """
    states: dict[str, set[State]] = {}
    for entry in entries:  # below an empty answer the printed note was found instead
        is_empty = entry.reason.startswith(_PRINTED)
        states.setdefault(entry.file, set()).add(State.EMPTY if is_empty else entry.state)
    answered = {layouts.get(file, ()) for file, found in states.items() if State.OPINIONS in found}
    return {
        file: FileOutcome(State.NEEDS_PERSON, _SILENT)
        for file, found in states.items()
        if found == {State.NOT_AN_OPINION} and layouts.get(file) and layouts[file] in answered
    }


def _against(entry: Entry, labels: Collection[str]) -> Entry:
    """An opinion, or one that waits where it reads like a piece of the form."""
    if entry.state is not State.OPINIONS or entry.parts:
        return entry
    like = unlike_opinion(entry.text[entry.text_begin :], labels)
    told = f"意見としたが、{like}のように読める"
    return replace(entry, state=State.NEEDS_PERSON, reason=told, text_begin=0) if like else entry


def _dropped(entries: Sequence[Entry], told: Collection[str]) -> list[Entry]:
    """Entries, with those waiting that were dropped and speak in somebody's voice.

    What stands twice in the round is printed, or chosen from a list: nobody's own words.
    """
    n_places = Counter(
        line
        for entry in entries
        for line in set(map(_squeezed, _lines(entry.text)))
        if entry.state is State.NOT_AN_OPINION or entry.state is State.NEEDS_PERSON
    )
    said = _said_by_file(entries)

    def is_doubted(entry: Entry) -> bool:
        if entry.state is not State.NOT_AN_OPINION or entry.reason in told or _is_of_others(entry):
            return False
        # A cell of its own in a list, whose neighbours are short, or a page's head.
        is_apart = (entry.column and entry.row) or entry.reason == PAGE_HEAD
        speaks = asks_or_tells if is_apart else speaks_up
        return any(
            _speaks(line, speaks)
            and n_places[_squeezed(line)] < 2
            and _squeezed(line) not in said.get(entry.file, "")
            for line in _lines(entry.text)
        )

    return [
        replace(
            entry,
            state=State.NEEDS_PERSON,
            reason=f"{_DROPPED}（{entry.reason}）",
            parts=(),
        )
        if is_doubted(entry)
        else entry
        for entry in entries
    ]


def _speaks(line: str, speaks: Callable[[str], bool] = speaks_up) -> bool:
    if is_asking(line):
        return False
    if is_note(line):  # what was typed behind a printed note
        return speaks_up(line.partition("。")[2])
    return speaks(line)


def _is_of_others(entry: Entry) -> bool:
    """Whether an entry is a reply, a quoted mail, a part that is told elsewhere, or printed."""
    if entry.reason.startswith((UNREAD_PART, *_REPLIES, *_PRINTED)):
        return True
    return is_reply(entry.reason) or is_reply_beside(entry.reason)


def _said_by_file(entries: Sequence[Entry]) -> dict[str, str]:
    said: dict[str, list[str]] = {}
    for entry in entries:
        if entry.state in _SAID:
            said.setdefault(entry.file, []).append(_squeezed(entry.text))
            said[entry.file] += [_squeezed(text) for _, text in entry.beside]
    return {file: "\n".join(texts) for file, texts in said.items()}


def _lines(text: str) -> Iterator[str]:
    return (line for line in text.replace("\t", "\n").split("\n") if line.strip())


def _squeezed(text: str) -> str:
    return "".join(text.split())
