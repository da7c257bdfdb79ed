"""Which opinions represent their theme, and which theme a single is near."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipeline.encoders.centring import ROWS
from pipeline.tables.base import Vectors
from pipeline.themes.levels import Level
from pipeline.themes.representatives import centred, centres_of, choose_representatives


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
        sums = centres_of(space, speakers, fine.group[speakers], len(fine.ids))
        centres = centred(sums.astype(np.float32), np.zeros(space.shape[1])).astype(np.float64)
        for begin in range(0, len(singles), ROWS):
            part = singles[begin : begin + ROWS]
            likeness = space[part].astype(np.float64) @ centres.T
            nearest[part] = np.round(likeness, 9).argmax(axis=1)
    return nearest
