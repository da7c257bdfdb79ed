"""CSV and TSV, whatever the separator, the quoting and the encoding."""

import csv
import io
import re
from collections import Counter

from pipeline.errors import UnreadableError
from pipeline.readers.grid import Grid
from pipeline.readers.limits import Limits
from pipeline.text.decoding import decode, is_garbled

_SEPARATORS = (",", "\t", ";", "|")
_NAMES = {",": "コンマ", "\t": "タブ", ";": "セミコロン", "|": "縦線"}
_SAMPLE_ROWS = 200
_BREAKS = re.compile(r"(?:_x000[Dd]_)?\n|_x000[Dd]_|\v")
"""Line breaks within a cell, as Excel and Word leave them in what others export."""


def read_delimited(content: bytes, limits: Limits) -> tuple[list[Grid], list[str]]:
    """Read a CSV or TSV file.

    Args:
        content: the file's bytes.
        limits: how many cells it may span.

    Returns:
        One grid whose rows are records (a record may run over several lines), and findings.

    Raises:
        UnreadableError: no text in it, or too many cells.
    """
    text, findings = decode(content)
    if not text.strip():
        raise UnreadableError("文字が一つもないファイル。提出元に再送を依頼してください。")
    separator = _separator(text)
    rows = _records(text, separator, csv.QUOTE_MINIMAL)
    if text.count('"') % 2 and max(cell.count("\n") for row in rows for cell in row) >= 20:
        rows = _records(text, separator, csv.QUOTE_NONE)
        findings.append("引用符が閉じていない。引用符を文字として読んだ")
    if _BREAKS.search(text):
        rows = [[_BREAKS.sub("\n", cell) for cell in row] for row in rows]
    findings.append(f"区切りは{_NAMES[separator]}")
    widths = Counter(len(row) for row in rows if row)
    usual = max(widths, key=lambda width: (widths[width], width))
    uneven = sum(count for width, count in widths.items() if width > usual)
    if uneven and usual > 1:
        findings.append(f"列の数が多い行が {uneven} ある（区切り文字が本文にある可能性）")
    if len(rows) * max(widths) > limits.cells_per_sheet:
        raise UnreadableError(f"{len(rows):,}行×{max(widths):,}列は多すぎる。分割してください。")
    faults = {
        (number, column): "文字化け"
        for number, row in enumerate(rows)
        for column, cell in enumerate(row)
        if not cell.isascii() and is_garbled(cell)
    }
    return [Grid(sheet=None, rows=rows, faults=faults)], findings


def _records(text: str, separator: str, quoting: int) -> list[list[str]]:
    csv.field_size_limit(2**31 - 1)
    source = io.StringIO(text, newline="")
    return [
        [cell.strip(" ") for cell in row]
        for row in csv.reader(source, delimiter=separator, quoting=quoting)  # type: ignore[arg-type]
    ]


def _separator(text: str) -> str:
    """The separator under which most records have the same number (above 1) of fields."""
    sample = text[:200_000]
    best = (0.0, 0, ",")
    for separator in _SEPARATORS:
        if separator not in sample:
            continue
        rows = [row for row in _records(sample, separator, csv.QUOTE_MINIMAL)[:_SAMPLE_ROWS] if row]
        widths = Counter(len(row) for row in rows if len(row) > 1)
        if widths:
            width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
            best = max(best, (count / len(rows), width, separator), key=lambda item: item[:2])
    return best[2]
