"""Sentences in which the writer says who he or she is: no opinion, though it may be why.

The subject is the writer. With another subject, or one set beside others (喫煙者も市民です), the
sentence says something.
"""

import re

from pipeline.text.sentences import STOPS
from pipeline.text.speech_acts import claims

_WRITER = r"(?:(?:私|わたくし|わたし|当方|小生|私ども|僕|わし)(?:は|も)?、?)?"
_BESIDE_OTHERS = "(?!.*(?:こそ|だって|さえ|(?<!ど)も))"
_KINDS = (
    "(?:者|住民|[市区町村県府国都道]民|農家|主婦|主夫|会社員|学生|高校生|中学生|大学生|小学生|保護者|親|母|父"
    "|職員|教員|教師|医師|看護師|店主|運転手|患者|遺族)"
)
_STATES = r"[0-9０-９一二三四五六七八九十百]{1,4}(?:歳|才|代|か月|ヶ月|ヵ月)|[^、はが]{1,12}(?<!気)持ち|[^、はが]{1,12}の[一-龠]代目"
_DOES = (
    r"(?:経営|運営|勤務|従事|在住|在学|在勤|通院|通学|通勤|担当|居住|仕事|商売|農業|漁業|林業|[一-龠]{1,3}屋|[^、はが]{1,10}[員長士師])"
    r"(?:を|に)?(?:いた)?し(?:て|ながら[^。、]{1,12}て)(?:い|おり)?"
    r"|(?:営ん|住ん|育て|働い|勤め|通っ|通わせ|務め|やっ)(?:[でて])(?:い|おり)?"
)
_LONG_SINCE = (
    r"(?:[^。、はが]{0,24}(?:年間?|か月間?|年前から|代から|以来|ときから|時から)、?(?:ずっと)?)"
)
SELF = re.compile(rf"{_WRITER}{_BESIDE_OTHERS}[^、。はが]{{1,40}}{_KINDS}(?:です|でございます)")
"""Says of what kind of people the writer is, without a stop."""
_SELF = re.compile(
    rf"(?:はじめまして。?)?{_WRITER}{_BESIDE_OTHERS}"
    rf"(?:[^。はが]{{0,40}}{_KINDS}(?:です|だ|でございます|である)"
    rf"|(?:{_LONG_SINCE}|今年(?:で|は)?)?(?:{_STATES})(?:です|だ|になります|になる|でございます)"
    rf"|(?:{_LONG_SINCE}|[^。はが]){{0,40}}(?:{_DOES})(?:ます|ました|る|た)"
    r"|[^。はが]{1,40}と(?:申し|いい|言い)ます)"
)


def introduces(sentence: str) -> bool:
    """Whether a sentence says who its writer is and nothing else.

    >>> [introduces(s) for s in ("居酒屋を経営しています。", "喫煙者も市民です。")]
    [True, False]
    """
    words = "".join(sentence.split()).rstrip(STOPS)
    return bool(_SELF.fullmatch(words)) and not claims(words)
