"""Opinions that ask for something which the draft does not speak of: 対象外."""

from collections.abc import Sequence

import pandas as pd

from pipeline.tables.clauses import NOTHING_LIKE
from pipeline.text.demands import wants
from pipeline.text.sentences import sentences

_MOST = 2 / 3
"""Share of a round's opinions that cite or quote the draft, from which who does neither tells
something. Of four consultations (.77 to .87 cite) 3 of 3 opinions found so are 対象外, of 4
such there that ask; of the plan (.84) none is found; with citations cut out 4 of 35 are."""


def beside_draft(links: pd.DataFrame, opinion_ids: Sequence[str], texts: Sequence[str]) -> set[int]:
    """Rows of opinions that ask, cite nothing and are like no clause, where most others cite.

    Args:
        links: table ``ClauseLinks``.
        opinion_ids: of all opinions of the round.
        texts: of the same.
    """
    citing = links.loc[links["how"].isin(["citation", "quote"]), "opinion_id"].nunique()
    if citing < _MOST * len(opinion_ids) or not citing:
        return set()
    far = set(links.loc[links["evidence"] == NOTHING_LIKE, "opinion_id"])
    return {
        row
        for row, (opinion, text) in enumerate(zip(opinion_ids, texts, strict=True))
        if opinion in far and any(wants(text[begin:end]) for begin, end in sentences(text))
    }
