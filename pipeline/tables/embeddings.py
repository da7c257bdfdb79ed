"""Vectors of opinions, beside the id they belong to."""

from typing import Any, ClassVar

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Series

from pipeline.tables.base import Table, has_unit_length


class Embeddings(Table):
    """One row per opinion with its vectors, each of unit length."""

    class Config(Table.Config):
        metadata: ClassVar[dict[str, object]] = {
            "folder": "corpora/tables/embeddings",
            "vector_columns": ("vector", "vector_universal"),
        }

    opinion_id: Series[str] = pa.Field(unique=True)
    vector: Series[object]  # (n_dimensions,) float32 of the encoder
    vector_universal: Series[object]  # (512,) float32 of the second view

    @pa.check("vector", "vector_universal")
    @classmethod
    def vectors_have_unit_length(cls, column: "pd.Series[Any]") -> bool:
        """Cosines are plain products."""
        return column.empty or has_unit_length(column)
