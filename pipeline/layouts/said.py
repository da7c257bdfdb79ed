"""Whether a cell says anything, and whether it reads like an answer."""

import re

from pipeline.layouts.role_words import squeezed
from pipeline.text.sentences import reads_as_sentence
from pipeline.text.speech_acts import claims

_LETTER = re.compile(r"[^\W\d_]")
_UNIT = (
    "(?:千|万|百万|億|兆)?"
    "(?:円|件|人|名|頁|ページ|行|章|条|項|節|歳|才|年度?|か?月|日|時間?|分|回|%|割|P)"
)
_VALUE = re.compile(
    rf"(?:(?:令和|平成|昭和|[RHS])?[\d元]+[年.]\d+[月.]\d+日?(?:[(（][月火水木金土日][)）])?"
    rf"|[\dT:.+\-/Z]+|(?:約|第|P)?[\d,.]+{_UNIT}(?:[\d,.]+{_UNIT})*目?"
    r"|[A-Za-z]{1,3}\d{0,4}(?:[-－‐_]\d{1,6})+"
    r"|はい|いいえ|可|不可|TRUE|FALSE|True|False|true|false|[yYnN]|YES|NO|Yes|No|yes|no"
    r"|#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!)|Err:\d+)"
)
"""A number, date, time, place, code (R8-001) or truth value, or an error of a spreadsheet."""
_ASKS = re.compile(
    r"(?:たい|[ほ欲]しい|べき|ください|下さい|願います|求める|必要|困る|望む|思う|考える|不可欠|要望|延長|拡充)[。！!]*$"
)


def has_letters(text: str) -> bool:
    """Whether a cell holds a letter; numbers and marks alone say nothing."""
    return bool(_LETTER.search(text))


def is_bare_value(text: str) -> bool:
    """Whether an answer is a number, a date, a truth value or signs alone, and says nothing.

    >>> [is_bare_value(text) for text in ("2024-05-01 10:00", "R6年5月1日", "1,200円", "反対")]
    [True, True, True, False]
    """
    words = squeezed(text)
    return bool(words) and (not has_letters(words) or bool(_VALUE.fullmatch(words)))


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
