"""The drafts that round.yaml names, found below corpora/drafts and read into clauses."""

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import pandas as pd

from pipeline.drafts.clause_table import clause_table, notes_on
from pipeline.errors import UnreadableError
from pipeline.readers.draft_file import read_draft
from pipeline.rounds.round_head import SEVERAL, RoundHead
from pipeline.tables.clauses import Clauses


@dataclass(frozen=True)
class RoundDraft:
    """A draft of a round as far as it can be read."""

    version: str
    """Name of its file."""
    clauses: pd.DataFrame
    """Table ``Clauses``; empty where nothing can be read."""
    notes: tuple[str, ...]
    """What people should know, in Japanese."""
    unread: tuple[str, ...] = ()
    """Those of the notes that tell of something that was not read."""
    usual: tuple[str, ...] = ()
    """Those that hold for many sound files."""

    @property
    def is_unreadable(self) -> bool:
        """Whether nothing of it can be read; the notes say why."""
        return self.clauses.empty


def read_round_draft(
    head: RoundHead, folder: Path, round_name: str, key: str = "draft"
) -> RoundDraft | None:
    """Read the draft of a round; what cannot be read is told, and stops nothing.

    Args:
        head: of the round.
        folder: corpora/drafts.
        round_name: of the round.
        key: of round.yaml: ``draft``, ``earlier_draft`` or ``next_draft``.

    Returns:
        None where round.yaml names none.
    """
    names = {"draft": head.draft, "earlier_draft": head.earlier_draft}
    name = names.get(key, head.next_draft)
    if not name.strip():
        return None
    try:
        path = _path(name, folder, key)
    except UnreadableError as error:
        nothing = pd.DataFrame(columns=Clauses.column_names())
        told = name.replace(SEVERAL, "、")
        why = (f"案を読めない：{error}",)
        return RoundDraft(told, nothing, why, why)
    return read_draft_file(path, round_name)


def read_draft_file(path: Path, round_name: str) -> RoundDraft:
    """Read a draft by its path; what cannot be read is told, and stops nothing."""
    draft = read_draft(path)
    clauses = clause_table(round_name, path.name, draft.lines)
    notes = draft.notes if draft.notes and not draft.lines else (*draft.notes, *notes_on(clauses))
    unread = notes if clauses.empty else draft.unread
    return RoundDraft(path.name, clauses, notes, unread, draft.usual)


def _path(name: str, folder: Path, key: str) -> Path:
    """The file that a name means.

    Raises:
        UnreadableError: several, not there, or outside the folder.
    """
    if SEVERAL in name:
        raise UnreadableError(
            f"round.yaml の {key} に案が{name.count(SEVERAL) + 1}つ書かれている。"
            "一つのファイル名で書く。二つの版があるときは、意見を求めた版を draft、"
            "その前の版を earlier_draft、意見のあとの版を next_draft に書く。"
            "別冊は一つのファイルにまとめる。"
        )
    path = folder / name
    if ".." in PurePosixPath(name).parts or PurePosixPath(name).is_absolute():
        raise UnreadableError(
            f"round.yaml の {key}「{name}」は {folder} の外を指す。opinions draft add で加える。"
        )
    if not path.is_file():
        files = sorted(file.name for file in folder.glob("*") if file.suffix != ".md")[:10]
        there = "、".join(files) or "なし"
        raise UnreadableError(
            f"round.yaml の {key}「{name}」が {folder} にない（あるもの：{there}）。"
            "opinions draft add で加えるか、名前を直す。"
        )
    return path
