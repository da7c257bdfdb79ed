"""Values cut at blanks and punctuation, without what stands around a name in them."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from pipeline.privacy.name_words import Chunk, Word

_CHUNK = re.compile(r"[^ \t\n、。,;:/|()「」『』【】〈〉《》≪≫\[\]<>〔〕・…→⇒\"”“&＆㊞]+")
_TITLE = re.compile(
    "(?:様|さま|さん|氏|殿|君|くん|先生|[課係部局室次班所署店校園院会市町村]長|主[査任事幹]|参事"
    "|補佐"
    "|[係職議委社]員|教授|理事)$"
)
_TAIL = re.compile(
    r"(?:です|でございます|と申します|といいます|まで|宛て?|より|から|へ|に|が|は|も)$"
)


def chunks(text: str, begin: int, end: int) -> list[Chunk]:
    """The chunks between two characters of a text."""
    return [Chunk(*found.span(), found[0]) for found in _CHUNK.finditer(text, begin, end)]


def core_of(text: str) -> str:
    """A chunk without titles, ranks and what ties it to a sentence (山田課長まで)."""
    text = _TAIL.sub("", text)
    title = _TITLE.search(text)
    return text[: title.start()] if title and title.start() else text


def between_words(words: Sequence[Word], begin: int, end: int) -> Sequence[Word]:
    """The words that overlap some characters."""
    first = max(bisect_left(words, (begin + 1,)) - 1, 0)
    while first < len(words) and words[first].end <= begin:
        first += 1
    last = first
    while last < len(words) and words[last].begin < end:
        last += 1
    return words[first:last]
