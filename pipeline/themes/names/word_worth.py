"""What the words of a theme are worth for its name."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from pipeline.tables.base import Vectors
from pipeline.themes.names.completeness import THIN_WORDS
from pipeline.themes.names.keywords import parts_of

_LEAST_NEARNESS = 0.05  # cosine, of who is no nearer than anybody
_SHARPNESS = 2
"""Power of the nearness. Against equal weights: by the name .616 to .629 (env), .643 to .633
(yamaguchi)."""
_N_LEADING = 3  # the words that cover a theme best; a name should hold one
_LEADING_GAIN = 1.15
"""For a name with a leading word: raised name_placement on same_point from .78 to .83."""


@dataclass(frozen=True)
class Words:
    """What the words of one theme are worth.

    ``present`` is (n_families, n_words) of 0 and 1; ``value`` (n_words,) how well each word tells
    the theme from others, beyond what its parts tell; ``shared`` (n_words,) by which share of
    families it is used; ``leading`` are the words with most of both; ``columns`` finds a word and
    its parts; ``weight`` (n_families,), of sum 1, says how central a family is: what those say
    who are at the edge names no theme.
    """

    present: NDArray[np.float64]
    value: NDArray[np.float64]
    shared: NDArray[np.float64]
    leading: frozenset[int]
    columns: dict[str, frozenset[int]]
    weight: NDArray[np.float64]


@dataclass(frozen=True)
class WordCounts:
    """How many families use each term: of all, of the theme, of its siblings; (n_terms,) each."""

    everywhere: NDArray[np.float64]
    inside: NDArray[np.float64]
    beside: NDArray[np.float64]
    n_everywhere: int
    n_inside: int
    n_beside: int


def word_values(
    present: csr_matrix,
    terms: Sequence[str],
    counts: WordCounts,
    meanings: Vectors,
    centre: Vectors,
    members: Vectors,
) -> Words:
    """Value of each word of a theme: rare (IDF), here more than elsewhere, and close in meaning.

    Args:
        present: (n_families of the theme, n_terms) of 0 and 1.
        terms: the terms of the columns.
        counts: how many families use each term, here, elsewhere and beside.
        meanings: (n_terms, n_dimensions) unit vectors of what each term means.
        centre: (n_dimensions,) unit vector of the theme.
        members: (n_families of the theme, n_dimensions) unit vectors.
    """
    used = np.unique(present.indices)
    everywhere, inside, beside = (
        uses[used] for uses in (counts.everywhere, counts.inside, counts.beside)
    )
    base = everywhere / counts.n_everywhere
    # One imagined family that is like all others keeps shares of small themes from being 0 or 1.
    share_in = (inside + base) / (counts.n_inside + 1)
    share_out = (everywhere - inside + base) / (counts.n_everywhere - counts.n_inside + 1)
    share_beside = (beside + base) / (counts.n_beside + 1)
    if counts.n_everywhere == counts.n_inside:  # there is nothing that it could be told from
        share_out = share_beside = np.zeros(len(used))
    lift = share_in / (share_in + np.maximum(share_out, share_beside))
    contrast = np.maximum(0.0, 2 * lift - 1)
    # einsum, not @: its sums do not depend on the number of threads.
    closeness = np.einsum("td,d->t", meanings[used].astype(np.float64), centre.astype(np.float64))
    near = 0.5 + 0.5 * np.maximum(0.0, closeness)
    value = np.log1p(counts.n_everywhere / everywhere) * contrast * near
    value[[terms[term] in THIN_WORDS for term in used]] *= 0.25
    column = {terms[term]: index for index, term in enumerate(used)}
    columns: dict[str, frozenset[int]] = {}
    for word in sorted(column, key=len):
        parts = [columns[part] for part in parts_of(word, columns)]
        inside = frozenset[int]().union(*parts)
        value[column[word]] = max(0.0, value[column[word]] - value[sorted(inside)].sum())
        columns[word] = inside | {column[word]}
    by_family = present[:, used].toarray()
    weight = _centrality(members, centre)
    shared = by_family.mean(axis=0)
    best = np.argsort(-np.round(value * shared, 9), kind="stable")[:_N_LEADING]
    return Words(by_family, value, shared, frozenset(best.tolist()), columns, weight)


def _centrality(members: Vectors, centre: Vectors) -> NDArray[np.float64]:
    """(n_families,) of sum 1: how near each is to the centre."""
    nearness = np.einsum("fd,d->f", members.astype(np.float64), centre.astype(np.float64))
    weight = np.round(np.maximum(nearness, _LEAST_NEARNESS), 6) ** _SHARPNESS
    return np.asarray(weight / weight.sum())


def covered(chosen: Collection[str], words: Words) -> float:
    """How well some words cover a theme.

    A word counts by its value and by the share of families that use it, a family's second word
    less than its first; so two words that different families use beat two of the same family.
    """
    found = [words.columns[word] for word in chosen if word in words.columns]
    if not found:
        return 0.0
    columns = sorted(frozenset[int]().union(*found))
    strength = words.value[columns] * words.shared[columns]
    share = float(np.sqrt(words.present[:, columns] @ strength) @ words.weight)
    return share * (_LEADING_GAIN if words.leading.intersection(columns) else 1.0)
