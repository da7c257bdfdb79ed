"""Opinions of a round against test labels in corpora/gold: how often the right item comes first."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from pipeline.errors import OpinionsError
from pipeline.language import says
from pipeline.places import GOLD
from pipeline.quality.labelled_csv import read_columns
from pipeline.review_items.codebook import NONE
from pipeline.review_items.proportions import proportion_interval
from pipeline.store import Store
from pipeline.tables.assignments import Assignments
from pipeline.tables.opinions import Opinions


def evaluate_gold(round_name: str) -> dict[str, object]:
    """Compare the assignments of a round with its test labels.

    Returns:
        As ``within_accepted``; empty where the round has no test labels.

    Raises:
        OpinionsError: a label is of a text that the round does not hold.
    """
    store = Store()
    path = store.root / GOLD / f"{round_name}.csv"
    if not path.is_file():
        return {}
    gold = read_gold(path)
    opinions = store.read(Opinions, round_name)
    table = store.read(Assignments, round_name).merge(
        opinions[["opinion_id", "text_key"]], on="opinion_id"
    )
    missing = sorted(set(gold) - set(opinions["text_key"]))
    if missing:
        raise OpinionsError(
            says(
                f"{path}：この意見照会にない文がある：{missing[:5]}。",
                f"{path}: texts that are not in the round: {missing[:5]}.",
            )
        )
    table = table.drop_duplicates(["text_key", "rank"]).sort_values(["text_key", "rank"])
    ranked = table.groupby("text_key")["item_code"].agg(list).to_dict()
    return within_accepted([ranked[key] for key in gold], list(gold.values()))


def read_gold(path: Path) -> dict[str, tuple[str, ...]]:
    """Accepted codes of each text: ``text_key`` → tuple; an empty cell accepts ``none``.

    Raises:
        OpinionsError: columns missing, or a text twice.
    """
    frame = read_columns(path, "text_key", "items")
    if frame["text_key"].duplicated().any():
        raise OpinionsError(
            says(
                f"{path}：同じ text_key が二度ある。一つの文を1行にする。",
                f"{path}: a text_key stands twice. Keep one row per text.",
            )
        )
    accepted = [
        tuple(code.strip() for code in cell.split(";") if code.strip()) or (NONE,)
        for cell in frame["items"]
    ]
    return dict(zip(frame["text_key"], accepted, strict=True))


def within_accepted(
    ranked: Sequence[Sequence[str]], accepted: Sequence[Sequence[str]]
) -> dict[str, object]:
    """Shares of texts with an accepted code first, or among the first two.

    Args:
        ranked: codes of each text, most probable first.
        accepted: codes that are right for each text, at least one.

    Returns:
        ``n``, ``top1``, ``top1_interval``, ``top2``, ``top2_interval`` (Wilson, 95 %).
    """
    found: dict[str, object] = {"n": len(ranked)}
    for k in (1, 2):
        right = [bool(set(codes[:k]) & set(ok)) for codes, ok in zip(ranked, accepted, strict=True)]
        low, high = proportion_interval(sum(right), len(right))
        found[f"top{k}"] = float(np.mean(right)) if right else 0.0
        found[f"top{k}_interval"] = [round(low, 3), round(high, 3)]
    return found
