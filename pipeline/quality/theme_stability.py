"""Do themes move when they should not? Leaving out a tenth, and a planted campaign."""

from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.metrics import adjusted_rand_score

from pipeline.clustering.cluster_stability import LEVELS, StabilityParams, runs
from pipeline.clustering.cluster_table import views_of
from pipeline.clustering.two_levels import Clustering, ClusterParams, cluster
from pipeline.places import GOLD
from pipeline.quality.grouping_agreement import singles_apart
from pipeline.quality.shared_data import shared_file
from pipeline.quality.theme_agreement import families_of, tables_of
from pipeline.store import Store
from pipeline.views.opinion_views import Views

PLANTED = Path(GOLD, "planted_campaigns.csv")
_N_CAMPAIGN = 60


def evaluate() -> dict[str, float]:
    """Agreement (adjusted Rand index, a single being its own group) of groupings that differ.

    Returns:
        ``fine_left_out``, ``coarse_left_out``: mean over the runs of stage ``certify`` without its
        noise, on the 482 environment-plan comments; ``…_with_noise`` with it; ``fine_<campaign>``
        …: of the comments alone with the comments beside 60 planted paraphrases.

    Raises:
        OpinionsError: the shared data is not there.
    """
    comments = pd.read_csv(shared_file("env_plan_comments/comments.csv"), dtype=str)["comment"]
    planted = pd.read_csv(PLANTED, dtype=str)
    store = Store()
    grouping = store.parameters("cluster", ClusterParams)
    params = store.parameters("stability", StabilityParams)
    every = _views(pd.concat([comments, planted["text"]], ignore_index=True), store)
    n = len(comments)
    views = _in_order(every.rows(np.arange(n)))
    alone = cluster(views, grouping)
    found: dict[str, float] = {}
    for name, noise in (("left_out", 0.0), ("left_out_with_noise", params.noise)):
        again = list(runs(views, grouping, params.model_copy(update={"noise": noise})))
        for level in LEVELS:
            agreement = [
                _agreement(_labels(alone, level)[run.rows], run.labels[level]) for run in again
            ]
            found[f"{level}_{name}"] = float(np.mean(agreement))
    place = {key: row for row, key in enumerate(views.keys)}
    back = np.array([place[key] for key in every.keys[:n]])
    for campaign, rows in planted.groupby("campaign", sort=True).groups.items():
        beside = np.r_[np.arange(n), n + np.asarray(rows)[:_N_CAMPAIGN]].astype(np.intp)
        crowded = cluster(every.rows(beside), grouping)
        for level in LEVELS:
            found[f"{level}_{campaign}"] = _agreement(
                _labels(alone, level)[back], _labels(crowded, level)[:n]
            )
    return found


def _views(texts: "pd.Series[str]", store: Store) -> Views:
    tables = tables_of(texts, store)
    families = families_of(tables, store)
    return views_of(tables.opinions, tables.tokens, tables.embeddings, families)


def _in_order(views: Views) -> Views:
    order = sorted(range(len(views.keys)), key=views.keys.__getitem__)
    return views.rows(np.array(order, dtype=np.intp))


def _labels(found: Clustering, level: str) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.asarray(found.fine if level == "fine" else found.coarse)


def _agreement(one: np.ndarray[tuple[int], np.dtype[np.int64]], other: object) -> float:
    pair = [singles_apart(np.asarray(labels, dtype=np.int64)) for labels in (one, other)]
    return float(adjusted_rand_score(*pair))
