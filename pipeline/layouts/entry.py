"""A row as received: its place, its text, who sent it, and where it ended."""

from dataclasses import dataclass

from pipeline.segmentation.stock_answers import Target
from pipeline.tables.state import State


@dataclass(frozen=True)
class Part:
    """A piece of a row that holds several points; offsets count from the row's ``begin``.

    The opinion itself begins at ``text_begin``, behind a bullet mark; ``lead`` is the heading or
    announcement within the row under which it stands.
    """

    begin: int
    end: int
    text_begin: int
    lead: str = ""
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
    person: str = ""
    """Of the cell for a name. It leaves ``ingest`` nowhere; it says what to mask elsewhere."""
    is_open: bool = False
    """Whether the row should say who answered, and does not: nothing else says it either."""
    asked: str = ""
    """Header or label of the cell that holds the name; empty where it stands in a text."""
    attributes: tuple[tuple[str, str], ...] = ()
    """Name and value of what else is said of who answered (年代, 受付方法); it names nobody."""

    def with_more(self, more: "Sender") -> "Sender":
        """This sender with what another says, which wins."""
        return Sender(
            code=more.code or self.code,
            name=more.name or self.name,
            prefecture=more.prefecture or self.prefecture,
            kind=more.kind or self.kind,
            department=more.department or self.department,
            person=more.person or self.person,
            is_open=more.is_open or self.is_open,
            asked=more.asked if more.name else self.asked,
            attributes=tuple((dict(self.attributes) | dict(more.attributes)).items()),
        )

    def or_else(self, other: "Sender") -> "Sender":
        """This sender, or another with what this one adds to it, where this one has no name."""
        return self if self.name or self.code else other.with_more(self)


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
    body_code: str | None = None
    population_band: str | None = None
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
    target: Target | None = None
    """What a reference refers to."""
    quoted: tuple[str, ...] = ()
    """The opinions that a resolved reference (同上) stands for."""
    beside: tuple[tuple[str, str], ...] = ()
    """Header and text of the reasons and remarks of its row: they are shown with its opinions."""


@dataclass(frozen=True)
class FileOutcome:
    """What became of a whole file, where its rows do not say it."""

    state: State
    reason: str


@dataclass(frozen=True)
class Original:
    """An opinion before masking; offsets into the text of the file or cell."""

    text: str
    begin: int
    end: int
    lead: str = ""


def originals(entry: Entry) -> list[Original]:
    """The opinions of a row, those that a resolved reference stands for included."""
    if entry.state is State.REFERENCE:
        return [Original(text, entry.begin, entry.end) for text in entry.quoted]
    if entry.state is not State.OPINIONS:
        return []
    parts = entry.parts or (Part(0, len(entry.text), entry.text_begin),)
    return [
        Original(
            text,
            entry.begin + part.text_begin,
            entry.begin + part.text_begin + len(text),
            part.lead,
        )
        for part in parts
        if part.state is State.OPINIONS
        and (text := entry.text[part.text_begin : part.end].rstrip())
    ]
