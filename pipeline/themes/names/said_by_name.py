"""What a name says, up to spelling and particles."""

from collections.abc import Callable, Sequence

from pipeline.text.tokens import Token


def said_by(name: str, tokenize: Callable[[str], Sequence[Token]] | None) -> frozenset[str]:
    """The short units of a name's content words: 著作権侵害 and 著作権の侵害 say the same.

    Args:
        name: of a theme.
        tokenize: the tokenizer of the opinions; without it, or without any content word, a name
            says itself.
    """
    words = [token for token in tokenize(name) if token.is_content] if tokenize else []
    units = (part for word in words for part in (word.parts.split() or [word.normal_form]))
    return frozenset(units) or frozenset({name})
