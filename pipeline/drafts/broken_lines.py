"""Lines that people broke by hand: a heading on two lines, a sentence on several."""

from collections.abc import Sequence
from functools import reduce

from pipeline.drafts.blocks import BULLET, SENTENCE_END
from pipeline.drafts.heading_marks import begin_mark, is_bare_mark

_SHORTEST = 15
"""Characters of a line that goes on; shorter ones are entries of their own (names, addresses)."""


def one_heading(parts: Sequence[str]) -> str:
    """A heading whose format says that all of its lines belong together.

    >>> one_heading(["第１章", "目的"]), one_heading(["第１節　養成と", "定着"])
    ('第１章　目的', '第１節　養成と定着')
    """
    filled = [part.strip() for part in parts if part.strip()]
    return reduce(lambda one, other: one + _gap(one, other) + other, filled) if filled else ""


def _gap(one: str, other: str) -> str:
    if is_bare_mark(one):
        return "　"
    return " " if one[-1].isascii() and other[0].isascii() else ""


def sentences_joined(parts: Sequence[str]) -> list[str]:
    """The lines of a paragraph, those that are one sentence joined.

    >>> sentences_joined(["通う人は百人で、十年前に比べて", "半分である。", "・町", "・村"])
    ['通う人は百人で、十年前に比べて半分である。', '・町', '・村']
    """
    found: list[str] = []
    for part in (part.strip() for part in parts if part.strip()):
        goes_on = (
            found
            and len(found[-1]) >= _SHORTEST
            and not SENTENCE_END.search(found[-1])
            and "。" in part
            and begin_mark(part) is None
            and not BULLET.match(part)
        )
        if goes_on:
            found[-1] += _gap(found[-1], part) + part
        else:
            found.append(part)
    return found
