"""A row as received: its place, its text, who sent it, and where it ended."""

from dataclasses import dataclass

from pipeline.tables.ledger import State


@dataclass(frozen=True)
class Part:
    """A piece of a row that holds several points; offsets count from the row's ``begin``."""

    begin: int
    end: int
    state: State = State.OPINIONS
    reason: str = ""


@dataclass(frozen=True)
class Sender:
    """Who answered, as the file says it; empty where it does not."""

    code: str = ""
    name: str = ""
    prefecture: str = ""
    kind: str = ""
    department: str = ""


@dataclass(frozen=True)
class Entry:
    """One row as received, and where it ended.

    ``begin`` and ``end`` are character offsets into the text of the file (or of the cell);
    ``text`` is exactly what stands between them.
    """

    file: str
    begin: int
    end: int
    text: str
    state: State
    reason: str = ""
    sheet: str | None = None
    row: int | None = None
    page: int | None = None
    heading: str | None = None
    respondent: str | None = None
    body_kind: str | None = None
    text_begin: int = 0
    """Where the opinion itself begins within ``text`` (behind a bullet mark), in characters."""
    column: str | None = None
    parts: tuple[Part, ...] = ()
    """Set where the row was cut: between them they hold all its text but white space and marks."""
    sender: Sender = Sender()
    number: str = ""
    """The row's own number as the source gives it, for references such as 「No.3と同じ」."""
    mark: str = ""
    """訂正, 差替, 取下げ … where a column of the source says so."""
    quoted: tuple[str, ...] = ()
    """The opinions that a resolved reference (同上) stands for."""


def originals(entry: Entry) -> list[tuple[str, int, int]]:
    """The opinions of a row before masking, with begin and end of their place."""
    if entry.state is State.REFERENCE:
        return [(text, entry.begin, entry.end) for text in entry.quoted]
    if entry.state is not State.OPINIONS:
        return []
    if not entry.parts:
        return [(entry.text[entry.text_begin :], entry.begin + entry.text_begin, entry.end)]
    return [
        (entry.text[part.begin : part.end], entry.begin + part.begin, entry.begin + part.end)
        for part in entry.parts
        if part.state is State.OPINIONS
    ]
