"""What only greets, thanks for the occasion, excuses, introduces, announces or closes.

A sentence is courtesy where it is made of such phrases alone; one with an object of its own
(補助の継続をよろしくお願いします) says something.
"""

import re

from pipeline.layouts.role_words import squeezed
from pipeline.text.sentences import sentence_spans, sentences_and_lines
from pipeline.text.speech_acts import claims, worries

LONGEST = 80
"""Characters of a sentence; what is longer says more than any formula."""
_OFFICE = (
    "(?:課|係|室|局|(?<![一全大内外上下細])部|委員会|協議会|協会|議会|連合会|自治会|役場|役所|組合"
    "|センター|[都道府県市区町村])"
)
_OF_AN_OFFICE = (
    rf"[^、はがをにで]{{0,24}}{_OFFICE}(?:の[^、はがを]{{1,12}}|[^、はがをにでの]{{1,6}})?"
    "(?:です|でございます|と申します)"
)
_DO = "(?:申し?上げ|いたし|致し|し)"
_HONOURED = (
    "(?:(?:ご|御)(?:査収|検討|確認|高配|対応|理解|協力|審議|配慮|教示|一読|指導|参考|高覧)"
    "(?:、|と|や|並びに|及び|の上)?)"
)
_AGAIN = "(?:以上|何卒|どうか|どうぞ|なにとぞ|引き続き|今後とも|それでは|では|重ねて|併せて)、?"
_PLEASE = f"(?:よろしく|宜しく)(?:お?願い)?を?{_DO}?(?:ます|ました|たく存じます)?"
_SORRY = (
    "(?:恐縮|恐れ入り|申し訳(?:あり|ござい|なく)|すみ|すいま|失礼|お手数|御手数)[^。、]{0,12}?"
    "(?:です|ます|ました|ません)"
)
_VERY = (
    "(?:(?:大変|いつも|誠に|まことに|心より|厚く|本当に|どうも|(?:日頃|平素)(?:から|より|は)?"
    "|格別の|この(?:度|たび)は?|今回は|このような|貴重な)、?){0,3}"
)
_OCCASION = (
    "(?:(?:意見|発言|説明|回答|パブリックコメント|パブコメ|照会|提案|検討)"
    "(?:提出|表明|募集|を(?:述べる|出す|言う|伝える))?の?)?"
    "(?:機会|場|お?時間"
    "|(?:ご|御)(?:連絡|案内|説明|照会|送付|指導|支援|協力|尽力|高配|教示|回答|対応|配慮|依頼))"
    "[をに]?(?:設けて?|与えて?)?(?:いただき|頂き|くださり|下さり|賜り|頂戴し)?(?:まして)?"
)
_PHRASES = (
    r"お?世話(?:さま|様)?に(?:なって|なり)(?:おり|い)?(?:ます|ました|まして)",
    r"(?:こんにちは|こんばんは|おはようございます|(?:はじめ|初め)まして|拝啓|前略|敬具|草々|謹白|謹啓"
    r"|かしこ|以上(?:です|になります|となります)?)",
    r"お疲れ(?:さま|様)(?:です|でございます)",
    r"(?:突然|初めて)[のに]?(?:ご|御|お)?(?:連絡|メール|投稿|手紙|便り)?を?"
    r"(?:いたし|させていただき|差し上げ|失礼(?:いたし|し)?|申し訳ござい)(?:ます|ません)",
    r"(?:ご無沙汰|失礼)(?:いた|致)?し(?:て(?:い|おり))?(?:ます|ました)",
    rf"(?:ご|御|お)(?:多忙|多用|忙しい)の?(?:ところ|中|折|なか|際)を?、?{_VERY}{_SORRY}",
    rf"(?:お手数|ご面倒|ご迷惑)を?お?かけ(?:いた|致)?して?、?(?:ます|{_SORRY})",
    rf"(?:長文|乱文|長々と|取り急ぎ|略儀ながら|メール|書面)(?:にて|で|となり|になり|まして|を|、){{0,3}}"
    rf"{_VERY}(?:{_SORRY}|(?:お送り|ご連絡)?(?:いたし|し)(?:ます|ました)?)",
    rf"(?:{_AGAIN}){{0,2}}{_HONOURED}{{0,3}}"
    "(?:(?:いただけ|いただき|頂き|頂け|ください|下さい|賜り)ますよう|の?ほど|の程|を|下さい|ください)?、?"
    f"(?:{_AGAIN})?{_PLEASE}",
    rf"(?:{_AGAIN}){{0,2}}{_HONOURED}{{1,3}}(?:のほど|の程|ほど|を)?、?"
    f"(?:お願い{_DO}ます|(?:ください|下さい)(?:ませ|ますよう(?:お願い{_DO}ます)?)?)",
    rf"{_HONOURED}{{1,3}}に?(?:なれば|していただければ|いただければ|いただけると|くだされば|まで)、?"
    r"(?:幸い|ありがたく存じ|うれしい)(?:です|に存じます|ます)?",
    r"(?:(?:先日|今回|早速|さっそく)、?)?[^、。はがもでにと]{1,20}を(?:全て|すべて|一通り|ひととおり)?"
    r"(?:(?:拝見|拝読|一読|通読)(?:いた|致)?し|読み|読ませて(?:いただき|頂き))ました",
    rf"{_VERY}(?:{_OCCASION})?、?{_VERY}(?:ありがとう|有難う|有り難う|感謝|御礼|お礼)を?"
    rf"(?:ござい|{_DO}(?:て(?:い|おり))?)(?:ます|ました)",
    r"(?:(?:私|わたくし|わたし|当方|小生)は?、?)?[^、。はがをも]{1,34}と(?:申し|いい|言い)(?:ます|ました)",
    r"(?:(?:私|わたくし|わたし)は?、?)?[^、。はがも]{1,34}と申す者です",
    r"(?:以下|下記|次)(?:に|の(?:とおり|通り)|、|にて|が)?、?[^、。]{0,16}?(?:意見|コメント|要望|提案)"
    r"(?:を|が|です|について)?[^、。]{0,14}?(?:ます|です|ました)",
    r"[^、。はが]{0,30}(?:の件(?:について|に関して)?|について|に(?:対し|関し)て?|の募集に)?、?(?:私の)?意見を"
    r"(?:お?送り?(?:いた|致)?し?|送付(?:いた|致)?し|提出(?:いた|致|させていただき)?し?"
    r"|述べ(?:させていただき)?|申し上げ)ます",
)
_COURTESY = re.compile(
    rf"(?:{_VERY}(?:{'|'.join(_PHRASES)})(?:が|ので|けれども)?[、。!！]{{0,2}}){{1,6}}"
)
_INTRODUCES = re.compile(_OF_AN_OFFICE)
_FIRST = (
    re.compile(r"[^\n]+"),
    re.compile(r"[^。！？!?\n]+[。！？!?]+"),
    re.compile(r"[^。！？!?]+[。！？!?]+"),
)
"""The first line, the first sentence of it, the first sentence over wrapped lines."""


