"""Of each change between two versions, the opinions that may have caused it."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipeline.drafts.uptake_scores import of_meaning
from pipeline.tables.uptake import UptakeCauses

Floats = NDArray[np.float64]
_NEAR_WEIGHT = 0.1
"""Of nearness in the choice of opinions that may have caused a change; 18 instead of 13 of 20."""
_LEAST_CAUSE = 0.05
"""Share of a change's words below which nothing names an opinion as its cause."""
MOST_CAUSES = 3


def causes(
    opinion_ids: Sequence[str], changed: pd.DataFrame, shares: Floats, near: Floats
) -> pd.DataFrame:
    """Of each change, the opinions that may have caused it; columns of ``UptakeCauses``."""
    rows = []
    fit = shares + _NEAR_WEIGHT * near
    for column in np.flatnonzero(of_meaning(changed).to_numpy()).tolist():
        first = np.argsort(-fit[:, column], kind="stable")[:MOST_CAUSES].tolist()
        first = [row for row in first if shares[row, column] >= _LEAST_CAUSE or near[row, column]]
        rows += [
            (
                int(changed["order"].iloc[column]),
                rank,
                opinion_ids[row],
                float(shares[row, column]),
                bool(near[row, column] > 0),
            )
            for rank, row in enumerate(first, start=1)
        ]
    return pd.DataFrame(rows, columns=UptakeCauses.column_names())
