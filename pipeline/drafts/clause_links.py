"""Which clauses of a draft each opinion means: by citation, by quoted words, by likeness."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipeline.drafts.clause_evidence import Evidence, evidence_for
from pipeline.drafts.clause_likeness import contexts
from pipeline.drafts.clause_params import ClauseParams
from pipeline.drafts.draft_places import sections_of
from pipeline.drafts.quoted_words import squeezed, words_in
from pipeline.tables.clauses import NOTHING_LIKE

Floats = NDArray[np.float64]

_CITED, _CITED_BY_PAGE, _QUOTED = 0.6, 0.3, 0.4
"""Worth from which a clause counts as cited, as one of a cited page, as quoted."""
# Certainty: the share of links that were in the right section. By citation and by quote, of 138
# comments (odd ids) on the 6th Basic Environment Plan, with and without their citations and quotes
# (`evaluate clauses`).
_BOTH, _BY_CITATION, _BY_PAGE = 0.95, 0.68, 0.5
_BY_NAME, _NAMED_ALONE = 0.9, 0.99
"""Of places named by number or title: 29 of 31 on a by-law, written by somebody who had not seen
this (2026-11-30); less sure where a title stands at several sections or a number leads on."""
_BY_WHOLE = 0.9
"""Of opinions on the whole; three of three there."""
_BY_QUOTE = ((0.99, 0.94), (0.67, 0.74), (0.5, 0.62), (0.0, 0.5))
"""By worth of the quote."""
_BY_MEANING = ((4.0, 0.7), (3.0, 0.6), (2.0, 0.42), (1.5, 0.3), (0.7, 0.15), (0.0, 0.1))
"""By how far the best clause is ahead of the best of any other section. Drafts of 15 and 30
sections, drawn from that plan and from the manifesto, and as many opinions whose section was not
drawn as such whose section was: either material by itself says about the same (rounds.md)."""


def clause_links(
    opinion_ids: Sequence[str],
    texts: Sequence[str],
    clauses: pd.DataFrame,
    params: ClauseParams,
    asked: Sequence[str] = (),
) -> pd.DataFrame:
    """Name the clauses that opinions mean, the surest first, or say why none is known.

    Args:
        opinion_ids: of the opinions.
        texts: of the opinions.
        clauses: table ``Clauses``, at least one row.
        params: weights and bounds.
        asked: of the opinions, what their row says of the place (該当箇所); none where no row does.

    Returns:
        Columns of ``ClauseLinks``.
    """
    candidates = clauses[~clauses["kind"].isin(["contents", "title"])].reset_index(drop=True)
    candidates = candidates if len(candidates) else clauses.reset_index(drop=True)
    found = evidence_for(candidates, texts, params, asked=asked)
    ids = candidates["clause_id"].tolist()
    sections = sections_of(candidates)
    words = [words_in(context) for context in contexts(candidates)]
    rows = []
    for number, opinion_id in enumerate(opinion_ids):
        own = words_in(squeezed(texts[number]))
        chosen = [
            (ids[clause], how, certainty)
            for clause in _meant(found, number, sections, params.most_clauses)
            for how, certainty in [_how(found, number, int(clause), sections)]
            if certainty >= params.least_certainty
            and (how != "meaning" or own & words[clause])  # endings of verbs alone say nothing
        ]
        said = found.missing[number]
        kept = [one for one in chosen if one[1] != "meaning"]
        if not kept and found.whole[number]:
            rows.append((opinion_id, 1, None, "whole", _BY_WHOLE, said))
            continue
        if not kept and (not chosen or found.astray[number]):  # what is cited is not there
            rows.append((opinion_id, 1, None, "none", 0.0, said or NOTHING_LIKE))
            continue
        kept = kept or chosen[:1]
        for rank, (clause_id, how, certainty) in enumerate(kept, start=1):
            rows.append((opinion_id, rank, clause_id, how, certainty, said if rank == 1 else ""))
    return pd.DataFrame(
        rows, columns=["opinion_id", "rank", "clause_id", "how", "certainty", "evidence"]
    )


def _meant(found: Evidence, opinion: int, sections: NDArray[np.intp], most: int) -> list[int]:
    """The best clauses, and as many of cited sections that are not among these (第3章2及び4)."""
    order = np.argsort(-found.scores[opinion], kind="stable").tolist()
    first = order[:most]
    seen = {sections[clause] for clause in first}
    cited = (clause for clause in order[most:] if _cited(found, opinion, clause))
    return [*first, *[clause for clause in cited if sections[clause] not in seen][:most]]


def _cited(found: Evidence, opinion: int, clause: int) -> bool:
    return bool(max(found.cited[opinion, clause], found.named[opinion, clause]) >= _CITED)


def _how(
    found: Evidence, opinion: int, clause: int, sections: NDArray[np.intp]
) -> tuple[str, float]:
    """What led from an opinion to a clause, and how often that was right."""
    cited, quoted = found.cited[opinion, clause], found.quoted[opinion, clause]
    named = found.named[opinion, clause]
    if named >= _CITED:
        sure = _BY_NAME if named >= _NAMED_ALONE else _BY_CITATION
        return "citation", _BOTH if quoted >= _QUOTED else sure
    if cited >= _CITED_BY_PAGE:
        alone = _BY_CITATION if cited >= _CITED else _BY_PAGE
        return "citation", _BOTH if quoted >= _QUOTED else alone
    if quoted >= _QUOTED:
        return "quote", next(share for least, share in _BY_QUOTE if quoted >= least)
    scores = found.scores[opinion]
    others = scores[sections != sections[clause]]
    ahead = scores[clause] - (others.max() if len(others) else 0.0)
    return "meaning", next((share for least, share in _BY_MEANING if ahead >= least), 0.0)
