"""Names of persons: after cues (氏名：, 担当：), beside titles (…様), in file names."""

import re
from collections.abc import Iterator, Sequence
from typing import Protocol

Span = tuple[int, int]


class Word(Protocol):
    """A word of the text, as ``pipeline.text.tokens`` cuts it."""

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
    r"(?:主任|主査|主事|主幹|係長|課長|室長|部長|局長|次長|参事|副参事|課長補佐|補佐|係員|主席|統括|班長"
    r"|専門官|調整官|理事|会長|事務局長|代表(?:取締役)?|社長|弁護士|職員)"
)
_UNIT = (
    r"[一-龠々ァ-ヴーA-Za-z・0-9０-９]{1,20}(?:課|係|部|局|室|班|省|庁|所|市|町|村|県|グループ|チーム"
    r"|センター|担当|役場|本部|支所)"
)
_CUE = re.compile(
    r"(?:氏[ 　]?名|(?:お)?名前|ふりがな|フリガナ|担当(?:者|職員)?(?:名|氏名)?|記入者|回答者|作成者"
    r"|提出者|連絡先|代表者(?:名)?|問(?:い)?合(?:わ)?せ先|差出人|署名|申請者|発信者|意見者)[ 　]*"
    r"(?:[)）】〕]?[:：＝=]|[)）】〕]|[ 　\t]"
    r"|は[、 　]?(?=[一-龠々]{1,4}[ 　]?[一-龠々]{1,4}(?:です|と申)))"
    r"[ 　\t]*"
)
_LEADING = re.compile(rf"(?:{_UNIT}[ 　・/／]*|{_RANK}[ 　・:：]*){{0,4}}")
_NAME = re.compile(
    r"(?P<name>[一-龠々]{1,4}[ 　]?[一-龠々ぁ-んァ-ヴー]{1,5}|[一-龠々]{1,2}"
    r"|[ァ-ヴー]{2,6}[ 　・][ァ-ヴー]{2,6}|[ぁ-ん]{2,5}[ 　][ぁ-ん]{2,5})"
    r"(?=$|[\s、。,，()（）/／〔〕「」・<＜;；\]]|様|さん|氏(?!名)|殿|まで|です|と申|電話"
    rf"|(?i:tel|mail|e-)|{_RANK})",
    re.MULTILINE,
)
# What stands behind such a cue and is no name: it ends like this …
_NO_NAME_END = re.compile(
    r"(?:[課係部局室班省庁所市町村県府都道区会国者員長臣先等名様式欄表票書類号]|番号|住所|年齢|性別|職業|電話"
    r"|未定|不明|同上|別途|別紙|記載|記入|省略|任意|匿名|なし|無し|変更|確認|及び|並び|又は|または|内容|事項"
    r"|公表|公開|可|必須|以上|以下|全員|複数|各自|不在|不足|検討中|調整中|選任|配置|交代"
    r"|[をにがはでとのも]|ます|する|した|です|せん|ない|こと|ため|たい|よう|いる|ある|れる)$"
)
# … or speaks of work.
_NO_NAME = re.compile(
    r"総務|企画|政策|情報|財政|税務|福祉|防災|教育|建設|土木|水道|市民|住民|環境|農林|商工|観光|議会|監査"
    r"|選挙|会計|管財|人事|行政|広報|統計|健康|介護|子育|保育|学校|図書|消防|都市|道路|河川|産業|経済|地域"
    r"|国保|年金|戸籍|業務|分野|制度|事業|自治体|団体|組織|部署|窓口|責任|対応|支援|検討|調整|管理|運用|大臣"
)
_TITLES = frozenset(
    (
        *("様", "さま", "さん", "氏", "殿", "君", "くん", "ちゃん", "先生", "課長", "係長", "部長"),
        *("局長", "室長", "次長", "主査", "主任", "主事", "主幹", "参事", "補佐", "教授", "准教授"),
        *("博士", "記者", "弁護士", "医師", "職員"),
    )
)
_ADDRESSES = frozenset(("様", "さま", "さん", "氏", "殿", "先生"))
_OFFICES = frozenset(
    (
        *("大臣", "総理", "首相", "知事", "議員", "議長", "委員", "委員長", "長官", "市長", "町長"),
        *("村長", "区長", "会長", "社長", "代表"),
    )
)
# A title behind what may be a name; not 仕様, 同様, 皆様, 事業者様, 様式, 自治体職員.
_HELD = re.compile(
    "(?<![仕同多模各皆異有一者体])(?:様(?![式々相態子])|さま|さん|氏(?!名)|殿|君|くん|ちゃん|先生|課長|係長"
    "|部長|局長|室長|次長|主査|主任|主事|主幹|参事|補佐|教授|博士|記者|弁護士|医師|職員)"
)
_PERSON = "名詞,固有名詞,人名"
_FAMILY, _GIVEN = f"{_PERSON},姓", f"{_PERSON},名"
_PLACE = "名詞,固有名詞,地名"
_BODY = tuple("都道府県市区町村郡島国")  # 山口県様 is a body; 山口様 may be a person
_BREAKS = re.compile(r"[_＿\s()（）\[\]【】.．,、・-]+")


