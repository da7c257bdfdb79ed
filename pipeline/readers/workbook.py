"""Excel workbooks (.xlsx, .xlsm, .xls): values by calamine, everything else by workbook_marks.

Measured on a list of 50,000 rows and 8 columns: python-calamine 0.6 s and 180 MB, openpyxl 10 s
reading only, 15 s with rich text. docs/decisions/0003-office-formats.md has the comparison.
"""

import datetime as dt
import zipfile
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from pipeline.errors import UnreadableError
from pipeline.readers.detect import encrypted
from pipeline.readers.grid import Grid
from pipeline.readers.limits import Limits
from pipeline.readers.workbook_marks import Marks, read_marks
from pipeline.readers.workbook_names import with_names_apart

BROKEN = "壊れているか、途中で切れている。Excelで開いて保存し直すか、再送を依頼してください。"


def read_workbook(content: bytes, limits: Limits) -> tuple[list[Grid], list[str]]:
    """Read all sheets of a workbook.

    Args:
        content: the file's bytes.
        limits: how many cells a sheet may span.

    Returns:
        One grid per worksheet in their order, and findings for people.

    Raises:
        UnreadableError: encrypted, broken, or a sheet that spans too many cells.
    """
    try:
        content, twice = with_names_apart(content) if content.startswith(b"PK") else (content, [])
        marks, findings = read_marks(content, limits) if content.startswith(b"PK") else ({}, [])
        if twice:
            findings.append(f"同じ名前のシートがある：{'、'.join(twice)}（番号を付けて分けた）")
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        grids = [
            _grid(book, metadata.name, metadata.visible, marks.get(metadata.name, Marks()), limits)
            for metadata in book.sheets_metadata
            if metadata.typ == SheetTypeEnum.WorkSheet
        ]
    except PasswordError as error:
        raise encrypted() from error
    except DefusedXmlException as error:
        raise UnreadableError(
            "XMLに実体宣言がある（実体展開攻撃の疑い）。安全のため読まない。"
        ) from error
    except (CalamineError, zipfile.BadZipFile, ParseError, OSError, EOFError) as error:
        if "password" in str(error).lower() or "encrypt" in str(error).lower():
            raise encrypted() from error
        raise UnreadableError(BROKEN) from error
    except BaseException as error:  # a panic of the Rust library is no Exception
        if isinstance(error, UnreadableError | KeyboardInterrupt | MemoryError | SystemExit):
            raise
        raise UnreadableError(BROKEN) from error
    return grids, findings


def _grid(
    book: CalamineWorkbook, name: str, visible: SheetVisibleEnum, marks: Marks, limits: Limits
) -> Grid:
    sheet = book.get_sheet_by_name(name)
    if sheet.total_height * sheet.total_width > limits.cells_per_sheet:
        raise too_many_cells(name, sheet.total_height, sheet.total_width)
    rows = _rows(sheet)
    for (row, column), text in marks.texts.items():
        _put(rows, row, column, text)
    for row, column in marks.faults:
        _put(rows, row, column, rows[row][column] if _holds(rows, row, column) else "")
    return Grid(
        sheet=name,
        rows=rows,
        merged=tuple(
            (top, left, bottom, right)
            for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
        ),
        notes=marks.notes,
        faults=marks.faults,
        asides=tuple(marks.asides),
        hidden=visible != SheetVisibleEnum.Visible,
        hidden_rows=frozenset(marks.hidden_rows),
        hidden_columns=frozenset(marks.hidden_columns),
    )


def too_many_cells(name: str, n_rows: int, n_columns: int) -> UnreadableError:
    """The error for a sheet whose rectangle is absurd."""
    return UnreadableError(
        f"シート {name} が {n_rows:,}行×{n_columns:,}列に及ぶ（離れたセルに何かが入っている）。"
        "使っていない行と列を削除して保存し直してください。"
    )


def _rows(sheet: CalamineSheet) -> list[list[str]]:
    if sheet.start is None:
        return []
    return [
        [cell if type(cell) is str else _text(cell) for cell in row]
        for row in sheet.to_python(skip_empty_area=False)
    ]


def _text(value: Any) -> str:
    """A value as Excel shows it by default.

    >>> _text(131016.0), _text(1.5), _text(True)
    ('131016', '1.5', 'TRUE')
    """
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, dt.datetime):
        whole_day = value.time() == dt.time()
        return value.date().isoformat() if whole_day else value.isoformat(" ", "minutes")
    return str(value)


def _holds(rows: list[list[str]], row: int, column: int) -> bool:
    return row < len(rows) and column < len(rows[row])


def _put(rows: list[list[str]], row: int, column: int, text: str) -> None:
    while len(rows) <= row:
        rows.append([])
    rows[row] += [""] * (column + 1 - len(rows[row]))
    rows[row][column] = text
