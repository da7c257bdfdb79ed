"""Stage ``stability``: how stable every theme of a round is."""

from pipeline.clustering.cluster_stability import StabilityParams, certify
from pipeline.clustering.two_levels import ClusterParams
from pipeline.mapped_vectors import column_of, embedded, room_of
from pipeline.places import METRICS
from pipeline.stages import round_argument, run_stage
from pipeline.store import Store
from pipeline.tables.embeddings import Embeddings
from pipeline.tables.opinions import Opinions
from pipeline.tables.themes import Certificates, Families, Members
from pipeline.views.opinion_views import Views


def main(round_name: str) -> str:
    """Group the opinions again and again, each time learnt without some of them."""
    store = Store()
    ids = column_of(store, Opinions, round_name, "opinion_id")
    members = store.read(Members, round_name).set_index("opinion_id").loc[ids]
    families = store.read(Families, round_name).set_index("opinion_id").loc[ids]
    with room_of("stability", round_name) as room:
        columns = Embeddings.vector_columns()
        certificates, facts = certify(
            Views(
                ids,
                {name: embedded(store, round_name, name, room) for name in columns},
                column_of(store, Opinions, round_name, "text_normalized"),
                families["family_id"].tolist(),
            ),
            {"fine": members["theme_id"], "coarse": members["coarse_id"]},
            store.parameters("cluster", ClusterParams),
            store.parameters("stability", StabilityParams),
            room,
        )
    store.write(Certificates, certificates, round_name)
    n_stable = int(certificates["is_stable"].sum())
    facts |= {"n_themes": float(len(certificates)), "n_stable": float(n_stable)}
    store.write_json(f"{METRICS}/stability/{round_name}.json", facts)
    return f"{len(certificates)} themes in, {n_stable} of them stable"


if __name__ == "__main__":
    run_stage("stability", lambda: main(round_argument()))
