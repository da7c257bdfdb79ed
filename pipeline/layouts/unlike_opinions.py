"""What was taken for an opinion and reads like a piece of the form: a title, a note, a choice.

Signs of their own, by shape and by what the round's other sheets call their columns; they know none
of the words by which answers were found.
"""

import re
import unicodedata
from collections.abc import Collection

from pipeline.layouts.form_labels import is_form_label
from pipeline.layouts.own_voice import speaks_up
from pipeline.layouts.role_words import Role, role_of_words, squeezed
from pipeline.layouts.said import is_bare_value
from pipeline.layouts.section_senders import is_body
from pipeline.respondents.body_names import kind_of_name

_NOTE = re.compile(r"[※＊*]|[(（]?注[)）:：0-9０-９]")
_ALONE = re.compile(r"[(（][^()（）]{1,20}[)）]")
_ADDRESS = re.compile(r"[^、。はがを]{2,30}(?:宛て?|あて|御中|殿)")
_ITEM = re.compile(r"(?:^|\s)(?:[①-⑳]|[(（]?[0-9]{1,2}[)）.．]?)\s*(?=\S)")
_QUESTION = re.compile(
    r"(?:設問|質問|問|Q)\s*[0-9一二三四五六七八九十]+.*(?:か|ください|下さい)[。.？?]?(?:[(（][^()（）]*[)）])?"
)
_MARKS = re.compile(r"^[■□●○◎◆◇▼▽★【［〔\s]+|[】］〕\s]+$")
_OFFICIAL = frozenset({Role.REPLY, Role.NUMBER, Role.BODY_CODE, Role.STATUS})
"""Roles of columns in which no word is somebody's own."""
_LONGEST_LABEL = 10
"""Characters."""
_LONGEST_CHOICE = 10
"""Characters of each of several choices in one line, in the mean."""
_FEWEST_CHOICES = 3


def unlike_opinion(text: str, labels: Collection[str]) -> str:
    r"""What a text reads like that was taken for an opinion (Japanese); empty where for one.

    Args:
        text: of the opinion.
        labels: squeezed titles of columns and labels of forms of the round.

    >>> unlike_opinion("処理欄", {"処理欄"}), unlike_opinion("処理欄を広げるべき", {"処理欄"})
    ('見出し', '')
    >>> unlike_opinion("1 賛成　② どちらでもない　3 反対", ()), unlike_opinion("市民課御中", ())
    ('選択肢', '宛先')
    >>> [unlike_opinion(t, ()) for t in ("ご意見\n備考", "■甲川商工会", "受付番号", "橋の色")]
    ['見出し', '団体名', '見出し', '']
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    plain = [unicodedata.normalize("NFKC", line) for line in lines]
    if not lines:
        return ""
    if squeezed(text) in labels or all(_is_label(line, labels) for line in plain):
        return "見出し"
    if len(lines) == 1 and _names_a_body(plain[0]):
        return "団体名"
    if all(map(_QUESTION.fullmatch, plain)):
        return "質問"
    if len(lines) == 1 and _offers_choices(lines[0]):
        return "選択肢"
    if speaks_up(text):
        return ""
    if all(_NOTE.match(line) or _ALONE.fullmatch(line) for line in lines):
        return "様式の注記"
    return "宛先" if len(lines) == 1 and _ADDRESS.fullmatch(plain[0]) else ""


def _is_label(line: str, labels: Collection[str]) -> bool:
    """Whether a line is the title of a column or field, here or elsewhere, or a number or code."""
    words = squeezed(line)
    named = role_of_words(words) in _OFFICIAL and len(words) <= _LONGEST_LABEL
    return words in labels or is_form_label(line) or named or is_bare_value(line)


def _names_a_body(line: str) -> bool:
    """Whether a line is a body's name: a local government's, or another's behind a mark (■)."""
    name = _MARKS.sub("", line)
    return is_body(name) and (name != line.strip() or kind_of_name(name) != "団体")


def _offers_choices(line: str) -> bool:
    """Whether a line counts short things, or marks one of them alone (1 賛成　② 反対　3 他)."""
    marks = _ITEM.findall(line)
    if len(marks) < _FEWEST_CHOICES:
        return False
    n_circled = sum(any("①" <= letter <= "⑳" for letter in mark) for mark in marks)
    return 0 < n_circled < len(marks) or len(line) <= len(marks) * _LONGEST_CHOICE
