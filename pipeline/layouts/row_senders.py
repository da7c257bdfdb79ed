"""Who said a row of a list: the row itself, else what stands above the table, else nobody knows."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.layouts.columns import Columns
from pipeline.layouts.entry import Entry, Sender
from pipeline.layouts.role_words import Role
from pipeline.readers.grid import Grid, column_number
from pipeline.respondents.body_names import split_prefecture
from pipeline.tables.state import State
from pipeline.text.body_words import is_kind_of_sender

_SAYS = frozenset({State.OPINIONS, State.REFERENCE})
_TOWNS = frozenset("市区町村")
_SHOWN = 10
"""Rows named in a question; the rest is counted."""


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
        self._asked: list[tuple[int, bool]] = []

    def begin(self, name: str) -> None:
        """From here on the rows are said by a body that heads them."""
        self._default = Sender(name=name)

    def of(self, grid: Grid, row: int) -> Sender:
        """Who answered in a row; ``is_open`` where its cell is empty and nothing says why."""
        own = self._columns.sender(grid, row)
        if own.name or own.code:
            beside = Sender(department=self._default.department, person=self._default.person)
            if self._lies_in_prefecture(own):
                beside = replace(beside, prefecture=self._default.prefecture)
            self._above = beside.with_more(own)
            return self._above
        is_ditto = self._columns.has_ditto(grid, row)
        if not self._named and not is_ditto:
            return self._default.with_more(own)
        if self._columns.blank == "above" and not is_ditto:
            return replace(self._above.with_more(own), attributes=own.attributes)
        named_person = self._columns.text(grid, row, Role.PERSON)
        nobody = named_person or is_kind_of_sender(own.kind) or self._columns.blank == "nobody"
        if is_ditto or (not nobody and (self._above.name or self._above.code)):
            self._asked.append((row, is_ditto))
        return replace(own, is_open=not nobody)

    def _lies_in_prefecture(self, own: Sender) -> bool:
        """Whether a body lies in the prefecture that alone is named above the list."""
        alone = not (self._default.name or self._default.code)
        is_town = own.name.strip()[-1:] in _TOWNS and not own.code and not own.prefecture
        return alone and is_town and split_prefecture(own.name)[0] is None

    def question(self, entries: Sequence[Entry]) -> list[Entry]:
        """One entry that asks who said the answers of rows that name nobody; none where all do.

        The answers themselves count, as nobody's, until a person has said whose they are.

        Args:
            entries: of the list's rows.
        """
        says = {entry.row for entry in entries if entry.state in _SAYS}
        rows = [(row, is_ditto) for row, is_ditto in self._asked if row + 1 in says]
        if not rows:
            return []
        column = self._columns.of_senders[-1]
        named = "、".join(str(row + 1) for row, _ in rows[:_SHOWN])
        more = f" ほか{len(rows) - _SHOWN}行" if len(rows) > _SHOWN else ""
        if all(is_ditto for _, is_ditto in rows):
            reason = (
                f"{column}列（団体）の「同上」の上に団体がなく、誰の意見か分からない（{named}行目{more}）。"
                "セルに団体名を書く"
            )
        else:
            reason = (
                f"{column}列（団体）が空で、誰の意見か分からない（{named}行目{more}）。"
                f"round.yaml の {column}列に、"
                "上の行の団体なら blank: above、団体でなければ blank: nobody を書き足す"
                "（この行だけならセルに団体名を書く）"
            )
        first = next(entry for entry in entries if entry.row == rows[0][0] + 1)
        asked = Entry(
            file=first.file,
            begin=0,
            end=0,
            text="",
            state=State.NEEDS_PERSON,
            reason=reason,
            sheet=first.sheet,
            row=first.row,
            column=f"{column}（団体）",
        )
        return [asked]
