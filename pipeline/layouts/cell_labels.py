"""What a cell of a form is by its words: a label with a known role, its answer beside or inside."""

import re
from dataclasses import dataclass

from pipeline.layouts.answer_marks import answer_mark
from pipeline.layouts.form_labels import ends_as_label, is_form_label
from pipeline.layouts.guidance import is_instruction
from pipeline.layouts.masked_labels import role_among
from pipeline.layouts.question_words import is_subject
from pipeline.layouts.role_words import IDENTITY, Role, role_of_words, squeezed
from pipeline.segmentation.stock_answers import recognise

LONGEST_LABEL = 25  # characters; a longer one asks for an opinion
_LONGEST_QUESTION = 240
_QUESTION = re.compile(r"(?:か|ください|下さい|こと)[？?)）]*$")
_IN_CELL = re.compile(r"^(?P<label>[^:：\n]{2,20})[:：]\s*(?P<answer>\S.*)$", re.DOTALL)
_SPACED = re.compile(r"^\s*(?P<label>[^\s:：(（]{2,12})[ 　\t]+(?P<answer>[^\s(（※][^\n]*)$")
_OF_A_LABEL = re.compile(r"(?:名|名称|コード|番号|区分|種別|等|先|欄|者|部署|所属)\s*$")
_SAID_BESIDE = IDENTITY | {Role.DEPARTMENT, Role.PERSON, Role.CONTACT}
"""Roles whose answer may stand in the same cell with nothing but a space between."""


@dataclass(frozen=True)
class CellLabel:
    """A label, its role, and where its answer begins."""

    text: str
    role: Role
    begin: int
    """Where its answer begins in the same cell; 0 where the answer stands elsewhere."""


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
    return role if is_question or len(words) <= LONGEST_LABEL else None


def is_sure(text: str) -> bool:
    """Whether a cell is a label by its words alone, wherever it stands."""
    words = squeezed(text)
    return bool(is_form_label(text) or is_subject(text) or _QUESTION.search(words))


def label_of_cell(text: str, labels: dict[str, Role] | None) -> CellLabel | None:
    """The label that a cell is or begins with; ``labels`` as in ``find_fields``."""
    role = _role(text, labels)
    inside = _IN_CELL.match(text) or spaced_label(text)
    if role is not None and not (labels is None and inside and spaced_label(text)):
        return CellLabel(squeezed(text), role, 0)
    if inside and (role := _role(inside["label"], labels)) is not None:
        return CellLabel(squeezed(inside["label"]), role, inside.start("answer"))
    if labels and (mark := answer_mark(text)) and (role := _role(text[: mark.end], labels)):
        return CellLabel(squeezed(text[: mark.end]), role, mark.end)
    return None


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
