"""Stage ``classify``: a round's opinions onto review items, with reasons, and their nature."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd

from pipeline.codebook.decided_opinions import with_vector
from pipeline.codebook.labels_file import read_labels
from pipeline.codebook.review_items_file import read_items
from pipeline.execution import ExecutionParams
from pipeline.family_parts import leaders_in
from pipeline.labels.decisions import Items, decided_natures, decided_stances, decisions
from pipeline.labels.propagation import InheritParams, inherited_items
from pipeline.model_file import read_model
from pipeline.near_duplicates.near_pairs import FamiliesParams
from pipeline.places import REVIEW_ITEM_MODEL, ROUNDS
from pipeline.review_items.assigning import assignments
from pipeline.review_items.model import BLOCK, ClassifyParams, ItemModel
from pipeline.review_items.opinion_type import natures
from pipeline.review_items.reasons import ReasonParams, reasons
from pipeline.review_items.training_set import texts_of_tables
from pipeline.rounds.round_head import read_round_head
from pipeline.stages import round_argument, run_stage
from pipeline.store import Store, read_text
from pipeline.table_files import column_by_groups
from pipeline.table_parts import KEPT, Rows, TableParts, file_facts, first_rows, split
from pipeline.tables.assignments import Assignments
from pipeline.tables.base import Table
from pipeline.tables.decided import DecidedOpinions
from pipeline.tables.embeddings import Embeddings
from pipeline.tables.natures import Natures
from pipeline.tables.opinions import Opinions
from pipeline.tables.reasons import Reasons
from pipeline.tables.tokens import Tokens
from pipeline.text.normalize import normalize


@dataclass(frozen=True)
class Classifier:
    """Classifies a part of a round; picklable."""

    store: Store
    round_name: str
    version: str
    params: ClassifyParams
    reason_params: ReasonParams
    items: Mapping[str, Items]
    """By ``text_key``, what people decided."""
    contested: frozenset[str]
    """``text_key`` of texts on which people disagree."""

    def __call__(self, rows: Rows) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Assignments and reasons of some opinions.

        Args:
            rows: of tables Opinions and Embeddings; ``given``: the first and last row (not
                included) of their tokens, and what is proposed for some (row → codes).
        """
        first_token, last_token, proposed = rows.given
        model, n_labels = _model(self.store.root / REVIEW_ITEM_MODEL, self.version)
        opinions = self._read(Opinions, rows.begin, rows.end, "text_key", "text_normalized")
        texts = texts_of_tables(
            opinions,
            self._read(Tokens, first_token, last_token, "normal_form", "is_content"),
            self._read(Embeddings, rows.begin, rows.end, "vector", "vector_universal"),
        )
        probabilities = model.probabilities(texts)
        sure = model.decide(probabilities, self.params)
        if n_labels < self.params.least_labels:
            sure = np.zeros_like(sure)
        sure &= ~opinions["text_key"].isin(list(self.contested)).to_numpy()
        codes = dict(proposed)
        inherited = [codes.get(row, ()) for row in range(rows.begin, rows.end)]
        table = assignments(opinions, model.classes, probabilities, sure, self.items, inherited)
        ids = opinions["opinion_id"].tolist()
        return table, reasons(ids, texts, model, probabilities, self.reason_params)

    def _read(self, table: type[Table], begin: int, end: int, *columns: str) -> pd.DataFrame:
        return self.store.read_rows(table, self.round_name, begin, end, ("opinion_id", *columns))


@lru_cache(maxsize=1)
def _model(
    folder: Path,
    version: str,  # noqa: ARG001 (a key of the cache)
) -> tuple[ItemModel, int]:
    """The classifier and the number of labels that it learnt from."""
    return read_model(folder), int(json.loads(read_text(folder / "card.json"))["n_labels"])


def main(round_name: str) -> str:
    """Classify one round; people's labels win."""
    store = Store()
    opinions = store.read(Opinions, round_name)
    codebook = read_items(store.root)
    labels = read_labels(store.root)
    head = read_round_head(Path(ROUNDS, round_name))
    kinds = natures(
        opinions,
        decided_natures(labels),
        decided_stances(labels),
        normalize(f"{head.title}\n{head.asked}"),
    )
    store.write(Natures, kinds, round_name)
    if not codebook.classes:
        for kind in (Assignments, Reasons):
            store.write(kind, pd.DataFrame(columns=kind.column_names()), round_name)
        return f"{len(opinions)} opinions in; no review items, nothing is assigned"
    decided = decisions(labels, codebook.classes)
    execution = ExecutionParams.read("execution", store.params().get("execution", {}))
    before = store.read(DecidedOpinions)
    inherited: list[Items] = [()] * len(opinions)
    if len(before):  # of a whole round at once: what a near copy is depends on all texts
        inherited = inherited_items(
            with_vector(store, opinions, round_name),
            before,
            leaders_in(
                [store.place(Opinions, round_name), store.place(DecidedOpinions)],
                KEPT / f"decided@{round_name}",
                store.parameters("families", FamiliesParams),
                execution,
            ),
            decided.items,
            store.parameters("inherit", InheritParams),
        )
    params = store.parameters("classify", ClassifyParams)
    reason_params = store.parameters("reasons", ReasonParams)
    read = [store.place(table, round_name) for table in (Opinions, Tokens, Embeddings)]
    facts: list[str | bytes] = [
        params.model_dump_json(),
        reason_params.model_dump_json(),
        repr(decided),
    ]
    facts += [fact for path in (*read, Path(REVIEW_ITEM_MODEL)) for fact in file_facts(path)]
    parts = TableParts("classify", round_name, [Assignments, Reasons], facts)
    tokens = first_rows(column_by_groups(read[1], "opinion_id"), opinions["opinion_id"].tolist())
    parts.make(
        Classifier(
            Store(Path.cwd()),
            round_name,
            parts.facts,
            params,
            reason_params,
            decided.items,
            frozenset(decided.contested),
        ),
        _split(inherited, tokens.tolist(), execution.rows_per_partition),
        execution,
    )
    for kind in (Assignments, Reasons):
        store.write_parts(kind, parts.rows(kind), round_name)
    parts.drop()
    table = store.read(Assignments, round_name)
    n_by_person = table.loc[table["source"] == "label", "opinion_id"].nunique()
    n_decided = table.loc[table["decided"], "opinion_id"].nunique()
    n_proposed = table.loc[table["inherited"], "opinion_id"].nunique()
    return (
        f"{len(opinions)} opinions in, {n_by_person} by people, {n_decided} decided in all, "
        f"{n_proposed} with a proposal from a like one, "
        f"{opinions['text_key'].isin(list(decided.contested)).sum()} contested"
    )


def _split(inherited: Sequence[Items], tokens: Sequence[int], size: int) -> list[Rows]:
    """Parts of whole blocks, so that every product has the same rows however the round is cut."""
    return [
        Rows(
            part.begin,
            part.end,
            (
                tokens[part.begin],
                tokens[part.end],
                tuple(
                    (row, inherited[row]) for row in range(part.begin, part.end) if inherited[row]
                ),
            ),
        )
        for part in split(len(inherited), -(-size // BLOCK) * BLOCK)
    ]


if __name__ == "__main__":
    run_stage("classify", lambda: main(round_argument()))
