"""Proposals (継承案): what people decided of a near copy or a paraphrase of an opinion.

A decision itself holds for exact copies only. A near copy is an opinion of the same family; a
paraphrase has a close vector, words of content in common *and* the same stance, because vectors
alone take opposites for paraphrases.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pydantic import Field
from threadpoolctl import threadpool_limits

from pipeline.encoders.centring import centred
from pipeline.labels.decisions import Items
from pipeline.near_duplicates.campaigns import gist, say_alike
from pipeline.params import Parameters
from pipeline.tables.base import Vectors, as_matrix


class InheritParams(Parameters):
    """Section ``inherit``: which opinion is so much like a decided one that it is proposed."""

    paraphrase_similarity: float = Field(default=0.6, ge=0, le=1)
    """Least centred cosine of a paraphrase; as for opinions that are surely of one campaign.
    Of titles of policy proposals with 1,000 labelled, it proposed for 500, and 67 % of these had
    the same topic (.8: 64, 73 %); near-identical titles share it in 65 to 72 % of cases."""
    paraphrase_overlap: float = Field(default=0.3, ge=0, le=1)
    """Least share of the words of content of the shorter text that the other has as well."""


def items_of_families(
    keys: Iterable[str],
    families: Mapping[str, str],
    decided: Collection[str],
    items: Mapping[str, Items],
) -> list[Items]:
    """What is proposed for each text, from decisions about near copies.

    Args:
        keys: ``text_key`` of each opinion of a round.
        families: ``text_key`` → family, of these and of the decided ones.
        decided: ``text_key`` of decided texts that some round holds.
        items: ``text_key`` of every decided text → codes.

    Returns:
        Codes for each key in its order; none for a decided text.
    """
    of_family: dict[str, Items] = {}
    for key in sorted(decided):
        family = families[key]
        of_family[family] = tuple(dict.fromkeys(of_family.get(family, ()) + items[key]))
    return [() if key in items else of_family.get(families[key], ()) for key in keys]


def mean_of_texts(blocks: Iterable[tuple[Sequence[str], Vectors]]) -> NDArray[np.float64]:
    """The mean vector of a round's different texts, added up in their order, (n_dimensions,).

    Args:
        blocks: ``text_key`` and vectors of some opinions, in order.
    """
    total: NDArray[np.float64] | None = None
    seen = set[str]()
    for keys, vectors in blocks:
        first = {key: row for row, key in reversed([*enumerate(keys)]) if key not in seen}
        seen.update(first)
        new = vectors[sorted(first.values())].astype(np.float64)
        total = (new if total is None else np.vstack([total, new])).sum(axis=0)
    return np.zeros(1) if total is None else total / max(len(seen), 1)


def items_of_paraphrases(
    opinions: pd.DataFrame,
    is_open: Sequence[bool],
    decided: pd.DataFrame,
    mean: NDArray[np.float64],
    items: Mapping[str, Items],
    params: InheritParams,
    at_once: int,
) -> list[Items]:
    """What is proposed for each opinion, from the nearest decided opinion that says the same.

    Args:
        opinions: some of a round, ``text_normalized`` and ``vector``.
        is_open: whether one is sought for.
        decided: opinions of all rounds that people decided: ``text_key``, ``text_normalized``,
            ``vector``, one row per text.
        mean: of the round's texts.
        items: ``text_key`` of every decided text → codes.
        params: what a paraphrase is.
        at_once: rows of one product, whose last digits may depend on it.

    Returns:
        Codes for each opinion in its order; none where nothing is alike.
    """
    found: list[Items] = [()] * len(opinions)
    if decided.empty or not any(is_open):
        return found
    decided = decided.sort_values("text_key")
    keys, texts = decided["text_key"].tolist(), opinions["text_normalized"].to_numpy()
    gists = [gist(text) for text in decided["text_normalized"]]
    theirs = centred(as_matrix(decided["vector"]), mean)
    for begin in range(0, len(opinions), at_once):
        rows = begin + np.flatnonzero(is_open[begin : begin + at_once])
        mine = centred(as_matrix(opinions["vector"].iloc[rows]), mean) if len(rows) else theirs[:0]
        with threadpool_limits(1):  # the last digits of a product depend on the number of threads
            cosines = mine @ theirs.T
        for row, likeness in zip(rows, cosines, strict=True):
            close = np.flatnonzero(likeness >= params.paraphrase_similarity)
            own = gist(texts[row]) if len(close) else None
            in_turn = close[np.argsort(-likeness[close], kind="stable")]
            alike = (
                items[keys[other]]
                for other in in_turn
                if own and say_alike(own, gists[other], params.paraphrase_overlap)
            )
            found[row] = next(alike, ())
    return found
