"""Whether a cell says anything, and whether it reads like an answer."""

import re

from pipeline.layouts.role_words import squeezed
from pipeline.text.sentences import reads_as_sentence
from pipeline.text.speech_acts import claims

_LETTER = re.compile(r"[^\W\d_]")
_ASKS = re.compile(
    r"(?:たい|[ほ欲]しい|べき|ください|下さい|願います|求める|必要|困る|望む|思う|考える|不可欠|要望|延長|拡充)[。！!]*$"
)


def has_letters(text: str) -> bool:
    """Whether a cell holds a letter; numbers and marks alone say nothing."""
    return bool(_LETTER.search(text))


def speaks_of_something(text: str) -> bool:
    """Whether a cell reads like an answer: a sentence, a demand, or words that ask."""
    words = squeezed(text)
    if not has_letters(words):
        return False
    return (
        reads_as_sentence(words)
        or words.endswith("。")
        or claims(words)
        or bool(_ASKS.search(words))
    )
