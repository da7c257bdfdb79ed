"""Stage ``families``: copies, near copies and paraphrases over all rounds."""

from pipeline.copies.families import FamiliesParams, find_families
from pipeline.copies.sayings import sayings_of
from pipeline.stages import run_stage
from pipeline.store import Store
from pipeline.tables.opinions import Opinions
from pipeline.tables.themes import Families
from pipeline.tables.tokens import Tokens


def main() -> str:
    """Read the opinions of all rounds and write their families."""
    store = Store()
    opinions = store.read_rounds(Opinions)
    params = store.parameters("families", FamiliesParams)
    sayings = sayings_of(opinions, store.read_rounds(Tokens)) if params.paraphrases else {}
    families = find_families(opinions, params, sayings)
    store.write(Families, families)
    n_paraphrases = int((families["likeness"] == "paraphrase").sum())
    return (
        f"{len(opinions)} opinions in, {families['family_id'].nunique()} families out, "
        f"{n_paraphrases} paraphrases among them"
    )


if __name__ == "__main__":
    run_stage("families", main)
