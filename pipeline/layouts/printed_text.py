"""Text that is printed on a form: the same in most files of a layout, so nobody's answer."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.layouts.entry import Entry
from pipeline.layouts.said import speaks_of_something
from pipeline.tables.state import State

_FEWEST = 2
"""Files of a layout that must hold the same text before it is taken for the form's."""
_FEWEST_OF_SENTENCES = 3
"""Likewise of a text that reads like an answer: two bodies may have agreed on one."""


def without_boilerplate(
    entries: Sequence[Entry], layouts: Mapping[str, tuple[str, ...]]
) -> list[Entry]:
    """Entries that wait for a person, but stand in at least half of a layout's files, wait no more.

    Nor do those that stand in the same cell of at least half of a file's sheets, three at least.

    Nor is the same text of the same cell an answer in a file in which nothing else was found (below
    an empty answer the printed note comes next).

    Args:
        entries: of all files.
        layouts: by file, the names of its layouts.
    """
    n_files = Counter(layouts.values())
    waiting = {
        (layouts.get(entry.file, ()), entry.column, entry.text.strip(), entry.file)
        for entry in entries
        if entry.state is State.NEEDS_PERSON and entry.text.strip()
    }
    seen = Counter(place[:3] for place in waiting)

    cells = {
        (layouts.get(entry.file, ()), entry.row, entry.column, entry.text.strip())
        for entry in entries
        if entry.state is State.NEEDS_PERSON and entry.row is not None and entry.column
    }

    sheets: dict[str, set[str | None]] = {}
    for entry in entries:
        sheets.setdefault(entry.file, set()).add(entry.sheet)
    in_sheets = Counter(
        (entry.file, entry.row or 0, entry.column, entry.text.strip())
        for entry in entries
        if entry.state is State.NEEDS_PERSON and entry.row
    )

    def is_printed(entry: Entry) -> bool:
        cell = (entry.file, entry.row or 0, entry.column, entry.text.strip())
        fewest = max(_FEWEST_OF_SENTENCES, len(sheets[entry.file]) / 2)
        if entry.state is State.NEEDS_PERSON and in_sheets[cell] >= fewest:
            return True
        layout, said = layouts.get(entry.file, ()), entry.text.strip()
        fewest = _FEWEST_OF_SENTENCES if speaks_of_something(said) else _FEWEST
        if seen[layout, entry.column, said] < max(fewest, n_files[layout] / 2):
            return False
        taken = entry.state is State.OPINIONS and (layout, entry.row, entry.column, said) in cells
        return entry.state is State.NEEDS_PERSON or taken

    return [
        replace(entry, state=State.NOT_AN_OPINION, reason="様式に印刷された文字", parts=())
        if is_printed(entry)
        else entry
        for entry in entries
    ]
