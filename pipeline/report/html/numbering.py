"""Numbers of the tables and figures of a page, in the order in which it shows them."""

from collections import Counter


class Numbering:
    """Gives the next number of a kind; what is left out of a page leaves no gap.

    >>> number = Numbering()
    >>> number("表"), number("図"), number("表")
    ('表1', '図1', '表2')
    """

    def __init__(self) -> None:
        self._given: Counter[str] = Counter()

    def __call__(self, kind: str) -> str:
        """The kind with its next number."""
        self._given[kind] += 1
        return f"{kind}{self._given[kind]}"
