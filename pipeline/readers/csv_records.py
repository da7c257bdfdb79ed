"""The records of a delimited text, each with its place in it; what is not quite CSV says so.

A quote that never closes, text behind a closing quote, or a quoted cell whose lines look like
rows: nobody can know where such a record ends. It is taken whole, as it stands, with its fault.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

UNCLOSED = "引用符が閉じていないか、閉じた後に文字がある"
SWALLOWED = "引用符の中に、行のように見える改行がある"
_HEADING_LENGTH = 30
"""Characters; the longest heading of a column in the example rounds has 24."""
_NUMBER = re.compile(r"[\d０-９.,/]+")


class Record(NamedTuple):
    """One record; ``text[begin:end]`` is all of it, its line break left out."""

    begin: int
    end: int
    line: int
    """The line of the file on which it begins, from 1."""
    cells: tuple[str, ...]
    fault: str = ""
    """Why its cells are not to be believed; empty where they are."""


@lru_cache
def _quoted(separator: str) -> re.Pattern[str]:
    """A quoted cell that ends where a cell may end."""
    return re.compile(rf' *"((?:[^"]|"")*+)" *(?={re.escape(separator)}|\n|\Z)')


def read_records(text: str, separator: str, most: int | None = None) -> list[Record]:
    """Cut a text into records; between them they hold all of it but line breaks.

    Args:
        text: with LF line ends.
        separator: one character.
        most: how many records at most; all where None.
    """
    records = list(islice(_records(text, separator), most))
    return _without_swallowed(records, separator, text)


def _records(text: str, separator: str) -> Iterator[Record]:
    begin, line = 0, 1
    while begin < len(text):
        end = text.find("\n", begin)
        end = len(text) if end < 0 else end
        if '"' not in text[begin:end]:
            cells = tuple(cell.strip(" ") for cell in text[begin:end].split(separator))
            yield Record(begin, end, line, cells if end > begin else ())
        elif (found := _cells(text, begin, separator)) is None:
            yield Record(begin, end, line, (text[begin:end],), UNCLOSED)
        else:
            cells, end = found
            yield Record(begin, end, line, cells)
        line += text.count("\n", begin, end) + 1
        begin = end + 1


def _cells(text: str, begin: int, separator: str) -> tuple[tuple[str, ...], int] | None:
    """The cells of a record and where it ends; None where its quotes do not fit."""
    cells: list[str] = []
    pattern = _quoted(separator)
    place = begin
    while True:
        start = place
        while text.startswith(" ", start):
            start += 1
        if text.startswith('"', start):
            found = pattern.match(text, place)
            if found is None:
                return None
            cells.append(found[1].replace('""', '"').strip(" "))
            place = found.end()
        else:
            line_end = text.find("\n", place)
            line_end = len(text) if line_end < 0 else line_end
            cell_end = text.find(separator, place, line_end)
            cell_end = line_end if cell_end < 0 else cell_end
            cells.append(text[place:cell_end].strip(" "))
            place = cell_end
        if place >= len(text) or text[place] == "\n":
            return tuple(cells), place
        place += 1


def _without_swallowed(records: list[Record], separator: str, text: str) -> list[Record]:
    """Records over several lines of which one has as many separators as a row of the file."""
    width = usual_width(records)
    if width < 2 or '"' not in text:
        return records
    result = []
    for record in records:
        inside = text[record.begin : record.end]
        rows = inside.split("\n")[1:] if "\n" in inside else []
        swallowed = not record.fault and any(
            line.count(separator) >= width - 1 and _starts_like_a_row(line, separator)
            for line in rows
        )
        result.append(record._replace(cells=(inside,), fault=SWALLOWED) if swallowed else record)
    return result


def _starts_like_a_row(line: str, separator: str) -> bool:
    """Whether a line begins with a short cell, as a number or a name is, and not a sentence."""
    first = line.split(separator)[0]
    return len(first) <= _HEADING_LENGTH and "。" not in first


def usual_width(records: Sequence[Record]) -> int:
    """The most common number of cells; of two as common, the larger one."""
    widths = Counter(len(record.cells) for record in records if record.cells and not record.fault)
    return max(widths, key=lambda width: (widths[width], width)) if widths else 0


def header_of(records: Sequence[Record]) -> int | None:
    """The position of the record that names the columns; None where none does.

    It is the first of the usual width (of more than one cell, which would be a title, and of half
    as many as the fullest record: 作成日,2024/11/5,,, stands above), or one right above it that is
    narrower where that one holds sentences (an unquoted separator makes all rows too wide).
    """
    usual = usual_width(records)
    fitting = [n for n, r in enumerate(records) if not r.fault and len(r.cells) == usual]
    most = max((_n_filled(records[n]) for n in fitting), default=0)
    filled = (n for n in fitting if _is_filled(records[n]) and 2 * _n_filled(records[n]) >= most)
    header = next(filled, next(iter(fitting), None))
    while header and not _names_columns(records[header]) and _is_filled(records[header - 1]):
        header -= 1
    return header


def _names_columns(record: Record) -> bool:
    return all(len(cell) <= _HEADING_LENGTH and "。" not in cell for cell in record.cells)


def _is_filled(record: Record) -> bool:
    return not record.fault and _n_filled(record) > 1


def _n_filled(record: Record) -> int:
    return sum(bool(cell) for cell in record.cells)


def of_another_width(records: Sequence[Record]) -> dict[int, str]:
    """Records below the header with another number of cells than it: why they wait, by position.

    Empty cells behind the last heading count neither in the header nor below it; a row with empty
    cells between filled ones is a label of a form with its answer, and names no columns.
    """
    header = header_of(records)
    if header is None:
        return {}
    width = len(records[header].cells)
    filled = _filled_width(records[header].cells)
    named = filled if filled and all(map(str.strip, records[header].cells[:filled])) else width
    if width < 2:
        return {}
    return {
        position: f"見出しは{width}列、この行は{len(record.cells)}列"
        for position, record in enumerate(records)
        if position > header
        and not record.fault
        and record.cells
        and any(record.cells)
        and not len(record.cells) >= named >= _filled_width(record.cells)
        and not _goes_on_behind(record, [r for r in records[header + 1 :] if len(r.cells) == width])
    }


def _goes_on_behind(record: Record, regular: Sequence[Record]) -> bool:
    """Whether only the cells behind the last column are too many: a number ends the other rows.

    It stands where it stands in them; a separator within a text would have moved it.

    Args:
        record: below the header.
        regular: the records below the header that are as wide as it.
    """
    if not regular or len(record.cells) <= (width := len(regular[0].cells)):
        return False
    last = [r.cells[-1] for r in regular if _n_filled(r) > 2]
    numbers = [cell for cell in last if _NUMBER.fullmatch(cell)]
    usual = len(numbers) > 1 and all(cell in numbers or not cell for cell in last)
    return usual and bool(_NUMBER.fullmatch(record.cells[width - 1]))


def _filled_width(cells: Sequence[str]) -> int:
    return max((number for number, cell in enumerate(cells, start=1) if cell.strip()), default=0)
