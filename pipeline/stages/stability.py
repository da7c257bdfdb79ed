"""Stage ``stability``: how stable every theme of a round is."""

from pipeline.clustering.cluster_stability import StabilityParams, certify
from pipeline.clustering.cluster_table import views_of
from pipeline.clustering.two_levels import ClusterParams
from pipeline.places import METRICS
from pipeline.stages import round_argument, run_stage
from pipeline.store import Store
from pipeline.tables.embeddings import Embeddings
from pipeline.tables.opinions import Opinions
from pipeline.tables.themes import Certificates, Families, Members


def main(round_name: str) -> str:
    """Group the opinions again and again, each time learnt without some of them."""
    store = Store()
    opinions = store.read(Opinions, round_name)
    members = store.read(Members, round_name).set_index("opinion_id").loc[opinions["opinion_id"]]
    certificates, facts = certify(
        views_of(
            opinions,
            store.read(Embeddings, round_name),
            store.read(Families, round_name),
        ),
        {"fine": members["theme_id"], "coarse": members["coarse_id"]},
        store.parameters("cluster", ClusterParams),
        store.parameters("stability", StabilityParams),
    )
    store.write(Certificates, certificates, round_name)
    n_stable = int(certificates["is_stable"].sum())
    facts |= {"n_themes": float(len(certificates)), "n_stable": float(n_stable)}
    store.write_json(f"{METRICS}/stability/{round_name}.json", facts)
    return f"{len(certificates)} themes in, {n_stable} of them stable"


if __name__ == "__main__":
    run_stage("stability", lambda: main(round_argument()))
