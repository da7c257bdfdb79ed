"""Stage ``cluster``: groups of opinions of a round, at two levels."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from pipeline.clustering.contents import Contents, contents_of, hashed, mark_of
from pipeline.clustering.placing import GroupTotals, Labels, Placed
from pipeline.clustering.two_levels import ClusterParams, Placer, cluster_by_parts
from pipeline.execution import ExecutionParams, spread
from pipeline.mapped_vectors import column_of, not_in_order
from pipeline.places import METRICS
from pipeline.rate import told
from pipeline.stages import round_argument, run_stage
from pipeline.store import Store
from pipeline.table_files import ROWS_PER_GROUP, column_by_groups, vectors_of_rows
from pipeline.table_parts import KEPT
from pipeline.tables.base import Table
from pipeline.tables.embeddings import Embeddings
from pipeline.tables.opinions import Opinions
from pipeline.tables.themes import Clusters, Families
from pipeline.text.bare_stance import bare_stance
from pipeline.views.opinion_views import Matrix

_AT_ONCE = ROWS_PER_GROUP
_VIEWS = ("vector", "vector_universal")


@dataclass(frozen=True)
class Ordered:
    """The vectors of distinct opinions in their order, as a file that all workers see.

    In that order, because a product may change in its last digit with the rows beside it.
    """

    path: Path
    widths: tuple[int, ...]  # dimensions of each view

    def read(self, part: range) -> list[Matrix]:
        """The vectors of some distinct opinions by encoder, in the order of its name."""
        width = sum(self.widths)
        begin, n = part.start * width * 4, len(part) * width
        flat = np.fromfile(self.path, dtype=np.float32, count=n, offset=begin)
        views = np.split(flat.reshape(len(part), width), np.cumsum(self.widths)[:-1], axis=1)
        return [np.ascontiguousarray(view) for view in views]


def placed_of(
    task: tuple[range, Labels], vectors: Ordered, placer: Placer, n_threads: int | None
) -> tuple[Placed, GroupTotals]:
    """Place a part of the distinct opinions, of which it is told how many say the same."""
    part, copies = task
    return placer(vectors.read(part), copies, n_threads)


def main(round_name: str) -> str:
    """Group the opinions of one round, whatever other rounds there are."""
    store = Store()
    params = store.parameters("cluster", ClusterParams)
    execution = ExecutionParams.read("execution", store.params().get("execution", {}))
    embeddings = store.place(Embeddings, round_name)
    ids = column_of(store, Opinions, round_name, "opinion_id")
    contents = _contents(store, round_name, ids, embeddings)

    def place(placer: Placer, parts: Sequence[range]) -> Iterable[tuple[Placed, GroupTotals]]:
        tasks = [(part, contents.copies[part.start : part.stop]) for part in parts]
        # On this machine threads share what was learnt; on a cluster every worker has a core.
        n_threads = 1 if execution.address else execution.n_processes
        work = partial(placed_of, vectors=vectors, placer=placer, n_threads=n_threads)
        results = spread(work, tasks, execution, threads=True)
        return told(results, [len(part) for part in parts])

    path = store.root.resolve() / KEPT / f"cluster@{round_name}.f32"
    try:
        vectors = _ordered(path, embeddings, contents)
        found = cluster_by_parts(contents, vectors.read, place, params)
    finally:
        path.unlink(missing_ok=True)
    clusters = pd.DataFrame(
        {
            "opinion_id": ids,
            "fine": found.fine,
            "coarse": found.coarse,
            "strength": found.strength.astype(float),
        }
    )
    store.write(Clusters, clusters, round_name)
    store.write_json(f"{METRICS}/cluster/{round_name}.json", found.facts)
    return (
        f"{len(ids)} opinions in, {found.coarse.max(initial=-1) + 1} coarse and "
        f"{found.fine.max(initial=-1) + 1} fine groups, {(found.fine < 0).sum()} singles out"
    )


def _contents(store: Store, round_name: str, ids: Sequence[str], path: Path) -> Contents:
    """Which opinions say the same; hashes of texts and vectors are held, none of these."""
    for table in (Embeddings, Families):
        if column_of(store, table, round_name, "opinion_id") != ids:
            raise not_in_order(table)
    said, bare = [], []
    for text in _groups(store, Opinions, round_name, "text_normalized"):
        said.append(hashed(text.encode()))
        bare.append(bare_stance(text))
    marks = (
        mark_of(vectors)
        for begin in range(0, len(ids), _AT_ONCE)
        for vectors in zip(*_dense(path, begin, begin + _AT_ONCE), strict=True)
    )
    return contents_of(
        said,
        list(marks),
        column_of(store, Families, round_name, "family_id"),
        bare,
    )


def _ordered(path: Path, embeddings: Path, contents: Contents) -> Ordered:
    """Write the vectors of distinct opinions in their order."""
    place = np.full(len(contents.order), -1)
    place[contents.first] = np.arange(len(contents.first))
    widths: tuple[int, ...] = ()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        for begin in range(0, max(len(place), 1), _AT_ONCE):
            dense = _dense(embeddings, begin, begin + _AT_ONCE)
            widths = tuple(view.shape[1] for view in dense)
            for row, number in zip(np.hstack(dense), place[begin:], strict=False):
                if number >= 0:
                    file.seek(int(number) * row.nbytes)
                    file.write(row.tobytes())
    return Ordered(path, widths)


def _dense(path: Path, begin: int, end: int) -> list[Matrix]:
    """The vectors of some rows by encoder, in the order of its name."""
    return [vectors_of_rows(path, name, begin, end) for name in _VIEWS]


def _groups(store: Store, table: type[Table], round_name: str, column: str) -> Iterable[Any]:
    groups = column_by_groups(store.place(table, round_name), column)
    return chain.from_iterable(group.to_pylist() for group in groups)


if __name__ == "__main__":
    run_stage("cluster", lambda: main(round_argument()))
