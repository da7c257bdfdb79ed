"""Stage ``projection``: a place on the map for every opinion; nothing but a figure reads it."""

import numpy as np
import pandas as pd

from pipeline.clustering.projection import ProjectionParams, places
from pipeline.mapped_vectors import column_of, embedded, room_of
from pipeline.stages import round_argument, run_stage
from pipeline.store import Store
from pipeline.tables.opinions import Opinions
from pipeline.tables.themes import Families, Places
from pipeline.themes.representatives import taken


def main(round_name: str) -> str:
    """Place the representative of each family; its copies lie on the same spot."""
    store = Store()
    families = store.read(Families, round_name)
    ids = column_of(store, Opinions, round_name, "opinion_id")
    place = pd.Series(range(len(ids)), index=ids, dtype=np.int64)
    speakers = families[families["is_representative"]]
    rows = np.asarray(place.loc[speakers["opinion_id"]], dtype=np.int64)
    with room_of("projection", round_name) as room:
        found = places(
            taken(embedded(store, round_name, "vector", room), rows, room),
            speakers["family_id"].tolist(),
            store.parameters("projection", ProjectionParams),
        )
    placed = speakers[["family_id"]].assign(x=found[:, 0], y=found[:, 1])
    table = families[["opinion_id", "family_id"]].merge(placed, on="family_id", how="left")
    store.write(Places, table[Places.column_names()], round_name)
    return f"{len(table)} opinions in, {len(placed)} places out"


if __name__ == "__main__":
    run_stage("projection", lambda: main(round_argument()))
