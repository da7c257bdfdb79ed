"""Which claims speak for a theme: the one that most members come near, and one for the rest."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from pipeline.tables.base import Vectors
from pipeline.tables.natures import are_divided
from pipeline.themes.names.claim_form import Claim
from pipeline.themes.names.claim_likeness import Meaning, likeness_of, meanings_of
from pipeline.themes.names.claims import Asked
from pipeline.themes.names.completeness import THIN_WORDS
from pipeline.themes.names.word_worth import Words

_NEAR = 0.5
"""Likeness from which a member's sentence says what a claim says. Of 30 labels that a reader
judged, 5 of the 8 that said the point reach it for half of the members, and 4 of the 22 others."""
_HALF, _QUARTER, _SEVERAL = 0.5, 0.25, 2
"""Members, its own author counted, that a claim speaks for. What two, and half of the theme, come
near goes first: the wish of few read as the wish of all was what three readers called wrong. Then
what a quarter comes near, then the best; both are quoted (「…」など in the report)."""
_READS = 0.5  # form from which a claim goes first because many come near it
_MOST_SHORTENED = 30  # members, the most central, whose sentences are shortened: bounds the time
_STATED = 0.4  # worth of what is stated beside what is asked
_NEAR_IT, _BESIDE_IT = 0.5, 0.3
"""Worth of a claim without a word of the theme: its sentence has one, or none."""
_OF_NAME = 1.2  # for a claim with a word of the theme's name: the two are read together
_LEAST_ALONG = 0.2  # the worst claim is better than none
_SHARED = 0.5  # of members, who use a word
_NEARLY_ALL = 0.8  # share of members near a claim, from which none is put beside it
_LEAST_OF_REST = 0.12  # share of members that a second claim adds: one of up to 16
_SAME_WORDS = 0.75  # of the words of one in the other, from which two claims are one
_MOST_OF_BOTH = 70  # characters of two claims


@dataclass(frozen=True)
class ChosenClaim:
    """What a theme is labelled with."""

    text: str
    share: float
    """Of its members, who say about the same, or the same as ``beside`` (0 to 1)."""
    side: int = 0
    """1 for, -1 against, where members stand against one another; else 0."""
    beside: str | None = None
    """A second claim, of other members: of the other side, where they stand against one another."""

    @property
    def texts(self) -> tuple[str, ...]:
        """Its one or two claims."""
        return (self.text,) if self.beside is None else (self.text, self.beside)


@dataclass(frozen=True)
class _Ranked:
    claim: Claim
    near: NDArray[np.bool_]  # (n_members,) who come near it
    worth: NDArray[np.float64]  # (n_members,) how well it speaks for each


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
        One that speaks for half where there is one; else the best of all, shortened ones too, and
        one for others where not nearly all come near; None where nothing can be read by itself.
    """
    n, sides = len(members), [member.side for member in members]
    is_divided = are_divided(sides.count(1), sides.count(-1), n)
    subjects = (_subjects(words) | name) - THIN_WORDS
    ranked = partial(_ranked, members, words, name, meaning, centre, taken)
    whole = [(row, claim) for row, member in enumerate(members) for claim in member.claims]
    central = np.argsort(-np.round(words.weight, 9), kind="stable")[:_MOST_SHORTENED].tolist()

    def all_ranked() -> list[_Ranked]:
        pool = [*whole, *((row, claim) for row in sorted(central) for claim in shortened[row]())]
        if is_divided and any(claim.side for _, claim in pool):
            pool = [(row, claim) for row, claim in pool if claim.side]
        return ranked([(row, _weighed(claim, subjects)) for row, claim in pool])

    first, every = None, None
    if not is_divided:
        asked = [
            (row, claim)
            for row, claim in whole
            if claim.words & subjects and not claim.is_statement
        ]
        first = _speaking(ranked(asked), n, (_HALF, _QUARTER))
    if first is None:
        every = all_ranked()
        asked_well = [one for one in every if one.claim.form > _READS]
        first = _speaking(asked_well, n, (_QUARTER,)) or _best(every)
    if first is None:
        return None
    side = first.claim.side if is_divided else 0
    found = ChosenClaim(first.claim.text, float(first.near.mean()), side)
    if found.share >= _NEARLY_ALL:
        return found
    rest = ~first.near
    fitting = [
        replace(one, worth=one.worth * rest)
        for one in every or all_ranked()
        if _says_another(one.claim, first.claim)
        and (one.near & rest).sum() >= max(1, int(_LEAST_OF_REST * n))
        and (not side or one.claim.side == -side)
        and (found.share <= _HALF or not one.claim.is_statement)
    ]
    second = _best(fitting)
    if second is None:
        return found
    return replace(found, beside=second.claim.text, share=float((first.near | second.near).mean()))


