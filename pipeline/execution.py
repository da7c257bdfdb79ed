"""Row-wise work over all cores: one function, whose result does not depend on how it is split."""

import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pandas as pd
from pydantic import Field

from pipeline.params import Parameters

Partial = Callable[[pd.DataFrame], pd.DataFrame]


class ExecutionParams(Parameters):
    """How work is spread. No stage tracks it, because no result may depend on it."""

    workers: int = Field(default=0, ge=0, le=256)
    """Processes; 0 means one per core."""
    rows_per_partition: int = Field(default=2_000, ge=1)
    """Rows handed to a process at once; below two partitions all work stays in this process."""


def map_partitions(function: Partial, table: pd.DataFrame, params: ExecutionParams) -> pd.DataFrame:
    """Apply a function to parts of a table and put the results below each other, in order.

    Args:
        function: picklable; maps rows to rows, each by itself, so that the split cannot matter.
        table: one row per unit of work.
        params: how many processes, how many rows each.

    Returns:
        What ``function(table)`` would return, with a fresh index.
    """
    size = params.rows_per_partition
    parts = [table.iloc[start : start + size] for start in range(0, len(table), size)]
    workers = min(params.workers or os.cpu_count() or 1, len(parts))
    if workers <= 1:
        results = [function(part) for part in parts] or [function(table)]
    else:
        # Spawned, not forked: tokenizers and encoders hold threads that a fork would lose.
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            results = list(pool.map(function, parts))
    return pd.concat(results, ignore_index=True)
