"""What a sentence does: ask, take a stand, give a reason, announce what follows.

Read from how official Japanese closes a sentence; quoted words are shielded before.
"""

import re

from pipeline.text.demands import is_demand, says_need
from pipeline.text.sentences import STOPS
from pipeline.text.stance_words import CONSENT, GOOD, REFUSAL

_STAND = re.compile(
    r"(?:賛成|反対|賛同|異論|異存|支持|容認|認められ(?:ない|ません)|評価(?:する|し|いた|でき))"
)
_BECAUSE = re.compile(r"(?:ため|から|ので)(?:で(?:も)?ある|です|だ)?[。\s]*$|^(?:なぜなら|理由)")
_WORRIES = re.compile(
    r"(?:懸念|心配|不安|危惧|憂慮|恐れ|おそれ|嫌|悲し|困[っる難惑]|混乱|足り(?:ない|ません)|不足|厳しい|無理)"
    r"(?:(?:が|も|を)?(?:ある|あり|して|され|残|感じ|抱|覚え)|に(?:思|感じ))?[^。、\n]{0,12}[。！!\s]*$"
)
_REFERS = re.compile(
    r"[、\s　]*(?:こ(?:れ|の(?!ほか|他)|う|こ)|そ(?:れ(?!から)|の(?!ほか|他|上で)|う|こ)|なぜ|理由"
    r"|例え|たとえ|しかし|だが|よって|従って|したがって|ゆえ|つまり|すなわち|以上|よろしく|どうぞ|何卒|なにとぞ|引き続|少なくとも"
    r"|特に|具体的|当該|同|上記|前述|いずれ|※|（|\(|少し|むしろ|ですので|だから|そこで|もし|ならば|言い換え)"
)
_ADDS = re.compile(
    r"[、\s　]*(?:また(?!は)|又(?!は)|併せて|あわせて|合わせて|さらに|更に|加えて|一方|他方"
    r"|このほか|その(?:ほか|他)|それから|その上で|なお|ただし|次に|最後に|もう[一1]点|別件)"
)
_NOTE = re.compile(r"[、\s　]*(?:なお|ただし|その上で)")
_RESTRICTS = re.compile(
    r"[、\s　]*(?:ただし|但し|(?:また|なお|その上で|さらに|さらには)、?"
    r"(?:そ|こ)の(?:場合|際|とき|時|点|ため))"
)
_DOUBTS = re.compile(
    r"(?:ない|ません|なくなる|[いう]すぎる|過ぎる|困る|難しい|厳しい|無理(?:な)?|おそれがある|恐れがある)"
    r"のでは(?:ない|あるまい|なかろう)?(?:でしょう|だろう)?か?[。？?]*$"
)
_NO_POINTS = re.compile(
    r"理由|背景|根拠|原因|例(?:え|と|：|\)|）)|内訳|のとおりで|次のような|以下のような|具体的に|留意"
    r"|方式|考えられる|対象とすべき|などの?うち|状況は|現状は|前提|参考|該当"
)
_ANNOUNCES = re.compile(
    r"要望|意見|提出|求め|お願い|願い|提案|質問|[以次下]の(?:点|とおり|事項|通り)|以下|記$|下記|次(?:に|を|の)"
)
_CONCLUDES = re.compile(
    r"[\s　]*(?:以上(?:から|の(?:こと|理由|よう)|により|を)|いずれも|である"
    r"|の[0-9０-９一二三四五]+[点つ]|です。|このため|そのため|よって|従って|したがって|など|等)"
)

_AGAINST = re.compile(
    rf"{REFUSAL.pattern}|べきで(?:は|も)?な|ないで(?:くださ|下さ|ほし|欲し|いただ|頂|もらい)"
    r"|(?:中止|撤回|廃止|禁止|不要|やめ|止め)[^。、]{0,12}[。、]?$"
)
_IN_FAVOUR = re.compile(
    rf"{CONSENT.pattern}|{GOOD.pattern}|(?:推進|促進|活用|導入|堅持|利用)[^。、]{{0,16}}"
    r"(?:くださ|下さ|ほし|欲し|いただ|頂|もらい|願|べき|重要|必要)"
)


