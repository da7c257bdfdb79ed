"""A file, whatever its format, into its tables and running text."""

from dataclasses import replace
from pathlib import Path

from pipeline.errors import UnreadableError
from pipeline.readers.delimited import read_delimited
from pipeline.readers.detect import Kind, detect
from pipeline.readers.docx import read_docx
from pipeline.readers.grid import Received, without_unseen_cells
from pipeline.readers.html_page import read_html
from pipeline.readers.json_file import read_json
from pipeline.readers.limits import Limits, check_size
from pipeline.readers.package_parts import Known, texts_of, unread_parts
from pipeline.readers.page_heads import page_heads
from pipeline.readers.pdf import read_pdf
from pipeline.readers.unheld import without_unheld
from pipeline.readers.workbook import read_workbook
from pipeline.text.decoding import decode


def receive(path: Path, limits: Limits, kind: str = "") -> Received:
    """Take everything out of a file, each character of it one that tables and pages can hold.

    Args:
        path: the file.
        limits: sizes allowed.
        kind: how to read it; empty to go by its content.

    Raises:
        UnreadableError: with the reason and what to do, in Japanese.
    """
    received = _received(path, limits, kind)
    received = replace(received, grids=tuple(map(without_unseen_cells, received.grids)))
    if kind != Kind.TEXT and _is_package(path):
        known = Known(texts_of(received))
        left = unread_parts(path.read_bytes(), known)
        received = replace(received, unread=(*received.unread, *left))
    if not _holds_anything(received):
        raise UnreadableError("どこにも何も書かれていない。提出元に再送を依頼してください。")
    return without_unheld(received)


def _is_package(path: Path) -> bool:
    """Whether a file is an Office package; a PDF with a workbook attached ends like one."""
    with path.open("rb") as stream:
        is_zip = stream.read(2) == b"PK"
    return is_zip and detect(path) in (Kind.WORD, Kind.WORKBOOK)


def _holds_anything(received: Received) -> bool:
    return bool(
        received.text.strip()
        or any(part.is_answer for part in received.unread)
        or received.lost_pages
        or any(
            any(True for _ in grid.filled_rows()) or grid.asides or grid.waiting
            for grid in received.grids
        )
    )


def _received(path: Path, limits: Limits, kind: str) -> Received:
    check_size(path, limits)
    found = Kind(kind) if kind == Kind.TEXT else detect(path)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"ファイルを開けない（{error.strerror}）。") from error
    if found is Kind.WORKBOOK:
        grids, findings = read_workbook(content, limits)
    elif found is Kind.DELIMITED:
        grids, findings = read_delimited(content, limits)
    elif found is Kind.HTML:
        return read_html(content)
    elif found is Kind.JSON:
        return read_json(content, limits)
    elif found is Kind.WORD:
        return read_docx(content)
    elif found is Kind.PDF:
        return read_pdf(content)
    elif found is Kind.ARCHIVE:
        raise UnreadableError("zipのまま。add-round に渡すと展開して登録する。")
    elif found is Kind.MAIL:
        raise UnreadableError("メールのまま。add-round に渡すと本文と添付に分けて登録する。")
    else:
        text, told = decode(content)
        if not text.strip():
            raise UnreadableError("文字が一つもないファイル。提出元に再送を依頼してください。")
        return Received(text=text, findings=tuple(told))
    heads = page_heads(content) if found is Kind.WORKBOOK else ()
    return Received(tuple(grids), findings=tuple(findings), page_heads=heads)
