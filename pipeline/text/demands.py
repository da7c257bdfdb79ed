"""What a demand looks like in official Japanese: wishes, requests, duties, needs.

Four questions are asked of the same words, and each pattern was measured on labels of its own
question, so they differ in where they stop: whether a sentence demands (``is_demand``, by which
answers are cut into opinions), whether it says what is wanted, however plainly (``wants``, by which
a sentence is quoted for its text), whether an opinion is a request (``REQUEST_CUES``, among the
opinion types), and which endings are one wish in many grades of politeness (``WISH_ENDING``).
"""

import re

_DEMAND = re.compile(
    r"(?:いただ|頂)(?:きたい|けない|けます|ければ|けると|くよう)|(?:ほし|欲し|もらいた)い"
    r"|(?:下さい|ください)|(?:お願い|おねがい)(?:し|いた|申|す|です)|お願い。?$"
    r"|べき(?!では|でな|とは|との指摘)|求め(?:る|ます|たい)(?!べきで)|要望(?:する|し|いた)"
    r"|希望(?:する|し|いた)|提案(?:する|し|いた)|願いたい|(?:さ|せ|ら|示|改|含)れたい"
    r"|望(?:む|みます|まれる|ましい)|(?:て|では|たら|したら)どうか|ではな(?:い|かろう)か"
    r"|(?:する|行う|示す|講ずる|図る|設ける|ある|ない|きる|れる|せる|める|える|やす)こと。?\s*(?:以上)?\s*$"
    r"|期待(?:する|し|いた)|急ぐ必要|追加する。|削除する。|修正する。"
)
_NEED = re.compile(r"必要(?:で(?:ある|す|はないか)|だ|がある|があ|と(?:考|思)|。|$)|必須")
_PLAINLY = re.compile(
    r"(?:なければ|なくては|ねば)(?:なら|いけ)|てはなら(?:ない|ん)|(?:すべ|べ)からず"
    r"|(?:て|で)(?:もらえ|いただけ|頂け|くれ|くださら)(?:ない|ません)(?:もの)?(?:でしょう|だろう)?か"
    r"|(?:られ|でき|なり|り|け|せ)(?:ませんか|ないものか|んのか|ないでしょうか)[。？?]?$"
    r"|(?:て|で)(?:くれ|ちょうだい|頂戴|もらわ[んな][^。]{0,12})[。！!]*$"
    r"|(?:が|も)(?:要る|要ります|いる|欠かせ(?:ない|ません)|不可欠(?:だ|です|である)?)[。！!]?$"
    r"|[たるい](?:方|ほう)が[^。]*(?:よ|良|い|早|安|効|まし|賢明|望まし|きれい|自然|親切)"
    r"|(?:(?:れ|け|せ|え|め|て|べ|ね|げ)ば|たら|で)(?:いい|よい|良い)(?![^。]*か[。？?]?$)[^。、]{0,12}[。！!]?$"
    r"|(?:べき|よい|良い|いい|必要)(?:なの)?では(?:ない|ありません)(?:でしょう|だろう)?か"
    r"|で(?:十分|足り|済)[^。、]{0,12}[。！!]?$|[うくぐすつぬぶむる]こと[。！!]?$"
    r"|[るたがもを]先(?:だ|です|である|では|に[^。]{1,20})[。！!]?$|(?:当たり前|当然)では(?:ない|あり)"
    r"|(?:仕事|務め|責務|義務|責任|役割)(?:です|だ|である|では|じゃ)(?!な[いく]。)"
    r"|(?<=[一-龠々])(?:を|に|で)[。！!]+$|(?<!し)(?:たら|だら)[？?]$"
    r"|(?:追加|削除|修正|変更|明記|記載|見直し|撤廃|廃止|撤回|中止|延長|充実|拡充|支援|整備|設置)[。！!]?$"
)
"""What people ask for in words of every day: put as a question, as what is better, left open."""

REQUEST_CUES = (
    r"べき(?!か)",
    r"(?:なければ|なくては|ねば)(?:なら|いけ)",
    r"(?:て|で)(?:い?ただきた|ほし|欲し|もらいた|くださ|下さ)",
    r"(?:お願い(?!をし)|願いた|望みた|望みます|望む|望まれる|望ましい|求めたい|求めます|求める。?$|求められる)",
    r"(?:要望|要請|提案)(?:する|します|したい|いたし)",
    r"され(?:たい|るよう)",
    r"(?:必要|不可欠|必須)(?:が(?:ある|あり|あろう)|では|である|であり|です|だ[。、]?$|と(?:考|思|な)|[。、]?$)",
    r"(?:重要|大事|大切|肝要|有効|効果的|適当|妥当)(?:では|である。?$|であり|です。?$|だ。?$|と(?:考|思|な)|。?$)",
    r"(?:しては|たら)(?:どう|いかが)",
    r"(?:方|ほう)が[^。]*(?:よい|良い|いい|望ましい|明確|より|のでは)",
    r"(?:できる|なる|よい|良い|いい)のでは(?:ない|$|[。？?])",
    r"(?:すること|こと)[、。]?$",
    r"い?ただき(?:たく)?[、。]?$",
)
"""Duties, wishes, needs, proposals put as a question; measured by `opinions evaluate nature`."""

WISH_ENDING = (
    r"(?:を)?(?:いただ(?:きたい|け(?:ます)?(?:よう|ると|れば)(?:おねがい|お願い|さいわい|幸い"
    r"|ありがたい|助かり)?)|ほしい|もらいたい|くださ(?:い|いますようお願い|るようお願い)"
    r"|お願い(?:したい|いた|し|申し)?)(?:上げ|いた|し)?(?:ます|です|である)?"
    r"(?:と?(?:思|存じ|考え)(?:い|え)?ま?す?(?:る)?)?(?=[。、！？!?]|$)"
)
"""Endings that differ in politeness alone; for texts in the wording of ``canonical``."""
DUTY_ENDING = (
    r"べき(?:である|です|だ)?(?:と(?:思(?:う|います)|考え(?:る|ます)|存じます))?(?=[。、！？!?]|$)"
)
"""As ``WISH_ENDING``, of 〜べき."""


def is_demand(sentence: str) -> bool:
    """Whether a sentence has the words of a wish, a request, a duty or a proposal."""
    return bool(_DEMAND.search(sentence))


def wants(sentence: str) -> bool:
    """Whether a sentence says in any way what is to be done: a demand, a need, a plain wish.

    >>> [wants(s) for s in ("夜だけ認めてもらえませんか。", "毎朝掃いているのは私です。")]
    [True, False]
    """
    return is_demand(sentence) or says_need(sentence) or bool(_PLAINLY.search(sentence))


def says_need(sentence: str) -> bool:
    """Whether a sentence says that something is needed."""
    return bool(_NEED.search(sentence))
