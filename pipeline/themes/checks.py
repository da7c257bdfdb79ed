"""Named checks of a set of themes; each name says what must hold, its failures are listed.

The rules for sets are those of TnT-LLM and of guidance for coding frames: themes are distinct, not
negligible, do not overlap, and their names tell them apart.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from itertools import combinations

import pandas as pd

from pipeline.text.tokens import Token
from pipeline.themes.levels import Level
from pipeline.themes.names.phrases import MOST_CHARACTERS
from pipeline.themes.names.said_by_name import said_by, shares_a_word, tells_apart
from pipeline.themes.token_columns import TokenColumns

CHECKS = (
    "themes_are_not_negligible",
    "themes_do_not_overlap",
    "names_are_short",
    "names_use_words_of_members",
    "siblings_have_different_names",
)
_LEAST_SHARE = 0.01
"""Of the opinions, or of the families, for a subject that nobody asked for."""
_MOST_OVERLAP = 0.5
"""Share of the smaller theme's opinions that may also belong to another one."""


def check_themes(
    themes: pd.DataFrame,
    levels: Sequence[Level],
    tokens: TokenColumns,
    memberships: pd.DataFrame,
    tokenize: Callable[[str], Sequence[Token]] | None,
) -> dict[str, list[str]]:
    """Hold a set of themes against every check.

    Args:
        themes: table ``Themes``.
        levels: both levels, coarse first; ``group`` gives the theme of each opinion.
        tokens: tokens of each opinion.
        memberships: table ``Memberships``.
        tokenize: the tokenizer of ``tokens``; without it words of names are not checked.

    Returns:
        Failures of each check in the order of ``CHECKS``: ids of themes, pairs joined by ``+``.
    """
    found = themes[themes["name_source"] != "rule"].set_index("theme_id")["name"]
    return {
        "themes_are_not_negligible": _negligible(themes, levels[0]),
        "themes_do_not_overlap": _overlapping(memberships),
        "names_are_short": themes.loc[
            ~themes["name"].str.len().between(1, MOST_CHARACTERS), "theme_id"
        ].tolist(),
        "names_use_words_of_members": _foreign(found, levels, tokens, tokenize) if tokenize else [],
        "siblings_have_different_names": _same_names(themes, tokenize),
    }


def failures_by_check(failures: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Flat metrics: one count per check and their sum."""
    counts = {f"failures_{name}": len(found) for name, found in failures.items()}
    return {**counts, "n_failures": sum(counts.values())}


def siblings_with_a_common_word(
    themes: pd.DataFrame, tokenize: Callable[[str], Sequence[Token]] | None
) -> int:
    """Pairs of siblings whose names have a content word in common, up to spelling."""
    said = cache(partial(said_by, tokenize=tokenize))
    siblings = themes.groupby(["level", themes["parent_id"].fillna("")])["name"]
    return sum(
        shares_a_word(one, [other], said)
        for _, names in siblings
        for one, other in combinations(names, 2)
    )


def _negligible(themes: pd.DataFrame, coarse: Level) -> list[str]:
    """Themes of one content, and subjects of too few opinions; people may choose their own."""
    found = themes["n_families"] < 2
    subjects = (themes["level"] == "coarse") & (themes["name_source"] == "machine")
    if subjects.sum() > 1:  # one alone is all there is to be said
        n_singles = int((coarse.group < 0).sum())
        n_families = themes.loc[themes["level"] == "coarse", "n_families"].sum() + n_singles
        few = themes["n_opinions"] < _LEAST_SHARE * len(coarse.group)
        found |= subjects & few & (themes["n_families"] < _LEAST_SHARE * n_families)
    return themes.loc[found, "theme_id"].tolist()


def _overlapping(memberships: pd.DataFrame) -> list[str]:
    """Pairs of sub-themes that share more than half of the smaller one's opinions."""
    sets = {
        str(theme_id): set(found)
        for theme_id, found in memberships.groupby("theme_id")["opinion_id"]
    }
    shared: dict[tuple[str, str], int] = {}
    several = memberships[memberships.duplicated("opinion_id", keep=False)]
    for _, found in several.groupby("opinion_id")["theme_id"]:
        for pair in combinations(sorted(found), 2):
            shared[pair] = shared.get(pair, 0) + 1
    return sorted(
        f"{left}+{right}"
        for (left, right), n in shared.items()
        if n > _MOST_OVERLAP * min(len(sets[left]), len(sets[right]))
    )


def _foreign(
    names: "pd.Series[str]",
    levels: Sequence[Level],
    tokens: TokenColumns,
    tokenize: Callable[[str], Sequence[Token]],
) -> list[str]:
    """Themes whose names hold a content word that no member uses; people may choose their own."""
    found = []
    for level in levels:
        words = tokens.forms_of(level.group, len(level.ids))
        for theme_id, used in zip(level.ids, words, strict=True):
            if theme_id not in names.index:
                continue
            said = {token.normal_form for token in tokenize(names[theme_id]) if token.is_content}
            if not said <= used:
                found.append(theme_id)
    return found


def _same_names(
    themes: pd.DataFrame, tokenize: Callable[[str], Sequence[Token]] | None
) -> list[str]:
    """Themes called like another one of their level; sub-themes like a parent with several.

    Siblings are called alike also where one name holds the other; people may want it so.
    """
    same = set(themes.loc[themes.duplicated(["level", "name"], keep=False), "theme_id"])
    said = cache(partial(said_by, tokenize=tokenize))
    columns = ("theme_id", "name", "name_source", "level", "parent_id")
    rows = list(zip(*(themes[column].fillna("") for column in columns), strict=True))
    for (one, name, source, *place), (other, its, its_source, *its_place) in combinations(rows, 2):
        by_people = {source, its_source} <= {"rule", "register"}
        if place == its_place and not by_people and not tells_apart(name, [its], said):
            same |= {one, other}
    names = dict(zip(themes["theme_id"], themes["name"], strict=True))
    below = themes.dropna(subset="parent_id")
    siblings = below["parent_id"].map(below["parent_id"].value_counts())
    like_parent = below["name"] == below["parent_id"].map(names)
    return sorted(same | set(below.loc[like_parent & (siblings > 1), "theme_id"]))
