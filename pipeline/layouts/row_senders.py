"""Who said a row of a list: the row itself, else what stands above the table, else nobody knows."""

from dataclasses import replace

from pipeline.layouts.columns import Columns
from pipeline.layouts.entry import Entry, Sender
from pipeline.layouts.role_words import Role
from pipeline.readers.grid import Grid, column_number
from pipeline.tables.state import State
from pipeline.text.body_words import is_kind_of_sender

_SAYS = frozenset({State.OPINIONS, State.REFERENCE})


class RowSenders:
    """The senders of the rows of a list, from top to bottom.

    An empty cell is never filled from the row above, unless a person has said so (``blank``).
    """

    def __init__(self, grid: Grid, first: int, columns: Columns, default: Sender) -> None:
        self._columns = columns
        cells = [column_number(column) for column in columns.of_senders]
        rows = range(first, len(grid.rows))
        self._named = any(grid.cell(row, column).strip() for row in rows for column in cells)
        self._default = default
        self._above = Sender()

    def of(self, grid: Grid, row: int) -> Sender:
        """Who answered in a row; ``is_open`` where its cell is empty and nothing says why."""
        own = self._columns.sender(grid, row)
        if own.name or own.code:
            beside = Sender(department=self._default.department, person=self._default.person)
            self._above = beside.with_more(own)
            return self._above
        if not self._named:
            return self._default.with_more(own)
        if self._columns.blank == "above":
            return replace(self._above.with_more(own), attributes=own.attributes)
        named_person = self._columns.text(grid, row, Role.PERSON)
        nobody = named_person or is_kind_of_sender(own.kind) or self._columns.blank == "nobody"
        return replace(own, is_open=not nobody)

    def waiting(self, entry: Entry) -> Entry:
        """An answer of a row whose sender is left open below a named one: a person must say."""
        named = self._above.name or self._above.code
        if entry.state not in _SAYS or not (entry.sender.is_open and named):
            return entry
        column = self._columns.of_senders[-1]
        reason = (
            f"{column}列（団体）が空で、誰の意見か分からない。round.yaml の {column}列に、"
            "上の行の団体なら blank: above、団体でなければ blank: nobody を書き足す"
            "（この行だけならセルに団体名を書く）"
        )
        return replace(entry, state=State.NEEDS_PERSON, reason=reason, parts=())
