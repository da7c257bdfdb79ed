"""People's labels: which decision counts, where reviewers disagree, which labels teach nothing.

Every label stays in the file. A reviewer's last label of a text stands; where the standing labels
of several reviewers differ, the majority decides, and without one nobody has decided.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from pipeline.codebook import Codebook

COLUMNS = ("text_key", "items", "nature", "reviewer", "date", "import_id", "comment", "text")
"""Of labels.csv, in their order."""

Items = tuple[str, ...]


@dataclass(frozen=True)
class Decisions:
    """What people decided, by ``text_key``."""

    items: Mapping[str, Items]
    """Texts with a decision → codes, the main one first."""
    contested: Mapping[str, tuple[tuple[str, Items], ...]]
    """Texts without a majority → (reviewer, codes), by reviewer. Nobody has decided these."""


def standing_labels(labels: pd.DataFrame) -> pd.DataFrame:
    """The last label of each text by each reviewer.

    Args:
        labels: one row per label, with ``text_key`` and ``items``. Last is the latest ``date``,
            and the later row among equal dates. Without ``reviewer`` all are one person's.

    Returns:
        Those rows, oldest first.
    """
    filled = labels.assign(
        reviewer=labels.get("reviewer", ""),
        date=labels.get("date", ""),
    )
    in_time = filled.sort_values("date", kind="stable")
    return in_time.drop_duplicates(["text_key", "reviewer"], keep="last")


def decisions(labels: pd.DataFrame, classes: Sequence[str]) -> Decisions:
    """The decision that counts for each text.

    Args:
        labels: as in ``standing_labels``, ``items`` as tuples of codes.
        classes: codes that can be assigned. Others (retired, split, removed) are passed over; a
            label of nothing else decides nothing, and its reviewer's older labels stay superseded.
    """
    by_text: dict[str, dict[str, Items]] = {}
    standing = standing_labels(labels)
    for key, reviewer, items in zip(
        standing["text_key"], standing["reviewer"], standing["items"], strict=True
    ):
        current = tuple(code for code in items if code in classes)
        if current:
            by_text.setdefault(key, {})[reviewer] = current
    decided: dict[str, Items] = {}
    contested: dict[str, tuple[tuple[str, Items], ...]] = {}
    for key, given in by_text.items():
        votes = Counter(frozenset(items) for items in given.values())
        most, n_votes = votes.most_common(1)[0]
        if 2 * n_votes > len(given):
            decided[key] = [items for items in given.values() if frozenset(items) == most][-1]
        else:
            contested[key] = tuple(sorted(given.items()))
    return Decisions(decided, contested)


def stale_items(labels: pd.DataFrame, codebook: Codebook) -> dict[str, tuple[int, str]]:
    """Codes in labels that cannot be assigned any more.

    Returns:
        Code → number of labels that name it, and why: ``retired`` (marked so), ``split`` (it has
        items below it now) or ``unknown`` (not in the list; removed, or a slip).
    """
    counts = Counter(code for items in labels["items"] for code in items)
    known = {item.code: item for item in codebook.items}
    found: dict[str, tuple[int, str]] = {}
    for code in sorted(set(counts) - set(codebook.classes)):
        why = "unknown" if code not in known else "retired" if known[code].retired else "split"
        found[code] = (counts[code], why)
    return found
