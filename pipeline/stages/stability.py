"""Stage ``certify``: how stable every theme is."""

from pipeline.clustering.cluster_stability import StabilityParams, certify
from pipeline.clustering.cluster_table import views_of
from pipeline.clustering.two_levels import ClusterParams
from pipeline.places import METRICS
from pipeline.stages import run_stage
from pipeline.store import Store
from pipeline.tables.embeddings import Embeddings
from pipeline.tables.opinions import Opinions
from pipeline.tables.themes import Certificates, Families, Members
from pipeline.tables.tokens import Tokens


def main() -> str:
    """Group the opinions again and again, each time without some of them."""
    store = Store()
    opinions = store.read_rounds(Opinions)
    members = store.read(Members).set_index("opinion_id").loc[opinions["opinion_id"]]
    certificates, facts = certify(
        views_of(
            opinions,
            store.read_rounds(Tokens),
            store.read_rounds(Embeddings),
            store.read(Families),
        ),
        {"fine": members["theme_id"], "coarse": members["coarse_id"]},
        store.parameters("cluster", ClusterParams),
        store.parameters("stability", StabilityParams),
    )
    store.write(Certificates, certificates)
    n_stable = int(certificates["is_stable"].sum())
    facts |= {"n_themes": float(len(certificates)), "n_stable": float(n_stable)}
    store.write_json(f"{METRICS}/stability.json", facts)
    return f"{len(certificates)} themes in, {n_stable} of them stable"


if __name__ == "__main__":
    run_stage("stability", main)
