"""Opinions with their families and clusters, and the identity of the themes these make."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipeline.encoders.centring import ROWS, mean_of
from pipeline.errors import OpinionsError
from pipeline.language import says
from pipeline.tables.base import Room, Vectors, in_memory
from pipeline.themes.representatives import centred, taken

LETTERS = {"coarse": "T", "fine": "t"}
"""First letter of a theme's id, by level."""


@dataclass(frozen=True)
class Level:
    """The themes of one level, largest first; ``group`` is each opinion's theme, -1 for none."""

    name: str
    ids: tuple[str, ...]
    group: NDArray[np.int64]  # (n_opinions,)

    def theme_ids(self, group: NDArray[np.int64]) -> "pd.Series[str]":
        """Ids for (n,) numbers of themes; missing for -1."""
        return pd.Series([self.ids[index] if index >= 0 else None for index in group], dtype="str")

    def parents_of(self, level: "Level") -> "pd.Series[str]":
        """The id of each theme's parent in this level; missing where it is this level itself."""
        first = [int(np.flatnonzero(level.group == theme)[0]) for theme in range(len(level.ids))]
        return self.theme_ids(
            np.array([-1 if level is self else self.group[row] for row in first], dtype=np.int64)
        )


def joined(
    opinions: pd.DataFrame, vectors: Vectors, families: pd.DataFrame, clusters: pd.DataFrame
) -> pd.DataFrame:
    """One row per opinion with its family and cluster, in an order that the keys decide."""
    if len(vectors) != len(opinions) or not _all_finite(vectors):
        raise OpinionsError(
            says(
                f"意見{len(opinions)}件に対しベクトルが{len(vectors)}あるか、数でないものがある。"
                "opinions run --force で作り直す。",
                f"{len(vectors)} vectors for {len(opinions)} opinions, all must be there and "
                "finite. Make them anew: opinions run --force",
            )
        )
    rows = opinions[["round", "opinion_id", "text_key", "text_normalized"]].assign(
        position=np.arange(len(opinions))
    )
    rows = rows.merge(families, on="opinion_id", how="left", validate="one_to_one")
    rows = rows.merge(clusters, on="opinion_id", how="left", validate="one_to_one")
    missing = rows.loc[rows["family_id"].isna() | rows["fine"].isna(), "opinion_id"]
    if len(missing):
        raise OpinionsError(
            says(
                f"どの組にもない意見が{len(missing)}件ある（{missing.iloc[0]} など）。"
                "opinions run --force で作り直す。",
                f"{len(missing)} opinions have no family or cluster, first: {missing.iloc[0]}. "
                "Make them anew: opinions run --force",
            )
        )
    rows["is_representative"] = rows["is_representative"].astype(bool)
    return rows.sort_values(["text_key", "opinion_id"], ignore_index=True)


def _all_finite(vectors: Vectors) -> bool:
    blocks = (vectors[begin : begin + ROWS] for begin in range(0, len(vectors), ROWS))
    return all(np.isfinite(block).all() for block in blocks)


def centred_rows(rows: pd.DataFrame, vectors: Vectors, room: Room = in_memory) -> Vectors:
    """(n_opinions, n_dimensions) in the order of ``rows``, relative to the families' mean."""
    place = rows["position"].to_numpy()
    mean = mean_of(vectors, place[rows["is_representative"].to_numpy()])
    return centred(taken(vectors, place, room), mean, room)


def found_ids(
    rows: pd.DataFrame, name: str, known: Mapping[int, str], taken: Collection[str]
) -> "pd.Series[Any]":
    """The id of each row's theme at one level, None for none.

    An id comes from the round and the smallest text key of the theme: it outlives its rank, and no
    theme of another round has it, where the same text may stand for something else.

    Args:
        rows: from ``joined``; the column ``name`` holds numbers of groups, -1 for none.
        name: ``coarse`` or ``fine``.
        known: groups whose id is known already.
        taken: ids that no other group may get.

    Raises:
        OpinionsError: equal texts lie in two groups.
    """
    inside = rows[rows[name] >= 0]
    smallest = inside.groupby(name)["text_key"].min()
    if smallest.duplicated().any():
        raise OpinionsError(
            says(
                "同じ文が二つのテーマに入っている。opinions run --force で作り直す。",
                f"Two {name} themes share their smallest text; equal texts must lie in one "
                "cluster. Make them anew: opinions run --force",
            )
        )
    ids = dict(known)
    used = {*taken, *known.values()}
    keys_of: dict[int, list[str]] = {}
    named = inside["round"] + "/" + inside["text_key"]
    for group, key in zip(inside[name].tolist(), named.tolist(), strict=True):
        keys_of.setdefault(int(group), []).append(key)
    for group in sorted(keys_of, key=lambda group: min(keys_of[group])):
        if group not in ids:
            ids[group] = free_id(name, keys_of[group], used)
            used.add(ids[group])
    return rows[name].map(lambda group: ids.get(int(group))).astype(object)


def free_id(name: str, keys: Sequence[str], used: Collection[str]) -> str:
    """The id that the smallest text key gives and that is not used yet."""
    for key in (*sorted(set(keys)), *(f"{min(keys)}/{number}" for number in range(len(used) + 1))):
        theme_id = LETTERS[name] + hashlib.sha256(key.encode()).hexdigest()[:8]
        if theme_id not in used:
            return theme_id
    raise AssertionError("more keys than used ids")


def level_of(name: str, theme_ids: "pd.Series[Any]") -> Level:
    """The themes of one level, largest first.

    Args:
        name: ``coarse`` or ``fine``.
        theme_ids: the id of each row's theme, None for none.
    """
    sizes = theme_ids.dropna().value_counts()
    ids = sorted(sizes.index, key=lambda theme_id: (-sizes[theme_id], theme_id))
    index_of = {theme_id: index for index, theme_id in enumerate(ids)}
    group = np.array([index_of.get(theme_id, -1) for theme_id in theme_ids], dtype=np.int64)
    return Level(name, tuple(ids), group)
