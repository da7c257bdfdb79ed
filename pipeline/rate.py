"""How far a stage is, how fast, and how long it may take: a line now and then on stderr."""

import re
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

Result = TypeVar("Result")

_EVERY = 5.0  # seconds; a stage that takes less says nothing
LINE = re.compile(
    r"(?P<done>\d+) of (?P<all>\d+) rows, (?P<rate>[\d.]+) a second, (?P<left>\d+) s left"
)
"""What ``told`` says, as ``pipeline.progress`` reads it."""


def told(results: Iterable[Result], counts: Sequence[int]) -> Iterator[Result]:
    """Pass results on and say how far they are.

    Args:
        results: one per part, in order.
        counts: rows of each part.
    """
    began = said = time.monotonic()
    done, total = 0, sum(counts)
    for result, count in zip(results, counts, strict=True):
        yield result
        done += count
        now = time.monotonic()
        if now - said >= _EVERY and done < total:
            said = now
            rate = done / (now - began)
            left = (total - done) / max(rate, 1e-9)
            print(
                f"{done} of {total} rows, {rate:.1f} a second, {left:.0f} s left",
                file=sys.stderr,
                flush=True,
            )
