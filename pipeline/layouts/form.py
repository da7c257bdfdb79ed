"""Forms (様式): labels, and the answers to their right or below them."""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.layouts.answer_region import answer_cells, joined
from pipeline.layouts.attributes import ATTRIBUTE_ROLES, Attributes, attributes_of
from pipeline.layouts.form_labels import ends_as_label, is_form_label
from pipeline.layouts.guidance import is_instruction
from pipeline.layouts.labels_in_line import FILLED_IN, pieces, value_of
from pipeline.layouts.masked_labels import role_among
from pipeline.layouts.numbered_labels import (
    further_questions,
    is_question,
    is_subject,
    named_subjects,
    numbered_beside,
    numbered_inside,
    numbered_items,
)
from pipeline.layouts.role_words import IDENTITY, Role, role_of_words, squeezed
from pipeline.readers.grid import Grid, Place, rows_of
from pipeline.segmentation.stock_answers import recognise

_LONGEST_LABEL = 25
_LONGEST_QUESTION = 240
_QUESTION = re.compile(r"(?:か|ください|下さい|こと)[？?)）]*$")
_IN_CELL = re.compile(r"^(?P<label>[^:：\n]{2,20})[:：]\s*(?P<answer>\S.*)$", re.DOTALL)
_SPACED = re.compile(r"^\s*(?P<label>[^\s:：(（]{2,12})[ 　\t]+(?P<answer>[^\s(（※][^\n]*)$")
_OF_A_LABEL = re.compile(r"(?:名|名称|コード|番号|区分|種別|等|先|欄|者|部署|所属)\s*$")
_SAID_BESIDE = IDENTITY | {Role.DEPARTMENT, Role.PERSON, Role.CONTACT}
"""Roles whose answer may stand in the same cell with nothing but a space between."""


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


def label_role(text: str) -> Role | None:
    """The role that a cell names, when it is short enough to be a label."""
    words = squeezed(text)
    if is_subject(text):
        return Role.OPINION
    if (
        not words
        or words.endswith("。")
        or is_instruction(text)
        or len(words) > _LONGEST_QUESTION
        or recognise(text)
    ):
        return None
    role = role_of_words(words)
    named = ends_as_label(words) or is_form_label(words)
    if not (named or _QUESTION.search(words)):
        return None  # words of labels inside an answer
    is_question = role is Role.OPINION and _QUESTION.search(words)
    return role if is_question or len(words) <= _LONGEST_LABEL else None


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
    known = _labels(grid, searched, labels)
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
        first = cells[0] if cells else (place[0], grid.span(*place)[3] + 1)
        written = joined(grid, cells)
        begin = len(grid.cell(*first)) if first in known else 0  # another label is no answer
        found.append(FoundField(label.text, label.role, place, first, written, begin, cells))
    return found


def field_attributes(found: Iterable[FoundField]) -> Attributes:
    """What the fields of a sheet say of who answered, beside who it is."""
    return attributes_of((f.label, f.answer_text) for f in found if f.role in ATTRIBUTE_ROLES)


@dataclass(frozen=True)
class _Label:
    text: str
    role: Role
    begin: int
    """Where its answer begins in the same cell; 0 where the answer stands elsewhere."""


def _labels(grid: Grid, rows: Sequence[int], labels: dict[str, Role] | None) -> dict[Place, _Label]:
    """The labels of a sheet by place, in reading order."""
    found: dict[Place, _Label] = {}
    counted: set[Place] = set()
    for row in rows:
        for column in range(len(grid.rows[row])):
            text = grid.cell(row, column)
            if text.strip() and (label := _label(text, labels)) is not None:
                beside = _left(grid, row, column, found)
                if labels is None and beside and not label.begin and not is_form_label(text):
                    below = grid.span(row, column)[2] + 1
                    left_below = grid.cell(grid.span(*beside)[2] + 1, beside[1])
                    own_below = grid.cell(below, column)
                    is_header = own_below.strip() and left_below.strip()
                    if not is_header or _label(left_below, labels) is not None:
                        continue  # an answer that holds a word of labels
                found[row, column] = label
    if labels is None:
        asked = [p for p, label in found.items() if is_question(grid.cell(*p)) and not label.begin]
        for place in further_questions(grid, rows, asked):
            found[place] = _Label(squeezed(grid.cell(*place)), Role.OPINION, 0)
        asked = [p for p, label in found.items() if label.role is Role.OPINION and not label.begin]
        for place in numbered_beside(grid, rows, asked):
            words = squeezed(grid.cell(*place))
            found[place] = _Label(words, role_of_words(words) or Role.OPINION, 0)
            counted.update((place, *asked))
        inside = numbered_inside(grid, rows, asked)
        for place in inside:
            words = squeezed(grid.cell(*place))
            is_reason = role_of_words(words) is Role.REASON
            found[place] = _Label(words, Role.REASON if is_reason else Role.OPINION, 0)
            counted.add(place)
        found = dict(sorted((at, found[at]) for at in found if at not in inside.values()))
    title = _title(grid, rows, found)
    asked = [p for p, label in found.items() if label.role is Role.OPINION and p != title]
    if not asked:
        asked = (
            numbered_items(grid, rows, found)
            or named_subjects(grid, rows, found)
            or [place for place, label in found.items() if label.role is Role.REASON]
        )
        for place in asked:
            found[place] = _Label(squeezed(grid.cell(*place)), Role.OPINION, 0)
        found = dict(sorted(found.items()))
    if labels is None and title is not None and asked:
        del found[title]
    if labels is not None:
        return dict(sorted(found.items()))
    usual = {column for (row, column) in found if _is_sure(grid.cell(row, column))}
    return {
        place: label
        for place, label in found.items()
        if label.begin
        or place in counted
        or _is_sure(grid.cell(*place))
        or _has_answer_beside(grid, place, found)
        or (label.role is Role.OPINION and (place[1] in usual or not usual))
    }


