"""Do themes move when they should not? A tenth left out, and a planted campaign."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.metrics import adjusted_rand_score

from pipeline.clustering.cluster_stability import LEVELS, apart
from pipeline.clustering.cluster_table import views_of
from pipeline.clustering.likeness import Rows
from pipeline.clustering.two_levels import Clustering, ClusterParams, cluster
from pipeline.places import GOLD
from pipeline.quality.shared_data import shared_file
from pipeline.quality.theme_agreement import families_of, tables_of
from pipeline.store import Store
from pipeline.views.opinion_views import Views

PLANTED = Path(GOLD, "planted_campaigns.csv")
_N_LEFT_OUT = 10


def evaluate() -> dict[str, float]:
    """Agreement (adjusted Rand index, a single being its own group) of groupings that differ.

    Returns:
        ``fine_left_out``, ``coarse_left_out``: mean over ten groupings of the 482 environment-plan
        comments without a tenth of them, with the grouping of all; ``fine_<campaign>`` …: beside
        60 planted paraphrases or near copies.

    Raises:
        OpinionsError: the shared data is not there.
    """
    comments = pd.read_csv(shared_file("env_plan_comments/comments.csv"), dtype=str)["comment"]
    planted = pd.read_csv(PLANTED, dtype=str)
    store = Store()
    params = store.parameters("cluster", ClusterParams)
    every = views_of_texts([*comments, *planted["text"]], store)
    n = len(comments)
    views = every.rows(np.arange(n))
    alone = cluster(views, params)
    found: dict[str, float] = {}
    runs = [
        agreements(alone, cluster(views.rows(rows), params), rows)
        for rows in without_a_tenth(n, _N_LEFT_OUT)
    ]
    for level in LEVELS:
        found[f"{level}_left_out"] = float(np.mean([run[level] for run in runs]))
    for campaign, rows in planted.groupby("campaign", sort=True).groups.items():
        beside = np.r_[np.arange(n), n + np.asarray(rows)].astype(np.intp)
        kept = agreements(alone, cluster(every.rows(beside), params), np.arange(n))
        found |= {f"{level}_{campaign}": kept[level] for level in LEVELS}
    return found


def views_of_texts(texts: Sequence[str], store: Store) -> Views:
    """Texts with words, as the stage ``cluster`` sees them."""
    tables = tables_of(pd.Series(texts, dtype="str"), store)
    return views_of(tables.opinions, tables.embeddings, families_of(tables, store))


def without_a_tenth(n: int, n_runs: int) -> Iterator[Rows]:
    """Rows that are left, ascending; the same for every caller."""
    for run in range(n_runs):
        yield np.sort(np.random.default_rng(run).permutation(n)[: n - n // 10])


def labels_of(found: Clustering, level: str) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """The groups of one level."""
    return np.asarray(found.fine if level == "fine" else found.coarse)


def agreements(one: Clustering, other: Clustering, rows: Rows) -> dict[str, float]:
    """Adjusted Rand index of both levels.

    Args:
        one: a grouping.
        other: another, whose first opinions are ``rows`` of the first.
        rows: (n_common,).
    """
    return {
        level: float(
            adjusted_rand_score(
                apart(labels_of(one, level)[rows]), apart(labels_of(other, level)[: len(rows)])
            )
        )
        for level in LEVELS
    }
