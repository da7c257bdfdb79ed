"""A stage's tables made in parts: each read, computed, checked and written where it is worked on.

Parts lie in a folder that all workers see, outside of DVC's outputs, which DVC deletes before a
stage runs. They are kept until the stage has written its tables, so that a run that was killed goes
on from there. A part is found again by what it was made of: its rows, and everything else that the
stage reads (its facts, the code, the pinned libraries).
"""

import hashlib
import shutil
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from pipeline.execution import ExecutionParams, spread
from pipeline.program_files import program_files
from pipeline.rate import told
from pipeline.table_files import as_arrow, write_rows
from pipeline.tables.base import Table

KEPT = Path(".dvc/tmp/parts")
_LIBRARIES = Path("requirements.lock")


@dataclass(frozen=True)
class Rows:
    """The rows of a part, and what else belongs to them."""

    begin: int
    end: int
    """Not included."""
    given: tuple[Any, ...] = ()
    """Picklable, and the same wherever it is printed (``repr``)."""

    def __len__(self) -> int:
        return self.end - self.begin


Maker = Callable[[Rows], tuple[pd.DataFrame, ...]]
"""Makes the rows of each table of a part; picklable."""


def split(n_rows: int, size: int, *given: Any) -> list[Rows]:
    """All rows in parts of one size; one empty part where there are none.

    Args:
        n_rows: of the table.
        size: rows of a part.
        given: to every part.
    """
    begins = range(0, max(n_rows, 1), size)
    return [Rows(begin, min(begin + size, n_rows), given) for begin in begins]


def first_rows(column: Iterable[pa.Array], ids: Sequence[str]) -> NDArray[np.int64]:
    """Where the rows of each id begin in a table that holds several of each, in their order.

    Args:
        column: the table's ids, one part after the other.
        ids: each once, in the order of the table; some may have no row there.

    Returns:
        (n_ids + 1,), the last is the number of the table's rows.

    Raises:
        ValueError: the table stands in another order.
    """
    place = {identity: number for number, identity in enumerate(ids)}
    begins = np.full(len(ids) + 1, -1, dtype=np.int64)
    n_rows, last = 0, -1
    for group in column:
        runs = pc.run_end_encode(group.cast(pa.string()))
        starts = np.r_[0, runs.run_ends.to_numpy()[:-1]] if len(group) else []
        for identity, start in zip(runs.values.to_pylist(), starts, strict=True):
            number = place[identity]
            if number < last:
                raise ValueError("rows stand in another order than their ids")
            if number > last:
                begins[number] = n_rows + start
            last = number
        n_rows += len(group)
    begins[-1] = n_rows
    for number in np.flatnonzero(begins < 0)[::-1]:
        begins[number] = begins[number + 1]
    return begins


class TableParts:
    """The parts of one stage and round.

    Args:
        stage: name of the stage.
        round_name: of the round.
        tables: that the stage makes.
        facts: whatever a part depends on beside its rows and the code: parameters, tables, models.
        root: of the project.
    """

    def __init__(
        self,
        stage: str,
        round_name: str,
        tables: Sequence[type[Table]],
        facts: Iterable[str | bytes],
        root: Path = Path(),
    ) -> None:
        self._folder = root.resolve() / KEPT / f"{stage}@{round_name}"
        self._tables = tuple(tables)
        files = [path.read_bytes() for path in program_files()]
        files += [path.read_bytes() for path in [root / _LIBRARIES] if path.is_file()]
        self.facts = _digest([*facts, *files])
        """One hash of all facts: also the key of what a worker keeps in memory."""
        self._made: list[Path] = []

    def make(
        self, maker: Maker, parts: Sequence[Rows], params: ExecutionParams, *, threads: bool = False
    ) -> None:
        """Make all parts that are not there yet.

        Args:
            maker: of the tables' rows, one frame for each.
            parts: in the order of the rows.
            params: where it is called.
            threads: the maker keeps all cores busy by itself.

        Raises:
            OpinionsError: see ``spread``; or a part breaks the rules of its table.
            OSError: the disk of the parts is full.
        """
        paths = [self._folder / _digest([self.facts, repr(rows)])[:32] for rows in parts]
        work = partial(_make, maker=maker, tables=self._tables)
        missing = [
            (rows, path)
            for rows, path in zip(parts, paths, strict=True)
            if not all(_is_whole(_file(path, table)) for table in self._tables)
        ]
        counts = [len(rows) for rows, _ in missing]
        for _ in told(spread(work, missing, params, threads=threads), counts):
            pass
        self._made = paths

    def rows(self, table: type[Table]) -> Iterator[pa.Table]:
        """The parts of a table, in order, one in memory at a time."""
        for path in self._made:
            yield pq.read_table(_file(path, table))

    def drop(self) -> None:
        """Forget all parts: the stage's tables are written."""
        shutil.rmtree(self._folder, ignore_errors=True)


def _make(task: tuple[Rows, Path], maker: Maker, tables: Sequence[type[Table]]) -> None:
    """Make one part; runs where the work is done."""
    rows, path = task
    for table, frame in zip(tables, maker(rows), strict=True):
        file = _file(path, table)
        # A worker that counts as lost may still write while another makes the same part.
        draft = file.with_name(f"{uuid.uuid4().hex}.part")
        write_rows(file, [as_arrow(table, table.checked(frame, file.name))], draft=draft)


def _file(part: Path, table: type[Table]) -> Path:
    return part.with_name(f"{part.name}-{table.__name__.lower()}.parquet")


def _is_whole(path: Path) -> bool:
    try:
        pq.read_metadata(path)
    except (OSError, pa.ArrowException):
        return False  # not there, or damaged
    return True


def file_facts(folder: Path) -> Iterator[str | bytes]:
    """What a folder or file holds, for the facts of a stage."""
    files = [folder] if folder.is_file() else sorted(folder.rglob("*"))
    for path in files:
        if path.is_file():
            with path.open("rb") as stream:
                yield f"{path} {hashlib.file_digest(stream, 'sha256').hexdigest()}"


def _digest(values: Iterable[str | bytes]) -> str:
    digest = hashlib.sha256()
    for value in values:
        content = value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value
        digest.update(len(content).to_bytes(8, "big") + content)
    return digest.hexdigest()
