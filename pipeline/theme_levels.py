"""Opinions with their families and clusters, and the identity of the themes these make."""

import hashlib
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipeline.errors import OpinionsError
from pipeline.representatives import centred
from pipeline.tables.base import Vectors


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
    if len(vectors) != len(opinions) or not np.isfinite(vectors).all():
        raise OpinionsError(
            f"{len(vectors)} vectors for {len(opinions)} opinions, all must be there and finite. "
            "Run: dvc repro"
        )
    rows = opinions[["opinion_id", "text_key", "text_normalized"]].assign(
        position=np.arange(len(opinions))
    )
    rows = rows.merge(families, on="opinion_id", how="left", validate="one_to_one")
    rows = rows.merge(clusters, on="opinion_id", how="left", validate="one_to_one")
    missing = rows.loc[rows["family_id"].isna() | rows["fine"].isna(), "opinion_id"]
    if len(missing):
        raise OpinionsError(
            f"{len(missing)} opinions have no family or cluster, first: {missing.iloc[0]}. "
            "Run: dvc repro"
        )
    rows["is_representative"] = rows["is_representative"].astype(bool)
    return rows.sort_values(["text_key", "opinion_id"], ignore_index=True)


def centred_rows(rows: pd.DataFrame, vectors: Vectors) -> Vectors:
    """(n_opinions, n_dimensions) in the order of ``rows``, relative to the families' mean."""
    exact = vectors[rows["position"].to_numpy()]
    spoken = exact[rows["is_representative"].to_numpy()].astype(np.float64)
    mean = spoken.mean(axis=0) if len(spoken) else np.zeros(exact.shape[1])
    return centred(exact, mean)


def level_of(rows: pd.DataFrame, name: str) -> Level:
    """Themes of one level; an id comes from the smallest text key, so it outlives its rank."""
    inside = rows[rows[name] >= 0]
    by_label = inside.groupby(name)["text_key"].agg(["size", "min"])
    letter = {"coarse": "T", "fine": "t"}[name]
    ids = letter + by_label["min"].map(lambda key: hashlib.sha256(key.encode()).hexdigest()[:8])
    if ids.duplicated().any():
        raise OpinionsError(
            f"Two {name} themes share their smallest text or its hash; equal texts must lie in "
            "one cluster. Run: dvc repro"
        )
    by_label = by_label.assign(theme_id=ids).sort_values(
        ["size", "theme_id"], ascending=[False, True]
    )
    index_of = {label: index for index, label in enumerate(by_label.index)}
    group = np.array([index_of.get(label, -1) for label in rows[name]], dtype=np.int64)
    return Level(name, tuple(by_label["theme_id"]), group)
