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
            f"{folder / missing[0]} がない（round.yaml にあるのにないもの {len(missing)}）。"
            "dvc checkout で戻すか、round.yaml の files から外す。"
        )
    if unnamed := sorted(mask_path(path, masker).text for path in present - named - told):
        problems.append(
            f"{folder}：round.yaml の files にないファイルがある：{'、'.join(unnamed[:20])}。"
            f"opinions add-round {(folder / 'received').as_posix()} --round {folder.name} "
            "で加えるか、files に書き足すか、フォルダから出す。"
        )
    if problems:
        raise OpinionsError("\n".join(problems))
