"""One opinion speaks for each family of copies."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipeline.themes.levels import Level


def find_speakers(
    rows: pd.DataFrame, coarse: Level, fine: Level
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Rows that speak for a family, and for each row which of them speaks for it.

    One opinion speaks for each family; a family that is split speaks in each part.
    """
    parts = rows[["is_representative", "family_id"]].assign(f=fine.group, c=coarse.group)
    part = parts.groupby(["f", "c", "family_id"], sort=False).ngroup().to_numpy()
    ordered = parts.assign(part=part).sort_values(
        "is_representative", ascending=False, kind="stable"
    )
    first = ordered.drop_duplicates("part").sort_index()
    number_of = {int(p): number for number, p in enumerate(first["part"])}
    return first.index.to_numpy(), np.array([number_of[int(p)] for p in part], dtype=np.int64)
