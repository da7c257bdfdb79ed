"""Names of themes: noun phrases of their members, short, and different from one another.

Extractive, so that a name can claim nothing that no member says. A good name covers many families
of the theme with words that are close to it and rare elsewhere, and reads as a heading.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from pipeline.keywords import TermCounts
from pipeline.phrases import MOST_CHARACTERS, Phrase, phrases
from pipeline.tokens import Token

_MOST_SINGLES = 200  # phrases of a theme that are scored in full; the rest score lower by far
_MOST_PAIRED = 24  # of these, phrases that are tried in pairs: 276 pairs
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
    the theme from others; ``column`` finds a word.
    """

    present: NDArray[np.float64]
    value: NDArray[np.float64]
    column: dict[str, int]


def word_values(
    terms: TermCounts,
    groups: NDArray[np.int64],
    theme: int,
    siblings: NDArray[np.bool_],
    closeness: NDArray[np.float64],
    most_families: int,
) -> Words:
    """Value of each word of a theme: rare (IDF), here more than elsewhere, and close in meaning.

    Args:
        terms: terms of (n_families,).
        groups: (n_families,) theme of each family, -1 for none.
        theme: the theme to be named.
        siblings: (n_families,) True for families of themes under the same parent.
        closeness: (n_terms,) cosine (-1 to 1) of a term's mean vector to the theme.
        most_families: families that are read at most (the first in the order given).
    """
    inside = groups == theme
    read = np.flatnonzero(inside)[:most_families]
    present = terms.present[read]
    used = np.unique(present.indices)
    n_in = np.asarray(terms.present[inside].sum(axis=0)).ravel()[used]
    n_all = np.asarray(terms.present.sum(axis=0)).ravel()[used]
    n_beside = np.asarray(terms.present[siblings & ~inside].sum(axis=0)).ravel()[used]
    n = len(groups)
    base = n_all / n
    # One imagined family that is like all others keeps shares of small themes from being 0 or 1.
    share_in = (n_in + base) / (inside.sum() + 1)
    share_out = (n_all - n_in + base) / (n - inside.sum() + 1)
    share_beside = (n_beside + base) / ((siblings & ~inside).sum() + 1)
    lift = share_in / (share_in + np.maximum(share_out, share_beside))
    contrast = np.maximum(0.0, 2 * lift - 1)
    near = 0.5 + 0.5 * np.maximum(0.0, closeness[used])
    value = np.log1p(n / n_all) * contrast * near
    column = {terms.terms[term]: index for index, term in enumerate(used)}
    return Words(present[:, used].toarray(), value, column)


def candidates(
    families: Sequence[Sequence[Token]], words: Words, vocabulary: Collection[str]
) -> list[Candidate]:
    """Possible names of a theme, best first.

    Args:
        families: tokens of one opinion per family, the rows of ``words.present``.
        words: what the theme's words are worth.
        vocabulary: official terms (normal forms), preferred where members use them.
    """
    kinds: dict[str, Phrase] = {}
    support: Counter[str] = Counter()
    for tokens in families:
        found = phrases(tokens)
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
    columns = sorted(words.column[word] for word in chosen if word in words.column)
    if not columns:
        return 0.0
    return float(np.sqrt(words.present[:, columns] @ words.value[columns]).mean())


def _pairs(singles: Sequence[tuple[Candidate, Phrase]], words: Words) -> list[Candidate]:
    """Two phrases joined with と, where together they cover more than each alone."""
    short = [
        (candidate, phrase)
        for candidate, phrase in singles[:_MOST_SINGLES]
        if len(phrase.text) <= _MOST_PART
        and candidate.score > 0
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


def plain_name(families: Sequence[Sequence[Token]], taken: Collection[str]) -> str:
    """A name where no phrase serves: a content word, else how the first opinion begins.

    Args:
        families: tokens of one opinion per family.
        taken: names that are given away.
    """
    return next(name for name in _plain_names(families) if name not in taken)


def _plain_names(families: Sequence[Sequence[Token]]) -> Iterator[str]:
    nouns: Counter[str] = Counter()
    for tokens in families:
        nouns.update({t.surface for t in tokens if t.is_content and "名詞" in t.part_of_speech})
    ranked = sorted(nouns, key=lambda surface: (-nouns[surface], surface))
    ranked = [surface for surface in ranked if len(surface) <= MOST_CHARACTERS]
    yield from ranked[:50]
    for left, right in combinations(ranked[:20], 2):
        if len(left) + len(right) < MOST_CHARACTERS:
            yield f"{left}・{right}"
    beginnings = [_beginning(tokens, MOST_CHARACTERS) for tokens in families]
    yield from (name for name in beginnings if name)
    number = 2
    while True:
        mark = f"（{number}）"
        start = _beginning(families[0], MOST_CHARACTERS - len(mark)) if families else ""
        yield f"{start or '（無題）'}{mark}"
        number += 1


def _beginning(tokens: Sequence[Token], most: int) -> str:
    """The first whole tokens of an opinion, at most so many characters."""
    text = ""
    for token in tokens:
        if len(text) + len(token.surface) > most or "\n" in token.surface:
            break
        text += token.surface
    if not text and tokens:
        text = tokens[0].surface[:most]
    return text.strip()
