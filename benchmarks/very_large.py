"""From words to themes for a round that no list of rows should be held of: seconds, memory.

The table of opinions is written in parts as ``ingest`` leaves it, for ``ingest`` itself keeps all
texts of a round (docs/scale.md); then the stages run that group opinions, each as it runs by DVC.
Each text is one to five sentences of real texts drawn apart, one text in ten a copy. ``families``
compares each text with all before it: without it exact copies alone are one content.
"""

import random
import tempfile
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.end_to_end import made_project, sentences, timed
from pipeline.store import Store
from pipeline.table_files import as_arrow
from pipeline.tables.opinions import Opinions
from pipeline.tables.themes import Clusters, Families
from pipeline.text.normalize import normalize

ROUND = "2024-05-first"
_ROWS_AT_ONCE = 50_000
_SHARE_OF_COPIES = 0.1
_HOW_MANY = ((1, 2, 3, 4, 5), (60, 20, 10, 6, 4))
"""Sentences of a text, and how often in a hundred."""


def measure(n_opinions: int, backend: str, data: Path, *, near: bool) -> dict[str, object]:
    """Make a project with a table of opinions and run the stages on it.

    Args:
        n_opinions: rows of the table.
        backend: of the encoder.
        data: folder of the real texts (OPINION_DATA).
        near: whether near copies are sought (``families``).
    """
    with tempfile.TemporaryDirectory() as scratch:
        project = made_project(Path(scratch), backend)
        timed(project, "pipeline.cli", "prepare")
        store = Store(project)
        store.write_parts(Opinions, _opinions(n_opinions, data), ROUND)
        found: dict[str, object] = {"n_opinions": n_opinions, "backend": backend}
        if not near:
            _exact_copies(store)
        for stage in ("tokenize", "embed", *(["families"] if near else []), "cluster"):
            run = timed(project, f"pipeline.stages.{stage}", ROUND)
            print(stage, run.row(), flush=True)
            found[stage] = run.row()
        fine = pq.read_table(store.path(Clusters, ROUND)).to_pandas()["fine"]
        found["n_groups"], found["share_single"] = int(fine.nunique()), float((fine < 0).mean())
        return found


def _exact_copies(store: Store) -> None:
    opinions = pq.read_table(store.path(Opinions, ROUND), columns=["opinion_id", "text_key"])
    frame = opinions.to_pandas()
    first = ~frame["text_key"].duplicated()
    families = pd.DataFrame(
        {
            "opinion_id": frame["opinion_id"],
            "family_id": frame["text_key"],
            "is_representative": first,
            "likeness": first.map({True: "representative", False: "exact"}),
        }
    )
    store.write(Families, families, ROUND)


def _opinions(n: int, data: Path) -> Iterator[pa.Table]:
    known = list(sentences(data))
    chance = random.Random(14)
    last: list[str] = []
    for begin in range(0, n, _ROWS_AT_ONCE):
        texts = []
        for _ in range(min(_ROWS_AT_ONCE, n - begin)):
            if last and chance.random() < _SHARE_OF_COPIES:
                texts.append(chance.choice(last))
            else:
                (how_many,) = chance.choices(*_HOW_MANY)
                texts.append("".join(chance.choices(known, k=how_many)))
        last = texts
        yield as_arrow(Opinions, Opinions.checked(_frame(texts, begin), "made up"))


def _frame(texts: list[str], begin: int) -> pd.DataFrame:
    numbers = range(begin + 1, begin + len(texts) + 1)
    return pd.DataFrame(
        {
            "opinion_id": [_hash(f"{number}") for number in numbers],
            "round": ROUND,
            "number": numbers,
            "text_key": list(map(_hash, texts)),
            "text": texts,
            "text_normalized": list(map(normalize, texts)),
            "file": "made_up.csv",
            "row": numbers,
            "column": "B",
            "begin": 0,
            "end": list(map(len, texts)),
        }
    )


def _hash(text: str) -> str:
    return blake2b(text.encode(), digest_size=8).hexdigest()
