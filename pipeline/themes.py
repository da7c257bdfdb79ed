"""Themes from clusters: identity, size, keywords, name, representative opinions."""

from collections.abc import Callable, Collection, Sequence
from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pydantic import Field

from pipeline.keywords import c_tf_idf, count_terms, top_keywords
from pipeline.params import Parameters
from pipeline.phrases import phrases
from pipeline.representatives import centre_of, choose_representatives
from pipeline.tables.base import Vectors
from pipeline.tables.themes import Themes
from pipeline.theme_levels import Level, centred_rows, joined, level_of
from pipeline.theme_names import name_themes
from pipeline.tokens import Token


class ThemesParams(Parameters):
    """How themes are described. None of these moves an opinion."""

    n_keywords: int = Field(default=6, ge=1, le=30)
    """Keywords shown per theme."""
    n_representatives: int = Field(default=3, ge=1, le=20)
    """Representative opinions per theme, at most one per family."""
    diversity: float = Field(default=0.4, ge=0.0, le=1.0)
    """Of representatives: 0 takes the most central, 1 the most different from one another."""
    moderate_characters: int = Field(default=200, ge=20)
    """Length up to which a representative's length costs it nothing."""
    most_families_read: int = Field(default=200, ge=10)
    """Families of a theme that its name is made from (the most central): bounds the time."""


def make_themes(
    opinions: pd.DataFrame,
    tokens: pd.DataFrame,
    vectors: Vectors,
    families: pd.DataFrame,
    clusters: pd.DataFrame,
    vocabulary: Collection[str],
    stop_words: Collection[str],
    params: ThemesParams,
    tokenize: Callable[[str], Sequence[Token]] | None = None,
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
        tokenize: the tokenizer of ``tokens``; with it names hold to members' words also where a
            name by itself is cut otherwise than in the text (about one name in 250).

    Returns:
        Tables ``Themes`` (coarse first, by rank) and ``Members`` (in the order of ``opinions``).
        Neither depends on the order of any table's rows nor on how clusters are numbered.

    Raises:
        OpinionsError: vectors do not fit the opinions or are not finite, or an opinion has no
            family or cluster.
    """
    rows = joined(opinions, vectors, families, clusters)
    space = centred_rows(rows, vectors)
    coarse, fine = level_of(rows, "coarse"), level_of(rows, "fine")
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
    limits = (vocabulary, params.most_families_read, tokenize)
    coarse_names = name_themes(*shared, in_coarse, above, [], *limits)
    fine_names = name_themes(*shared, in_fine, in_coarse, coarse_names, *limits)
    tables, ranks = [], {}
    for level, names in ((coarse, coarse_names), (fine, fine_names)):
        group = level.group[speakers]
        keywords = top_keywords(c_tf_idf(terms.present, group), terms, params.n_keywords)
        parents = coarse.parents_of(level)
        named = [name.text for name in names]
        tables.append(_themes(rows, level, parents, named, keywords))
        ranks[level.name] = _representative_ranks(rows, space, speakers, level, params)
    members = pd.DataFrame(
        {
            "opinion_id": rows["opinion_id"],
            "theme_id": fine.theme_ids(fine.group),
            "coarse_id": coarse.theme_ids(coarse.group),
            "strength": rows["strength"].astype(float),
            "nearest_theme_id": fine.theme_ids(_nearest(space, speakers, fine)),
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


def _themes(
    rows: pd.DataFrame,
    level: Level,
    parents: "pd.Series[str]",
    names: Sequence[str],
    keywords: Sequence[Sequence[str]],
) -> pd.DataFrame:
    themes = range(len(level.ids))
    counts = rows.assign(theme=level.group).groupby("theme")["family_id"].agg(["size", "nunique"])
    return pd.DataFrame(
        {
            "theme_id": pd.Series(level.ids, dtype="str"),
            "level": pd.Series([level.name] * len(level.ids), dtype="str"),
            "parent_id": parents,
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
