"""What all tables share: where they lie, strictness, and errors that name the offending rows."""

import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np
import pandas as pd
import pandera.pandas as pa
from numpy.typing import NDArray
from pandera.errors import SchemaErrors

from pipeline.errors import OpinionsError
from pipeline.language import says

Vectors = NDArray[np.float32]
Room = Callable[[int, int], Vectors]
"""Room for as many rows and dimensions, to be filled: in memory, or in a file."""

# Where dask is installed (extra cluster), pandera imports it whole to learn its types, a third of
# what a stage needs to start. No table of ours is a frame of dask.
_NO_DASK = ModuleType("pandera.typing.dask")
_NO_DASK.DASK_INSTALLED = False  # type: ignore[attr-defined]
sys.modules.setdefault(_NO_DASK.__name__, _NO_DASK)


class TableError(OpinionsError):
    """A table that breaks its own rules; names file, column, rule and the first offending rows."""


class Table(pa.DataFrameModel):
    """Base of all tables.

    A table's ``Config.metadata`` says where its files lie below the root (``folder``), which
    columns hold vectors (``vector_columns``), and whether it is ``private``.
    """

    class Config:
        """No column too many; columns in the order of the class; dtypes coerced."""

        strict = True
        ordered = True
        coerce = True

    @classmethod
    def folder(cls) -> str:
        """Where the files of this table lie below the root."""
        return str(cls._metadata()["folder"])

    @classmethod
    def vector_columns(cls) -> tuple[str, ...]:
        """Columns that hold one vector per row."""
        return tuple(cls._metadata().get("vector_columns", ()))

    @classmethod
    def is_private(cls) -> bool:
        """Whether its files hold what is masked elsewhere: for the eyes of their owner alone."""
        return bool(cls._metadata().get("private", False))

    @classmethod
    def column_names(cls) -> list[str]:
        """The columns, in their order."""
        return list(cls.to_schema().columns)

    @classmethod
    def _metadata(cls) -> dict[str, Any]:
        return dict(getattr(cls.__config__, "metadata", None) or {})

    @classmethod
    def checked(cls, frame: pd.DataFrame, place: str) -> pd.DataFrame:
        """Validate a frame against the class.

        Args:
            frame: one row per what the class's docstring says.
            place: file name, for the message.

        Raises:
            TableError: with column, rule and the first offending rows.
        """
        try:
            return cls.validate(frame.reset_index(drop=True), lazy=True)
        except SchemaErrors as error:
            cases = error.failure_cases
            lines = [
                f"  column {case.column}: {case.check}"
                + ("" if pd.isna(case.index) else f" (row {int(case.index)})")
                for case in cases.head(5).itertuples()
            ]
            told = "\n".join(lines)
            raise TableError(
                says(
                    f"{place}：{cls.__name__} の決まりに合わない（{len(cases)}か所）：\n{told}",
                    f"{place}: {len(cases)} violations of table {cls.__name__}:\n{told}",
                )
            ) from error


def in_memory(n_rows: int, n_dimensions: int) -> Vectors:
    """Room for vectors where nobody asks for less to be held."""
    return np.empty((n_rows, n_dimensions), dtype=np.float32)


def as_matrix(column: "pd.Series[Any]") -> Vectors:
    """The vectors of a column as (n_rows, n_dimensions), float32."""
    if column.empty:
        return np.zeros((0, 1), dtype=np.float32)
    return np.stack([np.asarray(vector, dtype=np.float32) for vector in column])


def as_column(matrix: Vectors) -> list[Vectors]:
    """The rows of (n_rows, n_dimensions) as the values of a vector column."""
    return list(matrix.astype(np.float32))


def has_unit_length(column: "pd.Series[Any]") -> bool:
    """Whether every vector of the column has length 1, to float32 precision."""
    return bool(np.allclose(np.linalg.norm(as_matrix(column), axis=1), 1.0, atol=1e-4))
