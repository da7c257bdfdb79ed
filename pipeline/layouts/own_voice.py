"""Whether a text speaks in somebody's own voice: a wish, a judgement, a worry, a plight.

A sign of its own for what was dropped: it knows no words of forms, letters or headers, only how
Japanese closes a sentence that takes a stand. Forms ask politely (…してください) and name things;
people who answer say what ought to be (…べき), what they want (…してほしい) and what they think.
"""

import re
import unicodedata

from pipeline.text.sentences import STOPS, is_ended
from pipeline.text.speech_acts import shielded

LONG = 25
"""Characters of a sentence that may be somebody's, whatever its ending."""
_THINK = (
    "(?:と(?:も)?(?:思(?:う|い(?:ます)?|われ(?:る|ます)?|って(?:いる|います)|った|いました)"
    "|(?:考え|感じ)(?:る|た|ます|ました|ている|ています)))"
)
_POLITE = "(?:です|だ|である|ね|よ|な|の|が|けど|けれど|から){0,3}"
_OWN = re.compile(
    "(?:"
    r"べき(?:で(?:は|も)?(?:ない|ありません|ある))?"
    r"|(?:て|で)(?:ほし|欲し|もらいた)い"
    r"|(?:いただ|頂)き(?:たい|たく)|(?:られ|され|せられ)たい|(?<=を)(?:望む|望みます|求める|求めます)|望まれる|願いたい"
    r"|ではない(?:でしょう|だろう)?か|では(?:なかろう|ありません)か|のでは(?:ない)?"
    r"|(?:不安|心配|懸念|疑問|残念|不満|無理|反対|賛成|不要|不公平|おかし[いく]|怖い|恐い|困(?:る|ります|っている|っています))"
    r"|(?:足り|間に合わ|使え|通れ|読め|分から|わから|出せ|でき|追いつか|成り立た|行け|見え|届か)(?:ない|ません)|きれ(?:ない|ません)"
    r"|(?:が|も)(?:要る|要ります|いる|必要|不可欠|欠かせ(?:ない|ません))"
    r"|すぎ(?:る|ます)|過ぎ(?:る|ます)"
    ")"
    f"{_POLITE}{_THINK}?{_POLITE}$|{_THINK}{_POLITE}$"
)
_PLEASE = re.compile(
    r"(?:て|で|を)(?:ください|下さい|お願いし|お願い(?:いた|致)し)(?:ます)?[。！!]*$"
)
_BOXES = re.compile(r"[□☐☑☒■✓].*[□☐☑☒■✓]|[①-⑨].*[②-⑨]|[□☐☑☒✓]\s*\S")
_QUESTION = re.compile(r"\s*(?:(?:設問|質問|問|Q)\s*[0-9一二三四五六七八九])")
_STANDS_FOR = re.compile("[○〇◯△▲□×]{2}")
_CUT = re.compile(rf"[{STOPS}()\n\t]+")
_AROUND = re.compile(r"^[\W_]+|[\W_]+$")


def speaks_up(text: str) -> bool:
    """Whether a sentence of a text ends as somebody's wish, judgement, worry or plight.

    >>> [speaks_up(t) for t in ("橋は早めに塗るべき", "夜が怖いです。", "期限を延ばしてほしい")]
    [True, True, True]
    >>> [speaks_up(t) for t in ("期限までにご提出ください。", "追加すべき施策", "受付済")]
    [False, False, False]
    """
    plain = shielded(unicodedata.normalize("NFKC", text))
    said = (_AROUND.sub("", "".join(part.split())) for part in _CUT.split(plain))
    return any(len(words) > 5 and _OWN.search(words) for words in said)


def speaks_at_length(text: str) -> bool:
    """Whether a text holds a whole sentence long enough to be somebody's."""
    return any(len(line.strip()) >= LONG and is_ended(line.strip()) for line in text.split("\n"))


def asks_or_tells(text: str) -> bool:
    """Whether a text speaks up, asks politely, or holds a whole long sentence."""
    return speaks_up(text) or speaks_at_length(text) or bool(_PLEASE.search(text.strip()))


def is_asking(text: str) -> bool:
    """Whether a line is a numbered question, offers things to choose from, or is a pattern (○○)."""
    plain = unicodedata.normalize("NFKC", text)
    return bool(_BOXES.search(text) or _STANDS_FOR.search(text) or _QUESTION.match(plain))
