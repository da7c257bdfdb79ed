"""Who sent a letter without labels: the head of a body above its text, or who says so (A町です)."""

import re
import unicodedata
from itertools import pairwise

from pipeline.layouts.entry import Sender
from pipeline.layouts.formulas import passes_on, speaks
from pipeline.layouts.mail_parts import MailPart, asides
from pipeline.respondents.body_names import kind_of_name, name_key, without_office
from pipeline.text.body_words import ASSOCIATIONS, ORGANISATION_ENDS, is_kind_of_sender
from pipeline.text.normalize import without_unseen
from pipeline.text.sentences import is_ended, reads_as_sentence

_SEARCHED = 15
"""Lines at the head, and at the foot, among which a sender stands."""
_LONGEST = 40
_FEWEST = 4
"""Signs of a name that stands in the name of a file not by chance."""
_BODY = (
    r"(?P<body>(?:北海道|東京都|(?:大阪|京都)府|[^\s、。県]{2,3}県)?[ ]?"
    r"(?!各|関係|全国|当該|貴|当|本|我が|わが|○|〇)[^\s、。:：()（）0-9]{1,10}?[市区町村]"
    r"(?:(?<!都市)|(?<=京都市))(?<!町村)(?!区?町村|村))"
)
_PREFECTURE = r"(?P<prefecture>北海道|東京都|(?:大阪|京都)府|[^\s、。:：各県]{2,3}県)"
_UNION = r"(?P<union>(?!各)[^\s、。:：]{2,20}(?:組合|広域連合|企業団))"
_OFFICE = r"(?:(?: ?[^\s、。:：]{0,16}[部局課室係署]){1,3}(?: [^\s、。:：()（）]{1,8}){0,2})"
_NAMED = r"(?: ?[^\s、。:：()（）]{1,8}){0,3}"
_HEADS = (
    re.compile(rf"{_BODY}(?:長|教育委員会(?:教育長)?|議会議長){_NAMED}"),
    re.compile(rf"{_PREFECTURE}(?:知事|教育委員会(?:教育長)?|議会議長){_NAMED}"),
    re.compile(rf"{_UNION}(?: ?(?:管理者|組合長|連合長|企業長){_NAMED})?"),
    re.compile(rf"(?:{_BODY}|{_PREFECTURE})(?:役場|役所|庁|教育委員会)?{_OFFICE}?"),
)
_INTRODUCES = re.compile(
    rf"(?:{_BODY}|{_PREFECTURE})(?:役場|役所|庁|教育委員会)?{_OFFICE}?"
    r"(?:の[^\s、。]{1,10})?(?:です|でございます|と申します)"
)
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
_FROM = re.compile(
    r"^[*＊]?(?:From|差出人|送信者|送信元)[*＊]?\s*[:：]\s*[\"'「]?([^<＜\"'」\n]+)",
    re.IGNORECASE | re.MULTILINE,
)
"""The name of who sent a mail, in its head; the address is left out."""
_LEGAL_PERSON = re.compile(
    r"(?:(?:一般|公益|特定非営利活動|認定|社会福祉|学校|医療|宗教|農事組合)(?:社団|財団|NPO)?|NPO|社会医療)法人"
    r" ?[^\s、。:：]{2,24}"
    r"|(?:株式|有限|合同)会社 ?[^\s、。:：]{2,20}|[^\s、。:：]{2,20}(?:株式|有限|合同)会社"
)
_TITLED = re.compile("について|に関する|への|における|の(?:在り方|あり方)|[書様殿]$|御中$")
_ADDRESSED = re.compile(r"(?:殿|様|御中|宛て?|あて|各位|行)\s*$")
_QUOTED = frozenset({MailPart.QUOTED, MailPart.FORWARDED})


def letter_sender(text: str, witness: str = "") -> Sender:
    r"""The one body that a letter's head, foot or first words name; empty where none or several.

    The one it is addressed to (殿, 様, 御中) is none; quoted mails are left out. A line that is the
    name of an organisation counts where the file or the head of the mail is called after it, too.

    Args:
        text: of the letter.
        witness: the name of its file.

    >>> letter_sender("環境大臣　様\n甲川町長　山田太郎\n\n延長してほしい。").name
    '甲川町'
    >>> letter_sender("意見書\n甲川を守る会\n\n延長してほしい。", "意見（甲川を守る会）").name
    '甲川を守る会'
    """
    around, found = _around(text)
    bodies = {name_key(without_office(name)): name for name in found}
    if not bodies:
        vouching = [name_key(words) for words in (witness, *_FROM.findall(text))]
        named = [word for line in around if _may_send(line) for word in line.split(" ")]
        bodies = {
            key: name
            for name in named
            if _is_organisation(name)
            and len(key := name_key(name)) >= _FEWEST
            and any(key in words for words in vouching)
        }
    return Sender(name=next(iter(bodies.values()))) if len(bodies) == 1 else Sender()


