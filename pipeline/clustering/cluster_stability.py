"""How stable themes are: does each come back in groupings that were learnt on other opinions?

Every tree of ``bagged_tree`` is a grouping of its own, learnt on a share of the opinions, with all
others placed. For each theme it is counted how often two of its members stay together, and how
much of it the best matching group recovers (Jaccard; Hennig 2007, "Cluster-wise assessment of
cluster stability"). One tree moves more than the mean of all, so what these say is cautious; the
share of recovery from which a theme is called stable is set by what comes back when a fresh tenth
is missing and when a campaign is planted (``docs/benchmarks/themes.md``).
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pydantic import Field
from sklearn.metrics import adjusted_rand_score
from threadpoolctl import threadpool_limits

from pipeline.clustering.distinctness import indistinct, totals
from pipeline.clustering.two_levels import ClusterParams, Grown, grow_trees, regroup
from pipeline.params import Parameters
from pipeline.rate import told
from pipeline.views.opinion_views import Views

Labels = NDArray[np.int64]
LEVELS = ("coarse", "fine")


class StabilityParams(Parameters):
    """What is called stable."""

    stable_from: float = Field(default=0.6, ge=0.0, le=1.0)
    """Mean recovery (Jaccard) from which a theme is called stable."""


def certify(
    views: Views,
    themes: Mapping[str, "pd.Series[str]"],
    grouping: ClusterParams,
    params: StabilityParams,
) -> tuple[pd.DataFrame, dict[str, float]]:
    """The certificates of themes of opinions whose views are held: see ``certify_trees``."""
    return certify_trees(grow_trees(views, grouping), themes, grouping, params)


def certify_trees(
    grown: Grown,
    themes: Mapping[str, "pd.Series[str]"],
    grouping: ClusterParams,
    params: StabilityParams,
) -> tuple[pd.DataFrame, dict[str, float]]:
    """The certificate of every theme, and the agreement of whole groupings.

    Args:
        grown: trees over n_opinions, in any order.
        themes: level → theme id of each opinion (n_opinions,), missing for none.
        grouping: as in the stage ``cluster``.
        params: what is called stable.

    Returns:
        Table ``Certificates``, and ``coarse_ari``, ``fine_ari``: mean adjusted Rand index of the
        groupings with the themes given, a single being a group of its own; 1 where there is none;
        ``coarse_share_distinct``, ``fine_share_distinct``: of themes that no other is like.
    """
    runs = list(told(regroup(grown, grouping), len(grown.trees), "trees"))
    tables, facts = [], {}
    for level in LEVELS:
        ids = sorted(themes[level].dropna().unique())
        given = pd.Categorical(themes[level], categories=ids).codes.astype(np.int64)
        several = np.bincount(given[given >= 0], minlength=len(ids)) > 1
        again = [apart(run.fine if level == "fine" else run.coarse) for run in runs]
        shares = np.array([recovery(given, len(ids), labels) for labels in again])
        together, best = shares.reshape(len(runs), 2, len(ids)).transpose(1, 0, 2)
        table = pd.DataFrame(
            {
                "theme_id": pd.Series(ids, dtype="str"),
                "level": pd.Series([level] * len(ids), dtype="str"),
                "n_runs": np.where(several, len(runs), 0),
                "together": together.sum(axis=0) / max(len(runs), 1),
                "recovery": best.sum(axis=0) / max(len(runs), 1),
                "indistinct": _indistinct(grown, given, ids),
            }
        )
        facts[f"{level}_share_distinct"] = float(table["indistinct"].isna().mean()) if ids else 1.0
        tables.append(table.assign(is_stable=table["recovery"] >= params.stable_from))
        agreement = [float(adjusted_rand_score(apart(given), labels)) for labels in again]
        facts[f"{level}_ari"] = float(np.mean(agreement)) if agreement else 1.0
    return pd.concat(tables, ignore_index=True), facts


def _indistinct(grown: Grown, given: Labels, ids: Sequence[str]) -> "pd.Series[str]":
    """For each theme the others that it is no other than, 、-joined; missing where there is none.

    Only people's word leaves such pairs: the stage ``cluster`` merges them.
    """
    found: list[list[str]] = [[] for _ in ids]
    if grown.space is not None:
        labels = np.full(len(grown.contents.first), -1)
        labels[grown.contents.distinct] = given[grown.contents.order]
        with threadpool_limits(1):
            alike = labels[: grown.contents.n_alike]
            pairs = indistinct(totals(grown.space.vectors, alike, len(ids)))
        for one, other in pairs:
            found[one].append(ids[other])
            found[other].append(ids[one])
    return pd.Series(["、".join(others) or None for others in found], dtype="str")


def recovery(given: Labels, n_themes: int, again: Labels) -> NDArray[np.float64]:
    """Share of each theme's pairs that are together, and its best Jaccard, (2, n_themes).

    Args:
        given: (n_opinions,) theme of each, -1 for none.
        n_themes: how many there are.
        again: (n_opinions,) groups, none negative.
    """
    inside = given >= 0
    pairs, held = np.unique(np.stack([given[inside], again[inside]]), axis=1, return_counts=True)
    theme, group = pairs
    size = np.bincount(given[inside], minlength=n_themes).astype(np.float64)
    jaccard = held / (size[theme] + np.bincount(again)[group] - held)
    found = np.zeros((2, n_themes))
    np.add.at(found[0], theme, held * (held - 1))
    found[0] /= np.maximum(size * (size - 1), 1)
    np.maximum.at(found[1], theme, jaccard)
    found[:, size < 2] = 0.0
    return found


def apart(labels: Labels) -> Labels:
    """Labels with a number of its own for every -1."""
    return np.where(labels >= 0, labels, labels.max(initial=-1) + 1 + np.arange(len(labels)))
