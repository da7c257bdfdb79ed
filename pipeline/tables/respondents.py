"""Who is named in the files of a round as the sender of an answer."""

from typing import ClassVar

import pandera.pandas as pa
from pandera.typing import Series

from pipeline.tables.base import Table


class Respondents(Table):
    """One row per respondent that is named in a round; people are numbered, not named."""

    class Config(Table.Config):
        metadata: ClassVar[dict[str, object]] = {"folder": "corpora/tables/respondents"}

    respondent: Series[str] = pa.Field(unique=True)  # as in Opinions
    body_code: Series[str] = pa.Field(nullable=True, str_matches=r"^[0-9]{6}$")
    prefecture: Series[str] = pa.Field(nullable=True)  # written before the name, or by the list
    name: Series[str] = pa.Field(nullable=True)  # without prefecture; null for a person
    body_kind: Series[str] = pa.Field(nullable=True)  # 都道府県, 指定都市, 町, …
    population: Series[float] = pa.Field(nullable=True, ge=0)  # persons, by the official list
    population_band: Series[str] = pa.Field(nullable=True)
    n_answers: Series[int] = pa.Field(ge=0)  # rows with an answer, 意見なし among them
    n_opinions: Series[int] = pa.Field(ge=0)  # cut from its answers
    problem: Series[str]  # code and name disagree, or the like; empty where nothing is wrong
