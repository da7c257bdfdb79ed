"""Themes from clusters: identity, size, keywords, name, representative opinions."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pydantic import Field

from pipeline.errors import OpinionsError
from pipeline.keywords import c_tf_idf, count_terms, top_keywords
from pipeline.params import Parameters
from pipeline.phrases import phrases
from pipeline.representatives import centre_of, centred, choose_representatives
from pipeline.tables.base import Vectors
from pipeline.tables.themes import Themes
from pipeline.theme_names import name_themes
from pipeline.tokens import Token


class ThemesParams(Parameters):
    """How themes are described. None of these moves an opinion."""

    n_keywords: int = Field(default=6, ge=1, le=30)
    """Keywords shown per theme."""
    n_representatives: int = Field(default=3, ge=1, le=20)
    """Representative opinions per theme, at most one per family."""
    diversity: float = Field(default=0.3, ge=0.0, le=1.0)
    """Of representatives: 0 takes the most central, 1 the most different from one another."""
    moderate_characters: int = Field(default=200, ge=20)
    """Length up to which a representative's length costs it nothing."""
    most_families_read: int = Field(default=200, ge=10)
    """Families of a theme that its name is made from (the most central): bounds the time."""


@dataclass(frozen=True)
class Level:
    """The themes of one level, largest first; ``group`` is each opinion's theme, -1 for none."""

    name: str
    ids: tuple[str, ...]
    group: NDArray[np.int64]  # (n_opinions,)


