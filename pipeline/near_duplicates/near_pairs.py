"""Pairs of near copies, looked for between two blocks of texts.

Near copies have most character trigrams in common, so those that share rare ones are looked at, and
their words decide. What is found does not depend on the blocks, nor on what is counted as rare.
"""

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from pydantic import Field
from rapidfuzz import fuzz
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import HashingVectorizer

from pipeline.near_duplicates.canonical import canonical, differs_in_meaning
from pipeline.params import Parameters

N_GRAMS = 2**20
"""Trigrams that are told apart, by hash."""
BLOCK = 2_000
"""Texts that are compared with all of the other block at once."""

_LEFT_OUT = 0.8
"""What a text's most common trigrams, which are not looked up, may make up of its square: so much
of the square of the least cosine. Below 1 nothing is lost: nobody reaches it by these alone."""
_ROUNDING = 1e-9

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


@dataclass(frozen=True)
class Wordings:
    """A block of different texts, as they are compared."""

    keys: Sequence[str]  # (n_texts,) text keys
    wordings: Sequence[str]  # (n_texts,) canonical
    counts: csr_matrix  # (n_texts, N_GRAMS) of their character trigrams, rows of unit length


def wordings_of(keys: Sequence[str], texts: Sequence[str]) -> Wordings:
    """The wordings of texts, in their order."""
    wordings = [canonical(text) or text for text in texts]
    counts = HashingVectorizer(
        analyzer="char", ngram_range=(3, 3), n_features=N_GRAMS, norm="l2", alternate_sign=False
    ).transform(wordings)
    return Wordings(keys, wordings, counts)


def first_said(keys: Sequence[str], wordings: Sequence[Hashable]) -> NDArray[np.bool_]:
    """Whether a text has the smallest key of its wording (or of the wording's hash), (n_texts,)."""
    first: dict[Hashable, int] = {}
    for row in sorted(range(len(keys)), key=keys.__getitem__):
        first.setdefault(wordings[row], row)
    found = np.zeros(len(keys), np.bool_)
    found[list(first.values())] = True
    return found


@dataclass(frozen=True)
class Block:
    """Wordings among which near copies are looked for."""

    said: Wordings
    asked: NDArray[np.bool_]  # (n_texts,) those that can be near copies
    rare: csr_matrix  # counts without the most common trigrams of each text
    left_out: NDArray[np.float64]  # (n_texts,) length of what was left out


def block_of(
    said: Wordings,
    first: NDArray[np.bool_],
    frequency: NDArray[np.int64],
    params: FamiliesParams,
) -> Block:
    """Wordings, ready to be looked through.

    Args:
        said: n_texts.
        first: see ``first_said``, (n_texts,): copies of a wording need not be compared.
        frequency: in how many texts each trigram stands, (N_GRAMS,): the same for all blocks.
        params: what counts as near.
    """
    long = np.array([len(wording) >= params.shortest_near for wording in said.wordings], np.bool_)
    rare, left_out = _rare(said.counts, frequency, _LEFT_OUT * _least_cosine(params) ** 2)
    return Block(said, long & first, rare, left_out)


def _rare(
    counts: csr_matrix, frequency: NDArray[np.int64], share: float
) -> tuple[csr_matrix, NDArray[np.float64]]:
    """Counts without the most common trigrams of each text, and the length of what was left out.

    Args:
        counts: (n_texts, N_GRAMS), rows of unit length.
        frequency: (N_GRAMS,).
        share: of the square of a row that may be left out.
    """
    n_texts = counts.shape[0]
    row = np.repeat(np.arange(n_texts), np.diff(counts.indptr))
    order = np.lexsort((counts.indices, -frequency[counts.indices], row))
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


def near_pairs(one: Block, other: Block, params: FamiliesParams) -> NDArray[np.int64]:
    """The near copies between two blocks, each pair once, (n_pairs, 2): row of one, of the other.

    Args:
        one: some texts.
        other: other texts; or the same block, whose rows are then compared with those before them.
        params: what counts as near.
    """
    near = _Near(one.said, other.said, params)
    columns_first = other.rare.T.tocsr()
    found = [np.zeros((0, 2), np.int64)]
    for begin in range(0, len(one.asked), BLOCK):
        rows, columns = _candidates(one, other, begin, columns_first, params)
        pairs = zip(rows.tolist(), columns.tolist(), strict=True)
        told = [pair for pair in pairs if near(*pair)]
        found.append(np.array(told, np.int64).reshape(-1, 2))
    return np.concatenate(found)


def _candidates(
    one: Block, other: Block, begin: int, columns_first: csr_matrix, params: FamiliesParams
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Rows of both blocks whose trigrams are so alike that they may be near copies: no verdict."""
    least = _least_cosine(params)
    likeness = (one.rare[begin : begin + BLOCK] @ columns_first).tocoo()
    rows, columns = likeness.row.astype(np.int64) + begin, likeness.col.astype(np.int64)
    # Of two texts one left out all up to a trigram; what both have up to there is at most so much.
    most = likeness.data + np.maximum(one.left_out[rows], other.left_out[columns])
    kept = one.asked[rows] & other.asked[columns] & (most >= least - _ROUNDING)
    if one is other:
        kept &= columns < rows
    rows, columns = rows[kept], columns[kept]
    cosines = one.said.counts[rows].multiply(other.said.counts[columns]).sum(axis=1)
    close = np.asarray(cosines).ravel() >= least
    return rows[close], columns[close]


class _Near:
    """Whether two texts are near copies, by their words."""

    def __init__(self, one: Wordings, other: Wordings, params: FamiliesParams) -> None:
        self._one, self._other, self._params = one, other, params
        self._turns = cache(turning_words)

    def __call__(self, row: int, column: int) -> bool:
        said = sorted(
            (block.keys[number], block.wordings[number])
            for block, number in ((self._one, row), (self._other, column))
        )
        (_, earlier), (_, later) = said
        return (
            self._turns(later) == self._turns(earlier)
            and fuzz.ratio(later, earlier) >= 100 * self._params.near_similarity
            and not differs_in_meaning(later, earlier)
        )
