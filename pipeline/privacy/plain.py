"""A text as the finders read it: one form per character, and the way back to the text as received.

People write １２３, 123 and ①; 髙橋, 高橋 and 高︀橋; ﾔﾏﾀﾞ and ヤマダ; － and −. What looks for
personal data reads one form of each; what is masked is the text as received.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from pipeline.text.same_characters import RADICALS

# Variants that names are written with, beside those that Unicode itself calls compatible. Taken
# from 法務省 誤字俗字・正字一覧表 and the family names in Sudachi's dictionary that differ by one.
_VARIANTS = (
    "髙高﨑崎碕崎嵜崎𠮷吉德徳瀨瀬邊辺邉辺齊斉齋斎濵浜濱浜槗橋槁橋𣘺橋澤沢廣広國国櫻桜眞真嶋島嶌島"
    "惠恵瀧滝龍竜萬万假仮渕淵渊淵冨富栁柳桺柳曻昇會会靜静髮髪舘館桒桑埜野圓円榮栄壽寿實実寳宝寶宝"
    "條条禮礼藏蔵藪薮藪藪莊荘淸清隆隆祐祐緖緒薰薫衞衛豐豊鐵鉄鄕郷關関靑青顯顕鷄鶏黑黒將将學学"
    "槇槙彌弥歲歳祿禄祥祥靖靖來来麥麦菅菅當当讓譲產産增増每毎濟済狹狭羽羽茂茂穐秋"
    "龜亀"
)
_FOLDED = {ord(a): b for a, b in zip(_VARIANTS[::2], _VARIANTS[1::2], strict=True) if a != b}
_FOLDED |= {radical: _FOLDED.get(ord(kanji), kanji) for radical, kanji in RADICALS.items()}
_DASHES = "‐‑‒–—―−－﹣⁃─━"
_FOLDED |= {ord(dash): "-" for dash in _DASHES} | {ord("\r"): " "}
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]"
)
_MARKS = "\u3099\u309a\uff9e\uff9f"
# Characters whose NFKC form is another number or word: a heading ① is no digit, ㎡ no letter.
_AS_WRITTEN = re.compile("[…‥\u2460-\u24ff\u2776-\u2793\u3200-\u33ff\u2150-\u218f²³¹⁰-₟]")
_NOT_ONE_FOR_ONE = re.compile(f"{_UNSEEN.pattern}|[{_MARKS}\u0300-\u036f]")


class _OneForm(dict[int, str]):
    """For ``str.translate``: a character as the finders read it, found out when first met."""

    def __missing__(self, number: int) -> str:
        character = chr(number)
        form = character
        if not _AS_WRITTEN.match(character):
            whole = unicodedata.normalize("NFKC", character)
            form = whole if len(whole) == 1 else character
            form = _FOLDED.get(ord(form), form)
        self[number] = form
        return form


_ONE_FORM = _OneForm(_FOLDED)


@dataclass(frozen=True)
class Plain:
    """A text in one form; ``begin`` and ``end`` lead from it to the text as received."""

    text: str
    places: tuple[int, ...] = ()
    """By character, where it begins in the text as received, and the end; empty: as many."""

    def span(self, begin: int, end: int) -> tuple[int, int]:
        """Characters of the text as received that stand for some of these."""
        if not self.places:
            return begin, end
        return self.places[begin], self.places[end]

    @cached_property
    def lines(self) -> tuple[tuple[int, int], ...]:
        """Begin and end of each line."""
        return tuple(found.span() for found in re.finditer("[^\n]+", self.text))


def plain(text: str) -> Plain:
    r"""Read a text in one form.

    >>> plain("髙橋：０３").text, plain("ﾔﾏﾀﾞ").text, plain("辻\U000e0100本").text
    ('高橋:03', 'ヤマダ', '辻本')
    >>> plain("辻\U000e0100本様").span(0, 2)
    (0, 3)
    """
    if not _NOT_ONE_FOR_ONE.search(text):
        return Plain(text.translate(_ONE_FORM))
    forms: list[str] = []
    places: list[int] = []
    begin, n = 0, len(text)
    while begin < n:
        end = begin + 1
        while end < n and _belongs_to_the_one_before(text[end]):
            end += 1
        form = _form(text[begin:end])
        forms.append(form)
        places += [begin] * len(form)
        begin = end
    return Plain("".join(forms), (*places, n))


def label_lead(label: str) -> str:
    """What a cell asks for in its plain form, to be read in front of what stands in it.

    >>> label_lead("担当者　名"), label_lead(" ")
    ('担当者 名:', '')
    """
    return " ".join(plain(label).text.split()) + ":" if label.strip() else ""


def _belongs_to_the_one_before(character: str) -> bool:
    return character in _MARKS or unicodedata.combining(character) > 0 or _unseen(character)


def _unseen(character: str) -> bool:
    return _UNSEEN.match(character) is not None


def _form(group: str) -> str:
    seen = _UNSEEN.sub("", group)
    if len(seen) > 1 and not _AS_WRITTEN.search(seen):
        seen = unicodedata.normalize("NFKC", seen)
    return seen.translate(_ONE_FORM)
