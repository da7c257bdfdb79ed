"""The opinions that people decided, with what a machine compares others with."""

from typing import Any, ClassVar

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Series

from pipeline.tables.base import Table, has_unit_length


class DecidedOpinions(Table):
    """One row per decided text that a round holds: the ground on which like ones are proposed."""

    class Config(Table.Config):
        metadata: ClassVar[dict[str, object]] = {
            "folder": "corpora/tables/decided",
            "vector_columns": ("vector",),
        }

    text_key: Series[str] = pa.Field(unique=True)  # of the text in corpora/codebook/labels.csv
    text_normalized: Series[str]
    vector: Series[object]  # (n_dimensions,) float32 of the encoder

    @pa.check("vector")
    @classmethod
    def vectors_have_unit_length(cls, column: "pd.Series[Any]") -> bool:
        """Cosines are plain products."""
        return column.empty or has_unit_length(column)
