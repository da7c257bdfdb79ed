"""Counts of each round for DVC: a plot over all rounds, and metrics of the latest."""

from collections.abc import Sequence

import pandas as pd

from pipeline.changes.round_facts import RoundFacts
from pipeline.report.over_rounds.transition import Transition
from pipeline.tables.theme_links import Became

_NAMED = {
    Became.CONTINUED.value: "continued",
    Became.NEW.value: "new",
    Became.SPLIT.value: "split",
    Became.MERGED.value: "merged",
    Became.GONE.value: "gone",
}


def over_rounds_csv(rounds: Sequence[RoundFacts], told: Sequence[Transition]) -> str:
    """One row per round, for DVC's plots: counts, and sub-themes by what became of them."""
    became = {one.after: dict(one.by_became) for one in told}
    rows = [
        {
            "number": number,
            "round": facts.round,
            "n_opinions": len(facts.opinions),
            "n_contents": facts.opinions["family_id"].nunique(),
            "n_bodies": facts.opinions["body"].nunique(),
            **{
                f"n_sub_themes_{_NAMED[one]}": became.get(facts.round, {}).get(one, 0)
                for one in _NAMED
            },
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
        **{f"n_sub_themes_{_NAMED[name]}": n for name, n in last.by_became.items()},
        "n_changed_shares": len(last.changed),
        "n_bodies_newly_heard": len(last.heard),
        "n_bodies_silent": len(last.silent),
        "n_bodies_changed_mind": len(last.minds),
        "n_repeated_texts": len(last.repeated),
    }
