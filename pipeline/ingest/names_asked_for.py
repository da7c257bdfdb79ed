"""Names in cells that ask for a body: whether they may be somebody's, and what body is meant.

A word that no list knows as a body's name (点訳サークルこだま) is a body's all the same where its
cell asks for one and no person is called so; so is a settlement's (大久保 under 自治会名).
"""

import re
from functools import cache

from pipeline.layouts.entry import Sender
from pipeline.privacy.name_words import NameWords, Word
from pipeline.privacy.parts_of_speech import NOUN
from pipeline.respondents.body_names import clean_name, kind_of_name
from pipeline.segmentation.stock_answers import recognise
from pipeline.text.body_words import is_kind_of_sender

_KIND = re.compile(
    "(?P<kind>自治会|町内会|町会|区会|常会|分団|支部|公民館|商店会|老人クラブ|子ども会|婦人会|PTA)(?:の?名称?)?"
    r"(?:[(（].*[)）])?"
)
"""What a label asks for, where one word says it."""
_BODY = re.compile("団体|自治体|機関|法人|会社|企業|事業[者所]|組織|施設|[会校館園団]の?名|支部")
_PERSON = re.compile("氏名|名前|個人|記入者|担当者")
_NONE = re.compile("(?:未|非|不)(?:加入|所属|明|詳)|無所属|無")
_LONGEST_PLACE = 8
"""Characters of a settlement's name."""
_NAMES_SOMETHING = re.compile("[㐀-鿿々ァ-ヴ].*[㐀-鿿々ァ-ヴー]")


def asks_for_body(asked: str) -> bool:
    """Whether a header or label asks for a body, and for no person.

    >>> asks_for_body("機関名"), asks_for_body("氏名（団体名）"), asks_for_body("回答者")
    (True, False, False)
    """
    words = clean_name(asked)
    return bool(_BODY.search(words) or _KIND.fullmatch(words)) and not _PERSON.search(words)


def written_out(name: str, asked: str) -> str:
    """A settlement's name; one that reads as a town's is written out as its label asks for it.

    >>> written_out("中村", "自治会名"), written_out("大久保", "自治会名")
    ('中村自治会', '大久保')
    >>> written_out("未加入", "町会名")
    ''
    """
    if _NONE.fullmatch(clean_name(name)):
        return ""
    label = _KIND.fullmatch(clean_name(asked))
    is_town = kind_of_name(name) is not None and _is_settlement(name, asked)
    return name + label["kind"] if label and is_town else name


def _is_settlement(name: str, asked: str) -> bool:
    """Whether a word below a label such as 自治会名 names a place, and no person."""
    place = clean_name(name)
    if not _KIND.fullmatch(clean_name(asked)) or not 0 < len(place) <= _LONGEST_PLACE:
        return False
    says_nothing = recognise(place) or is_kind_of_sender(place)
    return not (says_nothing or kind_of_name(place) == "団体" or _is_full_name(name))


def may_be_somebody(sender: Sender) -> bool:
    """Whether a cell that asks for a body holds a word that may be a place's, or somebody's.

    No kind of body shows in it, and it is no person's full name, which needs no question.
    """
    is_told = _is_full_name(sender.name) or names_a_body(sender)
    return _has_no_kind(sender) and not is_told


def names_a_body(sender: Sender) -> bool:
    """Whether a cell that asks for a body holds a word that no person is called by, or a place."""
    is_body = is_thing(sender.name) or _is_settlement(sender.name, sender.asked)
    return _has_no_kind(sender) and is_body


def _has_no_kind(sender: Sender) -> bool:
    is_asked = bool(sender.name) and asks_for_body(sender.asked)
    return is_asked and kind_of_name(sender.name) is None


@cache
def is_thing(name: str) -> bool:
    """Whether a name holds a word that no person is called by (公民館, サークル).

    >>> [is_thing(n) for n in ("東部公民館", "読み聞かせたんぽぽ", "山田太郎", "中村", "こだま")]
    [True, True, False, False, False]
    """
    whole, names = clean_name(name), _names()
    if _is_called(whole, names) or names.split_loosely(whole):
        return False
    return any(_is_of_a_thing(word, names) for word in names.cut(whole))


def _is_of_a_thing(word: Word, names: NameWords) -> bool:
    is_noun = word.part_of_speech.startswith(NOUN) and bool(_NAMES_SOMETHING.search(word.surface))
    return is_noun and not _is_called(word.surface, names)


def _is_called(word: str, names: NameWords) -> bool:
    return names.is_family(word) or names.is_given(word) or names.is_foreign(word)


def _is_full_name(name: str) -> bool:
    words = clean_name(name)
    parts = name.split()
    apart = len(parts) == 2 and _names().is_family(parts[0])
    return apart or (bool(_names().split(words)) and not _names().is_family(words))


@cache
def _names() -> NameWords:
    return NameWords()
