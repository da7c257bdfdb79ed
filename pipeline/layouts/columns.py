"""The columns of a list by role, and what a row says in them."""

import re

from pipeline.layouts.attributes import ATTRIBUTE_ROLES, Attributes, attributes_of
from pipeline.layouts.besides import owners
from pipeline.layouts.entry import Sender
from pipeline.layouts.role_words import Role
from pipeline.layouts.said import speaks_of_something
from pipeline.layouts.source import Layout
from pipeline.readers.grid import Grid, column_number
from pipeline.text.normalize import without_unseen

_DITTO = re.compile('[〃々″”"]{1,2}|同上|同前|上に同じ|上記に同じ')


class Columns:
    """The columns of a layout by role; ``first`` is the first row below the header, from 0."""

    def __init__(self, layout: Layout, first: int = 0) -> None:
        self._first = first
        self.by_role: dict[Role, list[int]] = {}
        self.headers = {column_number(c.column): c.header for c in layout.columns}
        self.roles = {column_number(c.column): c.role for c in layout.columns}
        self.title_of = self._titles()
        """By column, the first one below its title: a merged title stands above several."""
        self.unconfirmed = frozenset(c.column for c in layout.columns if not c.confirmed)
        """Letters of columns of which a person has still to say whether they name the senders."""
        for column in layout.columns:
            role = column.role if column.confirmed else Role.ATTRIBUTE
            self.by_role.setdefault(role, []).append(column_number(column.column))
        senders = [c for c in layout.columns if c.role in (Role.BODY_NAME, Role.BODY_CODE)]
        self.of_senders = tuple(c.column for c in senders)
        """Letters of the columns that name the senders, or may."""
        self.blank = next((c.blank for c in senders if c.blank), "")
        """What an empty cell in them means."""
        roles = ATTRIBUTE_ROLES if senders else ATTRIBUTE_ROLES | {Role.PREFECTURE}
        self._attributes = [
            column_number(c.column) for c in layout.columns if c.confirmed and c.role in roles
        ]
        """A prefecture beside no body is where somebody lives."""
        self.go_on: frozenset[int] = frozenset()
        """Rows that only go on with the answer above: a ditto mark means none of them."""

    def _titles(self) -> dict[int, int]:
        first: dict[int, int] = {}
        for column in sorted(self.roles):
            left = column - 1
            goes_on = left in first and self.roles[left] is self.roles[column]
            goes_on = goes_on and bool(self.headers[column])
            goes_on = goes_on and self.headers[left] == self.headers[column]
            first[column] = first[left] if goes_on else column
        return first

    def owners(self, column: int) -> list[int]:
        """The columns of answers that a reason or remark in a column belongs to."""
        titles = {c: self.roles[c] for c, first in self.title_of.items() if c == first}
        named = owners(self.title_of[column], self.roles[column], titles)
        return [c for c in self.of(Role.OPINION) if self.title_of[c] in named]

    def of(self, *roles: Role) -> list[int]:
        """Columns, from 0, of these roles."""
        return [column for role in roles for column in self.by_role.get(role, ())]

    def text(self, grid: Grid, row: int, role: Role) -> str:
        """The texts of a row's columns of a role; a merged cell speaks for all its rows."""
        texts = [text for column in self.of(role) if (text := _text(grid, row, column))]
        return " ／ ".join(dict.fromkeys(texts))

    def sender(self, grid: Grid, row: int) -> Sender:
        """Who answered, as a row says it; ditto marks (〃, 同上) stand for the row above."""
        return Sender(
            code=self.said(grid, row, Role.BODY_CODE),
            name=self.said(grid, row, Role.BODY_NAME),
            prefecture=self.said(grid, row, Role.PREFECTURE),
            kind=self.said(grid, row, Role.BODY_KIND),
            department=self.said(grid, row, Role.DEPARTMENT),
            person=self.text(grid, row, Role.PERSON),
            asked=" ".join(self.headers[column] for column in self.of(Role.BODY_NAME)),
            attributes=self._attributes_of(grid, row),
        )

    def _attributes_of(self, grid: Grid, row: int) -> Attributes:
        """Attributes of a row; ditto marks stand for the row above."""
        return attributes_of(
            (self.headers[column], _text(grid, self._told(grid, row, column), column))
            for column in self._attributes
        )

    def whole_text(self, grid: Grid, row: int, column: int) -> str:
        """The text of a cell, its lines kept; a ditto mark stands for the cell above."""
        top, left, *_ = grid.span(self._told(grid, row, column), column)
        return grid.cell(top, left).strip()

    def _told(self, grid: Grid, row: int, column: int) -> int:
        """The row whose cell a ditto mark stands for; the row itself where there is none."""
        above = row
        while above > self._first and _DITTO.fullmatch(_text(grid, above, column)):
            above -= 1
            while above > self._first and above in self.go_on:
                above -= 1
        return above

    def said(self, grid: Grid, row: int, role: Role) -> str:
        """The texts of a row's columns of a role; ditto marks stand for the row above.

        Nothing else is taken from another row: an empty cell says nothing.
        """
        text = self.text(grid, row, role)
        while row > self._first and _DITTO.fullmatch(text):
            row -= 1
            if row not in self.go_on and any(cell.strip() for cell in grid.rows[row]):
                text = self.text(grid, row, role)
        if role in (Role.BODY_NAME, Role.PREFECTURE) and speaks_of_something(text):
            return ""  # an answer in the wrong column is nobody's name
        return "" if _DITTO.fullmatch(text) else text

    def has_ditto(self, grid: Grid, row: int) -> bool:
        """Whether a ditto mark stands where the sender's name or code belongs."""
        told = (self.text(grid, row, role) for role in (Role.BODY_NAME, Role.BODY_CODE))
        return any(_DITTO.fullmatch(text) for text in told)


def _text(grid: Grid, row: int, column: int) -> str:
    """The text of a cell in one line; a merged cell speaks for all its rows."""
    top, left, *_ = grid.span(row, column) if grid.merged else (row, column)
    return " ".join(without_unseen(grid.cell(top, left)).split())
