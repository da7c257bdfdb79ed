"""corpora/answers.csv: answers given earlier, written by people or read from published tables."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import pandas as pd

from pipeline.errors import OpinionsError
from pipeline.language import csv_fault, says
from pipeline.places import REPLIES
from pipeline.store import Store, csv_rows, read_text

COLUMNS = (
    *("answer", "source", "date", "round"),
    *("opinion", "place", "clause", "where", "import_id"),
)
"""Only ``answer`` must be there; a hand-written file may have ``answer`` and ``source`` alone."""


@dataclass(frozen=True)
class GivenAnswer:
    """A row: an answer, where and when (ISO date) it was given, and to what.

    ``round`` is the round of this project that it answers, ``opinion`` the opinion as its table
    sums it up, ``place`` 該当箇所 of its row, ``clause`` what the answer itself names, ``where``
    its sheet and row; each may be empty. ``import_id`` is the digest of the file.
    """

    answer: str
    source: str = ""
    date: str = ""
    round: str = ""
    opinion: str = ""
    place: str = ""
    clause: str = ""
    where: str = ""
    import_id: str = ""


@dataclass(frozen=True)
class AnswerSource:
    """What one file, or people by hand (no ``import_id``), gave to the bank."""

    import_id: str
    source: str
    date: str
    n_answers: int
    n_opinions: int
    """Answers that stand with the opinion they were given to."""


def read_answers(path: Path) -> pd.DataFrame:
    """The answers given earlier: ``COLUMNS`` as text, empty where the file lacks one.

    Rows without an answer are left out.

    Raises:
        OpinionsError: no CSV, or no column ``answer``.
    """
    frame = _read(path)
    return frame.loc[frame["answer"].str.strip() != "", list(COLUMNS)].reset_index(drop=True)


def answer_sources(path: Path) -> list[AnswerSource]:
    """What each file and people by hand gave, in the order of the bank."""
    grouped = read_answers(path).groupby(["import_id", "source", "date"], sort=False)
    return [
        AnswerSource(
            str(import_id),
            str(source),
            str(date),
            len(rows),
            int((rows["opinion"].str.strip() != "").sum()),
        )
        for (import_id, source, date), rows in grouped
    ]


def append_answers(store: Store, rows: Sequence[GivenAnswer]) -> int:
    """Add the rows whose opinion and answer are not in the bank yet; says how many.

    Raises:
        OpinionsError: the file cannot be read; nothing is written.
    """
    path = store.root / REPLIES
    frame = _read(path) if path.is_file() else pd.DataFrame(columns=list(COLUMNS), dtype="str")
    known = set(zip(frame["opinion"], frame["answer"], strict=True))
    fresh = {(r.opinion, r.answer): r for r in reversed(rows) if (r.opinion, r.answer) not in known}
    added = [asdict(row) for row in reversed(fresh.values())]
    if added:
        _write(store, pd.concat([frame, pd.DataFrame(added)], ignore_index=True).fillna(""))
    return len(added)


def remove_answers(store: Store, source: str) -> int:
    """Take away what one file gave, by its id or the name of its source; says how many rows.

    Raises:
        OpinionsError: the bank holds nothing of it.
    """
    frame = _read(store.root / REPLIES)
    mine = (frame["import_id"] == source) if source else pd.Series(False, index=frame.index)
    if not mine.any():
        mine = (frame["source"] == source) & (frame["source"] != "")
    if not mine.any():
        known = "、".join(
            f"{one.import_id}（{one.source}）" if one.import_id else one.source
            for one in answer_sources(store.root / REPLIES)
            if one.import_id or one.source
        )
        raise OpinionsError(
            says(
                f"{REPLIES} に「{source}」の回答はない。"
                + (f"あるのは {known}。" if known else "まだ何も入っていない。"),
                f"{REPLIES} holds no answers of '{source}'. "
                + (f"It has {known}." if known else "It is empty."),
            )
        )
    _write(store, frame[~mine])
    return int(mine.sum())


def _read(path: Path) -> pd.DataFrame:
    """All rows and columns as text, ``COLUMNS`` among them."""
    try:
        frame = csv_rows(read_text(path))
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise OpinionsError(
            says(
                f"{path} はCSVとして読めない（{csv_fault(error)}）。",
                f"{path} is no CSV: {csv_fault(error)}.",
            )
        ) from error
    if "answer" not in frame.columns:
        raise OpinionsError(
            says(
                f"{path} の列は {'、'.join(map(str, frame.columns))}。"
                "answer の列が要る（source に出典を書ける）。",
                f"{path} has the columns {list(frame.columns)}; it needs 'answer', and may "
                "have 'source' (where it was given).",
            )
        )
    for column in COLUMNS:
        if column not in frame.columns:
            frame[column] = ""
    return frame


def _write(store: Store, frame: pd.DataFrame) -> None:
    store.write_text(REPLIES, str(frame.to_csv(index=False, lineterminator="\n")))
