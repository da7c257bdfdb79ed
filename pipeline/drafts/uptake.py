"""What the version of a draft that followed took up of each opinion: proposals for people.

Neither what a ministry answered nor anything else that was written afterwards is read: the
opinions, the version that was asked about and the one that followed are all there is.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipeline.drafts.changed_words import says_otherwise
from pipeline.drafts.clause_table import SEPARATOR
from pipeline.drafts.uptake_scores import (
    amounts_granted,
    nearness,
    of_meaning,
    said,
    with_what_stands_below,
)
from pipeline.tables.uptake import UNKNOWN, Uptake, UptakeCauses
from pipeline.text.sentences import sentences

Floats = NDArray[np.float64]

# Certainty: the share that the ministry changed something for, of 191 comments (odd ids) on the 6th
# Basic Environment Plan with such a score (`evaluate uptake`).
_TAKEN_UP = (0.14, 0.67)
"""Least score, and certainty: 8 of 12 (of the even ids, which chose nothing, 3 of 8)."""
_PARTLY = (0.08, 0.38)
"""5 of 13 (4 of 16). An amount that an opinion names and a change of its clause brings counts as
much; of those 191 comments none named one."""
_NOTED = 0.41
"""17 of 41 whose clause was sure and stayed as it was, and that asked for no other wording; of 17
more the ministry said that it would stay."""
_SURE = ("citation", "quote")
_ASKS_FOR_WORDING = re.compile("修正|追記|追加|削除|明記|記載|文言|表現|→|↓")
_NEAR_WEIGHT = 0.1
"""Of nearness in the choice of opinions that may have caused a change; 18 instead of 13 of 20."""
_LEAST_CAUSE = 0.05
"""Share of a change's words below which nothing names an opinion as its cause."""
MOST_CAUSES = 3


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
            what stayed as it was, and the machine never says so.

    Returns:
        Columns of ``Uptake`` without people's word, and of ``UptakeCauses``.
    """
    ids = list(asked.opinion_ids)
    shares, near = scores_of(asked, changed, links)
    cited = with_what_stands_below(links[links["how"].isin(_SURE)], changed)
    sure = nearness(cited, ids, changed)
    sure[:, ~of_meaning(changed).to_numpy()] = 0.0
    still = _still(links, _touched(changed)) if has_before else {}
    quotes = _quotes(asked.texts, shares, changed)
    rows = []
    for number, (opinion, text) in enumerate(zip(ids, asked.texts, strict=True)):
        best = int(np.argmax(shares[number]))
        score = float(shares[number, best])
        order: int | None = int(changed["order"].iloc[best])
        quote = quotes.get(number, "")
        if score >= _TAKEN_UP[0]:
            told = ("taken_up", _TAKEN_UP[1], "この変更が、意見の語句を含む")
        elif score >= _PARTLY[0]:
            told = (
                "partly",
                _PARTLY[1],
                "この変更が、意見の語句の一部、または意見の挙げた数を含む",
            )
        elif opinion in still and not _ASKS_FOR_WORDING.search(text):
            told = ("noted", _NOTED, f"{still[opinion]}箇所は変わっていない")
            order, quote = None, ""
        elif sure[number].max() > 0:
            told = (UNKNOWN, 0.0, "意見の言う箇所は変わった。意見に応えたものかは、人が決める")
            order, quote = int(changed["order"].iloc[int(np.argmax(sure[number]))]), ""
        else:
            told = (UNKNOWN, 0.0, _why_unknown(opinion, still, has_before))
            order, quote = None, ""
        proposal, certainty, why = told
        rows.append((opinion, proposal, score, certainty, order, quote, why))
    columns = [name for name in Uptake.column_names() if name not in ("decision", "note")]
    return pd.DataFrame(rows, columns=columns), causes(ids, changed, shares, near)


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


def causes(
    opinion_ids: Sequence[str], changed: pd.DataFrame, shares: Floats, near: Floats
) -> pd.DataFrame:
    """Of each change, the opinions that may have caused it; columns of ``UptakeCauses``."""
    rows = []
    fit = shares + _NEAR_WEIGHT * near
    for column in np.flatnonzero(of_meaning(changed).to_numpy()).tolist():
        first = np.argsort(-fit[:, column], kind="stable")[:MOST_CAUSES].tolist()
        first = [row for row in first if shares[row, column] >= _LEAST_CAUSE or near[row, column]]
        rows += [
            (
                int(changed["order"].iloc[column]),
                rank,
                opinion_ids[row],
                float(shares[row, column]),
                bool(near[row, column] > 0),
            )
            for rank, row in enumerate(first, start=1)
        ]
    return pd.DataFrame(rows, columns=UptakeCauses.column_names())


def _touched(changed: pd.DataFrame) -> set[str]:
    """Clauses of the earlier version that changed, moved or went; headings above such or new ones.

    Who cites a heading means what stands below it.
    """
    headings: dict[str, str] = {}
    for path, text in (("path_before", "text_before"), ("path_after", "text_after")):
        for heading, words, clause in changed[[path, text, "clause_before"]].itertuples(
            index=False
        ):
            if words and heading.endswith(words):
                headings.setdefault(heading, clause)
    is_moved = (changed["state"] == "moved") & ~changed["is_form"].astype(bool)
    rows = changed[says_otherwise(changed) | is_moved]
    found = set(rows["clause_before"])
    for path in {*rows["path_before"], *rows["path_after"]}:
        above = accumulate(path.split(SEPARATOR), lambda one, two: one + SEPARATOR + two)
        found |= {headings[heading] for heading in above if heading in headings}
    return found - {""}


def _still(links: pd.DataFrame, touched: set[str]) -> dict[str, str]:
    """Opinions whose cited or quoted clauses all stayed as they were, and how they meant them."""
    sure = links[links["how"].isin(_SURE)]
    found = {}
    for opinion, own in sure.groupby("opinion_id", sort=True):
        if not set(own["clause_id"]) & touched:
            found[str(opinion)] = "引用した" if "citation" in set(own["how"]) else "語句の一致した"
    return found


def _why_unknown(opinion: str, still: dict[str, str], has_before: bool) -> str:
    if not has_before:
        return "意見の語句が案に見当たらない。言い換えや抜粋の外は、機械では分からない"
    if opinion in still:
        return f"{still[opinion]}箇所は変わっていない。記載済か、反映しないかは、人が決める"
    return "意見の語句を含む変更が見当たらない"


def _quotes(texts: Sequence[str], shares: Floats, changed: pd.DataFrame) -> dict[int, str]:
    """Of each opinion that is near a change, its sentence that says most of the best one."""
    chosen = np.flatnonzero(shares.max(axis=1, initial=0.0) >= _PARTLY[0]).tolist()
    parts = [
        (number, part)
        for number in chosen
        for begin, end in sentences(texts[number])
        if (part := texts[number][begin:end].strip())
    ]
    columns = sorted({int(np.argmax(shares[number])) for number in chosen})
    before, after = (changed[name].iloc[columns] for name in ("text_before", "text_after"))
    found = said([part for _, part in parts], before.tolist(), after.tolist(), _versions(changed))
    best: dict[int, tuple[float, str]] = {}
    for (number, part), row in zip(parts, found, strict=True):
        share = float(row[columns.index(int(np.argmax(shares[number])))])
        if number not in best or share > best[number][0]:
            best[number] = share, part
    return {number: part for number, (_, part) in best.items()}


def _versions(changed: pd.DataFrame) -> tuple[list[str], list[str]]:
    """All clauses of the earlier version and of the later."""
    before, after = (
        [text for text in changed[column] if text] for column in ("text_before", "text_after")
    )
    return before, after
