"""A file, whatever its format, into its tables and running text."""

from dataclasses import replace
from pathlib import Path

from pipeline.errors import UnreadableError
from pipeline.readers.delimited import read_delimited
from pipeline.readers.detect import Kind, detect
from pipeline.readers.docx import read_docx
from pipeline.readers.grid import Received, without_unseen_cells
from pipeline.readers.json_file import read_json
from pipeline.readers.limits import Limits, check_size
from pipeline.readers.pdf import read_pdf
from pipeline.readers.workbook import read_workbook
from pipeline.text.decoding import decode


def receive(path: Path, limits: Limits, kind: str = "") -> Received:
    """Take everything out of a file.

    Args:
        path: the file.
        limits: sizes allowed.
        kind: how to read it; empty to go by its content.

    Raises:
        UnreadableError: with the reason and what to do, in Japanese.
    """
    received = _receive(path, limits, kind)
    return replace(received, grids=tuple(map(without_unseen_cells, received.grids)))


def _receive(path: Path, limits: Limits, kind: str = "") -> Received:
    found = Kind(kind) if kind == Kind.TEXT else detect(path)
    check_size(path, limits)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"ファイルを開けない（{error.strerror}）。") from error
    if found is Kind.WORKBOOK:
        grids, findings = read_workbook(content, limits)
    elif found is Kind.DELIMITED:
        grids, findings = read_delimited(content, limits)
    elif found is Kind.JSON:
        grids, findings = read_json(content)
    elif found is Kind.WORD:
        return read_docx(content)
    elif found is Kind.PDF:
        return read_pdf(content)
    elif found is Kind.ARCHIVE:
        raise UnreadableError("zipのまま。add-round に渡すと展開して登録する。")
    else:
        text, told = decode(content)
        if not text.strip():
            raise UnreadableError("文字が一つもないファイル。提出元に再送を依頼してください。")
        return Received(text=text, findings=tuple(told))
    if not any(any(True for _ in grid.filled_rows()) or grid.asides for grid in grids):
        raise UnreadableError("どのシートにも何も書かれていない。提出元に再送を依頼してください。")
    heads = dict.fromkeys(head for grid in grids for head in grid.page_heads)
    return Received(tuple(grids), page_heads=tuple(heads), findings=tuple(findings))
