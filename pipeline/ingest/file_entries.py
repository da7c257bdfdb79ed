"""One file, whatever its format, into what it holds and into entries; runs under a watchdog."""

import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.errors import OpinionsError
from pipeline.ingest.beside import left_cells, unread_entries, waiting_entries
from pipeline.layouts.answer_cells import Reading, aside_entries
from pipeline.layouts.entry import Entry
from pipeline.layouts.file_sender import file_sender
from pipeline.layouts.form_rows import fits_form, read_cover, read_form
from pipeline.layouts.form_words import FormWords
from pipeline.layouts.guidance import is_guidance
from pipeline.layouts.hand_out import DocumentParams, read_document
from pipeline.layouts.list_rows import header_shift, read_list
from pipeline.layouts.prose import is_document, read_prose
from pipeline.layouts.said import speaks_of_something
from pipeline.layouts.search import propose_grid
from pipeline.layouts.source import Layout, SourceFile
from pipeline.readers.any_format import receive
from pipeline.readers.grid import Grid, Received
from pipeline.readers.limits import Limits
from pipeline.segmentation.splitting import SplittingParams
from pipeline.tables.state import State
from pipeline.text.sentences import is_ended

_OF_THE_FORM = re.compile("要領|記[入載]例|注意|凡例|リスト|マスタ|コード|選択肢|参考|目次")


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
        return FileResult(unreadable=f"not UTF-8 (byte {error.start}). Save it as UTF-8.")
    except MemoryError:
        return FileResult(unreadable="メモリが足りない。ファイルを分割してください。")
    except Exception as error:  # whatever the bytes, one file never stops a round
        return FileResult(
            unreadable=f"読み取り中の想定外の誤り（{type(error).__name__}）。保存し直してください。"
        )


def interpreted(task: Task, received: Received) -> FileResult:
    """What a file holds as entries: every filled row of every sheet, every block of text."""
    sender = file_sender(received, task.layouts)
    reading = Reading(task.source.path, task.splitting, task.words, sender)
    entries: list[Entry] = []
    n_fitting = 0
    unread = list(received.unread)
    for grid in received.grids:
        made, fits = _sheet(grid, task, reading)
        entries += made
        unread += left_cells(grid, made)
        n_fitting += fits
    if received.text.strip():
        shapes = {layout.shape for layout in task.layouts}
        document = "document" in shapes or (
            not shapes - {"list", "form"} and is_document(received.text, task.document)
        )
        if document:
            made = read_document(received.text, task.source.path, task.document)
            entries += [
                replace(
                    entry,
                    page=received.page_of(entry.begin),
                    sheet="本文" if received.grids else None,
                )
                for entry in made
            ]
            n_fitting += 1
        else:
            made = read_prose(received, reading)
            if n_fitting:  # a form in Word: what stands around its tables
                made = [_around(entry) for entry in made]
            entries += [replace(e, sheet="本文") if received.grids else e for e in made]
            n_fitting += 1
    entries += [
        Entry(
            file=task.source.path,
            begin=0,
            end=len(line),
            text=line,
            state=State.NOT_AN_OPINION,
            reason="ページの上か下の文字",
            sheet="ページの見出し",
            row=number,
        )
        for number, line in enumerate(received.page_heads, start=1)
    ]
    entries += [
        Entry(
            file=task.source.path,
            begin=0,
            end=len(text),
            text=text,
            state=State.NEEDS_PERSON,
            reason="罫線も番号もない表（列は分かるが行が分からない。意見と回答を分けて入れ直す）",
            sheet=f"行の分からない表{number}",
        )
        for number, text in enumerate(received.unsure_tables, start=1)
    ]
    n_fitting += len(received.unsure_tables)
    entries += [_lost_page(task.source.path, page) for page in received.lost_pages]
    read = list(entries)
    entries += unread_entries(unread, task.source.path)
    unknown = "" if n_fitting else "様式が分からない。round.yaml の layouts に書き足してください。"
    if not received.grids and all(entry.state is State.NOT_AN_OPINION for entry in read):
        unknown = "文章のどこが意見か分からない。round.yaml の layouts に書き足してください。"
    return FileResult(tuple(entries), needs_person=unknown, findings=received.findings)


