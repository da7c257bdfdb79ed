"""Families: copies and near copies, so that what is sent in many times counts as one content.

Cosine alone cannot decide this: すべき and すべきではない stand closer than paraphrases do. A near
copy must agree in its characters *and* in everything that carries meaning: copies differ in script,
okurigana, punctuation, politeness and greetings, in no word of content, and never in numbers,
negations, stances and who acts. Paraphrases are no family, because nothing here could tell them
from opposites: see ``campaigns``.
"""

from collections.abc import Hashable, Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipeline.near_duplicates.near_pairs import (
    N_GRAMS,
    FamiliesParams,
    block_of,
    first_said,
    near_pairs,
    wordings_of,
)


def find_families(opinions: pd.DataFrame, params: FamiliesParams) -> pd.DataFrame:
    """Find families of exact and near copies; all texts are held.

    Args:
        opinions: with ``opinion_id``, ``text_key`` and ``text_normalized``.
        params: what counts as near.

    Returns:
        Table ``Families``, in the order of the opinions. The result depends on the set of texts
        alone: a family is named by, and holds everything close to, its smallest free text key.
    """
    if opinions.empty:
        return families_table(opinions, {})
    texts = opinions.drop_duplicates("text_key")
    said = wordings_of(texts["text_key"].tolist(), texts["text_normalized"].tolist())
    frequency = np.bincount(said.counts.indices, minlength=N_GRAMS)
    block = block_of(said, first_said(said.keys, said.wordings), frequency, params)
    pairs = near_pairs(block, block, params)
    return families_table(opinions, leaders(said.keys, said.wordings, pairs))


def leaders(
    keys: Sequence[str], wordings: Sequence[Hashable], pairs: NDArray[np.int64]
) -> dict[str, str]:
    """Put every text into a family, one after the other by key.

    Args:
        keys: of different texts.
        wordings: of each, or a hash of it.
        pairs: (n_pairs, 2) near copies of different wordings, by number.

    Returns:
        For each key that of the text that its family is named by (its leader): the leader of an
        earlier text of the same wording; else the first earlier leader that it is a near copy of;
        else the text itself.
    """
    order = sorted(range(len(keys)), key=keys.__getitem__)
    place = np.empty(len(keys), np.int64)
    place[order] = np.arange(len(keys))
    later, earlier = place[pairs].max(axis=1), place[pairs].min(axis=1)
    in_turn = np.lexsort((earlier, later))
    begins = np.searchsorted(later[in_turn], np.arange(len(keys) + 1)).tolist()
    near_ones = earlier[in_turn].tolist()
    found: list[int] = []
    first: dict[Hashable, int] = {}  # the first text of each wording
    for number, row in enumerate(order):
        equal = first.setdefault(wordings[row], number)
        near = (one for one in near_ones[begins[number] : begins[number + 1]] if found[one] == one)
        found.append(found[equal] if equal < number else next(near, number))
    return {keys[row]: keys[order[leader]] for row, leader in zip(order, found, strict=True)}


def families_table(opinions: pd.DataFrame, leader_of: Mapping[str, str]) -> pd.DataFrame:
    """Table ``Families``, in the order of the opinions.

    Args:
        opinions: with ``opinion_id`` and ``text_key``.
        leader_of: see ``leaders``.
    """
    if opinions.empty:
        columns = ["opinion_id", "family_id", "is_representative", "likeness"]
        return pd.DataFrame(columns=columns).astype({"is_representative": bool})
    family = opinions["text_key"].map(leader_of)
    first = ~opinions.sort_values("opinion_id").duplicated("text_key").sort_index()
    is_representative = (opinions["text_key"] == family) & first.reindex(opinions.index)
    likeness = np.where(opinions["text_key"] == family, "exact", "near")
    return pd.DataFrame(
        {
            "opinion_id": opinions["opinion_id"],
            "family_id": family,
            "is_representative": is_representative,
            "likeness": np.where(is_representative, "representative", likeness),
        }
    )
