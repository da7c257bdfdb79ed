"""round.yaml: what a round is, which files it has, and how their sheets are laid out."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, Field, model_validator

from pipeline.language import says
from pipeline.layouts.hand_out import DocumentParams
from pipeline.layouts.source import STRICT, Layout, SourceFile
from pipeline.privacy.decisions import CODE_LENGTH, Decisions
from pipeline.rounds.round_head import RoundHead, read_round_yaml

_CODE = rf"^[0-9a-f]{{{CODE_LENGTH}}}$"


class MaskingDecisions(BaseModel):
    """What people decided on finds that `opinions check` was not sure of, by their codes."""

    model_config = STRICT

    mask: tuple[Annotated[str, Field(pattern=_CODE)], ...] = ()
    keep: tuple[Annotated[str, Field(pattern=_CODE)], ...] = ()

    @model_validator(mode="after")
    def _decides_once(self) -> "MaskingDecisions":
        if both := sorted(set(self.mask) & set(self.keep)):
            raise ValueError(
                says(
                    f"mask と keep の両方に同じ符号がある：{'、'.join(both)}。どちらかだけにする",
                    f"codes under both 'mask' and 'keep': {both}. Keep one of each",
                )
            )
        return self

    def decisions(self) -> Decisions:
        """The same for the core."""
        return Decisions(frozenset(self.mask), frozenset(self.keep))


class RoundFile(RoundHead):
    """round.yaml, written by people (or drafted by a command and corrected by people)."""

    model_config = STRICT

    files: tuple[SourceFile, ...] = Field(min_length=1)
    layouts: dict[str, Layout] = Field(default_factory=dict)
    document: DocumentParams = DocumentParams()
    masking: MaskingDecisions = MaskingDecisions()

    @model_validator(mode="after")
    def _layouts_are_there(self) -> "RoundFile":
        for source in self.files:
            for name in source.layout:
                if name not in self.layouts:
                    raise ValueError(
                        says(
                            f"{source.path} の layout「{name}」が layouts にない",
                            f"{source.path} names layout '{name}', which is not there",
                        )
                    )
        paths = [source.path for source in self.files]
        if len(set(paths)) < len(paths):
            twice = sorted({path for path in paths if paths.count(path) > 1})
            raise ValueError(
                says(f"同じファイルが二度ある：{'、'.join(twice)}", f"files named twice: {twice}")
            )
        return self

    def at(self, paths: Mapping[str, str]) -> "RoundFile":
        """The same with other paths of files (by path, the new one)."""
        files = [
            source.model_copy(update={"path": paths.get(source.path, source.path)})
            for source in self.files
        ]
        return self.model_copy(update={"files": tuple(files)})


def read_round_file(folder: Path) -> RoundFile:
    """Read the whole of round.yaml; errors as of ``read_round_yaml``."""
    return read_round_yaml(folder, RoundFile)
