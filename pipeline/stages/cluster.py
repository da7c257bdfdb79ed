"""Stage ``cluster``: groups of opinions of a round, at two levels."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd

from pipeline.clustering.contents import Contents
from pipeline.clustering.placing import GroupTotals, Labels, Placed
from pipeline.clustering.two_levels import ClusterParams, Placer, cluster_by_parts
from pipeline.execution import ExecutionParams, spread
from pipeline.mapped_vectors import column_of
from pipeline.places import METRICS
from pipeline.rate import told
from pipeline.round_contents import AT_ONCE, contents_of_round, dense_rows
from pipeline.stages import round_argument, run_stage
from pipeline.store import Store
from pipeline.table_parts import KEPT
from pipeline.tables.embeddings import Embeddings
from pipeline.tables.opinions import Opinions
from pipeline.tables.themes import Clusters
from pipeline.views.opinion_views import Matrix


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
    contents = contents_of_round(store, round_name)

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


def _ordered(path: Path, embeddings: Path, contents: Contents) -> Ordered:
    """Write the vectors of distinct opinions in their order."""
    place = np.full(len(contents.order), -1)
    place[contents.first] = np.arange(len(contents.first))
    widths: tuple[int, ...] = ()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        for begin in range(0, max(len(place), 1), AT_ONCE):
            dense = dense_rows(embeddings, begin, begin + AT_ONCE)
            widths = tuple(view.shape[1] for view in dense)
            for row, number in zip(np.hstack(dense), place[begin:], strict=False):
                if number >= 0:
                    file.seek(int(number) * row.nbytes)
                    file.write(row.tobytes())
    return Ordered(path, widths)


if __name__ == "__main__":
    run_stage("cluster", lambda: main(round_argument()))
