"""Stage ``decided``: the opinions of all rounds that people decided, in one table.

Proposals for like opinions need no more of other rounds than this: a new round in which nothing
was decided leaves the table, and with it ``classify`` of every other round, as they were.
"""

from pipeline.codebook.decided_opinions import decided_opinions
from pipeline.codebook.labels_file import read_labels
from pipeline.codebook.review_items_file import read_items
from pipeline.labels.decisions import decisions
from pipeline.stages import run_stage
from pipeline.store import Store
from pipeline.tables.decided import DecidedOpinions


def main() -> str:
    """Look up what people decided."""
    store = Store()
    keys = decisions(read_labels(store.root), read_items(store.root).classes).items
    found = decided_opinions(store, keys)
    store.write(DecidedOpinions, found)
    return f"{len(keys)} decided texts in, {len(found)} of them in a round"


if __name__ == "__main__":
    run_stage("decided", main)
