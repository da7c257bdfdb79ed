"""What a name says, up to spelling and particles."""

from collections.abc import Callable, Collection, Sequence

from pipeline.text.tokens import Token
from pipeline.themes.names.completeness import THIN_WORDS

_AS_HIRAGANA = {letter: letter - 0x60 for letter in range(ord("ァ"), ord("ヶ") + 1)}
"""ゴミ and ごみ are one word in two spellings, which Sudachi keeps apart."""


def said_by(name: str, tokenize: Callable[[str], Sequence[Token]] | None) -> frozenset[str]:
    """The short units of a name's content words: 著作権侵害 and 著作権の侵害 say the same.

    Words of any comment (著作権侵害への対応) add nothing to others.

    Args:
        name: of a theme.
        tokenize: the tokenizer of the opinions; without it, or without any content word, a name
            says itself.
    """
    words = [token for token in tokenize(name) if token.is_content] if tokenize else []
    telling = [word for word in words if word.normal_form not in THIN_WORDS] or words
    units = (part for word in telling for part in (word.parts.split() or [word.normal_form]))
    return frozenset(unit.translate(_AS_HIRAGANA) for unit in units) or frozenset({name})


def tells_apart(name: str, others: Collection[str], said: Callable[[str], frozenset[str]]) -> bool:
    """Whether a name holds no other one and lies in none: not 値上げ beside 使用料の値上げ.

    Args:
        name: of a theme.
        others: names of its siblings.
        said: what a name says (``said_by``).
    """
    own = said(name)
    return not any(
        name in other or other in name or own <= said(other) or said(other) <= own
        for other in others
    )


def shares_a_word(
    name: str, others: Collection[str], said: Callable[[str], frozenset[str]]
) -> bool:
    """Whether a content word of a name stands in another one, in whatever spelling."""
    own = said(name)
    return any(own & said(other) for other in others)
