"""People's labels: which decision counts, where reviewers disagree, which labels teach nothing.

Every label stays in the file. A reviewer's last label of a text stands; where the standing labels
of several reviewers differ, the majority decides, and without one nobody has decided.
"""

import datetime as dt
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from pipeline.language import says
from pipeline.review_items.codebook import Codebook, CodebookError
from pipeline.tables.natures import Nature, Stance

COLUMNS = (
    *("text_key", "items", "nature", "reviewer", "date", "import_id", "comment", "text", "drawn"),
    "stance",
)
"""Of labels.csv, in their order. A row decides items (and a nature), or a stance alone."""

Items = tuple[str, ...]

_DATE = re.compile(
    r"(?:(?P<era>令和|R)(?P<number>元|\d{1,2})|(?P<year>\d{4}))[-/.年]"
    r"(?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})日?(?: 0?0:00(?::00)?)?"
)
_EXCEL_DATE = re.compile(r"\d+月\d+日|\d+/\d+|\d+-[A-Z][a-z]{2}|[A-Z][a-z]{2}-\d+")


@dataclass(frozen=True)
class Decisions:
    """What people decided, by ``text_key``."""

    items: Mapping[str, Items]
    """Texts with a decision → codes, the main one first."""
    contested: Mapping[str, tuple[tuple[str, Items], ...]]
    """Texts without a majority → (reviewer, codes), by reviewer. Nobody has decided these."""


def standing_labels(labels: pd.DataFrame) -> pd.DataFrame:
    """The last label of each text by each reviewer; rows of a stance alone are none.

    Args:
        labels: one row per label, with ``text_key`` and ``items``. Last is the latest ``date``,
            and the later row among equal dates. Without ``reviewer`` all are one person's.

    Returns:
        Those rows, oldest first.
    """
    filled = labels.assign(
        reviewer=labels.get("reviewer", ""),
        date=labels.get("date", ""),
    )
    filled = filled[filled["items"].map(len).astype(int) > 0]
    in_time = filled.sort_values("date", kind="stable")
    return in_time.drop_duplicates(["text_key", "reviewer"], keep="last")


def current_items(labels: pd.DataFrame, classes: Sequence[str]) -> dict[str, dict[str, Items]]:
    """text_key → reviewer → the codes that stand and can still be assigned; none is left out."""
    by_text: dict[str, dict[str, Items]] = {}
    standing = standing_labels(labels)
    for key, reviewer, items in zip(
        standing["text_key"], standing["reviewer"], standing["items"], strict=True
    ):
        current = tuple(code for code in items if code in classes)
        if current:
            by_text.setdefault(key, {})[reviewer] = current
    return by_text


def decisions(labels: pd.DataFrame, classes: Sequence[str]) -> Decisions:
    """The decision that counts for each text.

    Args:
        labels: as in ``standing_labels``, ``items`` as tuples of codes.
        classes: codes that can be assigned. Others (retired, split, removed) are passed over; a
            label of nothing else decides nothing, and its reviewer's older labels stay superseded.
    """
    decided: dict[str, Items] = {}
    contested: dict[str, tuple[tuple[str, Items], ...]] = {}
    for key, given in current_items(labels, classes).items():
        votes = Counter(frozenset(items) for items in given.values())
        most, n_votes = votes.most_common(1)[0]
        if 2 * n_votes > len(given):
            decided[key] = [items for items in given.values() if frozenset(items) == most][-1]
        else:
            contested[key] = tuple(sorted(given.items()))
    return Decisions(decided, contested)


def decided_natures(labels: pd.DataFrame) -> dict[str, str]:
    """The nature (意見の性質) that most reviewers of a text gave it last; none without a majority.

    Args:
        labels: as in ``standing_labels``, with ``nature``; empty where a reviewer gave none.
    """
    standing = standing_labels(labels)
    given: dict[str, list[str]] = {}
    for key, nature in zip(standing["text_key"], standing["nature"], strict=True):
        if nature in {known.value for known in Nature}:
            given.setdefault(key, []).append(nature)
    return _majority(given)


def last_stances(labels: pd.DataFrame) -> dict[tuple[str, str], str]:
    """The stance (賛否) that each reviewer gave each text last, by text and reviewer.

    Args:
        labels: of labels.csv.
    """
    if "stance" not in labels or labels.empty:
        return {}
    given = labels[labels["stance"] != ""].sort_values("date", kind="stable")
    return dict(
        zip(zip(given["text_key"], given["reviewer"], strict=True), given["stance"], strict=True)
    )


