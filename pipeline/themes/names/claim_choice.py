"""Which claim speaks for a theme: the one that most members come near, and how many do."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from pipeline.tables.base import Vectors
from pipeline.themes.names.claim_form import STATES, Claim
from pipeline.themes.names.claims import Asked
from pipeline.themes.names.completeness import THIN_WORDS
from pipeline.themes.names.word_worth import Words

Meaning = Callable[[frozenset[str]], Vectors]
"""What some words mean together: (n_dimensions,), of unit length."""

_NEAR = 0.5
"""Likeness from which a member's sentence says what a claim says. Of 30 labels that a reader
judged, 5 of the 8 that said the point reach it for half of the members, and 4 of the 22 others."""
_SAME_MEANING = 0.7
"""Likeness of meaning from which one word in common is enough; two are asked for below: with the
theme's own word alone, members may ask for anything about it."""
_LEAST_SIDE = 0.2
"""Share of members for, and as many against, from which no claim speaks for them."""
_FEWEST_OF_SIDE = 2  # members; as in the report, one against one divides no theme
_LEAST_NEAR = 2
_MOST_SHORTENED = 30  # members, the most central, whose sentences are shortened: bounds the time
_NEAR_IT, _BESIDE_IT = 0.7, 0.3
"""For a claim without a word of the theme: its sentence has one, or none."""
_READS = 0.45  # form from which a claim may go first because many come near it
_HALF, _QUARTER = 0.5, 0.25
"""Members, its own author counted, that a claim speaks for. One that two, and half of the theme,
come near goes first: the wish of few read as the wish of all was what three readers called wrong.
Else one that a quarter comes near is quoted as one of several (「…」など in the report): a reader
found 22 of 33 such better than the name, 5 worse; of 7 that fewer come near 2 and 2 (0002)."""
_OF_NAME = 1.2  # for a claim with a word of the theme's name: the two are read together
_LEAST_VALUE = 0.05  # of a word that does not tell the theme from others
_LEAST_ALONG = 0.01  # the worst claim is better than none
_SHARED = 0.5  # of members, who use a word


@dataclass(frozen=True)
class ChosenClaim:
    """The claim that a theme is labelled with."""

    text: str
    share: float
    """Of its members, who say about the same (0 to 1)."""
    side: int = 0
    """1 for, -1 against, where members stand against one another; else 0."""


def best_claim(
    members: Sequence[Asked],
    shortened: Sequence[Callable[[], Sequence[Claim]]],
    words: Words,
    name: frozenset[str],
    meaning: Meaning,
    centre: Vectors,
    taken: Collection[str],
) -> ChosenClaim | None:
    """The claim that members come nearest to, and the share of them that say the same.

    Args:
        members: what one opinion per family asks, the rows of ``words.present``.
        shortened: gives the claims of a member that leave words out, the same rows.
        words: what the theme's words are worth.
        name: content words of the theme's name.
        meaning: of some words.
        centre: (n_dimensions,) unit vector of the theme.
        taken: claims of other themes.

    Returns:
        One that speaks for half where there is one; else the best of all, shortened ones too; None
        where no member says anything that can be read by itself.
    """
    sides = [member.side for member in members]
    is_divided = min(sides.count(1), sides.count(-1)) >= max(
        _FEWEST_OF_SIDE, _LEAST_SIDE * len(members)
    )
    subjects = (_subjects(words) | name) - THIN_WORDS
    ranked = partial(_ranked, members, words, name, meaning, centre, taken)
    whole = [claim for member in members for claim in member.claims]
    several = min(_LEAST_NEAR, len(members))
    if not is_divided:
        found = ranked([claim for claim in whole if claim.words & subjects])
        for share in (_HALF, _QUARTER):
            least = max(several, share * len(members))
            if speaking := [
                one for one in found if one.n_near >= least and one.claim.form > STATES
            ]:
                return _best(speaking, len(members))
    central = np.argsort(-np.round(words.weight, 9), kind="stable")[:_MOST_SHORTENED]
    pool = [*whole, *(claim for row in sorted(central.tolist()) for claim in shortened[row]())]
    if is_divided and any(claim.side for claim in pool):
        pool = [claim for claim in pool if claim.side]
    found = ranked([_beside_it(claim, subjects) for claim in pool])
    least = max(several, _QUARTER * len(members))
    speaking = [one for one in found if one.n_near >= least and one.claim.form >= _READS]
    return _best(speaking or found, len(members), is_divided)