def _around(entry: Entry) -> Entry:
    speaks = len(entry.text) >= 30 or speaks_of_something(entry.text)
    if entry.state is State.OPINIONS and speaks:
        return replace(
            entry, state=State.NEEDS_PERSON, reason="表の外の文章（意見かどうか）", parts=()
        )
    if entry.state is State.OPINIONS:
        return replace(entry, state=State.NOT_AN_OPINION, reason="表の外の文字", parts=())
    return entry


def _sheet(grid: Grid, task: Task, reading: Reading) -> tuple[list[Entry], bool]:
    """The entries of one sheet, and whether a layout fitted it."""
    asides = [*aside_entries(grid, reading), *waiting_entries(grid, reading)]
    n_rows = sum(1 for _ in grid.filled_rows())
    if not n_rows:
        return asides, False
    named = [layout for layout in task.layouts if layout.shape in ("list", "form")]
    layouts = named
    if not named and not task.layouts:
        proposal = propose_grid(grid)
        layouts = [proposal.layout] if proposal else []
    if grid.hidden:
        fits = any(_fits(grid, layout) for layout in layouts)
        state = State.NEEDS_PERSON if fits else State.NOT_AN_OPINION
        return [*asides, _whole_sheet(grid, n_rows, reading, state, "非表示のシート")], False
    for layout in layouts:
        if layout.shape == "form" and fits_form(grid, layout):
            return read_form(grid, layout, reading) + asides, True
        if layout.shape == "list" and (shift := header_shift(grid, layout)) is not None:
            return read_list(grid, layout, shift, reading) + asides, True
    if (cover := read_cover(grid, reading)) is not None:
        return cover + asides, False
    other = propose_grid(grid) if named else None
    if other is not None or not named:
        reason = "round.yaml のどの様式とも合わない" if named else "様式が分からない"
        return [*asides, _whole_sheet(grid, n_rows, reading, State.NEEDS_PERSON, reason)], False
    if _holds_sentences(grid):
        reason = "様式の外のシートに文章がある"
        return [*asides, _whole_sheet(grid, n_rows, reading, State.NEEDS_PERSON, reason)], False
    reason = "回答の様式ではないシート"
    return [*asides, _whole_sheet(grid, n_rows, reading, State.NOT_AN_OPINION, reason)], False


def _holds_sentences(grid: Grid) -> bool:
    """Whether a sheet beside the form (別紙) says something; guidance and lists of codes do not."""
    if _OF_THE_FORM.search(grid.sheet or ""):
        return False
    texts = (text for row in grid.rows for text in row)
    return any(len(text) >= 20 and "。" in text and not is_guidance(text) for text in texts)


def _says_something(grid: Grid) -> bool:
    """Whether a sheet holds sentences, and not only codes and names to choose from."""
    return any(is_ended(text) for row in grid.rows for text in row)


def _fits(grid: Grid, layout: Layout) -> bool:
    if layout.shape == "form":
        return fits_form(grid, layout)
    return header_shift(grid, layout) is not None


def _whole_sheet(grid: Grid, n_rows: int, reading: Reading, state: State, reason: str) -> Entry:
    """One entry for a sheet that is not read row by row."""
    filled = ("\t".join(text for text in row if text.strip()) for row in grid.rows)
    text = "\n".join(row for row in filled if row)
    return Entry(
        file=reading.file,
        begin=0,
        end=len(text),
        text=text if state is State.NEEDS_PERSON or _says_something(grid) else "",
        state=state,
        reason=f"{reason}（{n_rows}行）",
        sheet=grid.sheet,
    )


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