def _title(grid: Grid, rows: Sequence[int], found: dict[Place, _Label]) -> Place | None:
    """A label of an opinion (…への意見) alone in the first row, with no answer in the next."""
    filled = [
        [(row, c) for c, text in enumerate(grid.rows[row]) if text.strip()]
        for row in rows
        if any(text.strip() for text in grid.rows[row])
    ][:2]
    if len(filled) < 2 or len(filled[0]) > 1 or filled[0][0] not in found:
        return None
    (place,), below = filled
    label = found[place]
    if label.role is not Role.OPINION or label.begin or _is_sure(grid.cell(*place)):
        return None
    return place if len(below) > 1 or below[0] in found else None


def _is_sure(text: str) -> bool:
    """Whether a cell is a label by its words alone, wherever it stands."""
    words = squeezed(text)
    return bool(is_form_label(text) or is_subject(text) or _QUESTION.search(words))


def _has_answer_beside(grid: Grid, place: Place, labels: Container[Place]) -> bool:
    """Whether the next filled cell of a row is an answer to the cell at ``place``."""
    row, column = place[0], grid.span(*place)[3] + 1
    beside = [(row, c) for c in range(column, grid.n_columns) if grid.cell(row, c).strip()]
    return bool(beside) and beside[0] not in labels


def _left(grid: Grid, row: int, column: int, found: dict[Place, _Label]) -> Place | None:
    """The label that stands right before a cell in its row."""
    at = column - 1
    while at >= 0 and not grid.cell(*grid.span(row, at)[:2]).strip():
        at = grid.span(row, at)[1] - 1
    place = grid.span(row, at)[:2] if at >= 0 else None
    return place if place in found and not found[place].begin else None


def _label(text: str, labels: dict[str, Role] | None) -> _Label | None:
    role = _role(text, labels)
    inside = _IN_CELL.match(text) or spaced_label(text)
    if role is not None and not (labels is None and inside and spaced_label(text)):
        return _Label(squeezed(text), role, 0)
    if inside and (role := _role(inside["label"], labels)) is not None:
        return _Label(squeezed(inside["label"]), role, inside.start("answer"))
    return None


def _in_cell(
    text: str, place: Place, label: _Label, labels: dict[str, Role] | None
) -> Iterator[FoundField]:
    """The fields of a cell that holds labels and answers (団体名：甲町　担当課：総務課)."""
    parts = pieces(text) if label.role in FILLED_IN else [(0, len(text))]
    for begin, end in parts:
        own = label if begin == 0 else _label(text[begin:end].rstrip(), labels)
        if own is None or not own.begin:
            continue
        at = begin + own.begin
        whole = len(parts) == 1 or own.role not in FILLED_IN
        said = text[at:end] if whole else value_of(text[at:end])
        yield FoundField(own.text, own.role, place, place, said, at, (place,))


def spaced_label(text: str) -> re.Match[str] | None:
    """A label and its answer with a space between (団体名　A市); not 団体 名, 担当者 連絡先."""
    inside = _SPACED.match(text)
    if inside is None or label_role(inside["label"]) not in _SAID_BESIDE:
        return None
    rest = inside["answer"]
    return None if label_role(rest) is not None or _OF_A_LABEL.search(rest) else inside


def _role(text: str, labels: dict[str, Role] | None) -> Role | None:
    if labels is None:
        return label_role(text)
    if (named := role_among(labels, squeezed(text))) is not None:
        return named
    usual = label_role(text) if is_form_label(text) else None  # this copy has a label more
    return None if usual is Role.OPINION else usual
