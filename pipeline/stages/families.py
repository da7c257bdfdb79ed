"""Stage ``families``: copies and near copies over all rounds."""

from pipeline.near_duplicates.families import FamiliesParams, find_families
from pipeline.stages import run_stage
from pipeline.store import Store
from pipeline.tables.opinions import Opinions
from pipeline.tables.themes import Families


def main() -> str:
    """Read the opinions of all rounds and write their families."""
    store = Store()
    opinions = store.read_rounds(Opinions)
    families = find_families(opinions, store.parameters("families", FamiliesParams))
    store.write(Families, families)
    return f"{len(opinions)} opinions in, {families['family_id'].nunique()} families out"


if __name__ == "__main__":
    run_stage("families", main)