def shielded(text: str) -> str:
    """The text, of equal length, with what stands in quotation marks made unreadable.

    >>> shielded("「また、支援する。」を追加。")
    '「〓〓〓〓〓〓〓〓」を追加。'
    """
    for opening, closing in ("「」", "『』", "“”"):
        quoted = re.compile(f"{opening}([^{opening}{closing}]{{0,1500}}){closing}")
        text = quoted.sub(lambda m: m[0][0] + "〓" * len(m[1]) + m[0][-1], text)
    inside = re.compile(r"(?<=[^\s])[（(][^（()）\n]{0,300}[)）]")
    return inside.sub(lambda m: re.sub(f"[{STOPS}]", "〓", m[0]), text)


def asks(sentence: str) -> bool:
    """Whether the sentence asks for something to be done.

    >>> [asks(s) for s in ("延長してほしい。", "人員が足りない。", "負担を求めるべきではない。")]
    [True, False, False]
    """
    return is_demand(sentence) and not _BECAUSE.search(sentence)


def claims(sentence: str) -> bool:
    """Whether the sentence asks, says that something is needed, or is for or against."""
    found = is_demand(sentence) or says_need(sentence) or _STAND.search(sentence)
    return bool(found) and not _BECAUSE.search(sentence)


def is_reason(text: str) -> bool:
    """Whether a list item ends as reasons end (…ため, …から)."""
    return bool(_BECAUSE.search(text.strip()))


def refers_back(sentence: str) -> bool:
    """Whether the sentence leans on the one before (この, そのため, 例えば, 以上 …)."""
    return bool(_REFERS.match(sentence))


def worries(sentence: str) -> bool:
    """Whether the sentence ends in a worry or a plight: an opinion without a demand.

    >>> worries("漏えいが心配である。"), worries("心配の声を踏まえ、計画を改めてほしい。")
    (True, False)
    """
    return bool(_WORRIES.search(sentence))


def side_of(sentence: str) -> int:
    """1 where a sentence wants something done or praises it, -1 where it wants it undone, else 0.

    >>> [side_of(s) for s in ("原発を活用すべき。", "原発は廃止すべき。", "説明が足りない。")]
    [1, -1, 0]
    """
    if _AGAINST.search(sentence):
        return -1
    return 1 if _IN_FAVOUR.search(sentence) else 0


def adds(sentence: str) -> bool:
    """Whether the sentence begins with a word that may open another point (また, さらに …)."""
    return bool(_ADDS.match(sentence))


def restricts(sentence: str) -> bool:
    """Whether the sentence limits or goes on with the one before (ただし, また、その場合).

    >>> restricts("ただし、島は除く。"), restricts("また、町の負担を減らす。")
    (True, False)
    """
    return bool(_RESTRICTS.match(sentence))


def doubts(sentence: str) -> bool:
    """Whether the sentence fears something as a question: the reason of a request, no request.

    >>> doubts("半年では間に合わないのではないか。"), doubts("一年に延ばすべきではないか。")
    (True, False)
    """
    return bool(_DOUBTS.search(sentence))


def is_remark(sentence: str) -> bool:
    """Whether the opening word usually brings a remark on the same point (なお, ただし)."""
    return bool(_NOTE.match(sentence))


def announces(lead: str) -> bool:
    """Whether the words before a list say that opinions follow."""
    return bool(_ANNOUNCES.search(lead))


def lists_no_points(lead: str) -> bool:
    """Whether the words before a list say that reasons, examples or parts of one point follow."""
    return bool(_NO_POINTS.search(lead))


def concludes(line: str) -> bool:
    """Whether a line draws the sum of a list before it."""
    return bool(_CONCLUDES.match(line))


def praises(text: str) -> bool:
    """Whether a list ends in one word of praise for all its items."""
    return bool(re.search(r"評価(?:する|し|いた)|賛同|感謝", text))