def make_themes(
    opinions: pd.DataFrame,
    tokens: pd.DataFrame,
    vectors: Vectors,
    families: pd.DataFrame,
    clusters: pd.DataFrame,
    vocabulary: Collection[str],
    stop_words: Collection[str],
    params: ThemesParams,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Describe the groups that clustering found.

    Args:
        opinions: table ``Opinions``, of any number of rounds.
        tokens: table ``Tokens`` of these opinions.
        vectors: (n_opinions, n_dimensions), the rows of ``opinions``.
        families: table ``Families``.
        clusters: table ``Clusters``.
        vocabulary: official terms (normal forms) that names prefer.
        stop_words: normal forms that are no keyword.
        params: how much is shown.

    Returns:
        Tables ``Themes`` (coarse first, by rank) and ``Members`` (in the order of ``opinions``).
        Neither depends on the order of any table's rows nor on how clusters are numbered.

    Raises:
        OpinionsError: vectors do not fit the opinions or are not finite, or an opinion has no
            family or cluster.
    """
    rows = _joined(opinions, vectors, families, clusters)
    space = _centred_rows(rows, vectors)
    coarse, fine = _level(rows, "coarse"), _level(rows, "fine")
    # One opinion speaks for each family; a family that clustering has split speaks in each part.
    first = ~rows.sort_values("is_representative", ascending=False, kind="stable").duplicated(
        ["fine", "coarse", "family_id"]
    )
    speakers = np.flatnonzero(first.sort_index().to_numpy())
    words = tokens_by_opinion(tokens)
    read = [words.get(key, ()) for key in rows["opinion_id"].iloc[speakers]]
    terms = count_terms(read, stop_words)
    spoken = space[speakers]
    phrases_of = cache(lambda index: phrases(read[index]))
    shared = (read, phrases_of, terms, spoken)
    above = np.full(len(speakers), -1)
    in_coarse, in_fine = coarse.group[speakers], fine.group[speakers]
    limits = (vocabulary, params.most_families_read)
    coarse_names = name_themes(*shared, in_coarse, above, [], *limits)
    fine_names = name_themes(*shared, in_fine, in_coarse, coarse_names, *limits)
    tables, ranks = [], {}
    for level, names in ((coarse, coarse_names), (fine, fine_names)):
        group = level.group[speakers]
        keywords = top_keywords(c_tf_idf(terms.present, group), terms, params.n_keywords)
        parents = [_parent(level, coarse, index) for index in range(len(level.ids))]
        named = [name.text for name in names]
        tables.append(_themes(rows, level, parents, named, keywords))
        ranks[level.name] = _representative_ranks(rows, space, speakers, level, params)
    members = pd.DataFrame(
        {
            "opinion_id": rows["opinion_id"],
            "theme_id": _ids(fine, fine.group),
            "coarse_id": _ids(coarse, coarse.group),
            "strength": rows["strength"].astype(float),
            "nearest_theme_id": _ids(fine, _nearest(space, speakers, fine)),
            "representative_rank": ranks["fine"],
            "coarse_representative_rank": ranks["coarse"],
        }
    )
    in_order = members.set_index(rows["position"]).sort_index().reset_index(drop=True)
    return pd.concat(tables, ignore_index=True)[Themes.column_names()], in_order


def tokens_by_opinion(tokens: pd.DataFrame) -> dict[str, tuple[Token, ...]]:
    """Tokens of each opinion in the order of the text, whatever the order of the rows."""
    ordered = tokens.sort_values(["opinion_id", "begin"], kind="stable")
    columns = [ordered[name].tolist() for name in Token._fields]
    every = [Token(*values) for values in zip(*columns, strict=True)]
    ids = ordered["opinion_id"].to_numpy()
    starts = np.flatnonzero(np.r_[True, ids[1:] != ids[:-1]]) if len(ids) else np.array([], int)
    stops = [*starts[1:].tolist(), len(ids)]
    return {
        str(ids[start]): tuple(every[start:stop])
        for start, stop in zip(starts.tolist(), stops, strict=False)
    }


def _joined(
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


def _centred_rows(rows: pd.DataFrame, vectors: Vectors) -> Vectors:
    """(n_opinions, n_dimensions) in the order of ``rows``, relative to the families' mean."""
    exact = vectors[rows["position"].to_numpy()]
    spoken = exact[rows["is_representative"].to_numpy()].astype(np.float64)
    mean = spoken.mean(axis=0) if len(spoken) else np.zeros(exact.shape[1])
    return centred(exact, mean)


def _level(rows: pd.DataFrame, name: str) -> Level:
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


def _parent(level: Level, coarse: Level, theme: int) -> str | None:
    if level.name == "coarse":
        return None
    parent = int(coarse.group[np.flatnonzero(level.group == theme)[0]])
    return coarse.ids[parent] if parent >= 0 else None


def _themes(
    rows: pd.DataFrame,
    level: Level,
    parents: Sequence[str],
    names: Sequence[str],
    keywords: Sequence[Sequence[str]],
) -> pd.DataFrame:
    themes = range(len(level.ids))
    counts = rows.assign(theme=level.group).groupby("theme")["family_id"].agg(["size", "nunique"])
    return pd.DataFrame(
        {
            "theme_id": pd.Series(level.ids, dtype="str"),
            "level": pd.Series([level.name] * len(level.ids), dtype="str"),
            "parent_id": pd.Series(list(parents), dtype="str"),
            "rank": pd.Series([theme + 1 for theme in themes], dtype="int64"),
            "name": pd.Series(names, dtype="str"),
            "keywords": pd.Series(["、".join(words) for words in keywords], dtype="str"),
            "n_opinions": counts["size"].reindex(themes).astype("int64"),
            "n_families": counts["nunique"].reindex(themes).astype("int64"),
        }
    )


def _representative_ranks(
    rows: pd.DataFrame,
    space: Vectors,
    speakers: NDArray[np.int64],
    level: Level,
    params: ThemesParams,
) -> "pd.Series[int]":
    """Rank among the representatives of each opinion's theme, missing for all others."""
    lengths = rows["text_normalized"].str.len().to_numpy()
    keys = rows["text_key"].to_numpy()
    ranks = pd.Series(pd.NA, index=rows.index, dtype="Int64")
    for theme in range(len(level.ids)):
        members = speakers[level.group[speakers] == theme]
        members = members[~rows.iloc[members].duplicated("family_id").to_numpy()]
        chosen = choose_representatives(
            space[members],
            lengths[members].tolist(),
            keys[members].tolist(),
            params.n_representatives,
            params.diversity,
            params.moderate_characters,
        )
        ranks.iloc[members[chosen]] = range(1, len(chosen) + 1)
    return ranks


def _nearest(space: Vectors, speakers: NDArray[np.int64], fine: Level) -> NDArray[np.int64]:
    """For each single the fine theme whose centre is nearest; -1 for all others."""
    nearest = np.full(len(space), -1)
    singles = np.flatnonzero(fine.group < 0)
    if fine.ids and len(singles):
        centres = np.stack(
            [centre_of(space[speakers[fine.group[speakers] == i]]) for i in range(len(fine.ids))]
        )
        likeness = space[singles].astype(np.float64) @ centres.astype(np.float64).T
        nearest[singles] = np.round(likeness, 9).argmax(axis=1)
    return nearest


def _ids(level: Level, index: NDArray[np.int64]) -> "pd.Series[str]":
    return pd.Series([level.ids[i] if i >= 0 else None for i in index], dtype="str")
