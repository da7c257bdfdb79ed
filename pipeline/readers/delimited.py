"""CSV and TSV, whatever the separator, the quoting and the encoding."""

import re
from collections import Counter

from pipeline.errors import UnreadableError
from pipeline.readers.csv_records import of_another_width, read_records
from pipeline.readers.grid import Grid, WaitingRow
from pipeline.readers.limits import Limits
from pipeline.text.decoding import decode, is_garbled

_SEPARATORS = (",", "\t", ";", "|")
_NAMES = {",": "コンマ", "\t": "タブ", ";": "セミコロン", "|": "縦線"}
_SAMPLE_ROWS = 200
_MOST_COLUMNS = 16_384
"""Columns of an Excel sheet; nobody made a table that is wider by hand, so nothing is guessed."""
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
    records = read_records(text, separator)
    findings.append(f"区切りは{_NAMES[separator]}")
    odd = {n: record.fault for n, record in enumerate(records) if record.fault}
    odd |= of_another_width(records)
    odd |= {
        n: f"{len(record.cells):,}列は表として多すぎる"
        for n, record in enumerate(records)
        if any(map(str.strip, record.cells[_MOST_COLUMNS:]))
    }
    rows = [
        [] if n in odd else list(record.cells[:_MOST_COLUMNS]) for n, record in enumerate(records)
    ]
    if _BREAKS.search(text):
        rows = [[_BREAKS.sub("\n", cell) for cell in row] for row in rows]
    widest = max((len(row) for row in rows), default=0)
    if len(rows) * widest > limits.cells_per_sheet:
        raise UnreadableError(f"{len(rows):,}行×{widest:,}列は多すぎる。分割してください。")
    faults = {
        (number, column): "文字化け"
        for number, row in enumerate(rows)
        for column, cell in enumerate(row)
        if not cell.isascii() and is_garbled(cell)
    }
    waiting = tuple(
        WaitingRow(n, text[records[n].begin : records[n].end], f"{reason}（{records[n].line}行目）")
        for n, reason in sorted(odd.items())
    )
    return [Grid(sheet=None, rows=rows, faults=faults, waiting=waiting)], findings


def _separator(text: str) -> str:
    """The separator under which most records have the same number (above 1) of fields."""
    sample = text[:200_000]
    best = (0.0, 0, ",")
    for separator in _SEPARATORS:
        if separator not in sample:
            continue
        rows = [record.cells for record in read_records(sample, separator, most=_SAMPLE_ROWS)]
        rows = [row for row in rows if row]
        widths = Counter(len(row) for row in rows if len(row) > 1)
        if widths:
            width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
            best = max(best, (count / len(rows), width, separator), key=lambda item: item[:2])
    return best[2]
