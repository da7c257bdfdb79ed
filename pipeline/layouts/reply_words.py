"""Headings of the answering side: what was said to opinions, beside what they say."""

import re
import unicodedata

_WHOSE = (
    "(?:[当本貴弊]?(?:国|省|庁|府|県|都|道|市|町|村|区|課|局|部|室|組合|団体|協議会|審議会|委員会)"
    "|事務局|所管|担当|行政|当局"
    "|政府|大臣|首長|市長|町長|村長|知事|提案者|実施機関|主管課?|関係省庁|各省庁"
    "|[^\\s、。／]{1,8}(?:省|庁|市|町|村|県|局|課|部|会))"
)
_SAY = (
    "(?:考え方?|回答案?|見解|対応(?:方針|方策|状況|結果|案|策|内容)?|処理(?:案|方針|結果)|コメント"
    "|返答|説明|所見|方針|取扱い|反映状況|メモ)"
)
_TO_WHAT = (
    "(?:(?:ご|御)?(?:意見|要望|質問|コメント|提案|指摘|照会|提言|質疑)(?:等|など)?(?:の内容)?)"
)
_ASIDE = f"(?:[(（【\\[〔](?:{_WHOSE}等?|案|概要)[)）】〕\\]])"
_BY_WHOM = (
    "(?:[(（【\\[〔](?:事務局|行政|当局|[当本]?(?:国|省|府|県|市|町|村|区|課)|(?:所管|担当|主管)[課部]?)"
    "(?:記入欄?)?[)）】〕\\]])"
)
"""Who replies; a body with a name in brackets may be one that was asked."""
REPLY = re.compile(
    rf"(?:{_TO_WHAT})?(?:に対する|への|に対しての|についての)(?:{_WHOSE}等?(?:の|として?の)?)?{_SAY}(?:等)?{_ASIDE}?$"
    rf"|^{_WHOSE}等?(?:の|からの|として?の)?{_SAY}(?:等|欄)?{_ASIDE}?$"
    r"|考え方|対応方針|対応案|対応策$|対応状況|対応結果|検討結果$|処理案|処理方針|反映状況|反映結果"
    r"|国の(?:回答|見解|対応)|事務局(?:回答|記入|コメント|案)|当省|(?:修正|反映)の(?:有無|可否)$"
)
_BESIDE = re.compile(
    rf"^(?!コメント)(?:ご|御)?{_SAY}(?:欄|等|内容)?{_ASIDE}?$"
    rf"|^(?:回答|見解|対応|返答|答え|A|answer|reply|response)(?:欄|内容|の内容|の概要|等)?{_ASIDE}?$"
    rf"|^{_BY_WHOM}{_SAY}(?:等|欄|内容)?$|^{_SAY}(?:等|欄|内容)?{_BY_WHOM}$",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"(?:意見|要望|質問|コメント|提案|指摘|照会事項|提言|御意見|懸念|課題|質疑)(?:等|など|・.+)?"
    r"(?:の?(?:内容|概要|要旨|要約|詳細|事項|欄|趣旨))?(?:[（(].*)?$",
)


_OF_WHAT_IS_ABOVE = frozenset({"内容", "概要", "要旨", "詳細", "本文"})
"""Lower levels of a header that say nothing of their own (回答／内容)."""


def _plain(header: str) -> str:
    levels = ["".join(unicodedata.normalize("NFKC", one).split()) for one in header.split("／")]
    named = [level for level in levels if level] or [""]
    return named[-2] if len(named) > 1 and named[-1] in _OF_WHAT_IS_ABOVE else named[-1]


def is_reply(header: str) -> bool:
    """Whether a header means a reply, whatever stands beside it (市の考え方)."""
    return bool(REPLY.search(_plain(header)))


def is_reply_beside(header: str) -> bool:
    """Whether a header means a reply where another one means opinions (回答 beside 意見).

    >>> [is_reply_beside(header) for header in ("回答", "回答／内容", "意見の概要")]
    [True, True, False]
    """
    return bool(_BESIDE.match(_plain(header)))


def is_said(header: str) -> bool:
    """Whether a header means opinions, questions or comments that somebody replies to."""
    words = _plain(header)
    return bool(_SAID.search(words)) and not is_reply_beside(header)
