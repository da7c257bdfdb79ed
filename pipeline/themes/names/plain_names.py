"""Names for themes in which no phrase serves: a content word, else how an opinion begins."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import combinations, count

from pipeline.text.tokens import Token
from pipeline.themes.names.phrases import MOST_CHARACTERS


def plain_name(
    families: Sequence[Sequence[Token]], taken: Collection[str], is_theirs: Callable[[str], bool]
) -> str:
    """A name where no phrase serves: a content word, else how an opinion begins, else a number.

    Args:
        families: tokens of one opinion per family.
        taken: names that are given away.
        is_theirs: whether members use all content words of a name.
    """
    free = (name for name in _plain_names(families) if name not in taken and is_theirs(name))
    numbers = (f"（{number}）" for number in count(1) if f"（{number}）" not in taken)
    return next(free, None) or next(numbers)


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
    for number in range(2, 10):
        mark = f"（{number}）"
        starts = (_beginning(tokens, MOST_CHARACTERS - len(mark)) for tokens in families)
        yield from (start + mark for start in starts if start)


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
