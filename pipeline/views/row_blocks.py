"""Work on blocks of rows, on all cores: each block is computed alone, whatever the others do.

The blocks are the same everywhere, and within one there is a single thread (``cluster`` sees to
that), so the number of cores changes no byte.
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

_ROWS = 1_000


def over_blocks(n_rows: int, work: Callable[[slice], None]) -> None:
    """Call ``work`` with consecutive slices of at most 1,000 rows; it must write to these alone."""
    blocks = [slice(begin, min(begin + _ROWS, n_rows)) for begin in range(0, n_rows, _ROWS)]
    if len(blocks) < 2:
        for rows in blocks:
            work(rows)
        return
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        list(pool.map(work, blocks))
