"""References (同上, No.3と同じ, A市と同じ): the opinions they stand for, or a person's task."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.layouts.entry import Entry, originals
from pipeline.segmentation import reference_words
from pipeline.segmentation.stock_answers import Recognised
from pipeline.tables.state import State
from pipeline.text.row_numbers import plain_number

_NO_ANSWER = frozenset({State.NOT_AN_OPINION, State.BESIDE, State.UNREADABLE})


def resolved(entries: Sequence[Entry]) -> list[Entry]:
    """Resolve references within the same file, sheet and column, or to the column to the left.

    A reference that is resolved quotes the opinions it refers to and counts on its own;
    one that leads nowhere, or to a row without an opinion, waits for a person.

    Args:
        entries: of all files, in the order of rows.
    """
    columns: dict[tuple[str, str | None, str | None], list[int]] = {}
    for position, entry in enumerate(entries):
        if entry.state not in _NO_ANSWER:
            columns.setdefault((entry.file, entry.sheet, entry.column), []).append(position)
    result = list(entries)
    for positions in columns.values():
        rows = [entries[position] for position in positions]
        if not any(row.state is State.REFERENCE for row in rows):
            continue
        meant = reference_words.resolve(
            [_recognised(row) for row in rows],
            [plain_number(row.number) or None for row in rows],
            [row.respondent for row in rows],
        )
        for position, row, target in zip(positions, rows, meant, strict=True):
            if row.state is State.REFERENCE and not _is_left(row):
                result[position] = _quoting(row, None if target is None else rows[target])
    for position, entry in enumerate(result):  # in the order of columns: 同左, 同左
        if entry.state is State.REFERENCE and _is_left(entry):
            before = result[position - 1] if position else entry
            beside = (before.file, before.sheet, before.row) == (entry.file, entry.sheet, entry.row)
            result[position] = _quoting(entry, before if beside else None)
    return result


def _is_left(entry: Entry) -> bool:
    return entry.target is not None and entry.target.kind == "left"


def _recognised(entry: Entry) -> Recognised | None:
    if entry.state is State.OPINIONS:
        return None
    return Recognised(entry.state, entry.reason, entry.target)


def _quoting(entry: Entry, source: Entry | None) -> Entry:
    texts = tuple(original.text for original in originals(source)) if source else ()
    if source is None or not texts:
        reason = f"{entry.reason}（参照先に意見が見つからない）"
        return replace(entry, state=State.NEEDS_PERSON, reason=reason)
    where = source.respondent or source.file
    return replace(entry, quoted=texts, reason=f"{entry.reason}（行{source.row}、{where}）")
