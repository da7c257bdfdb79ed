"""Hand-outs of meetings as text: headings, bullets under them, and everything that is neither.

Text taken out of a PDF loses bullets and breaks lines, so a line's meaning comes from where it
stands: section titles stand alone between blank lines and end in no full stop; a heading is
numbered; a line right under a finished sentence is a bullet that lost its mark; a line right under
an unfinished one belongs to it.
"""

import re
from dataclasses import dataclass, replace

from pydantic import Field

from pipeline.errors import OpinionsError
from pipeline.language import says
from pipeline.layouts.entry import Entry
from pipeline.params import Parameters
from pipeline.tables.state import State
from pipeline.text.sentences import is_ended

_HEADING = re.compile(r"^(?:\d{1,2}[.．]|[（(]\d{1,2}[)）]|[①-⑳])\s*(?=\S)")
_BULLET = re.compile(r"^\s*(?:[-‐–・•●◆■]\s*|[○◯]\s*(?!【))(?=\S)")
_ITEM = re.compile(r"^[○◯\s]*【検討項目")


class DocumentParams(Parameters):
    """How a hand-out names its parts (in round.yaml, section ``document``)."""

    opinion_sections: tuple[str, ...] = Field(default=("意見",), min_length=1)
    """Words of which one stands in the title of a section that holds opinions."""
    other_sections: tuple[tuple[str, str], ...] = (
        ("検討すべき項目", "検討項目"),
        ("スケジュール", "日程"),
        ("指示", "総理指示"),
    )
    """(word in the title, reason for the ledger) of sections that hold none; they win."""


@dataclass(frozen=True)
class _Line:
    number: int  # from 1
    begin: int  # character offset
    end: int
    text: str
    alone: bool  # blank lines, or the edge of the file, on both sides


def read_document(text: str, file: str, params: DocumentParams) -> list[Entry]:
    """Read a hand-out.

    Args:
        text: the whole text; offsets of the result count its characters.
        file: name of the file, for places and messages.
        params: how the hand-out names its parts.

    Returns:
        One entry per bullet, heading, title or note, in order; between them they hold every
        character of the text that is not white space.

    Raises:
        OpinionsError: the text is empty, or no section title names opinions.
    """
    lines = _lines(text)
    if not lines:
        raise OpinionsError(
            says(
                f"{file} は空である。資料の本文を入れる。",
                f"{file} is empty. Put the text of the hand-out there.",
            )
        )
    entries: list[Entry] = []
    section: str | None = "前文"  # why its lines are no opinions; None in a section of opinions
    heading: str | None = None
    for line in lines:
        previous = entries[-1] if entries else None
        if _is_title(line):
            named, section = _section(line.text, params, section)
            heading = None if section is not None else heading
            reason = "表題" if named or section is None else section
            entries.append(_entry(line, file, State.NOT_AN_OPINION, reason, heading=None))
        elif section is not None:
            entries.append(_entry(line, file, State.NOT_AN_OPINION, section, heading=None))
        elif previous is not None and _goes_on(previous, line, "見出し"):
            entries[-1] = _joined(previous, line, text)
            heading = f"{heading}{line.text}"
        elif _HEADING.match(line.text):
            heading = _HEADING.sub("", line.text).strip()
            entries.append(_entry(line, file, State.NOT_AN_OPINION, "見出し", heading=None))
        elif previous is not None and _goes_on(previous, line, ""):
            entries[-1] = _joined(previous, line, text)
        else:
            entries.append(_entry(line, file, State.OPINIONS, "", heading=heading))
    if not any(entry.state is State.OPINIONS for entry in entries):
        words = "、".join(params.opinion_sections)
        raise OpinionsError(
            says(
                f"{file}：意見が見つからない。意見は、次のどれかを含む見出しの下で探す："
                f"{words}。見出しが違うときは round.yaml の document.opinion_sections に書く。",
                f"{file}: no opinion found. Opinions are looked for under a section title "
                f"that holds one of: {words}. If the title differs, name it in round.yaml "
                "under document.opinion_sections.",
            )
        )
    return entries


def _lines(text: str) -> list[_Line]:
    numbered: list[tuple[int, int, int, str]] = []
    begin = 0
    for number, raw in enumerate(text.splitlines(keepends=True), start=1):
        content = raw.strip()
        start = begin + len(raw) - len(raw.lstrip()) if content else begin
        numbered.append((number, start, start + len(content), content))
        begin += len(raw)
    lines = []
    for position, (number, start, end, content) in enumerate(numbered):
        if not content:
            continue
        above = position == 0 or not numbered[position - 1][3]
        below = position + 1 == len(numbered) or not numbered[position + 1][3]
        lines.append(_Line(number, start, end, content, above and below))
    return lines


def _is_title(line: _Line) -> bool:
    return (
        line.alone
        and not is_ended(line.text)
        and not _BULLET.match(line.text)
        and not _HEADING.match(line.text)
        and not _ITEM.match(line.text)
        and not line.text.startswith(("<", "＜"))
        and not re.match(r"^\d{1,2}月", line.text)
    )


def _section(title: str, params: DocumentParams, current: str | None) -> tuple[bool, str | None]:
    """Whether a title opens a section of a known kind, and why its lines are no opinions.

    The reason is None where they are opinions.
    """
    for word, reason in params.other_sections:
        if word in title:
            return True, reason
    if any(word in title for word in params.opinion_sections):
        return True, None
    return current is None or current == "前文", current if current is not None else "その他"


def _goes_on(previous: Entry, line: _Line, reason: str) -> bool:
    """Whether a line goes on with the unfinished heading or opinion (no reason) right above."""
    return (
        previous.reason == reason
        and not _BULLET.match(line.text)
        and not _HEADING.match(line.text)
        and not is_ended(previous.text)
        and (reason == "" or line.number == (previous.row or 0) + 1)
    )


def _entry(line: _Line, file: str, state: State, reason: str, heading: str | None) -> Entry:
    bullet = _BULLET.match(line.text)
    return Entry(
        file=file,
        begin=line.begin,
        end=line.end,
        text=line.text,
        state=state,
        reason=reason,
        row=line.number,
        heading=heading,
        text_begin=bullet.end() if bullet else 0,
    )


def _joined(entry: Entry, line: _Line, text: str) -> Entry:
    return replace(entry, end=line.end, text=text[entry.begin : line.end])
