"""One file, whatever its format, into what it holds and into entries; runs under a watchdog."""

import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.errors import OpinionsError
from pipeline.ingest.beside import (
    left_cells,
    page_head_entries,
    unread_entries,
    unsure_table_entries,
)
from pipeline.ingest.second_look import unspoken_cells
from pipeline.ingest.sender_questions import sender_question, sheet_question
from pipeline.ingest.senders import from_file_name
from pipeline.ingest.sheets import example_apart, sheet_entries
from pipeline.layouts.answer_cells import Reading
from pipeline.layouts.entry import Entry, Sender
from pipeline.layouts.file_sender import file_sender
from pipeline.layouts.form_words import FormWords
from pipeline.layouts.formulas import points_on
from pipeline.layouts.hand_out import DocumentParams, read_document
from pipeline.layouts.letter_sender import letter_sender
from pipeline.layouts.prose import is_document, read_prose
from pipeline.layouts.said import speaks_of_something
from pipeline.layouts.sheet_names import senders_by_sheet
from pipeline.layouts.source import Layout, SourceFile
from pipeline.readers.any_format import receive
from pipeline.readers.grid import Received
from pipeline.readers.limits import Limits
from pipeline.segmentation.splitting import SplittingParams
from pipeline.tables.state import State

_TABLES = frozenset({"list", "form"})
_WISH = re.compile(
    r"(?:たい|[ほ欲]しい|べき(?:である|です|だ)|要望する|要望します|求める|求めます)。$"
)


@dataclass(frozen=True)
class Task:
    """What a reading process needs to read one file."""

    path: Path
    source: SourceFile
    layouts: tuple[Layout, ...]
    document: DocumentParams
    splitting: SplittingParams
    limits: Limits
    words: FormWords = field(default_factory=FormWords)


@dataclass(frozen=True)
class FileResult:
    """What a reading process gives back."""

    entries: tuple[Entry, ...] = ()
    unreadable: str = ""
    needs_person: str = ""
    findings: tuple[str, ...] = ()


def read_file(task: Task) -> FileResult:
    """Read one file into entries; never raises for what is wrong with the file."""
    try:
        if task.source.kind == "document":  # people put it there, in UTF-8
            text = task.path.read_text(encoding="utf-8-sig")
            return FileResult(tuple(read_document(text, task.source.path, task.document)))
        received = receive(task.path, task.limits, task.source.kind)
        return interpreted(task, received)
    except OpinionsError as error:
        return FileResult(unreadable=str(error))
    except UnicodeDecodeError as error:
        return FileResult(
            unreadable=f"UTF-8ではない（{error.start + 1}バイト目）。UTF-8で保存してください。"
        )
    except MemoryError:
        return FileResult(unreadable="メモリが足りない。ファイルを分割してください。")
    except Exception as error:  # whatever the bytes, one file never stops a round
        return FileResult(
            unreadable=f"読み取り中の想定外の誤り（{type(error).__name__}）。保存し直してください。"
        )


def interpreted(task: Task, received: Received) -> FileResult:
    """What a file holds as entries: every filled row of every sheet, every block of text."""
    sender = file_sender(received, task.layouts, task.source.path)
    reading = Reading(task.source.path, task.splitting, task.words, sender)
    entries: list[Entry] = []
    n_fitting = 0
    unread = list(received.unread)
    by_sheet = []
    of_file = sender if sender.name or sender.code else _named_by_file(task.source)
    said_by = senders_by_sheet(received.grids, task.layouts, of_file)
    for grid, who in zip(received.grids, said_by, strict=True):
        own = replace(reading, sender=who)
        made, fits = sheet_entries(grid, task.layouts, own)
        made = made + unspoken_cells(grid, made, own)
        by_sheet.append(made + sheet_question(made, grid.sheet or "", who))
        unread += left_cells(grid, made)
        n_fitting += fits
    entries += example_apart(by_sheet)
    if received.text.strip():
        shapes = {layout.shape for layout in task.layouts}
        document = "document" in shapes or (
            not shapes - _TABLES and is_document(received.text, task.document)
        )
        if document:
            made = read_document(received.text, task.source.path, task.document)
            entries += [
                replace(
                    entry,
                    page=received.page_of(entry.begin),
                    sheet="本文" if received.grids else None,
                    sender=sender,
                )
                for entry in (map(_around, made) if n_fitting and not shapes - _TABLES else made)
            ]
            n_fitting += 1
        else:
            made = read_prose(received, reading)
            if n_fitting:  # a form in Word: what stands around its tables
                is_letter = bool(letter_sender(received.text).name)
                made = [e if is_letter and _wishes(e) else _around(e) for e in made]
            entries += [replace(e, sheet="本文") if received.grids else e for e in made]
            n_fitting += 1
    entries += sender_question(task.source, received, entries)
    entries += page_head_entries(received.page_heads, task.source.path)
    entries += unsure_table_entries(received.unsure_tables, task.source.path)
    n_fitting += len(received.unsure_tables)
    entries += [_lost_page(task.source.path, page) for page in received.lost_pages]
    read = list(entries)
    entries += unread_entries(unread, task.source.path)
    unknown = "" if n_fitting else "様式が分からない。round.yaml の layouts に書き足してください。"
    if not received.grids and all(entry.state is State.NOT_AN_OPINION for entry in read):
        unknown = "文章のどこが意見か分からない。round.yaml の layouts に書き足してください。"
    return FileResult(tuple(entries), needs_person=unknown, findings=received.findings)


def _named_by_file(source: SourceFile) -> Sender:
    """Who sent a file, by round.yaml or its name; a prefecture may only say where they are."""
    if source.respondent:
        return Sender(name=source.respondent)
    named = from_file_name(source.path)
    return Sender() if named.name.endswith(tuple("都道府県")) else named


def _wishes(entry: Entry) -> bool:
    """Whether a paragraph of a body's letter ends in a wish, and none that stands in its table."""
    said = entry.text.strip()
    return entry.state is State.OPINIONS and bool(_WISH.search(said)) and not points_on(said)


def _around(entry: Entry) -> Entry:
    speaks = len(entry.text) >= 30 or speaks_of_something(entry.text)
    if entry.state is State.OPINIONS and speaks:
        return replace(
            entry, state=State.NEEDS_PERSON, reason="表の外の文章（意見かどうか）", parts=()
        )
    if entry.state is State.OPINIONS:
        return replace(entry, state=State.NOT_AN_OPINION, reason="表の外の文字", parts=())
    return entry


def _lost_page(file: str, page: int) -> Entry:
    return Entry(
        file=file,
        begin=0,
        end=0,
        text="",
        state=State.UNREADABLE,
        reason="文字情報のないページ（画像）",
        page=page,
    )
