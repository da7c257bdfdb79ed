"""What the version of a draft that followed a round took up of its opinions (反映状況)."""

from typing import ClassVar

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Series

from pipeline.tables.base import Table
from pipeline.tables.clauses import DraftChanges

DECISIONS = ("taken_up", "partly", "already", "noted", "out_of_scope")
"""反映, 一部反映, 記載済, 今後の参考, 対象外."""
UNKNOWN = "unknown"
"""判断できない: the machine abstains."""


class NextChanges(DraftChanges):
    """One row per clause of the draft that was asked about and of the one that followed, aligned.

    Without a draft that was asked about, every clause of the one that followed is new.
    """

    class Config(Table.Config):
        metadata: ClassVar[dict[str, object]] = {"folder": "corpora/tables/next_changes"}


class Uptake(Table):
    """One row per opinion of a round whose draft was followed by another version."""

    class Config(Table.Config):
        metadata: ClassVar[dict[str, object]] = {"folder": "corpora/tables/uptake"}

    opinion_id: Series[str] = pa.Field(unique=True)
    proposal: Series[str] = pa.Field(isin=(*DECISIONS, UNKNOWN))  # the machine's; decides nothing
    score: Series[float] = pa.Field(ge=0, le=1)  # how far the best change goes the way asked
    certainty: Series[float] = pa.Field(ge=0, le=1)  # share of such proposals found right
    order: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=1)  # of the change in NextChanges
    asked: Series[str]  # the sentence of the opinion that says most of it, verbatim; may be empty
    why: Series[str]  # Japanese
    decision: Series[str] = pa.Field(isin=DECISIONS, nullable=True)  # a person's, which stands
    note: Series[str]  # of the decision: who and when; may be empty

    @pa.dataframe_check
    @classmethod
    def an_abstention_is_not_certain(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """And every proposal is."""
        return (frame["proposal"] == UNKNOWN) == (frame["certainty"] == 0)


class UptakeCauses(Table):
    """One row per change and opinion that may have caused it, up to three a change."""

    class Config(Table.Config):
        metadata: ClassVar[dict[str, object]] = {"folder": "corpora/tables/uptake_causes"}

    order: Series[int] = pa.Field(ge=1)  # of the change in NextChanges
    rank: Series[int] = pa.Field(ge=1, le=3)  # of the opinion for this change
    opinion_id: Series[str]
    score: Series[float] = pa.Field(ge=0, le=1)  # share of the change's words that it says
    is_near: Series[bool]  # whether the opinion means this clause by table ClauseLinks
