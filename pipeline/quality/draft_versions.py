"""How well two versions of a draft are told apart: hand-made pairs, and a plan as published."""

from collections import Counter
from pathlib import Path

import pandas as pd

from pipeline.drafts.clause_table import clause_table
from pipeline.drafts.versions import changes
from pipeline.places import GOLD
from pipeline.quality.shared_data import shared_file
from pipeline.readers.draft_file import text_lines

PAIRS = Path(GOLD, "draft_versions.csv")
BREAK = "//"
"""Between the clauses of one row of the pairs, where two became one or one became two."""
_UNCHANGED = ("same", "form")
_READ = ["state", "is_form", "clause_before", "clause_id", "text_before", "text_after"]


def evaluate() -> dict[str, object]:
    """Changes missed, false and wrongly named; and how often the plan's clauses find their own.

    Raises:
        OpinionsError: the shared data are not there.
    """
    pairs = pd.read_csv(PAIRS, dtype=str, keep_default_na=False)
    return {
        "seen": pairs_counted(pairs[pairs["half"] == "seen"]),
        "kept": pairs_counted(pairs[pairs["half"] == "kept"]),
        "env6_plan": _plan(),
    }


def pairs_counted(pairs: pd.DataFrame) -> dict[str, object]:
    """Of changes people made by hand: missed, false (form or nothing), and of another kind."""
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    for name in dict.fromkeys(pairs["pair"]):
        pair = pairs[pairs["pair"] == name]
        found = _found(pair)
        rows = pair.loc[pair["kind"] != "here", ["kind", "before", "after"]].to_numpy(dtype=str)
        for kind, before, after in rows.tolist():
            told = found.get((before, after), "not told")
            is_change = kind not in _UNCHANGED
            counts["changes" if is_change else "no_changes"] += 1
            if told == kind:
                continue
            if is_change and told in _UNCHANGED:
                counts["missed"] += 1
            else:
                counts["other_kind" if is_change else "false"] += 1
            wrong.append(f"{name}: {kind}, told {told}: {before or after}")
    names = ("changes", "missed", "other_kind", "no_changes", "false")
    return {name: counts[name] for name in names} | {"wrong": wrong}


def _found(pair: pd.DataFrame) -> dict[tuple[str, str], str]:
    """What is told of each row of a pair of versions."""
    texts = pair["before"], pair.loc[pair["kind"] != "moved", "after"]
    before, after = (
        "\n".join(text for text in side if text).replace(BREAK, "\n") for side in texts
    )
    versions = (
        clause_table("r", side, text_lines(text)) for side, text in (("a", before), ("b", after))
    )
    found: dict[tuple[str, str], str] = {}
    several: dict[str, list[tuple[str, str]]] = {}
    for row in changes(*versions)[_READ].astype(str).to_numpy().tolist():
        state, is_form, one, other, was, now = row
        kind = "form" if is_form == "True" else "meaning"
        found[was, now] = kind if state == "modified" else state
        if state in ("joined", "split"):
            several.setdefault(other if state == "joined" else one, []).append((was, now))
    for parts in several.values():
        olds, news = ([part[side] for part in parts] for side in (0, 1))
        found[BREAK.join(olds), "".join(news)] = "joined"
        found["".join(olds), BREAK.join(news)] = "split"
    return found


def _plan() -> dict[str, object]:
    """The plan's drafts of two dates: pairs that its silver alignment and ours have in common."""
    old, new = (
        pd.read_csv(shared_file(f"env6_plan/{name}.csv"), dtype=str, keep_default_na=False).rename(
            columns={"id": "clause_id"}
        )[["clause_id", "kind", "path", "text"]]
        for name in ("1_soan", "2_an")
    )
    silver = pd.read_csv(
        shared_file("env6_plan/revisions_1_2.csv"), dtype=str, keep_default_na=False
    )
    compared = changes(old, new)
    found = set(zip(compared["clause_before"], compared["clause_id"], strict=True))
    told = pd.Series(
        [pair in found for pair in zip(silver["old_id"], silver["new_id"], strict=True)]
    ).groupby(silver["status"])
    return {
        "n_before": len(old),
        "n_after": len(new),
        "states": compared["state"].value_counts().sort_index().to_dict(),
        "same_pair_as_silver": {
            str(status): {"right": int(pairs.sum()), "n": len(pairs)} for status, pairs in told
        },
    }
