"""Names of themes: noun phrases of their members, short, and different from one another.

Extractive, so that a name can claim nothing that no member says. A good name covers many families
of the theme with words that are close to it and rare elsewhere, and reads as a heading.
"""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from pipeline.themes.names.completeness import THIN_WORDS
from pipeline.themes.names.phrases import MOST_CHARACTERS, Phrase
from pipeline.themes.names.word_worth import Words, covered

_MOST_SINGLES = 200  # phrases of a theme that are scored in full; the rest score lower by far
_MOST_PAIRED = 16  # of these, phrases that are tried in pairs: 120 pairs
_MOST_APART = 32  # phrases that are tried side by side: 496 pairs
_PAIR_FORM = 0.85  # of a name of two phrases: one reads better
_LEAST_ADDED = 0.2  # share of members that each of two phrases side by side adds to the other
_UNSHARED = 0.4
"""Worth of a name that no member says, against one that all say. Names of two phrases and this
share raised name_placement by name from .58 to .62 (env) and from .57 to .65 (yamaguchi)."""
_LEAST_VALUE = 0.05  # of a word that does not tell the theme from others
_REACH = 0.7
"""Share of the best name's score from which one without a word of a sibling's goes before it. Pairs
of siblings with a word in common fall to a third or less; names place opinions as well as before.
Without a bound none is left where members use other words, and names are worse (0002)."""
_MOST_PART = 12  # characters of each half of a pair


@dataclass(frozen=True)
class Candidate:
    """A possible name with its score; ``words`` are its content normal forms."""

    text: str
    words: frozenset[str]
    score: float


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
        said = frozenset(phrase.words)
        worth, common = covered(said, words), _common(_sayers(said, words), words)
        score = worth * form * _length(phrase.text) * common
        singles.append((Candidate(phrase.text, said, score), phrase))
    singles.sort(key=lambda single: (-round(single[0].score, 9), single[0].text))
    pairs = _pairs(singles, words, families) + _apart(singles, words)
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
        form *= 1.2
    return form


def _length(text: str) -> float:
    """Headings of 7 to 16 characters read best."""
    if len(text) < 7:
        return 0.7 + 0.043 * len(text)
    return 1.0 - 0.025 * max(0, len(text) - 16)


def _pairs(
    singles: Sequence[tuple[Candidate, Phrase]], words: Words, families: Sequence[Sequence[Phrase]]
) -> list[Candidate]:
    """Two phrases joined with と, where most members say both: else they join what nobody does."""
    said = [frozenset(phrase.text for phrase in found) for found in families]
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
        if left.words == right.words or left.text in right.text or right.text in left.text:
            continue
        text = f"{left.text}と{right.text}"
        if len(text) > MOST_CHARACTERS:
            continue
        if 2 * sum({left.text, right.text} <= texts for texts in said) <= len(said):
            continue
        both = left.words | right.words
        form = _PAIR_FORM * min(first.form, second.form)
        found.append(Candidate(text, both, covered(both, words) * form * _length(text)))
    return found


def _apart(singles: Sequence[tuple[Candidate, Phrase]], words: Words) -> list[Candidate]:
    """Two phrases joined with ・, said by different members: what a mixed theme holds."""
    short = [
        (candidate, phrase, _sayers(candidate.words, words))
        for candidate, phrase in singles[:_MOST_SINGLES]
        if len(phrase.text) <= _MOST_PART
        and candidate.score > 0
        and phrase.head not in THIN_WORDS
        and not any(mark in phrase.text for mark in "とや・及並又")
    ][:_MOST_APART]
    found: list[Candidate] = []
    for (left, first, by_left), (right, second, by_right) in combinations(short, 2):
        if left.words & right.words or left.text in right.text or right.text in left.text:
            continue
        text = f"{left.text}・{right.text}"
        adds = min((by_right & ~by_left).sum(), (by_left & ~by_right).sum())
        if len(text) > MOST_CHARACTERS or adds < max(1, _LEAST_ADDED * len(by_left)):
            continue
        both = left.words | right.words
        score = covered(both, words) * _PAIR_FORM * min(first.form, second.form) * _length(text)
        found.append(Candidate(text, both, score * _common(by_left | by_right, words)))
    return found


def _common(by: NDArray[np.bool_], words: Words) -> float:
    """A name is the better, the more members say one of its phrases: ``by`` those who do."""
    return _UNSHARED + (1 - _UNSHARED) * float(words.weight @ by)


def _sayers(phrase: frozenset[str], words: Words) -> NDArray[np.bool_]:
    """(n_families,): who uses at least half of a phrase's words, by their value."""
    found = [words.columns[word] for word in phrase if word in words.columns]
    columns = sorted(frozenset[int]().union(*found))
    value = words.value[columns] + _LEAST_VALUE
    share = np.einsum("fw,w->f", words.present[:, columns], value) / max(float(value.sum()), 1e-9)
    return np.asarray(share >= 0.5 - 1e-9)


def choose(
    options: Sequence[Candidate],
    taken: Collection[str],
    beside: Sequence[frozenset[str]],
    is_theirs: Callable[[str], bool],
    shares: Callable[[str], bool] = lambda _: False,
) -> Candidate | None:
    """The best candidate that no other theme has and that differs from its neighbours.

    One that shares no word with a sibling's name goes first, if it is nearly as good.

    Args:
        options: candidates, best first.
        taken: names that are given away.
        beside: words of the names of siblings and of the parent.
        is_theirs: whether members use all content words of a name.
        shares: whether a sibling's name has a content word of a name.
    """
    best = _best(options, taken, beside, is_theirs)
    if best is None or not shares(best[0].text):
        return best and best[0]
    apart = _best(
        [option for option in options if option.score >= _REACH * best[1]],
        taken,
        beside,
        lambda text: not shares(text) and is_theirs(text),
    )
    return (apart if apart and apart[1] >= _REACH * best[1] else best)[0]


def _best(
    options: Sequence[Candidate],
    taken: Collection[str],
    beside: Sequence[frozenset[str]],
    is_allowed: Callable[[str], bool],
) -> tuple[Candidate, float] | None:
    """The best that is allowed, and its score among its neighbours."""
    best: tuple[Candidate, float] | None = None
    for option in options:
        least = best[1] if best else 0.0
        if option.score <= least:
            break
        if option.text in taken or any(option.words == other for other in beside):
            continue
        alike = max((_overlap(option.words, other) for other in beside), default=0.0)
        score = option.score * (1 - 0.5 * alike)
        if score > least and is_allowed(option.text):
            best = option, score
    return best


def _overlap(left: frozenset[str], right: frozenset[str]) -> float:
    return len(left & right) / max(1, len(left | right))
