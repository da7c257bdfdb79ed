"""Stage ``uptake``: what the next version of a draft took up of the opinions of a round."""

import pandas as pd

from pipeline.codebook.uptake_file import read_uptake
from pipeline.drafts.uptake import Asked, uptake
from pipeline.stages import round_argument, run_stage
from pipeline.store import Store
from pipeline.tables.clauses import ClauseLinks
from pipeline.tables.opinions import Opinions
from pipeline.tables.uptake import NextChanges, Uptake, UptakeCauses


def main(round_name: str) -> str:
    """Compare the opinions of one round with the next version; without one nothing is known."""
    store = Store()
    changed = store.read(NextChanges, round_name)
    opinions = store.read(Opinions, round_name).sort_values("number")
    words = {w.text_key: w for w in read_uptake(store.root) if w.round == round_name}
    found = pd.DataFrame(columns=Uptake.column_names())
    causes = pd.DataFrame(columns=UptakeCauses.column_names())
    if len(changed) and len(opinions):
        has_before = bool((changed["clause_before"] != "").any())
        links = store.read(ClauseLinks, round_name)
        asked = Asked(opinions["opinion_id"].tolist(), opinions["text"].tolist())
        found, causes = uptake(asked, changed, links if has_before else links.iloc[:0], has_before)
        said = [words.get(key) for key in opinions["text_key"]]
        found["decision"] = [word.decision if word else None for word in said]
        found["note"] = [word.note if word else "" for word in said]
    store.write(Uptake, found, round_name)
    store.write(UptakeCauses, causes, round_name)
    n_decided = int(found["decision"].notna().sum())
    return f"{len(opinions)} opinions, {len(changed)} clauses in, {n_decided} decided by people"


if __name__ == "__main__":
    run_stage("uptake", lambda: main(round_argument()))
