"""References (同上, No.3と同じ, A市と同じ): the opinions they stand for, or a person's task."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.intake.entry import Entry, originals
from pipeline.tables.state import State

_Column = tuple[str, str | None, str | None]


def resolved(entries: Sequence[Entry]) -> list[Entry]:
    """Resolve references within the same file, sheet and column.

    A reference that is resolved quotes the opinions it refers to and counts as a voice of its own;
    one that leads nowhere waits for a person.

    Args:
        entries: of all files, in the order of rows.
    """
    result = list(entries)
    above: dict[_Column, int] = {}
    numbered: dict[tuple[_Column, str], int] = {}
    named: dict[tuple[str | None, str], int] = {}
    for position, entry in enumerate(entries):
        if entry.state is State.OPINIONS:
            numbered.setdefault((_column(entry), entry.number.lstrip("0")), position)
            if entry.respondent:
                named.setdefault((entry.column, entry.respondent), position)
    for position, entry in enumerate(entries):
        if entry.state is State.REFERENCE:
            source: int | None = None
            if entry.target and entry.target.kind == "previous":
                source = above.get(_column(entry))
            elif entry.target and entry.target.kind == "number":
                source = numbered.get((_column(entry), entry.target.value))
            elif entry.target:
                source = _by_name(named, entry.column, entry.target.value)
            result[position] = _quoting(entry, result[source] if source is not None else None)
        if originals(result[position]):
            above[_column(entry)] = position
    return result


def _column(entry: Entry) -> _Column:
    return (entry.file, entry.sheet, entry.column)


def _by_name(named: dict[tuple[str | None, str], int], column: str | None, name: str) -> int | None:
    exact = named.get((column, name))
    if exact is not None:
        return exact
    found = [at for (place, who), at in named.items() if place == column and who.endswith(name)]
    return found[0] if len(found) == 1 else None


def _quoting(entry: Entry, source: Entry | None) -> Entry:
    texts = tuple(original.text for original in originals(source)) if source else ()
    if source is None or not texts:
        reason = f"{entry.reason}（参照先が見つからない）"
        return replace(entry, state=State.NEEDS_PERSON, reason=reason)
    where = source.respondent or source.file
    return replace(entry, quoted=texts, reason=f"{entry.reason}（行{source.row}、{where}）")
