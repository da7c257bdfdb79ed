"""round.yaml: what a round is, which files it has, and how their sheets are laid out."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
from pydantic import BaseModel, Field, ValidationError, field_validator, model_validator

from pipeline.errors import OpinionsError
from pipeline.layouts.hand_out import DocumentParams
from pipeline.layouts.source import STRICT, Layout, SourceFile
from pipeline.store import read_yaml


class RoundFile(BaseModel):
    """round.yaml, written by people (or drafted by a command and corrected by people)."""

    model_config = STRICT

    title: str = Field(min_length=1)
    date: str = Field(pattern=r"^\d{4}-\d{2}-\d{2}$")
    year: int = Field(ge=1990, le=2100)
    attribution: str = ""
    files: tuple[SourceFile, ...] = Field(min_length=1)
    layouts: dict[str, Layout] = Field(default_factory=dict)
    document: DocumentParams = DocumentParams()

    @field_validator("date")
    @classmethod
    def _date_is_a_day(cls, value: str) -> str:
        dt.date.fromisoformat(value)  # ValueError: no such day
        return value

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

    def at(self, paths: Mapping[str, str]) -> "RoundFile":
        """The same with other paths of files (by path, the new one)."""
        files = [
            source.model_copy(update={"path": paths.get(source.path, source.path)})
            for source in self.files
        ]
        return self.model_copy(update={"files": tuple(files)})


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
        return RoundFile.model_validate({**values, "date": str(values.get("date", ""))})
    except ValidationError as error:
        problems = "; ".join(
            f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}"
            for fault in error.errors()
        )
        raise OpinionsError(
            f"{path}: {problems}. Keys are: {', '.join(RoundFile.model_fields)}."
        ) from error


def shown_paths(meta: RoundFile, ledger: pd.DataFrame) -> dict[str, str]:
    """By the path of each file in round.yaml, the masked path that tables and reports show.

    Args:
        meta: of the round.
        ledger: of the round; it lists the files in the order of round.yaml.
    """
    shown = ledger.loc[ledger["level"] == "file", "file"]
    return dict(zip((source.path for source in meta.files), shown, strict=True))
