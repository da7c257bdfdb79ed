"""Stage ``projection``: a place on the map for every opinion; nothing but a figure reads it."""

from pipeline.clustering.projection import ProjectionParams, places
from pipeline.stages import round_argument, run_stage
from pipeline.store import Store
from pipeline.tables.base import as_matrix
from pipeline.tables.embeddings import Embeddings
from pipeline.tables.opinions import Opinions
from pipeline.tables.themes import Families, Places


def main(round_name: str) -> str:
    """Place the representative of each family; its copies lie on the same spot."""
    store = Store()
    families = store.read(Families, round_name)
    opinions = store.read(Opinions, round_name)[["opinion_id", "text_key"]]
    vectors = store.read(Embeddings, round_name).set_index("opinion_id")["vector"]
    speakers = families[families["is_representative"]].merge(opinions, on="opinion_id")
    found = places(
        as_matrix(vectors.loc[speakers["opinion_id"]]),
        speakers["family_id"].tolist(),
        store.parameters("projection", ProjectionParams),
    )
    placed = speakers[["family_id"]].assign(x=found[:, 0], y=found[:, 1])
    table = families[["opinion_id", "family_id"]].merge(placed, on="family_id", how="left")
    store.write(Places, table[Places.column_names()], round_name)
    return f"{len(table)} opinions in, {len(placed)} places out"


if __name__ == "__main__":
    run_stage("projection", lambda: main(round_argument()))
