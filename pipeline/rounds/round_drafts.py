"""The drafts that round.yaml names, as files below corpora/drafts."""

from pathlib import Path, PurePosixPath

from pipeline.errors import OpinionsError
from pipeline.rounds.round_head import RoundHead


def draft_path(head: RoundHead, folder: Path, round_name: str, key: str = "draft") -> Path | None:
    """The file of a round's draft; None where the round has none.

    Args:
        head: of the round.
        folder: corpora/drafts.
        round_name: for the message.
        key: of round.yaml: ``draft``, ``earlier_draft`` or ``next_draft``.

    Raises:
        OpinionsError: it is not there, or lies outside the folder; in Japanese.
    """
    names = {"draft": head.draft, "earlier_draft": head.earlier_draft}
    name = names.get(key, head.next_draft)
    if not name.strip():
        return None
    parts = PurePosixPath(name).parts
    path = folder / name
    if ".." in parts or PurePosixPath(name).is_absolute():
        raise OpinionsError(
            f"意見照会 {round_name} の round.yaml の {key}: 「{name}」は {folder} の外を指す。"
            f"案のファイルを {folder} に置き、その中の名前を書く。"
        )
    if not path.is_file():
        there = sorted(file.name for file in folder.glob("*") if file.is_file())[:10]
        raise OpinionsError(
            f"意見照会 {round_name} の round.yaml の {key}: 「{name}」が {folder} にない"
            f"（あるもの：{'、'.join(there) or 'なし'}）。ファイルを置くか、名前を直す。"
        )
    return path
