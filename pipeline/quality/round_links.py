"""Are themes found again in the next round? Rounds made from texts that people grouped.

Every group of four texts and more is split in halves by lot; three in five groups stand in both
rounds, one in five in the first alone, one in five in the second alone. A link is right if both
ends are one group.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipeline.changes.theme_likeness import Texts, Theme
from pipeline.changes.theme_links import Link, link_themes
from pipeline.clustering.cluster_table import views_of
from pipeline.clustering.two_levels import ClusterParams, cluster
from pipeline.quality.shared_data import shared_file
from pipeline.quality.theme_agreement import Tables, families_of, tables_of
from pipeline.store import Store
from pipeline.tables.base import as_matrix
from pipeline.tables.theme_links import Became

_SMALLEST = 4
_STAY, _GO = 0.6, 0.2
_ROUNDS = ("1", "2")


@dataclass(frozen=True)
class Grouped:
    """Texts with the groups that people made, groups of at least four alone."""

    tables: Tables
    groups: NDArray[np.str_]
    texts: Texts


def evaluate(n_draws: int, tell: Callable[[str], None]) -> dict[str, dict[str, float]]:
    """Link F1 by material, mean over the draws: groups of people, and the pipeline's own.

    Args:
        n_draws: pairs of rounds made of each material.
        tell: is told how far it is, line by line.

    Raises:
        OpinionsError: the shared data is not there.
    """
    store = Store()
    materials = _materials()
    found = {}
    for number, (name, (texts, groups)) in enumerate(materials.items(), start=1):
        where = f"{name} ({number} of {len(materials)})"
        tell(f"{where}: encoding")
        material = _grouped(texts, groups, store)

        def told(done: int, where: str = where) -> None:
            tell(f"{where}: {done} of {n_draws} draws")

        found[name] = _measured(material, store, n_draws, told)
    return found


def _materials() -> dict[str, tuple["pd.Series[str]", "pd.Series[str]"]]:
    comments = pd.read_csv(shared_file("env_plan_comments/comments.csv"), dtype=str)
    points = pd.read_csv(shared_file("env_plan_comments/same_point.csv"), dtype=str)
    env = comments.merge(points, on=["plan", "id"])
    schools = pd.read_csv(shared_file("yamaguchi_highschool/opinions.csv"), dtype=str)
    clauses = pd.read_csv(shared_file("policy_versions/proposals.csv"), dtype=str).fillna("")
    clauses = clauses[clauses["added"].str.len() >= 30].drop_duplicates("added")
    titles = pd.read_csv(shared_file("policy_proposals/proposals.csv"), dtype=str)
    titles = titles.groupby("topic").head(100)
    return {
        "env": (env["comment"], env["group"]),
        "yamaguchi": (schools["text"], schools["group"]),
        "policy_versions": (clauses["added"].str[:300], clauses["gold_clause"]),
        "policy_proposals": (titles["title"], titles["topic"]),
    }


def _grouped(texts: "pd.Series[str]", groups: "pd.Series[str]", store: Store) -> Grouped:
    texts, groups = texts.reset_index(drop=True), groups.reset_index(drop=True)
    large = groups[groups != ""].value_counts()
    kept = groups.isin(large.index[large >= _SMALLEST])
    tables = tables_of(texts[kept].reset_index(drop=True), store)
    vectors = as_matrix(tables.embeddings["vector"]).astype(np.float64)
    own = groups[kept].reset_index(drop=True)[tables.opinions.index].to_numpy(dtype=str)
    return Grouped(tables, own, Texts(vectors, tables.opinions["text_normalized"].tolist()))


def _measured(
    material: Grouped, store: Store, n_draws: int, tell: Callable[[int], None]
) -> dict[str, float]:
    params = store.parameters("cluster", ClusterParams)
    opinions = material.tables.opinions.reset_index(drop=True)
    views = views_of(opinions, material.tables.embeddings, families_of(material.tables, store))
    gold: list[float] = []
    own: list[float] = []
    wrong: Counter[Became] = Counter()
    right: dict[bool, list[bool]] = {False: [], True: []}
    for number, rounds in enumerate(draws(material.groups, n_draws), start=1):
        texts = {
            name: Texts(material.texts.vectors[rows], [material.texts.said[r] for r in rows])
            for name, rows in zip(_ROUNDS, rounds, strict=True)
        }
        labels = [material.groups[rows] for rows in rounds]
        themes = _themes(labels, rounds, material)
        links = link_themes(*themes, texts, _ROUNDS, {})
        gold.append(link_f1(*_named(themes, labels), links))
        wrong.update(link.became for link in links)
        _judge(right, _named(themes, labels), links)
        found = [
            np.array([str(n) if n >= 0 else "" for n in cluster(views.rows(rows), params).fine])
            for rows in rounds
        ]
        themes = _themes(found, rounds, material)
        own.append(link_f1(*_named(themes, labels), link_themes(*themes, texts, _ROUNDS, {})))
        tell(number)
    n_parted = wrong[Became.SPLIT] + wrong[Became.MERGED]
    return {
        "n_groups": len(set(material.groups.tolist())),
        "n_texts": len(material.groups),
        "link_f1_gold_groups": float(np.mean(gold)),
        "link_f1_gold_groups_worst": float(np.min(gold)),
        "link_f1_own_groups": float(np.mean(own)),
        "share_called_split_or_merged": n_parted / sum(wrong.values()),
        "share_right_of_strong_links": float(np.mean(right[False])) if right[False] else 0.0,
        "share_right_of_weak_links": float(np.mean(right[True])) if right[True] else 0.0,
        "n_weak_links": len(right[True]),
    }


def _judge(
    right: dict[bool, list[bool]], named: tuple[list[str], list[str]], links: Sequence[Link]
) -> None:
    """Note by weakness whether each 継続 is within one group."""
    for link in links:
        if link.became is Became.CONTINUED and link.earlier is not None and link.later is not None:
            right[link.is_weak].append(named[0][link.earlier] == named[1][link.later])


def draws(
    groups: NDArray[np.str_], n_draws: int
) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """Rows of the first and of the second round, ascending."""
    names = sorted(set(groups.tolist()))
    for seed in range(n_draws):
        random = np.random.default_rng(seed)
        order = random.permutation(names)
        n_stay, n_go = round(_STAY * len(names)), round(_GO * len(names))
        gone, new = set(order[n_stay : n_stay + n_go]), set(order[n_stay + n_go :])
        first: list[int] = []
        second: list[int] = []
        for name in names:
            rows = random.permutation(np.flatnonzero(groups == name)).tolist()
            half = len(rows) // 2
            first += [] if name in new else rows[:half]
            second += [] if name in gone else rows[half:]
        yield np.sort(first).astype(np.intp), np.sort(second).astype(np.intp)


def _themes(
    labels: Sequence[NDArray[np.str_]], rounds: Sequence[NDArray[np.intp]], material: Grouped
) -> tuple[list[Theme], list[Theme]]:
    keys = material.tables.opinions["text_key"].to_numpy()
    made = [
        [
            Theme(name, label, "fine", label, inside, tuple(keys[rows[inside]]))
            for label in sorted(set(own.tolist()) - {""})
            for inside in [np.flatnonzero(own == label)]
        ]
        for name, own, rows in zip(_ROUNDS, labels, rounds, strict=True)
    ]
    return made[0], made[1]


def _named(
    themes: tuple[list[Theme], list[Theme]], labels: Sequence[NDArray[np.str_]]
) -> tuple[list[str], list[str]]:
    """The group of people that most members of each theme are of."""
    named = [
        [Counter(sorted(gold[theme.rows].tolist())).most_common(1)[0][0] for theme in side]
        for side, gold in zip(themes, labels, strict=True)
    ]
    return named[0], named[1]


def link_f1(earlier: Sequence[str], later: Sequence[str], links: Sequence[Link]) -> float:
    """F1 of 継続: of links, those within one group; of groups in both rounds, those linked."""
    pairs = [
        (earlier[link.earlier], later[link.later])
        for link in links
        if link.became is Became.CONTINUED and link.earlier is not None and link.later is not None
    ]
    there = set(earlier) & set(later)
    right = [one for one, other in pairs if one == other]
    if not pairs or not there:
        return float(len(pairs) == len(there))
    precision, recall = len(right) / len(pairs), len(set(right)) / len(there)
    return 2 * precision * recall / (precision + recall) if right else 0.0