def without_head(name: str) -> str:
    """The body of which a name also says who heads it; the name as it is where it does not.

    >>> [without_head(n) for n in ("甲川会議所　会頭　山田", "甲町長　山田", "乙市長会")]
    ['甲川会議所', '甲町', '乙市長会']
    """
    words = _plain(name)
    if (one := _OF_ONE.fullmatch(words)) and _is_organisation(one["organisation"].strip()):
        return one["organisation"].strip()
    heads = (head.fullmatch(words) for head in _HEADS[:2])
    led = next((body for head in heads if (body := _body(head))), "")
    return led if led and " " in words and not re.search(ASSOCIATIONS, words) else name


def unsure_senders(text: str) -> list[str]:
    r"""Lines at the head or foot of a letter that may say who sent it; empty where that is sure.

    >>> unsure_senders("甲川を守る会\n山田太郎\n\n延長してほしい。")
    ['甲川を守る会']
    """
    around, found = _around(text)
    bodies = {name_key(without_office(name)): name for name in found}
    if bodies:
        return sorted(bodies.values()) if len(bodies) > 1 else []
    return [line for line in around if _may_send(line)]


def _may_send(line: str) -> bool:
    if len(line) > _LONGEST or _ADDRESSED.search(line) or is_ended(line) or ":" in line:
        return False
    if _OF_A_MEETING.search(line) or is_kind_of_sender(line):
        return False
    words = line.split(" ")
    return any(_is_organisation(word) for word in words) or any(
        _HEAD_OF_ONE.fullmatch(word) for word in words[:-1]
    )


def _is_organisation(name: str) -> bool:
    return kind_of_name(name) == "団体" or bool(_ENDS_AS_ONE.search(name))


def _around(text: str) -> tuple[list[str], list[str]]:
    """The lines at the head and foot of a letter, and the bodies they name."""
    own, others = text, asides(text)
    for aside in reversed(others):
        if aside.part in _QUOTED:
            own = own[: aside.begin] + own[aside.end :]
    forwards = any(aside.part is MailPart.FORWARDED for aside in others)
    if forwards and passes_on(own) and not speaks(own):
        return [], []  # who passes on another's mail said none of it
    lines = [_plain(line) for line in own.splitlines() if line.strip()]
    said = [number for number, line in enumerate(lines) if _says(line)]
    first, last = (said[0], said[-1]) if said else (len(lines), -1)
    around = lines[: min(first, _SEARCHED)] + lines[max(last + 1, len(lines) - _SEARCHED) :]
    found = [name for line in around if (name := _named(line))]
    found += [
        line
        for line, below in pairwise(around)
        if kind_of_name(line) == "団体"
        and _HEAD_OF_ONE.match(below)
        and not _ADDRESSED.search(line)
    ]
    found += [line for line in around if _LEGAL_PERSON.fullmatch(line) and not _TITLED.search(line)]
    found += [name for line in lines[: first + 2] for name in _introduced(line)]
    heads = [own[aside.begin : aside.end] for aside in asides(own) if aside.part is MailPart.HEAD]
    found += [
        name for head in heads for one in _FROM.findall(head) if (name := _in_head(_plain(one)))
    ]
    return around, found


def _plain(line: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", without_unseen(line)).split())


def _says(line: str) -> bool:
    return is_ended(line) or (reads_as_sentence(line) and not _named(line))


def _named(line: str) -> str:
    """The body that a whole line names as the sender; empty where it names none."""
    if len(line) > _LONGEST or _ADDRESSED.search(line) or is_ended(line):
        return ""
    if name := next((name for head in _HEADS if (name := _body(head.fullmatch(line)))), ""):
        return name
    one = _OF_ONE.fullmatch(line)
    return _body(one) if one and _is_organisation(one["organisation"].strip()) else ""


def named_by(line: str) -> str:
    """The body that a whole line of any text names; empty where it names none.

    >>> named_by("甲町　建設課"), named_by("甲町の計画（案）")
    ('甲町', '')
    """
    return _named(_plain(line))


def signed_by(line: str) -> str:
    """The body whose head signs a line (甲町長　山田太郎); empty where nobody's does."""
    words = _plain(line)
    if len(words) > _LONGEST or _ADDRESSED.search(words):
        return ""
    return next((name for head in _HEADS[:2] if (name := _body(head.fullmatch(words)))), "")


def _in_head(name: str) -> str:
    """The body that the head of a mail names as its sender: whose mail box it is."""
    named = _named(name)
    return named or (name if _is_organisation(name) and len(name) <= _LONGEST else "")


def _introduced(line: str) -> list[str]:
    sentences = [sentence.strip() for sentence in re.split("[。!！]", line)]
    return [name for one in sentences if (name := _body(_INTRODUCES.fullmatch(one)))]


def _body(found: re.Match[str] | None) -> str:
    groups = found.groupdict() if found else {}
    name = next((value for value in groups.values() if value), "")
    return "" if is_kind_of_sender(name) else name.replace(" ", "")
