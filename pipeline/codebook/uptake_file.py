"""corpora/uptake.csv: people's word on what the next draft took up of each opinion."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from pipeline.errors import OpinionsError
from pipeline.labels.uptake_sheet import WORDS, UptakeWord
from pipeline.language import csv_fault, says
from pipeline.places import UPTAKE
from pipeline.store import Store, csv_rows, read_text

COLUMNS = ("round", "text_key", "decision", "note")
_CODES = {word: code for code, word in WORDS.items()}


def read_uptake(root: Path) -> tuple[UptakeWord, ...]:
    """Read the file below the root, oldest first; nobody has said anything where it is not there.

    Raises:
        OpinionsError: not UTF-8, no CSV, or a row is wrong; names file and line.
    """
    place = root / UPTAKE
    rows = _rows(root)
    missing = [column for column in COLUMNS if column not in rows.columns]
    if missing:
        raise OpinionsError(
            says(
                f"{place}：列 {'、'.join(missing)} がない。見出しは {','.join(COLUMNS)}。",
                f"{place}: columns {missing} are missing. Its header is {','.join(COLUMNS)}.",
            )
        )
    words = []
    for line, (name, key, decision, note) in enumerate(
        rows[list(COLUMNS)].itertuples(index=False), start=2
    ):
        code = _CODES.get(decision.strip(), "")
        if not name.strip() or not key.strip() or not code:
            allowed = "、".join(WORDS.values())
            raise OpinionsError(
                says(
                    f"{place} {line}行目：回「{name}」、text_key「{key}」、判断「{decision}」。"
                    f"どれも要る。判断は {allowed} から選ぶ。直すか、行を消す。",
                    f"{place}, line {line}: round '{name}', text_key '{key}', decision "
                    f"'{decision}'. All are needed; a decision is one of {allowed}. Correct it, "
                    "or delete the row.",
                )
            )
        words.append(UptakeWord(name.strip(), key.strip(), code, note))
    return tuple(words)


def begin_uptake(store: Store) -> None:
    """Write the empty file where there is none: the stage ``uptake`` depends on it."""
    if not (store.root / UPTAKE).is_file():
        _write(store, _rows(store.root))


def append_uptake(store: Store, words: Sequence[UptakeWord], import_id: str) -> None:
    """Add what people decided, as part of an import that can be taken back."""
    if not words:
        return
    rows = [(w.round, w.text_key, WORDS[w.decision], f"{w.note} [{import_id}]") for w in words]
    _write(store, pd.concat([_rows(store.root), pd.DataFrame(rows, columns=list(COLUMNS))]))


def imports_of_uptake(root: Path) -> list[str]:
    """The ids of the imports in the file, each once, the last one last."""
    found = _rows(root)["note"].str.extract(r"\[([^\[\]]+)\]$")[0].dropna().tolist()
    return list(dict.fromkeys(reversed(found)))[::-1]


def undo_uptake(store: Store, import_id: str) -> int:
    """Take the rows of an import back; says how many."""
    if not (store.root / UPTAKE).is_file():
        return 0
    rows = _rows(store.root)
    mine = rows["note"].str.endswith(f"[{import_id}]")
    if mine.any():
        _write(store, rows[~mine])
    return int(mine.sum())


def _write(store: Store, rows: pd.DataFrame) -> None:
    store.write_text(UPTAKE, str(rows.to_csv(index=False, lineterminator="\n")))


def _rows(root: Path) -> pd.DataFrame:
    """The rows, all columns as text."""
    path = root / UPTAKE
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
