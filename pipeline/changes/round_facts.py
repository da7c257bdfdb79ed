"""What is known of one round when rounds are compared: its opinions, with who said them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.changes.theme_likeness import Texts, Theme

_OF_A_PERSON = re.compile(r"回答者\d{3,}")
"""Numbers that stand for people: counted anew in each round, so they say nothing over rounds."""
LEVELS = {"coarse": "coarse_id", "fine": "theme_id"}


@dataclass(frozen=True)
class RoundFacts:
    """One round. ``opinions`` has a row per opinion, in the order of their numbers.

    Its columns: opinion_id, number, text_key, text, family_id, respondent, body (what a body is
    known by in every round; null for people and where nobody is named), theme_id, coarse_id, item
    (null where none is known), stance.
    """

    round: str
    title: str
    date: str
    opinions: pd.DataFrame
    themes: pd.DataFrame
    answered: frozenset[str]
    """Bodies that answered, with an opinion or without."""
    texts: Texts

    def themes_of(self, level: str) -> list[Theme]:
        """The themes of one level, by their rank."""
        rows = {
            str(theme_id): np.asarray(found, dtype=np.intp)
            for theme_id, found in self.opinions.groupby(LEVELS[level]).indices.items()
        }
        keys = self.opinions["text_key"].to_numpy()
        own = self.themes[self.themes["level"] == level].sort_values("rank")
        return [
            Theme(self.round, theme_id, level, name, rows[theme_id], tuple(keys[rows[theme_id]]))
            for theme_id, name in zip(own["theme_id"], own["name"], strict=True)
            if theme_id in rows
        ]

    @property
    def bodies(self) -> frozenset[str]:
        """Bodies with an opinion."""
        return frozenset(self.opinions["body"].dropna())


def round_facts(
    head: tuple[str, str, str],
    opinions: pd.DataFrame,
    vectors: "np.ndarray[tuple[int, int], np.dtype[np.float64]]",
    families: pd.DataFrame,
    themes: pd.DataFrame,
    members: pd.DataFrame,
    assignments: pd.DataFrame,
    natures: pd.DataFrame,
    respondents: pd.DataFrame,
) -> RoundFacts:
    """Bring the tables of a round together.

    Args:
        head: name, title and date (ISO) of the round.
        opinions: table ``Opinions``.
        vectors: of its rows, in their order, (n_opinions, n_dimensions).
        families: as the table of this name, like the others.
        themes: ...
        members: ...
        assignments: ...
        natures: ...
        respondents: ...
    """
    order = opinions["number"].argsort().to_numpy()
    ordered = opinions.iloc[order].reset_index(drop=True)
    first = assignments[assignments["rank"] == 1].set_index("opinion_id")["item_code"]
    identity = ordered["opinion_id"]
    member = members.set_index("opinion_id")
    facts = ordered[["opinion_id", "number", "text_key", "text", "respondent"]].assign(
        family_id=identity.map(families.set_index("opinion_id")["family_id"]),
        body=_bodies(ordered["respondent"], ordered["body_code"]),
        theme_id=identity.map(member["theme_id"]),
        coarse_id=identity.map(member["coarse_id"]).where(
            identity.map(member["theme_id"]).notna(), None
        ),
        item=identity.map(first),
        stance=identity.map(natures.set_index("opinion_id")["stance"]),
    )
    answered = _bodies(respondents["respondent"], respondents["body_code"]).dropna()
    said: Sequence[str] = ordered["text_normalized"].tolist()
    return RoundFacts(*head, facts, themes, frozenset(answered), Texts(vectors[order], said))


def _bodies(respondents: "pd.Series[str]", codes: "pd.Series[str]") -> "pd.Series[str]":
    """A body by its code, else by its name; null for people."""
    people = respondents.astype("object").map(
        lambda name: isinstance(name, str) and bool(_OF_A_PERSON.fullmatch(name))
    )
    known = codes.astype("object").where(codes.notna(), respondents.astype("object"))
    return known.where(~people.astype(bool) & known.notna(), None)
