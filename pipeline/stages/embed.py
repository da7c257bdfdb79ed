"""Stage ``embed``: the vectors of a round's opinions."""

from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from hashlib import blake2b
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from pipeline.encoders.encoder import Encoder, load
from pipeline.encoders.universal_encoder import SHA256, load_second
from pipeline.execution import ExecutionParams
from pipeline.places import ENCODER
from pipeline.stages import round_argument, run_stage
from pipeline.store import Store
from pipeline.table_files import as_arrow, as_frame, column_by_groups
from pipeline.table_parts import Rows, TableParts, file_facts
from pipeline.tables.base import as_column
from pipeline.tables.embeddings import Embeddings
from pipeline.tables.opinions import Opinions
from pipeline.text.mask_marks import without_masks

_TEXTS_IN_A_PART = 500
"""What a killed run loses at most: some seconds."""


def vectors_of(
    rows: Rows, store: Store, round_name: str, n_cores: int | None, version: str
) -> tuple[pd.DataFrame]:
    """Encode the texts of a part, those alone that no row before has (offsets in ``given``)."""
    columns = ["opinion_id", "text_normalized"]
    opinions = store.read_rows(Opinions, round_name, rows.begin, rows.end, columns)
    opinions = opinions.iloc[list(rows.given)]
    texts = [without_masks(text) for text in opinions["text_normalized"]]
    vectors = {
        name: as_column(encoder.encode(texts))
        for name, encoder in _encoders(str(store.root / ENCODER), n_cores, version).items()
    }
    return (pd.DataFrame({"opinion_id": opinions["opinion_id"].to_numpy(), **vectors}),)


@lru_cache(maxsize=1)
def _encoders(
    folder: str,
    n_cores: int | None,
    version: str,  # noqa: ARG001 (a key of the cache)
) -> dict[str, Encoder]:
    """Both encoders, once per process and version of them."""
    return {"vector": load(folder, n_cores), "vector_universal": load_second(folder, n_cores)}


def content_numbers(texts: Iterable[pa.Array]) -> NDArray[np.int64]:
    """A number for each text, equal for equal ones, from 0 in the order of appearance; (n_texts,).

    Hashes are held, no texts.
    """
    numbers: dict[bytes, int] = {}
    return np.array(
        [
            numbers.setdefault(blake2b(text.encode(), digest_size=16).digest(), len(numbers))
            for group in texts
            for text in group.to_pylist()
        ],
        dtype=np.int64,
    )


def for_all(
    parts: Iterable[pa.Table], ids: Iterable[pa.Array], numbers: NDArray[np.int64]
) -> Iterator[pa.Table]:
    """A row for every opinion, from the rows of the first opinion with each text.

    Args:
        parts: table ``Embeddings`` of those first opinions, in order.
        ids: of all opinions, in order.
        numbers: of their texts, (n_opinions,), see ``content_numbers``.
    """
    often = np.bincount(numbers, minlength=1) > 1
    known: dict[int, tuple[object, object]] = {}  # vectors of texts that come again
    fresh = (row for part in parts for row in _rows_of(part))
    begin, n_seen = 0, 0
    if not len(numbers):
        nothing = pd.DataFrame(columns=Embeddings.column_names())
        yield as_arrow(Embeddings, Embeddings.checked(nothing, "no opinions"))
    for group in filter(len, ids):
        rows: list[tuple[object, object]] = []
        for number in numbers[begin : begin + len(group)].tolist():
            if number < n_seen:
                rows.append(known[number])
                continue
            n_seen += 1
            rows.append(next(fresh))
            if often[number]:
                known[number] = rows[-1]
        begin += len(group)
        columns = dict(zip(("vector", "vector_universal"), zip(*rows, strict=True), strict=True))
        yield as_arrow(Embeddings, pd.DataFrame({"opinion_id": group.to_pandas(), **columns}))


def _rows_of(part: pa.Table) -> Iterator[tuple[object, object]]:
    frame = as_frame(Embeddings, part)
    return zip(frame["vector"], frame["vector_universal"], strict=True)


def main(round_name: str) -> str:
    """Encode the opinions of one round with both encoders; equal texts once."""
    store = Store()
    execution = ExecutionParams.read("execution", store.params().get("execution", {}))
    opinions = store.place(Opinions, round_name)
    numbers = content_numbers(column_by_groups(opinions, "text_normalized"))
    first = np.flatnonzero(np.r_[True, np.diff(np.maximum.accumulate(numbers)) > 0][: len(numbers)])
    encoders = [*file_facts(Path(ENCODER)), *SHA256.values()]
    parts = TableParts("embed", round_name, [Embeddings], [*encoders, *file_facts(opinions)])
    # On this machine threads share the texts of a part, and one copy of the weights; on a cluster
    # every worker has a core and weights of its own.
    n_cores = 1 if execution.address else execution.n_processes
    parts.make(
        partial(
            vectors_of,
            store=Store(Path.cwd()),
            round_name=round_name,
            n_cores=n_cores,
            version=parts.facts,
        ),
        _split(first, len(numbers)),
        execution,
        threads=True,
    )
    ids = column_by_groups(opinions, "opinion_id")
    store.write_parts(Embeddings, for_all(parts.rows(Embeddings), ids, numbers), round_name)
    parts.drop()
    return f"{len(numbers)} opinions in, {len(first)} different texts encoded"


def _split(first: NDArray[np.int64], n_rows: int) -> list[Rows]:
    """Parts of so many texts; each holds the rows from its first text to that of the next part."""
    begins = [*first[::_TEXTS_IN_A_PART].tolist(), n_rows]
    return [
        Rows(begin, end, tuple((mine - begin).tolist()))
        for begin, end, number in zip(begins[:-1], begins[1:], range(n_rows), strict=False)
        if len(mine := first[number * _TEXTS_IN_A_PART : (number + 1) * _TEXTS_IN_A_PART])
    ]


if __name__ == "__main__":
    run_stage("embed", lambda: main(round_argument()))