def cued_names(text: str) -> Iterator[Span]:
    """Names behind a cue, past units and ranks (担当：情報政策課 主査 山田).

    >>> text = "担当：情報政策課 主査 山田太郎（内線12）"
    >>> [text[begin:end] for begin, end in cued_names(text)]
    ['山田太郎']
    """
    for cue in _CUE.finditer(text):
        leading = _LEADING.match(text, cue.end())
        found = _NAME.match(text, leading.end() if leading else cue.end())
        if found and not (_NO_NAME_END.search(found["name"]) or _NO_NAME.search(found["name"])):
            yield found.span("name")


def titled_names(words: Sequence[Word], *, strict: bool) -> Iterator[Span]:
    """Names of persons that stand right before a title, as Sudachi sees them.

    Args:
        words: all words of a text in order.
        strict: whether holders of public office count, and full names without a title.
    """
    titles = _TITLES | _OFFICES if strict else _TITLES
    number = 0
    while number < len(words):
        stop = number
        while stop < len(words) and _goes_on(words, number, stop):
            stop += 1
        name = [word for word in words[number:stop] if word.surface.strip()]
        n_persons = sum(word.part_of_speech.startswith(_PERSON) for word in name)
        following = [word.surface for word in words[stop : stop + 2]]  # Sudachi cuts 係 + 長
        written = {"".join(following), *following[:1]}
        titled = not written.isdisjoint(titles if n_persons else _ADDRESSES)
        if name and (titled or (strict and n_persons > 1)):
            yield name[0].begin, name[-1].end
        number = max(stop, number + 1)


def full_names(words: Sequence[Word]) -> Iterator[Span]:
    """Family names with a given name behind them, as Sudachi sees them (意見書山田太郎.docx)."""
    number = 0
    while number < len(words):
        stop = number + 1
        if words[number].part_of_speech.startswith(_FAMILY):
            while stop < len(words) and not words[stop].surface.strip():
                stop += 1
            if stop < len(words) and words[stop].part_of_speech.startswith(_GIVEN):
                yield words[number].begin, words[stop].end
                stop += 1
            else:
                stop = number + 1
        number = stop


def holds_title(text: str) -> bool:
    """Whether a title stands in a text, so that a name may stand before it; cheap.

    >>> holds_title("標準仕様書の様式"), holds_title("山田課長")
    (False, True)
    """
    return _HELD.search(text) is not None


def _goes_on(words: Sequence[Word], first: int, number: int) -> bool:
    """Whether a word goes on with the name that begins at ``first``."""
    word = words[number]
    if word.part_of_speech.startswith(_PLACE):  # 千葉さん, 山口様
        return not word.surface.endswith(_BODY)
    return word.part_of_speech.startswith(_PERSON) or (
        first < number and word.surface in {" ", "　"}
    )


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
