"""Where somebody says that he lives: less than a postal address is enough (団地3-205に住む)."""

import re
from collections.abc import Callable, Iterator

from pipeline.privacy.finds import Evidence, Find
from pipeline.privacy.name_words import KANJI

N = r"(?:\d{1,5}|[〇一二三四五六七八九十百]{1,5})"
KANJI_N = "[〇一二三四五六七八九十百]{1,4}"
# What a count says: 10-20代, 1-3月, 2-3人, 1-2％.
NO_COUNT = (
    r"(?![\d-]|[代年月日時分秒件人名回歳%％円割倍頁章節条項点度週位台か個ヶ校社団ページ割]|か月"
    r"|ヶ月|区画|街区|工区)"
)
# All patterns read the plain form of a text.
_DWELLS = (
    r"(?:の(?:者|もの|自宅|家|我が家|わが家|空き家|住人|住民|実家|[^。、\n]{1,5}宅)|に"
    r"(?:住|居住|暮ら|家(?!賃)|実家|引っ?越|越し|移り住|転居|(?:母|父|親|祖[父母]|義[父母]|娘|息子)が)|在住|を借り"
    r"|から(?:通|毎日|歩|来|参|引っ?越|書い|投[書稿]|出し)|で(?:一人|独り|二人)?(?:で|、)?(?:暮ら|生活|商売|店))"
)
_LIVES = rf"(?= ?{_DWELLS})"
_TOWN = (
    rf"(?P<town>(?:[ぁ-んァ-ヴー]{{2,6}}(?=[がヶケノ]?[丘台町野原団]))?[{KANJI}ヶノがケ]{{1,8}}) ?"
)
_CITY = rf"[{KANJI}]{{1,5}}[市区町村郡]"
_PARTS = r"(?:[-のノ]\d{1,4}){1,3}"
_ROOM = r"[A-Z]?\d{3,4}号室?"
_SMALL = f"(?:マンション|アパート|ハイツ|コーポ(?!レ)|レジデンス|ハイム|メゾン|ヴィラ|[{KANJI}]荘)"
_ESTATE = (
    "(?:団地|住宅|マンション|アパート|荘|ハイツ|コーポ"
    "|[市町村県都府道公]住|公団|公社|社宅|官舎|宿舎)"
)
_IN_A_TOWN = re.compile(
    rf"{_TOWN}(?P<house>[A-Z]?-?\d{{1,4}}{_PARTS}|{KANJI_N}(?:[のノ]{KANJI_N}){{1,3}}"
    rf"|[A-Z]-\d{{1,3}}|[甲乙丙丁イロハ]\d{{1,5}}"
    rf"|{N}丁目(?: ?{N}(?:番地?|号)?){{0,2}})(?:号室?)?{_LIVES}"
)
# A lot's number alone, behind a city and a town or part of one: 伊予市中山町123に住む.
_ON_A_LOT = re.compile(
    rf"(?:{_CITY}(?P<town>[{KANJI}ヶノがケ]{{2,8}})|(?P<part>[{KANJI}]{{1,6}}[町丁字])) ?\d{{1,5}}"
    r"(?= ?(?:の(?:者|自宅|家|実家|住人)|に(?:住|居住|暮ら)|在住))"
)
_HOME_IS = re.compile(
    rf"(?:うち|家|自宅|我が家|わが家|実家)は、?(?P<home>[{KANJI}ヶノがケ]{{2,8}}? ?"
    rf"(?:\d{{1,4}}{_PARTS}|{KANJI_N}(?:[のノ]{KANJI_N}){{1,3}}))(?=です|で、|だ|に|の|にあ)"
)
_FLATS = (
    re.compile(
        rf"[{KANJI}ァ-ヴー]{{0,8}}{_ESTATE} ?[A-Z\d]{{1,3}}(?:号棟|号館|棟|-) ?\d{{2,4}}(?:号室?)?"
    ),
    # A sentence that names a house and a room, and nothing else: リバーハイツ堤C-301です。
    re.compile(
        rf"(?:(?<=[。\n])|\A)[ァ-ヴー・]{{3,16}}[{KANJI}]{{0,4}} ?[A-Z]-\d{{3,4}}(?=です[。、])"
    ),
    re.compile(
        rf"[{KANJI}]{{0,4}}[ァ-ヴー・]{{3,16}}[Ⅰ-Ⅴ{KANJI}]{{0,3}} ?[A-Z]?-?"
        rf"(?:\d{{3,4}}|[〇一二三四五六七八九]{{3,4}})(?:号室?)?{_LIVES}"
    ),
    re.compile(
        rf"[{KANJI}ァ-ヴー]{{0,8}}{_SMALL}(?:[{KANJI}ヶァ-ヴー]{{1,8}}|[ぁ-ん]{{2,6}})?"
        rf"(?: ?-[A-Z]?\d{{3,4}}(?:号室?)?| \d{{1,2}}-\d{{3,4}}(?:号室?)?| ?{_ROOM}"
        rf"|\d{{3,4}}(?:{_LIVES}|(?=の[上下隣真]|です)))"
        rf"{NO_COUNT}(?![戸世棟階万千百億])"
    ),
    re.compile(rf"[{KANJI}]{{1,6}}荘 ?{N}号(?:室)?{_LIVES}"),
    # A house with a name of its own and a room in it: サンコート二番館801号室.
    re.compile(
        rf"(?<![ァ-ヴー])(?!ホテル|ホール|セミナー)[ァ-ヴー・]{{3,16}}"
        r"(?<!センター)(?<!ホテル)(?<!ホール)(?<!ビル)(?<!ハウス)"
        rf"[Ⅰ-Ⅴ{KANJI}\d]{{0,4}} ?{_ROOM}(?![でのを]?(?:会議|研修|教室|開催))"
    ),
)
# What they need, sought first because that is cheap.
_NEEDED = re.compile(
    r"[〇一二三四五六七八九]{3}(?:号室?)? ?[のにでかを]|\d[-のノ]\d|\d{3}(?:号室?)? ?[のにでかを]"
    r"|[一二三四五六七八九十][のノ][一二三四五六七八九十]"
    r"|丁目|\d(?:号?棟|号館|号)|-[A-Z]?\d{3}|[A-Z]-\d|[甲乙丙丁イロハ]\d|号室|荘"
    rf"|[A-Z]-\d{{3}}|\d ?{_DWELLS}"
    r"|(?:ション|アパート|ハイツ|コーポ|デンス|ハイム|メゾン|ヴィラ)[^\d。\n]{0,8}\d{3,4}[にのでか]"
)


def homes(text: str, is_town: Callable[[str], bool]) -> Iterator[Find]:
    """Where people live.

    Args:
        text: in its plain form.
        is_town: whether a name before a house number can be that of a place.
    """
    if not _NEEDED.search(text):
        return
    for found in _HOME_IS.finditer(text):
        yield Find(*found.span("home"), "住所", Evidence.PLACE)
    for found in _IN_A_TOWN.finditer(text):
        if len(found["town"]) > 1 and is_town(found["town"]):
            yield Find(*found.span(), "住所", Evidence.PLACE)
    for found in _ON_A_LOT.finditer(text):
        if is_town(found["town"] or found["part"]):
            yield Find(*found.span(), "住所", Evidence.PLACE)
    for pattern in _FLATS:
        for found in pattern.finditer(text):
            yield Find(*found.span(), "住所", Evidence.PLACE)
