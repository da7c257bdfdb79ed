"""Where the classifier errs: on held-out examples, and on a round's test labels."""

import numpy as np
import pandas as pd

from pipeline.places import GOLD
from pipeline.quality.gold_labels import read_gold
from pipeline.review_items.model import ItemModel
from pipeline.review_items.proportions import proportion_interval
from pipeline.store import Store
from pipeline.tables.assignments import Assignments
from pipeline.tables.opinions import Opinions


def by_item(model: ItemModel) -> pd.DataFrame:
    """Recall and precision of each item on held-out examples, with Wilson's intervals.

    Returns:
        Index ``item``; ``n_examples, recall, recall_low, recall_high, n_first, precision``.
    """
    first, truth = model.held_out.argmax(axis=1), model.truth > 0
    rows = []
    for number, code in enumerate(model.classes):
        mine, claimed = truth[:, number], first == number
        right = int((mine & claimed).sum())
        low, high = proportion_interval(right, int(mine.sum()))
        rows.append(
            {
                "item": code,
                "n_examples": int(mine.sum()),
                "recall": right / max(1, int(mine.sum())),
                "recall_low": low,
                "recall_high": high,
                "n_first": int(claimed.sum()),
                "precision": right / max(1, int(claimed.sum())),
            }
        )
    return pd.DataFrame(rows).set_index("item")


def confusions(model: ItemModel) -> pd.DataFrame:
    """Held-out examples by their item (rows) and the item that came first (columns).

    An example with several items counts for the one that came first where it is right, else for
    its first.
    """
    first, truth = model.held_out.argmax(axis=1), model.truth > 0
    right = truth[np.arange(len(truth)), first]
    own = np.where(right, first, truth.argmax(axis=1))
    codes = np.asarray(model.classes, dtype=object)
    table = pd.crosstab(
        pd.Series(codes[own], name="item"), pd.Series(codes[first], name="came first")
    )
    return table.reindex(index=codes, columns=codes, fill_value=0)


def gold_errors(round_name: str) -> pd.DataFrame:
    """Opinions of a round whose first item no test label accepts; empty without test labels.

    Returns:
        ``number, text, accepted, first, probability, second``, the surest error first.
    """
    store = Store()
    path = store.root / GOLD / f"{round_name}.csv"
    columns = ["number", "text", "accepted", "first", "probability", "second"]
    if not path.is_file():
        return pd.DataFrame(columns=columns)
    gold = read_gold(path)
    opinions = store.read(Opinions, round_name)
    assignments = store.read(Assignments, round_name).sort_values(["opinion_id", "rank"])
    ranked = {
        str(identity): list(zip(found["item_code"], found["probability"], strict=True))
        for identity, found in assignments.groupby("opinion_id")
    }
    rows = []
    for _, opinion in opinions[opinions["text_key"].isin(gold)].iterrows():
        (first, probability), (second, _), *_rest = ranked[opinion["opinion_id"]]
        accepted = gold[opinion["text_key"]]
        if first not in accepted:
            shown = (opinion["number"], opinion["text"], ";".join(accepted))
            rows.append((*shown, first, probability, second))
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values("probability", ascending=False, ignore_index=True)
