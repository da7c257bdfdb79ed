"""Where the labels of a form stand: cells that are known by their words, place or number."""

from collections.abc import Container, Sequence
from dataclasses import replace

from pipeline.layouts.answer_region import CONNECTORS
from pipeline.layouts.cell_labels import CellLabel, is_sure, label_of_cell
from pipeline.layouts.form_labels import is_form_label
from pipeline.layouts.marked_labels import marked_labels
from pipeline.layouts.numbered_labels import (
    asking_sentences,
    further_questions,
    named_subjects,
    numbered_beside,
    numbered_inside,
    numbered_items,
)
from pipeline.layouts.question_words import is_question
from pipeline.layouts.reply_words import is_reply_beside, is_said
from pipeline.layouts.role_words import Role, role_of_words, squeezed
from pipeline.readers.grid import Grid, Place


def label_places(
    grid: Grid, rows: Sequence[int], labels: dict[str, Role] | None
) -> dict[Place, CellLabel]:
    """The labels of a sheet by place, in reading order."""
    found: dict[Place, CellLabel] = {}
    counted: set[Place] = set()
    for row in rows:
        for column in range(len(grid.rows[row])):
            text = grid.cell(row, column)
            label = label_of_cell(text, labels) if text.strip() else None
            if label is None and labels is None and grid.labels_first and not column:
                role = role_of_words(squeezed(text))
                label = CellLabel(squeezed(text), role, 0) if role else None
            if label is not None:
                beside = _left(grid, row, column, found)
                if labels is None and beside and not label.begin and not is_form_label(text):
                    below = grid.span(row, column)[2] + 1
                    left_below = grid.cell(grid.span(*beside)[2] + 1, beside[1])
                    own_below = grid.cell(below, column)
                    is_header = own_below.strip() and left_below.strip()
                    if not is_header or label_of_cell(left_below, labels) is not None:
                        continue  # an answer that holds a word of labels
                found[row, column] = label
    if labels is None:
        asked = [p for p, label in found.items() if is_question(grid.cell(*p)) and not label.begin]
        for place in further_questions(grid, rows, asked):
            found[place] = CellLabel(squeezed(grid.cell(*place)), Role.OPINION, 0)
        asked = [p for p, label in found.items() if label.role is Role.OPINION and not label.begin]
        for place in numbered_beside(grid, rows, asked):
            words = squeezed(grid.cell(*place))
            found[place] = CellLabel(words, role_of_words(words) or Role.OPINION, 0)
            counted.update((place, *asked))
        inside = numbered_inside(grid, rows, asked)
        for place in inside:
            words = squeezed(grid.cell(*place))
            is_reason = role_of_words(words) is Role.REASON
            found[place] = CellLabel(words, Role.REASON if is_reason else Role.OPINION, 0)
            counted.add(place)
        marked, answers = marked_labels(grid, rows)
        counted.update(marked)
        gone = {*inside.values(), *answers}
        found = dict(
            sorted((at, label) for at, label in {**found, **marked}.items() if at not in gone)
        )
    title = _title(grid, rows, found)
    asked = [p for p, label in found.items() if label.role is Role.OPINION and p != title]
    if not asked:
        asked = (
            numbered_items(grid, rows, found)
            or named_subjects(grid, rows, found)
            or asking_sentences(grid, rows, found)
            or [place for place, label in found.items() if label.role is Role.REASON]
        )
        for place in asked:
            found[place] = CellLabel(squeezed(grid.cell(*place)), Role.OPINION, 0)
        found = dict(sorted(found.items()))
    if labels is None and title is not None and asked:
        del found[title]
    if labels is not None:
        return dict(sorted(found.items()))
    found = _replies_apart(found)
    usual = {column for (row, column) in found if is_sure(grid.cell(row, column))}
    return {
        place: label
        for place, label in found.items()
        if label.begin
        or place in counted
        or is_sure(grid.cell(*place))
        or _has_answer_beside(grid, place, found)
        or (label.role is Role.OPINION and (place[1] in usual or not usual))
    }


def _replies_apart(found: dict[Place, CellLabel]) -> dict[Place, CellLabel]:
    """回答 below 意見, two times or more in a column, holds what was said to it."""
    asked = {place: label for place, label in found.items() if label.role is Role.OPINION}
    by_column: dict[int, list[Place]] = {}
    for place in sorted(asked):
        by_column.setdefault(place[1], []).append(place)
    replies = set()
    for places in by_column.values():
        said, replied = places[::2], places[1::2]
        pairs = len(places) > 3 and len(said) == len(replied)
        if (
            pairs
            and all(is_said(asked[place].text) for place in said)
            and all(is_reply_beside(asked[place].text) for place in replied)
        ):
            replies.update(replied)
    return {
        p: replace(label, role=Role.REPLY) if p in replies else label for p, label in found.items()
    }


def _title(grid: Grid, rows: Sequence[int], found: dict[Place, CellLabel]) -> Place | None:
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
    if label.role is not Role.OPINION or label.begin or is_sure(grid.cell(*place)):
        return None
    return place if len(below) > 1 or below[0] in found else None


def _has_answer_beside(grid: Grid, place: Place, labels: Container[Place]) -> bool:
    """Whether the next filled cell of a row is an answer to the cell at ``place``."""
    row, column = place[0], grid.span(*place)[3] + 1
    beside = [(row, c) for c in range(column, grid.n_columns) if grid.cell(row, c).strip()]
    return bool(beside) and beside[0] not in labels


def _left(grid: Grid, row: int, column: int, found: dict[Place, CellLabel]) -> Place | None:
    """The label that stands right before a cell in its row, with a colon between or none."""
    at = column - 1
    while at >= 0 and grid.cell(*grid.span(row, at)[:2]).strip() in {"", *CONNECTORS}:
        at = grid.span(row, at)[1] - 1
    place = grid.span(row, at)[:2] if at >= 0 else None
    return place if place in found and not found[place].begin else None
