"""The words of a text in their dictionary form and reading: writings of one word are one."""

import threading
from typing import NamedTuple

from sudachipy import Dictionary, Tokenizer

_LOCAL = threading.local()


class Spelling(NamedTuple):
    """A word as written, in its dictionary form, and as it is read there (katakana)."""

    surface: str
    normal_form: str
    reading: str


def spellings(text: str) -> list[Spelling]:
    """The words of a text, in short units and without the user dictionary.

    >>> [word.normal_form for word in spellings("取組を行なう")]
    ['取り組み', 'を', '行う']
    """
    return [
        Spelling(one.surface(), one.normalized_form(), one.reading_form())
        for one in _tokenizer().tokenize(text)
    ]


def _tokenizer() -> Tokenizer:
    """One for each thread: they are not safe to share."""
    if not hasattr(_LOCAL, "tokenizer"):
        _LOCAL.tokenizer = Dictionary(dict="core").tokenizer(
            "A", {"pos", "normalized_form", "reading_form"}
        )
    found: Tokenizer = _LOCAL.tokenizer
    return found
