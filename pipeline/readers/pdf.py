"""PDF with a text layer: its tables, and the text of all pages around them.

Lines are joined where only the page broke them; what stands at the head or foot of every page is
kept apart.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2.raw import FPDF_PAGEOBJ_PATH  # type: ignore[import-untyped]

from pipeline.errors import UnreadableError
from pipeline.readers.detect import encrypted
from pipeline.readers.grid import Grid, Range, Received
from pipeline.readers.page_edges import PAGE_NUMBER, with_gaps, without_heads
from pipeline.readers.pdf_parts import unread_pdf_parts
from pipeline.readers.pdf_rules import rules_of
from pipeline.readers.pdf_segments import PageTable, lines_of, segments_of
from pipeline.readers.pdf_tables import tables_of
from pipeline.text.sentences import CLOSERS, STOPS

_SENTENCE_END = re.compile(rf"[{STOPS}．：:][{CLOSERS}]*$")
_NEW_LINE = re.compile(
    r"^\s*(?:[-‐–・•●◆■○◯※▼→]|\d{1,2}[.．、)）]|[（(](?:\d{1,2}|[ア-ン一-十])[)）]|[①-⑳]|[ア-ン][.．、)）]"
    r"|第?\d+(?:章|条|項)|【)"
)
_A_NUMBER = re.compile(r"[(（]?[\d０-９]{1,4}[)）.．]?|[①-⑳]")
_FULL = 0.85
"""A line at least this share of the page's widest line was broken by the margin."""


def read_pdf(content: bytes) -> Received:
    """Read the text layer of a PDF.

    Raises:
        UnreadableError: encrypted, broken, or scanned (pictures without text).
    """
    try:
        document = pypdfium2.PdfDocument(content)
        read_pages = [laid_out(page) for page in document]
        document.close()
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise encrypted() from error
        raise UnreadableError(
            "PDFが壊れているか、途中で切れている。提出元に再送を依頼してください。"
        ) from error
    pages, heads = without_heads([page for page, _ in read_pages])
    tables = [table for _, own in read_pages for table in own]
    lost = tuple(
        number
        for number, (page, own) in enumerate(read_pages, start=1)
        if not page.strip() and not own
    )
    unread = tuple(unread_pdf_parts(content))
    if len(lost) == len(read_pages) and not any(part.is_answer for part in unread):
        raise UnreadableError(
            "文字情報のないPDF（スキャンした画像）。文字認識（OCR）をするか、"
            "元のWordかExcelのファイルを提出元から受け取ってください。"
        )
    text = ""
    begins = []
    for page in pages:
        joined = re.sub(r"\n{2,}", "\n", join_lines(page))
        if not joined:
            begins.append(len(text))
            continue
        goes_on = text and joined and not _SENTENCE_END.search(text) and not _NEW_LINE.match(joined)
        text += "" if not text or (goes_on and _is_prose(text)) else "\n"
        begins.append(len(text))
        text += joined
    findings = []
    if sum("\ue000" <= letter <= "\uf8ff" or letter == "\ufffd" for letter in text) > 2:
        findings.append("文字に直せない字がある（外字、または文字情報の欠けたフォント）")
    grids, unsure = _grids(tables)
    return Received(
        grids,
        text,
        tuple(begins),
        lost,
        heads,
        unsure_tables=unsure,
        findings=tuple(findings),
        unread=unread,
    )


def laid_out(page: Any) -> tuple[str, list[PageTable]]:
    """The text of a page outside its tables, and the tables."""
    textpage = page.get_textpage()
    segments = segments_of(textpage)
    tables = tables_of(segments, rules_of(page, FPDF_PAGEOBJ_PATH))
    if not tables:
        return with_gaps(textpage.get_text_bounded(), segments), []
    outside = [s for s in segments if not any(table.covers(s) for table in tables)]
    text = "\n".join(" ".join(s.text for s in line) for line in lines_of(outside))
    return with_gaps(text, outside) or " \n", tables


