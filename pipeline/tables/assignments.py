"""The classifier's assignments of opinions to review items."""

from typing import ClassVar

import pandera.pandas as pa
from pandera.typing import Series

from pipeline.tables.base import Table


class Assignments(Table):
    """One row per opinion and item code (every leaf, and ``none``).

    A decision of a person holds for all copies of its text. ``inherited`` marks what people decided
    of a near copy or a paraphrase: a proposal (継承案), never a decision.
    """

    class Config(Table.Config):
        """An opinion has one probability for an item."""

        unique: ClassVar[list[str]] = ["opinion_id", "item_code"]
        metadata: ClassVar[dict[str, object]] = {"folder": "corpora/tables/assignments"}
        add_missing_columns = True  # frames made by hand may leave out what has a default

    opinion_id: Series[str]
    item_code: Series[str]  # of a leaf of review_items.yaml, or none
    probability: Series[float] = pa.Field(ge=0, le=1)  # calibrated where the card says so
    rank: Series[int] = pa.Field(ge=1)  # 1: the most probable item of this opinion
    decided: Series[bool]  # False: the machine abstains, a person decides
    source: Series[str] = pa.Field(isin=["machine", "label"])  # label: a person's decision
    inherited: Series[bool] = pa.Field(default=False)  # 継承案, by a person's word on a like one
