"""Long texts in pieces that Sudachi accepts."""

import unicodedata
from collections.abc import Iterator

from pipeline.text.sentences import sentences

MAX_BYTES = 49_149
"""Of UTF-8 that Sudachi takes in one call (it refuses more); after NFKC it takes 65,535."""

_ALWAYS_FITS = 900  # characters: no character has more than 54 bytes after NFKC (U+FDFA has 33)


def pieces(text: str) -> Iterator[tuple[int, int]]:
    """Begin and end (character offsets) of pieces that make up a text, cut at ends of sentences.

    A text that fits is one piece. A sentence that does not fit is cut after a comma or a blank,
    at the latest after 900 characters.

    >>> list(pieces("困る。")), [end - begin for begin, end in pieces("困る。" * 10_000)]
    ([(0, 3)], [16383, 13617])
    """
    if len(text) <= _ALWAYS_FITS or _n_bytes(text) <= MAX_BYTES:
        yield 0, len(text)
        return
    begin = last = n_bytes = 0
    for end in _cuts(text):
        n_bytes_more = _n_bytes(text[last:end])
        if n_bytes + n_bytes_more > MAX_BYTES:
            yield begin, last
            begin, n_bytes = last, 0
        n_bytes += n_bytes_more
        last = end
    yield begin, last


def _n_bytes(text: str) -> int:
    """UTF-8 bytes of a text as it is or after NFKC, whichever are more."""
    return max(len(text.encode()), len(unicodedata.normalize("NFKC", text).encode()))


def _cuts(text: str) -> Iterator[int]:
    """Where a text may be cut: after sentences, within those that do not fit, and at the end."""
    for begin, end in [*sentences(text), (len(text), len(text))]:
        if _n_bytes(text[begin:end]) > MAX_BYTES:
            cut = begin
            while end - cut > _ALWAYS_FITS:
                latest = cut + _ALWAYS_FITS
                comma = max(text.rfind(mark, cut, latest) for mark in "、, ")
                cut = comma + 1 if comma > cut else latest
                yield cut
        yield end
