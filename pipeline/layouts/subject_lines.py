"""Lines of a running text that only say what is answered below them: 水場について, ■通路の幅."""

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.layouts.said import has_letters
from pipeline.text.sentences import is_ended
from pipeline.text.speech_acts import claims, worries

_LONGEST = 40
_ABOUT = re.compile(r".{2,40}(?:について|に関して|に関すること|に関する事項)$")
_MARKED = re.compile(r"(?P<mark>[■□◆◇●▼【〔《])[^:：、。]{2,40}$")


def subject_lines(lines: Sequence[str]) -> set[int]:
    """The lines, from 0, of one look (■…, …について), two or more, each with text below it.

    >>> sorted(subject_lines(["■水場の数", "三つに", "", "■通路の幅", "特になし"]))
    [0, 3]
    >>> subject_lines(["■水場の増設", "■手すり"])
    set()
    """
    looks = [_look(line.strip()) for line in lines]
    filled = [number for number, line in enumerate(lines) if line.strip()]
    next_of = dict(pairwise(filled))
    found: set[int] = set()
    for look in sorted({look for look in looks if look}):
        places = [number for number, other in enumerate(looks) if other == look]
        answered = all(n in next_of and not looks[next_of[n]] for n in places)
        if len(places) > 1 and answered:
            found.update(places)
    return found


def _look(line: str) -> str:
    """How a line that may be a subject is marked; empty where it is none."""
    if len(line) > _LONGEST or is_ended(line):
        return ""
    if _ABOUT.match(line):
        return "about"
    marked = _MARKED.match(line)
    is_said = not has_letters(line) or claims(line) or worries(line)
    return marked["mark"] if marked and not is_said else ""
