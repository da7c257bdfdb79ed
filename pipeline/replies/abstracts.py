"""意見の概要 in the opinions' own words: sentences taken from them as they stand."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.replies.telling import Passage, Tells, passages

_ALIKE = 0.6  # share of a passage's character pairs that were said already, from which it is left


@dataclass(frozen=True)
class Extract:
    """A passage verbatim, and the number of the text that it comes from, from 0."""

    text: int
    sentence: str
    is_cut: bool = False
    """Whether the text tells nothing in one place, and its beginning stands for it."""


def abstract(texts: Sequence[str], most_characters: int = 160) -> tuple[Extract, ...]:
    """One passage of each text: what tells most, and of these the most like the other texts.

    Texts that ask or judge come first. What was said already in much the same words is passed
    over, and so is what no longer fits.

    Args:
        texts: the opinions that stand for a sub-theme, most representative first.
        most_characters: of all passages together; the first is taken whatever its length.

    >>> [one.sentence for one in abstract(["困る。国が負担すべき。", "負担は国がすべき。"])]
    ['国が負担すべき。', '負担は国がすべき。']
    """
    pairs = [_pairs(text) for text in texts]
    best: list[tuple[int, Passage]] = []
    for number, text in enumerate(texts):
        others = [pairs[other] for other in range(len(texts)) if other != number]
        found = passages(text)
        if found:
            alike = {one: _alike(text[one.begin : one.end], others) for one in found}
            best.append((number, min(found, key=lambda one: (-one.tells, -alike[one], one.begin))))
    best.sort(key=lambda pair: pair[1].tells is Tells.NOTHING)
    chosen: list[Extract] = []
    said: set[str] = set()
    n_characters = 0
    for number, passage in best:
        words = texts[number][passage.begin : passage.end]
        own = _pairs(words)
        fits = n_characters + len(words) <= most_characters
        if not chosen or (fits and _share(own, said) < _ALIKE):
            is_cut = not passage.tells and passage.end < len(texts[number].rstrip())
            chosen.append(Extract(number, words, is_cut))
            said |= own
            n_characters += len(words)
    return tuple(chosen)


def _alike(words: str, others: Sequence[set[str]]) -> float:
    own = _pairs(words)
    return sum(_share(own, other) for other in others)


def _pairs(sentence: str) -> set[str]:
    return {sentence[i : i + 2] for i in range(len(sentence) - 1)}


def _share(own: set[str], other: set[str]) -> float:
    return len(own & other) / len(own) if own else 0.0
