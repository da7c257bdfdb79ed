"""Stage ``campaigns``: how surely each opinion belongs to a campaign of its round."""

from threadpoolctl import threadpool_limits

from pipeline.mapped_vectors import embedded, room_of
from pipeline.near_duplicates.campaigns import CampaignParams, campaign_scores
from pipeline.stages import round_argument, run_stage
from pipeline.store import Store
from pipeline.tables.opinions import Opinions
from pipeline.tables.themes import Campaigns


def main(round_name: str) -> str:
    """Score the opinions of one round."""
    store = Store()
    opinions = store.read_parts(Opinions, round_name)
    params = store.parameters("campaigns", CampaignParams)
    with room_of("campaigns", round_name) as room:
        vectors = embedded(store, round_name, "vector", room)
        with threadpool_limits(1):  # sums in one order: the same bytes on any number of cores
            scores = campaign_scores(opinions, vectors, params, room)
    store.write(Campaigns, scores, round_name)
    n_campaigns, n_voices = scores["campaign_id"].nunique(), scores["campaign_id"].count()
    return f"{len(scores)} opinions in, {n_campaigns} sure campaigns of {n_voices} voices out"


if __name__ == "__main__":
    run_stage("campaigns", lambda: main(round_argument()))
