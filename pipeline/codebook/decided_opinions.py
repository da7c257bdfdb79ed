"""The opinions that people decided, looked up in the tables of all rounds."""

from collections.abc import Collection

import pandas as pd

from pipeline.store import Store
from pipeline.tables.embeddings import Embeddings
from pipeline.tables.opinions import Opinions


def with_vector(store: Store, opinions: pd.DataFrame, round_name: str) -> pd.DataFrame:
    """Opinions of a round with ``vector``."""
    vectors = store.read(Embeddings, round_name).set_index("opinion_id")["vector"]
    return opinions.assign(vector=vectors.loc[opinions["opinion_id"]].tolist())


def decided_opinions(store: Store, keys: Collection[str]) -> pd.DataFrame:
    """One opinion for each decided text that a round holds.

    Args:
        store: the project.
        keys: ``text_key`` of decided texts.

    Returns:
        ``text_key``, ``text_normalized``, ``vector``, by ``text_key``. Texts of rounds that are
        gone are not there.
    """
    columns = ["text_key", "text_normalized", "vector"]
    found = [pd.DataFrame(columns=columns)]
    wanted = set(keys)
    for name in store.all_rounds() if wanted else []:
        opinions = store.read(Opinions, name)
        mine = opinions[opinions["text_key"].isin(wanted)].drop_duplicates("text_key")
        if len(mine):
            wanted -= set(mine["text_key"])
            found.append(with_vector(store, mine, name)[columns])
    return pd.concat(found[1:] or found).sort_values("text_key", ignore_index=True)