def _grids(tables: Sequence[PageTable]) -> tuple[tuple[Grid, ...], tuple[str, ...]]:
    """Tables as grids, rows that run over pages joined; and those of which rows cannot be told."""
    grids: list[tuple[list[list[list[str]]], list[Range]]] = []
    columns: tuple[float, ...] = ()
    unsure = []
    for table in tables:
        if not table.rows_known:
            columns = ()
            texts = [
                "\n".join(row[n] for row in _lines_of(table)) for n in range(len(table.columns))
            ]
            unsure.append("\n\n".join(texts))
            continue
        rows = [[list(cell) for cell in row] for row in table.rows]
        same = len(columns) == len(table.columns) and all(
            abs(one - other) < 4 for one, other in zip(columns, table.columns, strict=True)
        )
        if not same:
            grids.append(([], []))
        before, merged = grids[-1]
        header = int(bool(before) and rows[0] == before[0])
        rows = rows[header:]
        if before and rows and (rest := _below_header(rows[0], before[0])):
            rows[0] = rest
        overleaf = int(bool(before and rows) and _goes_on(rows[0]))
        if overleaf:
            before[-1] = [a + b for a, b in zip(before[-1], rows[0], strict=True)]
        moved = len(before) - header - overleaf
        merged += [
            (top + moved, left, bottom + moved, right)
            for top, left, bottom, right in table.merged
            if top >= header
        ]
        before += rows[overleaf:]
        columns = table.columns
    made = tuple(
        Grid(f"表{number}", [[_joined(cell) for cell in row] for row in rows], tuple(merged))
        for number, (rows, merged) in enumerate(grids, start=1)
    )
    return made, tuple(unsure)


def _below_header(row: Sequence[Sequence[str]], header: Sequence[Sequence[str]]) -> list[list[str]]:
    """The lines of a row below those of the header that it repeats; empty where it does not.

    Without rules or a number nothing parts a header that a page repeats from what goes on below it.
    """
    repeats = all(
        list(cell[: len(lines)]) == list(lines) for cell, lines in zip(row, header, strict=True)
    )
    return [list(c[len(lines) :]) for c, lines in zip(row, header, strict=True)] if repeats else []


def _goes_on(row: Sequence[Sequence[str]]) -> bool:
    """Whether the first row of a page goes on the last one of the page before."""
    return not row[0] and not any(_A_NUMBER.fullmatch("".join(cell)) for cell in row)


def _lines_of(table: PageTable) -> list[list[str]]:
    return [[_joined(cell) for cell in row] for row in table.rows]


def _joined(lines: Sequence[str]) -> str:
    """The lines of a cell as one text; a new line only where one ends and another begins."""
    text = ""
    for line in lines:
        if text and _SENTENCE_END.search(text) and _NEW_LINE.match(line):
            text += "\n"
        elif text and text[-1].isascii() and line[:1].isascii():
            text += " "
        text += line
    return text


def _is_prose(text: str) -> bool:
    return _width(text.rpartition("\n")[2]) >= 40


def _width(line: str) -> int:
    """Width in half-width columns."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in line)


def join_lines(page: str) -> str:
    r"""Join the lines of a page that the right margin broke inside a sentence.

    >>> join_lines("標準化の期限について、現場の負担が大きいため\n見直しをお願いしたい。\n以上")
    '標準化の期限について、現場の負担が大きいため見直しをお願いしたい。\n以上'
    """
    lines = [line.rstrip() for line in page.replace("\r", "").replace("\ufffe", "").split("\n")]
    lines = [line for line in lines if not PAGE_NUMBER.match(line)]
    widest = max((_width(line) for line in lines), default=0)
    joined: list[str] = []
    previous = ""
    for line in lines:
        broken = (
            previous.strip()
            and line.strip()
            and _width(previous) >= widest * _FULL
            and not _SENTENCE_END.search(previous)
            and not _NEW_LINE.match(line)
        )
        if broken:
            gap = " " if previous[-1].isascii() and line.lstrip()[:1].isascii() else ""
            joined[-1] += gap + line.lstrip()
        else:
            joined.append(line)
        previous = line
    return "\n".join(joined).strip("\n")
