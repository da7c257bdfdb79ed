"""The form of the engine, chosen without the material it is scored on: one choice at a time.

Beside the four numbers of ``theme_protocol`` the engine has a form: crowds, trees, limits. Each is
set to other values while all else stays as it is. The value is chosen on all sources but one, by
agreement with people, and scored on that one; beside it stands how much of the others' groups is
kept when a tenth goes or a campaign comes. A value that takes a part away (one tree, no crowds)
says what the part brings.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmarks.theme_form_values import CHOICES, DEFAULT, Value
from benchmarks.theme_materials import Material, drawn
from benchmarks.theme_protocol import chosen, drawn_scores, left_out_table, scored
from benchmarks.theme_stability import disturbed
from pipeline.clustering.cluster_stability import LEVELS
from pipeline.clustering.two_levels import Clustering, ClusterParams
from pipeline.quality.theme_stability import agreements, labels_of
from pipeline.views.opinion_views import Views

MOST_TEXTS, MOST_DISTURBED = 1_000, 300
"""Of a material, drawn: grouped once for each value, and once for each disturbance."""
_DRAWS = 1_000


@dataclass(frozen=True)
class Measured:
    """What one value reached on one material."""

    source: str
    choice: str
    value: str
    scores: Mapping[str, Mapping[str, float]]  # by gold grouping
    draws: NDArray[np.float64]  # (n_golds, n_draws) over subsamples of gold groups
    kept: Mapping[str, Sequence[float]]  # by level: others' groups after each disturbance


def measured(
    material: Material, views: Views, campaigns: Mapping[str, Views], base: ClusterParams
) -> Iterator[Measured]:
    """Every value of every choice on one material, and the engine as it is."""
    some, of_some = _drawn(material, views, MOST_TEXTS)
    cases = list(disturbed(*_drawn(material, views, MOST_DISTURBED), campaigns))
    every = [("", DEFAULT, Value({}, {}))]
    every += [(choice, name, v) for choice, found in CHOICES.items() for name, v in found.items()]
    for choice, name, value in every:
        grouped = value.grouped(of_some, base)
        labels = [(gold, labels_of(grouped, gold.level)) for gold in some.golds]
        yield Measured(
            material.source,
            choice,
            name,
            {gold.name: scored(gold, own) for gold, own in labels},
            np.stack([drawn_scores(gold, own) for gold, own in labels]),
            _kept(cases, partial(value.grouped, base=base)),
        )


def _drawn(material: Material, views: Views, most: int) -> tuple[Material, Views]:
    """At most so many texts of a material."""
    rows = drawn(len(views.keys), min(len(views.keys), most), 2)
    golds = tuple(
        replace(gold, groups=gold.groups.iloc[rows].reset_index(drop=True))
        for gold in material.golds
    )
    texts = material.texts.iloc[rows].reset_index(drop=True)
    return replace(material, texts=texts, golds=golds), views.rows(rows)


def _kept(
    cases: Sequence[tuple[str, Views, Views, NDArray[np.intp]]],
    grouped: Callable[[Views], Clustering],
) -> dict[str, list[float]]:
    kept: dict[str, list[float]] = {level: [] for level in LEVELS}
    measured_on, alone = None, None
    for _, before, after, left in cases:
        if before is not measured_on or alone is None:
            measured_on, alone = before, grouped(before)
        for level, index in agreements(alone, grouped(after), left).items():
            kept[level].append(index)
    return kept


def form_left_out(found: Sequence[Measured]) -> pd.DataFrame:
    """For each choice and gold grouping: the value chosen without its source, and the best one."""
    tables = []
    for choice in CHOICES:
        table = left_out_table(_scores(found, choice))
        table.insert(0, "choice", choice)
        tables.append(table)
    return pd.concat(tables, ignore_index=True)


def form_table(found: Sequence[Measured]) -> pd.DataFrame:
    """For each value: how often it is chosen, and paired differences from the engine as it is."""
    lines = []
    for choice, values in CHOICES.items():
        rows = [one for one in found if one.choice in (choice, "")]
        scores = _scores(found, choice)
        sources = sorted(scores["source"].unique())
        choices = [chosen(scores, source) for source in sources]
        for value in (DEFAULT, *values):
            own = [one for one in rows if one.value == value]
            base = [one for one in rows if one.value == DEFAULT]
            line: dict[str, object] = {
                "choice": choice,
                "value": value,
                "chosen without": f"{choices.count(value)} of {len(sources)} sources",
                "agreement − it": _interval(_agreement(own) - _agreement(base)),
            }
            for level, name in (("fine", "points kept − it"), ("coarse", "subjects kept − it")):
                line[name] = _interval(_kept_draws(own, level) - _kept_draws(base, level))
            lines.append(line)
    return pd.DataFrame(lines)


def _scores(found: Sequence[Measured], choice: str) -> pd.DataFrame:
    """One row per value and gold grouping, the engine as it is among them."""
    rows = [
        {"source": one.source, "gold": gold, "setting": one.value} | dict(own)
        for one in found
        if one.choice in (choice, "")
        for gold, own in one.scores.items()
    ]
    return pd.DataFrame(rows)


def _by_source(found: Sequence[Measured]) -> Iterator[list[Measured]]:
    for source in sorted({one.source for one in found}):
        yield [one for one in found if one.source == source]


def _agreement(found: Sequence[Measured]) -> NDArray[np.float64]:
    """Mean over sources of (AMI + ARI) / 2, (n_draws,)."""
    means = [np.concatenate([one.draws for one in own]).mean(axis=0) for own in _by_source(found)]
    return np.asarray(np.mean(means, axis=0))


def _kept_draws(found: Sequence[Measured], level: str) -> NDArray[np.float64]:
    """Mean over sources of what is kept, (n_draws,), disturbances drawn anew: the same for all."""
    random = np.random.default_rng(0)
    means = []
    for own in _by_source(found):
        kept = np.concatenate([one.kept[level] for one in own])
        means.append(kept[random.integers(len(kept), size=(_DRAWS, len(kept)))].mean(axis=1))
    return np.asarray(np.mean(means, axis=0))


def _interval(draws: NDArray[np.float64]) -> str:
    if not draws.any():
        return "–"
    low, high = np.quantile(draws, [0.05, 0.95])
    return f"{draws.mean():+.3f} ({low:+.3f} to {high:+.3f})"
