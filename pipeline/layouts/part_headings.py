"""Where a part of running text begins: a line in brackets that heads it, an indented paragraph."""

import re

from pipeline.text.sentences import is_ended
from pipeline.text.speech_acts import claims

_FRAMED = re.compile(r"[【［〔＜《][^【】［］〔〕＜＞《》\n]{2,40}[】］〕＞》]")


def heads_part(text: str) -> bool:
    """Whether a line in brackets names what the lines below it are about (【第２条関係】).

    >>> [heads_part(t) for t in ("【第２条関係】", "【第２条を削る。】", "【第２条】を削る")]
    [True, False, False]
    """
    words = text.strip()
    return bool(_FRAMED.fullmatch(words)) and not (is_ended(words[:-1]) or claims(words[1:-1]))


def is_indented(line: str) -> bool:
    """Whether a line begins as a paragraph does in letters, by one wide space."""
    return line.startswith("\u3000") and not line.startswith("\u3000\u3000")
