"""Which opinions of a round say the same, and an order of them that ids and rows do not change."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.intp]
Labels = NDArray[np.intp]


@dataclass(frozen=True)
class Contents:
    """Opinions by what they say; families, and equal vectors, count as one."""

    order: Rows  # (n_opinions,) rows by what they say
    distinct: Labels  # (n_opinions,) distinct opinion of each, in that order
    first: Rows  # (n_distinct,) the row of each distinct opinion that stands for it
    said: Sequence[str]  # (n_distinct,) hashes of what they say
    bare: Sequence[str] = ()
    """Of the last distinct opinions: the side that is all they say (``bare_stance``). They are
    grouped by it, the others, which come first, by likeness."""

    @property
    def n_alike(self) -> int:
        """How many distinct opinions are grouped by likeness: the first ones."""
        return len(self.first) - len(self.bare)

    @cached_property
    def copies(self) -> Labels:
        """How many opinions each distinct one stands for, (n_distinct,)."""
        return np.bincount(self.distinct, minlength=len(self.first))


def contents_of(
    said: Sequence[str],
    marks: Sequence[bytes],
    families: Sequence[str] | None,
    bare: Sequence[str] | None = None,
) -> Contents:
    """Find the distinct opinions.

    Args:
        said: (n_opinions,) a hash of what each says.
        marks: (n_opinions,) equal for opinions with equal vectors.
        families: (n_opinions,) names; an empty one is none.
        bare: (n_opinions,) the side that is all an opinion says, else empty; None: nobody's.
    """
    sides = bare or [""] * len(said)
    order = sorted(range(len(said)), key=lambda row: (sides[row] != "", said[row]))
    of_family: dict[str, int] = {}
    of_mark: dict[bytes, int] = {}
    first: list[int] = []
    distinct = np.zeros(len(said), dtype=np.intp)
    for place, row in enumerate(order):
        family, mark = families[row] if families else "", marks[row]
        known = of_family.get(family) if family else None
        known = of_mark.get(mark) if known is None else known
        if known is None:
            known = len(first)
            first.append(row)
        if family:
            of_family.setdefault(family, known)
        of_mark.setdefault(mark, known)
        distinct[place] = known
    rows = np.array(order, dtype=np.intp)
    return Contents(
        rows,
        distinct,
        np.array(first, np.intp),
        [said[row] for row in first],
        [sides[row] for row in first if sides[row]],
    )


def hashed(content: bytes) -> str:
    """What opinions are ordered by."""
    return hashlib.sha256(content).hexdigest()


def mark_of(vectors: Sequence[NDArray[np.float32]]) -> bytes:
    """One mark of all vectors of an opinion, each (n_dimensions,)."""
    digest = hashlib.blake2b(digest_size=16)
    for vector in vectors:
        digest.update(vector.tobytes())
    return digest.digest()
