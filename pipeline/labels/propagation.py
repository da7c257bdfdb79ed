"""Proposals (継承案): what people decided of a near copy or a paraphrase of an opinion.

A decision itself holds for exact copies only. A near copy is an opinion of the same family; a
paraphrase has a close vector, words of content in common *and* the same stance, because vectors
alone take opposites for paraphrases.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pydantic import Field
from threadpoolctl import threadpool_limits

from pipeline.encoders.centring import centred
from pipeline.labels.decisions import Items
from pipeline.near_duplicates.campaigns import gist, say_alike
from pipeline.params import Parameters
from pipeline.tables.base import as_matrix

_BLOCK = 2_000  # rows of the product held at once


class InheritParams(Parameters):
    """Section ``inherit``: which opinion is so much like a decided one that it is proposed."""

    paraphrase_similarity: float = Field(default=0.6, ge=0, le=1)
    """Least centred cosine of a paraphrase; as for opinions that are surely of one campaign.
    Of titles of policy proposals with 1,000 labelled, it proposed for 500, and 67 % of these had
    the same topic (.8: 64, 73 %); near-identical titles share it in 65 to 72 % of cases."""
    paraphrase_overlap: float = Field(default=0.3, ge=0, le=1)
    """Least share of the words of content of the shorter text that the other has as well."""


def inherited_items(
    opinions: pd.DataFrame,
    decided: pd.DataFrame,
    families: Mapping[str, str],
    items: Mapping[str, Items],
    params: InheritParams,
) -> list[Items]:
    """What is proposed for each opinion, from decisions about others.

    Args:
        opinions: of a round: ``text_key``, ``text_normalized``, ``vector``.
        decided: opinions of all rounds that people decided, the same columns, one row per text.
        families: ``text_key`` → family, over both.
        items: ``text_key`` of every decided text → codes.
        params: what a paraphrase is.

    Returns:
        Codes for each opinion in its order: those of its family's decisions, else those of the
        nearest decided paraphrase; none for a decided text, and where nothing is alike.
    """
    if decided.empty or opinions.empty:
        return [()] * len(opinions)
    decided = decided.sort_values("text_key")
    of_family: dict[str, Items] = {}
    for key in decided["text_key"]:
        family = families[key]
        of_family[family] = tuple(dict.fromkeys(of_family.get(family, ()) + items[key]))
    proposed = [
        () if key in items else of_family.get(families[key], ()) for key in opinions["text_key"]
    ]
    open_rows = np.array(
        [
            row
            for row, key in enumerate(opinions["text_key"])
            if not proposed[row] and key not in items
        ],
        dtype=np.intp,
    )
    nearest = _paraphrases(opinions, decided, open_rows, params)
    keys = decided["text_key"].tolist()
    for row, found in zip(open_rows, nearest, strict=True):
        if found >= 0:
            proposed[row] = items[keys[found]]
    return proposed


def _paraphrases(
    opinions: pd.DataFrame,
    decided: pd.DataFrame,
    rows: NDArray[np.intp],
    params: InheritParams,
) -> list[int]:
    """For each of the rows the nearest decided opinion that says the same; -1 for none."""
    vectors = as_matrix(opinions["vector"])
    distinct = ~opinions["text_key"].duplicated().to_numpy()
    mean = vectors[distinct].mean(axis=0, dtype=np.float64)
    mine, theirs = centred(vectors[rows], mean), centred(as_matrix(decided["vector"]), mean)
    texts = opinions["text_normalized"].to_numpy()
    gists = [gist(text) for text in decided["text_normalized"]]
    found: list[int] = []
    with threadpool_limits(1):  # the last digits of a product depend on the number of threads
        for begin in range(0, len(rows), _BLOCK):
            block = rows[begin : begin + _BLOCK]
            cosines = mine[begin : begin + _BLOCK] @ theirs.T
            for row, likeness in zip(block, cosines, strict=True):
                close = np.flatnonzero(likeness >= params.paraphrase_similarity)
                own = gist(texts[row]) if len(close) else None
                in_turn = close[np.argsort(-likeness[close], kind="stable")]
                alike = (
                    int(other)
                    for other in in_turn
                    if own and say_alike(own, gists[other], params.paraphrase_overlap)
                )
                found.append(next(alike, -1))
    return found
