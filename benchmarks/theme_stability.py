"""Do the others' themes stay when a campaign comes or a tenth goes, and does 安定 foretell it?"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from benchmarks.theme_materials import Material, drawn
from pipeline.clustering.cluster_stability import (
    LEVELS,
    StabilityParams,
    apart,
    certify,
    recovery,
)
from pipeline.clustering.likeness import Rows
from pipeline.clustering.two_levels import Clustering, ClusterParams, cluster
from pipeline.quality.theme_stability import agreements, labels_of, without_a_tenth
from pipeline.views.opinion_views import Views

_SHARES = {"a quarter": 4, "a third": 3}
_N_TENTHS = 3
_MOST_OTHERS = 500
_RECOVERED = 0.5  # Jaccard from which a theme has come back
THRESHOLDS = (0.4, 0.5, 0.6, 0.7)


def disturbed(
    material: Material, views: Views, campaigns: Mapping[str, Views]
) -> Iterator[tuple[str, Views, Views, Rows]]:
    """Each disturbance: its kind, the opinions before and after it, and who is left of them.

    A campaign is a quarter or a third as many as the others: planted texts, or the largest groups
    of the material itself, taken out and put back.
    """
    n = len(views.keys)
    some = views.rows(drawn(n, min(n, _MOST_OTHERS), 0))
    for left in without_a_tenth(len(some.keys), _N_TENTHS):
        yield "a tenth missing", some, some.rows(left), left
    for name, texts in campaigns.items():
        for share, parts in _SHARES.items():
            n_others = min(n, len(texts.keys) * parts, _MOST_OTHERS)
            others = views.rows(drawn(n, n_others, 1))
            crowd = texts.rows(drawn(len(texts.keys), n_others // parts, 1))
            yield f"{name}, {share}", others, joined(others, crowd), np.arange(n_others)
    for gold in material.golds:
        if gold.level == "fine":
            sizes = gold.groups[gold.groups != ""].value_counts()
            for group in sizes.index[:2]:
                inside = (gold.groups == group).to_numpy()
                others = views.rows(np.flatnonzero(~inside))
                crowd = views.rows(np.flatnonzero(inside))
                left = np.arange(len(others.keys))
                yield "one reply's comments", others, joined(others, crowd), left


def joined(one: Views, other: Views) -> Views:
    """The opinions of both; families by their names."""
    n = len(one.keys)
    return Views(
        keys=[f"{row}" for row in range(n + len(other.keys))],
        dense={name: np.vstack([one.dense[name], other.dense[name]]) for name in one.dense},
        texts=[*(one.texts or ()), *(other.texts or ())],
        families=[*(one.families or ()), *(other.families or ())],
    )


def stability_rows(
    material: Material, views: Views, campaigns: Mapping[str, Views], params: ClusterParams
) -> Iterator[dict[str, object]]:
    """One row per disturbance and level, and in ``themes`` (certificate, come back) of each."""
    measured: Views | None = None
    for kind, before, after, left in disturbed(material, views, campaigns):
        if before is not measured:
            measured, alone = before, cluster(before, params)
            certificates = _certificates(before, alone, params)
        again = cluster(after, params)
        kept = agreements(alone, again, left)
        for level in LEVELS:
            given = labels_of(alone, level)
            n_themes = int(given.max(initial=-1)) + 1
            labels = apart(labels_of(again, level))[: len(left)]
            back = recovery(given[left], n_themes, labels)[1] >= _RECOVERED
            there = np.bincount(given[left][given[left] >= 0], minlength=n_themes) > 1
            yield {
                "source": material.source,
                "kind": kind,
                "level": level,
                "ari": kept[level],
                "themes": [
                    (share, came)
                    for share, came, is_there in zip(
                        certificates[level].tolist(), back.tolist(), there.tolist(), strict=True
                    )
                    if is_there
                ],
            }


def _certificates(
    views: Views, found: Clustering, params: ClusterParams
) -> dict[str, np.ndarray[tuple[int], np.dtype[np.float64]]]:
    themes = {
        level: pd.Series(
            [f"{label:06d}" if label >= 0 else None for label in labels_of(found, level)],
            dtype="str",
        )
        for level in LEVELS
    }
    table, _ = certify(views, themes, params, StabilityParams())
    return {
        level: table.loc[table["level"] == level, "recovery"].to_numpy(dtype=np.float64)
        for level in LEVELS
    }


def stability_table(rows: Sequence[Mapping[str, object]]) -> pd.DataFrame:
    """Mean and least agreement per source and kind, both levels side by side."""
    frame = pd.DataFrame(rows).assign(
        kind=lambda f: f["kind"].str.replace(r", a (quarter|third)", "", regex=True)
    )
    found = frame.groupby(["level", "kind", "source"])["ari"].mean().unstack("source")
    found["mean"] = frame.groupby(["level", "kind"])["ari"].mean()
    found["least"] = frame.groupby(["level", "kind"])["ari"].min()
    return found.reset_index()


def certificate_table(rows: Sequence[Mapping[str, object]]) -> pd.DataFrame:
    """Per threshold and level: share of themes called stable, and of these, how many came back."""
    frame = pd.DataFrame(rows).explode("themes").dropna(subset="themes")
    frame["recovery"] = [share for share, _ in frame["themes"]]
    frame["back"] = [came for _, came in frame["themes"]]
    lines = []
    for level in LEVELS:
        for threshold in THRESHOLDS:
            own = frame[frame["level"] == level]
            stable = own[own["recovery"] >= threshold]
            lines.append(
                {
                    "level": level,
                    "called stable from": threshold,
                    "share called stable": len(stable) / max(len(own), 1),
                    "of these came back": stable["back"].mean(),
                    "least of a source": stable.groupby("source")["back"].mean().min(),
                    "of all came back": own["back"].mean(),
                }
            )
    return pd.DataFrame(lines)
