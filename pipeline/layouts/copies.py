"""Copies of a form in labels that no list knows: what is equal in all is form, the rest answers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.layouts.cell_labels import label_role
from pipeline.layouts.guidance import is_note
from pipeline.layouts.list_layout import Proposal
from pipeline.layouts.named_by_file import asks_for_a_name
from pipeline.layouts.role_words import IDENTITY, Role, squeezed
from pipeline.layouts.roles import BODY_WORDS
from pipeline.layouts.said import has_letters, speaks_of_something
from pipeline.layouts.source import LabelledField, Layout
from pipeline.readers.grid import Grid, Place, column_name

Cells = dict[Place, str]
"""The filled cells of a sheet by their place."""
FEWEST_COPIES = 3
"""Two bodies may have agreed on an answer; three copies show what is printed."""
_FEWEST_EQUAL = 3
"""Cells that copies have in common; a sheet with fewer is too small to be told from another."""
MOST_CELLS = 200
"""Filled cells of a form; what is larger is a list."""


@dataclass(frozen=True)
class FormCells:
    """A sheet that may be a copy of a form: what stands in it, and what its words show."""

    cells: Cells
    proposal: Proposal | None = None
    sheet: str = "1"


def form_cells(grid: Grid, proposal: Proposal | None) -> FormCells | None:
    """The cells of a sheet that is no list; None of one that is, or that is too large."""
    if grid.keys_first or (proposal is not None and proposal.layout.shape != "form"):
        return None
    filled = {
        (row, column): text.strip()
        for row in grid.filled_rows()
        for column, text in enumerate(grid.rows[row])
        if text.strip()
    }
    return FormCells(filled, proposal, grid.sheet or "1") if len(filled) <= MOST_CELLS else None


def of_copies(sheets: Sequence[FormCells]) -> list[Proposal | None]:
    """The layout of each sheet, with the labels that its copies show.

    Args:
        sheets: of all files.

    Returns:
        (n_sheets,) the proposal that its words make, completed; None where nothing shows answers.
    """
    found = [sheet.proposal for sheet in sheets]
    for group in _groups([sheet.cells for sheet in sheets]):
        if len(group) < FEWEST_COPIES:
            continue
        shown = _labels([sheets[n].cells for n in group])
        for n in group:
            found[n] = _completed(sheets[n].proposal, shown)
    return found


def _groups(sheets: Sequence[Cells]) -> list[list[int]]:
    """Sheets that have at least half of their cells in common with the first of their group."""
    groups: list[tuple[set[tuple[Place, str]], list[int]]] = []
    for number, cells in enumerate(sheets):
        here = set(cells.items())
        for first, members in groups:
            if len(first & here) >= max(_FEWEST_EQUAL, min(len(first), len(here)) * 0.4):
                members.append(number)
                break
        else:
            groups.append((here, [number]))
    return [members for _, members in groups]


def _labels(copies: Sequence[Cells]) -> dict[str, tuple[Role, str]]:
    """By squeezed label: its role, and the evidence (Japanese)."""
    printed = set(copies[0].items()).intersection(*(set(cells.items()) for cells in copies[1:]))
    labels = {place: text for place, text in printed if _may_be_a_label(text)}
    answers: dict[Place, list[str]] = {}
    for place in sorted({p for cells in copies for p in cells} - {p for p, _ in printed}):
        beside = _label_of(place, labels)
        if beside is not None:
            said = [cells[place] for cells in copies if place in cells]
            answers.setdefault(beside, []).extend(said)
    shown: dict[str, tuple[Role, str]] = {}
    for place, said in answers.items():
        role = label_role(labels[place]) or _role(said, labels[place])
        if role is not None:
            why = f"{len(copies)}通の{column_name(place[1])}{place[0] + 1}が同じで、答えが違う"
            shown.setdefault(squeezed(labels[place]), (role, why))
    return shown


def _may_be_a_label(text: str) -> bool:
    """Whether a printed cell may say what is asked for: no colon, no unit (件), no hint."""
    return len(squeezed(text).strip("（）()")) > 1 and has_letters(text) and not is_note(text)


def _label_of(answer: Place, labels: Cells) -> Place | None:
    """The nearest printed cell to the left of an answer, else the nearest above it."""
    row, column = answer
    left = [place for place in labels if place[0] == row and place[1] < column]
    if left:
        return max(left)
    above = [place for place in labels if place[0] < row and place[1] <= column]
    return max(above, default=None)


def _role(answers: Sequence[str], label: str) -> Role | None:
    """What the answers to an unknown label are; None where nobody can know (a name, a number)."""
    said = [text for text in answers if has_letters(text)]
    if len(set(said)) < FEWEST_COPIES - 1:
        return None
    names = asks_for_a_name(label) and not any(map(speaks_of_something, said))
    if names or all(BODY_WORDS.fullmatch(squeezed(text)) for text in said):
        return Role.BODY_NAME if len(set(said)) == len(said) else None
    return Role.OPINION if any(map(speaks_of_something, said)) else None


def _completed(own: Proposal | None, shown: dict[str, tuple[Role, str]]) -> Proposal | None:
    """What the words of a sheet show, and the labels that its copies show beside."""
    fields = list(own.layout.fields) if own else []
    known = {squeezed(entry.label) for entry in fields}
    has_body = any(entry.role in IDENTITY for entry in fields)
    new = {
        label: role
        for label, (role, _) in shown.items()
        if label not in known and not (has_body and role in IDENTITY)
    }
    fields += [LabelledField(label=label, role=role) for label, role in new.items()]
    if not any(entry.role is Role.OPINION for entry in fields) or not new:
        return own
    doubts = tuple(
        f"「{label}」は知らない見出し。同じ様式の各ファイルで答えが違うので、"
        f"{'意見' if role is Role.OPINION else '団体名'}の欄とした（違えば role を直す）"
        for label, role in new.items()
        if label_role(label) is None
    )
    evidence = {label: why for label, (_, why) in shown.items() if label in new}
    if own is None:
        layout = Layout(shape="form", fields=tuple(fields))
        return Proposal(layout, evidence, doubts)
    layout = own.layout.model_copy(update={"fields": tuple(fields)})
    return replace(own, layout=layout, evidence=own.evidence | evidence, doubts=own.doubts + doubts)
