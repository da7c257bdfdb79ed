"""Words that stand on forms, and words that say nothing, as people list them."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from pipeline.text.normalize import without_unseen

_AROUND = re.compile(r"^[\s（(【「『\[〔<＜《※*・]+|[\s）)】」』\]〕>＞》。．.、:：]+$")


@dataclass(frozen=True)
class FormWords:
    """Texts of whole cells; ``…`` at either end of one stands for anything.

    ``printed`` stand on forms and are nobody's answer (以上, …回答票); ``no_answer`` are written
    where people or machines had nothing to say (NULL, 無回答).
    """

    printed: tuple[str, ...] = ()
    no_answer: tuple[str, ...] = ()

    def is_printed(self, text: str) -> bool:
        """Whether a cell holds a text that is printed on forms."""
        return len(text) <= _LONGEST and _is_among(text, self.printed)

    def says_nothing(self, text: str) -> bool:
        """Whether a cell holds a word that stands for no answer.

        >>> FormWords(no_answer=("無回答",)).says_nothing("（無回答）")
        True
        """
        return len(text) <= _LONGEST and _is_among(text, self.no_answer)


_LONGEST = 80
"""Characters of a cell; what is longer says more than any word."""


def plain(text: str) -> str:
    """A cell's text as words are compared: NFKC, small letters, no blanks, no brackets around."""
    words = "".join(unicodedata.normalize("NFKC", without_unseen(text)).split()).casefold()
    return _AROUND.sub("", words) or words


def _is_among(text: str, words: tuple[str, ...]) -> bool:
    said = plain(text)
    return bool(said) and bool(words) and bool(_pattern(words).fullmatch(said))


@lru_cache(maxsize=16)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of some words; ``…`` at either end of one stands for anything."""
    return re.compile("|".join(map(_any_around, words)), re.DOTALL)


def _any_around(word: str) -> str:
    inside = re.escape(plain(word.strip("…")) or word)
    before, after = word.startswith("…"), word.endswith("…")
    return f"{'.*' if before else ''}{inside}{'.*' if after else ''}"
