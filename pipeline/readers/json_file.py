"""JSON and JSON Lines: records into a table whose first row holds the keys."""

import json
import re
from typing import Any

from pipeline.errors import UnreadableError
from pipeline.readers.grid import Grid
from pipeline.text.decoding import decode

_HALF = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F]"
)
"""Half of a letter beyond the first 65,536, written as an escape."""


def read_json(content: bytes) -> tuple[list[Grid], list[str]]:
    """Read a JSON file (a list of records, or an object that holds one) or JSON Lines.

    Returns:
        One grid with the keys in its first row, and findings.

    Raises:
        UnreadableError: no JSON (says at which line), or no list of records in it.
    """
    text, findings = decode(content)
    try:
        records = _records(json.loads(text, object_pairs_hook=_object))
    except RecursionError as error:
        raise UnreadableError("JSONの入れ子が深すぎる。") from error
    except ValueError as whole:
        records = []
        for number, line in enumerate(text.split("\n"), start=1):
            if line.strip():
                try:
                    records.append(json.loads(line, object_pairs_hook=_object))
                except (ValueError, RecursionError) as error:
                    at = number if number > 1 else getattr(whole, "lineno", number)
                    raise UnreadableError(
                        f"JSONとして読めない（{at}行目）。書き出し元で作り直してください。"
                    ) from error
    if _HALF.search(text):
        findings = [*findings, "字の半分だけの符号（サロゲート）がある。�に置き換えた"]
    flat = [_flat(record) for record in records]
    keys = list(dict.fromkeys(key for record in flat for key in record))
    if not keys:
        raise UnreadableError("JSONに記録の一覧がない。")
    rows = [keys, *([record.get(key, "") for key in keys] for record in flat)]
    return [Grid(sheet=None, rows=rows, keys_first=True)], findings


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object in which a key that comes twice keeps both values."""
    values: dict[str, Any] = {}
    for key, value in pairs:
        name, count = key, 1
        while name in values:
            count += 1
            name = f"{key}（{count}）"
        values[name] = value
    return values


def _records(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    if isinstance(value, dict):
        lists = [inner for inner in value.values() if isinstance(inner, list)]
        return max(lists, key=len) if lists else [value]
    return [value]


def _flat(value: Any, prefix: str = "") -> dict[str, str]:
    if isinstance(value, dict):
        found: dict[str, str] = {}
        for key, inner in value.items():
            found |= _flat(inner, f"{prefix}.{key}" if prefix else key)
        return found
    if isinstance(value, list):
        value = "\n".join(str(inner) for inner in value)
    text = "" if value is None else str(value)
    return {_whole(prefix) or "意見": _whole(text)}


def _whole(text: str) -> str:
    """A text with U+FFFD for half a letter (a surrogate without its other half)."""
    if text.isascii():
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
