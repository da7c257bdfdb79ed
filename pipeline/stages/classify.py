"""Stage ``classify``: a round's opinions onto review items, with reasons, and their nature."""

import json
from pathlib import Path

import numpy as np
import pandas as pd

from pipeline.codebook.decided_opinions import decided_opinions, with_vector
from pipeline.codebook.labels_file import read_labels
from pipeline.codebook.review_items_file import read_items
from pipeline.labels.decisions import decided_natures, decided_stances, decisions
from pipeline.labels.propagation import InheritParams, inherited_items
from pipeline.model_file import read_model
from pipeline.near_duplicates.families import FamiliesParams, families_across
from pipeline.places import REVIEW_ITEM_MODEL
from pipeline.review_items.assigning import assignments
from pipeline.review_items.model import ClassifyParams
from pipeline.review_items.opinion_type import natures
from pipeline.review_items.reasons import ReasonParams, reasons
from pipeline.review_items.training_set import texts_of_tables
from pipeline.stages import round_argument, run_stage
from pipeline.store import Store, read_text
from pipeline.tables.assignments import Assignments
from pipeline.tables.embeddings import Embeddings
from pipeline.tables.natures import Natures
from pipeline.tables.opinions import Opinions
from pipeline.tables.reasons import Reasons
from pipeline.tables.tokens import Tokens


def main(round_name: str) -> str:
    """Classify one round; people's labels win."""
    store = Store()
    opinions = store.read(Opinions, round_name)
    codebook = read_items(store.root)
    labels = read_labels(store.root)
    kinds = natures(opinions, decided_natures(labels), decided_stances(labels))
    store.write(Natures, kinds, round_name)
    if not codebook.classes:
        for kind in (Assignments, Reasons):
            store.write(kind, pd.DataFrame(columns=kind.column_names()), round_name)
        return f"{len(opinions)} opinions in; no review items, nothing is assigned"
    texts = texts_of_tables(
        opinions, store.read(Tokens, round_name), store.read(Embeddings, round_name)
    )
    params = store.parameters("classify", ClassifyParams)
    model = read_model(Path(REVIEW_ITEM_MODEL))
    facts = json.loads(read_text(Path(REVIEW_ITEM_MODEL, "card.json")))
    probabilities = model.probabilities(texts)
    sure = model.decide(probabilities, params)
    if facts["n_labels"] < params.least_labels:
        sure = np.zeros_like(sure)
    decided = decisions(labels, codebook.classes)
    sure &= ~opinions["text_key"].isin(list(decided.contested)).to_numpy()
    before = decided_opinions(store, decided.items)
    inherited = inherited_items(
        with_vector(store, opinions, round_name),
        before,
        families_across(opinions, before, store.parameters("families", FamiliesParams)),
        decided.items,
        store.parameters("inherit", InheritParams),
    )
    table = assignments(opinions, model.classes, probabilities, sure, decided.items, inherited)
    store.write(Assignments, table, round_name)
    why = reasons(
        opinions["opinion_id"].tolist(),
        texts,
        model,
        probabilities,
        store.parameters("reasons", ReasonParams),
    )
    store.write(Reasons, why, round_name)
    n_by_person = table.loc[table["source"] == "label", "opinion_id"].nunique()
    n_decided = table.loc[table["decided"], "opinion_id"].nunique()
    n_proposed = table.loc[table["inherited"], "opinion_id"].nunique()
    return (
        f"{len(opinions)} opinions in, {n_by_person} by people, {n_decided} decided in all, "
        f"{n_proposed} with a proposal from a like one, "
        f"{opinions['text_key'].isin(list(decided.contested)).sum()} contested"
    )


if __name__ == "__main__":
    run_stage("classify", lambda: main(round_argument()))
