"""The sentences of an opinion that tell it: what it asks for, else how it judges.

A passage is to be understood alone. One that leans on the sentence before (これ, その) or asks
without saying for what (検討してください。) takes that sentence along; one that announces what to
write (以下を追記されたい。) takes the next.
"""

import re
from dataclasses import dataclass
from enum import IntEnum

from pipeline.segmentation.section_heads import section_kind
from pipeline.text import stance_words
from pipeline.text.demands import wants
from pipeline.text.mask_marks import MASK_MARK
from pipeline.text.own_words import UNREADABLE, own_sentences, own_words
from pipeline.text.speech_acts import claims, is_reason, worries

_CLOSES = 400  # characters at the end of a sentence, where its verbs stand; bounds the work
_READ = 3_000  # characters of a text; an opinion has told itself by then, and time stays bounded
_LONGEST_HEAD = 60  # characters of a line that names a place
_LONGEST_WHOLE = 120  # characters of a text that is quoted as it begins: three lines of the table


class Tells(IntEnum):
    """What a passage says of its opinion, the less the lower."""

    NOTHING = 0
    QUESTION = 1
    VIEW = 2
    STAND = 3
    WISH_OF_SOMETHING_SAID = 4
    WISH = 5


@dataclass(frozen=True)
class Passage:
    """A span of a text, in characters, and what it tells."""

    begin: int
    end: int
    tells: Tells


_LEANS = re.compile(
    r"[、\s　]*(?:(?:また|ただ|なお|そして|だから|ですから|しかし|ならば|それなら)、?)?"
    r"(?:[こそあ](?:れ(?!とも|から)|の(?!ほか|他|まま)|こ|う|んな|ちら|ういっ|うし)|前者|後者|同様)|^(?:やる|作る|造る)なら"
)
_LEANS_ON_NEXT = re.compile(
    r"(?:以下|下記)(?:の(?:とおり|通り|[^、。]{1,12}[をに])|を|に|と)|次の(?:とおり|通り|[^、。]{1,8}を)|『』|「」|（）"
)
_SAYS_OF_WHAT = re.compile(r"[をがはも](?!$)|(?:について|に関して|に対して|には)")
_OWN_OBJECT = re.compile(
    r"(?:^|(?<=[、。]))(?:[ぜ是何な][ひ非とに卒][もぞ]?、?|どうか、?)?[一-龠々ァ-ヴー]+(?:き?[りいしけげ][一-龠]*[げしりき]?)?を"
    r"(?=(?:お|御)?(?:願|求め|希望|要望|要求|望|期待|して|する|いただ|頂|ください|下さい|すべ))"
)
"""検討をお願いします: the object of such a verb is the verb itself."""
_ENDINGS = re.compile(
    r"のでは(?:ない|あり)[^。]*|では(?:ない|あり|なか)[^。]*|(?:て|で|たら)は(?:どう|いかが|な|いけ|もら)[^。]*"
    r"|(?:方|ほう)が[^。]*|必要が[^。]*|(?:て|で)も(?:らい|らえ|らわ|よい|いい)[^。]*|と(?:考え|思)[^。]*"
    r"|(?<=[一-龠])[はも](?:せず|しない)"
)
_PLEA = re.compile(
    r"(?:頑張|がんば)|応援|忘れないで|(?:よろしく|宜しく)[^。]{0,14}$|(?:参照|ご?覧|御覧)(?:くだ|下)"
    r"|(?:回答|返事|返信|連絡|返答)を?(?:お?願い|ください|下さい|お?待ち)|耳を(?:傾|貸)|真剣に"
    r"|(?:ありがと|有難|感謝)"
)
"""Asks for nothing that the matter is about."""
_OTHERS_SAY = re.compile(r"と(?:いう|言う|の)(?:声|意見|要望|人|方)")
_STANDS = re.compile(rf"{stance_words.CONSENT.pattern}|{stance_words.REFUSAL.pattern}")
_STRONG = re.compile(r"賛成|反対|賛同|異論|異存|支持|納得")
_VERDICT = re.compile(
    "|".join(
        pattern.pattern
        for pattern in (stance_words.STOP, stance_words.BAD, stance_words.GOOD, stance_words.HARM)
    )
)
_THINKS = re.compile(
    r"(?:と(?:思|考え|感じ|存じ|見)[^。、]{0,12}|はず(?:だ|です|である)|に違いな[^。]*|に(?:すぎ|過ぎ)(?:ない|ません)"
    r"|[すぎ]ぎ(?:る|ます|です|だ)|のと(?:同じ|変わら)[^。]*|(?:逆|無理|限界|別|論外|十分|不十分|問題|失敗|成功)(?:だ|です|である)?"
    r"|(?<!か)(?:でしょう|だろう)|(?:要ら|いら)(?:ない|ん|ぬ)|(?:要|い)りません)[。！!？?]*$"
    r"|(?<!てい)[るう]のは、?[^。]*(?:だ|です|である|い)[。！!]*$"
)
_ASKS = re.compile(r"[？?]|(?:です|ます|でしょう|だろう|の|る|ん|い)か(?:ね|な)?[。]?$")
_AROUND = re.compile(r"[\s　]+")
_CONTACT_WORDS = re.compile(
    r"電話|携帯|番号|メール|アドレス|連絡|住所|氏名|FAX|です|まで|[はのをへ]", re.I
)


