"""Names of persons: after cues (氏名：, 担当：), beside titles (…様), in file names."""

import re
from collections.abc import Iterator, Sequence
from typing import Protocol

Span = tuple[int, int]


class Word(Protocol):
    """A word of the text, as ``pipeline.tokens`` cuts it."""

    @property
    def surface(self) -> str:
        """The word as written."""

    @property
    def part_of_speech(self) -> str:
        """Sudachi's, levels joined by commas."""

    @property
    def begin(self) -> int:
        """Character offset of the word in the text."""

    @property
    def end(self) -> int:
        """Character offset behind it."""


_RANK = (
    r"(?:主任|主査|主事|主幹|係長|課長|室長|部長|局長|次長|参事|副参事|課長補佐|補佐|係員|主席|統括|班長|専門官|調整官"
    r"|理事|会長|事務局長|代表(?:取締役)?|社長|弁護士|職員)"
)
_UNIT = (
    r"[一-龠々ァ-ヴーA-Za-z・0-9０-９]{1,20}(?:課|係|部|局|室|班|省|庁|所|市|町|村|県|グループ|チーム"
    r"|センター|担当|役場|本部|支所)"
)
_CUE = re.compile(
    r"(?:氏[ 　]?名|(?:お)?名前|ふりがな|フリガナ|担当(?:者|職員)?(?:名|氏名)?|記入者|回答者|作成者|提出者|連絡先"
    r"|代表者(?:名)?|問(?:い)?合(?:わ)?せ先|差出人|署名|申請者|発信者|意見者)"
    r"[ 　]*(?:[)）】〕]?[:：＝=]|[)）】〕]|[ 　\t]|は[、 　]?(?=[一-龠々]{1,4}[ 　]?[一-龠々]{1,4}(?:です|と申)))[ 　\t]*"
)
_LEADING = re.compile(rf"(?:{_UNIT}[ 　・/／]*|{_RANK}[ 　・:：]*){{0,4}}")
_NAME = re.compile(
    r"(?P<name>(?:[一-龠々]{1,4}[ 　]?[一-龠々ぁ-んァ-ヴー]{1,5}|[一-龠々]{1,2}|[ァ-ヴー]{2,6}[ 　・][ァ-ヴー]{2,6}"
    r"|[ぁ-ん]{2,5}[ 　][ぁ-ん]{2,5}))"
    r"(?=$|[\s　、。,，()（）/／〔〕「」・<＜;；]|様|さん|氏(?!名)|殿|まで|です|と申|(?i:tel|mail|e-)|電話|" + _RANK + ")",
    re.MULTILINE,
)
_NO_NAME = re.compile(
    r"(?:課|係|部|局|室|班|省|庁|所|市|町|村|県|府|都|道|区|会|国|者|員|長|臣|先|等|名|様|式|欄|表|票|書|書類|番号|住所|年齢"
    r"|性別|職業|電話|電話番号|未定|不明|同上|別途|別紙|記載|記入|省略|任意|匿名|なし|無し|変更|確認|及び|及び住所|又は|または"
    r"|業務|分野|制度|事業|自治体|団体|組織|部署|窓口|内容|事項|公表|非公表|可|不可|必須|以上|以下|全員|複数|各課|各自|不在|不足"
    r"|検討中|調整中|選任|配置|交代|変更)$|[をにがはでとの]"
)
_TITLES = frozenset(
    "様 さま さん 氏 殿 君 くん ちゃん 先生 課長 係長 部長 局長 室長 次長 主査 主任 主事 主幹 参事 補佐 教授 准教授"
    " 博士 記者 弁護士 医師 職員 主席".split()
)
_ADDRESSES = frozenset(("様", "さま", "さん", "氏", "殿", "先生"))
_OFFICES = frozenset(
    "大臣 総理 首相 知事 議員 議長 委員 委員長 長官 市長 町長 村長 区長 大統領 会長 社長 代表".split()
)
_PERSON = "名詞,固有名詞,人名"
_PLACE = "名詞,固有名詞,地名"
_BREAKS = re.compile(r"[_＿\s　()（）\[\]【】.．,、・-]+")


def cued_names(text: str) -> Iterator[Span]:
    """Names behind a cue, past units and ranks (担当：情報政策課 主査 山田).

    >>> text = "担当：情報政策課 主査 山田太郎（内線12）"
    >>> [text[begin:end] for begin, end in cued_names(text)]
    ['山田太郎']
    """
    for cue in _CUE.finditer(text):
        for begin in dict.fromkeys((_LEADING.match(text, cue.end()) or cue).end() for _ in "1"):
            found = _NAME.match(text, begin)
            if found and not _NO_NAME.search(found["name"]):
                yield found.span("name")


def titled_names(text: str, words: Sequence[Word], *, strict: bool) -> Iterator[Span]:
    """Names of persons that stand right before a title, as Sudachi sees them.

    Args:
        text: the text that the words were cut from.
        words: all its words in order.
        strict: whether holders of public office count, and full names without a title.
    """
    titles = _TITLES | _OFFICES if strict else _TITLES
    number = 0
    while number < len(words):
        stop = number
        while stop < len(words) and _is_name(words, number, stop, text):
            stop += 1
        if stop == number:
            number += 1
            continue
        following = words[stop].surface if stop < len(words) else ""
        full = sum(words[n].part_of_speech.startswith(_PERSON) for n in range(number, stop)) > 1
        last = stop - 1 if words[stop - 1].surface.strip() else stop - 2
        only_place = not any(
            words[n].part_of_speech.startswith(_PERSON) for n in range(number, stop)
        )
        if following in titles and (not only_place or following in _ADDRESSES) or strict and full:
            yield words[number].begin, words[last].end
        number = stop


def _is_name(words: Sequence[Word], first: int, number: int, text: str) -> bool:
    """Whether a word goes on with the name that begins at ``first``."""
    word = words[number]
    if word.part_of_speech.startswith(_PERSON):
        return True
    if word.part_of_speech.startswith(_PLACE):  # 千葉さん, 山口様: also names of places
        return True
    inside = first < number < len(words) - 1
    return inside and word.surface in {" ", "　"}


def name_fragments(text: str, words: Sequence[Word]) -> Iterator[Span]:
    """Fragments of a file name that are a 人名 and nothing else (回答_山田太郎.xlsx)."""
    begin = 0
    for stop in [*_BREAKS.finditer(text), None]:
        end = stop.start() if stop else len(text)
        inside = [w for w in words if begin <= w.begin and w.end <= end]
        whole = "".join(word.surface for word in inside) == text[begin:end]
        if inside and whole and all(w.part_of_speech.startswith(_PERSON) for w in inside):
            yield begin, end
        begin = stop.end() if stop else end
