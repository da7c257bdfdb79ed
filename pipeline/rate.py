"""How far a stage is, how fast, and how long it may take: a line now and then on stderr."""

import re
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from pipeline.language import says

Result = TypeVar("Result")

_EVERY = 5.0  # seconds; a stage that takes less says nothing
LINE = re.compile(
    r"\d+\D+のうち\d+\D+、毎秒[\d.]+\D+、残り\d+秒"
    r"|\d+ of \d+ [a-z ]+, [\d.]+ a second, \d+ s left"
)
"""What ``Rate`` says, as ``pipeline.progress`` finds it."""
_UNITS = {
    "rows": "件",
    "texts": "件",
    "files": "ファイル",
    "trees": "本",
    "settings": "通り",
    "themes": "テーマ",
    "pages": "ページ",
    "parts": "部分",
}


class Rate:
    """Counts what is done and says now and then how far it is."""

    def __init__(self, total: int, what: str = "rows") -> None:
        """Begin.

        Args:
            total: how much there is to do.
            what: the unit, one of ``_UNITS``.
        """
        self._total, self._what, self._done = total, what, 0
        self._began = self._said = time.monotonic()

    def add(self, count: int = 1) -> None:
        """So much more is done."""
        self._done += count
        now = time.monotonic()
        if now - self._said < _EVERY or self._done >= self._total:
            return
        self._said = now
        rate = self._done / (now - self._began)
        left = (self._total - self._done) / max(rate, 1e-9)
        unit = _UNITS[self._what]
        line = says(
            f"{self._total}{unit}のうち{self._done}{unit}、毎秒{rate:.1f}{unit}、残り{left:.0f}秒",
            f"{self._done} of {self._total} {self._what}, {rate:.1f} a second, {left:.0f} s left",
        )
        print(line, file=sys.stderr, flush=True)


def told(
    results: Iterable[Result], counts: Sequence[int] | int, what: str = "rows"
) -> Iterator[Result]:
    """Pass results on and say how far they are.

    Args:
        results: one per part, in order.
        counts: rows of each part; or how many results there are, where each is one.
        what: the unit, one of ``_UNITS``.
    """
    each = [1] * counts if isinstance(counts, int) else counts
    rate = Rate(sum(each), what)
    for result, count in zip(results, each, strict=True):
        yield result
        rate.add(count)
