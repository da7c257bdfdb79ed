"""Counts of each round for DVC: a plot over all rounds, and metrics of the latest."""

from collections.abc import Mapping, Sequence

import pandas as pd

from pipeline.changes.round_facts import RoundFacts
from pipeline.report.over_rounds.transition import Transition
from pipeline.tables.theme_links import Became

_LEVELS = {"coarse": "themes", "fine": "sub_themes"}
_NAMED = {
    Became.CONTINUED.value: "continued",
    Became.NEW.value: "new",
    Became.SPLIT.value: "split",
    Became.MERGED.value: "merged",
    Became.GONE.value: "gone",
}


def over_rounds_csv(rounds: Sequence[RoundFacts], told: Sequence[Transition]) -> str:
    """One row per round, for DVC's plots: counts, themes and points by what became of them."""
    none = dict.fromkeys(_LEVELS, dict.fromkeys(_NAMED, 0))
    became = {one.after: one.by_became for one in told}
    rows = [
        {
            "number": number,
            "round": facts.round,
            "n_opinions": len(facts.opinions),
            "n_contents": facts.opinions["family_id"].nunique(),
            "n_bodies": facts.opinions["body"].nunique(),
            **_by_level(became.get(facts.round, none)),
        }
        for number, facts in enumerate(rounds, start=1)
    ]
    return str(pd.DataFrame(rows).to_csv(index=False, lineterminator="\n"))


def metrics(rounds: Sequence[RoundFacts], told: Sequence[Transition]) -> dict[str, int]:
    """Of the latest round against the one before; flat."""
    if not told:
        return {"n_rounds": len(rounds)}
    last = told[-1]
    return {
        "n_rounds": len(rounds),
        **_by_level(last.by_became),
        "n_changed_shares": len(last.changed),
        "n_bodies_newly_heard": len(last.heard),
        "n_bodies_silent": len(last.silent),
        "n_bodies_changed_mind": len(last.minds),
        "n_repeated_texts": len(last.repeated),
    }


def _by_level(by_became: Mapping[str, Mapping[str, int]]) -> dict[str, int]:
    return {
        f"n_{of}_{word}": by_became[level][name]
        for level, of in _LEVELS.items()
        for name, word in _NAMED.items()
    }
