"""Sentences in which the writer says who he or she is: no opinion, though it may be why.

The subject is the writer. With another subject, or one set beside others (喫煙者も市民です), the
sentence says something.
"""

import re

from pipeline.text.sentences import STOPS
from pipeline.text.speech_acts import claims

_LONGEST = 80  # characters
_WRITER = r"(?:(?:私|わたくし|わたし|当方|小生|私ども|僕|わし)(?:は|も)?、?)?"
_NOT_BESIDE_OTHERS = "(?!.*(?:こそ|だって|さえ|(?<!ど)も))"
_KINDS = (
    "(?:者|住民|[市区町村県府国都道]民|農家|主婦|主夫|会社員|学生|[高中大小]学?生|保護者|親|母|父"
    "|職員|教員|教師|医師|看護師|店主|運転手|患者|遺族)"
)
_STATES = (
    "(?:今年(?:で|は)?)?[0-9０-９一二三四五六七八九十百]{1,4}(?:歳|才|代|か月|ヶ月|ヵ月)"
    "|[^、はが]{1,12}(?<!気)持ち|[^、はが]{1,12}の[一-龠]代目"
)
_TRADES = (
    "(?:経営|運営|勤務|従事|在住|在学|在勤|通院|通学|通勤|担当|居住|仕事|商売|農業|漁業|林業"
    "|[一-龠]{1,3}屋|[^、はが]{1,10}[員長士師])(?:を|に)?(?:いた)?して"
)
_LIVES = "(?:営ん|住ん|育て|働い|勤め|通っ|通わせ|務め|やっ)[でて]"
SELF = re.compile(rf"{_WRITER}{_NOT_BESIDE_OTHERS}[^、。はが]{{1,40}}{_KINDS}(?:です|でございます)")
"""Says of what kind of people the writer is, without a stop."""
_INTRODUCES = re.compile(
    rf"{_WRITER}{_NOT_BESIDE_OTHERS}"
    rf"(?:[^。はが]{{0,40}}{_KINDS}(?:です|だ|でございます|である)"
    rf"|(?:{_STATES})(?:です|だ|になります|になる|でございます)"
    rf"|[^。はが]{{0,40}}(?:{_TRADES}|{_LIVES})(?:い|おり)?(?:ます|ました|る|た)"
    r"|[^。はが]{1,40}と(?:申し|いい|言い)ます)"
)


def introduces(sentence: str) -> bool:
    """Whether a sentence says who its writer is and nothing else.

    >>> [introduces(s) for s in ("居酒屋を経営しています。", "喫煙者も市民です。")]
    [True, False]
    """
    words = "".join(sentence.split()).rstrip(STOPS)
    if len(words) > _LONGEST or not _INTRODUCES.fullmatch(words):
        return False
    return not claims(words)
