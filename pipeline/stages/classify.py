"""Stage ``classify``: a round's opinions onto review items, with reasons, and their nature."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pipeline.classified_parts import Classifier, NatureFinder
from pipeline.codebook.labels_file import read_labels
from pipeline.codebook.review_items_file import read_items
from pipeline.execution import ExecutionParams
from pipeline.family_parts import leaders_in
from pipeline.labels.decisions import Items, decided_natures, decided_stances, decisions
from pipeline.labels.propagation import InheritParams, items_of_families, mean_of_texts
from pipeline.mapped_vectors import column_of
from pipeline.near_duplicates.near_pairs import FamiliesParams
from pipeline.places import REVIEW_ITEM_MODEL, ROUNDS
from pipeline.review_items.model import BLOCK, ClassifyParams
from pipeline.review_items.reasons import ReasonParams
from pipeline.rounds.round_head import read_round_head
from pipeline.stages import round_argument, run_stage
from pipeline.store import Store
from pipeline.table_files import column_by_groups, count_rows, vectors_by_groups
from pipeline.table_parts import KEPT, Rows, TableParts, file_facts, first_rows, split
from pipeline.tables.assignments import Assignments
from pipeline.tables.decided import DecidedOpinions
from pipeline.tables.embeddings import Embeddings
from pipeline.tables.natures import Natures
from pipeline.tables.opinions import Opinions
from pipeline.tables.reasons import Reasons
from pipeline.tables.tokens import Tokens
from pipeline.text.normalize import normalize


def main(round_name: str) -> str:
    """Classify one round; people's labels win."""
    store = Store()
    execution = ExecutionParams.read("execution", store.params().get("execution", {}))
    codebook, labels = read_items(store.root), read_labels(store.root)
    head = read_round_head(Path(ROUNDS, round_name))
    find_natures = NatureFinder(
        Store(Path.cwd()),
        round_name,
        decided_natures(labels),
        decided_stances(labels),
        normalize(f"{head.title}\n{head.asked}"),
    )
    people = [repr((find_natures.natures, find_natures.stances, find_natures.proposal))]
    table = store.place(Opinions, round_name)
    n_opinions = count_rows(table)
    if not codebook.classes:
        parts = TableParts("classify", round_name, [Natures], [*people, *file_facts(table)])
        parts.make(find_natures, split(n_opinions, execution.rows_per_partition), execution)
        store.write_parts(Natures, parts.rows(Natures), round_name)
        parts.drop()
        for kind in (Assignments, Reasons):
            store.write(kind, pd.DataFrame(columns=kind.column_names()), round_name)
        return f"{n_opinions} opinions in; no review items, nothing is assigned"
    decided = decisions(labels, codebook.classes)
    params = store.parameters("classify", ClassifyParams)
    reason_params = store.parameters("reasons", ReasonParams)
    inherit = store.parameters("inherit", InheritParams)
    keys = column_of(store, Opinions, round_name, "text_key")
    of_families = _of_families(store, round_name, keys, decided.items, execution)
    tokens, embeddings = (store.place(kind, round_name) for kind in (Tokens, Embeddings))
    facts: list[str | bytes] = [
        *(one.model_dump_json() for one in (params, reason_params, inherit)),
        *people,
        repr(decided),
    ]
    read = [table, tokens, embeddings, store.place(DecidedOpinions), Path(REVIEW_ITEM_MODEL)]
    facts += [fact for path in read for fact in file_facts(path)]
    parts = TableParts("classify", round_name, [Natures, Assignments, Reasons], facts)
    begins = first_rows(
        column_by_groups(tokens, "opinion_id"), column_of(store, Opinions, round_name, "opinion_id")
    )
    parts.make(
        Classifier(
            find_natures,
            parts.facts,
            params,
            reason_params,
            inherit,
            decided.items,
            frozenset(decided.contested),
            _mean(table, embeddings),
        ),
        _split(of_families, begins.tolist(), execution.rows_per_partition),
        execution,
    )
    counts = Counter[str]()
    store.write_parts(Natures, parts.rows(Natures), round_name)
    store.write_parts(Assignments, _counted(parts.rows(Assignments), counts), round_name)
    store.write_parts(Reasons, parts.rows(Reasons), round_name)
    parts.drop()
    return (
        f"{n_opinions} opinions in, {counts['label']} by people, {counts['decided']} decided in "
        f"all, {counts['inherited']} with a proposal from a like one, "
        f"{sum(key in decided.contested for key in keys)} contested"
    )


def _mean(opinions: Path, embeddings: Path) -> NDArray[np.float64]:
    """The mean vector of a round's different texts."""
    keys = (group.to_pylist() for group in column_by_groups(opinions, "text_key"))
    return mean_of_texts(zip(keys, vectors_by_groups(embeddings, "vector"), strict=True))


def _of_families(
    store: Store,
    round_name: str,
    keys: Sequence[str],
    items: Mapping[str, Items],
    execution: ExecutionParams,
) -> list[Items]:
    """What decisions about near copies propose for each opinion of a round."""
    decided = store.place(DecidedOpinions)
    if not count_rows(decided):
        return [()] * len(keys)
    families = leaders_in(  # what a near copy is depends on all texts of both
        [store.place(Opinions, round_name), decided],
        KEPT / f"decided@{round_name}",
        store.parameters("families", FamiliesParams),
        execution,
    )
    return items_of_families(keys, families, store.read(DecidedOpinions)["text_key"], items)


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


def _counted(parts: Iterator[pa.Table], counts: Counter[str]) -> Iterator[pa.Table]:
    """Parts of table ``Assignments`` as they are; opinions of each kind are counted."""
    for part in parts:
        for kind, rows in (
            ("label", pc.equal(part["source"], "label")),
            ("decided", part["decided"]),
            ("inherited", part["inherited"]),
        ):
            counts[kind] += pc.count_distinct(part["opinion_id"].filter(rows)).as_py()
        yield part


if __name__ == "__main__":
    run_stage("classify", lambda: main(round_argument()))
