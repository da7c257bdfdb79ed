"""Themes from clusters: identity, size, keywords, name, representative opinions."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field

import numpy as np
import pandas as pd
from pydantic import Field

from pipeline.params import Parameters
from pipeline.tables.base import Room, Vectors, in_memory
from pipeline.tables.themes import ThemeRules, Themes
from pipeline.text.tokens import Token
from pipeline.themes.checks import check_themes
from pipeline.themes.identity import identify
from pipeline.themes.levels import centred_rows, joined
from pipeline.themes.members import nearest_themes, representative_ranks
from pipeline.themes.memberships import keyword_marks, memberships
from pipeline.themes.names.claims import Asked, asked_in
from pipeline.themes.names.keywords import c_tf_idf, count_terms, top_keywords
from pipeline.themes.names.level_names import name_themes
from pipeline.themes.names.shortened import shortened_in
from pipeline.themes.register import RegisteredTheme
from pipeline.themes.representatives import taken
from pipeline.themes.rows import given_names, theme_rows, with_guides
from pipeline.themes.rules import PeoplesWord
from pipeline.themes.seed_topics import guide_hits, match_guides
from pipeline.themes.speakers import find_speakers
from pipeline.themes.token_columns import token_columns

_SIDES = {1: "for", -1: "against"}


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
    least_strength: float = Field(default=0.5, ge=0.0, le=1.0)
    """Likeness to a further theme, as a share of that to the own theme, from which it belongs."""
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
    memberships: pd.DataFrame
    failures: Mapping[str, Sequence[str]]
    """Ids of themes that fail a named check, by check."""


def make_themes(
    opinions: pd.DataFrame,
    tokens: Iterable[pd.DataFrame],
    vectors: Vectors,
    families: pd.DataFrame,
    clusters: pd.DataFrame,
    vocabulary: Collection[str],
    stop_words: Collection[str],
    params: ThemesParams,
    tokenize: Callable[[str], Sequence[Token]] | None = None,
    people: People | None = None,
    room: Room = in_memory,
) -> ThemeTables:
    """Describe the groups that clustering found.

    Args:
        opinions: table ``Opinions``, of any number of rounds.
        tokens: table ``Tokens`` of these opinions, in parts.
        vectors: (n_opinions, n_dimensions), the rows of ``opinions``.
        families: table ``Families``.
        clusters: table ``Clusters``.
        vocabulary: official terms (normal forms) that names prefer.
        stop_words: normal forms that are no keyword.
        params: how much is shown.
        tokenize: the tokenizer of ``tokens``; with it names hold to members' words also where a
            name by itself is cut otherwise than in the text (about one name in 250).
        people: guides, rules and accepted themes; none if left out.
        room: where vectors come to lie.

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
    space = centred_rows(rows, vectors, room)
    found = identify(rows, people.word.rules, people.registered)
    coarse, fine = found.coarse, found.fine
    speakers, speaker_of = find_speakers(rows, coarse, fine)
    said = token_columns(tokens, rows["opinion_id"].tolist())
    texts = [str(text) for text in rows["text_normalized"].to_numpy()[speakers]]
    read = said.on_the_matter(speakers, texts)
    terms = count_terms(read, stop_words)
    spoken = taken(space, speakers, room)
    above = np.full(len(speakers), -1)
    in_coarse, in_fine = coarse.group[speakers], fine.group[speakers]
    limits = (vocabulary, params.most_families_read, tokenize)
    coarse_names = name_themes(
        read,
        lambda _: Asked(),
        lambda _: (),
        terms,
        spoken,
        in_coarse,
        above,
        [],
        *limits,
        given_names(coarse, found.names),
    )
    fine_names = name_themes(
        read,
        lambda index: asked_in(texts[index], read[index]),
        lambda index: shortened_in(texts[index], read[index]),
        terms,
        spoken,
        in_fine,
        in_coarse,
        coarse_names,
        *limits,
        given_names(fine, found.names),
    )
    hits = guide_hits(read, people.word.guides, tokenize)
    tables, ranks, keywords_of = [], {}, {}
    for level, names in ((coarse, coarse_names), (fine, fine_names)):
        group = level.group[speakers]
        claims = [name.claim for name in names]
        keywords = top_keywords(c_tf_idf(terms.present, group), terms, params.n_keywords)
        described = theme_rows(rows, level, coarse.parents_of(level), keywords).assign(
            name=pd.Series([name.text for name in names], dtype="str"),
            claim=pd.Series([c and c.text for c in claims], dtype="str"),
            claim_share=pd.Series([c and c.share for c in claims], dtype="float"),
            claim_beside=pd.Series([c and c.beside for c in claims], dtype="str"),
            claim_side=pd.Series([c and _SIDES.get(c.side) for c in claims], dtype="str"),
            name_source=[found.names.get(i, ("", "machine"))[1] for i in level.ids],
        )
        keywords_of[level.name] = keywords
        guides = match_guides(hits, group, params.least_guide_share)
        tables.append(with_guides(described, guides, people.word.guides))
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
    strength = np.where(found.placed & (fine.group >= 0), 1.0, strength)
    members = pd.DataFrame(
        {
            "opinion_id": rows["opinion_id"],
            "theme_id": fine.theme_ids(fine.group),
            "coarse_id": coarse.theme_ids(coarse.group),
            "strength": strength,
            "nearest_theme_id": fine.theme_ids(nearest_themes(space, speakers, fine)),
            "representative_rank": ranks["fine"],
            "coarse_representative_rank": ranks["coarse"],
        }
    )
    in_order = members.set_index(rows["position"]).sort_index().reset_index(drop=True)
    rules = pd.DataFrame([asdict(outcome) for outcome in found.outcomes])
    themes = pd.concat(tables, ignore_index=True)[Themes.column_names()]
    belonging = memberships(
        rows,
        strength,
        spoken,
        speaker_of,
        fine,
        keyword_marks(terms, keywords_of["fine"]),
        params.least_strength,
    )
    return ThemeTables(
        themes,
        in_order,
        rules.reindex(columns=ThemeRules.column_names()),
        belonging,
        check_themes(themes, (coarse, fine), said, belonging, tokenize),
    )
