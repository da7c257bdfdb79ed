"""Tables as Parquet files: whole or in parts, the same bytes however they were cut into parts."""

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.tables.base import Table, Vectors, as_column, as_matrix

ROWS_PER_GROUP = 16_384
"""Rows of a row group: what is read at least, when some rows of a table are asked for."""


def as_arrow(table: type[Table], frame: pd.DataFrame) -> pa.Table:
    """A checked frame as it lies in files; vectors as lists of fixed size."""
    columns = list(table.vector_columns())
    arrow = pa.Table.from_pandas(frame.drop(columns=columns), preserve_index=False)
    for column in columns:
        matrix = as_matrix(frame[column])
        flat = pa.array(matrix.reshape(-1), type=pa.float32())
        kind = pa.list_(pa.field("element", pa.float32()), matrix.shape[1])  # Parquet's own name
        vectors = pa.FixedSizeListArray.from_arrays(flat, type=kind)
        arrow = arrow.append_column(column, vectors)
    return arrow.replace_schema_metadata(None)


def as_frame(table: type[Table], arrow: pa.Table) -> pd.DataFrame:
    """The inverse of ``as_arrow``; columns that were not read are not there."""
    columns = [name for name in table.vector_columns() if name in arrow.column_names]
    frame = pd.DataFrame(arrow.drop_columns(columns).to_pandas())
    for column in columns:
        vectors = arrow.column(column).combine_chunks()
        width = vectors.type.list_size
        frame[column] = pd.Series(
            as_column(vectors.flatten().to_numpy().reshape(-1, width)), dtype=object
        )
    return frame


def write_rows(
    path: Path, parts: Iterable[pa.Table], *, private: bool = False, draft: Path | None = None
) -> None:
    """Write parts below each other into one file, whole or not at all.

    The bytes depend on the rows alone. One row group and one part are held at a time.

    Args:
        path: of the file; its folder is made.
        parts: at least one; of one schema.
        private: for the eyes of the owner alone.
        draft: where it is written before it is renamed; else one place for all writers.

    Raises:
        OSError: the disk is full, with the path; nothing is left behind.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if private:
        path.parent.chmod(0o700)
    draft = draft or path.with_suffix(".part")
    try:
        with draft.open("wb") as stream:
            writer: pq.ParquetWriter | None = None
            for group in _groups(parts):
                writer = writer or pq.ParquetWriter(stream, group.schema, compression="zstd")
                writer.write_table(group, row_group_size=ROWS_PER_GROUP)
            if writer is None:
                raise ValueError("no part was given")
            writer.close()
            stream.flush()
            os.fsync(stream.fileno())
        if private:
            draft.chmod(0o600)
        draft.replace(path)
    except BaseException as error:
        draft.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.filename is None:
            raise OSError(error.errno, os.strerror(error.errno or 0), str(path)) from error
        raise


def read_rows(path: Path, begin: int, end: int, columns: Sequence[str] | None = None) -> pa.Table:
    """Rows ``begin`` to ``end`` (not included) of a file, and of its row groups no others."""
    with pq.ParquetFile(path) as file:
        first, wanted, skipped = 0, [], 0
        for number in range(file.metadata.num_row_groups):
            n = file.metadata.row_group(number).num_rows
            if first < end and first + n > begin:
                wanted.append(number)
            elif first + n <= begin:
                skipped = first + n
            first += n
        table = file.read_row_groups(wanted, columns=list(columns) if columns else None)
    return table.slice(begin - skipped, end - begin) if wanted else table


def count_rows(path: Path) -> int:
    """Rows of a file; none of them is read."""
    return int(pq.read_metadata(path).num_rows)


def groups_of(path: Path, columns: Sequence[str] | None = None) -> Iterator[pa.Table]:
    """The row groups of a file, some columns or all."""
    with pq.ParquetFile(path) as file:
        for number in range(file.metadata.num_row_groups):
            yield file.read_row_group(number, columns=list(columns) if columns else None)


def column_by_groups(path: Path, column: str) -> Iterator[pa.Array]:
    """One column of a file, row group by row group."""
    return (group.column(0).combine_chunks() for group in groups_of(path, [column]))


def vectors_of_rows(path: Path, column: str, begin: int, end: int) -> Vectors:
    """The vectors of some rows of a file, (n_rows, n_dimensions); (0, 1) where there are none."""
    return _matrix(read_rows(path, begin, end, [column]).column(0).combine_chunks())


def vectors_by_groups(path: Path, column: str) -> Iterator[Vectors]:
    """All vectors of a file, row group by row group."""
    return map(_matrix, column_by_groups(path, column))


def _matrix(vectors: pa.FixedSizeListArray) -> Vectors:
    flat = vectors.flatten().to_numpy()
    return np.asarray(flat.reshape(len(vectors), -1) if len(vectors) else flat[:, None])


def _groups(parts: Iterable[pa.Table]) -> Iterator[pa.Table]:
    """The rows of all parts in groups of one size; the last may be smaller, or empty if alone."""
    held: list[pa.Table] = []
    n_held, n_given = 0, 0
    for part in parts:
        held.append(part if not held else part.cast(held[0].schema))
        n_held += len(part)
        while n_held >= ROWS_PER_GROUP:
            joined = pa.concat_tables(held)
            yield joined.slice(0, ROWS_PER_GROUP).combine_chunks()
            n_given += 1
            held = [joined.slice(ROWS_PER_GROUP)]
            n_held -= ROWS_PER_GROUP
    if held and (n_held or not n_given):
        yield pa.concat_tables(held).combine_chunks()