def decided_stances(labels: pd.DataFrame) -> dict[str, str]:
    """The stance that most reviewers of a text gave it last; none without a majority."""
    given: dict[str, list[str]] = {}
    for (key, _), stance in last_stances(labels).items():
        if stance in {known.value for known in Stance}:
            given.setdefault(key, []).append(stance)
    return _majority(given)


def _majority(given: Mapping[str, Sequence[str]]) -> dict[str, str]:
    decided: dict[str, str] = {}
    for key, votes in given.items():
        most, n_votes = Counter(votes).most_common(1)[0]
        if 2 * n_votes > len(votes):
            decided[key] = most
    return decided


def stale_items(labels: pd.DataFrame, codebook: Codebook) -> dict[str, tuple[int, str]]:
    """Codes in labels that cannot be assigned any more.

    Returns:
        Code → number of labels that name it, and why: ``retired`` (marked so), ``split`` (it has
        items below it now) or ``unknown`` (not in the list; removed, or a slip).
    """
    counts = Counter(code for items in labels["items"] for code in items)
    known = {item.code: item for item in codebook.items}
    found: dict[str, tuple[int, str]] = {}
    for code in sorted(set(counts) - set(codebook.classes)):
        why = "unknown" if code not in known else "retired" if known[code].retired else "split"
        found[code] = (counts[code], why)
    return found


def iso_date(cell: str) -> str | None:
    """A date as people and office programs write it; None where it is none.

    >>> iso_date("2024/6/1"), iso_date("令和6年6月1日"), iso_date("来週")
    ('2024-06-01', '2024-06-01', None)
    """
    found = _DATE.fullmatch(unicodedata.normalize("NFKC", cell).strip())
    if not found:
        return None
    number = "1" if found["number"] == "元" else found["number"]
    year = 2018 + int(number) if found["era"] else int(found["year"])
    try:
        return dt.date(year, int(found["month"]), int(found["day"])).isoformat()
    except ValueError:
        return None


def read_label_rows(frame: pd.DataFrame, file: str) -> pd.DataFrame:
    """Check the rows of labels.csv and split their items.

    Items that are not in the codebook (any more) are no error: labels stay when a list changes.

    Args:
        frame: all cells as text.
        file: name of the file, for messages.

    Returns:
        The columns ``COLUMNS``, empty where the file has none, ``items`` as tuples of codes,
        ``date`` in ISO form.

    Raises:
        CodebookError: a column is missing where there are labels, or a cell was spoilt by a
            spreadsheet; names rows (the first data row is 2).
    """
    missing = [name for name in ("text_key", "items", "text") if name not in frame.columns]
    if missing and len(frame):
        raise CodebookError(
            says(
                f"{file}：列 {'、'.join(missing)} がない。今ある列は "
                f"{'、'.join(map(str, frame.columns))}。列を加える。",
                f"{file}: columns {missing} are missing; it has {list(frame.columns)}. Add them.",
            )
        )
    rows = frame.reindex(columns=list(COLUMNS), fill_value="").fillna("")
    items = [
        tuple(code.strip() for code in cell.split(";") if code.strip()) for cell in rows["items"]
    ]
    problems = []
    told = zip(rows["text_key"], items, rows["stance"], strict=True)
    for row, (key, codes, stance) in enumerate(told, start=2):
        if re.fullmatch(r"[\d.]+E[+-]?\d+|\d{1,15}", key):
            problems.append(
                says(
                    f"{row}行目：text_key「{key}」が数に変わっている",
                    f"row {row}: text_key '{key}' was turned into a number",
                )
            )
        elif any(_EXCEL_DATE.fullmatch(code) for code in codes):
            problems.append(
                says(
                    f"{row}行目：items「{';'.join(codes)}」が日付に変わっている",
                    f"row {row}: items '{';'.join(codes)}' was turned into a date",
                )
            )
        elif not (codes or stance) or not key:
            what = "items" if key else "text_key"
            problems.append(
                says(f"{row}行目：{what} がない", f"row {row}: no {'item' if key else 'text_key'}")
            )
    if problems:
        raise CodebookError(
            says(
                f"{file}：使えない行が{len(problems)}ある（{'；'.join(problems)}）。表計算ソフトで"
                f"保存すると、こう変わることがある。前の正しいファイルに戻し（git checkout {file}）"
                "、判定は opinions review export と import だけで変える。",
                f"{file}: {len(problems)} rows cannot be used, {'; '.join(problems)}. A "
                "spreadsheet changes such cells when it saves the file. Take the last good file "
                f"back (git checkout {file}), and change labels through `opinions review export` "
                "and `import` only.",
            )
        )
    dates = [iso_date(cell) or cell for cell in rows["date"]]
    return rows.assign(items=pd.Series(items, index=rows.index, dtype=object), date=dates)