@dataclass(frozen=True)
class _Ranked:
    claim: Claim
    n_near: int
    score: float


def _best(found: Sequence[_Ranked], n_members: int, is_divided: bool = False) -> ChosenClaim | None:
    if not found:
        return None
    best = max(found, key=lambda one: one.score)
    side = best.claim.side if is_divided else 0
    return ChosenClaim(best.claim.text, best.n_near / n_members, side)


def _beside_it(claim: Claim, subjects: frozenset[str]) -> Claim:
    """The claim, worth less without a word of the theme: in itself, or in its whole sentence."""
    if claim.words & subjects:
        return claim
    return replace(claim, form=claim.form * (_NEAR_IT if claim.about & subjects else _BESIDE_IT))


def _ranked(
    members: Sequence[Asked],
    words: Words,
    name: frozenset[str],
    meaning: Meaning,
    centre: Vectors,
    taken: Collection[str],
    candidates: Iterable[Claim],
) -> list[_Ranked]:
    """Each claim with how many members come near it and its score, by text."""
    found: dict[str, Claim] = {}
    for claim in candidates:
        if claim.text not in taken:
            found[claim.text] = max(found.get(claim.text, claim), claim, key=_order)
    claims = [found[text] for text in sorted(found)]
    if not claims:
        return []
    sides = [member.side for member in members]
    likeness = _likeness([claim.words for claim in claims], members, words, meaning)
    said = [frozenset(claim.text for claim in member.claims) for member in members]
    likeness = np.maximum(likeness, [[c.text in own for own in said] for c in claims])
    beside = np.array([[_beside(c.side, s) for s in sides] for c in claims])
    form = np.array([c.form * (_OF_NAME if c.words & name else 1.0) for c in claims])
    along = np.einsum("cd,d->c", _rows([c.words for c in claims], meaning), centre)
    if not np.any(centre):  # of a round of one content: all lies along it
        along = np.ones(len(claims))
    near = (likeness * beside >= _NEAR).sum(axis=1)
    score = (likeness * beside) @ words.weight * form * np.maximum(_LEAST_ALONG, along)
    score = np.round(score, 9)
    rows = range(len(claims))
    return [_Ranked(claims[i], int(near[i]), float(score[i])) for i in rows if score[i] > 0]


def _order(claim: Claim) -> tuple[float, int, list[str]]:
    return claim.form, claim.side, sorted(claim.words)


def _beside(claim: int, member: int) -> bool:
    """Whether a member may be spoken for: approval must be said, refusal may be meant."""
    return member > 0 if claim > 0 else member <= 0 or claim == 0


def _subjects(words: Words) -> frozenset[str]:
    """Words that lead the theme or that half of its members use."""
    shared = frozenset(np.flatnonzero(words.shared >= _SHARED).tolist()) | words.leading
    return frozenset(word for word, columns in words.columns.items() if columns & shared)


def _likeness(
    claims: Sequence[frozenset[str]], members: Sequence[Asked], words: Words, meaning: Meaning
) -> NDArray[np.float64]:
    """(n_claims, n_members): how near the nearest sentence of each member comes to each claim.

    The mean of two likenesses: the share of the claim's words by their value that the sentence
    has, and the cosine of what the words of both mean.
    """
    sentences = [sentence for member in members for sentence in member.sentences]
    owner = [index for index, member in enumerate(members) for _ in member.sentences]
    columns = {word: frozenset({i}) for i, word in enumerate(sorted(frozenset().union(*claims)))}
    # einsum, not @: its sums do not depend on the number of threads.
    in_common = np.einsum("cw,sw->cs", _bags(claims, columns), _bags(sentences, columns))
    weighted = _bags(claims, words.columns) * (words.value + _LEAST_VALUE)
    weighted /= np.maximum(weighted.sum(axis=1, keepdims=True), 1e-9)
    by_words = np.einsum("cw,sw->cs", weighted, _bags(sentences, words.columns))
    by_meaning = np.einsum("cd,sd->cs", _rows(claims, meaning), _rows(sentences, meaning))
    like = np.round((by_words + by_meaning) / 2, 6)
    like[(in_common < 2) & (by_meaning < _SAME_MEANING)] = 0.0
    nearest = np.zeros((len(claims), len(members)))
    np.maximum.at(nearest.T, owner, like.T)
    return nearest


def _rows(sets: Iterable[frozenset[str]], meaning: Meaning) -> NDArray[np.float64]:
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
