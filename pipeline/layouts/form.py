"""Forms (様式): labels, and the answers to their right or below them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.layouts.masked_labels import role_among
from pipeline.layouts.role_words import IDENTITY, Role, role_of_words, squeezed
from pipeline.readers.grid import Grid, Place
from pipeline.segmentation.stock_answers import recognise

_LONGEST_LABEL = 25
_LONGEST_QUESTION = 240
_QUESTION = re.compile(r"^(?:問|設問|質問|Q)\d|(?:か|ください|下さい|こと)[？?)）]*$")
_GUIDANCE = re.compile(
    r"(?:[（(〔][^（(）)]*|※[^。\n]*)(?:字以内|字程度|記入|記載|選択|必須|任意|添付|お書き|自由記述)[^（(）)\n]*[)）〕]?。?"
    r"|[（(【]?(?:記[入載]例|例)[)）】:：].*",
    re.DOTALL,
)
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
    answer_text: str
    begin: int = 0
    """Where the answer begins within its cell (behind a label in the same cell)."""


def is_guidance(text: str) -> bool:
    """Whether a text only tells how to fill in the form (（200字以内）, ※…, 記載例)."""
    words = text.strip()
    return len(words) < 200 and bool(_GUIDANCE.fullmatch(words))


def label_role(text: str) -> Role | None:
    """The role that a cell names, when it is short enough to be a label."""
    words = squeezed(text)
    if not words or words.endswith("。") or len(words) > _LONGEST_QUESTION or recognise(text):
        return None
    role = role_of_words(words)
    is_question = role is Role.OPINION and _QUESTION.search(words)
    return role if is_question or len(words) <= _LONGEST_LABEL else None


def find_fields(
    grid: Grid, rows: Iterable[int], labels: dict[str, Role] | None = None
) -> list[FoundField]:
    """Find labels and their answers, in reading order.

    Args:
        grid: the sheet.
        rows: rows to look at, from 0.
        labels: squeezed labels and their roles as round.yaml names them; None to go by words.
    """
    found: list[FoundField] = []
    answers: set[Place] = set()
    for row in rows:
        for column in range(len(grid.rows[row])):
            text = grid.cell(row, column)
            if not text.strip() or (row, column) in answers:
                continue
            role = _role(text, labels)
            inside = _IN_CELL.match(text) or spaced_label(text)
            if role is not None and not (labels is None and inside and spaced_label(text)):
                place, answer = _answer(grid, row, column, labels)
                answers.add(place)
                label = squeezed(text)
                found.append(FoundField(label, role, (row, column), place, answer))
            elif inside:
                role = _role(inside["label"], labels)
                if role is not None:
                    label = squeezed(inside["label"])
                    here, begin = (row, column), inside.start("answer")
                    found.append(FoundField(label, role, here, here, inside["answer"], begin))
    return found


def spaced_label(text: str) -> re.Match[str] | None:
    """A label and its answer with a space between (団体名　A市); not 団体 名, 担当者 連絡先."""
    inside = _SPACED.match(text)
    if inside is None or label_role(inside["label"]) not in _SAID_BESIDE:
        return None
    rest = inside["answer"]
    return None if label_role(rest) is not None or _OF_A_LABEL.search(rest) else inside


def _role(text: str, labels: dict[str, Role] | None) -> Role | None:
    return label_role(text) if labels is None else role_among(labels, squeezed(text))


def _answer(grid: Grid, row: int, column: int, labels: dict[str, Role] | None) -> tuple[Place, str]:
    """The answer to a label: the next cell to the right, else the cell below, else nothing."""
    top, left, bottom, right = grid.span(row, column)
    beside = (top, right + 1)
    below = (bottom + 1, left)
    candidates = []
    for place in (beside, below):
        origin = grid.span(*place)[:2]
        text = grid.cell(*origin)
        if text.strip() and _role(text, labels) is None:
            candidates.append((origin, text))
    written = [entry for entry in candidates if not is_guidance(entry[1])]
    for entry in (*written, *candidates):
        return entry
    return beside, ""
