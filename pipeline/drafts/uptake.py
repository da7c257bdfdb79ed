"""What the version of a draft that followed took up of each opinion: proposals for people.

Neither what a ministry answered nor anything else that was written afterwards is read: the
opinions, the version that was asked about and the one that followed are all there is.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipeline.drafts.answered_asks import asking_sentence
from pipeline.drafts.beside_draft import beside_draft
from pipeline.drafts.meant_changes import ALIKE, Known, what_is_known
from pipeline.drafts.near_passages import Passages, told_beside
from pipeline.drafts.uptake_causes import causes
from pipeline.drafts.uptake_scores import (
    amounts_granted,
    nearness,
    of_meaning,
    said,
)
from pipeline.tables.uptake import UNKNOWN, Uptake
from pipeline.text.sentences import sentences

Floats = NDArray[np.float64]
Shown = tuple[int | None, str, float, str]
"""Column of the change that is shown, proposal, certainty and why."""

# Certainty: the share of such proposals that were right, of comments on the 6th Basic Environment
# Plan by what the ministry replied, where nothing else is said (docs/benchmarks/rounds.md).
_TAKEN_UP = (0.14, 0.67)
"""Least score, certainty: 8 of 12 (of the even ids, which chose nothing, 3 of 8)."""
_PARTLY = (0.08, 0.38)
"""8 of 22, odd and even. An amount that an opinion names and a change near its clause brings
counts as much."""
_GRANTED = {True: 0.67, False: 0.38}
"""Of changes that go the way asked, or bring words that were asked for; told no surer than by the
share of words: 14 of 14 opinions on a by-law by another writer were right, which chose the rules,
and 4 of 11 proposals for a manifesto, which did not."""
_NOTED = 0.76
"""37 of 49 comments (even ids) whose clause stayed (85 of 106, odd too, by ``kept_clauses``)."""
_NOTED_ALIKE = 0.67
"""8 of 12 such comments that cite and quote nothing; odd and even."""
_NOTED_OTHERWISE = 0.69
"""11 of 16 that asked for less, more, later or nothing of it, whose clause changed otherwise."""
_FAR_MORE = 2.0
"""Times as much as of the cited clause that an opinion says of another change."""
_OUTSIDE: Shown = (None, "out_of_scope", 0.67, "どの箇所も引用せず、案に近い記述もない求め")
_NOTHING: Shown = (None, UNKNOWN, 0.0, "")  # is proposed, and no change is near


@dataclass(frozen=True)
class Asked:
    """The opinions of a round: ids and texts, row by row."""

    opinion_ids: Sequence[str]
    texts: Sequence[str]


def uptake(
    asked: Asked, changed: pd.DataFrame, links: pd.DataFrame, has_before: bool
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Propose what became of each opinion, and which opinions may have caused each change.

    Args:
        asked: the opinions.
        changed: columns of ``NextChanges``, at least one row.
        links: table ``ClauseLinks`` of the version that was asked about; else empty.
        has_before: whether there was a version that was asked about. Without one nothing tells
            what came from what was always there (on the plan .26 of what was called taken up
            was changed, of all comments .25), so nothing is proposed, and what is near is shown.

    Returns:
        Columns of ``Uptake`` without people's word, and of ``UptakeCauses``.
    """
    ids = list(asked.opinion_ids)
    shares, near = scores_of(asked, changed, links)
    side = "before" if has_before else "after"
    passages = Passages(changed[f"text_{side}"].tolist(), changed[f"path_{side}"].tolist())
    known = what_is_known(ids, asked.texts, changed, links if has_before else links.iloc[:0])
    outside = beside_draft(links, ids, asked.texts) if has_before else set()
    of_words = of_meaning(changed).to_numpy()
    best = [_best(shares[row], known.own[row] * (1 + of_words)) for row in range(len(ids))]
    quotes = _quotes(asked.texts, shares, best, changed)
    order = changed["order"].tolist()
    rows = []
    for number, (opinion, text) in enumerate(zip(ids, asked.texts, strict=True)):
        score = float(shares[number, best[number]])
        shown = _proposed(number, score, best[number], known) if has_before else _NOTHING
        if shown == _NOTHING:
            near_by = passages.nearest(text, known.meant[number])
            why = told_beside(near_by is not None, known.stayed.get(number), has_before)
            shown = near_by, UNKNOWN, 0.0, why
            if near_by is None and number in outside:
                shown = _OUTSIDE
        column, proposal, certainty, why = shown
        quote = quotes.get(number, "") if column == best[number] else ""
        if granted := known.granted.get(number):
            quote = asking_sentence(text, granted)
        place = None if column is None else int(order[column])
        rows.append((opinion, proposal, score, certainty, place, quote, why))
    columns = [name for name in Uptake.column_names() if name not in ("decision", "note")]
    return pd.DataFrame(rows, columns=columns), causes(ids, changed, shares, near)


