"""JSON and JSON Lines: every list of records into a table whose first row holds the keys."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pipeline.errors import UnreadableError
from pipeline.readers.grid import Grid, Received, UnreadPart, WaitingRow
from pipeline.readers.json_records import laid_out
from pipeline.readers.limits import Limits
from pipeline.text.decoding import decode

OUTSIDE = "一覧の外の値"
"""The kind of what stands in no list of records."""

_NO_KEY = "意見"
"""The heading of a bare value in a list that has no name."""

_BLANK_KEY = "（名前のない項目）"
"""Stands for a key of which nothing is seen."""


@dataclass(frozen=True)
class _Broken:
    """A line that is no JSON."""

    line: int
    text: str


@dataclass
class _Walk:
    """The lists of a document by their path, and the values outside them."""

    tables: list[tuple[str, list[Any]]] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)

    def through(self, value: Any, path: str = "") -> None:
        """Sort a value that stands in no list."""
        if isinstance(value, dict):
            columns = _columns(value)
            if columns:
                self.tables.append((path, _zipped(columns)))
            for key, inner in value.items():
                if key not in columns:
                    self.through(inner, f"{path}.{key}" if path else key)
        elif isinstance(value, list) and value:
            self.tables.append((path, value))
        elif value is not None and not isinstance(value, list):
            self.outside.append(f"{path}: {value}")
        elif path:
            self.outside.append(path)


def read_json(content: bytes, limits: Limits) -> Received:
    """Read a JSON file (records in lists, wherever they stand) or JSON Lines.

    Returns:
        One grid per list with the keys in its first row; values outside of any list are unread.

    Raises:
        UnreadableError: no JSON (says at which line), no record in it, or too many cells.
    """
    text, findings = decode(content)
    values = _values(text)
    walk = _Walk()
    if len(values) == 1 and isinstance(values[0], dict):
        walk.through(values[0])
        if not walk.tables:
            walk = _Walk([("", values)])
    else:
        single = values[0] if len(values) == 1 and isinstance(values[0], list) else None
        records = single if single is not None else list(_unpacked(values))
        walk.tables.append(("", records))
    several = len(walk.tables) > 1
    grids = [
        _grid(path, records, path or "（一覧）" if several else None, limits)
        for path, records in walk.tables
    ]
    if not any(grid.n_columns for grid in grids):
        raise UnreadableError("JSONに記録の一覧がない。")
    outside = "\n".join(walk.outside)
    unread = (UnreadPart(OUTSIDE, outside),) if outside else ()
    return Received(tuple(grids), findings=tuple(findings), unread=unread)


def _unpacked(values: list[Any]) -> Iterator[Any]:
    for value in values:
        yield from value if isinstance(value, list) else (value,)


def _values(text: str) -> list[Any]:
    """The values of a document: one, several in a row, or one per line.

    Raises:
        UnreadableError: fewer than half of the lines are JSON.
    """
    decoder = json.JSONDecoder(object_pairs_hook=_object, parse_int=str, parse_float=str)
    try:
        return _in_a_row(decoder, text)
    except RecursionError as error:
        raise UnreadableError("JSONの入れ子が深すぎる。") from error
    except json.JSONDecodeError as error:
        whole = error
    values: list[Any] = []
    broken = n_lines = 0
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        n_lines += 1
        try:
            values += _in_a_row(decoder, line)
        except (ValueError, RecursionError):
            values.append(_Broken(number, line))
            broken += 1
    if broken * 2 > n_lines or broken == n_lines:
        raise UnreadableError(
            f"JSONとして読めない（{whole.lineno}行目）。書き出し元で作り直してください。"
        ) from whole
    return values


def _in_a_row(decoder: json.JSONDecoder, text: str) -> list[Any]:
    """All values that stand behind one another, with nothing but white space between."""
    values: list[Any] = []
    place = 0
    end = len(text.rstrip())
    while True:
        while place < end and text[place].isspace():
            place += 1
        if place >= end and values:
            return values
        value, place = decoder.raw_decode(text, place)
        values.append(value)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object in which a key that comes twice keeps both values."""
    values: dict[str, Any] = {}
    for key, value in pairs:
        name, count = key if key.strip() else _BLANK_KEY, 1
        while name in values:
            count += 1
            name = f"{key.strip() or _BLANK_KEY}（{count}）"
        values[name] = value
    return values


def _columns(value: dict[str, Any]) -> dict[str, list[Any]]:
    """Lists of bare values of one length that stand side by side: the columns of a table."""
    bare = {
        key: inner
        for key, inner in value.items()
        if isinstance(inner, list)
        and len(inner) > 1
        and not any(isinstance(item, dict | list) for item in inner)
    }
    lengths = {len(inner) for inner in bare.values()}
    return bare if len(bare) > 1 and len(lengths) == 1 else {}


def _zipped(columns: dict[str, list[Any]]) -> list[dict[str, Any]]:
    rows = zip(*columns.values(), strict=True)
    return [dict(zip(columns, row, strict=True)) for row in rows]


def _grid(path: str, records: list[Any], sheet: str | None, limits: Limits) -> Grid:
    name = path.rpartition(".")[2] or _NO_KEY
    rows: list[dict[str, str]] = []
    tall: list[tuple[int, str, int]] = []
    waiting = []
    for record in records:
        if isinstance(record, _Broken):
            reason = f"JSONとして読めない（{record.line}行目）"
            waiting.append(WaitingRow(len(rows) + 1, record.text, reason))
            rows.append({})
            continue
        inside, heights = laid_out(record, name)
        tall += [(len(rows) + row, key, height) for row, key, height in heights]
        rows += inside
    keys = list(dict.fromkeys(key for row in rows for key in row))
    if len(keys) * len(rows) > limits.cells_per_sheet:
        raise UnreadableError(f"{len(rows):,}件×{len(keys):,}項目は多すぎる。分割してください。")
    place = {key: number for number, key in enumerate(keys)}
    merged = tuple((row + 1, place[k], row + height, place[k]) for row, k, height in tall)
    cells = [keys, *([row.get(key, "") for key in keys] if row else [] for row in rows)]
    return Grid(sheet=sheet, rows=cells, merged=merged, keys_first=True, waiting=tuple(waiting))
