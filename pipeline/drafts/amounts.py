"""Amounts and points in time that a text names, apart from numbers that name a place."""

import re
import unicodedata

from pipeline.text.numerals import plain_numbers

_ERA = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_DATE = re.compile(
    rf"(?:(?P<era>{'|'.join(_ERA)})\s*(?P<of_era>\d{{1,2}}|元)|(?P<year>(?:19|20)\d\d))\s*年度?"
    r"(?:\s*(?P<month>\d{1,2})\s*月(?:\s*(?P<day>\d{1,2})\s*日)?)?"
    r"|(?<!\d)\d{1,2}\s*月\s*\d{1,2}\s*日"
    r"|(?<!\d)\d{1,2}月(?=から|に|まで|の|頃|末|中|上旬|下旬|、|。|より)"
)
"""A point in time; of a span (3年, 14日以内, 6月を経過した日) it is none."""
_DAY = re.compile(r"(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_MARK = re.compile(r"^\s*\d{1,2}(?:[.、)]|\s+)(?!\d)", re.MULTILINE)
"""What begins an item of a list."""
_BRANCH = r"(?:\s*の\s*\d{1,2}(?=[第、。のはをがにともへ(「」)\s]|$))?"
"""第3条の2; 第3条の84円 names an amount."""
_PLACE = re.compile(
    rf"第\s*\d+(?:\s*[部編章節款目条項号回期次類種])?{_BRANCH}"
    rf"|(?<![\d.])[前次同]?\d+\s*(?:条|項|号|章|節|款|編|頁|ページ|行目?|番目?(?!以)){_BRANCH}"
    r"|[前次同](?:条|項|号|章|節)(?!目)|[Pp]{1,2}\.?\s*\d+|(?:ページ|頁|別表|別紙|別添|様式|図|表|その|No\.?|問)\s*\d+"
    r"|\d+[-~]\d+(?=について|の|は|を)|[(]\s*\d{1,2}\s*[)]|[①-⑳⑴-⒇]"
)
"""A number of the draft's own: of a place in it, a page."""
_IN_KANJI = re.compile(
    r"(?<![第数何幾一-九十百千万])[一二三四五六七八九十百千万]+"
    r"(?=メートル|平方|区画|件|月|冊|枚|台|戸|頭|匹|羽|箱|袋|株|坪|トン|キロ|リットル)"
)
"""A number before what ``plain_numbers`` does not know to be counted."""
_AMOUNT = re.compile(
    r"(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>%|ポイント|[かヶ]?月|日間?|週間?|年[生間]?|時間?"
    r"|分(?!の)|平方メートル|メートル|区画|[kcm]?m2?\b|[^\W\d_])"
)
_WORD_OF_AMOUNT = re.compile("全額|半額|無料|無償")


def amounts(text: str) -> frozenset[str]:
    """Numbers with what they count, and words that say how much; no dates, no places.

    >>> sorted(amounts("第14条の使用料は、令和8年4月1日から一区画14日につき六千円とする。"))
    ['14日', '1区画', '6000円']
    """
    told = (f"{number}{unit}" for number, unit in counted(text))
    return frozenset(told) | frozenset(_WORD_OF_AMOUNT.findall(text))


def counted(text: str) -> list[tuple[str, str]]:
    """Each number with its unit (年間 and 年 are one).

    >>> counted("二十メートル、3年間")
    [('20', 'メートル'), ('3', '年')]
    """
    plain = _MARK.sub("", unicodedata.normalize("NFKC", text))
    plain = _IN_KANJI.sub(lambda run: plain_numbers(run[0] + "円")[:-1], plain)
    plain = _PLACE.sub(" ", _DATE.sub(" ", plain_numbers(plain)))
    return [
        (f"{float(one['number']):.10g}", one["unit"].rstrip("間生") or one["unit"])
        for one in _AMOUNT.finditer(plain)
    ]


def dates(text: str) -> list[tuple[int, int, int]]:
    """Points in time of which the year is told: year, month, day; 0 for what is not told.

    >>> dates("令和8年10月1日から施行する。"), dates("2年以内")
    ([(2026, 10, 1)], [])
    >>> dates("令和8年4月1日から、第3条は同年10月1日から施行する。")
    [(2026, 4, 1), (2026, 10, 1)]
    """
    plain = plain_numbers(unicodedata.normalize("NFKC", text))
    found: list[tuple[int, int, int]] = []
    for one in _DATE.finditer(plain):
        day = _DAY.match(one[0])
        if found and day and plain[: one.start()].endswith("同年"):
            found.append((found[-1][0], int(day[1]), int(day[2])))
            continue
        if one["era"]:
            year = _ERA[one["era"]] + (1 if one["of_era"] == "元" else int(one["of_era"]))
        elif one["year"]:
            year = int(one["year"])
        else:
            continue
        found.append((year, int(one["month"] or 0), int(one["day"] or 0)))
    return found


def without_places(text: str) -> str:
    """A text without the draft's own numbers: what differs in them alone was renumbered.

    >>> without_places("第17条の命令") == without_places("第19条の命令")
    True
    """
    plain = _MARK.sub("", unicodedata.normalize("NFKC", text))
    return _PLACE.sub("", plain_numbers(plain))
