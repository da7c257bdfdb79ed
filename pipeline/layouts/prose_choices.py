"""Choices that a questionnaire in running text offers (１ ある　２ ない), and the one taken."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from pipeline.layouts.entry import Entry
from pipeline.layouts.prose_blocks import Block
from pipeline.layouts.question_words import is_question
from pipeline.segmentation.ticks import tells_opinion, ticks_nothing
from pipeline.tables.state import State

_CHOICE = (
    "(?:(?:特に)?(?:(?:ご|御)?(?:意見|要望|回答|提案)(?:は|が|を)?)?(?:特に)?"
    "(?:ある|ない|あり(?:ます|ません)?|な[しい]|有り?|無し?)|はい|いいえ|賛成|反対"
    "|どちら(?:とも|でも)(?:言え|いえ)?ない|[わ分]からない|その他)"
)
_GAP = r"[\s、,・／/]*"
_MARKS = (
    r"[(（]?[0-9０-９]{1,2}[)）.．、:：]?\s*",
    r"[①-⑳]\s*",
    r"[(（]?[ア-オａ-ｅa-e][)）.．、:：]\s*",
)
"""One kind of mark before all choices: another one may tell which was taken."""
_OFFER = re.compile(
    r"(?:[^。]{0,40}(?:番号|もの|選択肢|記号|いずれか|どちらか|一方|該当)[^。]{0,24}"
    rf"(?:ください|下さい|願います|こと)[。)）\s]*)?[(（]?{_GAP}"
    rf"(?:{'|'.join(f'(?:{mark}{_CHOICE}{_GAP}){{2,9}}' for mark in _MARKS)})[)）]?\s*"
)

_NUMBERED = re.compile(
    r"(?:^|(?<=[\s　]))(?:(?P<number>[0-9０-９]{1,2})[.．、)）]?|(?P<circled>[①-⑳]))[ 　]*"
)
_LONGEST_CHOICE = 24
"""Characters."""
_TO_CHOOSE = re.compile(
    r"[○〇◯]は|[○〇◯]を(?:つけ|付け|お?付)|いくつでも|(?:[1１一]つ|[一ひと]とつ|ひとつ)(?:だけ|に|まで|選|[)）])"
    r"|選(?:んで|択|び)|(?:あて|当て)はまる|該当する(?:もの|番号|項目)|複数回答"
)
_BOXES = re.compile(rf"(?:[□☐☑☒■◻◼▢✓✔]{_GAP}[^□☐☑☒■◻◼▢✓✔。\n]{{1,24}}\s*){{2,12}}")
"""Boxes with a few words each, one ticked or none; words that end as a sentence are an answer."""


def offers_choices(text: str) -> bool:
    """Whether a line only offers choices, with or without how to take one.

    >>> offers_choices("※番号を残してください。１ ある　２ ない"), offers_choices("１ ある　②ない")
    (True, False)
    >>> offers_choices("□毎日　☑週に１回　□使わない"), offers_choices("■増やす。■夜も開ける。")
    (True, False)
    """
    words = text.strip()
    return bool(_OFFER.fullmatch(words) or _chooses(words) or _is_ticked(words))


def rows_of_choices(blocks: Sequence[Block]) -> set[int]:
    """The blocks, from 0, that are numbered choices below a question that tells to choose.

    They stand in one line or each in its own, and count from one.
    """
    found: set[int] = set()
    asked: str | None = None
    counted = 0
    for number, block in enumerate(blocks):
        if block.is_subject or is_question(block.text):
            asked, counted = block.text, 0
        elif asked is not None and _TO_CHOOSE.search(asked):
            marks = _choices(block.text)
            if not marks or marks[0] != counted + 1:
                asked = None
            else:
                found.add(number)
                counted = marks[-1]
    return found


def _choices(line: str) -> list[int]:
    """The numbers of the choices in a line; none where it is no line of numbered choices."""
    marks = list(_NUMBERED.finditer(line.strip()))
    if not marks or marks[0].start():
        return []
    ends = [*(mark.start() for mark in marks[1:]), len(line.strip())]
    words = [line.strip()[mark.end() : end].strip() for mark, end in zip(marks, ends, strict=True)]
    numbers = [
        int(m["number"]) if m["number"] else int(unicodedata.normalize("NFKC", m["circled"]))
        for m in marks
    ]
    counts = numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    short = all(0 < len(word) <= _LONGEST_CHOICE and not word.endswith("。") for word in words)
    return numbers if counts and short else []


def _is_ticked(line: str) -> bool:
    """Whether one of several numbered choices in a line is marked otherwise than the others."""
    numbers = _choices(line)
    circled = len(re.findall("[①-⑳]", line))
    return len(numbers) > 2 and numbers[0] == 1 and 0 < circled < len(numbers)


def _chooses(text: str) -> bool:
    return bool(_BOXES.fullmatch(text)) and tells_opinion(text) is None and not ticks_nothing(text)


def with_choices(entries: Sequence[Entry], blocks: Sequence[Block]) -> list[Entry]:
    """Where 意見あり is chosen and said below, the choice is the form's; else it waits."""
    result = list(entries)
    for number, entry in enumerate(entries):
        said = entry.text[entry.text_begin :]
        if entry.state is not State.NEEDS_PERSON or not tells_opinion(said):
            continue
        rest = zip(entries[number + 1 :], blocks[number + 1 :], strict=True)
        below = takewhile(lambda pair: not _asks_next(pair[1]), rest)
        if any(one.state is State.OPINIONS for one, _ in below):
            result[number] = replace(
                entry, state=State.NOT_AN_OPINION, reason="記入欄", text_begin=0
            )
    return result


def _asks_next(block: Block) -> bool:
    return block.is_subject or is_question(block.text)
