"""意見台帳: the terminal state of every file, row and part received; drafts that are not read."""

from typing import ClassVar

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Series

from pipeline.tables.base import Table
from pipeline.tables.state import State

__all__ = ["Ledger", "State", "answers_in"]


class Ledger(Table):
    """One row per entry received: a file, a row of a file, or a part of a row.

    At its end one row per draft of the round of which something could not be read. A draft is no
    answer: it counts no file, no row, no opinion, no respondent.
    """

    class Config(Table.Config):
        metadata: ClassVar[dict[str, object]] = {"folder": "corpora/tables/ledger"}
        add_missing_columns = True  # frames made by hand may leave out nullable ones

    round: Series[str]
    level: Series[str] = pa.Field(isin=["file", "row", "part", "draft"])  # what it is
    file: Series[str]  # path below the round's folder, masked; of a draft, its name
    sheet: Series[str] = pa.Field(nullable=True)
    row: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=1)
    column: Series[str] = pa.Field(nullable=True)  # letters, or what hangs on the cell
    page: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=1)
    begin: Series[int] = pa.Field(ge=0)
    end: Series[int] = pa.Field(ge=0)
    state: Series[str] = pa.Field(isin=[state.value for state in State])  # where it ended
    n_opinions: Series[int] = pa.Field(ge=0)  # cut from it
    reason: Series[str]  # why this state; empty where the state says it all
    text: Series[str]  # masked; empty for files
    respondent: Series[str] = pa.Field(nullable=True)  # of a row; as in Opinions
    body_code: Series[str] = pa.Field(nullable=True)
    # Places masked in text, reason or name of file; parts of rows are counted with their row.
    n_masked_names: Series[int] = pa.Field(ge=0, default=0)
    n_masked_phones: Series[int] = pa.Field(ge=0, default=0)
    n_masked_mails: Series[int] = pa.Field(ge=0, default=0)
    n_masked_addresses: Series[int] = pa.Field(ge=0, default=0)
    n_masked_others: Series[int] = pa.Field(ge=0, default=0)  # birth dates, accounts, numbers

    @pa.dataframe_check
    @classmethod
    def only_opinions_and_resolved_references_count(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """State ``opinions`` has some; else only a ``reference`` that was resolved has any."""
        some = frame["n_opinions"] > 0
        resolved = frame["state"] == State.REFERENCE.value
        return (some == (frame["state"] == State.OPINIONS.value)) | resolved

    @pa.dataframe_check
    @classmethod
    def nothing_is_left_out_without_a_reason(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Every other state than ``opinions`` and ``empty`` says why."""
        said = frame["reason"].str.len() > 0
        return said | frame["state"].isin([State.OPINIONS.value, State.EMPTY.value])

    @pa.dataframe_check
    @classmethod
    def no_entry_stands_twice(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """A place has one state."""
        place = ["level", "file", "sheet", "row", "column", "page", "begin"]
        return ~frame.duplicated(place, keep=False)

    @pa.dataframe_check
    @classmethod
    def a_file_counts_the_opinions_of_its_rows(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """So that files, rows and opinions reconcile."""
        rows = frame[frame["level"] == "row"].groupby("file")["n_opinions"].sum()
        inside = frame["file"].map(rows).fillna(0)
        return (frame["level"] != "file") | (frame["n_opinions"] == inside)


def answers_in(ledger: pd.DataFrame) -> pd.DataFrame:
    """A ledger without its drafts: what was received."""
    return ledger[ledger["level"] != "draft"]
