"""Names for all themes of one level, each different from its neighbours'."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from pipeline.rate import told
from pipeline.tables.base import Vectors
from pipeline.text.tokens import Token
from pipeline.themes.names.claim_choice import ChosenClaim, best_claim
from pipeline.themes.names.claim_form import Claim
from pipeline.themes.names.claims import Asked
from pipeline.themes.names.compounds import units
from pipeline.themes.names.keywords import TermCounts, with_parts
from pipeline.themes.names.phrase_choice import Candidate, candidates, choose
from pipeline.themes.names.phrases import phrases
from pipeline.themes.names.plain_names import plain_name
from pipeline.themes.names.said_by_name import said_by, shares_a_word, tells_apart
from pipeline.themes.names.word_worth import WordCounts, word_values
from pipeline.themes.representatives import centre_of, centred

_DIMENSIONS = 32
"""Of all opinions, in twice the precision, that are held at once."""


@dataclass(frozen=True)
class ThemeName(Candidate):
    """The noun phrase that a theme is called by, and the claim that says its point."""

    claim: ChosenClaim | None = None


def name_themes(
    families: Sequence[Sequence[Token]],
    asked_by: Callable[[int], Asked],
    shortened_by: Callable[[int], Sequence[Claim]],
    terms: TermCounts,
    vectors: Vectors,
    groups: NDArray[np.int64],
    parents: NDArray[np.int64],
    parent_names: Sequence[Candidate],
    vocabulary: Collection[str],
    most_families: int,
    tokenize: Callable[[str], Sequence[Token]] | None,
    given: Mapping[int, str] = MappingProxyType({}),
) -> list[ThemeName]:
    """Name the themes of one level, in the order of their numbers: the first choose first.

    Args:
        families: tokens of one opinion per family.
        asked_by: what a family asks, by its number; nothing where themes make no point, being but
            a subject.
        shortened_by: claims of a family that leave words out; as ``asked_by``.
        terms: their terms.
        vectors: (n_families, n_dimensions), centred.
        groups: (n_families,) theme of each family, 0 to n_themes - 1, -1 for none.
        parents: (n_families,) theme of the level above, -1 for none.
        parent_names: the names of the level above.
        vocabulary: official terms (normal forms) that names prefer.
        most_families: a name is made from so many families at most, the most central.
        tokenize: the tokenizer of the opinions. With it every name is cut into words once more, as
            a reader will, and passed over if one of its content words is no member's word.
        given: names that people have given, by theme; the others keep clear of them.

    Returns:
        (n_themes,) names; among themes of one level no two are equal, unless people want it.
    """
    n_themes = int(groups.max(initial=-1)) + 1
    present = with_parts(terms)
    inside = _sums(present, groups, n_themes)
    n_above = len(parent_names)
    below = _sums(present, parents, n_above)
    everywhere = np.asarray(present.sum(axis=0)).ravel()
    meanings = _mean_vectors(present, vectors)
    n_subthemes = [len(np.unique(groups[(parents == p) & (groups >= 0)])) for p in range(n_above)]
    nothing = np.zeros(len(terms.terms))
    names: list[ThemeName] = []
    rarity = np.log1p(len(groups) / everywhere).astype(np.float32)
    column = {term: index for index, term in enumerate(terms.terms)}
    meant = _Meanings(column, meanings * rarity[:, None])
    parent_of: list[int] = []
    said = cache(partial(said_by, tokenize=tokenize))

    def parent_at(theme: int) -> int:
        return int(parents[np.flatnonzero(groups == theme)[0]])

    for theme in told(range(n_themes), n_themes, "themes"):
        if theme in given:
            # Its words weigh on no other name: a theme is not renamed through another one.
            names.append(ThemeName(given[theme], frozenset(), 0.0))
            parent_of.append(parent_at(theme))
            continue
        members = np.flatnonzero(groups == theme)
        parent = parent_at(theme)
        centre = centre_of(vectors[members])
        read = _most_central(vectors, members, centre, most_families)
        uses = inside[theme].toarray().ravel()
        n_below = int((parents == parent).sum()) if parent >= 0 else len(members)
        counts = WordCounts(
            everywhere=everywhere,
            inside=uses,
            beside=below[parent].toarray().ravel() - uses if parent >= 0 else nothing,
            n_everywhere=len(groups),
            n_inside=len(members),
            n_beside=n_below - len(members),
        )
        words = word_values(present[read], terms.terms, counts, meanings, centre, vectors[read])
        siblings = [index for index, other in enumerate(parent_of) if other == parent >= 0]
        taken = {name.text for name in names} | set(given.values())
        beside = [names[index].words for index in siblings]
        if parent >= 0 and n_subthemes[parent] > 1:
            taken.add(parent_names[parent].text)
            beside.append(parent_names[parent].words)
        spoken = [families[index] for index in read.tolist()]
        options = candidates([phrases(own, units(own)) for own in spoken], words, vocabulary)
        rivals = [names[i].text for i, other in enumerate(parent_of) if other == parent]
        rivals += [given[i] for i in given if i > theme and parent_at(i) == parent]
        above = [parent_names[parent].text] if parent >= 0 and n_subthemes[parent] > 1 else []
        is_theirs = partial(
            _is_theirs,
            _vocabulary_of(spoken),
            rivals,
            [said(name) for name in above],
            said,
            tokenize,
        )
        shares = partial(shares_a_word, others=rivals, said=said)
        name = choose(options, taken, beside, is_theirs, shares)
        if name is None:
            name = Candidate(plain_name(spoken, taken, is_theirs), frozenset(), 0.0)
        elif parent >= 0 and name.words == parent_names[parent].words:
            name = parent_names[parent]
        claim = best_claim(
            [asked_by(int(index)) for index in read],
            [partial(shortened_by, int(index)) for index in read],
            words,
            name.words,
            meant.of,
            centre,
            {text for other in names if other.claim for text in other.claim.texts},
        )
        names.append(ThemeName(name.text, name.words, name.score, claim))
        parent_of.append(parent)
    return names


def _vocabulary_of(families: Sequence[Sequence[Token]]) -> frozenset[str]:
    return frozenset(token.normal_form for tokens in families for token in tokens)


def _is_theirs(
    vocabulary: frozenset[str],
    beside: Collection[str],
    above: Collection[frozenset[str]],
    said: Callable[[str], frozenset[str]],
    tokenize: Callable[[str], Sequence[Token]] | None,
    name: str,
) -> bool:
    """Whether the content words of a name, cut into words by itself, are the members' alone.

    That is neither the name above in another spelling nor a part of a sibling's, or the other way
    round.
    """
    if tokenize is None:
        return True
    if said(name) in above or not tells_apart(name, beside, said):
        return False
    return all(token.normal_form in vocabulary for token in tokenize(name) if token.is_content)


def _sums(present: csr_matrix, groups: NDArray[np.int64], n_groups: int) -> csr_matrix:
    """(n_groups, n_terms): how many families of each group use each term."""
    inside = np.flatnonzero(groups >= 0)
    shape = (n_groups, len(groups))
    return csr_matrix((np.ones(len(inside)), (groups[inside], inside)), shape=shape) @ present


def _mean_vectors(present: csr_matrix, vectors: Vectors) -> Vectors:
    """(n_terms, n_dimensions): what a term means here, the mean of the opinions that use it."""
    using, n_dimensions = csr_matrix(present.T), vectors.shape[1]
    total = np.empty((using.shape[0], n_dimensions))
    for begin in range(0, n_dimensions, _DIMENSIONS):
        block = slice(begin, begin + _DIMENSIONS)
        total[:, block] = using @ vectors[:, block]
    return centred(total, np.zeros(n_dimensions, dtype=np.float32))


def _most_central(
    vectors: Vectors, members: NDArray[np.int64], centre: Vectors, most: int
) -> NDArray[np.int64]:
    """The members nearest to the centre, in their own order."""
    if len(members) <= most:
        return members
    nearness = np.round(vectors[members].astype(np.float64) @ centre.astype(np.float64), 6)
    return np.sort(members[np.argsort(-nearness, kind="stable")[:most]])


@dataclass(frozen=True)
class _Meanings:
    """What terms mean, each and several together."""

    column: Mapping[str, int]
    vectors: Vectors  # (n_terms, n_dimensions), the rarer a term, the longer

    def of(self, words: frozenset[str]) -> Vectors:
        """(n_dimensions,): the sum of the words' meanings, of unit length; 0 without a word."""
        known = sorted(self.column[word] for word in words if word in self.column)
        total: Vectors = self.vectors[known].astype(np.float64).sum(axis=0)
        return total / max(float(np.sqrt(np.einsum("d,d->", total, total))), 1e-9)
