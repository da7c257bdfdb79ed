"""Lines of a running text that only say what is answered below them: 水場について, ■通路の幅."""

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.layouts.said import has_letters
from pipeline.text.sentences import is_ended
from pipeline.text.speech_acts import claims, is_reason, worries

_LONGEST = 40
_ABOUT = re.compile(r".{2,40}(?:について|に関して|に関すること|に関する事項)$")
_GENERAL = re.compile(
    r"(?:[（(]?[0-9０-９]{1,2}[)）.．、 　]|[①-⑳■□◆◇●▼]|[一二三四五六七八九十][、 　])[ 　]*"
    r"(?:全体|全般|総論|各論|個別|共通|具体的)(?:の|的な?|に(?:係る|関する))?(?:事項|意見|要望|部分|内容|こと|点)?"
)
"""A heading that says nothing of its own, above what is said in particular (２．個別の事項)."""
_SIGNS = frozenset("■□◆◇●▼")
_MARKED = re.compile(r"(?P<mark>[■□◆◇●▼【〔《])[^:：、。]{2,40}$")


def subject_lines(lines: Sequence[str], *, below_label: bool = False) -> set[int]:
    """The lines, from 0, of one look (■…, …について), two or more, each with text below it.

    Args:
        lines: of a running text.
        below_label: whether a label asks for the opinion, so that a list of marks may be the
            answer: then a subject has a mark, and a sentence below it that is no reason.

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
        answered = all(n in next_of and looks[next_of[n]] != look for n in places)
        if below_label:
            below = [lines[next_of[n]].strip() for n in places if n in next_of]
            answered = answered and look in _SIGNS and all(map(_is_sentence, below))
        if len(places) > 1 and answered:
            found.update(places)
    return found | {number for number in filled[:-1] if _GENERAL.fullmatch(lines[number].strip())}


def _is_sentence(line: str) -> bool:
    return is_ended(line) and not is_reason(line)


def _look(line: str) -> str:
    """How a line that may be a subject is marked; empty where it is none."""
    if len(line) > _LONGEST or is_ended(line):
        return ""
    if _ABOUT.match(line):
        return "about"
    marked = _MARKED.match(line)
    is_said = not has_letters(line) or claims(line) or worries(line)
    return marked["mark"] if marked and not is_said else ""
