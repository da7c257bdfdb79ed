"""Themes from clusters: identity, size, keywords, name, representative opinions."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache

import numpy as np
import pandas as pd
from pydantic import Field

from pipeline.keywords import c_tf_idf, count_terms, top_keywords
from pipeline.params import Parameters
from pipeline.phrases import phrases
from pipeline.tables.base import Vectors
from pipeline.tables.themes import ThemeRules, Themes
from pipeline.theme_guides import guide_hits, match_guides
from pipeline.theme_identity import identify
from pipeline.theme_levels import Level, centred_rows, joined
from pipeline.theme_members import nearest_themes, representative_ranks
from pipeline.theme_names import name_themes
from pipeline.theme_register import RegisteredTheme
from pipeline.theme_rules import Guide, PeoplesWord
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
    least_guide_share: float = Field(default=0.5, ge=0.0, le=1.0)
    """More than this share of a theme's families speak of the guide it is labelled with."""


@dataclass(frozen=True)
class People:
    """What people say about themes: themes.yaml and theme_register.csv."""

    word: PeoplesWord = field(default_factory=PeoplesWord)
    registered: tuple[RegisteredTheme, ...] = ()


@dataclass(frozen=True)
class ThemeTables:
    """The tables that describe what clustering found and people put right."""

    themes: pd.DataFrame
    members: pd.DataFrame
    rules: pd.DataFrame


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
    people: People | None = None,
) -> ThemeTables:
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
        people: guides, rules and accepted themes; none if left out.

    Returns:
        Tables ``Themes`` (coarse first, by rank), ``Members`` (in the order of ``opinions``) and
        ``ThemeRules``. None depends on the order of any table's rows nor on how clusters are
        numbered.

    Raises:
        OpinionsError: vectors do not fit the opinions or are not finite, or an opinion has no
            family or cluster.
    """
    people = people or People()
    rows = joined(opinions, vectors, families, clusters)
    space = centred_rows(rows, vectors)
    found = identify(rows, people.word.rules, people.registered)
    coarse, fine = found.coarse, found.fine
    # One opinion speaks for each family; a family that is split speaks in each part.
    parts = rows[["is_representative", "family_id"]].assign(f=fine.group, c=coarse.group)
    ordered = parts.sort_values("is_representative", ascending=False, kind="stable")
    first = ~ordered.duplicated(["f", "c", "family_id"])
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
    coarse_names = name_themes(*shared, in_coarse, above, [], *limits, _given(coarse, found.names))
    fine_names = name_themes(
        *shared, in_fine, in_coarse, coarse_names, *limits, _given(fine, found.names)
    )
    hits = guide_hits(read, people.word.guides, tokenize)
    tables, ranks = [], {}
    for level, names in ((coarse, coarse_names), (fine, fine_names)):
        group = level.group[speakers]
        keywords = top_keywords(c_tf_idf(terms.present, group), terms, params.n_keywords)
        described = _themes(rows, level, coarse.parents_of(level), keywords).assign(
            name=pd.Series([name.text for name in names], dtype="str"),
            name_source=[found.names.get(i, ("", "machine"))[1] for i in level.ids],
        )
        guides = match_guides(hits, group, params.least_guide_share)
        tables.append(_with_guides(described, guides, people.word.guides))
        ranks[level.name] = representative_ranks(
            rows,
            space,
            speakers,
            level,
            params.n_representatives,
            params.diversity,
            params.moderate_characters,
        )
    strength = np.where(fine.group >= 0, rows["strength"].to_numpy(float), 0.0)
    members = pd.DataFrame(
        {
            "opinion_id": rows["opinion_id"],
            "theme_id": fine.theme_ids(fine.group),
            "coarse_id": coarse.theme_ids(coarse.group),
            "strength": np.where(found.placed & (fine.group >= 0), 1.0, strength),
            "nearest_theme_id": fine.theme_ids(nearest_themes(space, speakers, fine)),
            "representative_rank": ranks["fine"],
            "coarse_representative_rank": ranks["coarse"],
        }
    )
    in_order = members.set_index(rows["position"]).sort_index().reset_index(drop=True)
    rules = pd.DataFrame([asdict(outcome) for outcome in found.outcomes])
    return ThemeTables(
        pd.concat(tables, ignore_index=True)[Themes.column_names()],
        in_order,
        rules.reindex(columns=ThemeRules.column_names()),
    )


def _given(level: Level, names: Mapping[str, tuple[str, str]]) -> dict[int, str]:
    """Names that people have given to themes of a level, by the theme's number."""
    return {index: names[i][0] for index, i in enumerate(level.ids) if i in names}


def _with_guides(
    themes: pd.DataFrame, matched: Sequence[int], guides: Sequence[Guide]
) -> pd.DataFrame:
    names = [guides[index].name if index >= 0 else None for index in matched]
    ranks = [index + 1 if index >= 0 else None for index in matched]
    return themes.assign(
        guide=pd.Series(names, dtype="str"), guide_rank=pd.Series(ranks, dtype="Int64")
    )


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
            "keywords": pd.Series(["、".join(words) for words in keywords], dtype="str"),
            "n_opinions": counts["size"].reindex(themes).astype("int64"),
            "n_families": counts["nunique"].reindex(themes).astype("int64"),
        }
    )
