"""Forms (様式): labels, and the answers to their right or below them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.layouts.answer_region import answer_cells, joined
from pipeline.layouts.attributes import ATTRIBUTE_ROLES, Attributes, attributes_of
from pipeline.layouts.cell_labels import CellLabel, label_of_cell
from pipeline.layouts.counted_answers import without_counters
from pipeline.layouts.label_places import label_places
from pipeline.layouts.labels_in_line import FILLED_IN, pieces, value_of
from pipeline.layouts.role_words import Role
from pipeline.readers.grid import Grid, Place, rows_of


@dataclass(frozen=True)
class FoundField:
    """A label with a known role, and where its answer stands."""

    label: str
    role: Role
    place: Place
    answer: Place
    """The first cell of the answer."""
    answer_text: str
    begin: int = 0
    """Where the answer begins within its cell (behind a label in the same cell)."""
    cells: tuple[Place, ...] = ()
    """All cells of the answer in reading order; empty where nothing is written."""


def find_fields(
    grid: Grid, rows: Iterable[int], labels: dict[str, Role] | None = None
) -> list[FoundField]:
    """Find labels and their answers, in reading order.

    An answer is all that stands to the right of its label up to the next label, line by line, as
    far as the label reaches or the lines go on below; else what stands below the label.

    Args:
        grid: the sheet.
        rows: rows to look at, from 0, one below the other; answers stand in them, too.
        labels: squeezed labels and their roles as round.yaml names them; None to go by words.
    """
    searched = list(rows)
    if searched and searched[-1] + 1 < len(grid.rows):
        grid = rows_of(grid, searched[0], searched[-1] + 1)
    known = label_places(grid, searched, labels)
    found: list[FoundField] = []
    answers: set[Place] = set()
    for place, label in known.items():
        if place in answers:
            continue
        text = grid.cell(*place)
        if label.begin:
            found += _in_cell(text, place, label, labels)
            continue
        cells = answer_cells(grid, place, label.role, known, answers)
        answers.update(cells)
        cells = cells if label.role is Role.OPINION else without_counters(grid, cells)
        first = cells[0] if cells else (place[0], grid.span(*place)[3] + 1)
        written = joined(grid, cells)
        begin = len(grid.cell(*first)) if first in known else 0  # another label is no answer
        found.append(FoundField(label.text, label.role, place, first, written, begin, cells))
    return found


def field_attributes(found: Iterable[FoundField]) -> Attributes:
    """What the fields of a sheet say of who answered, beside who it is."""
    return attributes_of((f.label, f.answer_text) for f in found if f.role in ATTRIBUTE_ROLES)


def _in_cell(
    text: str, place: Place, label: CellLabel, labels: dict[str, Role] | None
) -> Iterator[FoundField]:
    """The fields of a cell that holds labels and answers (団体名：甲町　担当課：総務課)."""
    parts = pieces(text) if label.role in FILLED_IN else [(0, len(text))]
    for begin, end in parts:
        own = label if begin == 0 else label_of_cell(text[begin:end].rstrip(), labels)
        if own is None or not own.begin:
            continue
        at = begin + own.begin
        whole = len(parts) == 1 or own.role not in FILLED_IN
        said = text[at:end] if whole else value_of(text[at:end])
        yield FoundField(own.text, own.role, place, place, said, at, (place,))
