"""Lines that hold several labels, each with its value (団体名：甲町　担当課：総務課)."""

import re

from pipeline.layouts.role_words import IDENTITY, Role, is_title, role_of_words
from pipeline.text.sentences import is_ended

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
SEPARATORS = " \u3000\t、,，／/|｜；;"
_WORD = r"[^\s：:。、,，／/|｜；;（()）【】]{2,16}"
_SPACED = r"[^\s：:（(](?:[ 　][^\s：:]){1,4}"
_BARE = (
    r"(?:団体|自治体|市区?町村|機関|法人|会社)名|(?:回答|提出)者名?|(?:担当|所属)?(?:部署|部?課|者|係)名?"
    r"|所属|役職名?|職名|(?:ご|お)?氏[ 　]*名|電話(?:番号)?|TEL|FAX|E-?mail|メール(?:アドレス)?"
    r"|住所|連絡先"
)
_LABEL = re.compile(
    r"(?:(?<=^)|(?<=[\s、,，／/|｜；;（()）)】［\]〕]))(?:"
    rf"[■●○◆・※]?(?P<colon>{_WORD}|{_SPACED})[ 　]*[：:]"
    r"|[■●○◆・]?[【［\[](?P<framed>[^\s：:。、【】［］\[\]]{2,12})[】］\]]"
    rf"|(?P<bare>{_BARE})(?=[ 　\t]+\S))[ 　]*"
)
_IN_BRACKETS = re.compile(r"[（(【［\[〔][^（()）【】［］\[\]〔〕]{1,20}[）)】］\]〕]")
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


def label_of(line: str) -> tuple[Role, int] | None:
    """The role of the label with a colon that opens a line, and where its value begins."""
    found = _LABEL.match(line)
    role = _role(found) if found and found["colon"] else None
    return (role, found.end()) if found and role else None


def value_of(text: str) -> str:
    """The value behind a label, without what parts it from the next label or encloses both.

    >>> value_of(" 甲町　／"), value_of("甲町）"), value_of("甲町（総務課）")
    ('甲町', '甲町', '甲町（総務課）')
    """
    words = " ".join(text.split()).strip(SEPARATORS)
    for opening, closing in _PAIRS.items():
        if words.endswith(closing) and words.count(opening) < words.count(closing):
            words = words[:-1]
    return words.strip(SEPARATORS)


def _role(found: re.Match[str]) -> Role | None:
    return role_of_words(found["colon"] or found["framed"] or found["bare"])


def _heads(words: str) -> bool:
    """Whether words before a label are a title: in brackets, or one of a form or letter."""
    head = words.strip()
    return not is_ended(head) and bool(_IN_BRACKETS.fullmatch(head) or is_title(head))