def is_courtesy(text: str) -> bool:
    """Whether a sentence or line is courtesy alone.

    >>> [is_courtesy(s) for s in ("甲町の山田と申します。", "素案を拝読しました。")]
    [True, True]
    >>> [is_courtesy(s) for s in ("補助の継続をよろしくお願いします。", "案は読みました。")]
    [False, False]
    """
    words = squeezed(text).strip("。．.!！~〜・*＊")
    if not 0 < len(words) <= LONGEST:
        return False
    if _COURTESY.fullmatch(words):
        return True
    return bool(_INTRODUCES.fullmatch(words)) and not (claims(words) or worries(words))


def spoken(text: str) -> tuple[int, int]:
    """Where an answer begins and ends, in characters, without courtesies around it.

    >>> text = "お世話になっております。延長してほしい。よろしくお願いします。"
    >>> text[slice(*spoken(text))]
    '延長してほしい。'
    """
    begin, end = 0, len(text)
    while (stop := _opening(text, begin, end)) is not None:
        begin = stop
    while (start := _closing(text, begin, end)) is not None:
        end = start
    return begin, end


def _opening(text: str, begin: int, end: int) -> int | None:
    """The end of a courtesy at the begin of a span; None where there is none."""
    at = end - len(text[begin:end].lstrip())
    found = (cut.match(text, at, end) for cut in _FIRST)
    return next((one.end() for one in found if one and is_courtesy(one[0])), None)


def _closing(text: str, begin: int, end: int) -> int | None:
    """The begin of a courtesy at the end of a span; None where there is none."""
    at = begin + len(text[begin:end].rstrip())
    line = max(begin, text.rfind("\n", begin, at) + 1)
    pieces = sentences_and_lines(text[line:at])
    starts = {line, *(b for b, e in sentence_spans(text, begin, at)[-1:] if e >= at)}
    starts |= {at - len(pieces[-1])} if pieces else set()
    found = (start for start in sorted(starts) if start < at and is_courtesy(text[start:at]))
    return next(found, None)
