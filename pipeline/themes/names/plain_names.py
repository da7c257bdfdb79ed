"""Names for themes in which no phrase serves: a content word, else how an opinion begins."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import combinations, count

from pipeline.text.tokens import Token
from pipeline.themes.names.compounds import is_noun, units
from pipeline.themes.names.phrases import MOST_CHARACTERS

_LEANING = ("助詞", "助動詞", "接尾辞", "補助記号", "動詞,非自立可能", "形容詞,非自立可能")
"""Tokens that end no word begun before them: 壊れ + て + いる."""


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
        inside = (
            t for unit in units(tokens) if unit.is_noun for t in tokens[unit.first : unit.last]
        )
        nouns.update({t.surface for t in inside if t.is_content and is_noun(t)})
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
    """How an opinion begins: whole words with what leans on them, at most so many characters."""
    text = whole = ""
    for token in tokens:
        if not token.part_of_speech.startswith(_LEANING):
            whole = text
        if len(text) + len(token.surface) > most or "\n" in token.surface:
            break
        text += token.surface
    else:
        whole = text
    if not (whole or text) and tokens:
        text = tokens[0].surface[:most]
    return (whole or text).strip()
