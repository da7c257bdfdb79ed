"""Every choice made without the material it is scored on.

Each setting is scored on every gold grouping; for each source the setting is chosen that is best on
all *other* sources, and scored on it. So no figure can be tuned, and the distance to the best
setting of the grid says what tuning on the material itself would have brought.
"""

from collections.abc import Mapping
from itertools import product

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmarks.theme_materials import Gold, Material
from pipeline.clustering.two_levels import ClusterParams, Grown, cut_trees, grow_trees
from pipeline.quality.grouping_agreement import Labels, agreement, singles_apart
from pipeline.quality.theme_stability import labels_of
from pipeline.views.opinion_views import Views

NEIGHBOURS = (0.0, 1.0, 2.0)
POINTS = (2.0, 2.4, 2.8, 3.2)
SUBJECTS = (0.4, 0.6, 0.8, 1.0)
_DRAWS = 100
_SHARE = 0.8  # of gold groups in a subsample


def settings(base: ClusterParams) -> dict[str, ClusterParams]:
    """Everything that is chosen between, by name."""
    found = {}
    for neighbours, subject in product(NEIGHBOURS, SUBJECTS):
        common = {"neighbours": neighbours, "subject": subject}
        for point in POINTS:
            name = f"average, point {point}, subject {subject}, neighbours {neighbours:g}"
            update = {**common, "method": "average", "point": point}
            found[name] = base.model_copy(update=update)
        name = f"hdbscan, subject {subject}, neighbours {neighbours:g}"
        found[name] = base.model_copy(update={**common, "method": "hdbscan"})
    return found


def groupings(views: Views, choices: Mapping[str, ClusterParams]) -> dict[str, dict[str, Labels]]:
    """Labels of both levels under each setting; trees are grown once per likeness."""
    grown: dict[float, Grown] = {}
    found = {}
    for name, params in choices.items():
        if params.neighbours not in grown:
            grown[params.neighbours] = grow_trees(views, params)
        made = cut_trees(grown[params.neighbours], params)
        found[name] = {level: labels_of(made, level) for level in ("fine", "coarse")}
    return found


def scored(gold: Gold, labels: Labels) -> dict[str, float]:
    """AMI, ARI and B-cubed F1 on the rows that have a group."""
    there = (gold.groups != "").to_numpy()
    found = agreement(gold.groups[there].tolist(), labels[there])
    return {measure: found[measure] for measure in ("ami", "ari", "b_cubed_f1")}


def score_table(material: Material, found: Mapping[str, Mapping[str, Labels]]) -> pd.DataFrame:
    """One row per setting and gold grouping."""
    rows = [
        {"source": material.source, "gold": gold.name, "setting": name}
        | scored(gold, labels[gold.level])
        for gold in material.golds
        for name, labels in found.items()
    ]
    return pd.DataFrame(rows)


def chosen(scores: pd.DataFrame, without: str | None = None) -> str:
    """The setting that is best on all sources but one: mean of AMI and ARI, sources alike."""
    rest = scores[scores["source"] != without]
    worth = rest.assign(worth=(rest["ami"] + rest["ari"]) / 2)
    by_source = worth.groupby(["setting", "source", "gold"])["worth"].mean()
    means = by_source.groupby(["setting", "source"]).mean().groupby("setting").mean()
    return str(means.round(6).idxmax())


def left_out_table(scores: pd.DataFrame) -> pd.DataFrame:
    """For each gold grouping: the choice made without its source, and the best of the grid."""
    lines = []
    for (source, gold), rows in scores.groupby(["source", "gold"], sort=False):
        by_setting = rows.set_index("setting")
        choice = chosen(scores, str(source))
        best = str((by_setting["ami"] + by_setting["ari"]).idxmax())
        mine, most = by_setting.loc[choice], by_setting.loc[best]
        lines.append(
            {
                "gold": gold,
                "chosen without it": choice,
                "AMI": mine["ami"],
                "ARI": mine["ari"],
                "B³ F1": mine["b_cubed_f1"],
                "best AMI": most["ami"],
                "best ARI": most["ari"],
                "distance (AMI + ARI) / 2": (most["ami"] + most["ari"] - mine["ami"] - mine["ari"])
                / 2,
            }
        )
    return pd.DataFrame(lines)


def drawn_scores(gold: Gold, labels: Labels) -> NDArray[np.float64]:
    """(AMI + ARI) / 2 over subsamples of gold groups, (n_draws,); the same draws for all labels."""
    from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score

    there = (gold.groups != "").to_numpy()
    codes, own = gold.groups[there].to_numpy(), singles_apart(labels[there])
    names = np.array(sorted(set(codes)))
    n = max(2, round(_SHARE * len(names)))
    found = []
    for draw in range(_DRAWS):
        rows = np.isin(codes, np.random.default_rng(draw).choice(names, n, replace=False))
        pair = (codes[rows], own[rows])
        found.append((adjusted_mutual_info_score(*pair) + adjusted_rand_score(*pair)) / 2)
    return np.array(found)


def difference(gold: Gold, one: Labels, other: Labels) -> str:
    """5 % to 95 % of the paired difference of two groupings."""
    low, high = np.quantile(drawn_scores(gold, one) - drawn_scores(gold, other), [0.05, 0.95])
    return f"{low:+.3f} to {high:+.3f}"


def neighbour_map(gold: Gold, likeness: NDArray[np.float32]) -> float:
    """Mean average precision of "same group" among neighbours by likeness (n, n)."""
    there = np.flatnonzero((gold.groups != "").to_numpy())
    codes = gold.groups.to_numpy()[there]
    found = []
    for place, row in enumerate(there.tolist()):
        order = np.argsort(-np.delete(likeness[row, there], place), kind="stable")
        ranks = np.flatnonzero((np.delete(codes, place) == codes[place])[order]) + 1
        if len(ranks):
            found.append(float((np.arange(1, len(ranks) + 1) / ranks).mean()))
    return float(np.mean(found))
