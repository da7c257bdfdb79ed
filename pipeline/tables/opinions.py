"""The opinions of one round."""

from typing import ClassVar

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Series

from pipeline.tables.base import Table


class Opinions(Table):
    """One row per opinion: one unit of meaning, cut from a row as received."""

    class Config(Table.Config):
        metadata: ClassVar[dict[str, object]] = {"folder": "corpora/tables/opinions"}
        add_missing_columns = True  # frames made by hand may leave out nullable ones

    opinion_id: Series[str] = pa.Field(
        unique=True, str_matches=r"^[0-9a-f]{16}$"
    )  # of an opinion; holds no position
    round: Series[str]  # name of its folder in corpora/rounds
    number: Series[int] = pa.Field(ge=1, unique=True)  # order of appearance in the round
    text_key: Series[str] = pa.Field(str_matches=r"^[0-9a-f]{16}$")  # one for equal texts
    text: Series[str]  # verbatim, masked: what reports quote
    text_normalized: Series[str]  # what machines read
    heading: Series[str] = pa.Field(nullable=True)  # of the source, where it groups opinions
    beside: Series[str] = pa.Field(nullable=True)  # reasons and remarks of its row, masked
    respondent: Series[str] = pa.Field(nullable=True)  # name of a body, or a number for a person
    body_kind: Series[str] = pa.Field(nullable=True)  # 都道府県, 指定都市, 町, …
    body_code: Series[str] = pa.Field(nullable=True)  # 6 digits, with check digit
    population_band: Series[str] = pa.Field(nullable=True)  # persons, by the official list
    file: Series[str]  # path below the round's folder, masked
    sheet: Series[str] = pa.Field(nullable=True)  # of a workbook
    row: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=1)  # or line, from 1
    column: Series[str] = pa.Field(nullable=True)  # letters, where the source has columns
    page: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=1)  # of a PDF, from 1
    begin: Series[int] = pa.Field(ge=0)  # characters into the file's text or the cell
    end: Series[int] = pa.Field(ge=0)  # character behind its last

    @pa.dataframe_check
    @classmethod
    def an_opinion_has_text(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """No opinion is blank."""
        return frame["text_normalized"].str.strip().str.len() > 0

    @pa.dataframe_check
    @classmethod
    def offsets_run_forward(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Each opinion takes up at least one character of its source."""
        return frame["begin"] < frame["end"]


def grouped_by_people(opinions: pd.DataFrame) -> "pd.Series[bool]":
    """Where headings gather what several said, as an official's hand-out does.

    Questions of a form, columns of a list and headings of somebody's own letter say where an
    opinion was written, or what it is about by its author; not that it belongs with others.
    """
    return opinions[["sheet", "column", "respondent"]].isna().all(axis=1)


class Originals(Table):
    """One row per opinion: its text before masking. Read by ``opinions show`` alone."""

    class Config(Table.Config):
        metadata: ClassVar[dict[str, object]] = {"folder": "corpora/private", "private": True}

    opinion_id: Series[str] = pa.Field(unique=True)
    text: Series[str]  # as received: never in reports, logs or git
