"""Texts that say which side they take and nothing else (反対, この案に賛成です).

They count for their side; what they are about stands only in the proposal, so no likeness of words
can tell which subject they belong to.
"""

import re

_THIS = (
    r"(?:(?:この|本|当該|今回の|御?提案の|上記の?|標記の?)?"
    r"(?:原案|素案|案|計画|方針|方向性?|条例|改正|提案|件|内容|趣旨|考え方?|事業|施策|制度|これ|全て|すべて|全体|全部)"
    r"(?:[（(]素?案[）)]|案)?(?:の(?:全体|内容|趣旨|方向性?|とおり|通り))?"
    r"(?:に(?:は|対して(?:は)?|対し|つい(?:て(?:は)?)|関して(?:は)?)?|は|を|で)?[、 ]?)"
)
_HOW = (
    r"(?:(?:私|当方|本[市町村県]|当[市町村県会])(?:は|も|としては?)|(?:断固|大|絶対|全面的|全般的|全体的|基本的|強|原則|概|おおむ|もちろん"
    r"|とにかく|やはり|個人的)(?:に(?:は)?|く|として|ね)?)[、 ]?"
)
_SAYS = (
    r"(?:の(?:立場|意見|意思)(?:です|である)?|(?:で(?:す|ある|あります|ございます)|だ)"
    r"|し(?:ます|たい(?:です)?|ております)|する|(?:いた|致)します|と(?:します|する|いたします)"
    r"|(?:を)?(?:表明|表し)(?:します|する|ます)|意見(?:です)?|と(?:思|考え)(?:う|います|る|ます))"
)
_REFUSES = (
    r"(?:(?:でき|出来)(?:ない|ません|かねます)|し(?:ない|ません|かねます)"
    r"|(?:いた|致)し(?:かねます|ません))(?:です)?"
)
_END = r"[\s。．.！!、]*"
_FOR = re.compile(rf"{_THIS}?(?:{_HOW}){{0,2}}(?:賛成|賛同|同意|支持)(?:{_SAYS}){{0,2}}{_END}")
_AGAINST = re.compile(
    rf"{_THIS}?(?:{_HOW}){{0,2}}(?:反対(?:{_SAYS}){{0,2}}|(?:賛成|賛同|同意|支持){_REFUSES}){_END}"
)


def bare_stance(text: str) -> str:
    """The side that is all a text says: ``for``, ``against``; empty for any other text.

    >>> [bare_stance(t) for t in ("反対です。", "本案に賛成いたします", "宿泊税に反対です。")]
    ['against', 'for', '']
    """
    text = text.strip()
    if _FOR.fullmatch(text):
        return "for"
    return "against" if _AGAINST.fullmatch(text) else ""
