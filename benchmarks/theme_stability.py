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
_CANDIDATES = tuple(round(0.3 + 0.05 * step, 2) for step in range(14))  # to choose between
_PROMISED = 0.9  # of themes called stable, so many come back


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
    """Mean and least agreement per source and kind, both levels, each size of a campaign apart."""
    frame = pd.DataFrame(rows)
    found = frame.groupby(["level", "kind", "source"])["ari"].mean().unstack("source")
    found["mean"] = frame.groupby(["level", "kind"])["ari"].mean()
    found["least"] = frame.groupby(["level", "kind"])["ari"].min()
    return found.reset_index()


def certificate_table(rows: Sequence[Mapping[str, object]]) -> pd.DataFrame:
    """Per threshold and level: share of themes called stable, and of these, how many came back."""
    frame = _by_theme(rows)
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


def threshold_table(samples: Mapping[str, Sequence[Mapping[str, object]]]) -> pd.DataFrame:
    """What 安定 promises on a source that its threshold was not chosen on.

    For each sample, disturbance, level and source: the least threshold from which nine in ten of
    the themes called stable came back on all other sources together, and how many of those called
    stable from it came back on this one. Without a source left out: chosen and scored on all.

    Args:
        samples: rows of ``stability_rows`` by what is learnt from.
    """
    lines = []
    for sample, rows in samples.items():
        frame = _by_theme(rows)
        tenth = frame["kind"] == "a tenth missing"
        for kind, of_kind in (("a tenth missing", frame[tenth]), ("a campaign", frame[~tenth])):
            for level in LEVELS:
                own = of_kind[of_kind["level"] == level]
                for source in (*sorted(own["source"].unique()), None):
                    scored = own if source is None else own[own["source"] == source]
                    others = own if source is None else own[own["source"] != source]
                    chosen = _least_threshold(others)
                    stable = scored[scored["recovery"] >= chosen]
                    lines.append(
                        {
                            "learnt from": sample,
                            "disturbance": kind,
                            "level": level,
                            "left out": source or "none",
                            "chosen": chosen,
                            "themes called stable": len(stable),
                            "share called stable": len(stable) / max(len(scored), 1),
                            "of these came back": stable["back"].mean(),
                        }
                    )
    return pd.DataFrame(lines)


def _least_threshold(frame: pd.DataFrame) -> float:
    """The least one that keeps the promise; missing where none does."""
    for threshold in _CANDIDATES:
        stable = frame[frame["recovery"] >= threshold]
        if len(stable) and stable["back"].mean() >= _PROMISED:
            return threshold
    return float("nan")


def _by_theme(rows: Sequence[Mapping[str, object]]) -> pd.DataFrame:
    """One row per disturbance and theme: its certificate, and whether it came back."""
    columns = ("source", "kind", "level", "themes")
    frame = pd.DataFrame(rows, columns=list(columns)).explode("themes").dropna(subset="themes")
    pairs = frame["themes"].tolist()
    return frame.assign(
        recovery=np.array([share for share, _ in pairs], dtype=float),
        back=np.array([came for _, came in pairs], dtype=bool),
    )
