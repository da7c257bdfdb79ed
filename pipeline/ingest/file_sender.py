"""Who sent a file, where one of its parts says so for all: a paragraph, a sheet, a page header."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.layouts.entry import Entry, Sender
from pipeline.layouts.form import find_fields
from pipeline.layouts.role_words import Role
from pipeline.readers.grid import Grid


def with_sender_of_file(entries: Sequence[Entry], page_heads: Sequence[str]) -> list[Entry]:
    """Give entries that name nobody the one body that another part of their file names.

    A part (a sheet, a table, the running text) in which any entry names a body keeps its own; of
    several bodies that are named none is taken.

    Args:
        entries: of one file.
        page_heads: lines at the top or foot of its pages.
    """
    told = _of_page_heads(page_heads)
    parts: dict[str | None, set[Sender]] = {}
    for entry in entries:
        parts.setdefault(entry.sheet, set())
        if entry.sender.name or entry.sender.code:
            parts[entry.sheet].add(replace(entry.sender, department="", kind=""))
    named = {(s.code, s.name, s.prefecture) for senders in parts.values() for s in senders}
    named |= {(s.code, s.name, s.prefecture) for s in told}
    if len(named) != 1:
        return list(entries)
    code, name, prefecture = named.pop()
    return [
        entry
        if parts[entry.sheet]
        else replace(
            entry,
            sender=replace(entry.sender, code=code, name=name, prefecture=prefecture),
        )
        for entry in entries
    ]


def _of_page_heads(lines: Sequence[str]) -> list[Sender]:
    grid = Grid(sheet=None, rows=[[line] for line in lines])
    fields = find_fields(grid, range(len(lines)))
    return [
        Sender(name=" ".join(field.answer_text.split()))
        for field in fields
        if field.role is Role.BODY_NAME and field.begin and field.answer_text.strip()
    ]
