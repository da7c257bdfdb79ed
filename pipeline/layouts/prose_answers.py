"""Blocks of running text that say something: opinions, and the reasons and remarks beside them."""

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.layouts.answer_cells import Reading, behind
from pipeline.layouts.besides import judged, with_beside
from pipeline.layouts.entry import Entry
from pipeline.layouts.guidance import is_instruction, tells_deadline
from pipeline.layouts.prose_blocks import BULLET
from pipeline.layouts.role_words import Role
from pipeline.tables.state import State
from pipeline.text.sentences import is_ended
from pipeline.text.speech_acts import claims

_COUNTED = re.compile(
    r"\s*\d{1,2}(?: *\u3000[ \u3000]*(?=\D)| +(?=[^\s\d])"
    r"(?![年月日時分人件円回点名台頁割校戸棟章節条項つ個本万億千％%箇ヶ]|[かカ][所月年国]))"
)
"""A number with a gap behind it, as official letters count; none with what it counts."""


_NUMBER = re.compile(r"\s*(?P<number>\d{1,2})[ \u3000]+(?=\S)")


def says_more(value: str) -> bool:
    """Whether what stands behind a label of a name or an address is a sentence that asks."""
    asks_reader = is_instruction(value) or tells_deadline(value)
    return is_ended(value) and claims(value) and not asks_reader


def beside(
    entry: Entry, role: Role, label: str, text: str, entries: list[Entry], group: int
) -> list[Entry]:
    """The entry of a reason or remark; the answers above it, from ``group`` on, take it along."""
    if label == "その他":
        reason = f"「{label}」の欄の文章（意見かどうか）"
        return [replace(entry, state=State.NEEDS_PERSON, reason=reason)]
    answers = entries[group:]
    entries[group:] = [with_beside(answer, label, text) for answer in answers]
    return [judged(replace(entry, reason=label, heading=None), role, answers)]


def counted(texts: Sequence[str]) -> dict[int, int]:
    """By place of a text that goes on a count (１ …, ２ …), where it begins behind its number.

    >>> counted(["1 12歳未満も", "2 民泊を"]), counted(["12 歳未満も"])
    ({0: 2, 1: 2}, {})
    """
    found: dict[int, int] = {}
    run: list[tuple[int, int]] = []
    for place, mark in enumerate(map(_NUMBER.match, texts)):
        if mark is None:
            continue
        if int(mark["number"]) != len(run) + 1:
            run = []
        if int(mark["number"]) == len(run) + 1:
            run.append((place, mark.end()))
        found |= run if len(run) > 1 else []
    return found


def opinion(entry: Entry, answer: int, reading: Reading, number_end: int = 0) -> Entry:
    """An answer whose text begins behind its label: the label stays in the entry's place.

    Args:
        entry: of the block.
        answer: where it begins behind its label, in characters.
        reading: the file and how it is read.
        number_end: where it begins behind a number that goes on a count; 0 where it does not.
    """
    found = behind(entry, answer, reading)
    said = entry.text[answer:]
    bullet = BULLET.match(said) or _COUNTED.match(said)
    if number_end and found.text_begin == answer == 0:
        return replace(found, text_begin=number_end)
    if found.text_begin > answer or not bullet:
        return found
    return replace(found, text_begin=answer + bullet.end())
