"""Families of the texts of tables, found in blocks that workers read, write and compare.

A task is a block of texts, whose wordings and trigrams are written as a Parquet part; then a pair
of these parts. The process that was started holds keys, hashes and pairs, no texts.
"""

import shutil
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from hashlib import blake2b
from itertools import chain, combinations_with_replacement
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from pipeline.execution import ExecutionParams, spread
from pipeline.near_duplicates.families import leaders
from pipeline.near_duplicates.near_pairs import (
    N_GRAMS,
    Block,
    FamiliesParams,
    Wordings,
    block_of,
    first_said,
    near_pairs,
    wordings_of,
)
from pipeline.rate import told
from pipeline.table_files import column_by_groups, read_rows, write_rows

_TEXTS_IN_A_BLOCK = 8_000
"""A worker holds two blocks; each is read anew for every other one."""
_WORTH_SPREADING = 20_000
"""Texts below which workers would take longer to start than to compare them."""


@dataclass(frozen=True)
class _Texts:
    """A block of different texts in a table."""

    table: Path
    rows: tuple[int, ...]  # ascending

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True)
class _Folder:
    """Where blocks lie while they are compared."""

    path: Path
    run: str
    """Made up for each run: what a worker keeps of another one is not taken."""

    def block(self, number: int) -> Path:
        return self.path / f"{number}.parquet"

    @property
    def common(self) -> Path:
        """What all blocks have in common: frequencies of trigrams, and who said a wording first."""
        return self.path / "common.npz"


def leaders_in(
    tables: Sequence[Path], folder: Path, params: FamiliesParams, execution: ExecutionParams
) -> dict[str, str]:
    """Put every text of some tables into a family: see ``families.leaders``.

    Args:
        tables: files with ``text_key`` and ``text_normalized``; of a key that comes again the first
            text counts.
        folder: for blocks, below the project, seen by all workers; it is removed.
        params: what counts as near.
        execution: where blocks are compared.

    Returns:
        For each key that of the text that its family is named by.
    """
    keys, blocks = _blocks(tables)
    if len(keys) < _WORTH_SPREADING:
        execution = execution.model_copy(update={"scheduler": "none"})
    sizes = [len(block) for block in blocks]
    at = _Folder(folder.resolve(), uuid.uuid4().hex)
    shutil.rmtree(at.path, ignore_errors=True)
    at.path.mkdir(parents=True)
    try:
        work = partial(_write_block, folder=at)
        said, frequency = list[bytes](), np.zeros(N_GRAMS, np.int64)
        for hashes, grams, counts in told(spread(work, [*enumerate(blocks)], execution), sizes):
            said += hashes
            frequency[grams] += counts
        np.savez(at.common, frequency=frequency, first=first_said(keys, said))
        begins = np.cumsum([0, *sizes]).tolist()
        compare = partial(_pairs_of, folder=at, begins=begins, params=params)
        tasks = [*combinations_with_replacement(range(len(blocks)), 2)]
        found = [*told(spread(compare, tasks, execution), len(tasks), "parts")]
    finally:
        shutil.rmtree(at.path, ignore_errors=True)
    return leaders(keys, said, np.concatenate([np.zeros((0, 2), np.int64), *found]))


def _blocks(tables: Sequence[Path]) -> tuple[list[str], list[_Texts]]:
    """The different keys of tables in their order, and where their texts stand, in blocks."""
    first: dict[str, None] = {}
    blocks = []
    for table in tables:
        rows = []
        groups = column_by_groups(table, "text_key")
        for row, key in enumerate(chain.from_iterable(group.to_pylist() for group in groups)):
            if key not in first:
                first[key] = None
                rows.append(row)
        starts = range(0, len(rows), _TEXTS_IN_A_BLOCK)
        blocks += [_Texts(table.resolve(), tuple(rows[n : n + _TEXTS_IN_A_BLOCK])) for n in starts]
    return list(first), blocks


def _write_block(
    task: tuple[int, _Texts], folder: _Folder
) -> tuple[list[bytes], NDArray[np.int64], NDArray[np.int64]]:
    """Write the wordings of a block.

    Returns:
        Hashes of the wordings; trigrams that stand in some, and in how many.
    """
    number, texts = task
    begin, end = texts.rows[0], texts.rows[-1] + 1
    table = read_rows(texts.table, begin, end, ["text_key", "text_normalized"])
    table = table.take(pa.array(np.array(texts.rows) - begin))
    said = wordings_of(*(table.column(name).to_pylist() for name in table.column_names))
    ends = said.counts.indptr.astype(np.int32)
    part = pa.table(
        {
            "text_key": said.keys,
            "wording": said.wordings,
            "grams": pa.ListArray.from_arrays(ends, said.counts.indices),
            "weights": pa.ListArray.from_arrays(ends, said.counts.data),
        }
    )
    # A worker that counts as lost may still write while another makes the same part.
    draft = folder.path / f"{uuid.uuid4().hex}.part"
    write_rows(folder.block(number), [part], draft=draft)
    hashes = [blake2b(one.encode(), digest_size=16).digest() for one in said.wordings]
    return hashes, *np.unique(said.counts.indices, return_counts=True)


def _pairs_of(
    task: tuple[int, int], folder: _Folder, begins: Sequence[int], params: FamiliesParams
) -> NDArray[np.int64]:
    """The near copies between two blocks, by number among all texts, (n_pairs, 2)."""
    one, other = (
        _block(folder, number, range(begins[number], begins[number + 1]), params) for number in task
    )
    first = np.array([begins[number] for number in task], np.int64)
    return np.asarray(near_pairs(one, other, params) + first)


@lru_cache(maxsize=2)
def _block(folder: _Folder, number: int, texts: range, params: FamiliesParams) -> Block:
    part = pq.read_table(folder.block(number))
    lists = [part.column(name).combine_chunks() for name in ("grams", "weights")]
    grams, weights = (one.flatten().to_numpy() for one in lists)
    shape = (len(part), N_GRAMS)
    counts = csr_matrix((weights, grams, lists[0].offsets.to_numpy()), shape=shape)
    said = Wordings(part["text_key"].to_pylist(), part["wording"].to_pylist(), counts)
    with np.load(folder.common) as common:
        first = common["first"][texts.start : texts.stop]
        return block_of(said, first, common["frequency"], params)
