"""Stage ``stability``: how stable every theme of a round is."""

from pipeline.clustering.cluster_stability import StabilityParams, certify_trees
from pipeline.clustering.two_levels import ClusterParams, grow_trees_on
from pipeline.mapped_vectors import column_of, embedded, room_of
from pipeline.places import METRICS
from pipeline.round_contents import VIEWS, contents_of_round
from pipeline.stages import round_argument, run_stage
from pipeline.store import Store
from pipeline.tables.opinions import Opinions
from pipeline.tables.themes import Certificates, Members


def main(round_name: str) -> str:
    """Group the opinions again and again, each time learnt without some of them."""
    store = Store()
    ids = column_of(store, Opinions, round_name, "opinion_id")
    members = store.read(Members, round_name).set_index("opinion_id").loc[ids]
    grouping = store.parameters("cluster", ClusterParams)
    with room_of("stability", round_name) as room:
        dense = [embedded(store, round_name, name, room) for name in VIEWS]
        certificates, facts = certify_trees(
            grow_trees_on(contents_of_round(store, round_name), dense, grouping, room),
            {"fine": members["theme_id"], "coarse": members["coarse_id"]},
            grouping,
            store.parameters("stability", StabilityParams),
        )
    store.write(Certificates, certificates, round_name)
    n_stable = int(certificates["is_stable"].sum())
    facts |= {"n_themes": float(len(certificates)), "n_stable": float(n_stable)}
    store.write_json(f"{METRICS}/stability/{round_name}.json", facts)
    return f"{len(certificates)} themes in, {n_stable} of them stable"


if __name__ == "__main__":
    run_stage("stability", lambda: main(round_argument()))
