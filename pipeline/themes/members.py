"""Which opinions represent their theme, and which theme a single is near."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipeline.tables.base import Vectors
from pipeline.themes.levels import Level
from pipeline.themes.representatives import centre_of, choose_representatives


def representative_ranks(
    rows: pd.DataFrame,
    space: Vectors,
    speakers: NDArray[np.int64],
    level: Level,
    n_representatives: int,
    diversity: float,
    moderate_characters: int,
) -> "pd.Series[int]":
    """Rank among the representatives of each opinion's theme, missing for all others."""
    lengths = rows["text_normalized"].str.len().to_numpy()
    keys = rows["text_key"].to_numpy()
    ranks = pd.Series(pd.NA, index=rows.index, dtype="Int64")
    for theme in range(len(level.ids)):
        members = speakers[level.group[speakers] == theme]
        members = members[~rows.iloc[members].duplicated("family_id").to_numpy()]
        chosen = choose_representatives(
            space[members],
            lengths[members].tolist(),
            keys[members].tolist(),
            n_representatives,
            diversity,
            moderate_characters,
        )
        ranks.iloc[members[chosen]] = range(1, len(chosen) + 1)
    return ranks


def nearest_themes(space: Vectors, speakers: NDArray[np.int64], fine: Level) -> NDArray[np.int64]:
    """For each single the fine theme whose centre is nearest; -1 for all others."""
    nearest = np.full(len(space), -1)
    singles = np.flatnonzero(fine.group < 0)
    if fine.ids and len(singles):
        centres = np.stack(
            [centre_of(space[speakers[fine.group[speakers] == i]]) for i in range(len(fine.ids))]
        )
        likeness = space[singles].astype(np.float64) @ centres.astype(np.float64).T
        nearest[singles] = np.round(likeness, 9).argmax(axis=1)
    return nearest
