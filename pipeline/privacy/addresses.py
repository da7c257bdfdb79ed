"""Postal addresses: a place with a house number, behind 住所, or behind a postal code."""

import re
from collections.abc import Callable, Iterator

from pipeline.privacy.finds import Evidence, Find
from pipeline.privacy.homes import KANJI_N, NO_COUNT, N, homes
from pipeline.privacy.name_words import KANJI

# All patterns read the plain form of a text. ○○県△△市 stands for a place in examples.
_P = rf"{KANJI}○◯△□×〇ヵヶノA-Z"
_TOWN = rf"[{_P}ぁ-んァ-ヴー]"
_JOIN = r"(?:番地?の?|[-ーの之ノ])"
_AFTER_CHOME = (
    rf"(?: ?[-ーのノ]? ?[左右東西南北]?{N}(?:番地?|号)?"
    rf"(?: ?[-ーのノ]? ?{N}(?:番地?|号(?:室)?|階|F)?){{0,3}})?"
)
_CHOME = rf"{N}(?:丁目|丁(?![一-龠])){_AFTER_CHOME}"
# Parts of a lot are told by イロハ or 甲乙丙: 906番地イ.
_LOT = rf"(?:の?[イロハニホヘト甲乙丙丁](?![{_P}ぁ-んァ-ヴー]))?"
_BAN = rf"(?:{N}地割 ?第?)?{N}(?:番地|番|号地)(?:[-ーのノ]? ?{N}(?:番|号(?:室)?)?){{0,3}}{_LOT}"
_JO = (
    rf"(?<![第\d〇一二三四五六七八九十百])(?:[東西南北]{{1,2}})?{N}(?:条"
    rf"|線)(?![通大橋駅烏河堀])(?:[東西南北]{{0,2}})(?: ?{N}(?:丁目|番地?"
    rf"|号)?{_AFTER_CHOME})?"
)
_DASHED = r"\d{1,4}(?: ?[-ー] ?\d{1,5}){1,3}"
_NO = r"\d{1,4}(?:[のノ]\d{1,5}){1,3}"
_SPELT = rf"{KANJI_N}(?:[のノ]{KANJI_N}){{1,3}}(?=[、。,\s()号]|$|に住|の家|です)"  # 五の二十一の三
_BUILDING = (
    rf"(?:[ \n]?[{_P}ぁ-んァ-ヴーA-Za-z・]{{1,20}}"
    r"(?:ビル(?:ディング)?|マンション|アパート|荘|ハイツ|コーポ|タワー|庁舎|会館|住宅|団地|寮"
    r"|レジデンス|パレス|ハイム|メゾン|ヴィラ|館|棟)"
    rf"[{KANJI}ァ-ヴーA-Z]{{0,6}} ?(?:第?{N}(?:階|号室?|号棟|棟"
    rf"|F)?(?: ?-? ?\d{{1,4}}(?:号室?)?)?)?)?"
    r"(?: ?\d{1,4}号室|[ \n][^\s、。0-9]{2,16}\d{1,4}号(?:室|棟)?"
    r"|[ \n]?[ァ-ヴA-Z][ァ-ヴーA-Za-zぁ-ん一-龠・]{1,15}"
    r"(?: ?[A-Z\d]{1,2}(?:号?棟|号?館|番館))?[ -]?\d{2,4}(?:号室?)?(?![\d年月日件])"
    r"|\n\d{1,4}(?:-\d{1,4}){0,2}号(?:室|棟)?)?"  # goes on in the next line
)
_PREFECTURE = rf"(?:北海道|東京都|(?:大阪|京都)府|[{_P}]{{1,3}}[都道府県])"
_CITY = rf"[{_P}ぁ-んァ-ヴー]{{1,7}}?[市区町村郡]"
_PLACE = rf"(?:{_PREFECTURE} ?)?{_CITY} ?(?![のはをにでとへ])(?P<town>{_TOWN}{{0,18}}?)"
_HOUSE = rf"(?:{_JO}|{_CHOME}|{_BAN}|(?:{_DASHED}|{_NO}){NO_COUNT}|{_SPELT})"
_DIGIT = re.compile(r"\d")
_ADDRESS = re.compile(rf"(?<![{KANJI}])?{_PLACE} ?(?P<house>{_HOUSE}){_BUILDING}")
_RURAL = re.compile(
    rf"(?:{_PREFECTURE} ?)?(?:{_CITY} ?){{1,2}}(?:{_TOWN}{{0,6}}?(?:大字|字){_TOWN}{{1,12}}?"
    rf"|[{KANJI}ヶノァ-ヴー]{{1,12}}(?:町|郷))(?P<house>{N}{_JOIN}?(?:{N})?){NO_COUNT}"
)
_TOWN_ALONE = re.compile(
    rf"(?P<town>(?:[ぁ-んァ-ヴー]{{2,6}}"
    rf"(?=[がヶケノ]?[丘台町野原]))?[{KANJI}ヶノがケ]{{1,8}}) ?(?P<house>{N}丁目 ?{N}(?:番地?"
    rf"|-)(?:の?{N}号?)?(?:-?\d+(?:号室)?)?"
    rf"|(?<=字..){KANJI_N}番地?|(?<=字...){KANJI_N}番地?|\d{{1,4}}の\d{{1,4}}の\d{{1,4}}{NO_COUNT}|(?<=字.)\d{{1,5}}(?:-\d{{1,4}}){{1,2}}|(?<=字..)\d{{1,5}}(?:-\d{{1,4}}){{1,2}}"
    rf"|\d{{1,5}}番地(?:の?\d{{1,4}})?{_LOT}"
    rf"|\d{{1,2}}-\d{{1,3}}-\d{{1,3}}(?:-\d{{1,4}})?{NO_COUNT}){_BUILDING}"
)
# As in Sapporo, where no town is needed: 北三条西十一丁目1-20.
_GRID = re.compile(
    rf"[東西南北]{{1,2}}{N}条[東西南北]{{1,2}}{N}(?:丁目|線)"
    rf" ?(?:{_DASHED}|{_NO}|{_BAN}|\d{{1,4}}号){NO_COUNT}{_BUILDING}"
)
_KYOTO = re.compile(
    rf"(?:(?:京都府)?(?:京都市)?[{KANJI}]{{1,3}}区 ?)?[{KANJI}]{{1,8}}(?:通|筋|小路"
    rf"|路)[{KANJI}]{{0,8}}(?:上る|下る|上ル|下ル|[東西]入る?|[東西]入ル)"
    rf"(?: ?[{KANJI}]{{1,12}}(?: ?(?:{_HOUSE}|\d{{1,4}}(?!\d)))?)?{_BUILDING}"
)
_CODE = r"(?<![\d-])\d{3} ?[-ー] ?\d{4}(?![\d-])"
_POSTAL_CODE = rf"(?:〒 ?\d{{3}} ?[-ー]? ?\d{{4}}|{_CODE}(?=[ \n]{{1,3}}(?:{_PREFECTURE}|{_CITY})))"
_POSTAL = re.compile(
    rf"(?P<code>{_POSTAL_CODE})(?:[ \n,)]{{0,3}}(?:{_PREFECTURE} ?)?{_CITY}(?: ?{_TOWN}{{0,1"
    rf"8}}? ?(?:{_HOUSE}|{N}){_BUILDING}|[{_P}ァ-ヴーがの]{{0,14}}))?"
)
_POSTAL_CUE = re.compile(
    r"郵便 ?番号(?: ?\([^()\n]{1,8}\))?(?:[】\])]|[ :=は→]|\n"
    r"|〒)* ?(?P<value>\d{3} ?[-ー]? ?\d{4})(?!\d)"
)
_CUE = re.compile(
    r"(?<!〔)(?:(?:御|ご)?(?:現|本人|自宅|勤務先|連絡先|旧|新)?(?:の)?(?:住 *所|居所|居住地"
    r"|所 *在 *地|送付先|郵送先|送り先|届け先|発送先|返送先|宛先|転居先|引っ?越し?先"
    r"|本籍地?|自宅|実家|住まい|(?i:address)))"
    r"(?P<note> ?\([^()\n]{1,12}\))?(?P<mark> ?[】\])〕◆■] ?[:=]? ?| ?[:=→⇒] ?|[は、]、?"
    r"| ?[/・]|[ \t]+"
    r"|(?= ?\n))[ \t]*(?:\n[ \t]*){0,2}"
    r"(?P<value>[^\n。、]{3,60})"
)
_HOUSE_ENDS = re.compile(r"(?:[\d番号室棟階〇一二三四五六七八九十百イロハ甲乙丙丁]|番地) ")
_IS_A_SENTENCE = re.compile(r"[^ ]*?(?:[をへ]|[ぁ-ん](?: |$))|[^\d]{1,20}?[のがはにでとも][^\d]*\Z")
_ENDS_VALUE = re.compile(
    r" *(?:[(,;]|電話|TEL|Tel|tel|氏名|携帯|メール|E-?mail|e-mail|[ ]{2,}|です|である|に住|にあ"
    r"|に居|でござ|に引|に転"
    r"|[【〔\[「『]| [一-龠ぁ-んァ-ヴー]{1,8} ?[:=/→])"
)
_LOOKS_LIKE_A_PLACE = re.compile(
    r"[都道府県市区町村郡]|\d|[一二三四五六七八九十]の[一二三四五六七八九十]"
)
_WHOLE_PREFECTURE, _NO_MORE = re.compile(_PREFECTURE), re.compile("のみ|まで|だけ")
# What says no place: 市内在住, 市区町村名のみで可, 同上.
_NAMES_NO_PLACE = re.compile(
    "(?:市区?町村|都道府県|[同当本]?[市町村区県都府道])(?:内|外|民|名|在住|在勤|在学|まで|のみ|以下|等)"
    "|.*(?:のみ|まで|だけ)(?:で?も?可|で(?:よい|良い|結構|構)|記[入載]|お?書き)|(?:同|左)[上記]|[上前]記"
)
_DASH_IN_KANA = re.compile(r"(\d)ー(?=\d)")
# The house number in a line of its own, below the town: 大分県日田市豆田町⏎6番11号.
_NEXT_LINE = re.compile(rf" *\n *[東西南北]?{_HOUSE}{_BUILDING} *(?=\n|\Z)")
_AREA = re.compile(
    r"(?:の)?(?:地区|交差点|再開発|周辺|商店街|駅|バス停|町会|自治会|公園|街区|エリア|計画|付近"
    r"|通り|地域|一帯|界隈|プロジェクト|マンション計画|全域|区域|住民|市道|県道|国道|信号|踏切|歩道|街灯)"
    rf"|(?:から|~|〜|、|・|と|及び|や|-){N}丁目|にかけて|内の"
)

