"""Names for themes in which no phrase serves: a content word, else how an opinion begins."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import combinations

from pipeline.phrases import MOST_CHARACTERS
from pipeline.tokens import Token


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
