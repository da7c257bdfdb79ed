"""The draft that a round is about, whatever its format, as lines."""

import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.drafts.blocks import Line
from pipeline.drafts.line_repairs import repaired
from pipeline.errors import UnreadableError
from pipeline.readers.detect import BROKEN_MEMBER, Kind, detect
from pipeline.readers.docx_lines import docx_lines
from pipeline.readers.html_lines import html_lines
from pipeline.readers.limits import Limits, check_size
from pipeline.readers.pdf_lines import pdf_lines
from pipeline.text.decoding import decode

FORMATS = "Word（.docx）、文字情報のあるPDF、HTML、Markdown（.md）、テキスト（.txt）"
_WEB = (".html", ".htm")
_MARKDOWN = (".md", ".markdown")
_PAGE = re.compile(r"\s*\[[pPｐＰ][.．]?\s*(\d{1,4})\]\s*")
_DEPTH = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*$")
_PARAGRAPH = re.compile(rb"<w:p[ >]")
_MOST_OF_A_PAGE = 40
"""Paragraphs; a Word document of more has a second page, and Word would have told of it."""
_UNDERLINE = re.compile(r"\s*(={3,}|-{3,})\s*")
"""Below a line of Markdown that it makes a heading."""
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_RULE_LINE = re.compile(r"\s*\|?[\s:|-]+\|?\s*$")


@dataclass(frozen=True)
class DraftText:
    """The lines of a draft, and what people should know about it, in Japanese."""

    lines: tuple[Line, ...] = ()
    notes: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    """Those of the notes that tell of something that was not read."""
    usual: tuple[str, ...] = ()
    """Those that hold for many sound files: nobody need do anything."""


def read_draft(path: Path, limits: Limits | None = None) -> DraftText:
    """Read a draft; what cannot be read is told in the notes, and never stops anything.

    Args:
        path: the file.
        limits: sizes allowed; None for the usual ones.
    """
    try:
        return _read(path, limits or Limits())
    except UnreadableError as error:
        told = (f"案を読めない：{error}",)
        return DraftText(notes=told, unread=told)


def _read(path: Path, limits: Limits) -> DraftText:
    suffix = path.suffix.lower()
    if suffix in _WEB:
        check_size(path, limits)
        text, told = decode(path.read_bytes())
        return _decoded(html_lines(text), told)
    check_size(path, limits)
    kind = detect(path)
    content = path.read_bytes()
    if kind is Kind.WORD:
        notes = _docx_notes(path)
        return DraftText(tuple(docx_lines(content)), notes, usual=notes)
    if kind is Kind.PDF:
        lines, pictures = pdf_lines(content)
        gaps = [f"文字情報のないページがある：{'、'.join(map(str, pictures))}"] if pictures else []
        return DraftText(tuple(lines), tuple(gaps), tuple(gaps))
    if kind is Kind.TEXT:
        text, told = decode(content)
        lines = markdown_lines(text) if suffix in _MARKDOWN else repaired(text_lines(text))
        return _decoded(lines, told)
    raise UnreadableError(
        f"案の形式（{suffix or '拡張子なし'}）は読めない。使える形式：{FORMATS}。"
    )


def text_lines(text: str) -> list[Line]:
    r"""The lines of a text; a form feed or a line ``[p.12]`` begins a page.

    >>> [(line.text, line.page, line.line) for line in text_lines("[p.2]\n目的\n\f次")]
    [('目的', 2, 1), ('次', 3, 1)]
    """
    lines: list[Line] = []
    page: int | None = None
    number = 0
    for n_page, part in enumerate(text.split("\f")):
        if n_page:
            page, number = (page or 1) + 1, 0
        for line in part.removesuffix("\n").split("\n"):
            if mark := _PAGE.fullmatch(line):
                page, number = int(mark[1]), 0
                continue
            number += 1
            lines.append(Line(line, page, number))
    return lines


def markdown_lines(text: str) -> list[Line]:
    r"""The lines of a Markdown text, headings with their level.

    >>> [(line.text, line.depth) for line in markdown_lines("## 目的\n* 定める")]
    [('目的', 2), ('* 定める', 0)]
    """
    found: list[Line] = []
    for line in text_lines(text):
        above = found[-1] if found and found[-1].text.strip() and not found[-1].depth else None
        if (rule := _UNDERLINE.fullmatch(line.text)) and above and above.kind == "paragraph":
            found[-1] = replace(above, depth=1 if rule[1][0] == "=" else 2)
        else:
            found.append(_of_markdown(line))
    return found


def _of_markdown(line: Line) -> Line:
    line = replace(line, text=_EMPHASIS.sub(r"\2", line.text))
    if heading := _DEPTH.match(line.text):
        return replace(line, text=heading[2], depth=len(heading[1]), whole=True)
    if line.text.lstrip().startswith("|"):
        cells = [cell.strip() for cell in line.text.strip().strip("|").split("|")]
        row = "" if _RULE_LINE.fullmatch(line.text) else "　｜　".join(filter(None, cells))
        return replace(line, text=row, kind="table", whole=True)
    return replace(line, whole=True)


def _decoded(lines: Sequence[Line], told: Sequence[str]) -> DraftText:
    """Lines with what decoding told, without the encoding itself."""
    notes = tuple(note for note in told if not note.startswith("文字コード"))
    lost = tuple(note for note in notes if "読めないバイト" in note or "文字化け" in note)
    return DraftText(tuple(lines), notes, lost)


def _docx_notes(path: Path) -> tuple[str, ...]:
    try:
        with zipfile.ZipFile(path) as package:
            document = package.read("word/document.xml")
    except BROKEN_MEMBER:
        return ()
    notes = []
    if b"<w:del " in document or b"<w:strike/>" in document:
        notes.append("見え消しの削除部分は除いた。")
    n_paragraphs = len(_PARAGRAPH.findall(document))
    if n_paragraphs > _MOST_OF_A_PAGE and b"lastRenderedPageBreak" not in document:
        notes.append(
            "ファイルにページの記録がなく、ページを引く意見の箇所は確かめられない。"
            "Wordで開いて保存し直すか、PDFを加える。"
        )
    return tuple(notes)