def passages(text: str) -> list[Passage]:
    """The passages of a text that may stand for it, those that tell most first.

    The last is its beginning, cut behind a sentence; none for a blank text.

    >>> text = "館が遠い。分館が週に一日だけ開く。改めてください。"
    >>> [text[one.begin : one.end] for one in passages(text)][0]
    '分館が週に一日だけ開く。改めてください。'
    """
    text = text[:_READ]
    veiled = own_words(text)
    whole = [_without_heads(text, *span) for span in own_sentences(veiled)]
    spans = [
        (end - len(veiled[begin:end].lstrip(f"{UNREADABLE} 　\n")), end)
        for begin, end in whole
        if _has_words(veiled[begin:end])
    ]
    said = [_AROUND.sub(" ", veiled[begin:end].strip()) for begin, end in spans]
    tells = [_tells(sentence) for sentence in said]
    found: list[Passage] = []
    for number, sentence in enumerate(said):
        wish_alone = tells[number] is Tells.WISH and not _says_of_what(sentence)
        leans = wish_alone or bool(_LEANS.match(sentence))
        begin, end = spans[max(0, number - leans)][0], spans[number][1]
        if tells[number] is Tells.WISH and _LEANS_ON_NEXT.search(sentence):
            end = min((stop for start, stop in whole if start >= end), default=end)
        told = Tells.WISH_OF_SOMETHING_SAID if wish_alone else tells[number]
        found.append(Passage(begin, end, told))
    found = sorted((one for one in found if one.tells), key=lambda one: -one.tells)
    return found + _beginning(text)


def has_words_beside_masks(text: str) -> bool:
    """Whether anything but masks and the words that go with them is said."""
    return _has_words(_CONTACT_WORDS.sub("", MASK_MARK.sub("", text)))


def _has_words(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _tells(sentence: str) -> Tells:
    sentence = sentence[-_CLOSES:]
    if not has_words_beside_masks(sentence):
        return Tells.NOTHING
    is_plea = bool(_PLEA.search(sentence))
    is_own = not (is_plea or is_reason(sentence) or _OTHERS_SAY.search(sentence))
    if is_own and wants(sentence):
        return Tells.WISH
    if _STRONG.search(sentence) and (claims(sentence) or _STANDS.search(sentence)):
        return Tells.STAND
    views = (_VERDICT, _STANDS, _THINKS)
    if not is_plea and (worries(sentence) or any(cue.search(sentence) for cue in views)):
        return Tells.VIEW
    return Tells.QUESTION if _ASKS.search(sentence) else Tells.NOTHING


def _says_of_what(wish: str) -> bool:
    """Whether a wish names its object, and not the act alone."""
    words = _OWN_OBJECT.sub("", _ENDINGS.sub("", wish.rstrip("。！!？?")))
    return bool(_SAYS_OF_WHAT.search(words))


def _without_heads(text: str, begin: int, end: int) -> tuple[int, int]:
    """A span without the lines above it that name a place or say what follows."""
    while (line := text.find("\n", begin, end)) >= 0:
        words = text[begin:line].strip()
        if words and (len(words) > _LONGEST_HEAD or section_kind(text, begin) is None):
            break
        begin = line + 1
    words = text[begin:end]
    return end - len(words.lstrip()), begin + len(words.rstrip())


def _beginning(text: str) -> list[Passage]:
    spans = [_without_heads(text, *span) for span in own_sentences(text)]
    spans = [(begin, end) for begin, end in spans if begin < end]
    if not spans:
        return []
    first = spans[0][0]
    ends = [end for _, end in spans if end - first <= _LONGEST_WHOLE]
    return [Passage(first, ends[-1] if ends else spans[0][1], Tells.NOTHING)]
