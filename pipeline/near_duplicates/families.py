"""Families: copies and near copies, so that what is sent in many times counts as one content.

Cosine alone cannot decide this: すべき and すべきではない stand closer than paraphrases do. A near
copy must agree in its characters *and* in everything that carries meaning: copies differ in script,
okurigana, punctuation, politeness and greetings, in no word of content, and never in numbers,
negations, stances and who acts. Paraphrases are no family, because nothing here could tell them
from opposites: see ``campaigns``.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pydantic import Field
from rapidfuzz import fuzz
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import HashingVectorizer

from pipeline.near_duplicates.canonical import canonical, differs_in_meaning
from pipeline.params import Parameters

BLOCK = 2_000
"""Texts whose candidates are looked for at once; 2,000 × 100,000 products fit in memory."""

_LEFT_OUT = 0.8
"""What a text's most common trigrams, which are not looked up, may make up of its square: so much
of the square of the least cosine. Below 1 nothing is lost: nobody reaches it by these alone."""
_ROUNDING = 1e-9

Search = Callable[[Sequence[range]], Iterable[list[list[int]]]]
"""Finds the candidates of each text of each block of ``distinct_texts``: see ``candidates``."""

_TURNS = re.compile(
    r"\d+(?:[.,]\d+)*|[一二三四五六七八九十百千万億]+(?=[年月日人円割件倍条項章団回])"
    r"|な(?:い|く|けれ|かっ|し)|ませ?ん|ぬ|ず(?=[、にと])|[不未非無反脱]|以外|以上|以下|未満"
    r"|賛[成同]|支持|廃止|中止|撤回|存続|継続|延長|短縮|拡[大充]|縮小|強化|緩和|増|減|上げ|下げ|早|遅"
    r"|国|都道府県|都|道府|県|指定都市|市町村|市|区|町|村|地方|自治体|事業者|ベンダー?|住民|職員|国民"
)


class FamiliesParams(Parameters):
    """What counts as a near copy."""

    near_similarity: float = Field(default=0.92, ge=0.5, le=1.0)
    """Least share of characters that two texts have in common, in order (normalised indel of
    their canonical wordings)."""
    shortest_near: int = Field(default=12, ge=1)
    """Characters of a canonical wording below which only equal wordings are one family: short
    texts differ in everything."""


def turning_words(text: str) -> tuple[str, ...]:
    """What a copy must not change: numbers, negations, stances, actors, in order of appearance.

    >>> turning_words("国が3割を負担すべきではない") == turning_words("国が3割を負担すべき")
    False
    """
    return tuple(_TURNS.findall(text))


def families_across(
    one: pd.DataFrame, other: pd.DataFrame, params: FamiliesParams
) -> dict[str, str]:
    """The family of each text of two tables together, by ``text_key``.

    Args:
        one: with ``text_key`` and ``text_normalized``.
        other: the same; texts of the first may be there again.
        params: what counts as near.
    """
    columns = ["text_key", "text_normalized"]
    texts = pd.concat([one[columns], other[columns]]).drop_duplicates("text_key")
    texts = texts.assign(opinion_id=texts["text_key"]).reset_index(drop=True)
    found = find_families(texts, params)
    return dict(zip(found["opinion_id"], found["family_id"], strict=True))


def distinct_texts(opinions: pd.DataFrame) -> pd.DataFrame:
    """The opinions with the first of each text, by ``text_key``."""
    return opinions.drop_duplicates("text_key").sort_values("text_key")


def find_families(
    opinions: pd.DataFrame, params: FamiliesParams, search: Search | None = None
) -> pd.DataFrame:
    """Find families of exact and near copies.

    Args:
        opinions: with ``opinion_id``, ``text_key`` and ``text_normalized``.
        params: what counts as near.
        search: finds candidates elsewhere; here where None.

    Returns:
        Table ``Families``, in the order of the opinions. The result depends on the set of texts
        alone: a family is named by, and holds everything close to, its smallest free text key.
    """
    if opinions.empty:
        columns = ["opinion_id", "family_id", "is_representative", "likeness"]
        return pd.DataFrame(columns=columns).astype({"is_representative": bool})
    texts = distinct_texts(opinions)
    keys = texts["text_key"].tolist()
    leaders = _leaders(texts["text_normalized"].tolist(), params, search)
    family = opinions["text_key"].map({k: keys[n] for k, n in zip(keys, leaders, strict=True)})
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


def _leaders(texts: Sequence[str], params: FamiliesParams, search: Search | None) -> list[int]:
    """Put every text into a family, one after the other.

    Returns:
        For each text the position of the text that its family is named by (its leader): the
        leader of an earlier text of the same wording; else the first earlier leader that it is a
        near copy of; else the text itself.
    """
    wordings = _wordings(texts)
    blocks = _blocks(len(texts))
    if search is None:
        search = partial(map, partial(candidates, grams_of(texts, params), params=params))
    found = search(blocks)
    turns = [turning_words(wording) for wording in wordings]
    leaders: list[int] = []
    first: dict[str, int] = {}  # the first text of each wording
    for row, near_ones in enumerate(chain.from_iterable(found)):
        wording = wordings[row]
        equal = first.setdefault(wording, row)
        near = (
            candidate
            for candidate in near_ones
            if leaders[candidate] == candidate
            and turns[candidate] == turns[row]
            and fuzz.ratio(wording, wordings[candidate]) >= 100 * params.near_similarity
            and not differs_in_meaning(wording, wordings[candidate])
        )
        leaders.append(leaders[equal] if equal < row else next(near, row))
    return leaders


def _blocks(n_texts: int) -> list[range]:
    return [range(start, min(start + BLOCK, n_texts)) for start in range(0, n_texts, BLOCK)]


def _wordings(texts: Sequence[str]) -> list[str]:
    return [canonical(text) or text for text in texts]


@dataclass(frozen=True)
class Grams:
    """Character trigrams of canonical wordings."""

    counts: csr_matrix  # (n_texts, n_grams), rows of unit length
    rare: csr_matrix  # the same without the most common trigrams of each text
    left_out: NDArray[np.float64]  # (n_texts,) length of what was left out
    long: NDArray[np.bool_]  # (n_texts,) whether the wording is long enough for near copies


def grams_of(texts: Sequence[str], params: FamiliesParams) -> Grams:
    """The trigrams of texts, in their order."""
    wordings = _wordings(texts)
    counts = HashingVectorizer(
        analyzer="char", ngram_range=(3, 3), n_features=2**20, norm="l2", alternate_sign=False
    ).transform(wordings)
    long = np.array([len(w) >= params.shortest_near for w in wordings], np.bool_)
    return Grams(counts, *_rare(counts, _LEFT_OUT * _least_cosine(params) ** 2), long)


def _rare(counts: csr_matrix, share: float) -> tuple[csr_matrix, NDArray[np.float64]]:
    """Counts without the most common trigrams of each text, and the length of what was left out.

    Args:
        counts: (n_texts, n_grams), rows of unit length.
        share: of the square of a row that may be left out.
    """
    n_texts, n_grams = counts.shape
    row = np.repeat(np.arange(n_texts), np.diff(counts.indptr))
    frequency = np.bincount(counts.indices, minlength=n_grams)[counts.indices]
    order = np.lexsort((counts.indices, -frequency, row))
    squares = np.cumsum(np.square(counts.data[order]))
    begin = np.r_[0.0, squares][counts.indptr[:-1]]
    kept = np.empty(len(row), dtype=np.bool_)
    kept[order] = squares - begin[row] > share
    ends = np.cumsum(np.bincount(row[kept], minlength=n_texts))
    parts = (counts.data[kept], counts.indices[kept], np.r_[0, ends])
    gone = np.bincount(row[~kept], np.square(counts.data[~kept]), minlength=n_texts)
    return csr_matrix(parts, shape=counts.shape), np.sqrt(gone)


def _least_cosine(params: FamiliesParams) -> float:
    # An edit touches three trigrams, so the bound is looser than the similarity asked for.
    return max(0.0, 1 - 3 * (1 - params.near_similarity))


def candidates(grams: Grams, block: range, params: FamiliesParams) -> list[list[int]]:
    """For each text of a block the earlier ones that may be near copies: a bound, no verdict.

    Near copies have most character trigrams in common (cosine of counts); ``_leaders`` looks at
    the words of these few. A text's candidates do not depend on the block.

    Args:
        grams: of all texts.
        block: positions of texts.
        params: what counts as near.
    """
    least = _least_cosine(params)
    near = (grams.rare[block.start : block.stop] @ grams.rare[: block.stop].T).tocoo()
    rows, columns = near.row + block.start, near.col
    # Of two texts one left out all up to a trigram; what both have up to there is at most so much.
    most = near.data + np.maximum(grams.left_out[rows], grams.left_out[columns])
    kept = (columns < rows) & grams.long[rows] & grams.long[columns] & (most >= least - _ROUNDING)
    rows, columns = rows[kept], columns[kept]
    likeness = grams.counts[rows].multiply(grams.counts[columns]).sum(axis=1)
    close = np.asarray(likeness).ravel() >= least
    found: list[list[int]] = [[] for _ in block]
    for row, column in zip(rows[close].tolist(), columns[close].tolist(), strict=True):
        found[row - block.start].append(column)
    return [sorted(some) for some in found]