def _proposed(number: int, score: float, best: int, known: Known) -> Shown:
    """Column of the change that is shown, proposal, certainty and why, of one opinion."""
    if granted := known.granted.get(number):
        proposal = "taken_up" if granted.is_whole else "partly"
        return granted.column, proposal, _GRANTED[granted.is_whole], granted.why
    if score >= _TAKEN_UP[0]:
        return best, "taken_up", _TAKEN_UP[1], "この変更が、意見の語句を含む"
    if score >= _PARTLY[0]:
        why = "この変更が、意見の語句の一部、または意見の挙げた数を含む"
        return best, "partly", _PARTLY[1], why
    if (beside := known.beside.get(number)) is not None:
        why = "意見の言う箇所の隣に新しい定めが加わった。意見に応えたものかは、人が決める"
        return beside, UNKNOWN, 0.0, why
    stayed, asked_for = (
        None if number in known.unsure else rows.get(number)
        for rows in (known.stayed, known.refused)
    )
    if (stayed or asked_for) and (other := known.elsewhere.get(number)) is not None:
        why = "意見の言葉を含む新しい定めが、意見の言う箇所の外にある。応えたものかは、人が決める"
        return other, UNKNOWN, 0.0, why
    if stayed:
        certainty = _NOTED_ALIKE if stayed == ALIKE else _NOTED
        return None, "noted", certainty, f"{stayed}箇所は変わっていない"
    if asked_for:
        why = f"意見の言う箇所は、求めた向き（{asked_for}）には変わっていない"
        return best, "noted", _NOTED_OTHERWISE, why
    if known.own[number].any():
        return best, UNKNOWN, 0.0, "意見の言う箇所は変わった。意見に応えたものかは、人が決める"
    return _NOTHING


def _best(shares: Floats, own: Floats) -> int:
    """The change that an opinion says most of; one of the clause that it cites, if that changed.

    Another one stands for it only where the opinion says far more of it.
    """
    best = int(np.argmax(shares))
    if own.max(initial=0.0) == 0:
        return best
    cited = int(np.argmax(np.where(own > 0, shares + own / 1000, -1.0)))
    is_said = shares[best] >= _TAKEN_UP[0] and shares[best] >= _FAR_MORE * shares[cited]
    return best if is_said else cited


def scores_of(asked: Asked, changed: pd.DataFrame, links: pd.DataFrame) -> tuple[Floats, Floats]:
    """How much of each change an opinion says, and how near it is, (n_opinions, n_changes)."""
    live = of_meaning(changed).to_numpy()
    shares = np.zeros((len(asked.texts), len(changed)))
    before, after = changed.loc[live, "text_before"], changed.loc[live, "text_after"]
    texts, both = list(asked.texts), (before.tolist(), after.tolist())
    near = nearness(links, asked.opinion_ids, changed)
    granted = amounts_granted(texts, *both) * (near[:, live] > 0)
    shares[:, live] = np.maximum(said(texts, *both, _versions(changed)), _PARTLY[0] * granted)
    return shares, near


def _quotes(
    texts: Sequence[str], shares: Floats, best: Sequence[int], changed: pd.DataFrame
) -> dict[int, str]:
    """Of each opinion that is near a change, its sentence that says most of the best one."""
    chosen = [row for row, column in enumerate(best) if shares[row, column] >= _PARTLY[0]]
    parts = [
        (number, part)
        for number in chosen
        for begin, end in sentences(texts[number])
        if (part := texts[number][begin:end].strip())
    ]
    columns = sorted({best[number] for number in chosen})
    before, after = (changed[name].iloc[columns] for name in ("text_before", "text_after"))
    found = said([part for _, part in parts], before.tolist(), after.tolist(), _versions(changed))
    most: dict[int, tuple[float, str]] = {}
    for (number, part), row in zip(parts, found, strict=True):
        share = float(row[columns.index(best[number])])
        if number not in most or share > most[number][0]:
            most[number] = share, part
    return {number: part for number, (_, part) in most.items()}


def _versions(changed: pd.DataFrame) -> tuple[list[str], list[str]]:
    """All clauses of the earlier version and of the later."""
    before, after = (
        [text for text in changed[column] if text] for column in ("text_before", "text_after")
    )
    return before, after
