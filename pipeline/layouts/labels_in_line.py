"""Labels of running text: at the begin of a line, or several in one (団体名：甲町　担当：乙課)."""

import re

from pipeline.layouts.form_labels import ends_as_label, is_form_label
from pipeline.layouts.question_words import is_question, tells_to_answer
from pipeline.layouts.role_words import CHOICE, IDENTITY, Role, is_title, role_of_words
from pipeline.segmentation.stock_answers import recognise
from pipeline.text.sentences import is_ended
from pipeline.text.speech_acts import claims

FILLED_IN = IDENTITY | {
    *(
        Role.DEPARTMENT,
        Role.PERSON,
        Role.CONTACT,
        Role.NUMBER,
        Role.DATE,
        Role.STATUS,
        Role.ATTRIBUTE,
    )
}
"""Roles whose value is a word or two, so that another label may follow in the line."""
_SAID_IN_BRACKETS = IDENTITY | {
    *(Role.DEPARTMENT, Role.PERSON, Role.CONTACT, Role.OPINION, Role.REASON, Role.REPLY)
}
"""Roles whose label may stand in round brackets (（回答者）甲町)."""
SEPARATORS = " \u3000\t、,，／/|｜；;"
_WORD = r"[^\s：:。、,，／/|｜；;（()）【】]{2,16}"
_SPACED = r"[^\s：:（(](?:[ 　][^\s：:]){1,4}"
_BARE = (
    r"(?:団体|自治体|市区?町村|機関|法人|会社)名|(?:回答|提出|記入|作成|代表|責任)者(?:氏?名)?|(?:担当|所属)?(?:部署|部?課|者|係)名?"
    r"|所属|役職名?|職名|(?:ご|お)?氏[ 　]*名|電話(?:番号)?|TEL|FAX|E-?mail|メール(?:アドレス)?"
    r"|住所|連絡先"
)
_LABEL = re.compile(
    r"(?:(?<=^)|(?<=[\s、,，／/|｜；;（()）)】［\]〕]))(?:"
    rf"[■●○◆・※]?(?P<colon>{_WORD}(?:[（(]{_WORD}[)）])?|{_SPACED})[ 　]*[：:]"
    r"|[■●○◆・]?[【［\[](?P<framed>[^\s：:。、【】［］\[\]]{2,12})[】］\]]"
    rf"|(?P<boxed>{_BARE})(?=[ 　]*"
    r"(?:[【［〔][^【】［］〔〕]+[】］〕]|[（(][ 　_＿][^（()）]+[）)]))"
    rf"|(?P<bare>{_BARE})(?=[ 　\t]+\S))[ 　]*"
)
_OPENS = re.compile(
    r"^[\s【［\[■●○◆・]*(?P<number>[（(][0-9０-９]{1,2}[)）]\s*)?"
    r"(?P<bracket>[（(](?=[^（()）]*[:： 　\t]))?"
    r"(?P<label>[^:：\t。]{2,24}?)[】］\]]?\s*(?:[:：\t]|[】］\]]|$|[ 　]{1,})\s*"
)
_SPREAD = re.compile(
    r"^[\s【\[■●○◆・]*(?:[（(]?[0-9０-９]{1,2}[)）.．、][ 　]*|[①-⑳][ 　]*)?"
    r"(?P<label>[^\W\d_](?:[ 　]+[^\W\d_]){1,4})[】\]]?(?:[ 　]*[:：]|[ 　]{2,}|$)[ 　]*"
)
"""A label of letters with gaps between them, as forms print it (氏　　名, 意　見)."""
_ROUND = re.compile(r"^\s*[（(〔<＜](?P<label>[^（()）〔〕<>＜＞]{2,12})[)）〕>＞]\s*")
_CHOICE = re.compile(rf"^[（(]?[0-9０-９]{{1,2}}[)）.．、].*{CHOICE}")
_QUESTION = re.compile(r"[\s【\[■●○◆・]*(?:設?問|質問|[QＱ])[ 　]*[\d]{1,2}[ 　.．、)）]+[^:：]+$")
"""A line that is a question as a whole; behind a colon its answer may stand."""
_IN_BRACKETS = re.compile(r"[（(【［\[〔][^（()）【】［］\[\]〔〕]{1,20}[）)】］\]〕]")
_GOES_ON = re.compile("、|[てにをはがでともへ]$")
"""Of words that a line goes on with, where no colon makes them a label (…を、団体の規模ごとに)."""
_FIELD = re.compile(
    r"(?:[■●○◆□◇・※]?[^\s：:。、][^：:。、\n]{1,24}[：:]|[■●○◆]?[【［\[][^：:。、【】\n]{2,24}[】］\]])"
    r"[ 　]*(?P<value>[^\n]{0,40})"
)
_SIGNS = "【［[■●◆"
_PAIRS = dict(zip("（(〔【［[", "）)〕】］]", strict=True))


