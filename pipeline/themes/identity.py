"""Which themes there are in the end: groups found, recognised by the register, put right by rules.

Names are given afterwards; nothing here depends on the order of rows or the numbers of groups.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipeline.themes.corrections import Grouping, Outcome, replay
from pipeline.themes.gathering import gather
from pipeline.themes.levels import LETTERS, Level, found_ids, level_of
from pipeline.themes.register import RegisteredTheme, recognised
from pipeline.themes.rules import Merge, Pin, Rename, Rule, Split


@dataclass(frozen=True)
class Identified:
    """Themes of both levels before they are described."""

    coarse: Level
    fine: Level
    names: Mapping[str, tuple[str, str]]  # theme_id → name and its source (rule, register)
    outcomes: tuple[Outcome, ...]
    moved: NDArray[np.bool_]  # (n_opinions,) in another sub-theme than clustering found
    placed: NDArray[np.bool_]  # (n_opinions,) pinned by people


def identify(
    rows: pd.DataFrame, rules: Sequence[Rule], registered: Sequence[RegisteredTheme]
) -> Identified:
    """Give the groups found their ids, then apply people's rules.

    Args:
        rows: from ``theme_levels.joined``.
        rules: of themes.yaml, in its order.
        registered: accepted themes of both levels.
    """
    ids = {name: _ids(rows, name, rules, registered) for name in LETTERS}
    grouping = Grouping(
        rows["text_key"],
        ids["fine"].copy(),
        ids["coarse"].copy(),
        kept={theme.theme_id for theme in registered},
    )
    outcomes = gather(grouping, registered, _placed(rules))
    outcomes += replay(grouping, rules, ids["fine"])
    outcomes += _lost(grouping, registered, set(rows["text_key"]))
    names = {theme.theme_id: (theme.name, "register") for theme in registered}
    names |= {theme_id: (name, "rule") for theme_id, name in grouping.names.items()}
    moved = grouping.fine.fillna("") != ids["fine"].fillna("")
    return Identified(
        level_of("coarse", grouping.coarse),
        level_of("fine", grouping.fine),
        names,
        tuple(outcomes),
        moved.to_numpy(dtype=bool),
        rows["text_key"].isin(grouping.pinned).to_numpy(dtype=bool),
    )


def _ids(
    rows: pd.DataFrame, name: str, rules: Sequence[Rule], registered: Sequence[RegisteredTheme]
) -> "pd.Series[Any]":
    """The ids of the groups found at one level: registered ones first, then new ones."""
    accepted = [theme for theme in registered if theme.level == name]
    taken = {theme.theme_id for theme in registered}
    # What rules place or name says nothing about which group is which theme.
    evidence = rows[~rows["text_key"].isin(_placed(rules))]
    natural = found_ids(rows, name, {}, taken)
    spoken_of = _named_in(rules) - taken
    own = set(rows.loc[natural.isin(spoken_of), name].astype(int))
    known = recognised(evidence[name], evidence["text_key"], accepted, own)
    return found_ids(rows, name, known, taken)


def _placed(rules: Sequence[Rule]) -> set[str]:
    """Texts that rules put into a theme themselves."""
    split = {key for rule in rules if isinstance(rule, Split) for key in rule.texts}
    return split | {rule.pin for rule in rules if isinstance(rule, Pin)}


def _named_in(rules: Sequence[Rule]) -> set[str]:
    named: set[str] = set()
    for rule in rules:
        if isinstance(rule, Merge):
            named.update(rule.merge)
        elif isinstance(rule, Split):
            named.add(rule.split)
        elif isinstance(rule, Pin):
            named.add(rule.theme)
        elif isinstance(rule, Rename):
            named.add(rule.rename)
    return named


def _lost(
    grouping: Grouping, registered: Sequence[RegisteredTheme], present: set[str]
) -> list[Outcome]:
    """Accepted themes that are there no more, and why."""
    there = {*grouping.fine.dropna(), *grouping.coarse.dropna(), *grouping.aliases}
    return [
        Outcome(
            0,
            "register",
            f"{theme.theme_id} {theme.name}",
            is_applied=False,
            reason=_why_lost(theme.text_keys, present),
        )
        for theme in sorted(registered, key=lambda theme: theme.theme_id)
        if theme.theme_id not in there
    ]


def _why_lost(text_keys: frozenset[str], present: set[str]) -> str:
    """A round that holds less than half of its texts is another one than it was accepted in."""
    n_present = len(text_keys & present)
    if 2 * n_present >= len(text_keys):
        return "scattered"
    return "mostly_gone" if n_present else "all_gone"
