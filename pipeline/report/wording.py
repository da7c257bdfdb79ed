"""The Japanese words of reports for states, statuses, places and dates."""

import datetime as dt
import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from pipeline.review_items.codebook import NONE


class Status(StrEnum):
    """Who decided the review item of an opinion."""

    PERSON = "person"
    MACHINE = "machine"
    TO_CHECK = "to_check"
    UNKNOWN = "unknown"


STATUSES: Mapping[Status, str] = {
    Status.PERSON: "人が確定",
    Status.MACHINE: "機械が判定",
    Status.TO_CHECK: "要確認",
    Status.UNKNOWN: "未判定",
}

# Direction marks and control characters cannot be seen, and turn or hide the text around them.
_UNSEEN = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029"
    "\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)
_WEEKDAYS = "月火水木金土日"
_THIRDS = {1: "上旬", 11: "中旬", 21: "下旬"}
_REIWA = dt.date(2019, 5, 1)


def visible(text: str) -> str:
    r"""The text with control and direction characters spelt out, so that none can act unseen.

    >>> visible("前\u202e後")
    '前⟦U+202E⟧後'
    """
    text = text.replace("\r\n", "\n")
    return _UNSEEN.sub(lambda found: f"⟦U+{ord(found.group()):04X}⟧", text)


def named(name: str) -> str:
    """A name in quotation marks, in other ones where it holds such marks itself.

    >>> named("移行期限"), named("「適正規模」の見直し")
    ('「移行期限」', '『「適正規模」の見直し』')
    """
    return f"『{name}』" if "「" in name else f"「{name}」"


def shortened(text: str, most: int) -> str:
    """The text, or its beginning with a mark, in at most so many characters.

    >>> shortened("移行期限の延長", 5)
    '移行期限…'
    """
    return text if len(text) <= most else f"{text[: most - 1]}…"


def item_label(code: str, title: str) -> str:
    """A review item as readers know it."""
    return title if code == NONE else f"検討項目{code} {title}"


def item_short(code: str) -> str:
    """A review item where there is no room for its title."""
    return "該当なし" if code == NONE else code


def japanese_year(year: int, month: int = 12, day: int = 31) -> str:
    """A year as offices write it, by the Japanese era from Reiwa on.

    >>> japanese_year(2024), japanese_year(2018)
    ('令和6年', '2018年')
    """
    if dt.date(year, month, day) < _REIWA:
        return f"{year}年"
    number = year - 2018
    return f"令和{'元' if number == 1 else number}年"


def japanese_date(value: Any) -> str:
    """A date or an ISO string as offices write it; anything else as it stands.

    >>> japanese_date("2024-04-05")
    '令和6年4月5日（金）'
    """
    try:
        date = dt.date.fromisoformat(str(value))
    except ValueError:
        return str(value or "")
    year = japanese_year(date.year, date.month, date.day)
    return f"{year}{date.month}月{date.day}日（{_WEEKDAYS[date.weekday()]}）"


def meeting_year(meeting: Mapping[str, Any]) -> str:
    """The year of an entry of the schedule; empty where it has no date."""
    raw = meeting.get("date")
    if not raw:
        return ""
    date = dt.date.fromisoformat(str(raw))
    return japanese_year(date.year, date.month, date.day)


def meeting_date(meeting: Mapping[str, Any]) -> str:
    """When an entry of the schedule is, no more exactly than the hand-out said."""
    raw = meeting.get("date")
    if not raw:
        return "日付なし"
    date = dt.date.fromisoformat(str(raw))
    precision = meeting.get("precision", "day")
    text = f"{date.month}月"
    if precision == "day":
        text += f"{date.day}日（{_WEEKDAYS[date.weekday()]}）"
    elif precision == "week":
        text += f"{date.day}日の週"
    elif precision == "third of month":
        text += _THIRDS.get(date.day, "")
    if meeting.get("until"):
        until = dt.date.fromisoformat(str(meeting["until"]))
        text += f"〜{until.month}月{until.day}日"
    return text + ("（未確定）" if meeting.get("tentative") else "")
