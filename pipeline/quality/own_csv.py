"""Themes of any CSV, with the pipeline's own functions and parameters; nothing is written."""

from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from pipeline.quality.labelled_csv import read_columns
from pipeline.quality.theme_agreement import tables_of, themes_of
from pipeline.store import Store


@dataclass(frozen=True)
class OwnThemes:
    """What was found: ``themes`` as table Themes; ``rows`` one per text of the CSV, in its order.

    ``rows`` has the text, ``theme`` (name of its point; null for a single), ``subject`` (name of
    the coarse theme) and ``representative_rank``.
    """

    themes: pd.DataFrame
    rows: pd.DataFrame


def themes_of_csv(file: Path, text_column: str) -> OwnThemes:
    """Group the texts of a CSV as the pipeline does.

    Raises:
        OpinionsError: no such file or column, no text, or models that are not built.
    """
    frame = read_columns(file, text_column)
    frame = frame[frame[text_column].str.strip() != ""]
    store = Store()
    tables = tables_of(frame[text_column], store)
    opinions = tables.opinions.assign(round="own", text=frame[text_column])
    made = themes_of(replace(tables, opinions=opinions), store)
    names = made.themes.set_index("theme_id")["name"]
    rows = opinions[["opinion_id", "text"]].merge(made.members, on="opinion_id")
    rows["theme"] = rows["theme_id"].map(names)
    rows["subject"] = rows["coarse_id"].map(names)
    return OwnThemes(made.themes, rows[["text", "theme", "subject", "representative_rank"]])
