"""Where to reach who answers: telephone and mail behind an answer, no part of it."""

import re

from pipeline.privacy.mails import mails
from pipeline.privacy.phones import phones
from pipeline.privacy.plain import plain
from pipeline.text.body_words import OFFICE_ENDS

_WITH_IT = re.compile(
    r"電話|携帯|自宅|勤務先|直通|内線\d*|番号|e-?mail|メール|アドレス|fax|tel|ファックス|連絡先?|返信|返事|回答|問い?合わ?せ先?"
    r"|こちら|下記|または|又は|もしくは|まで|です|へ|に|は|を|の|と|も|お願い(?:し|いたし)ます|願います|ください|下さい|ご|お"
    r"|[()（）:：、。.,・/〒「」\s-]",
    re.IGNORECASE,
)
_LONGEST = 120
"""Characters."""
_SIGNED = re.compile(r"(?<=[。\s])[一-龠々ぁ-んァ-ヴ]{1,4}[\s]?[一-龠々ぁ-んァ-ヴ]{0,4}$")
"""A name that signs behind it."""
_ALONE = re.compile(r"[^\s:：、。,()（）/]{1,16}")
_LABEL = re.compile(
    rf"(?:本件|本票|回答|記入|作成|提出)?(?:の?(?:ご|お)?(?:担当者?|問い?合わ?せ先?|連絡先|照会先))(?:[課係部室]|部署)?"
    rf"|[^\s]{{1,14}}(?:{OFFICE_ENDS}|事務局|グループ|担当)"
)
"""What says that somebody is named behind it: a label, or an office."""
_NAME = re.compile(r"[一-龠々ぁ-んァ-ヴー]{1,6}|〔[^〔〕]{1,6}〕")


def is_contact(text: str) -> bool:
    """Whether a sentence or line says how to reach its writer and nothing else.

    An office and a name may stand before the number, as words with gaps between them.

    >>> is_contact("ご連絡は a@example.jp まで。"), is_contact("電話 03-0000-0000 がつながらない。")
    (True, False)
    >>> is_contact("本件担当 農政課 山田花子 TEL 03-0000-0000"), is_contact("課を 03-0000-0000 に")
    (True, False)
    """
    if len(text) > _LONGEST:
        return False
    words = plain(text).text
    found = [(find.begin, find.end) for find in (*mails(words), *phones(words))]
    if not found:
        return False
    last = _SIGNED.search(words, max(end for _, end in found))
    said = words[: last.start()] if last else words
    beside = (c for at, c in enumerate(said) if not any(b <= at < e for b, e in found))
    return not _WITH_IT.sub("", "".join(beside)) or _names_whom(words, found)


def _names_whom(words: str, found: list[tuple[int, int]]) -> bool:
    """Whether words before the first contact are an office or label and names, and none follow."""
    first, last = min(begin for begin, _ in found), max(end for _, end in found)
    between = "".join(c for at, c in enumerate(words) if not any(b <= at < e for b, e in found))
    before, behind = words[:first], between[first:] if last < len(words) else ""
    told = [word for word in _ALONE.findall(before) if _WITH_IT.sub("", word)]
    labels = [word for word in told if _LABEL.fullmatch(word)]
    names = [word for word in told if word not in labels]
    return bool(labels) and all(map(_NAME.fullmatch, names)) and not _WITH_IT.sub("", behind)
