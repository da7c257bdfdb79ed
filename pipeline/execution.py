"""Row-wise work over all cores: one function, whose result does not depend on how it is split."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pandas as pd
from pydantic import Field

from pipeline.kept_parts import KeptParts
from pipeline.params import Parameters

Partial = Callable[[pd.DataFrame], pd.DataFrame]


class ExecutionParams(Parameters):
    """How work is spread. No stage tracks it, because no result may depend on it."""

    workers: int = Field(default=0, ge=0, le=256)
    """Processes; 0 means one per core."""
    rows_per_partition: int = Field(default=2_000, ge=1)
    """Rows handed to a process at once; below two partitions all work stays in this process."""


def map_partitions(
    function: Partial, table: pd.DataFrame, params: ExecutionParams, kept: KeptParts | None = None
) -> pd.DataFrame:
    """Apply a function to parts of a table and put the results below each other, in order.

    Args:
        function: picklable; maps rows to rows, each by itself, so that the split cannot matter.
        table: one row per unit of work.
        params: how many processes, how many rows each.
        kept: parts that an earlier run finished are taken from here, new ones kept here.

    Returns:
        What ``function(table)`` would return, with a fresh index.
    """
    size = params.rows_per_partition
    parts = [table.iloc[start : start + size] for start in range(0, len(table), size)]
    found = {number: kept.find(part) if kept else None for number, part in enumerate(parts)}
    to_do = [number for number, result in found.items() if result is None]
    for number, result in zip(
        to_do, _results(function, [parts[n] for n in to_do], params), strict=True
    ):
        found[number] = result
        if kept:
            kept.keep(parts[number], result)
    results = [result for result in found.values() if result is not None]
    return pd.concat(results or [function(table)], ignore_index=True)


def _results(
    function: Partial, parts: list[pd.DataFrame], params: ExecutionParams
) -> Iterator[pd.DataFrame]:
    """The result of each part as it is finished, in order."""
    workers = min(params.workers or os.cpu_count() or 1, len(parts))
    if workers <= 1:
        yield from map(function, parts)
        return
    # Spawned, not forked: tokenizers and encoders hold threads that a fork would lose.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from pool.map(function, parts)
