"""The lines of a PDF with page and line, as people cite them."""

import re
from collections.abc import Sequence
from dataclasses import replace

import pypdfium2  # type: ignore[import-untyped]

from pipeline.drafts.blocks import Line
from pipeline.errors import UnreadableError
from pipeline.readers.detect import encrypted
from pipeline.readers.page_edges import PAGE_NUMBER, without_heads
from pipeline.readers.pdf import laid_out

_NUMBERED = re.compile(r"\s*(\d{1,3})(?:[\s　]+(.*))?$")
_FIRST_OF_CELL = 6
"""Characters of a cell by which its line is known: a line may hold no more of it."""
_MOST_NUMBERED = 0.6
"""Share of a page's lines that begin with a rising number where line numbers are printed."""


def pdf_lines(content: bytes) -> tuple[list[Line], list[int]]:
    """The lines of all pages, and the pages, from 1, that are pictures without text.

    Page heads and numbers are left out. A line's number is the printed one where the draft prints
    line numbers, else its place among the lines of its page.

    Raises:
        UnreadableError: encrypted, broken, or scanned.
    """
    try:
        document = pypdfium2.PdfDocument(content)
        pages = [laid_out(page) for page in document]
        whole = [page.get_textpage().get_text_bounded() for page in document]
        document.close()
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise encrypted() from error
        raise UnreadableError("PDFが壊れているか、途中で切れている。") from error
    pictures = [number for number, text in enumerate(whole, start=1) if not text.strip()]
    if len(pictures) == len(whole):
        raise UnreadableError(
            "文字情報のないPDF（スキャンした画像）。文字認識（OCR）をするか、元のWordなどに替えてください。"
        )
    known = [[table for table in tables if table.rows_known] for _, tables in pages]
    texts = [
        outside if tables else text
        for (outside, _), tables, text in zip(pages, known, whole, strict=True)
    ]
    lines: list[Line] = []
    for number, (outside, everything, tables) in enumerate(
        zip(without_heads(texts)[0], without_heads(whole)[0], known, strict=True), start=1
    ):
        rows = [
            [[text for cell in row if (text := "".join(cell).strip())] for row in table.rows]
            for table in tables
        ]
        lines += _in_place(page_lines(outside, number), everything, rows, number)
    return lines, pictures


def _in_place(
    outside: Sequence[Line], everything: str, tables: Sequence[Sequence[Sequence[str]]], page: int
) -> list[Line]:
    """The lines of a page with the rows of its tables where they stand, counted together.

    A row stands where its first cell is; where that is not found, behind the row before it. Where
    a line is not found in the text of the page, the tables come last and have no line.

    Args:
        outside: the lines that stand in no table.
        everything: all text of the page, as a PDF gives it.
        tables: rows of cells with text.
        page: its number.
    """
    rows = [row for table in tables for row in table if row]
    if not rows:
        return list(outside)
    stream, cursor = _bare(everything), 0
    placed: list[tuple[int, Line]] = []
    for line in outside:
        begin = stream.find(_bare(line.text), cursor)
        if begin < 0:
            return [*outside, *(_row(row, page) for row in rows)]
        cursor = begin + len(_bare(line.text))
        stream = stream[:begin] + "\0" * (cursor - begin) + stream[cursor:]
        placed.append((begin, line))
    cursor = 0
    for row in rows:
        begin = stream.find(_bare(row[0])[:_FIRST_OF_CELL], cursor)
        cursor = max(begin, cursor)
        placed.append((cursor, _row(row, page)))
    placed.sort(key=lambda one: one[0])
    is_printed = [line.line for line in outside] != list(range(1, len(outside) + 1))
    found: list[Line] = []
    for number, (_, line) in enumerate(placed, start=1):
        before = found[-1].line if found else 1
        told = (line.line or before) if is_printed else number
        found.append(replace(line, line=told))
    return found


def _row(cells: Sequence[str], page: int) -> Line:
    return Line("　｜　".join(cells), page=page, kind="table", whole=True)


def _bare(text: str) -> str:
    return "".join(text.split())


def page_lines(text: str, page: int) -> list[Line]:
    r"""The lines of one page; printed line numbers become theirs.

    >>> [(line.text, line.line) for line in page_lines("1 はじめに\n2 計画は、\n3 基本だ。", 4)]
    [('はじめに', 1), ('計画は、', 2), ('基本だ。', 3)]
    """
    lines = [line.rstrip() for line in text.replace("\r", "").replace("\ufffe", "").split("\n")]
    filled = [line for line in lines if line.strip()]
    printed = _printed_numbers(filled)
    if printed is not None:
        return [Line(rest, page, number) for number, rest in printed]
    filled = [line for line in filled if not PAGE_NUMBER.match(line)]
    return [Line(line, page, number) for number, line in enumerate(filled, start=1)]


def _printed_numbers(lines: list[str]) -> list[tuple[int, str]] | None:
    last, n_rising = 0, 0
    numbered: list[tuple[int, str]] = []
    for line in lines:
        found = _NUMBERED.match(line)
        if found and last < int(found[1]) <= last + 3:
            last = int(found[1])
            n_rising += 1
            numbered.append((last, found[2] or ""))
        else:
            numbered.append((max(last, 1), line))
    rises = len(lines) >= 3 and n_rising >= _MOST_NUMBERED * len(lines)
    return numbered if rises else None
