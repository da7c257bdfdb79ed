"""Stage ``families``: copies and near copies within a round."""

from pipeline.near_duplicates.families import FamiliesParams, find_families
from pipeline.stages import round_argument, run_stage
from pipeline.store import Store
from pipeline.tables.opinions import Opinions
from pipeline.tables.themes import Families


def main(round_name: str) -> str:
    """Read the opinions of one round and write their families."""
    store = Store()
    opinions = store.read(Opinions, round_name)
    families = find_families(opinions, store.parameters("families", FamiliesParams))
    store.write(Families, families, round_name)
    return f"{len(opinions)} opinions in, {families['family_id'].nunique()} families out"


if __name__ == "__main__":
    run_stage("families", lambda: main(round_argument()))
