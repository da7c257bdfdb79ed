"""Numbers that belong to one person: My Number, licences, insurances, number plates."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.privacy.finds import Evidence, Find
from pipeline.text.mask_marks import Kind

_BETWEEN = (
    r"(?:番号)?(?: ?\([^()\n]{1,10}\))?[】\])]?"
    r"(?: ?[:;=は→|\[【(「/-]| |が|、|の番号は|\n|No\.?|番号|第)* ?"
)
_DIGITS = r"[A-Za-z]{0,4}[- ]?\d(?:(?:[\d \n-]|[A-Z](?=\d)){1,20}\d)?[A-Za-z]{0,2}"
_NUMBER_CUE = re.compile(
    r"(?:マイ ?ナンバー|個人番号|住民票コード|基礎年金番号|年金(?:手帳"
    r"|証書)?(?:の)?(?:記号)?番号|(?:被保険者"
    r"|保険)(?:者)?証?(?:等)?(?:の)?(?:記号)?[・と]?番号"
    r"|(?:運転)?免許証?(?:の)?番号|旅券(?:の)?番号|パスポート(?:の)?番号|在留カード(?:の)?番号"
    r"|(?:住基|マイナンバー|クレジット|会員|診察|診療|社員|図書館?|図書利用|貸出|利用者?|登録者"
    r"|受給者|受給資格者?|医療受給者?|介護|接種|学生|生徒|組合員|定期|ポイント)(?:カード|券|証)(?:の)?番号"
    r"|(?:社員|職員|会員|学籍|学生|生徒|患者|顧客|お客様?|受給者|受験|契約者|利用者|使用者|納税者?|加入者|組合員|医籍登録"
    r"|障害者手帳|手帳|証券|介護保険|カルテ|水栓|宛名|世帯|納税通知書?|国家?資格(?:の)?登録|免許登録|登録者|ケース"
    r"|雇用保険|戸籍|口座登録)(?:の)?(?:ID|番号)|製造番号(?!))"
    rf"{_BETWEEN}(?P<value>{_DIGITS})(?![\d年月日件人円割万億％%.])"
)
_HANDBOOK = re.compile(
    r"(?:障害者|保健福祉|療育|年金)?手帳 ?(?:\([^()\n]{1,8}\) ?)?(?P<value>第? ?\d{3,10}号)"
)
_INSURED = re.compile(
    r"(?:保険(?:者)?証?|被保険者証?|国保|健保)[^\n。]{0,6}記号"
    r"(?: ?[:は]?[・ ]?(?P<value>[\d一-龠-]{1,10}[ ・、]*番号 ?[:は]? ?\d{1,10})"
    r"|[・及びと]{0,2}番号 ?[:は]? ?(?P<both>[\d一-龠ぁ-ん]{1,10}[ ・-]\d{1,10}))"
)
_TWELVE = re.compile(r"(?<![\d-])\d{4}[- \n]\d{4}[- \n]\d{4}(?:[- \n]\d{4})?(?![\d-])")
_BARE_TWELVE = re.compile(r"(?<![\d.,-])\d{12}(?![\d.,円-])")
_OF_MY_NUMBER = re.compile("通知カード|マイナ|個人番号|(?:12|十二)[桁けた]")
# Twelve digits are somebody's number unless something else is numbered, counted or dated by them.
_OTHER_NUMBER = re.compile(
    "(?:(?:文書|法人|事業|管理|整理|受付|製造|登録|案件|契約|伝票|起債|注文|予約|追跡|送り状|問い?合わ?せ|商品|品目|機器|資産"
    "|工事|業務|図面|決裁|施設|許可|認可|型|製品|請求|申込み?|お客様|住宅)(?:の)?(?:番号|コード)|(?i:no|id|code|isbn|jan)|コード"
    r"|第|品番|型番)[^。\n\d]{0,4}$|[\d=/_&?#A-Za-z]$"
)
_COUNTED = re.compile("[号円人件年月日台個tkm%]|[A-Za-z_/]")
_TIME = re.compile(
    r"(?:19|20)\d\d(?:0\d|1[0-2])(?:[0-2]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d|0{4,}\d*|\d+0{4,}"
)
_DOCUMENT = re.compile(r"(?<![A-Za-z0-9-])(?:[A-Z]{2}\d{8}[A-Z]{2}|[A-Z]{2}\d{7})(?![A-Za-z0-9])")
_PLATE = re.compile(
    r"(?<![一-龠々ヶ])(?P<value>(?:[一-龠][一-龠々ヶツノ]{1,3}|いわき|なにわ|つくば|とちぎ|とかち|ちば"
    r"|むさしの)"
    r" ?(?:\d\d[\dA-Z] ?[ぁ-んA-Z] ?(?:[・.\d]{1,3}-?[・.\d]{1,3}|\d{1,4})"
    r"|\d\d ?[ぁ-ん] ?\d\d-\d\d))"
    r"(?![\d年月日件人円%])"
)
# One letter is a region too (堺, 柏), where the four digits leave no doubt.
_PLATE_OF_ONE_LETTER = re.compile(
    r"(?<![一-龠々ヶ])(?P<value>[一-龠] ?\d\d[\dA-Z] ?[ぁ-んA-Z] ?[・.\d]{2}-[・.\d]{2})(?!\d)"
)
# Without a region that is known (みどり480 く 27-63), two digits on each side leave no doubt.
_PLATE_WITHOUT_REGION = re.compile(
    r"(?<![\d一-龠])(?P<value>\d\d[\dA-Z] ?[ぁ-ん] ?[・.\d]{2}-[・.\d]{2})(?!\d)"
)
_PLATE_WORD = "(?<!マイ)(?<!マイ )ナンバー"
_MUNICIPAL_PLATE = re.compile(
    rf"(?:標識|{_PLATE_WORD}|プレート|車両番号|登録番号|原付|バイク|スクーター|ミニカー|二輪)[^\n。\d]{{0,10}}?[^一-龠々ヶァ-ヴー\n]"
    r"(?P<value>(?:[一-龠々ヶァ-ヴー]{1,6}[市区町村] ?[一-龠]?|\d[一-龠々ヶ]{2,4})"
    r" ?[ぁ-んア-ン] ?[・.\d]{1,3}-?[・.\d]{1,3})(?![\d年月日件人台円%])"
)
# The last part of a plate, where a car is spoken of: ナンバーはあ 38-05, た 45-67の軽トラック.
_CAR = (
    "(?:車|軽(?!減|[い微])|ワゴン|トラック|バイク|ミニバン|セダン|タクシー|ダンプ|乗用|原付"
    "|スクーター|バン(?!ド))"
)
_SHORT = r"(?:[・.]{1,3}\d{0,2}-?\d{1,3}|\d{1,2}-\d{2}|\d{3,4})"
_PART_OF_A_PLATE = re.compile(
    rf"(?:{_PLATE_WORD}(?:プレート)?|車番|プレート|車両番号|登録番号|標識)(?:の?下4桁)? ?(?:が"
    rf"|は|も|:|=|→|、|/|\n| |[「(『\[])* ?"
    rf"(?P<value>(?:[一-龠]{{1,4}} ?\d{{2,3}} ?)?[ぁ-んA-Z] ?{_SHORT}|\d\d-\d\d"
    rf"|[・.]{{1,3}}\d{{1,3}})(?![\d年月日件人台円%、]\d|[年月日件人円%])"
    rf"|(?<![ぁ-ん\d])(?P<before>[ぁ-ん] ?(?:\d\d-\d\d|[・.]{{1,3}}\d{{1,3}}))"
    rf"(?=[^。\n]{{0,12}}?{_CAR})"
    rf"|{_CAR}[、,(「のはが ]{{1,2}}(?P<behind>[ぁ-ん] ?(?:\d\d-\d\d|[・.]{{1,3}}\d{{1,3}}))(?!\d)"
)
_DIGIT = re.compile(r"\d")
_LONG = re.compile(r"\d{7}|\d{4}[- \n]\d{4}")
_LIKE_A_PLATE = re.compile(r"\d[\dA-Z]? ?[ぁ-んA-Z] ?[・.\d]")
_LIKE_PART_OF_A_PLATE = re.compile(r"[ぁ-んA-Z] ?[\d・.]{1,3}-?\d\d|ナンバー|プレート|車番")
# What each of them needs, sought first because that is cheap.
_BY_CUE: tuple[tuple[re.Pattern[str], re.Pattern[str], Kind], ...] = (
    (_NUMBER_CUE, re.compile("番号|ナンバー|コード|ID"), "個人番号"),
    (_INSURED, re.compile("記号"), "個人番号"),
    (_HANDBOOK, re.compile("手帳"), "個人番号"),
    (
        _MUNICIPAL_PLATE,
        re.compile("標識|ナンバー|プレート|番号|原付|バイク|スクーター|ミニカー|二輪"),
        "車両番号",
    ),
)


def identifiers(text: str) -> Iterator[Find]:
    """Numbers of persons and of their cars.

    Args:
        text: in its plain form.
    """
    if not _DIGIT.search(text):
        return
    for pattern, needed, kind in _BY_CUE:
        for found in pattern.finditer(text) if needed.search(text) else ():
            yield Find(*found.span(found.lastgroup or 0), kind, Evidence.CUE)
    if _LIKE_PART_OF_A_PLATE.search(text):
        for found in _PART_OF_A_PLATE.finditer(text):
            yield Find(*found.span(found.lastgroup or 0), "車両番号", Evidence.CUE)
    if _LONG.search(text):
        yield from _numbers_of_persons(text)
    if _LIKE_A_PLATE.search(text):
        for pattern in (_PLATE, _PLATE_OF_ONE_LETTER, _PLATE_WITHOUT_REGION):
            for found in pattern.finditer(text):
                yield Find(*found.span("value"), "車両番号", Evidence.FORM)


def _numbers_of_persons(text: str) -> Iterator[Find]:
    for found in _TWELVE.finditer(text):
        if not _is_series(re.findall(r"\d+", found[0])):
            yield Find(*found.span(), "個人番号", Evidence.FORM)
    for found in _BARE_TWELVE.finditer(text):
        cue = _OF_MY_NUMBER.search(text, max(found.start() - 24, 0), found.start())
        other = _OTHER_NUMBER.search(text, max(found.start() - 14, 0), found.start())
        alone = (
            not other and not _COUNTED.match(text, found.end()) and not _TIME.fullmatch(found[0])
        )
        if cue or _is_my_number(found[0]) or alone:
            yield Find(*found.span(), "個人番号", Evidence.FORM)
    for found in _DOCUMENT.finditer(text):
        yield Find(*found.span(), "個人番号", Evidence.FORM)


def _is_series(groups: Sequence[str]) -> bool:
    """Whether groups of four digits are sizes or sums, times of a day or years.

    >>> _is_series(["1200", "1500", "1800"]), _is_series(["0715", "0815", "0915"])
    (True, True)
    >>> _is_series(["7712", "0498", "3350"])
    False
    """
    rises = all(one < other for one, other in pairwise(groups))
    times = all(group < "2400" and group[2:] < "60" for group in groups)
    years = all("1900" <= group < "2100" for group in groups)
    return all(group.endswith("0") for group in groups) or (rises and (times or years))


def _is_my_number(digits: str) -> bool:
    """Whether the last of twelve digits checks the others (番号法施行規則: 総務省令第85号第5条)."""
    weights = (2, 3, 4, 5, 6, 7, 2, 3, 4, 5, 6)
    rest = sum(w * int(d) for w, d in zip(weights, reversed(digits[:11]), strict=True)) % 11
    return int(digits[11]) == (0 if rest <= 1 else 11 - rest)
