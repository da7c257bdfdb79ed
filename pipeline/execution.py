"""How work is spread: one way for all stages, and no result depends on it.

* ``none``: in this process.
* ``processes``: over the cores of this machine.
* an address (``tcp://host:8786``): over the workers of a Dask cluster (``pipeline.cluster``).
"""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TypeVar

import pandas as pd
from pydantic import Field

from pipeline.errors import OpinionsError
from pipeline.language import says
from pipeline.params import Parameters
from pipeline.rate import told

Task = TypeVar("Task")
Result = TypeVar("Result")

_TRIES = 3  # of a part whose process dies


class ExecutionParams(Parameters):
    """How work is spread. No stage tracks it, because no result may depend on it."""

    scheduler: str = Field(
        default="processes", pattern=r"^(none|processes|(tcp|tls)://[^\s/:]+:[0-9]{1,5})$"
    )
    """``none``, ``processes``, or the address of a Dask scheduler."""
    workers: int = Field(default=0, ge=0, le=256)
    """Processes on this machine; 0 means one per core."""
    rows_per_partition: int = Field(default=2_000, ge=1)
    """Rows of one part; below two parts all work stays in this process."""

    @property
    def address(self) -> str | None:
        """Of the scheduler of a cluster; None: all work stays on this machine."""
        return self.scheduler if "://" in self.scheduler else None

    @property
    def n_processes(self) -> int:
        """Processes on this machine."""
        return 1 if self.scheduler == "none" else self.workers or os.cpu_count() or 1


def spread(
    function: Callable[[Task], Result],
    tasks: Sequence[Task],
    params: ExecutionParams,
    *,
    threads: bool = False,
) -> Iterator[Result]:
    """Call a function for every task.

    Args:
        function: picklable; the results of tasks must not depend on each other.
        tasks: picklable.
        params: where it is called.
        threads: the function keeps all cores busy by itself; on this machine it is called here.

    Yields:
        One result per task, in the order of the tasks, as they come.

    Raises:
        OpinionsError: processes or workers were lost again and again, or the scheduler is gone.
    """
    if params.address:
        from pipeline.cluster import on_cluster  # distributed is an extra

        yield from on_cluster(function, tasks, params.address)
        return
    n_processes = min(1 if threads else params.n_processes, len(tasks))
    if n_processes <= 1:
        yield from map(function, tasks)
    else:
        yield from _in_processes(function, tasks, n_processes)


def map_partitions(
    function: Callable[[pd.DataFrame], pd.DataFrame], table: pd.DataFrame, params: ExecutionParams
) -> pd.DataFrame:
    """Apply a function to parts of a table and put the results below each other, in order.

    Args:
        function: picklable; maps rows to rows, each by itself, so that the split cannot matter.
        table: one row per unit of work.
        params: where it is called, with how many rows at once.

    Returns:
        What ``function(table)`` would return, with a fresh index.
    """
    size = params.rows_per_partition
    parts = [table.iloc[start : start + size] for start in range(0, max(len(table), 1), size)]
    done = told(spread(function, parts, params), [len(part) for part in parts])
    return pd.concat(list(done), ignore_index=True)


def _in_processes(
    function: Callable[[Task], Result], tasks: Sequence[Task], n_processes: int
) -> Iterator[Result]:
    """As ``spread``; when a process dies (out of memory, killed) its tasks are tried again."""
    n_done, n_tries, tried_at = 0, 0, -1
    while n_done < len(tasks):
        n_tries = n_tries + 1 if tried_at == n_done else 1
        tried_at = n_done
        if n_tries > _TRIES:
            raise OpinionsError(
                says(
                    f"計算のプロセスが{_TRIES}回続けて落ちた（{n_done + 1}番目の部分、全"
                    f"{len(tasks)}）。メモリ不足なら、params.yaml の execution.workers か "
                    "execution.rows_per_partition を小さくして、もう一度実行する。",
                    f"A process died {_TRIES} times in a row (part {n_done + 1} of {len(tasks)}). "
                    "If memory ran out, make execution.workers or execution.rows_per_partition in "
                    "params.yaml smaller and run again.",
                )
            )
        # Spawned, not forked: tokenizers and encoders hold threads that a fork would lose.
        with ProcessPoolExecutor(n_processes, mp_context=get_context("spawn")) as pool:
            try:
                for result in pool.map(function, tasks[n_done:]):
                    yield result
                    n_done += 1
            except BrokenProcessPool:
                continue