def pieces(line: str) -> list[tuple[int, int]]:
    """Begin and end (character offsets) of the labelled parts of a line; one where it has no more.

    A part follows one whose value is a word or two, or a title (様式１, （別紙）); what stands
    behind a label of an opinion is the opinion's.

    >>> line = "団体名：甲町　担当課：総務課"
    >>> [line[begin:end] for begin, end in pieces(line)]
    ['団体名：甲町　', '担当課：総務課']
    >>> len(pieces("意見：受付は　電話：平日だけに")), len(pieces("窓口　電話：を減らす。"))
    (1, 1)
    """
    begins = [0]
    is_open = False  # whether the part before is a label of something short, with its value
    for found in _LABEL.finditer(line):
        role = _role(found)
        if role is None or (found["bare"] and is_ended(line.rstrip())):
            continue
        begin = found.start()
        if not line[begins[-1] : begin].strip(SEPARATORS + "（(■●○◆・※"):
            is_open = role in FILLED_IN
            continue
        headed = role in IDENTITY and not found["bare"] and _heads(line[:begin])
        if not (is_open or headed):
            break
        begins.append(begin)
        is_open = role in FILLED_IN
    return list(zip(begins, [*begins[1:], len(line)], strict=True))


def field_of(text: str) -> tuple[Role, int] | None:
    """The role that the label at the begin of a text names, and where its answer begins.

    >>> [field_of(line) for line in ("【意見】延長を", "（回答者）甲町", "延長を求める。")]
    [(<Role.OPINION: 'opinion'>, 4), (<Role.BODY_NAME: 'body_name'>, 5), None]
    """
    first = text.split("\n")[0]
    if _QUESTION.match(first) and is_question(first):
        return Role.OPINION, len(first)
    if (named := _ROUND.match(first)) and (role := role_of_words(named["label"])):
        return (role, named.end()) if role in _SAID_IN_BRACKETS else None
    inline = _LABEL.match(first)
    if inline and (inline["colon"] or inline["boxed"]) and (role := _role(inline)):
        return role, inline.end()
    spread = _SPREAD.match(first)
    if spread and (role := role_of_words(spread["label"])):
        return role, spread.end()
    found = _OPENS.match(first)
    if not found or is_ended(found["label"]) or recognise(found["label"]):
        return None
    if _CHOICE.search(first.strip()):
        return Role.ATTRIBUTE, len(first)
    colon = "：" in first or ":" in first
    role = role_of_words(found["label"])
    is_bare = found.end() == len(first) and not (colon or found["number"] or first[0] in _SIGNS)
    may_say = role is not None and (role not in FILLED_IN or claims(first))
    if may_say and is_bare and not _is_label(first):
        return None  # whoever answers may say so himself (施設名で書いてください)
    if found["bracket"] and role not in FILLED_IN:
        return None
    if role in FILLED_IN and not colon and _GOES_ON.search(found["label"]):
        return None
    if role is None or (
        role in (Role.ITEM, Role.ATTRIBUTE)
        and not (colon or found["number"] or first[0] in "【［[")
        and not (first[0] in "■●◆" and found.end() == len(first) and ends_as_label(first))
    ):
        return None
    return None if not colon and is_title(first) else (role, found.end())


def _is_label(line: str) -> bool:
    return ends_as_label(line) or is_form_label(line) or tells_to_answer(line)


def is_unknown_field(text: str) -> bool:
    """Whether a line reads as a label that nobody knows, with a value of a word or two.

    >>> is_unknown_field("■紙の色：青"), is_unknown_field("■青い紙：読みにくいので替えること。")
    (True, False)
    """
    found = _FIELD.fullmatch(text.strip())
    if found is None:
        return False
    return not (is_ended(found["value"]) or claims(found["value"]))


def value_of(text: str) -> str:
    """The value behind a label, without what parts it from the next label or encloses both.

    >>> [value_of(text) for text in (" 甲町　／", "甲町）", "甲町（", "【甲町】", "甲町（建設課）")]
    ['甲町', '甲町', '甲町', '甲町', '甲町（建設課）']
    """
    words = " ".join(text.split()).strip(SEPARATORS)
    for opening, closing in _PAIRS.items():
        if words.startswith(opening) and words.find(closing) == len(words) - 1:
            words = words[1:-1].strip(SEPARATORS)
        if words.endswith(closing) and words.count(opening) < words.count(closing):
            words = words[:-1]
    return words.rstrip("".join(_PAIRS) + SEPARATORS).strip(SEPARATORS)


def _role(found: re.Match[str]) -> Role | None:
    groups = ("colon", "framed", "boxed", "bare")
    return role_of_words(next(filter(None, map(found.group, groups))))


def _heads(words: str) -> bool:
    """Whether words before a label are a title: in brackets, or one of a form or letter."""
    head = words.strip()
    return not is_ended(head) and bool(_IN_BRACKETS.fullmatch(head) or is_title(head))
