"""The codebook's files on disk: review items and example opinions."""

from pathlib import Path

import pandas as pd

from pipeline.language import csv_fault, says
from pipeline.places import ITEM_EXAMPLES, REVIEW_ITEMS
from pipeline.review_items.codebook import (
    Codebook,
    CodebookError,
    read_codebook,
    read_labelled,
    with_text_keys,
)
from pipeline.store import csv_rows, read_text
from pipeline.yaml_files import read_yaml


def read_items(root: Path) -> Codebook:
    """Read review_items.yaml below the root."""
    path = root / REVIEW_ITEMS
    return read_codebook(read_yaml(path), str(path))


def read_examples(root: Path, codebook: Codebook) -> pd.DataFrame:
    """Read examples.csv: ``text``, ``items`` as tuples of codes, ``text_key``.

    Raises:
        CodebookError: a column is missing, or an item is unknown.
    """
    path = root / ITEM_EXAMPLES
    return with_text_keys(read_labelled(_read_csv(path, "text", "items"), codebook, str(path)))


def _read_csv(path: Path, *columns: str) -> pd.DataFrame:
    try:
        frame = csv_rows(read_text(path))
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise CodebookError(
            says(
                f"{path} は見出しのあるCSVではない（{csv_fault(error)}）。",
                f"{path} is no CSV with a header: {csv_fault(error)}.",
            )
        ) from error
    return _require(frame, path, *columns)


def _require(frame: pd.DataFrame, path: Path, *columns: str) -> pd.DataFrame:
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        raise CodebookError(
            says(
                f"{path}：列 {'、'.join(missing)} がない。今ある列は "
                f"{'、'.join(map(str, frame.columns))}。列を加える。",
                f"{path}: columns {missing} are missing; it has {list(frame.columns)}. Add them.",
            )
        )
    return frame
