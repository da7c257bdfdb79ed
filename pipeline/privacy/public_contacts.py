"""Numbers, mails and postal codes of public offices, which opinions talk about: they are nobody's.

Told by the office that is named right beside them in a sentence that goes on
(水道局の漏水受付0120-000-111が話し中). In a line of contacts they stay what they look like.
"""

import re
from collections.abc import Iterable, Iterator

from pipeline.privacy.finds import Evidence, Find
from pipeline.privacy.name_words import KANJI
from pipeline.privacy.roman_names import RomanNames

# All patterns read the plain form of a text.
_OFFICE = (
    rf"(?:[市区町村]?役[所場]|内閣府|[{KANJI}]{{1,8}}(?:省|庁|署|(?<![薬便支])局|支所|出張所)"
    r"|保健所|裁判所|消防本部|教育委員会|選挙管理委員会|議会事務局|図書館|博物館|美術館|公民館"
    r"|児童館|児童相談所|浄水場|(?:年金|土木|福祉|県税|農林|建設|河川|国道|振興)事務所|(?:保健|福祉|支援|給食|清掃|消費生活)センター|ハローワーク)"
)
_PART = (
    rf"(?:[{KANJI}ァ-ヴー]{{0,10}}?(?:課|係|室|班|代表|受付|窓口|相談|案内|直通|番号|電話|ファックス"
    r"|センター|サービス|テレ[ホフ][ォ]?ン|ダイヤル|ライン|コール|アドレス|メール|TEL|FAX|合わせ先?|合せ先?))"
)
_LED = (
    rf"(?:{_OFFICE}(?:の?{_PART}){{0,3}}"
    rf"|(?<![{KANJI}])[市区町村県都府道国当本]{{1,2}}の{_PART}(?:の?{_PART}){{0,2}})"
)
_BEFORE = re.compile(rf"{_LED}(?:の|は|、|:)? ?[(〒「]?\Z")
_FREE = re.compile(r"\(?0(?:120|800|570)[-) ]")
_CALLED = re.compile(rf"(?:{_PART})(?:の|は|、|:)? ?[(「]?\Z")
_MAIL_BEFORE = re.compile(rf"(?:{_LED}|[市区町村県都府道国省庁課]|交通省)(?:の|へ|に)? ?[(「]?\Z")
_GOES_ON = re.compile(
    r"[)」]? ?(?:の?(?:電話|番号|アドレス|宛て?|あて))?"
    r"(?:[はがにへをもでと]|だけ|しか|の(?!者|もの)|から|まで|より|宛|あて|って)"
)
_CODE_BEHIND = re.compile(rf"[ )の]?[{KANJI}]{{0,8}}(?:{_OFFICE})")
_OF_ONES_OWN = re.compile(
    r"私|自宅|わたし|連絡先|担当|折り?返|返信|返事|携帯|氏名|記入|(?:の|、)者"
)
_MOBILE = re.compile(r"\(?0[5789]0")
_GOVERNMENT = re.compile(r"[^@]+@(?:[A-Za-z0-9-]+\.)*(?:lg|go)\.jp")
_FARTHEST = 32  # characters before a number in which its office is named


def with_public_contacts(text: str, finds: Iterable[Find], roman: RomanNames) -> Iterator[Find]:
    """Finds, where what reaches a public office and nobody in particular is of that office.

    Args:
        text: in its plain form.
        finds: of any kind.
        roman: tells names in roman letters, as before @ of a mail.
    """
    for find in finds:
        public = _JUDGES.get(find.kind)
        if public and public(text, find, roman):
            yield find._replace(evidence=Evidence.OFFICE)
        else:
            yield find


def _before(text: str, find: Find) -> str:
    line = text[max(find.begin - _FARTHEST, 0) : find.begin]
    return re.split(r"[。\n]", line)[-1]


def _is_phone_of_office(text: str, find: Find, _: RomanNames) -> bool:
    before, free = _before(text, find), _FREE.match(text, find.begin)
    return bool(
        not _MOBILE.match(text, find.begin)
        and (_BEFORE.search(before) or (free and _CALLED.search(before)))
        and not _OF_ONES_OWN.search(before)
        and (_GOES_ON.match(text, find.end) or (free and text[find.end : find.end + 1] == "、"))
    )


def _is_mail_of_office(text: str, find: Find, roman: RomanNames) -> bool:
    mail, before = text[find.begin : find.end], _before(text, find)
    words = re.findall("[A-Za-z]+", mail.partition("@")[0])
    may_be_named = any(map(roman.sounds_common, words))
    named = may_be_named and any(
        len(word) == 1 or roman.is_common([word]) or roman.is_only_family(word) for word in words
    )
    led = _MAIL_BEFORE.search(before)
    return bool(
        _GOVERNMENT.fullmatch(mail)
        and not (named if led else may_be_named)
        and not _OF_ONES_OWN.search(before)
        and _GOES_ON.match(text, find.end)
    )


_CODE_ALONE = re.compile(rf"(?P<code>〒? ?\d{{3}} ?[-ー]? ?\d{{4}})[{KANJI}]{{0,10}}")


def _is_code_of_office(text: str, find: Find, _: RomanNames) -> bool:
    code = _CODE_ALONE.fullmatch(text, find.begin, find.end)
    if not code:
        return False
    if _CODE_BEHIND.match(text, code.end("code")):
        return True
    led = _BEFORE.search(_before(text, find)) and _GOES_ON.match(text, find.end)
    return bool(led and code.end("code") == find.end)


_JUDGES = {
    "電話番号": _is_phone_of_office,
    "メール": _is_mail_of_office,
    "住所": _is_code_of_office,
}
