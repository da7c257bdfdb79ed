"""Answers given earlier that may serve for what was said in a round."""

from typing import ClassVar

import pandera.pandas as pa
from pandera.typing import Series

from pipeline.tables.base import Table


class AnswerDrafts(Table):
    """One row per earlier answer that fits a sub-theme or single, up to three; people decide."""

    class Config(Table.Config):
        """An answer has its rank in its subject."""

        unique: ClassVar[list[str]] = ["subject", "rank"]
        metadata: ClassVar[dict[str, object]] = {"folder": "corpora/tables/answers"}

    subject: Series[str]  # theme_id of a sub-theme, opinion_id of a single
    rank: Series[int] = pa.Field(ge=1)  # the best first
    answer: Series[str]  # verbatim from corpora/answers.csv
    source: Series[str]  # where it was given; may be empty
    similarity: Series[float] = pa.Field(ge=0, le=1)  # of subject and answer; no probability
