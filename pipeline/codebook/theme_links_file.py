"""corpora/theme_links.csv: people's word on which theme of a round is which earlier one."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from pipeline.changes.earlier_words import COLUMNS, EarlierWord, read_words
from pipeline.errors import OpinionsError
from pipeline.language import csv_fault, says
from pipeline.places import THEME_LINKS
from pipeline.store import Store, csv_rows, read_text


def read_theme_links(root: Path) -> tuple[EarlierWord, ...]:
    """Read the file below the root; nobody has said anything where it is not there.

    Raises:
        OpinionsError: not UTF-8, no CSV, or a row is wrong; names file and line.
    """
    return read_words(_rows(root), str(root / THEME_LINKS))


def begin_theme_links(store: Store) -> None:
    """Write the empty file where there is none: the stage ``changes`` depends on it."""
    if not (store.root / THEME_LINKS).is_file():
        _write(store, _rows(store.root))


def append_theme_links(store: Store, words: Sequence[EarlierWord], import_id: str) -> None:
    """Add what reviewers said, as part of an import that can be taken back."""
    if not words:
        return
    rows = [(w.round, w.theme, w.earlier, _marked(w.place, import_id)) for w in words]
    _write(store, pd.concat([_rows(store.root), pd.DataFrame(rows, columns=list(COLUMNS))]))


def undo_theme_links(store: Store, import_id: str) -> int:
    """Take the rows of an import back; says how many."""
    if not (store.root / THEME_LINKS).is_file():
        return 0
    read_theme_links(store.root)  # an error, where the file is not sound
    rows = _rows(store.root)
    mine = rows["note"].str.endswith(_marked("", import_id).strip())
    if mine.any():
        _write(store, rows[~mine])
    return int(mine.sum())


def _marked(note: str, import_id: str) -> str:
    return f"{note} [{import_id}]"


def _write(store: Store, rows: pd.DataFrame) -> None:
    store.write_text(THEME_LINKS, str(rows.to_csv(index=False, lineterminator="\n")))


def _rows(root: Path) -> pd.DataFrame:
    """The rows, all columns as text."""
    path = root / THEME_LINKS
    if not path.is_file():
        return pd.DataFrame(columns=list(COLUMNS), dtype="str")
    try:
        return csv_rows(read_text(path))
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise OpinionsError(
            says(
                f"{path} は見出し {','.join(COLUMNS)} のCSVではない（{csv_fault(error)}）。",
                f"{path} is no CSV with the header {','.join(COLUMNS)}: {csv_fault(error)}.",
            )
        ) from error
