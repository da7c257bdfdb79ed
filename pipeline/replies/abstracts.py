"""意見の概要 in the opinions' own words: sentences taken from them as they stand."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.text.sentences import sentences
from pipeline.text.speech_acts import claims

_SHORTEST = 8  # characters; はい。 says nothing without its neighbours
_ALIKE = 0.6  # share of a sentence's character pairs that were said already, from which it is left


@dataclass(frozen=True)
class Extract:
    """One sentence: number of the text it comes from, from 0, and the sentence verbatim."""

    text: int
    sentence: str


def abstract(texts: Sequence[str], most_characters: int = 160) -> tuple[Extract, ...]:
    """One sentence of each text: one that claims, and of these the most like the other texts.

    What was said already in much the same words is passed over, and so is what no longer fits.

    Args:
        texts: the opinions that stand for a sub-theme, most representative first.
        most_characters: of all sentences together; the first is taken whatever its length.

    >>> abstract(["困っている。国は経費を負担すべき。", "国が経費を負担すべきだ。人も欲しい。"])
    (Extract(text=0, sentence='国は経費を負担すべき。'),)
    """
    cut = [[text[begin:end].strip() for begin, end in sentences(text)] for text in texts]
    pairs_of = [[_pairs(sentence) for sentence in found] for found in cut]
    of_text: list[set[str]] = [set().union(*found) for found in pairs_of]
    chosen: list[Extract] = []
    said: set[str] = set()
    n_characters = 0
    for number, (found, pairs) in enumerate(zip(cut, pairs_of, strict=True)):
        others = [of_text[other] for other in range(len(texts)) if other != number]
        whole = others or [of_text[number]]
        scores = [sum(_share(own, other) for other in whole) for own in pairs]
        order = sorted(
            range(len(found)),
            key=lambda i: (len(found[i]) < _SHORTEST, not claims(found[i]), -scores[i], i),
        )
        if not order:
            continue
        best = order[0]
        fits = n_characters + len(found[best]) <= most_characters
        if not chosen or (fits and _share(pairs[best], said) < _ALIKE):
            chosen.append(Extract(number, found[best]))
            said |= pairs[best]
            n_characters += len(found[best])
    return tuple(chosen)


def _pairs(sentence: str) -> set[str]:
    return {sentence[i : i + 2] for i in range(len(sentence) - 1)}


def _share(own: set[str], other: set[str]) -> float:
    return len(own & other) / len(own) if own else 0.0
