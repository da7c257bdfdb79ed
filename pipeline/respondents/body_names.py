"""Names of local governments and other bodies, written in many ways, made comparable."""

import re
import unicodedata

from pipeline.respondents.local_government_codes import CORE_CITIES, DESIGNATED_CITIES, PREFECTURES
from pipeline.text.body_words import (
    ASSOCIATIONS,
    LOCAL_GOVERNMENTS,
    OFFICE_ENDS,
    OFFICES,
    ORGANISATION_ENDS,
    ORGANISATIONS,
    UNION_TASKS,
)
from pipeline.text.normalize import without_unseen
from pipeline.text.same_characters import RADICALS

# Old and variant forms of kanji in names of places, folded on both sides before comparing; each
# pair is (variant, folded form).
_FOLDED = {
    ord(pair[0]): pair[1]
    for pair in re.findall(
        r"\S+",
        """
        澤沢 邊辺 邉辺 齋斉 齊斉 斎斉 濱浜 廣広 櫻桜 國国 縣県 會会 龍竜 嶋島 嶌島 髙高
        﨑崎 瀧滝 鹽塩 竈釜 竃釜 壹一 壱一 灣湾 豐豊 禮礼 惠恵 榮栄 靜静 圓円 藝芸 藏蔵
        條条 淺浅 燒焼 關関 驛駅 鐵鉄 德徳 與与 萬万 眞真 澁渋 檜桧 籠篭 芦蘆 祇祗 曾曽
        彌弥 當当 讚讃 舘館 區区 佛仏 戶戸 敎教 槇槙 埜野 嶽岳 驒騨 礒磯 鰺鯵 ヶケ がケ
        ガケ ノの 之の ッつ っつ
        """,
    )
}
_NOISE = re.compile(r"[\s・.．,，、（）()「」\[\]【】ー−-]")
_PREFECTURE = re.compile("|".join(PREFECTURES))
_UNION = re.compile(
    rf"企業団|広域(?:連合|行政圏)|(?:{UNION_TASKS})(?:(?!協同|労働|業|共済)[^員]){{0,8}}組合(?!員)"
)
_ORGANISATION = re.compile(
    rf"{ASSOCIATIONS}|{ORGANISATIONS}|組合|(?:{ORGANISATION_ENDS})(?:[(（].*[)）])?$"
)
_PART_OF_A_PLACE = re.compile(r".(?:地|校|学|行政|自治|[\d一二三四五六七八九十])区$")
"""Neighbours (三好地区, 本町二区), no ward as 北区 and 中央区 are."""
_OFFICE_ALONE = re.compile(rf"[^\s\d、。]+(?:{OFFICE_ENDS})$")
_PERSON = re.compile(r"(?:個人|匿名|一般|国民|市民|住民|会社員|無職|学生|主婦|自営業|公務員)")
_COMMITTEES = "(?:教育|農業|選挙管理|公平|監査)委員会"
_OFFICE = re.compile(
    rf"(?P<body>.+?[{LOCAL_GOVERNMENTS}])"
    rf"(?:役所|役場|庁|長|本庁|{_COMMITTEES}(?:事務局)?|議会(?:事務局)?|.{{1,20}}(?:[{OFFICES}]|担当))$"
)

_COMMITTEE = re.compile(
    rf"[{LOCAL_GOVERNMENTS}]{_COMMITTEES}(?!連合|協議)(?:事務局|.{{1,20}}[{OFFICES}])?$"
)
"""Of a local government, which answers as one body with it (地方自治法138条の4)."""
_BRACKETED = re.compile(
    rf"(?P<body>.+[{LOCAL_GOVERNMENTS}])\s*[(（][^()（）]*"
    r"(?:(?:追加|再(?:提出|送|回答)|修正|訂正|差し?替え?|第?\d+[回報次]|その\d)[^()（）]*"
    rf"|[{OFFICES}])[)）]\s*"
)
"""A body and, in brackets, which of its papers or offices a row came from."""


def name_key(name: str) -> str:
    """The form of a name in which its ways of writing are equal.

    >>> name_key("龍ヶ崎 市") == name_key("竜ケ崎市"), name_key("塩釜市") == name_key("鹽竈市")
    (True, True)
    """
    text = _NOISE.sub("", unicodedata.normalize("NFKC", without_unseen(name).translate(RADICALS)))
    return text.translate(_FOLDED)


def clean_name(name: str) -> str:
    """A name for display: NFKC, without variation selectors and white space."""
    return "".join(unicodedata.normalize("NFKC", without_unseen(name).translate(RADICALS)).split())


def split_prefecture(name: str) -> tuple[str | None, str]:
    """A prefecture written before the name of a body, and the rest.

    >>> split_prefecture("東京都 府中市"), split_prefecture("京都府"), split_prefecture("京都市")
    (('東京都', '府中市'), (None, '京都府'), (None, '京都市'))
    """
    text = clean_name(name)
    found = _PREFECTURE.match(text)
    rest = text[found.end() :].lstrip("・、/_") if found else ""
    names_a_body = bool(re.search("[市区町村]|組合|連合|企業団|会", rest))
    return (found[0], rest) if found and names_a_body else (None, text)


def without_office(name: str) -> str:
    """The body of which a name says an office: A市役所, A市長, A市総務部情報課 are A市.

    >>> without_office("A市総務部情報政策課"), without_office("四日市市"), without_office("A町役場")
    ('A市', '四日市市', 'A町')
    >>> without_office("A市教育委員会社会教育課")
    'A市'
    """
    found = _OFFICE.fullmatch(name)
    return found["body"] if found else name


def is_office(name: str) -> bool:
    """Whether a name is an office's, without whose it is (農林課).

    >>> is_office("農林課"), is_office("A町農林課")
    (True, False)
    """
    text = clean_name(name)
    return without_office(text) == text and bool(_OFFICE_ALONE.fullmatch(text))


def without_brackets(name: str) -> str:
    """The body of which a name says in brackets which paper or office of it is meant.

    >>> [without_brackets(n) for n in ("A市（追加分 11/2）", "B町（福祉課）", "C村（D郡）")]
    ['A市', 'B町', 'C村（D郡）']
    """
    found = _BRACKETED.fullmatch(unicodedata.normalize("NFKC", name))
    return found["body"].strip() if found else name


def kind_of_name(name: str) -> str | None:
    """The kind of body that a name shows; None where it shows none.

    >>> [kind_of_name(n) for n in ("税務課", "三好地区", "北区", "阿部", "A町税務課")]
    ['団体', '団体', '特別区', None, '町']
    >>> [kind_of_name(n) for n in ("横浜市", "川越市", "A市", "B村", "C広域連合", "全国市長会")]
    ['指定都市', '中核市', '市', '村', '一部事務組合', '団体']

    A 組合 is one of local governments where its name says a task of theirs; others are 団体.
    """
    text = split_prefecture(name)[1]
    body = without_office(text)
    if text in PREFECTURES or body in PREFECTURES:
        return "都道府県"
    if _ORGANISATION.search(text) and not (_UNION.search(text) or _COMMITTEE.search(text)):
        return "団体"
    if _UNION.search(text):
        return "一部事務組合"
    if _PERSON.match(text):
        return "個人"
    if body in DESIGNATED_CITIES or any(body.startswith(city) for city in DESIGNATED_CITIES):
        return "指定都市"
    if body in CORE_CITIES:
        return "中核市"
    if is_office(text) or (body == text and _PART_OF_A_PLACE.search(text)):
        return "団体"
    ends = {"市": "市", "町": "町", "村": "村", "区": "特別区"}
    return ends.get(body[-1:])
