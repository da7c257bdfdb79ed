"""Review items in a list that people keep: an Excel sheet or a CSV with a row an item."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.errors import OpinionsError
from pipeline.language import says
from pipeline.readers.grid import Grid
from pipeline.review_items.codebook import NONE
from pipeline.text.normalize import normalize

_WORDS = {
    "code": ("番号", "コード", "符号", "項番", "No", "No.", "code"),
    "title": ("検討項目", "項目名", "項目", "題名", "名称", "title"),
    "definition": ("説明", "定義", "内容", "definition"),
}
"""Headers of each column, in order of preference."""
_CODE = re.compile(r"[0-9A-Za-z]+(?:-[0-9A-Za-z]+)*")
_JOINERS = re.compile(r"[.．‐‑–—―ー－−_]")
_HEADER_WITHIN = 10
"""Rows among which the header is looked for."""
_OF_THE_REST = "その他"


@dataclass(frozen=True)
class ListedItem:
    """A review item of the list; ``parent`` is the code before the last hyphen, if it is listed."""

    code: str
    parent: str | None
    title: str
    definition: str


def listed_items(grids: Sequence[Grid], file: str) -> list[ListedItem]:
    """The items of the first sheet that has the columns 番号 and 検討項目.

    Args:
        grids: sheets of the file.
        file: its name, for messages.

    Raises:
        OpinionsError: no such sheet, no item, or rows that cannot be used: all of them, by sheet
            and row.
    """
    for grid in grids:
        if (header := _header(grid)) is not None:
            return _read(grid, *header, file)
    sheets = "、".join(f"「{grid.sheet}」" for grid in grids if grid.sheet)
    raise OpinionsError(
        says(
            f"{file}: 番号（またはコード）と検討項目（または項目名）の見出しが、"
            f"どのシート{sheets}の初めの{_HEADER_WITHIN}行にもない。"
            "見出しの行に「番号」「検討項目」「説明」と書く。",
            f"{file}: no sheet has 番号 and 検討項目 in its first {_HEADER_WITHIN} rows. "
            "Write 番号, 検討項目, 説明 (or code, title, definition) in one row.",
        )
    )


def _header(grid: Grid) -> tuple[int, dict[str, int]] | None:
    """The row of the header and the column of each kind; None where there is none."""
    for row, cells in enumerate(grid.rows[:_HEADER_WITHIN]):
        shown = ["".join(normalize(cell).split()).lower() for cell in cells]
        columns = {}
        for kind, words in _WORDS.items():
            found = [normalize(word).lower() for word in words]
            placed = [shown.index(word) for word in found if word in shown]
            if placed:
                columns[kind] = placed[0]
        if "code" in columns and "title" in columns:
            return row, columns
    return None


def _read(grid: Grid, header: int, columns: dict[str, int], file: str) -> list[ListedItem]:
    where = file
    if grid.sheet:
        where = says(f"{file}、シート「{grid.sheet}」", f"{file}, sheet {grid.sheet}")
    items: dict[str, tuple[int, str, str]] = {}
    faults: list[str] = []
    for row in range(header + 1, len(grid.rows)):
        cells = {kind: " ".join(grid.cell(row, at).split()) for kind, at in columns.items()}
        if not any(cells.values()):
            continue
        code = _JOINERS.sub("-", normalize(cells["code"]))
        place = says(f"{where}、{row + 1}行目", f"{where}, row {row + 1}")
        if not code or not cells["title"]:
            missing = "検討項目" if code else "番号"
            faults.append(says(f"{place}: {missing}が空である。", f"{place}: {missing} is empty."))
        elif not _CODE.fullmatch(code):
            shown = cells["code"]
            faults.append(
                says(
                    f"{place}: 番号「{shown}」は使えない。1、1-1 のように書く。",
                    f"{place}: '{shown}' is no code. Write it as 1 or 1-1.",
                )
            )
        elif code.lower() == NONE:
            faults.append(
                says(
                    f"{place}: 番号「{NONE}」は「該当なし」のために使っている。",
                    f"{place}: the code {NONE} is kept for 該当なし.",
                )
            )
        elif code in items:
            faults.append(
                says(
                    f"{place}: 番号「{code}」は{items[code][0]}行目にもある。",
                    f"{place}: the code {code} stands in row {items[code][0]}, too.",
                )
            )
        else:
            items[code] = (row + 1, cells["title"], cells.get("definition", ""))
    for code, (row, _, _) in items.items():
        below = any(other.startswith(f"{code}-") for other in items)
        if not (re.search(r"\d", code) or below):
            faults.append(
                says(
                    f"{where}、{row}行目: 番号「{code}」に数字がない。1、1-1 のように書く。",
                    f"{where}, row {row}: the code {code} has no digit. Write it as 1 or 1-1.",
                )
            )
        parent = code.rpartition("-")[0]
        if parent and parent not in items:
            faults.append(
                says(
                    f"{where}、{row}行目: 「{code}」の上の項目「{parent}」がない。",
                    f"{where}, row {row}: {parent}, the item above {code}, is not listed.",
                )
            )
    if not items and not faults:
        faults.append(says(f"{where}: 検討項目が一つもない。", f"{where}: no review item."))
    if faults:
        head = says("検討項目の一覧に直すところがある。", "The list of review items has faults.")
        raise OpinionsError("\n  ".join([head, *faults]))
    return [
        ListedItem(code, code.rpartition("-")[0] or None, title, definition)
        for code, (_, title, definition) in items.items()
    ]


def divided(items: Sequence[ListedItem]) -> list[tuple[ListedItem, str]]:
    """Items that can hold no opinion, as others stand below them, each with a code free below it.

    Not those below which an item for the rest (その他) stands already.

    >>> rows = [("1", None, "窓口"), ("1-1", "1", "時間"), ("2", None, "費用")]
    >>> [(item.title, free) for item, free in divided([ListedItem(*row, "") for row in rows])]
    [('窓口', '1-2')]
    """
    below: dict[str, list[ListedItem]] = {}
    for item in items:
        if item.parent is not None:
            below.setdefault(item.parent, []).append(item)
    codes = {item.code for item in items}
    return [
        (item, next(c for n in range(1, len(codes) + 2) if (c := f"{item.code}-{n}") not in codes))
        for item in items
        if item.code in below and not any(_OF_THE_REST in one.title for one in below[item.code])
    ]
