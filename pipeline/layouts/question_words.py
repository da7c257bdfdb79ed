"""Words that ask: questions with a number, subjects, sentences that tell to answer."""

import re
import unicodedata

from pipeline.layouts.guidance import is_note
from pipeline.layouts.said import has_letters
from pipeline.text.normalize import without_unseen
from pipeline.text.sentences import is_ended
from pipeline.text.speech_acts import claims

_LONGEST_QUESTION = 240
_LONGEST_ITEM = 40
_ASKED = re.compile(
    r"(?:問|設問|質問|Q|Ｑ)(?: ?[0-9]{1,2}(?:[ .．、:：)）\-]|$)| ?[:：])", re.IGNORECASE
)
_ASKED_NUMBER = re.compile(r"(?:問|設問|質問|Q|Ｑ) ?([0-9]{1,2})[ .．、:：)）\-]", re.IGNORECASE)
_HOW_TO_ANSWER = r"(?:[(（][^()（）]*[)）])?"
"""Behind a question (（○は1つ）)."""
_ASKS = re.compile(
    rf"(?:か|ください|下さい|お書き|お答え|願います|お聞かせ)[。？?)）]*{_HOW_TO_ANSWER}$"
)
_NAMES = re.compile(r"(?:もの|こと|点|事項|内容|理由|課題)[)）]?$")
"""Words that name what is asked for, whatever verb stands before them (…を求めるもの)."""
_NUMBER = re.compile(r"[(（]?(?P<number>[0-9]{1,2})(?:[)）.．、:：] ?| )|(?P<circled>[①-⑳]) ?")
_TO_ANSWER = re.compile(
    r"(?:意見|要望|提案|考え|状況|理由|課題)(?:等|など)?(?:を|が(?:あれば|ありましたら|ある場合は?、?)|について)?、?(?:以下に|下欄に|具体的に|自由に)?"
    r"(?:お|御|ご)?(?:書き|答え|聞かせ|示し|記入|記載|回答|教え)(?:し?て)?(?:ください|下さい|願います|いただきたい)[。)）]*$"
)
"""How a form asks for an answer; nobody who answers speaks so."""
_ABOUT = re.compile(r".{2,80}(?:について|に関して|に対して|に関すること|に関する事項)")


class _Plain(dict[int, str]):
    """Each letter in NFKC but for circled numbers, found out where it first comes up."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        plain = letter if "①" <= letter <= "⑳" else unicodedata.normalize("NFKC", letter)
        self[code] = plain
        return plain


_PLAIN = _Plain()


def is_question(text: str) -> bool:
    """Whether a cell is a question with a number (問1 …), not an answer that begins with one.

    >>> is_question("問１　御意見をお書きください。"), is_question("問１のとおり延長を。")
    (True, False)
    """
    words = plain(text)
    if len(words) > _LONGEST_QUESTION or not _ASKED.match(words):
        return False
    named = _ASKS.search(words) or _NAMES.search(words)
    return bool(named) or not (is_ended(words) or claims(words))


def asks(text: str) -> bool:
    """Whether a question with a number asks for something (…について, …ですか), beyond doubt.

    >>> asks("問１　避難について"), asks("問１　給食の無償化")
    (True, False)
    """
    words = plain(text)
    return bool(_ASKS.search(words) or _ABOUT.fullmatch(words))


def is_subject(text: str) -> bool:
    """Whether a cell is a question with a number, or a numbered subject (1 目標について).

    So is a numbered sentence that tells to answer (1 目標について御意見をお書きください。).

    >>> is_subject("１　計画の目標について"), is_subject("計画の目標について")
    (True, False)
    """
    words = plain(text)
    found = _NUMBER.match(words)
    if is_question(text) or not found:
        return is_question(text)
    rest = words[found.end() :]
    asked = len(words) <= _LONGEST_QUESTION and _TO_ANSWER.search(rest)
    return bool(_ABOUT.fullmatch(rest) or asked)


def asked_number(text: str) -> int | None:
    """The number of a text that begins as questions do (問2 …)."""
    words = plain(text)
    number = _ASKED_NUMBER.match(words) if len(words) <= _LONGEST_QUESTION else None
    return int(number[1]) if number else None


def number_of(text: str) -> int | None:
    """The number before a short text that is no sentence; None where it is no such item."""
    words = plain(text)
    found = _NUMBER.match(words)
    rest = words[found.end() :] if found else ""
    if not found or not has_letters(rest) or len(rest) > _LONGEST_ITEM:
        return None
    if is_ended(rest) or claims(rest):
        return None
    return int(found["number"]) if found["number"] else ord(found["circled"]) - 0x245F


def plain(text: str) -> str:
    """NFKC but for circled numbers, one space per gap."""
    return " ".join(without_unseen(text).translate(_PLAIN).split())


def tells_to_answer(text: str) -> bool:
    """Whether a cell tells in a sentence to answer, without a number and no note (※ …).

    >>> tells_to_answer("御意見をお書きください。"), tells_to_answer("※欄内に御記入ください。")
    (True, False)
    """
    words = plain(text)
    asked = len(words) <= _LONGEST_QUESTION and _TO_ANSWER.search(words)
    return bool(asked) and not is_note(text)


def is_about(text: str) -> bool:
    """Whether a cell says what an answer is about (収集について)."""
    return bool(_ABOUT.fullmatch(plain(text)))
