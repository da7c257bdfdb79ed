"""A source file of a round, and the layouts that say where its answers stand."""

import datetime as dt
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from pipeline.language import says
from pipeline.layouts.role_words import Role
from pipeline.places import DIGEST_LENGTH

STRICT = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True)


class SourceFile(BaseModel):
    """A file of a round: its path below the round's folder, and how it is read.

    Names of persons in ``path`` may be masked; ``received_paths`` finds the file that is meant.
    """

    model_config = STRICT

    path: str = Field(min_length=1)
    kind: str = Field(
        pattern="^(document|workbook|delimited|word|pdf|text|json|html|unreadable|ignored)$"
    )
    layout: tuple[str, ...] = ()
    """Names under ``layouts``; the first that fits a sheet is used. Empty: found at each run."""
    received: str = Field(default="", pattern=r"^(\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?)?)?$")
    """When the file came or was last changed; of two by the same body the newer one counts."""
    digest: str = Field(default="", pattern=rf"^([0-9a-f]{{{DIGEST_LENGTH}}})?$")
    """Of a file whose path is masked: the first hexadecimal digits of the SHA-256 of its content,
    so that files of one masked path are told apart."""
    respondent: str = ""
    """Who sent it, where the file does not say."""
    replaced: bool | None = None
    """Of a file that a newer one by the same body seems to replace: true where a person has seen
    that it does, false where both count. Empty: it does not count, and the ledger asks."""
    reason: str = ""
    """Of a file that is unreadable or ignored: why. With it, the file itself may be absent."""

    @field_validator("received", mode="before")
    @classmethod
    def _as_text(cls, value: Any) -> Any:
        return str(value) if isinstance(value, dt.date) else value

    @field_validator("layout", mode="before")
    @classmethod
    def _one_or_several(cls, value: Any) -> Any:
        return (value,) if isinstance(value, str) and value else value or ()


class Column(BaseModel):
    """A column of a list: its letters, what it holds, and its header as found."""

    model_config = STRICT

    column: str = Field(pattern="^[A-Z]{1,4}$")
    role: Role
    header: str = ""
    confirmed: bool = True
    """False where add-round could not tell whether the column names the senders: no run until a
    person writes true here, with the role corrected where it is wrong."""
    blank: str = Field(default="", pattern="^(above|nobody)?$")
    """Of a column that names the senders, what an empty cell means: the body of the row above, or
    nobody (people among bodies). Empty: not known; the row waits."""


class LabelledField(BaseModel):
    """A label of a form; the answer stands to its right or below it."""

    model_config = STRICT

    label: str = Field(min_length=1)
    role: Role


class Layout(BaseModel):
    """How a kind of sheet or text is laid out."""

    model_config = STRICT

    shape: str = Field(pattern="^(list|form|document|prose|ignored)$")
    """list: one respondent per row; form: label and answer; document: a hand-out with section
    titles; prose: paragraphs and bullets; ignored: no answers in it."""
    header_rows: tuple[int, ...] = ()
    """Rows of the header, from 1; empty where the table has none."""
    columns: tuple[Column, ...] = ()
    fields: tuple[LabelledField, ...] = ()
    printed: tuple[str, ...] = ()
    """Further texts of cells that people have seen to be printed on the form, nobody's answer."""

    @model_validator(mode="after")
    def _has_opinions(self) -> "Layout":
        roles = [column.role for column in self.columns] + [entry.role for entry in self.fields]
        if self.shape in ("list", "form") and Role.OPINION not in roles:
            raise ValueError(
                says(
                    "意見の列（role: opinion）が一つもない",
                    "no column or field has the role 'opinion'",
                )
            )
        return self
