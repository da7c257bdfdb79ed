"""The body that a line names: by its head, its office, its name alone, or who says so (A町です)."""

import re
import unicodedata

from pipeline.layouts.formulas import is_addressed, is_formula, passes_on, points_on
from pipeline.layouts.role_words import role_of_words
from pipeline.respondents.body_names import is_office, kind_of_name
from pipeline.text.body_words import (
    ASSOCIATIONS,
    OFFICES,
    ORGANISATION_ENDS,
    is_kind_of_organisation,
    is_kind_of_sender,
)
from pipeline.text.normalize import without_unseen
from pipeline.text.sentences import is_ended

LONGEST = 40
"""Characters of a line that names a body and says nothing else."""
_BODY = (
    r"(?P<body>(?:北海道|東京都|(?:大阪|京都)府|[^\s、。県]{2,3}県)?[ ]?"
    r"(?!各|関係|全国|当該|貴|当|本|同|この|その|我が|わが|私|○|〇)[^\s、。:：()（）0-9]{1,10}?[市区町村]"
    r"(?:(?<!都市)|(?<=京都市))(?<!町村)(?!区?町村|村))"
)
_PREFECTURE = r"(?P<prefecture>北海道|東京都|(?:大阪|京都)府|[^\s、。:：各県]{2,3}県)"
_UNION = r"(?P<union>(?!各)[^\s、。:：]{2,20}(?:組合|広域連合|企業団))"
_OFFICE = rf"(?:(?: ?[^\s、。:：]{{0,16}}[{OFFICES}]){{1,3}}(?: [^\s、。:：()（）]{{1,8}}){{0,2}})"
_NAMED = r"(?: ?[^\s、。:：()（）]{1,8}){0,3}"
_BODY_OR_OFFICE = rf"(?:{_BODY}|{_PREFECTURE})(?:役場|役所|庁|教育委員会)?{_OFFICE}?"
_HEADS = (
    re.compile(rf"{_BODY}(?:長|教育委員会(?:教育長)?|議会議長){_NAMED}"),
    re.compile(rf"{_PREFECTURE}(?:知事|教育委員会(?:教育長)?|議会議長){_NAMED}"),
    re.compile(rf"{_UNION}(?: ?(?:管理者|組合長|連合長|企業長){_NAMED})?"),
    re.compile(_BODY_OR_OFFICE),
)
_INTRODUCES = re.compile(
    rf"(?:{_BODY_OR_OFFICE}(?:の[^\s、。]{{1,10}})?"
    rf"|(?P<organisation>[^\s、。:：()（）]{{3,30}}?)(?: ?{_OFFICE})?"
    r"(?:の[^\s、。]{1,10}(?<![員者生徒親民客人師士長]))?)(?:です|でございます|と申します)"
)
_ANNOUNCES = re.compile(
    rf"(?:^|、)(?:(?:{_BODY_OR_OFFICE}|{_UNION})|(?P<organisation>[^\s、。:：()（）]{{2,30}}?))"
    r"(?:[(（][^()（）]*[)）])?"
    r"(?:の(?:ご|御)?(?:意見|回答|要望|考え|提案)(?:は|を|として)|として(?:は|の)?|(?:から|より)は?、?(?=以下|下記|次|別))"
)
"""Before the words that say where the answer stands (甲町の意見は下表のとおりです)."""
_OWN = re.compile("^(?:当|本|弊|我が)(?=.)")
"""Before the kind of an organisation that speaks of itself (当連合会)."""
_SOMEBODY = re.compile("の[^の]{0,6}[員者生徒親民客人師士長]$")
"""One of an organisation's people, who need not speak for it."""
_TITLE = (
    r"(?:会頭|頭取|支店長|代表(?:理事(?:組合長|会長|理事長|専務)?|取締役(?:社長)?|社員|者)?|(?:共同)?代表|(?:副|名誉)?会長"
    r"|理事長|組合長|社長|院長|所長|園長|館長|学長|校長|委員長|議長|幹事長?|支部長|支部代表|分会長"
    r"|事務局(?:長|次長)?|専務理事|常務理事|管理者|総長|塾長)"
)
_HEAD_OF_ONE = re.compile(rf"{_TITLE}(?: |$)")
"""Of the line below the name of an organisation."""
_OF_ONE = re.compile(
    rf"(?P<organisation>[^、。:：]{{2,30}}?) ?{_TITLE}(?: [^\s、。:：]{{1,10}}){{0,2}}"
)
"""An organisation with who heads it, on one line."""
_ENDS_AS_ONE = re.compile(rf"(?:{ORGANISATION_ENDS}|組合|企業団)$")
_OF_A_MEETING = re.compile(
    "第[0-9一二三四五六七八九十]+回|(?:検討|審議|説明|交換|懇談|協議|部)会$|意見募集"
)
_LEGAL_PERSON = re.compile(
    r"(?:(?:一般|公益|特定非営利活動|認定|社会福祉|学校|医療|宗教|農事組合)(?:社団|財団|NPO)?|NPO|社会医療)法人"
    r" ?[^\s、。:：]{2,24}"
    r"|(?:株式|有限|合同)会社 ?[^\s、。:：]{2,20}|[^\s、。:：]{2,20}(?:株式|有限|合同)会社"
)
_TITLED = re.compile("について|に関する|への|における|の(?:在り方|あり方)|[書様殿]$|御中$")


