"""The agenda in a hand-out: the review items (検討項目) and the schedule of meetings and rounds."""

import datetime as dt
import re
from dataclasses import asdict, dataclass
from typing import Any

from pipeline.errors import OpinionsError
from pipeline.language import says
from pipeline.text.normalize import normalize

_ITEM = re.compile(r"【検討項目\s*(\d+(?:-\d+)?)】\s*(\S.*)?")
_TITLE = re.compile(r"スケジュール|日程")
_DATE = re.compile(
    r"^(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?(?:[（(][月火水木金土日][)）])?"
    r"(?P<span>の週|[上中下]旬)?"
    r"(?:[～〜~-](?P<month2>\d{1,2})月(?P<day2>\d{1,2})日(?P<span2>の週)?)?"
    r"(?P<tentative>[？?])?\s*(?P<title>.*)$"
)
_FIRST_DAY = {"上旬": 1, "中旬": 11, "下旬": 21}


@dataclass(frozen=True)
class Item:
    """A review item: ``code`` as 1 or 1-1; ``parent`` is None for the top level."""

    code: str
    parent: str | None
    title: str


@dataclass(frozen=True)
class Meeting:
    """One entry of the schedule.

    ``date`` and ``until`` are ISO dates; ``precision`` says what is known of ``date``: its day,
    its week, its third of a month, or its month. Null for an entry without a date.
    """

    date: str | None
    until: str | None
    precision: str
    tentative: bool
    title: str
    items: tuple[str, ...]
    notes: tuple[str, ...]

    def as_mapping(self) -> dict[str, Any]:
        """The entry as it is written into review_items.yaml; empty fields are left out."""
        values = {**asdict(self), "items": list(self.items), "notes": list(self.notes)}
        return {key: value for key, value in values.items() if value not in (None, [], False)}


def read_items(text: str, file: str) -> list[Item]:
    """The review items that a hand-out lists, in order; a later mention adds nothing.

    Raises:
        OpinionsError: the text lists no 【検討項目…】, or a leaf without its parent.
    """
    items: dict[str, Item] = {}
    for code, title in _ITEM.findall(normalize(text)):
        parent = code.split("-")[0] if "-" in code else None
        items.setdefault(code, Item(code, parent, title.strip()))
    if not items:
        raise OpinionsError(
            says(
                f"{file}：【検討項目…】という行がない。検討項目を載せた配布資料かを確かめる。",
                f"{file}: no line 【検討項目…】 found. Is this the right hand-out?",
            )
        )
    orphans = [item.code for item in items.values() if item.parent and item.parent not in items]
    if orphans:
        raise OpinionsError(
            says(
                f"{file}：親のない検討項目がある：{'、'.join(orphans)}。",
                f"{file}: review items without their parent: {orphans}.",
            )
        )
    return list(items.values())


def read_schedule(text: str, year: int) -> list[Meeting]:
    """The entries below a title that holds スケジュール or 日程.

    Args:
        text: the hand-out.
        year: the calendar year of its dates; a month below the one before begins the next year.
    """
    lines = [line.strip() for line in normalize(text).splitlines() if line.strip()]
    titles = [n for n, line in enumerate(lines) if _TITLE.search(line) and len(line) < 40]
    if not titles:
        return []
    meetings: list[dict[str, Any]] = []
    month = 0
    for raw in lines[titles[-1] + 1 :]:
        line = re.sub(r"^[-・○◯]\s*", "", raw)
        found = _DATE.match(line)
        if found:
            if int(found["month"]) < month:
                year += 1
            month = int(found["month"])
            meetings.append(_meeting(found, year))
        elif item := _ITEM.search(line):
            if meetings:
                meetings[-1]["items"] += (item[1],)
        elif raw != line or (meetings and not meetings[-1]["title"]) or line.startswith("「"):
            _annotate(meetings, line)
        else:
            meetings.append(_undated(line))
    return [Meeting(**meeting) for meeting in meetings]


def _meeting(found: re.Match[str], year: int) -> dict[str, Any]:
    span = found["span"] or ""
    day = int(found["day"] or _FIRST_DAY.get(span, 1))
    date = dt.date(year, int(found["month"]), day)
    until = None
    if found["month2"]:
        until = dt.date(year, int(found["month2"]), int(found["day2"]))
        until += dt.timedelta(days=6 if found["span2"] else 0)
    precision = {"の週": "week", "": "day" if found["day"] else "month"}.get(span, "third of month")
    return {
        "date": date.isoformat(),
        "until": until.isoformat() if until else None,
        "precision": precision,
        "tentative": bool(found["tentative"]),
        "title": found["title"].strip(),
        "items": (),
        "notes": (),
    }


def _undated(title: str) -> dict[str, Any]:
    return {
        "date": None,
        "until": None,
        "precision": "none",
        "tentative": False,
        "title": title,
        "items": (),
        "notes": (),
    }


def _annotate(meetings: list[dict[str, Any]], note: str) -> None:
    if not meetings:
        meetings.append(_undated(note))
    elif not meetings[-1]["title"]:
        meetings[-1]["title"] = note
    else:
        meetings[-1]["notes"] += (note,)
