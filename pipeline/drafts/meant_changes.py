"""What became of the clauses that opinions mean: as asked, otherwise, or nothing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipeline.drafts.answered_asks import Answer, answer
from pipeline.drafts.asked_kinds import NAMES, Kind, asked_kinds
from pipeline.drafts.cited_scope import cited_scope
from pipeline.drafts.clause_change import Change, changes_of
from pipeline.drafts.kept_clauses import Kept
from pipeline.drafts.uptake_scores import nearness, with_what_stands_below
from pipeline.text.demands import wants
from pipeline.text.sentences import sentences

Floats = NDArray[np.float64]

_SURE = ("citation", "quote")
_CITED = 0.6
"""Certainty above that of a page alone; below it a change need not be that of the clause meant."""
_PLAIN = frozenset([Kind.DELETE, Kind.RAISE, Kind.LOWER, Kind.POSTPONE])
"""Kinds that a change shows plainly, or does not show."""
_COUNTED = frozenset([Kind.RAISE, Kind.LOWER])
"""Where an amount came and none of these shows, nothing tells which way it leads."""
_MORE = re.compile("加え|追加|設け|[置お](?:い|き|く)|入れ|盛り込|定め|書[いきか]|新た|明記|整え")
ALIKE = "内容の近い"
"""How an opinion means a clause that it neither cites nor quotes."""


@dataclass(frozen=True)
class Known:
    """What is known of the clauses that opinions mean."""

    own: Floats
    """Certainty that an opinion cites or quotes a changed clause, (n_opinions, n_changes)."""
    granted: dict[int, Answer]
    """By row of an opinion, the change that goes the way it asked."""
    stayed: dict[int, str]
    """By row of an opinion whose clauses stayed as they were, how it means them (Japanese)."""
    beside: dict[int, int]
    """By row of an opinion that asks for something more and whose clauses stayed, what was put
    beside these: row of a change."""
    refused: dict[int, str]
    """By row of an opinion whose clauses changed another way than it asked, the ways it asked."""
    elsewhere: dict[int, int]
    """By row of one of these opinions, what brought its words elsewhere: row of a change."""
    unsure: set[int]
    """Rows of opinions that ask for nothing, or say nothing of the clauses that they mean."""
    meant: NDArray[np.bool_]
    """Whether an opinion means a row, (n_opinions, n_changes)."""


def what_is_known(
    opinion_ids: Sequence[str], texts: Sequence[str], changed: pd.DataFrame, links: pd.DataFrame
) -> Known:
    """Compare what opinions ask with the clauses that they mean.

    Args:
        opinion_ids: of the opinions.
        texts: of the same.
        changed: rows of table ``DraftChanges``, all of them, in order.
        links: table ``ClauseLinks``; empty where nobody was asked about an earlier version.
    """
    shown = changes_of(changed)
    is_changed = np.array([change.is_changed for change in shown], dtype=bool)
    is_moved = (changed["state"] == "moved") & ~changed["is_form"].astype(bool)
    is_touched = is_changed | is_moved.to_numpy()
    is_new = is_changed & (changed["state"] == "added").to_numpy()
    is_gone = (changed["text_after"] == "").to_numpy()
    is_alike = links["how"] == "meaning"
    scope = cited_scope(links[links["how"].isin(_SURE)], opinion_ids, texts, changed)
    alike = cited_scope(links[is_alike], opinion_ids, texts, changed, sections=True)
    near = nearness(with_what_stands_below(links, changed), opinion_ids, changed)
    own = scope * is_changed
    by_number = set(links.loc[links["how"] == "citation", "opinion_id"])
    every = np.where(scope.any(axis=1, keepdims=True), scope, alike) > 0
    known = Known(own, {}, {}, {}, {}, {}, set(), every)
    is_heading = [
        path.endswith(text)
        for path, text in zip(changed["path_after"], changed["text_after"], strict=True)
    ]
    kept = Kept(shown, is_new & ~np.array(is_heading, dtype=bool))
    for number, (opinion, text) in enumerate(zip(opinion_ids, texts, strict=True)):
        granted = answer(text, shown, own[number] >= _CITED, near[number] > 0)
        if granted and len(links):
            known.granted[number] = granted
        meant = every[number]
        if not kept.is_about(text, meant):
            known.unsure.add(number)
        if meant.any() and not (meant & is_touched).any():
            told = "引用した" if opinion in by_number else "語句の一致した"
            known.stayed[number] = told if scope[number].any() else ALIKE
            put = _put_beside(np.flatnonzero(scope[number]), is_new, is_gone)
            if put is not None and any(_asks_more(text[b:e]) for b, e in sentences(text)):
                known.beside[number] = put
        if refused := _refused(text, [shown[row] for row in np.flatnonzero(own[number])]):
            known.refused[number] = refused
        if (other := kept.elsewhere(text, meant)) is not None:
            known.elsewhere[number] = other
    return known


def _put_beside(
    meant: NDArray[np.intp], is_new: NDArray[np.bool_], is_gone: NDArray[np.bool_]
) -> int | None:
    """A row of what is new right before the clauses that are meant, or right behind them."""
    kept = np.flatnonzero(~is_gone).tolist()
    beside = [row for row in kept if len(meant) and row < meant.min()][-1:]
    beside += [row for row in kept if len(meant) and row > meant.max()][:1]
    return next((row for row in beside if is_new[row]), None)


def _asks_more(sentence: str) -> bool:
    """Whether a sentence asks that something be put there."""
    return bool(wants(sentence) and _MORE.search(sentence))


def _refused(text: str, changes: Sequence[Change]) -> str:
    """The ways that an opinion asked for, where changes of the clauses it cites show no such."""
    if not changes or any(one.brought and not one.kinds & _COUNTED for one in changes):
        return ""
    shown = frozenset[Kind]().union(*(one.kinds for one in changes))
    return "、".join(NAMES[kind] for kind in sorted((asked_kinds(text) & _PLAIN) - shown))
