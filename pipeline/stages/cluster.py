"""Stage ``cluster``: groups of opinions of a round, at two levels."""

from pipeline.clustering.cluster_table import cluster_opinions
from pipeline.clustering.two_levels import ClusterParams
from pipeline.places import METRICS
from pipeline.stages import round_argument, run_stage
from pipeline.store import Store
from pipeline.tables.embeddings import Embeddings
from pipeline.tables.opinions import Opinions
from pipeline.tables.themes import Clusters, Families


def main(round_name: str) -> str:
    """Group the opinions of one round, whatever other rounds there are."""
    store = Store()
    opinions = store.read(Opinions, round_name)
    clusters, facts = cluster_opinions(
        opinions,
        store.read(Embeddings, round_name),
        store.read(Families, round_name),
        store.parameters("cluster", ClusterParams),
    )
    store.write(Clusters, clusters, round_name)
    store.write_json(f"{METRICS}/cluster/{round_name}.json", facts)
    return (
        f"{len(opinions)} opinions in, {clusters['coarse'].max() + 1} coarse and "
        f"{clusters['fine'].max() + 1} fine groups, {(clusters['fine'] < 0).sum()} singles out"
    )


if __name__ == "__main__":
    run_stage("cluster", lambda: main(round_argument()))