def without_head(name: str) -> str:
    """The body of which a name also says who heads it; the name as it is where it does not.

    >>> [without_head(n) for n in ("甲川会議所　会頭　山田", "甲町長　山田", "乙市長会")]
    ['甲川会議所', '甲町', '乙市長会']
    """
    words = plain(name)
    if (one := _OF_ONE.fullmatch(words)) and is_organisation(one["organisation"].strip()):
        return one["organisation"].strip()
    heads = (head.fullmatch(words) for head in _HEADS[:2])
    led = next((body for head in heads if (body := _body(head))), "")
    return led if led and " " in words and not re.search(ASSOCIATIONS, words) else name


def plain(line: str) -> str:
    """A line made comparable: NFKC, one blank between words."""
    return " ".join(unicodedata.normalize("NFKC", without_unseen(line)).split())


def is_organisation(name: str) -> bool:
    """Whether a name shows that an organisation bears it."""
    return kind_of_name(name) == "団体" or bool(_ENDS_AS_ONE.search(name))


def named_by(line: str) -> str:
    """The body that a whole line of any text names; empty where it names none.

    >>> named_by("甲町　建設課"), named_by("甲町の計画（案）"), named_by("公益社団法人 甲川医師会")
    ('甲町', '', '公益社団法人甲川医師会')
    """
    words = plain(line)
    if len(words) > LONGEST or is_addressed(words) or is_ended(words):
        return ""
    if name := next((name for head in _HEADS if (name := _body(head.fullmatch(words)))), ""):
        return name
    one = _OF_ONE.fullmatch(words)
    if one and is_organisation(one["organisation"].strip()):
        return _body(one)
    is_legal = _LEGAL_PERSON.fullmatch(words) and not _TITLED.search(words)
    return words.replace(" ", "") if is_legal else ""


def signed_by(line: str) -> str:
    """The body whose head signs a line (甲町長　山田太郎); empty where nobody's does."""
    words = plain(line)
    if len(words) > LONGEST or is_addressed(words):
        return ""
    return next((name for head in _HEADS[:2] if (name := _body(head.fullmatch(words)))), "")


def is_headed_by(name: str, below: str) -> bool:
    """Whether a line is the name of an organisation, and the one below it says who heads it."""
    is_name = kind_of_name(plain(name)) == "団体" and not is_addressed(plain(name))
    return is_name and bool(_HEAD_OF_ONE.match(plain(below)))


def may_name(line: str) -> str:
    """The line, made comparable, where it may be who sent a text; empty where it cannot be.

    >>> may_name("甲川を守る会"), may_name("甲川を守る会　御中"), may_name("第２回検討会")
    ('甲川を守る会', '', '')
    """
    words = plain(line)
    if len(words) > LONGEST or is_addressed(words) or is_ended(words) or ":" in words:
        return ""
    if not words or words[0] in "【[〔" or _OF_A_MEETING.search(words) or is_kind_of_sender(words):
        return ""
    parts = words.split(" ")
    if parts[1:] and (role_of_words(parts[0]) or parts[0].endswith("先")):
        return ""  # 問合せ先　甲協会
    heads = any(_HEAD_OF_ONE.fullmatch(part) for part in parts[:-1])
    named = any(is_organisation(part) and not is_office(part) for part in parts)
    return words if heads or named else ""


def told_by(line: str) -> list[str]:
    """The bodies whose people say that they write (甲町です), or where their answer stands.

    >>> told_by("お世話になります。甲町の山田です。"), told_by("甲町の意見は次のとおりです。")
    (['甲町'], ['甲町'])
    >>> told_by("素案について、当連合会の意見を下記のとおり提出いたします。")
    []
    >>> [told_by(f"甲川商工会の{who}です。") for who in ("山田", "会員")], told_by("商工会です。")
    ([['甲川商工会'], []], [])
    >>> told_by("甲町の意見募集について、次のとおり意見を提出します。")
    []
    """
    found = []
    for one in filter(None, (sentence.strip() for sentence in re.split("[。!！]", plain(line)))):
        announces = is_formula(one) and points_on(one) and not passes_on(one)
        told = _INTRODUCES.fullmatch(one) or (_ANNOUNCES.search(one) if announces else None)
        organisation = told.groupdict().get("organisation") if told else None
        is_named = is_organisation(organisation or "") and not is_office(organisation or "")
        is_named = is_named and not _SOMEBODY.search(organisation or "")
        kind = _OWN.sub("", organisation or "")
        if organisation is None or (is_named and not is_kind_of_organisation(kind)):
            found.append(_body(told))
    return [name for name in found if name]


def box_of(name: str) -> str:
    """The body that the head of a mail names as its sender: whose mail box it is."""
    words = plain(name)
    named = named_by(words)
    return named or (words if is_organisation(words) and len(words) <= LONGEST else "")


def _body(found: re.Match[str] | None) -> str:
    groups = found.groupdict() if found else {}
    name = next((value for value in groups.values() if value), "")
    return "" if is_kind_of_sender(name) else name.replace(" ", "")
