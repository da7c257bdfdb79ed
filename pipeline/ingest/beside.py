"""Entries of what no layout reads: odd rows, page heads, unsure tables, unread parts."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipeline.layouts.answer_cells import Reading
from pipeline.layouts.entry import Entry
from pipeline.layouts.guidance import is_guidance
from pipeline.layouts.role_words import squeezed
from pipeline.layouts.unread import LONG, TEXT_BOX, may_be_answer, of_aside
from pipeline.readers.grid import Grid, UnreadPart, column_name
from pipeline.readers.package_parts import Known
from pipeline.tables.state import UNREAD_PART, State
from pipeline.text.sentences import is_ended

PAGE_HEAD = "ページの上か下の文字"
"""Why a line at the head or foot of pages is no opinion."""


def waiting_entries(grid: Grid, reading: Reading) -> list[Entry]:
    """Entries of the rows whose cells cannot be told apart: a person looks at their whole text."""
    return [
        Entry(
            file=reading.file,
            begin=0,
            end=len(waiting.text),
            text=waiting.text,
            state=State.NEEDS_PERSON,
            reason=waiting.reason,
            sheet=grid.sheet,
            row=waiting.row + 1,
        )
        for waiting in grid.waiting
    ]


def page_head_entries(lines: Sequence[str], file: str) -> list[Entry]:
    """Entries of the lines at the head or foot of pages."""
    return [
        replace(_apart(file, line, State.NOT_AN_OPINION, PAGE_HEAD, "ページの見出し"), row=number)
        for number, line in enumerate(lines, start=1)
    ]


def unsure_table_entries(texts: Sequence[str], file: str) -> list[Entry]:
    """Entries of tables whose rows nobody can tell: a person looks at each."""
    reason = "罫線も番号もない表（列は分かるが行が分からない。意見と回答を分けて入れ直す）"
    return [
        _apart(file, text, State.NEEDS_PERSON, reason, f"行の分からない表{number}")
        for number, text in enumerate(texts, start=1)
    ]


def _apart(file: str, text: str, state: State, reason: str, sheet: str) -> Entry:
    """The entry of a whole text that stands apart from sheets and running text."""
    return Entry(
        file=file, begin=0, end=len(text), text=text, state=state, reason=reason, sheet=sheet
    )


def aside_entries(grid: Grid, reading: Reading) -> list[Entry]:
    """Entries of the text boxes of a sheet, and of its comments, which are no cells either."""
    entries = []
    for number, aside in enumerate(grid.asides, start=1):
        part = of_aside(aside, grid.sheet)
        waits = part.kind == TEXT_BOX or may_be_answer(part)
        place = column_name(aside.place[1])
        entries.append(
            Entry(
                file=reading.file,
                begin=0,
                end=len(aside.text),
                text=aside.text,
                state=State.NEEDS_PERSON if waits else State.NOT_AN_OPINION,
                reason=f"{UNREAD_PART}{part.told}",
                sheet=grid.sheet,
                row=aside.place[0] + 1,
                column=f"{place}（{aside.kind}{number}）",
            )
        )
    return entries


def unread_entries(parts: Sequence[UnreadPart], file: str) -> list[Entry]:
    """One entry per unread part, with its kind and length, and its text where it could be had."""
    seen: Counter[tuple[str, str | None, int | None]] = Counter()
    entries = []
    for part in parts:
        place = (part.kind, part.sheet, part.page)
        seen[place] += 1
        number = f"{seen[place]}" if seen[place] > 1 else ""
        entries.append(
            Entry(
                file=file,
                begin=0,
                end=len(part.text),
                text=part.text,
                state=State.NEEDS_PERSON if may_be_answer(part) else State.NOT_AN_OPINION,
                reason=f"{UNREAD_PART}{part.told}",
                sheet=part.sheet,
                page=part.page,
                column=f"{part.kind}{number}",
            )
        )
    return entries


def left_cells(grid: Grid, entries: Sequence[Entry]) -> list[UnreadPart]:
    """Cells that say something and stand in no entry of their sheet: no layout looks there.

    Args:
        grid: the sheet.
        entries: all that was made of it.
    """
    told = Known(text for entry in entries for text in (entry.text, entry.heading or ""))
    left = [
        text
        for row in grid.rows
        for text in row
        if (len(text) >= LONG or is_ended(text))
        and not text.isascii()
        and not (told.holds(text) or told.holds(squeezed(text)))  # labels are kept squeezed
    ]
    if not left:
        return []
    is_answer = any(is_ended(text) and not is_guidance(text) for text in left)
    return [UnreadPart("欄の外のセル", "\n".join(left), is_answer=is_answer, sheet=grid.sheet)]
