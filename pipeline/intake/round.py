"""A round's folder: round.yaml and the source files it names, into the tables of the round."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipeline.errors import OpinionsError
from pipeline.intake.document import DocumentParams, read_document
from pipeline.intake.record import Entry, Ingested, ingested
from pipeline.store import read_text, read_yaml


class SourceFile(BaseModel):
    """A file of a round: its path below the round's folder, and how it is read."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    path: str = Field(min_length=1)
    kind: str = Field(pattern="^document$")


class RoundFile(BaseModel):
    """round.yaml, written by people (or drafted by a command and corrected by people)."""

    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True)

    title: str = Field(min_length=1)
    date: str = Field(pattern=r"^\d{4}-\d{2}-\d{2}$")
    year: int = Field(ge=1990, le=2100)
    attribution: str = ""
    files: tuple[SourceFile, ...] = Field(min_length=1)
    document: DocumentParams = DocumentParams()


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
            "copy one of another round and correct it."
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


def ingest(folder: Path) -> Ingested:
    """Read all source files of a round.

    Raises:
        OpinionsError: a named file is missing, one lies there that round.yaml does not name, or
            one cannot be read.
    """
    meta = read_round_file(folder)
    named = [source.path for source in meta.files]
    present = sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "round.yaml" and not path.name.startswith(".")
    )
    unnamed = [name for name in present if name not in named]
    if unnamed:
        raise OpinionsError(
            f"{folder}: files that round.yaml does not name: {unnamed}. "
            "Add them under 'files', or take them out of the folder."
        )
    entries: list[Entry] = []
    for source in meta.files:
        text = read_text(folder / source.path)
        entries += read_document(text, source.path, meta.document)
    return ingested(folder.name, entries)
