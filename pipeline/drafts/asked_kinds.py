"""Which way an opinion wants a clause to change: gone, later, more, less, milder, stricter.

What is to be added, excepted or made clear is told by its words (``answered_asks``); as kinds these
three were wrong more often than right on comments on the 6th Basic Environment Plan.
"""

import re
import unicodedata
from enum import StrEnum

from pipeline.text.demands import wants
from pipeline.text.sentences import sentences
from pipeline.text.speech_acts import shielded, side_of


class Kind(StrEnum):
    """A direction in which a clause can change, and in which an opinion can ask for it."""

    DELETE = "delete"
    POSTPONE = "postpone"
    RAISE = "raise"
    LOWER = "lower"
    SOFTEN = "soften"
    HARDEN = "harden"


NAMES = {
    Kind.DELETE: "削除",
    Kind.POSTPONE: "延期",
    Kind.RAISE: "引上げ・延長",
    Kind.LOWER: "引下げ・短縮",
    Kind.SOFTEN: "緩和",
    Kind.HARDEN: "強化",
}
"""As readers know them."""
_WISHES = {
    Kind.DELETE: r"削[除っる]|廃止|撤廃|撤回|取り?(?:やめ|止め|下げ)|[なさ無]くし[てた]|やめ[てる]"
    r"|外し[てた]|外す|消し[てた]|落とし[てた]",
    Kind.POSTPONE: r"延期|先送り|先延ばし|遅ら[せす]|遅く|繰り?下げ|猶予|後ろ倒し|経過措置"
    r"|(?:準備|周知|移行)期間|(?:後ろ|あと|先)[にへ](?:ずらし?|延ば|回し)|ずらし",
    Kind.RAISE: r"増[やえ]|増[額員]|引き?上げ|上げ[てる]|延長|[延伸]ばし|[延伸]ばす|長く|広げ|広く"
    r"|拡[大充げ]|多く|手厚|高く",
    Kind.LOWER: r"減ら|減[額免]|軽減|引き?下げ|下げ[てる]|安く|短く|短縮|縮[めむ小]|少なく|狭く"
    r"|低く|無[料償]",
    Kind.SOFTEN: r"緩[めくや和]|ゆる[めくや]|柔軟|弾力|努力義務|任意|配慮|とどめ|寛容",
    Kind.HARDEN: r"義務[付づ]け|義務化|義務と(?:し|す)|必ず|厳し[くめ]|厳格|強化|強め|徹底"
    r"|禁止[しす]|禁じ|罰則を",
}
"""In sentences that want something."""
_PLIGHTS = {
    Kind.DELETE: r"不要|[要い]ら(?:ない|ん)|必要(?:が|は|も)?(?:ない|ありませ)|行き過ぎ"
    r"|やり(?:過|す)ぎ|反対(?!意見)|(?:の|こと)は(?:どうか|いかが|疑問|おかし)",
    Kind.POSTPONE: r"(?:施行|適用|実施|開始|導入)[^。]{0,20}"
    r"(?:早い|早(?:過|す)ぎ|急|間に合わ|拙速|無理)"
    r"|準備[^。]{0,8}(?:間に合わ|時間)|急(?:過|す)ぎ",
    Kind.RAISE: r"(?:期間|年|月|日|時間|分|では|で)[^。、]{0,6}短"
    r"|(?:額|人|数|円)[^。、]{0,6}(?:少な|足り|低)",
    Kind.LOWER: r"(?:料|額|費|代|金|円|税|率)[^。、]{0,8}(?:高い|高(?:過|す)ぎ|重|大き)"
    r"|負担[^。、]{0,8}(?:重|大き)|(?:期間|年|月|日|時間)[^。、]{0,6}長(?:い|過|す)",
    Kind.SOFTEN: r"厳し(?:い|過|す)|酷|無理|行き過ぎ|やり(?:過|す)ぎ|きつ|重(?:過|す)ぎ"
    r"|(?:なぜ|何故|どうして)[^。]{0,60}(?:命令|命じ|強制|義務)|押し?[付つ]け(?:られ|る|だ|に|で)"
    r"|(?:命令|強制|義務[付づ]け)(?:され|する)[^。]{0,8}(?:のか|おかし|疑問|筋|いわれ|覚え)",
    Kind.HARDEN: r"弱い|弱(?:過|す)ぎ|甘い|甘(?:過|す)ぎ|緩(?:い|過|す)|ゆる(?:い|過|す)|手ぬるい"
    r"|実効性(?:が|に)",
}
"""In any sentence: what is wrong with the draft."""
_ON_CONDITION = re.compile(
    r"(?:なら|であれば|ことを条件に)[^。]{0,20}"
    r"(?:賛成|賛同|支持|協力|異存|異議|文句|構わ|かまわ|[よ良い]い|認め)"
)
"""What is to come before somebody agrees is asked for."""
_WELCOME = re.compile(
    r"(?:もらえ|いただけ|頂け|くれ|くださ|下さ)(?:る|れ|い)?(?:と|ば|たら|なら)[^。]{0,12}"
    r"(?:助か|ありがた|有り?難|うれし|嬉し|幸い)"
)
"""So is what would help."""
_NOT_SO = re.compile(
    r"[^。、]{0,8}?(?:ないで(?!は)|べきで(?:は|も)?な(?!い(?:で(?:しょ|す)|か))|必要(?:は|が|も)?な"
    r"|(?:は|も)?しない|には?反対|は?困)"
)
"""Behind the words of a wish: what is asked is that it does not come."""
_COMPILED = {
    True: {kind: re.compile(words) for kind, words in _WISHES.items()},
    False: {kind: re.compile(words) for kind, words in _PLIGHTS.items()},
}


def asked_kinds(text: str) -> frozenset[Kind]:
    """The kinds of change that a text asks for.

    Args:
        text: of an opinion.

    >>> sorted(asked_kinds("利用料が高い。もっと下げてほしい。"))
    [<Kind.LOWER: 'lower'>]
    >>> sorted(asked_kinds("この条は削除しないでほしい。"))
    []
    """
    plain = shielded(unicodedata.normalize("NFKC", text))
    found = set()
    for begin, end in sentences(plain):
        sentence = plain[begin:end]
        is_asked = wants(sentence) or _ON_CONDITION.search(sentence) or _WELCOME.search(sentence)
        for is_wish in (True, False) if is_asked else (False,):
            for kind, words in _COMPILED[is_wish].items():
                if any(not _NOT_SO.match(sentence, one.end()) for one in words.finditer(sentence)):
                    found.add(kind)
    return frozenset(found)


def without_refusals(text: str) -> str:
    """A text without the sentences that want something undone: their words are not asked for.

    >>> without_refusals("札は要らない。電話で知らせてほしい。")
    '電話で知らせてほしい。'
    """
    parts = (text[begin:end] for begin, end in sentences(text))
    return "".join(
        part for part in parts if side_of(part) >= 0 and Kind.DELETE not in asked_kinds(part)
    )
