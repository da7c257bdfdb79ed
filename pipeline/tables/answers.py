"""Answers given earlier that may serve for what was said in a round."""

from typing import ClassVar

import pandera.pandas as pa
from pandera.typing import Series

from pipeline.tables.base import Table


class AnswerDrafts(Table):
    """One row per sub-theme or single that an earlier answer fits; people decide."""

    class Config(Table.Config):
        metadata: ClassVar[dict[str, object]] = {"folder": "corpora/tables/answers"}

    subject: Series[str] = pa.Field(unique=True)  # theme_id of a sub-theme, opinion_id of a single
    answer: Series[str]  # verbatim from corpora/answers.csv
    source: Series[str]  # where it was given; may be empty
    similarity: Series[float] = pa.Field(ge=0, le=1)  # of subject and answer; no probability
