"""Whether the files that round.yaml names lie there, and no others."""

from pathlib import Path

from pipeline.errors import OpinionsError
from pipeline.privacy.personal_data import Masker
from pipeline.rounds.round_file import RoundFile
from pipeline.rounds.shown_paths import mask_path, source_paths


def check_presence(folder: Path, meta: RoundFile, masker: Masker) -> None:
    """Compare the files that round.yaml names with those in the folder.

    Args:
        folder: of the round.
        meta: its round.yaml, with paths as received.
        masker: for the names in the message.

    Raises:
        OpinionsError: one is missing, or one lies there unnamed.
    """
    named = {source.path for source in meta.files if not source.reason}
    told = {source.path for source in meta.files if source.reason}
    present = {path.relative_to(folder).as_posix() for path in source_paths(folder)}
    problems = []
    if missing := sorted(mask_path(path, masker).text for path in named - present):
        problems.append(
            f"{folder / missing[0]} is not there ({len(missing)} files that round.yaml names are "
            "missing). Put them back (`dvc checkout`), or take them off 'files'."
        )
    if unnamed := sorted(mask_path(path, masker).text for path in present - named - told):
        problems.append(
            f"{folder}: files that round.yaml does not name: {unnamed[:20]}. "
            f"Add them with `opinions add-round {(folder / 'received').as_posix()} --round "
            f"{folder.name}` or under 'files', or take them out of the folder."
        )
    if problems:
        raise OpinionsError("\n".join(problems))
