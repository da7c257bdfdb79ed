"""The person who wrote a mail that names no body: by the name in its head, its labels or signature.

A mail box of an office, a company or a school shows whose people write from it, so nobody is called
a private person there; nor where a mail passes on what others say.
"""

import re
import unicodedata

from pipeline.layouts.closing_lines import FROM
from pipeline.layouts.entry import Sender
from pipeline.layouts.formulas import passes_on
from pipeline.layouts.mail_parts import MailPart, asides
from pipeline.layouts.prose_blocks import blocks_of
from pipeline.layouts.role_words import role_of_words
from pipeline.layouts.text_senders import said_by
from pipeline.respondents.body_names import kind_of_name
from pipeline.text.body_words import OFFICES
from pipeline.text.normalize import without_unseen

PRIVATE = "個人"
_FROM = re.compile(
    rf"^{FROM}\s*(?P<name>[^<＜\n@＠]*?)\s*"
    r"[<＜(（]?(?P<address>[^\s<>＜＞()（）]+[@＠][^\s<>＜＞()（）]+)?[>＞)）]?\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_OF_AN_OFFICE = re.compile(
    r"(?:^|\.)lg\.|\.(?:lg|go|ac|co|or|ed|gr)\.jp$|\.(?:gov|edu|org|mil)$|(?:^|\.)(?:city|town|vill|pref|metro)\.",
    re.IGNORECASE,
)
_BODY = "役場|役所|事務局|委員会|協議会|協会"
_SPEAKS_FOR = re.compile(
    rf"^[^、。\n]{{0,24}}(?:[{OFFICES}会]|センター|組合|{_BODY})(?:の|[ \u3000])[^、。\n]{{1,12}}"
    r"(?:です|でございます|と申します)"
    rf"|^[^、。\n]{{2,24}}(?:{_BODY}|[部局].{{0,10}}課|株式会社|法人)(?:$|[ \u3000])",
    re.MULTILINE,
)
"""An office or organisation that the writer speaks for, in the introduction or the signature."""
_LETTERS = "々〆一-龠ぁ-んァ-ヴー﨑髙𠮷"
_NAME = re.compile(
    rf"[{_LETTERS}]{{1,5}}[ ・]?[{_LETTERS}]{{1,6}}|[A-Z][A-Za-z'-]+[ ,]+[A-Z][A-Za-z'-]+"
)
_NO_NAME = re.compile(
    f"[{OFFICES}所会社店院校園]$|事務局|担当|窓口|委員|組合|協議|相談|情報|広報|総務|公民|お?問い?合わせ|チーム|スタッフ|代表|御中|です|ます|から"
)


def mail_writer(text: str) -> Sender:
    r"""Who wrote a mail; nobody where that is no person, or not sure.

    Args:
        text: of the mail, with its head, which names no body.

    >>> mail_writer("From: 山田 花子 <hana@example.ne.jp>\nTo: a@b.jp\n\n延長してほしい。").kind
    '個人'
    >>> mail_writer("From: 山田 花子 <h@town.a.lg.jp>\nTo: a@b.jp\n\n延長してほしい。").kind
    ''
    """
    parts = asides(text)
    head = next((part for part in parts if part.part is MailPart.HEAD), None)
    found = _FROM.search(text, head.begin, head.end) if head else None
    own = text[head.end :] if head else ""
    if found is None or any(part.part is MailPart.FORWARDED for part in parts) or passes_on(own):
        return Sender()
    domain = re.split("[@＠]", found["address"] or "")[-1]
    signed = [text[p.begin : p.end] for p in parts if p.part is MailPart.SIGNATURE]
    if _OF_AN_OFFICE.search(domain) or any(map(_SPEAKS_FOR.search, (*signed, own))):
        return Sender()
    labelled = [told.person for block in blocks_of(own) if (told := said_by(block))]
    lines = [found["name"].strip("\"'「」"), *labelled]
    lines += [one for part in signed for one in part.split("\n")]
    names = filter(_is_name, map(_plain, lines))
    return next((Sender(kind=PRIVATE, person=name) for name in names), Sender())


def _plain(line: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", without_unseen(line)).split())


def _is_name(words: str) -> bool:
    """Whether a line is shaped as a name of a person, and as none of an office or organisation."""
    is_body = kind_of_name(words) is not None or role_of_words(words) is not None
    return bool(_NAME.fullmatch(words)) and not is_body and not _NO_NAME.search(words)
