"""round.yaml: what a round is, which files it has, and how their sheets are laid out."""

import datetime as dt
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from pipeline.errors import OpinionsError
from pipeline.intake.document import DocumentParams
from pipeline.intake.roles import Role
from pipeline.store import read_yaml

_STRICT = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True)


class SourceFile(BaseModel):
    """A file of a round: its path below the round's folder, and how it is read."""

    model_config = _STRICT

    path: str = Field(min_length=1)
    kind: str = Field(
        pattern="^(document|workbook|delimited|word|pdf|text|json|unreadable|ignored)$"
    )
    layout: tuple[str, ...] = ()
    """Names under ``layouts``; the first that fits a sheet is used. Empty: found at each run."""
    received: str = Field(default="", pattern=r"^(\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?)?)?$")
    """When the file came or was last changed; of two by the same body the newer one counts."""
    respondent: str = ""
    """Who sent it, where the file does not say."""
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

    model_config = _STRICT

    column: str = Field(pattern="^[A-Z]{1,3}$")
    role: Role
    header: str = ""


class LabelledField(BaseModel):
    """A label of a form; the answer stands to its right or below it."""

    model_config = _STRICT

    label: str = Field(min_length=1)
    role: Role


class Layout(BaseModel):
    """How a kind of sheet or text is laid out."""

    model_config = _STRICT

    shape: str = Field(pattern="^(list|form|document|prose|ignored)$")
    """list: one respondent per row; form: label and answer; document: a hand-out with section
    titles; prose: paragraphs and bullets; ignored: no answers in it."""
    header_rows: tuple[int, ...] = ()
    """Rows of the header, from 1; empty where the table has none."""
    columns: tuple[Column, ...] = ()
    fields: tuple[LabelledField, ...] = ()

    @model_validator(mode="after")
    def _has_opinions(self) -> "Layout":
        roles = [column.role for column in self.columns] + [entry.role for entry in self.fields]
        if self.shape in ("list", "form") and Role.OPINION not in roles:
            raise ValueError("no column or field has the role 'opinion'")
        return self


class RoundFile(BaseModel):
    """round.yaml, written by people (or drafted by a command and corrected by people)."""

    model_config = _STRICT

    title: str = Field(min_length=1)
    date: str = Field(pattern=r"^\d{4}-\d{2}-\d{2}$")
    year: int = Field(ge=1990, le=2100)
    attribution: str = ""
    files: tuple[SourceFile, ...] = Field(min_length=1)
    layouts: dict[str, Layout] = Field(default_factory=dict)
    document: DocumentParams = DocumentParams()

    @model_validator(mode="after")
    def _layouts_are_there(self) -> "RoundFile":
        for source in self.files:
            for name in source.layout:
                if name not in self.layouts:
                    raise ValueError(f"{source.path} names layout '{name}', which is not there")
        paths = [source.path for source in self.files]
        if len(set(paths)) < len(paths):
            twice = sorted({path for path in paths if paths.count(path) > 1})
            raise ValueError(f"files named twice: {twice}")
        return self


def read_round_file(folder: Path) -> RoundFile:
    """Read round.yaml.

    Raises:
        OpinionsError: folder or file missing, an unknown key, a value out of range.
    """
    if not folder.is_dir():
        raise OpinionsError(
            f"{folder} is not there. params.yaml lists this round under 'rounds': make the folder "
            "with its source files and round.yaml, or take the round off the list."
        )
    path = folder / "round.yaml"
    if not path.is_file():
        raise OpinionsError(
            f"{path} is not there. It names title, date, year and files of the round; "
            "copy one of another round and correct it, or use `opinions add-round`."
        )
    values = read_yaml(path)
    try:
        return RoundFile(**{**values, "date": str(values.get("date", ""))})
    except ValidationError as error:
        problems = "; ".join(
            f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}"
            for fault in error.errors()
        )
        raise OpinionsError(
            f"{path}: {problems}. Keys are: {', '.join(RoundFile.model_fields)}."
        ) from error
