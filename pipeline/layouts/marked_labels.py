"""Cells of a form that are questions and answers by their marks (Ｑ１．…, below it Ａ１．…)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.layouts.answer_marks import answer_mark, asked_and_answered
from pipeline.layouts.cell_labels import CellLabel
from pipeline.layouts.role_words import Role, squeezed
from pipeline.layouts.said import has_letters
from pipeline.readers.grid import Grid, Place


@dataclass(frozen=True)
class MarkedPair:
    """A question and its answer: places of their cells, and where their words begin there."""

    question: Place
    answer: Place
    begin: int
    """Of the answer's words, in characters of its cell."""
    is_worded: bool
    """Whether the question stands beside its mark in one cell."""
    is_said: bool
    """Whether the answer does."""

    @property
    def is_below(self) -> bool:
        """Whether the answer stands below the question."""
        return self.question[1] == self.answer[1]


def marked_pairs(grid: Grid, rows: Sequence[int]) -> list[MarkedPair]:
    """Questions and answers with marks, below one another or, with words, side by side.

    Args:
        grid: the sheet.
        rows: rows to look at, from 0.
    """
    lines = [[(row, column) for row in rows] for column in range(grid.n_columns)]
    below = [pair for line in lines for pair in _along(grid, line)]
    lines = [[(row, column) for column in range(grid.n_columns)] for row in rows]
    beside = [pair for line in lines for pair in _along(grid, line) if pair.is_worded]
    return below or beside


def _along(grid: Grid, line: Sequence[Place]) -> Iterator[MarkedPair]:
    texts = [grid.cell(*place) for place in line]
    for asked, answered, begin in asked_and_answered(texts):
        mark = answer_mark(texts[asked])
        is_worded = mark is not None and has_letters(texts[asked][mark.end :])
        is_said = has_letters(texts[answered][begin:])
        yield MarkedPair(line[asked], line[answered], begin, is_worded, is_said)


def marked_labels(grid: Grid, rows: Sequence[int]) -> tuple[dict[Place, CellLabel], set[Place]]:
    """The labels that questions and answers with marks are, and the cells that are answers.

    A question in words is the label of the answer in words below it. Else the answer's mark is a
    label of its own, and the question the item above it.
    """
    labels: dict[Place, CellLabel] = {}
    answers: set[Place] = set()
    for pair in marked_pairs(grid, rows):
        words = squeezed(grid.cell(*pair.question))
        if pair.is_worded and pair.is_said:
            labels[pair.question] = CellLabel(words, Role.OPINION, 0)
            answers.add(pair.answer)
            continue
        mark = squeezed(grid.cell(*pair.answer)[: pair.begin])
        labels[pair.question] = CellLabel(words, Role.ITEM, 0)
        labels[pair.answer] = CellLabel(mark, Role.OPINION, pair.begin if pair.is_said else 0)
    return labels, answers
