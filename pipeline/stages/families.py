"""Stage ``families``: copies and near copies within a round."""

from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from pathlib import Path

import pandas as pd

from pipeline.execution import ExecutionParams, spread
from pipeline.near_duplicates.families import (
    FamiliesParams,
    Grams,
    candidates,
    distinct_texts,
    find_families,
    grams_of,
)
from pipeline.rate import told
from pipeline.stages import round_argument, run_stage
from pipeline.store import Store
from pipeline.table_files import count_rows
from pipeline.table_parts import file_facts
from pipeline.tables.opinions import Opinions
from pipeline.tables.themes import Families

_COLUMNS = ["opinion_id", "text_key", "text_normalized"]
_WORTH_SPREADING = 10
"""Blocks below which every worker would take longer to count trigrams than to compare them."""


def candidates_of(
    block: range, store: Store, round_name: str, params: FamiliesParams, version: str
) -> list[list[int]]:
    """The candidates of a block of the round's texts, found by a worker."""
    return candidates(_grams(store.root, round_name, params, version), block, params)


@lru_cache(maxsize=1)
def _grams(
    root: Path,
    round_name: str,
    params: FamiliesParams,
    version: str,  # noqa: ARG001 (a key of the cache)
) -> Grams:
    """The trigrams of a round's texts, once per process."""
    texts = distinct_texts(_texts(Store(root), round_name))
    return grams_of(texts["text_normalized"].tolist(), params)


def _texts(store: Store, round_name: str) -> pd.DataFrame:
    n_opinions = count_rows(store.place(Opinions, round_name))
    return store.read_rows(Opinions, round_name, 0, n_opinions, _COLUMNS)


def main(round_name: str) -> str:
    """Read the opinions of one round and write their families."""
    store = Store()
    opinions = _texts(store, round_name)
    params = store.parameters("families", FamiliesParams)
    execution = ExecutionParams.read("execution", store.params().get("execution", {}))
    version = str([*file_facts(store.place(Opinions, round_name))])
    work = partial(
        candidates_of,
        store=Store(Path.cwd()),
        round_name=round_name,
        params=params,
        version=version,
    )

    def search(blocks: Sequence[range]) -> Iterator[list[list[int]]]:
        here = execution.model_copy(update={"scheduler": "none"})
        where = here if len(blocks) < _WORTH_SPREADING else execution
        return told(spread(work, blocks, where), [len(block) for block in blocks])

    families = find_families(opinions, params, search)
    store.write(Families, families, round_name)
    return f"{len(opinions)} opinions in, {families['family_id'].nunique()} families out"


if __name__ == "__main__":
    run_stage("families", lambda: main(round_argument()))
