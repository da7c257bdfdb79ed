"""Stage ``cluster``: groups of opinions over all rounds, at two levels."""

from pipeline.clustering.cluster_table import cluster_opinions
from pipeline.clustering.two_levels import ClusterParams
from pipeline.places import METRICS
from pipeline.stages import run_stage
from pipeline.store import Store
from pipeline.tables.embeddings import Embeddings
from pipeline.tables.opinions import Opinions
from pipeline.tables.themes import Clusters, Families
from pipeline.tables.tokens import Tokens


def main() -> str:
    """Group the opinions of all rounds."""
    store = Store()
    opinions = store.read_rounds(Opinions)
    clusters, facts = cluster_opinions(
        opinions,
        store.read_rounds(Tokens),
        store.read_rounds(Embeddings),
        store.read(Families),
        store.parameters("cluster", ClusterParams),
    )
    store.write(Clusters, clusters)
    store.write_json(f"{METRICS}/cluster.json", facts)
    return (
        f"{len(opinions)} opinions in, {clusters['coarse'].max() + 1} coarse and "
        f"{clusters['fine'].max() + 1} fine groups, {(clusters['fine'] < 0).sum()} singles out"
    )


if __name__ == "__main__":
    run_stage("cluster", main)
