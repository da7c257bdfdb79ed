"""Which opinions of a round say the same, from its tables: hashes are held, no texts or vectors."""

from itertools import chain
from pathlib import Path

from pipeline.clustering.contents import Contents, contents_of, hashed, mark_of
from pipeline.mapped_vectors import column_of, not_in_order
from pipeline.store import Store
from pipeline.table_files import ROWS_PER_GROUP, column_by_groups, vectors_of_rows
from pipeline.tables.embeddings import Embeddings
from pipeline.tables.opinions import Opinions
from pipeline.tables.themes import Families
from pipeline.text.bare_stance import bare_stance
from pipeline.views.opinion_views import Matrix

AT_ONCE = ROWS_PER_GROUP
"""Opinions whose vectors are read at once."""
VIEWS = ("vector", "vector_universal")
"""Columns of vectors by encoder, in the order of its name."""


def contents_of_round(store: Store, round_name: str) -> Contents:
    """Which opinions say the same, by number in the order of the table ``Opinions``.

    Raises:
        OpinionsError: the rows of the tables do not go together.
    """
    ids = column_of(store, Opinions, round_name, "opinion_id")
    for table in (Embeddings, Families):
        if column_of(store, table, round_name, "opinion_id") != ids:
            raise not_in_order(table)
    said, bare = [], []
    groups = column_by_groups(store.place(Opinions, round_name), "text_normalized")
    for text in chain.from_iterable(group.to_pylist() for group in groups):
        said.append(hashed(text.encode()))
        bare.append(bare_stance(text))
    path = store.place(Embeddings, round_name)
    marks = (
        mark_of(vectors)
        for begin in range(0, len(ids), AT_ONCE)
        for vectors in zip(*dense_rows(path, begin, begin + AT_ONCE), strict=True)
    )
    return contents_of(said, list(marks), column_of(store, Families, round_name, "family_id"), bare)


def dense_rows(embeddings: Path, begin: int, end: int) -> list[Matrix]:
    """The vectors of some rows of a table by encoder, in the order of its name."""
    return [vectors_of_rows(embeddings, name, begin, end) for name in VIEWS]
