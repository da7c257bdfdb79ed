"""A heading that says how to fill in (記入要領), and the instructions below it."""

import re
from collections.abc import Sequence

from pipeline.layouts.guidance import is_instruction
from pipeline.layouts.question_words import is_question
from pipeline.text.sentences import sentences_and_lines

_HEADING = re.compile(
    r"[\s【〔［\[（(<＜■●◎○◆※*＊]*(?:ご|御)?(?:記入|記載|回答|提出|作成)"
    r"(?:の?要[領項]|方法|(?:上|時|の際)の(?:注意|留意)(?:事項|点)?"
    r"|に(?:あ|当)たって(?:の(?:注意|留意|お願い)(?:事項|点)?)?|の?(?:手引き?|仕方|しかた))"
    r"[\s】〕］\]）)>＞:：]*"
)
_MARK = re.compile(r"\s*(?:[-‐–・•●◆■○◯※*＊]|[（(]?[\d０-９]{1,2}[)）.．、\s　]|[①-⑳])")
_OF_FORMS = re.compile(
    "記入|記載|お書き|回答|提出|返送|送付|入力|選択|添付|欄|枠|様式|用紙|シート|ファイル|行[がをの]|締切|期限"
)
_TELLS = re.compile(
    r"(?:ください|下さい|願います|お願い(?:し|いたし|致し)ます|差し支え(?:あり|ござい)ません|差し支えない"
    r"|構いません|かまいません|可能です|可|こと|必要(?:はありません|です)|不要です|厳守|必着|\d日(?:まで)?(?:です|とします)?)[。）)]*$"
)


def guided(texts: Sequence[str]) -> set[int]:
    """The headings of instructions, and the instructions below each, by their place from 0.

    What follows is an answer again from the first text on that tells nothing, or is no entry of
    the list that the instructions are.

    >>> sorted(guided(["記入要領", "１ 欄を広げて構いません。", "２ 歩道を広げてください。"]))
    [0, 1]
    >>> guided(["記入要領が分かりにくい。", "１ 欄を広げてください。"])
    set()
    """
    found: set[int] = set()
    is_below = False
    listed: bool | None = None
    for number, text in enumerate(texts):
        if _HEADING.fullmatch(text):
            is_below, listed = True, None
        elif is_below and listed in (None, _is_listed(text)) and _tells(text):
            listed = _is_listed(text)
        else:
            is_below = False
        if is_below:
            found.add(number)
    return found


def _is_listed(text: str) -> bool:
    return bool(_MARK.match(text))


def _tells(text: str) -> bool:
    """Whether a text below such a heading instructs: an entry of a list may do so freely."""
    if is_question(text) or not _is_listed(text):
        return not is_question(text) and is_instruction(text)
    said = sentences_and_lines(text)
    return any(map(_OF_FORMS.search, said)) and bool(_TELLS.search(said[-1]))
