"""Lines of a text that head what a body says, below them or behind: ○甲川町, 【乙市】, 丙村：…."""

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.respondents.body_names import kind_of_name
from pipeline.segmentation.stock_answers import recognise
from pipeline.text.body_words import is_kind_of_sender

_HEADING = re.compile(
    r"(?P<mark>[■□●○◎◆◇▼・*＊【〔［＜<「(（]|[(（]?[0-9０-９]{1,2}[)）.．、]|[①-⑳]|)[ 　]*"
    r"(?P<name>[^\s、。:：()（）【】\[\]0-9０-９]{2,16}?)"
    r"[ 　]*[】〕］＞>」)）]?(?:[（(][0-9０-９]{1,3}件[)）])?"
)
_SPEAKS = re.compile(
    r"[\s・○●■◆□-]*(?P<name>[^\s、。:：()（）【】\[\]0-9０-９]{2,16})[ 　]*[:：](?=[ 　]*\S)"
)
_NUMBER = re.compile("[0-9０-９①-⑳]")
_COLLECTED = re.compile("市町村|団体|自治体|照会|回答|取り?まとめ|とりまとめ|集約|一覧|メモ")
"""Words above the first heading of a text in which an office puts together what came in."""


def body_headings(lines: Sequence[str]) -> dict[int, int]:
    """The lines, from 0, that are the name of a body, and where the name begins in each.

    There are two or more of one look, something is said below each, and the text is one in which
    answers were put together: its head says so, or a body has no opinion. Else the names may be
    places that somebody writes about.

    >>> body_headings(["○甲川町", "延長を", "○乙市", "意見なし"])
    {0: 1, 2: 1}
    >>> body_headings(["○甲川町", "道が狭い。", "○乙市", "橋が古い。"])
    {}
    """
    found: dict[str, dict[int, int]] = {}
    filled = [number for number, line in enumerate(lines) if line.strip()]
    for number in filled:
        heading = _HEADING.fullmatch(lines[number].strip())
        if heading and _is_local_government(heading["name"]):
            look = _NUMBER.sub("1", heading["mark"])
            found.setdefault(look, {})[number] = heading.start("name")
    below = dict(pairwise(filled))
    for _, places in sorted(found.items(), reverse=True):
        if len(places) < 2 or any(below.get(number) in (None, *places) for number in places):
            continue
        above = any(map(_COLLECTED.search, lines[: min(places)]))
        if above or any(recognise(lines[below[number]]) for number in places):
            return places
    return {}


def spoken_lines(lines: Sequence[str]) -> dict[int, int]:
    """The lines, from 0, that begin with who says them (甲川町：…), and where their words begin.

    As for headings, several bodies speak, and the text is one in which answers were put together.

    >>> spoken_lines(["甲川町：延長を求める。", "乙市：意見なし"])
    {0: 4, 1: 3}
    """
    found = {
        number: said.end()
        for number, line in enumerate(lines)
        if (said := _SPEAKS.match(line)) and _is_local_government(said["name"])
    }
    names = {lines[number][: begin - 1].strip() for number, begin in found.items()}
    if len(names) < 2 or len(names) < len(found) / 2:
        return {}
    above = any(map(_COLLECTED.search, lines[: min(found)]))
    silent = any(recognise(lines[number][begin:]) for number, begin in found.items())
    return found if above or silent else {}


def cut_at_speakers(lines: Sequence[str]) -> tuple[list[str], dict[int, int]]:
    """Lines cut behind who says them, and the lines, from 0, that say who: 0 by each."""
    spoken = spoken_lines(lines)
    cut: list[str] = []
    speakers: dict[int, int] = {}
    for number, line in enumerate(lines):
        if number in spoken:
            speakers[len(cut)] = 0
            cut.append(line[: spoken[number]])
        cut.append(line[spoken.get(number, 0) :])
    return cut, speakers


def _is_local_government(name: str) -> bool:
    kind = kind_of_name(name)
    return kind not in (None, "個人", "団体") and not is_kind_of_sender(name)