def _speaking(found: Sequence[_Ranked], n: int, shares: Sequence[float]) -> _Ranked | None:
    """The best of those that speak for the first of these shares that any speaks for."""
    for share in shares:
        least = max(min(_SEVERAL, n), share * n)
        best = _best([one for one in found if one.near.sum() >= least])
        if best is not None:
            return best
    return None


def _best(found: Sequence[_Ranked]) -> _Ranked | None:
    return max(found, key=lambda one: round(float(one.worth.sum()), 9), default=None)


def _says_another(claim: Claim, first: Claim) -> bool:
    """Whether a claim can stand beside the first: short enough, to its end, and of other words."""
    if len(claim.text) + len(first.text) > _MOST_OF_BOTH or claim.text.endswith("…"):
        return False
    shared = len(claim.words & first.words)
    return shared < _SAME_WORDS * min(len(claim.words), len(first.words))


def _weighed(claim: Claim, subjects: frozenset[str]) -> Claim:
    """The claim, worth less where it only states, or has no word of the theme."""
    form = claim.form * (_STATED if claim.is_statement else 1.0)
    if not claim.words & subjects:
        form *= _NEAR_IT if claim.about & subjects else _BESIDE_IT
    return replace(claim, form=form)


def _ranked(
    members: Sequence[Asked],
    words: Words,
    name: frozenset[str],
    meaning: Meaning,
    centre: Vectors,
    taken: Collection[str],
    candidates: Iterable[tuple[int, Claim]],
) -> list[_Ranked]:
    """Each claim, by text, with who comes near it; candidates come with the rows of authors."""
    found: dict[str, Claim] = {}
    authors: dict[str, list[int]] = {}
    for row, claim in candidates:
        if claim.text not in taken:
            found[claim.text] = max(found.get(claim.text, claim), claim, key=_order)
            authors.setdefault(claim.text, []).append(row)
    claims = [found[text] for text in sorted(found)]
    if not claims:
        return []
    likeness = likeness_of([claim.words for claim in claims], members, words, meaning)
    for row, claim in enumerate(claims):
        likeness[row, authors[claim.text]] = 1.0
    sides = [member.side for member in members]
    likeness *= np.array([[_beside(c.side, s) for s in sides] for c in claims])
    along = np.einsum("cd,d->c", meanings_of([c.words for c in claims], meaning), centre)
    if not np.any(centre):  # of a round of one content: all lies along it
        along = np.ones(len(claims))
    form = np.array([c.form * (_OF_NAME if c.words & name else 1.0) for c in claims])
    worth = likeness * words.weight * (form * np.maximum(_LEAST_ALONG, along))[:, None]
    rows = zip(claims, likeness >= _NEAR, worth, strict=True)
    return [_Ranked(claim, near, value) for claim, near, value in rows if value.any()]


def _order(claim: Claim) -> tuple[float, int, list[str]]:
    return claim.form, claim.side, sorted(claim.words)


def _beside(claim: int, member: int) -> bool:
    """Whether a member may be spoken for: approval must be said, refusal may be meant."""
    return member > 0 if claim > 0 else member <= 0 or claim == 0


def _subjects(words: Words) -> frozenset[str]:
    """Words that lead the theme or that half of its members use."""
    shared = frozenset(np.flatnonzero(words.shared >= _SHARED).tolist()) | words.leading
    return frozenset(word for word, columns in words.columns.items() if columns & shared)
