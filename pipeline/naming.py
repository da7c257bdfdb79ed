"""Names of themes: noun phrases of their members, short, and different from one another.

Extractive, so that a name can claim nothing that no member says. A good name covers many families
of the theme with words that are close to it and rare elsewhere, and reads as a heading.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from pipeline.keywords import parts_of
from pipeline.phrases import MOST_CHARACTERS, THIN_WORDS, Phrase
from pipeline.tables.base import Vectors

_MOST_SINGLES = 200  # phrases of a theme that are scored in full; the rest score lower by far
_MOST_PAIRED = 24  # of these, phrases that are tried in pairs: 276 pairs
import os
ALPHA = float(os.environ.get("ALPHA","0.3"))
_N_LEADING = 3  # the words that cover a theme best; a name should hold one
_MOST_PART = 12  # characters of each half of a pair


@dataclass(frozen=True)
class Candidate:
    """A possible name with its score; ``words`` are its content normal forms."""

    text: str
    words: frozenset[str]
    score: float


@dataclass(frozen=True)
class Words:
    """What the words of one theme are worth.

    ``present`` is (n_families, n_words) of 0 and 1; ``value`` (n_words,) how well each word tells
    the theme from others, beyond what its parts tell; ``columns`` finds a word and its parts.
    """

    present: NDArray[np.float64]
    value: NDArray[np.float64]
    columns: dict[str, frozenset[int]]


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
) -> Words:
    """Value of each word of a theme: rare (IDF), here more than elsewhere, and close in meaning.

    Args:
        present: (n_families of the theme, n_terms) of 0 and 1.
        terms: the terms of the columns.
        counts: how many families use each term, here, elsewhere and beside.
        meanings: (n_terms, n_dimensions) unit vectors of what each term means.
        centre: (n_dimensions,) unit vector of the theme.
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
    return Words(present[:, used].toarray(), value, columns)


def candidates(
    families: Sequence[Sequence[Phrase]], words: Words, vocabulary: Collection[str]
) -> list[Candidate]:
    """Possible names of a theme, best first.

    Args:
        families: phrases of one opinion per family, the rows of ``words.present``.
        words: what the theme's words are worth.
        vocabulary: official terms (normal forms), preferred where members use them.
    """
    kinds: dict[str, Phrase] = {}
    support: Counter[str] = Counter()
    for found in families:
        support.update({phrase.text for phrase in found})
        for phrase in found:
            known = kinds.get(phrase.text)
            if known is None or (phrase.is_topic, phrase.form) > (known.is_topic, known.form):
                kinds[phrase.text] = phrase
    official = frozenset(vocabulary)
    singles: list[tuple[Candidate, Phrase]] = []
    for phrase in kinds.values():
        form = _form(phrase, support[phrase.text], official)
        worth = _worth(frozenset(phrase.words), words)
        score = worth * form * _length(phrase.text)
        singles.append((Candidate(phrase.text, frozenset(phrase.words), score), phrase))
    singles.sort(key=lambda single: (-round(single[0].score, 9), single[0].text))
    pairs = _pairs(singles, words)
    everything = [candidate for candidate, _ in singles[:_MOST_SINGLES]] + pairs
    return sorted(everything, key=lambda one: (-round(one.score, 9), one.text))


def _form(phrase: Phrase, support: int, official: frozenset[str]) -> float:
    """How well a phrase reads, and how surely it is the members' own expression."""
    form = phrase.form * (1 + 0.1 * min(support - 1, 3))
    if phrase.is_topic:
        form *= 1.1
    if len(phrase.words) == 1:
        form *= 0.9  # one word alone leaves open what of it
    if official.intersection(phrase.words):
        form *= 1.1
    return form


def _length(text: str) -> float:
    """Headings of 5 to 16 characters read best."""
    if len(text) < 5:
        return 0.7 + 0.06 * len(text)
    return 1.0 - 0.025 * max(0, len(text) - 16)


def _worth(chosen: frozenset[str], words: Words) -> float:
    """How well some words cover a theme: a family's second word counts less than its first."""
    found = [words.columns[word] for word in chosen if word in words.columns]
    if not found:
        return 0.0
    columns = sorted(frozenset[int]().union(*found))
    shared = words.present.mean(axis=0)
    value = words.value * shared**ALPHA
    covered = float(np.sqrt(words.present[:, columns] @ value[columns]).mean())
    valued = shared[words.value > 0]
    named = [max(shared[index] for index in word) for word in found]
    breadth = float(np.mean(named)) / float(valued.max()) if len(valued) else 0.0
    strength = shared * words.value
    leading = set(np.argsort(-np.round(strength, 9), kind="stable")[:_N_LEADING].tolist())
    if leading.intersection(columns):
        covered *= 1.15
    narrow = 0.4 * float(np.clip(np.log2(len(words.present) / 4) / 4, 0, 1))
    return covered


def _pairs(singles: Sequence[tuple[Candidate, Phrase]], words: Words) -> list[Candidate]:
    """Two phrases joined with と, where together they cover more than each alone."""
    short = [
        (candidate, phrase)
        for candidate, phrase in singles[:_MOST_SINGLES]
        if len(phrase.text) <= _MOST_PART
        and candidate.score > 0
        and phrase.head not in THIN_WORDS
        and not any(mark in phrase.text for mark in "とや・及並又")
    ][:_MOST_PAIRED]
    found: list[Candidate] = []
    for (left, first), (right, second) in combinations(short, 2):
        if left.words & right.words or left.text in right.text or right.text in left.text:
            continue
        text = f"{left.text}と{right.text}"
        if len(text) > MOST_CHARACTERS:
            continue
        both = left.words | right.words
        form = 0.85 * min(first.form, second.form)
        found.append(Candidate(text, both, _worth(both, words) * form * _length(text)))
    return found


def choose(
    options: Sequence[Candidate],
    taken: Collection[str],
    beside: Sequence[frozenset[str]],
) -> Candidate | None:
    """The best candidate that no other theme has and that differs from its neighbours.

    Args:
        options: candidates, best first.
        taken: names that are given away.
        beside: words of the names of siblings and of the parent.
    """
    best: Candidate | None = None
    best_score = 0.0
    for option in options:
        if option.score <= best_score:
            break
        if option.text in taken or any(option.words == other for other in beside):
            continue
        alike = max((_overlap(option.words, other) for other in beside), default=0.0)
        score = option.score * (1 - 0.5 * alike)
        if score > best_score:
            best, best_score = option, score
    return best


def _overlap(left: frozenset[str], right: frozenset[str]) -> float:
    return len(left & right) / max(1, len(left | right))
