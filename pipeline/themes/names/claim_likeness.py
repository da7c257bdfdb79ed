"""How near members come to a claim: by the words that they share and by what these mean."""

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.tables.base import Vectors
from pipeline.themes.names.claims import Asked
from pipeline.themes.names.word_worth import Words

Meaning = Callable[[frozenset[str]], Vectors]
"""What some words mean together: (n_dimensions,), of unit length."""

_SAME_MEANING = 0.7
"""Likeness of meaning from which one word in common is enough; two are asked for below: with the
theme's own word alone, members may ask for anything about it."""
_LEAST_VALUE = 0.05  # of a word that does not tell the theme from others


def likeness_of(
    claims: Sequence[frozenset[str]], members: Sequence[Asked], words: Words, meaning: Meaning
) -> NDArray[np.float64]:
    """(n_claims, n_members): how near the nearest sentence of each member comes to each claim.

    The mean of two likenesses: the share of the claim's words by their value that the sentence
    has, and the cosine of what the words of both mean.
    """
    sentences = [sentence for member in members for sentence in member.sentences]
    owner = [index for index, member in enumerate(members) for _ in member.sentences]
    if not claims or not sentences:  # members who only say who they are
        return np.zeros((len(claims), len(members)))
    columns = {word: frozenset({i}) for i, word in enumerate(sorted(frozenset().union(*claims)))}
    # einsum, not @: its sums do not depend on the number of threads.
    in_common = np.einsum("cw,sw->cs", _bags(claims, columns), _bags(sentences, columns))
    weighted = _bags(claims, words.columns) * (words.value + _LEAST_VALUE)
    weighted /= np.maximum(weighted.sum(axis=1, keepdims=True), 1e-9)
    by_words = np.einsum("cw,sw->cs", weighted, _bags(sentences, words.columns))
    by_meaning = np.einsum(
        "cd,sd->cs", meanings_of(claims, meaning), meanings_of(sentences, meaning)
    )
    like = np.round((by_words + by_meaning) / 2, 6)
    like[(in_common < 2) & (by_meaning < _SAME_MEANING)] = 0.0
    nearest = np.zeros((len(claims), len(members)))
    np.maximum.at(nearest.T, owner, like.T)
    return nearest


def meanings_of(sets: Iterable[frozenset[str]], meaning: Meaning) -> NDArray[np.float64]:
    """(n_sets, n_dimensions) of what each set of words means."""
    return np.stack([meaning(one) for one in sets]).astype(np.float64)


def _bags(
    sets: Sequence[frozenset[str]], columns: Mapping[str, frozenset[int]]
) -> NDArray[np.float64]:
    """(n_sets, n_columns) of 0 and 1."""
    n_columns = 1 + max((max(found) for found in columns.values()), default=-1)
    found = np.zeros((len(sets), n_columns))
    for row, one in enumerate(sets):
        known = (columns[word] for word in one if word in columns)
        found[row, sorted(frozenset[int]().union(*known))] = 1.0
    return found
