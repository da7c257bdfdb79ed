"""Why an opinion was assigned as it was: terms and labelled examples."""

from typing import ClassVar

import pandera.pandas as pa
from pandera.typing import Series

from pipeline.tables.base import Table


class Reasons(Table):
    """One row per opinion and reason, for the most probable item of each opinion."""

    class Config(Table.Config):
        """Reasons of one kind stand in order, strongest first."""

        unique: ClassVar[list[str]] = ["opinion_id", "item_code", "kind", "order"]
        metadata: ClassVar[dict[str, object]] = {"folder": "corpora/tables/reasons"}

    opinion_id: Series[str]
    item_code: Series[str]
    kind: Series[str] = pa.Field(isin=["term", "example"])  # of reason
    order: Series[int] = pa.Field(ge=1)  # within its kind, strongest first
    # A term of the opinion, or the normalised text of an example, a label or a definition's phrase.
    text: Series[str]
    weight: Series[float] = pa.Field(gt=0)  # what it added to the item's score beyond the others
