"""Where to reach who answers: telephone and mail behind an answer, no part of it."""

import re

from pipeline.privacy.mails import mails
from pipeline.privacy.phones import phones
from pipeline.privacy.plain import plain

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


def is_contact(text: str) -> bool:
    """Whether a sentence or line says how to reach its writer and nothing else.

    >>> is_contact("ご連絡は a@example.jp まで。"), is_contact("電話 03-0000-0000 がつながらない。")
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
    return not _WITH_IT.sub("", "".join(beside))