# What each of them needs, sought first because that is cheap.
_NEEDED = {
    _POSTAL: re.compile(r"〒|\d ?[-ー] ?\d{4}"),
    _CUE: re.compile(
        "住 *所|居所|居住地|所 *在 *地|送付先|郵送先|送り先|届け先|発送先|返送先|宛先|転居先"
        "|引っ?越し?先|本籍|自宅|実家|住まい"
        "|[Aa][Dd][Dd][Rr]"
    ),
    _KYOTO: re.compile("[上下][るル]|[東西]入"),
    _GRID: re.compile("条[東西南北]"),
    _ADDRESS: re.compile(
        r"[市区町村郡][^。\n]{0,24}?(?:\d|[〇一二三四五六七八九十百](?:丁|番|号地|条|線|[のノ]))"
    ),
    _RURAL: re.compile(rf"(?:字{_TOWN}{{1,12}}?|町|郷)(?:\d|[〇一二三四五六七八九十百])"),
    _TOWN_ALONE: re.compile(r"丁目|番地|\dの\d{1,4}の\d|字[^\d。\n]{1,2}\d|\d-\d{1,3}-\d"),
}


def addresses(text: str, is_town: Callable[[str], bool]) -> Iterator[Find]:
    """Postal addresses.

    Args:
        text: in its plain form.
        is_town: whether a name before a house number can be that of a place.
    """
    if "ー" in text:
        text = _DASH_IN_KANA.sub(r"\1-", text)
    for found in _POSTAL.finditer(text) if _NEEDED[_POSTAL].search(text) else ():
        yield Find(*found.span(), "住所", Evidence.FORM)
    for found in _POSTAL_CUE.finditer(text) if "郵便" in text else ():
        yield Find(*found.span("value"), "住所", Evidence.CUE)
    for pattern in (_KYOTO, _GRID):
        for found in pattern.finditer(text) if _NEEDED[pattern].search(text) else ():
            yield Find(*found.span(), "住所", Evidence.FORM)
    for pattern in (_ADDRESS, _RURAL):
        for found in pattern.finditer(text) if _NEEDED[pattern].search(text) else ():
            house = found["house"]
            town = found.groupdict().get("town") or ""
            if _AREA.match(text, found.end()) and not re.search("[番号-]", house):
                continue
            dashed = pattern is _ADDRESS and re.fullmatch(r"[\d -ー]+|[\dのノ]+", house) is not None
            if dashed and (not town or not is_town(town)):
                yield Find(*found.span(), "住所", Evidence.DOUBT)
                continue
            yield Find(*found.span(), "住所", Evidence.PLACE if dashed else Evidence.FORM)
    for found in _TOWN_ALONE.finditer(text) if _NEEDED[_TOWN_ALONE].search(text) else ():
        part = found["town"].startswith(("字", "大字"))
        if len(found["town"]) > 1 and (part or is_town(found["town"])):
            yield Find(*found.span(), "住所", Evidence.PLACE)
    yield from homes(text, is_town)
    for found in _CUE.finditer(text) if _NEEDED[_CUE].search(text) else ():
        begin, end = found.span("value")
        stop = _ENDS_VALUE.search(text, begin, end)
        end = stop.start() if stop else end
        end = _before_a_sentence(text, begin, end)
        below = _NEXT_LINE.match(text, end)
        if below and not _DIGIT.search(text, begin, end):
            end = below.end()
        value = text[begin:end]
        says_no_place = _NO_MORE.search(found["note"] or "") or _NAMES_NO_PLACE.match(value.strip())
        if _WHOLE_PREFECTURE.fullmatch(value.strip()) or (
            says_no_place and not _DIGIT.search(value)
        ):
            continue
        sure = found["mark"].strip() not in ("は", "は、", "、", "", "/", "・")
        if _LOOKS_LIKE_A_PLACE.search(value) and (
            sure
            or re.search(
                r"\d|[都道府県].*[市区町村]|[一二三四五六七八九十]の[一二三四五六七八九十]", value
            )
        ):
            yield Find(begin, end, "住所", Evidence.CUE)


def _before_a_sentence(text: str, begin: int, end: int) -> int:
    """Where an address ends that a sentence follows behind a blank (緑町1-2 街灯が切れています)."""
    for house in _HOUSE_ENDS.finditer(text, begin, end):
        if _IS_A_SENTENCE.match(text[house.end() : end]):
            return house.end() - 1
    return end
