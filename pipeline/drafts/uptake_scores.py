"""How far each change between two versions of a draft goes the way that each opinion asked."""

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import CountVectorizer

from pipeline.drafts.amounts import amounts
from pipeline.drafts.changed_words import says_otherwise
from pipeline.drafts.versions import form_of

Floats = NDArray[np.float64]

_GRAM = 4
"""Characters of the pieces by which words are compared."""
_OF_GRAMMAR = re.compile("[ぁ-ゖー].?[ぁ-ゖー]{2}|[ぁ-ゖー]{2}.?[ぁ-ゖー]")
"""Pieces of which at most one character is no kana: endings and phrases that everybody uses
(できるように, 必要がある) say nothing of what was asked. Comments with even ids AUC .649 to .678,
proposals of June average precision .354 to .363."""
_LEAST_PIECES = 9
"""Rarest pieces that a change counts as at least: 12 characters. A word inserted is soon said."""


_ELSEWHERE = 0.25
"""Weight of words new to a clause that the earlier version had in another: they say less of what
was asked. On the comments with odd ids and proposals of May 0 gave AUC .734 and .742, 0.25 gave
.851 and .738, 1 gave .805 and .674."""


def of_meaning(changed: pd.DataFrame) -> "pd.Series[bool]":
    """Which rows of table ``DraftChanges`` brought or took words within a clause, or a new clause.

    Clauses that are gone as a whole are left out: what opinions quote often stands, rewritten, in
    a new one beside it. On 125 comments (odd ids) on the 6th Basic Environment Plan they cost .02
    of AUC. A new heading names a subject and grants nothing.
    """
    is_heading = pd.Series(
        [
            path.endswith(text)
            for path, text in zip(changed["path_after"], changed["text_after"], strict=True)
        ],
        index=changed.index,
        dtype=bool,
    )
    within = changed["state"].isin(["modified", "moved", "joined", "split"])
    brought = within | ((changed["state"] == "added") & ~is_heading)
    return brought & says_otherwise(changed)


def said(
    texts: Sequence[str],
    before: Sequence[str],
    after: Sequence[str],
    versions: tuple[Sequence[str], Sequence[str]],
) -> Floats:
    """Share of a change's words that an opinion says, 0–1, (n_opinions, n_changes).

    The words that came; of a change by which words only went, those that went. Rare ones weigh
    more (inverse frequency over the clauses), those that the earlier version had elsewhere less.

    Args:
        texts: of the opinions.
        before: of the changed clauses; empty where one is new.
        after: of the same clauses.
        versions: all clauses of the earlier version and of the later.
    """
    forms = [form_of(text) for clauses in versions for text in clauses]
    if not len(before) or not any(len(form) >= _GRAM for form in forms):
        return np.zeros((len(texts), len(before)))
    counter = CountVectorizer(analyzer="char", ngram_range=(_GRAM, _GRAM), binary=True)
    counted = counter.fit_transform(forms)
    weights = np.log(1 + len(forms) / np.asarray(counted.sum(axis=0)).ravel())
    weights *= [not _OF_GRAMMAR.search(piece) for piece in counter.get_feature_names_out()]
    known = np.asarray(counted[: len(versions[0])].sum(axis=0)).ravel() > 0
    old, new, opinions = (
        csr_matrix(counter.transform([form_of(text) for text in those]), dtype=np.float64)
        for those in (before, after, texts)
    )
    common = old.multiply(new)
    came = csr_matrix((new - common).multiply(weights[None, :]))
    went = csr_matrix((old - common).multiply(weights[None, :]))
    only_went = np.asarray(came.sum(axis=1)).ravel() == 0
    gone = csr_matrix(went.multiply(only_went[:, None]))
    told = came.multiply(np.where(known, _ELSEWHERE, 1.0)[None, :]) + gone
    whole = np.asarray((came + gone).sum(axis=1)).ravel()
    floor = _LEAST_PIECES * np.log(1 + len(forms))
    shares = (opinions @ csr_matrix(told).T).toarray() / np.maximum(whole, floor)[None, :]
    return np.asarray(np.clip(shares, 0.0, 1.0), dtype=np.float64)


def amounts_granted(texts: Sequence[str], before: Sequence[str], after: Sequence[str]) -> Floats:
    """Whether an opinion names an amount that a change brought, 0 or 1, (n_opinions, n_changes).

    An amount is too short to count as words: 60円 to 45円 changes two signs.
    """
    told = [amounts(text) for text in texts]
    came = [amounts(new) - amounts(old) for old, new in zip(before, after, strict=True)]
    return np.array([[float(bool(own & new)) for new in came] for own in told]).reshape(
        len(told), len(came)
    )


def nearness(links: pd.DataFrame, opinion_ids: Sequence[str], changed: pd.DataFrame) -> Floats:
    """Certainty that an opinion means a changed clause, 0–1, (n_opinions, n_changes).

    A new clause is as near as the nearer of the clauses between which it was put.

    Args:
        links: table ``ClauseLinks``, of the version that was asked about.
        opinion_ids: in the order of the rows.
        changed: rows of table ``DraftChanges``, all of them, in order.
    """
    row = {opinion: number for number, opinion in enumerate(opinion_ids)}
    links = links[links["clause_id"].notna()]
    known = changed["clause_before"].where(changed["clause_before"] != "")
    columns: dict[str, set[int]] = {}
    for clauses in (known.ffill(), known.bfill()):
        for number, clause in enumerate(clauses):
            columns.setdefault(str(clause), set()).add(number)
    near = np.zeros((len(opinion_ids), len(changed)))
    for opinion, clause, certainty in zip(
        links["opinion_id"], links["clause_id"], links["certainty"], strict=True
    ):
        for number in columns.get(str(clause), ()):
            if opinion in row:
                near[row[opinion], number] = max(near[row[opinion], number], float(certainty))
    return near


def with_what_stands_below(links: pd.DataFrame, changed: pd.DataFrame) -> pd.DataFrame:
    """Links, and for each to a heading one to every clause of its section: who cites it means them.

    Args:
        links: table ``ClauseLinks``.
        changed: rows of table ``DraftChanges``, all of them.
    """
    old = changed.loc[changed["clause_before"] != "", ["clause_before", "path_before"]]
    is_heading = [
        path.endswith(text) and bool(path)
        for path, text in zip(changed["path_before"], changed["text_before"], strict=True)
    ]
    headings = changed.loc[is_heading, ["clause_before", "path_before"]]
    below = headings.merge(old, on="path_before", suffixes=("_of", ""))
    more = links.merge(below, left_on="clause_id", right_on="clause_before_of")
    more = more.assign(clause_id=more["clause_before"])[links.columns]
    return pd.concat([links, more], ignore_index=True)
