"""What round.yaml says of a round and its files, without how the files are laid out.

Reports need no more than this, so a change to the readers or layouts reruns none of them.
"""

import datetime as dt
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator

from pipeline.errors import OpinionsError
from pipeline.language import says
from pipeline.params import fault_words, unseen_characters
from pipeline.yaml_files import read_yaml

M = TypeVar("M", bound=BaseModel)
SEVERAL = "\n"
DRAFT_KEYS = ("draft", "earlier_draft", "next_draft")
"""Of round.yaml: the version asked about, the one before, the one that came after."""
"""Between the names where round.yaml lists several drafts for one."""


class Settled(BaseModel):
    """A person has read what a run could not, or not alone: the page no longer warns of it."""

    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True)

    what: str = Field(min_length=1)
    """A file of the round (all that waits in it), or a place as the report names it."""
    by: str = ""
    """Who read it, if that may be published."""
    date: Annotated[str, BeforeValidator(str)] = ""
    note: str = ""


class RoundHead(BaseModel):
    """Title, date and origin of a round."""

    model_config = ConfigDict(frozen=True, extra="ignore", coerce_numbers_to_str=True)

    title: str = Field(min_length=1)
    date: str = Field(pattern=r"^\d{4}-\d{2}-\d{2}$")
    year: int = Field(ge=1990, le=2100)
    attribution: str = ""
    asked: str = ""
    """What was asked, in a sentence or two, for page one; the title where it is empty."""
    settled: tuple[Settled, ...] = ()
    """What people have read themselves."""
    draft: str = ""
    """The draft that the round is about: a file below corpora/drafts; empty where there is none."""
    draft_attribution: str = ""
    """Where the draft comes from and on what terms; stands on its page."""
    earlier_draft: str = ""
    """The version of the draft before that one, to compare with."""

    next_draft: str = ""
    """The version that followed the opinions: what it took up of them is shown."""

    @field_validator(*DRAFT_KEYS, mode="before")
    @classmethod
    def _several_are_told(cls, value: object) -> object:
        """Several drafts lose no round: who reads them says that there must be one."""
        if isinstance(value, list | tuple | dict):
            return SEVERAL.join(str(name) for name in value)
        return "" if value is None else value

    @field_validator("asked", mode="before")
    @classmethod
    def _may_be_left_empty(cls, value: object) -> object:
        """As `add-round` drafts it."""
        return "" if value is None else value

    @field_validator("title", "attribution", "asked")
    @classmethod
    def _is_seen(cls, value: str) -> str:
        """What stands in every report holds nothing that Word refuses or that turns its lines."""
        if unseen := unseen_characters(value.replace("\n", "").replace("\t", "")):
            raise ValueError(
                says(
                    f"目に見えない文字がある（{'、'.join(unseen)}）。消す",
                    f"holds unseen characters {unseen}. Delete them",
                )
            )
        return value

    @field_validator("date")
    @classmethod
    def _date_is_a_day(cls, value: str) -> str:
        dt.date.fromisoformat(value)  # ValueError: no such day
        return value


class NamedFile(BaseModel):
    """A file as round.yaml names it; ``SourceFile`` says more of it."""

    model_config = ConfigDict(frozen=True, extra="ignore", coerce_numbers_to_str=True)

    path: str = Field(min_length=1)
    kind: str = ""
    digest: str = ""
    reason: str = ""


class RoundContents(RoundHead):
    """The head of a round and the files it names."""

    files: tuple[NamedFile, ...] = Field(min_length=1)


def read_round_head(folder: Path) -> RoundHead:
    """Read title, date and origin from round.yaml; errors as of ``read_round_yaml``."""
    return read_round_yaml(folder, RoundHead)


def read_round_contents(folder: Path) -> RoundContents:
    """Read the head and the names of files from round.yaml; errors as of ``read_round_yaml``."""
    return read_round_yaml(folder, RoundContents)


def read_round_yaml(folder: Path, kind: type[M]) -> M:
    """Read round.yaml, or as much of it as a class holds.

    Raises:
        OpinionsError: folder or file missing, an unknown key, a value out of range.
    """
    if not folder.is_dir():
        raise OpinionsError(
            says(
                f"{folder} がない。params.yaml の rounds にこの意見照会がある："
                "ファイルと round.yaml をここに戻すか、rounds から外す。",
                f"{folder} is not there. params.yaml lists this round under 'rounds': make "
                "the folder with its source files and round.yaml, or take the round off the "
                "list.",
            )
        )
    path = folder / "round.yaml"
    if not path.is_file():
        raise OpinionsError(
            says(
                f"{path} がない。題名・日付・年・ファイルの一覧を書く文書で、"
                "opinions add-round が下書きを作る（ほかの意見照会のものを写して直してもよい）。",
                f"{path} is not there. It names title, date, year and files of the round; "
                "copy one of another round and correct it, or use `opinions add-round`.",
            )
        )
    values: dict[str, Any] = read_yaml(path)
    try:
        return kind.model_validate({**values, "date": str(values.get("date", ""))})
    except ValidationError as error:
        raise OpinionsError(
            "\n".join(f"{path}: {fault}" for fault in fault_words(error, kind, values))
        ) from error
