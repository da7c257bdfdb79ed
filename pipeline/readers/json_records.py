"""One JSON record as rows of a table: lists of records inside it get a row for each of theirs."""

from typing import Any

Rows = list[dict[str, str]]
"""Texts by key, row by row."""
Tall = list[tuple[int, str, int]]
"""Row (from 0), key and height of a value that holds for several rows, as a merged cell does."""

LEVEL = "／"
"""Between the key of an inner object and that of the outer one, as between headers of two rows."""


def laid_out(record: Any, name: str) -> tuple[Rows, Tall]:
    """A record as one row, or as one for each of the records in lists inside it.

    Args:
        record: whatever stands in a list.
        name: the heading of a bare value.

    >>> laid_out({"団体": "A市", "答え": [{"意見": "x"}, {"意見": "y"}]}, "")
    ([{'団体': 'A市', '答え／意見': 'x'}, {'答え／意見': 'y'}], [(0, '団体', 2)])
    """
    rows, tall = _of(record, "", name)
    return rows or [{}], tall


def _of(value: Any, key: str, name: str) -> tuple[Rows, Tall]:
    if isinstance(value, list) and any(isinstance(inner, dict) for inner in value):
        return _below_one_another([(inner, key) for inner in value], name)
    if not isinstance(value, dict):
        return [{key or name: _told(value)}], []
    pairs = [(inner, f"{key}{LEVEL}{own}" if key else own) for own, inner in value.items()]
    parts = [_of(inner, path, name) for inner, path in pairs]
    flat = {k: v for rows, _ in parts if len(rows) == 1 for k, v in rows[0].items()}
    lists = [part for part in parts if len(part[0]) > 1]
    below, tall = _joined(lists)
    if not below:
        return [flat], []
    return [flat | below[0], *below[1:]], [*((0, k, len(below)) for k in flat), *tall]


def _below_one_another(values: list[tuple[Any, str]], name: str) -> tuple[Rows, Tall]:
    return _joined([_of(value, key, name) for value, key in values])


def _joined(parts: list[tuple[Rows, Tall]]) -> tuple[Rows, Tall]:
    """Rows of one part below those of the other."""
    rows: Rows = []
    tall: Tall = []
    for inside, heights in parts:
        tall += [(len(rows) + row, key, height) for row, key, height in heights]
        rows += inside
    return rows, tall


def _told(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(_told(inner) for inner in value)
    return "" if value is None else str(value)
