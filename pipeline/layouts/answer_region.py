"""Which cells of a form are the answer to a label: beside it, line by line, or below it."""

from collections.abc import Container, Sequence

from pipeline.layouts.form_ends import ends_form
from pipeline.layouts.form_labels import is_form_label
from pipeline.layouts.guidance import is_instruction, is_note
from pipeline.layouts.role_words import Role
from pipeline.readers.grid import Grid, Place

_LONG = frozenset({Role.OPINION, Role.REASON, Role.REMARK, Role.ITEM})
"""Roles whose answers may take several cells."""
CONNECTORS = frozenset(":：→⇒｜|、・-－─")
"""Cells between a label and its answer."""
_UNITS = frozenset("件円人年字点回名％%")
_OFFICES = frozenset("市町村区県都府道課係部局室")
_GAP = 2
"""Blank rows inside an answer, at most."""


def joined(grid: Grid, cells: Sequence[Place]) -> str:
    """The text of an answer: a line per cell."""
    texts = [grid.cell(*place) for place in cells]
    if len(texts) == 2 and texts[1].strip() in _OFFICES:  # 甲 | 町
        return texts[0].strip() + texts[1].strip()
    if sum(len(text.strip()) <= 2 for text in texts) > len(texts) / 2 and len(texts) > 3:
        return "".join(text.strip() for text in texts)  # manuscript paper
    return "\n".join(texts)


def answer_cells(
    grid: Grid, place: Place, role: Role, labels: Container[Place], taken: Container[Place]
) -> tuple[Place, ...]:
    """The cells of the answer to a label, in reading order; empty where nothing is written.

    Args:
        grid: the sheet.
        place: of the label.
        role: of the label; only answers that may be long take several cells.
        labels: places of all labels.
        taken: places that are answers already.
    """
    search = _Search(grid, labels, taken)
    top, left, bottom, right = grid.span(*place)
    cells = search.beside(top, bottom, right, role in _LONG)
    if not cells:
        edge = search.next_label(top, bottom, right)
        cells = search.below(bottom + 1, left, max(right + 1, edge), role in _LONG)
    if role in _LONG:
        return tuple(cells)
    return tuple(cells[: 2 if len(cells) > 1 and grid.cell(*cells[1]).strip() in _OFFICES else 1])


class _Search:
    """The cells around one label."""

    def __init__(self, grid: Grid, labels: Container[Place], taken: Container[Place]) -> None:
        self.grid, self.labels, self.taken = grid, labels, taken

    def next_label(self, top: int, bottom: int, right: int) -> int:
        """The column of the next label in the rows of this one; behind the last where none is."""
        columns = [
            column
            for row in range(top, bottom + 1)
            for column in range(right + 1, self.grid.n_columns)
            if (row, column) in self.labels
        ]
        return min(columns, default=max(self.grid.n_columns, right + 1))

    def _in_row(self, row: int, begin: int, end: int) -> list[Place]:
        """Filled cells that begin in a row, between two columns."""
        width = len(self.grid.rows[row]) if row < len(self.grid.rows) else 0
        return [
            (row, column)
            for column in range(begin, min(end, width))
            if self.grid.cell(row, column).strip() or (row, column) in self.grid.faults
        ]

    def _said(self, places: list[Place], is_long: bool, below: bool = False) -> list[Place]:
        """Those of cells that answer: neither guidance nor a colon or a unit."""
        said = []
        spelt = sum(len(self.grid.cell(*place).strip()) <= 2 for place in places) > len(places) / 2
        spelt = spelt and len(places) > 3  # a letter per cell, as on manuscript paper
        for place in places:
            text = self.grid.cell(*place).strip()
            alone = not spelt and len(places) > 1
            if alone and (text in CONNECTORS or text.strip("（）()") in _UNITS):
                continue
            hint = is_instruction(text) if below else is_note(text)
            hint = hint or ends_form(text)
            hint = hint or (not is_long and is_form_label(text))  # 提出者, below it 名称 | 甲町
            if place not in self.taken and not hint:
                said.append(place)
        return said

    def beside(self, top: int, bottom: int, right: int, is_long: bool) -> list[Place]:
        """To the right of a label, in its rows, and in those below where the lines go on."""
        edge = self.next_label(top, bottom, right)
        cells: list[Place] = []
        gap = 0
        for row in range(top, len(self.grid.rows) if is_long else bottom + 1):
            here = self._in_row(row, right + 1, edge)
            if row > bottom:
                left = {self.grid.span(row, column)[:2] for column in range(right + 1)}
                before = any(self.grid.cell(*at).strip() for at in left if at[0] > bottom)
                if before or not cells or any(place in self.labels for place in here):
                    break
                if here and (here[0][1] != cells[0][1] or self._closes(here)):
                    break
                if here and is_instruction(self.grid.cell(*here[0])):
                    break
            gap = 0 if here else gap + 1
            if gap > _GAP and row > bottom:
                break
            cells += self._said(here, is_long)
        return cells

    def below(self, first: int, left: int, edge: int, is_long: bool) -> list[Place]:
        """Below a label, up to the next label."""
        cells: list[Place] = []
        gap = 0
        for row in range(first, len(self.grid.rows)):
            here = self._in_row(row, left, edge)
            if self._begins_another(row, left, edge):
                break
            if here and cells and (here[0][1] != cells[0][1] or self._closes(here)):
                break
            if not here:
                gap += 1
                if gap > (_GAP if cells else 1):
                    break
                continue
            gap = 0
            cells += self._said(here, is_long, below=True)
            if not is_long and cells:
                break
        return cells

    def _begins_another(self, row: int, left: int, edge: int) -> bool:
        """Whether a label stands in a row, or to the left of it with no answer between."""
        known = [place for place in self._in_row(row, 0, edge) if place in self.labels]
        if not known or known[-1][1] >= left:
            return bool(known)
        between = self._in_row(row, self.grid.span(*known[-1])[3] + 1, left)
        return not between

    def _closes(self, here: list[Place]) -> bool:
        """Whether a row ends the answers above it (以上)."""
        return ends_form(self.grid.cell(*here[0]))


def lies_on_its_side(grid: Grid, identities: Sequence[Place], opinions: Sequence[Place]) -> bool:
    """Whether columns stand for bodies: two cells beside a body's label, and beside an opinion's.

    Args:
        grid: the sheet.
        identities: places of labels of ``IDENTITY``.
        opinions: places of labels of opinions.
    """

    def beside(place: Place) -> set[int]:
        right = grid.span(*place)[3]
        cells = {c: grid.cell(place[0], c).strip() for c in range(right + 1, grid.n_columns)}
        return {c for c, text in cells.items() if text and text not in CONNECTORS}

    bodies = [found for place in identities if len(found := beside(place)) > 1]
    return any(len(beside(place) & columns) > 1 for place in opinions for columns in bodies)
