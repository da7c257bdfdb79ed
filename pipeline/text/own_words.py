"""Which words of a comment are its author's wish: no draft text, no reason, no introduction.

Comments on a draft copy what is to be replaced above an arrow or between quotation marks, and say
under 理由 why they want it replaced. What they want stands beside these.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from pipeline.text.introductions import introductions
from pipeline.text.sentences import CLOSERS, STOPS, sentences
from pipeline.text.speech_acts import shielded

UNREADABLE = "〓"
"""Stands for each character that is not the author's wish, so that offsets stay."""
_REASONS = re.compile(
    r"(?:(?<=^)|(?<=[\s。★☆◆◇■□●○・（(＜<【\[〔]))(?:(?:修正|変更|追加|削除|意見|提案)の?)?理由\s*[：:）)＞>】\]〕\s]"
    r".*?(?=(?:^|[\s（(＜<【\[〔●○■□◆◇])(?:(?:ご|御)?意見|要望|提案|修正案|該当箇所)\s*[0-9０-９①-⑳]?\s*[：:）)＞>】\]〕\n]|\Z)",
    re.DOTALL,
)
_ABOVE_ARROW = re.compile(r"\A.*\n?\s*[↓⇓⬇]|【?(?:原案|現行|修正前)】?\s*[：:][^\n]*", re.DOTALL)
_CONCEDED = re.compile(
    r"[^。！？!?\n]*[。！？!?](?=[\s　]*(?:しかし|だが|とは(?:いえ|言え)|けれど|ところが"
    r"|にもかかわらず))"
    r"|[^。\n]*(?:賛成|賛同|評価|歓迎|感謝|理解)[^。\n]{0,10}。(?=[\s　]*(?:一方|ただ|なお|他方))"
)

_MARK = r"(?:[・･●○◯〇◎◆◇■□★☆▼▽▲△•‣▪‐–—*※＊→⇒-]|[(（]?[0-9０-９一二三四五①-⑳ア-オ]{1,2}[)）.．：:])"
_NEW_LINE = re.compile(
    rf"(?<=[{STOPS}{CLOSERS}])\n|\n(?=\s*{_MARK})|(?:^|(?<=\n))[^、。\n]{{1,15}}[一-龠々ァ-ヴー）】：]\n"
)
_JOINS = (
    r"(?:また(?!は)|又(?!は)|さらに|更に|なお|特に|ついては|加えて|併せて|あわせて|その上で|そこで|そして"
    r"|次に|まず(?:は)?|最後に|よって|従って|したがって|そのため|このため|しかし(?:ながら)?|だが|ただし?"
    r"|一方(?:で)?|他方(?:で)?|以上(?:のこと)?(?:から|より)|こう(?:したこと|いったこと)から|是非(?:とも)?"
    r"|ぜひ(?:とも)?)、"
)
_LABELS = r"(?:(?:ご|御)?意見|要望|提案|全体|総論|全般)(?:内容)?[：:]"
_LEAD = re.compile(rf"(?:[\s　〓]|{_MARK})*(?:{_JOINS}|{_LABELS})*")


def own_words(text: str) -> str:
    r"""The text, of equal length, with all but its author's own wish made unreadable.

    >>> own_words("便利になる。しかし、費用が増す。")
    '〓〓〓〓〓〓しかし、費用が増す。'
    >>> own_words("費用を減らす。\n↓\n費用をなくす。\n理由：高いから。")
    '〓〓〓〓〓〓〓〓〓\n費用をなくす。\n〓〓〓〓〓〓〓〓'
    """
    veiled = shielded(text)
    for pattern in (_ABOVE_ARROW, _REASONS, _CONCEDED):
        veiled = pattern.sub(lambda found: UNREADABLE * len(found[0]), veiled)
    for begin, end in introductions(text):
        veiled = veiled[:begin] + UNREADABLE * (end - begin) + veiled[end:]
    return veiled


def own_sentences(veiled: str) -> Iterator[tuple[int, int]]:
    """Sentences, those that a line break wraps in one piece."""
    borders = [0, *(hit.end() for hit in _NEW_LINE.finditer(veiled)), len(veiled)]
    for left, right in pairwise(borders):
        part = veiled[left:right].replace("\n", " ")
        for begin, end in sentences(part):
            yield left + begin, left + end


def lead(veiled: str, begin: int, end: int) -> int:
    """Where a sentence begins after marks, numbers, labels and joining words."""
    found = _LEAD.match(veiled, begin, end)
    return found.end() if found else begin
