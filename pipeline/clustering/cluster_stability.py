"""How stable themes are: the same grouping again, many times, without a tenth of the opinions.

Each run leaves opinions out at random and moves every vector a little, as another processor or a
changed word would. For each theme it is counted how often two of its members stay together, and
how much of it the best matching group recovers (Jaccard). Hennig (2007, "Cluster-wise assessment
of cluster stability") takes a mean Jaccard of .75 and more for a stable cluster and .6 to .75 for
a pattern whose members are in doubt: that is where the threshold comes from.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from joblib import Parallel, cpu_count, delayed
from numpy.typing import NDArray
from pydantic import Field
from sklearn.metrics import adjusted_rand_score

from pipeline.clustering.two_levels import ClusterParams, cluster
from pipeline.params import Parameters
from pipeline.views.opinion_views import Matrix, Views

Labels = NDArray[np.int64]
LEVELS = ("coarse", "fine")
_WORTH_A_PROCESS = 300  # opinions


class StabilityParams(Parameters):
    """How often, and how hard, themes are shaken."""

    n_runs: int = Field(default=50, ge=2, le=1000)
    """Runs. 50 put a share of .75 within ±.12 (two standard errors of independent runs)."""
    left_out: float = Field(default=0.1, gt=0.0, lt=1.0)
    """Share of opinions left out in each run."""
    noise: float = Field(default=0.02, ge=0.0, le=1.0)
    """Length of the random move of every unit vector."""
    most_rows: int = Field(default=1000, ge=100)
    """Opinions in a run, at most: where there are more, more are left out."""
    stable_from: float = Field(default=0.75, ge=0.0, le=1.0)
    """Mean recovery (Jaccard) from which a theme is called stable (Hennig 2007)."""
    seed: int = Field(default=0, ge=0)
    """Of what is left out, and of the noise."""


@dataclass(frozen=True)
class Run:
    """One grouping of some opinions."""

    rows: NDArray[np.intp]  # (n_kept,) of the opinions in the order of their keys
    labels: Mapping[str, Labels]  # level → (n_kept,), -1 for none


def runs(views: Views, grouping: ClusterParams, params: StabilityParams) -> Iterator[Run]:
    """Group again and again, on all cores; each run depends on seed and number alone.

    Args:
        views: n_opinions in the order of their keys.
        grouping: as in the stage ``cluster``.
        params: how many runs, and what changes in each.
    """
    n = len(views.keys)
    n_kept = min(n - round(n * params.left_out), params.most_rows)
    kept = [
        np.sort(np.random.default_rng((params.seed, number)).permutation(n)[:n_kept])
        for number in range(params.n_runs)
    ]
    # Starting a process takes as long as grouping a few hundred opinions does.
    jobs = cpu_count() if n_kept >= _WORTH_A_PROCESS else 1
    found = Parallel(n_jobs=jobs, return_as="generator")(
        delayed(_again)(views.rows(rows), grouping, params.noise, (params.seed, number))
        for number, rows in enumerate(kept)
    )
    for rows, labels in zip(kept, found, strict=True):
        yield Run(rows, labels)


def _again(
    some: Views, grouping: ClusterParams, noise: float, seed: tuple[int, int]
) -> dict[str, Labels]:
    """Both levels of some opinions whose vectors moved a little."""
    random = np.random.default_rng((*seed, 1))
    moved = {name: _moved(some.dense[name], noise, random) for name in sorted(some.dense)}
    found = cluster(Views(some.keys, moved, some.tokens, some.texts, some.families), grouping)
    return {"coarse": found.coarse, "fine": found.fine}


def certify(
    views: Views,
    themes: Mapping[str, "pd.Series[str]"],
    grouping: ClusterParams,
    params: StabilityParams,
) -> tuple[pd.DataFrame, dict[str, float]]:
    """The certificate of every theme, and the agreement of whole groupings.

    Args:
        views: n_opinions, in any order.
        themes: level → theme id of each opinion (n_opinions,), missing for none.
        grouping: as in the stage ``cluster``.
        params: how many runs, and what changes in each.

    Returns:
        Table ``Certificates``, and ``coarse_ari``, ``fine_ari``: mean adjusted Rand index of the
        runs with the themes given, a single being a group of its own.
    """
    order = np.array(sorted(range(len(views.keys)), key=views.keys.__getitem__), dtype=np.intp)
    codes, ids = {}, {}
    for level in LEVELS:
        found = themes[level].iloc[order]
        ids[level] = sorted(found.dropna().unique())
        codes[level] = pd.Categorical(found, categories=ids[level]).codes.astype(np.int64)
    together: dict[str, list[NDArray[np.float64]]] = {level: [] for level in LEVELS}
    recovered: dict[str, list[NDArray[np.float64]]] = {level: [] for level in LEVELS}
    agreement: dict[str, list[float]] = {level: [] for level in LEVELS}
    for run in runs(views.rows(order), grouping, params):
        for level in LEVELS:
            given, again = codes[level][run.rows], _apart(run.labels[level])
            agreement[level].append(float(adjusted_rand_score(_apart(given), again)))
            shares = [_shares(again, given == theme) for theme in range(len(ids[level]))]
            together[level].append(np.array([share[0] for share in shares]))
            recovered[level].append(np.array([share[1] for share in shares]))
    tables = []
    for level in LEVELS:
        seen = ~np.isnan(np.array(together[level]).reshape(params.n_runs, -1))
        table = pd.DataFrame(
            {
                "theme_id": pd.Series(ids[level], dtype="str"),
                "level": pd.Series([level] * len(ids[level]), dtype="str"),
                "n_runs": seen.sum(axis=0).astype(np.int64),
                "together": _mean(np.array(together[level]).reshape(seen.shape), seen),
                "recovery": _mean(np.array(recovered[level]).reshape(seen.shape), seen),
            }
        )
        tables.append(table.assign(is_stable=table["recovery"] >= params.stable_from))
    facts = {f"{level}_ari": float(np.mean(agreement[level])) for level in LEVELS}
    return pd.concat(tables, ignore_index=True), facts


def _shares(again: Labels, inside: NDArray[np.bool_]) -> tuple[float, float]:
    """Share of pairs of members that are together again, and the best Jaccard; nan below two."""
    n = int(inside.sum())
    if n < 2:
        return np.nan, np.nan
    labels, held = np.unique(again[inside], return_counts=True)
    size = np.bincount(again)[labels]
    return float((held * (held - 1)).sum() / (n * (n - 1))), float((held / (n + size - held)).max())


def _mean(values: NDArray[np.float64], seen: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Mean over runs in which a theme had two members, (n_themes,); 0 where there was none."""
    total = np.where(seen, values, 0.0).sum(axis=0)
    return np.asarray(total / np.maximum(seen.sum(axis=0), 1))


def _apart(labels: Labels) -> Labels:
    """Labels with a number of its own for every -1."""
    return np.where(labels >= 0, labels, labels.max(initial=-1) + 1 + np.arange(len(labels)))


def _moved(vectors: Matrix, noise: float, random: np.random.Generator) -> Matrix:
    step = random.standard_normal(vectors.shape, dtype=np.float32)
    step *= np.float32(noise / np.sqrt(vectors.shape[1]))
    moved = vectors + step
    return np.asarray(moved / np.linalg.norm(moved, axis=1, keepdims=True), dtype=np.float32)
