"""Stage ``clauses``: which clauses of the draft each opinion of a round means."""

import pandas as pd

from pipeline.drafts.clause_links import clause_links
from pipeline.drafts.clause_params import ClauseParams
from pipeline.stages import round_argument, run_stage
from pipeline.store import Store
from pipeline.tables.clauses import ClauseLinks, Clauses
from pipeline.tables.opinions import Opinions


def main(round_name: str) -> str:
    """Link the opinions of one round; without a draft there are no links."""
    store = Store()
    params = store.parameters("clauses", ClauseParams)
    clauses = store.read(Clauses, round_name)
    opinions = store.read(Opinions, round_name).sort_values("number")
    links = pd.DataFrame(columns=ClauseLinks.column_names())
    if len(clauses) and len(opinions):
        places = opinions["heading"].fillna("").str.split().str.join(" ")  # 該当箇所
        ids, texts = opinions["opinion_id"].tolist(), opinions["text"].tolist()
        links = clause_links(ids, texts, clauses, params, places.tolist())
    store.write(ClauseLinks, links, round_name)
    n_found = links.loc[links["how"] != "none", "opinion_id"].nunique()
    return f"{len(opinions)} opinions and {len(clauses)} clauses in, {n_found} opinions linked"


if __name__ == "__main__":
    run_stage("clauses", lambda: main(round_argument()))
