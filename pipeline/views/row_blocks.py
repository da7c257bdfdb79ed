"""Work on blocks of rows, on all cores: each block is computed alone, whatever the others do.

The blocks are the same everywhere, and within one there is a single thread (``cluster`` sees to
that), so the number of cores changes no byte.
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

ROWS = 1_000
"""Of a block. Whoever cuts rows into parts takes a multiple: a product may change in its last digit
with the rows beside it."""


def over_blocks(n_rows: int, work: Callable[[slice], None], n_threads: int | None = None) -> None:
    """Call ``work`` with consecutive slices of at most 1,000 rows; it must write to these alone.

    Args:
        n_rows: of all blocks.
        work: on one block.
        n_threads: as many as there are cores where None.
    """
    blocks = [slice(begin, min(begin + ROWS, n_rows)) for begin in range(0, n_rows, ROWS)]
    if len(blocks) < 2 or n_threads == 1:
        for rows in blocks:
            work(rows)
        return
    with ThreadPoolExecutor(n_threads or os.cpu_count() or 1) as pool:
        list(pool.map(work, blocks))
