"""Labelled CSV files from outside: read, checked, and brought into the tables of the pipeline."""

import io
from pathlib import Path

import pandas as pd

from pipeline.errors import OpinionsError
from pipeline.language import csv_fault, says
from pipeline.store import read_text
from pipeline.text.normalize import normalize, opinion_ids, text_key


def read_columns(file: Path, *columns: str) -> pd.DataFrame:
    """Read columns of a CSV in UTF-8 (with or without byte order mark) as text.

    Returns:
        One row per data row; an empty cell is an empty text.

    Raises:
        OpinionsError: no file, not UTF-8, no CSV, a column missing, or no rows.
    """
    try:
        frame = pd.read_csv(io.StringIO(read_text(file)), dtype=str, keep_default_na=False)
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise OpinionsError(
            says(
                f"{file} をCSVとして読めない：{csv_fault(error)}。",
                f"{file} is no CSV: {csv_fault(error)}.",
            )
        ) from error
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        raise OpinionsError(
            says(
                f"{file} に「{'」「'.join(missing)}」という列がない。"
                f"あるのは {'、'.join(frame.columns)}。",
                f"{file}: no column {missing}; it has {list(frame.columns)}.",
            )
        )
    if frame.empty:
        raise OpinionsError(
            says(f"{file} には見出しだけで行がない。", f"{file} has a header and no rows.")
        )
    return frame[list(dict.fromkeys(columns))]


def as_opinions(texts: "pd.Series[str]") -> pd.DataFrame:
    """The columns of table ``Opinions`` that machines read, one row per text."""
    keys = [text_key(text) for text in texts]
    return pd.DataFrame(
        {
            "round": "",
            "opinion_id": opinion_ids("", keys),
            "text_key": keys,
            "text_normalized": [normalize(text) for text in texts],
        },
        index=texts.index,
    )
