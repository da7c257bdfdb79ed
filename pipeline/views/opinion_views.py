"""What is known of each opinion before anything is compared: its views, row by row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import OpinionsError

Matrix = NDArray[np.float32]

_Row = TypeVar("_Row")
_AT_ONCE = 16_000  # rows that are looked at


@dataclass(frozen=True)
class Views:
    """What is known of each opinion; row i of every view is the same opinion.

    ``keys`` name the rows; no result depends on them, nor on the order in which rows came.
    ``dense`` holds unit vectors (n_opinions, n_dimensions) by encoder. ``families`` names near
    copies: opinions with one family enter once, and stay together.
    """

    keys: Sequence[str]
    dense: Mapping[str, Matrix]
    texts: Sequence[str] | None = None
    families: Sequence[str] | None = None

    def __post_init__(self) -> None:
        """Refuse views that do not fit together.

        Raises:
            OpinionsError: no dense view, rows missing, repeated keys, vectors not finite.
        """
        n = len(self.keys)
        if not self.dense:
            raise OpinionsError("No dense view came; at least one encoder is needed.")
        for name, rows in (
            *self.dense.items(),
            *(("texts", self.texts), ("families", self.families)),
        ):
            if rows is not None and len(rows) != n:
                raise OpinionsError(f"View '{name}' has {len(rows)} rows for {n} opinions.")
        if len(set(self.keys)) != n:
            raise OpinionsError(f"{n - len(set(self.keys))} of {n} keys are repeated.")
        for name, vectors in self.dense.items():
            bad = [
                begin + int(row)
                for begin in range(0, n, _AT_ONCE)
                for row in np.flatnonzero(~np.isfinite(vectors[begin : begin + _AT_ONCE]).all(1))
            ]
            if bad:
                raise OpinionsError(
                    f"View '{name}': {len(bad)} vectors are not finite, first at key "
                    f"{self.keys[bad[0]]!r}. Run: dvc repro"
                )

    def rows(self, index: NDArray[np.intp]) -> "Views":
        """The views of some opinions, in the order of ``index``."""

        def pick(rows: Sequence[_Row] | None) -> list[_Row] | None:
            return None if rows is None else [rows[i] for i in index.tolist()]

        return Views(
            keys=[self.keys[i] for i in index.tolist()],
            dense={name: vectors[index] for name, vectors in self.dense.items()},
            texts=pick(self.texts),
            families=pick(self.families),
        )
