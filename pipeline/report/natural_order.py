"""The order that values of an attribute have by themselves: ages, spans, how often, how much.

Read from the words of the values, all of them: where one has no place on the scale of the others
(but for those that say nothing, such as 無回答), there is no natural order.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import Any

_NOTHING = re.compile(
    r"その他|他$|^他|無回答|未回答|回答(?:し(?:ない|たくない)|なし)|不明|記載なし|わからない|分からない|不詳|該当なし|^※"
)
_DIGITS = r"(\d+(?:\.\d+)?)"
_SCALES: tuple[dict[str, float], ...] = (
    {"歳": 1, "才": 1, "代": 1, "年代": 1},
    {"日": 1, "週": 7, "週間": 7, "年": 365, "年間": 365}
    | dict.fromkeys(("か月", "ヶ月", "ケ月", "カ月", "ヵ月"), 30.0),
    {"分": 1, "時間": 60},
    {"人": 1, "千人": 1e3, "万人": 1e4},
    {"円": 1, "千円": 1e3, "万円": 1e4, "億円": 1e8},
    {"m": 1, "km": 1e3},
    *({unit: 1.0} for unit in ("件", "回", "世帯", "月", "年度", "年生", "級", "位")),
)
"""Units that can be compared, and how much of the smallest each is."""
_UNITS = {unit: worth for scale in _SCALES for unit, worth in scale.items()}
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_AMOUNT = re.compile(
    rf"(?:満|約|築)?(令和|平成|昭和)?{_DIGITS}({_UNIT})?"
    rf"(?:以上|超|から)?(?:[~〜～\-－ー―、]|から)*(?:{_DIGITS})?"
    rf"({_UNIT})?(?:の方|くらい|程度|前後)?(.*)"
)
_KNOWN_REST = re.compile(
    r"(?:未満|以下|まで|以上|以降|超|より(?:上|多い))?(?:[(（].*[)）]|頃|ごろ|生まれ|前半|後半)?"
)
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}
_OFTEN = re.compile(
    r"(年|半年|月|週|日)(?:間)?(?:に|あたり)?(?:数|約)?(\d+)?(?:[~〜～\-－]\d+)?回?(.*)"
)
_A_YEAR = {"年": 1, "半年": 2, "月": 12, "週": 52, "日": 365}
_NEVER = re.compile(
    r"(?:全く|まったく|一度も).*|.*(?:し(?:ていない|ない|たことがない)|(?:た)?ことは?が?ない)|なし"
)
_SELDOM = re.compile(r"(?:ほとんど|めったに|あまり|まれに|ごくまれ).*")
_DAILY = re.compile(r"(?:ほぼ)?毎日.*")
_DEGREES = re.compile(
    r"(とても|非常に|大変|大いに|よく|十分に?|やや|少し|まあ(?:まあ)?|ある程度|どちらか(?:と(?:いえば|言えば|いうと))|多少|全く|まったく)?"
    r"(満足|不満足?|賛成|反対|そう思う|そう思わない|必要(?:である)?|必要(?:では)?ない|不要|重要(?:である)?"
    r"|重要(?:では)?ない|知っている|知らない|良い|よい|悪い|高い|低い|多い|少ない)(?:だ|である|です)?"
)
_MIDDLE = re.compile(r"(?:どちら(?:とも|でも)|普通|ふつう|中立|変わらない).*")
_AGAINST = re.compile(r"不|反対|ない|悪|低|少な|知らな")
_WEAK = ("やや", "少し", "まあ", "ある程度", "どちらか", "多少")
_LADDERS = (
    ("未就学児", "小学生", "中学生", "高校生", "大学生", "大学院生"),
    ("小", "中", "大"),
)


def natural_order(values: Sequence[str]) -> tuple[str, ...] | None:
    """The values in the order they have by themselves; None where they have none.

    Values that say nothing stand last.

    >>> natural_order(["30代", "80代以上", "20歳未満", "無回答", "20代"])
    ('20歳未満', '20代', '30代', '80代以上', '無回答')
    >>> natural_order(["郵送", "電子メール"]) is None
    True
    """
    told = {value: _plain(value) for value in values}
    said = [value for value in values if not _NOTHING.search(told[value])]
    if len(said) < 2:
        return None
    for place_of in (_amounts, _often, _degrees, _ladder):
        places = place_of([told[value] for value in said])
        if places is not None and len(set(places)) > 1:
            at = dict(zip(said, places, strict=True))
            first = sorted(said, key=lambda value: (at[value], value))
            return (*first, *sorted(value for value in values if value not in at))
    return None


def _plain(value: str) -> str:
    return "".join(unicodedata.normalize("NFKC", value).split())


Places = list[float] | None


def _amounts(values: Sequence[str]) -> Places:
    """Ages, spans of time, sums: numbers with units that can be compared."""
    places, units = [], set()
    for value in values:
        found = _AMOUNT.fullmatch(value)
        if not found:
            return None
        era, first, own, second, shared, rest = found.groups()
        unit = own or shared or ""
        units |= {number for number, scale in enumerate(_SCALES) if unit in scale}
        place = (_ERAS.get(era, 0) + float(first)) * _UNITS.get(unit, 1)
        if not _KNOWN_REST.fullmatch(rest):
            return None
        if not second and re.search(r"未満|以下|まで", rest):
            place -= 0.5
        elif not second and re.search(r"以上|超|より|以降", value):
            place += 0.5
        places.append(place + 0.2 * rest.endswith("後半"))
    return places if len(units) <= 1 else None


def _often(values: Sequence[str]) -> Places:
    """How often, the most often first."""
    places = []
    for value in values:
        if _DAILY.fullmatch(value):
            places.append(-1e3)
        elif (found := _OFTEN.fullmatch(value)) and ("回" in value or "日" in found[3]):
            several = 3 if "数" in value else 1
            more = 0.3 if "以上" in value else -0.3 if re.search("未満|以下", value) else 0
            places.append(-_A_YEAR[found[1]] * (float(found[2] or several) + more))
        elif _SELDOM.fullmatch(value):
            places.append(-0.1)
        elif _NEVER.fullmatch(value):
            places.append(0.0)
        else:
            return None
    return places


def _degrees(values: Sequence[str]) -> Places:
    """How much somebody agrees, is content, or finds something needed; the most first."""
    places = []
    for value in values:
        found = _DEGREES.fullmatch(value)
        if found:
            grade = 2.0 if not found[1] else 1.0 if found[1].startswith(_WEAK) else 3.0
            places.append(grade if _AGAINST.search(found[2]) else -grade)
        elif _MIDDLE.fullmatch(value):
            places.append(0.0)
        else:
            return None
    return places


def _ladder(values: Sequence[str]) -> Places:
    """Steps that words name."""
    for ladder in _LADDERS:
        if set(values) <= set(ladder):
            return [float(ladder.index(value)) for value in values]
    return None


def ordered(values: Sequence[str], otherwise: Callable[[str], Any]) -> tuple[str, ...]:
    """The values in their natural order; by a key where they have none."""
    return natural_order(values) or tuple(sorted(values, key=otherwise))
