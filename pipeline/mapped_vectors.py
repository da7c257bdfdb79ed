"""Vectors that lie in files while a stage uses them: memory holds the rows that it looks at.

The system reads them as they are looked at and forgets them where memory is needed for others.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, count

import numpy as np

from pipeline.errors import OpinionsError
from pipeline.language import says
from pipeline.store import Store
from pipeline.table_files import column_by_groups, count_rows, vectors_by_groups
from pipeline.table_parts import KEPT
from pipeline.tables.base import Room, Table, Vectors
from pipeline.tables.embeddings import Embeddings
from pipeline.tables.opinions import Opinions


@contextmanager
def room_of(stage: str, round_name: str) -> Iterator[Room]:
    """Room for the vectors of a stage in files, which are gone at its end.

    On Windows they cannot be taken away while they are looked at, and go when it runs again.

    Raises:
        OSError: the disk is full.
    """
    folder = KEPT / f"{stage}@{round_name}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    numbers = count()

    def room(n_rows: int, n_dimensions: int) -> Vectors:
        if not n_rows * n_dimensions:  # such a file cannot be looked at
            return np.zeros((n_rows, n_dimensions), np.float32)
        path = folder / f"{next(numbers)}.f32"
        with path.open("wb") as file:
            # Told here if the disk is full: later on the system would kill whoever writes.
            if hasattr(os, "posix_fallocate"):
                os.posix_fallocate(file.fileno(), 0, n_rows * n_dimensions * 4)
            else:
                file.truncate(n_rows * n_dimensions * 4)
        return np.memmap(path, np.float32, "r+", shape=(n_rows, n_dimensions))

    try:
        yield room
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def embedded(store: Store, round_name: str, column: str, room: Room) -> Vectors:
    """The vectors of a round in the order of its opinions, (n_opinions, n_dimensions).

    Raises:
        OpinionsError: the rows of both tables do not go together.
    """
    if column_of(store, Embeddings, round_name, "opinion_id") != column_of(
        store, Opinions, round_name, "opinion_id"
    ):
        raise not_in_order(Embeddings)
    table = store.place(Embeddings, round_name)
    begin, found = 0, room(0, 1)
    for block in vectors_by_groups(table, column):
        if not begin:
            found = room(count_rows(table), block.shape[1])
        found[begin : begin + len(block)] = block
        begin += len(block)
    return found


def column_of(store: Store, table: type[Table], round_name: str, column: str) -> list[str]:
    """One column of a table."""
    groups = column_by_groups(store.place(table, round_name), column)
    return list(chain.from_iterable(group.to_pylist() for group in groups))


def not_in_order(table: type[Table]) -> OpinionsError:
    """What is said of a table whose rows are not those of the opinions."""
    return OpinionsError(
        says(
            f"{table.folder()} の行が、意見の表と合わない。opinions run で作り直す。",
            f"The rows of {table.folder()} are not those of the opinions. "
            "Run: opinions run (makes them again)",
        )
    )
