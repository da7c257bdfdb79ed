"""Citations looked up in the clauses of a draft: by page and line, and by numbers of headings."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipeline.drafts.citations import Citation
from pipeline.drafts.cited_numbers import Element
from pipeline.drafts.heading_marks import begin_mark, root_of, value_of
from pipeline.drafts.quoted_words import squeezed

Floats = NDArray[np.float64]

EXACT = 1.0
"""Worth of a clause that a citation names alone; several clauses share it."""
_NEAR = 0.6
"""Worth of the clause before and behind a cited line: a line is counted otherwise by others."""
_ON_PAGE = 0.35
"""Worth of the clauses of a cited page."""
_USUAL_LINES = 40
"""Lines of a page, where nothing tells more."""
_NEIGHBOURS = 7
"""Known places by which the shift between two editions is judged (the median of the nearest)."""
_COUNTED_OR_NOT = frozenset({"附則", "別紙", "別添", "別表", "参考資料"})
"""Headings that stand with a number or without one where there is but one."""
_SAME_BARE = frozenset({"1", "第", "Ⅰ", "一", "1)", "1.1", "1.1.1", "#"})


@dataclass(frozen=True)
class Edition:
    """How page and line as people cite them lead to those of the file at hand.

    ``cited`` and ``found`` are positions (page + share of the page) of the same words, where an
    opinion both cites a place and quotes it; both (n,), in the order of ``cited``.
    """

    lines_per_page: float
    cited: Floats
    found: Floats

    def position(self, page: int, line: int | None) -> float:
        """Where a cited place lies in the file."""
        share = ((line or self.lines_per_page / 2) - 1) / self.lines_per_page
        place = page + min(share, 0.999)
        if len(self.cited) < 3:
            return place
        nearest = np.argsort(np.abs(self.cited - place), kind="stable")[:_NEIGHBOURS]
        return float(place + np.median(self.found[nearest] - self.cited[nearest]))


def lines_per_page(clauses: pd.DataFrame) -> float:
    """Lines of a full page, by the largest number of a line."""
    last = clauses["line_to"].dropna().astype(float)
    return max(float(last.quantile(0.98)), 10.0) if len(last) else float(_USUAL_LINES)


@dataclass(frozen=True)
class Places:
    """The clauses of a draft as citations are looked up in them; row i is clause i.

    ``begins`` and ``ends`` are positions in pages, NaN where the draft has none. ``marks`` are the
    elements of a clause's headings, outermost first, and behind them those of a paragraph that
    begins with a mark of its own (ア, ①); ``sections`` the row of its own heading, -1 where it has
    none.
    """

    begins: Floats
    ends: Floats
    marks: Sequence[tuple[Element, ...]]
    headings: NDArray[np.bool_]
    sections: NDArray[np.intp]
    paths: Sequence[str]
    lines_per_page: float
    paragraphs: Mapping[int, Sequence[int]]


def places_of(clauses: pd.DataFrame) -> Places:
    """Look up what citations are compared with.

    Args:
        clauses: table ``Clauses``.
    """
    per_page = lines_per_page(clauses)

    def positions(page: str, line: str) -> Floats:
        pages = clauses[page].to_numpy(dtype=float, na_value=np.nan)
        lines = clauses[line].fillna(1).to_numpy(dtype=float)
        return np.asarray(pages + np.minimum((lines - 1) / per_page, 0.999))

    row_of = {clause: row for row, clause in enumerate(clauses["clause_id"])}
    sections = np.array([row_of.get(section, -1) for section in clauses["section_id"]], dtype=int)
    headings = (clauses["kind"] == "heading").to_numpy(dtype=bool)
    own = _marks_of_headings(clauses)
    marks = [
        (*(mark for text in path.split(" / ") for mark in own.get(text, ())), *of_paragraph)
        for path, of_paragraph in zip(clauses["path"], _marks_of_paragraphs(clauses), strict=True)
    ]
    paragraphs: dict[int, list[int]] = {}
    for row, (section, kind) in enumerate(zip(sections, clauses["kind"], strict=True)):
        if kind == "paragraph":
            paragraphs.setdefault(int(section), []).append(row)
    return Places(
        positions("page", "line"),
        positions("page_to", "line_to"),
        marks,
        headings,
        sections,
        [squeezed(path) for path in clauses["path"]],
        per_page,
        paragraphs,
    )


def _marks_of_headings(clauses: pd.DataFrame) -> dict[str, tuple[Element, ...]]:
    """By text of a heading, style and value of its mark; its place among its like without one.

    3.2.1 has three; 附則 and 別紙2 have their name.
    """
    found: dict[str, tuple[Element, ...]] = {}
    counts: dict[str, int] = {}
    for row in clauses[clauses["kind"] == "heading"].itertuples(index=False):
        text, path = str(row.text), str(row.path)
        mark = begin_mark(text)
        above = path.rpartition(" / ")[0]
        counts[above] = counts.get(above, 0) + 1
        if root := root_of(text):
            found[text] = (root,)
        elif mark is not None and mark.style in ("1.1", "1.1.1"):
            numbers = re.findall(r"\d+", unicodedata.normalize("NFKC", mark.number))
            found[text] = tuple((mark.style, int(number)) for number in numbers)
        elif mark is not None:
            found[text] = ((mark.style, mark.value or value_of(mark.number)),)
        else:
            found[text] = (("#", counts[above]),)
    return found


def _marks_of_paragraphs(clauses: pd.DataFrame) -> list[tuple[Element, ...]]:
    """Of each paragraph that begins with a mark, that mark and those it stands below."""
    found: list[tuple[Element, ...]] = []
    above: list[tuple[float, Element]] = []
    for row in clauses.itertuples(index=False):
        mark = begin_mark(str(row.text)) if row.kind == "paragraph" else None
        if row.kind == "heading":
            above = []
        if mark is None or mark.rank is None:
            found.append(())
            continue
        above = [one for one in above if one[0] < mark.rank]
        above.append((mark.rank, (mark.style, mark.value)))
        found.append(tuple(element for _, element in above))
    return found


def worth_of_page(places: Places, edition: Edition, one: Citation) -> Floats:
    """How far each clause is what a page (and line) names, 0–1, (n_clauses,)."""
    worth = np.zeros(len(places.begins))
    if one.page is None or np.isnan(places.begins).all():
        return worth
    if one.line is None:
        begin = edition.position(one.page, 1)
        end = edition.position(one.page_to or one.page, round(edition.lines_per_page))
        worth[(places.begins <= end) & (places.ends >= begin)] = _ON_PAGE
        if one.paragraph is not None:
            rows = np.flatnonzero((worth > 0) & ~places.headings & (places.begins >= begin))
            picked = one.paragraph - 1 if one.paragraph > 0 else len(rows) - 1
            worth[rows[picked : picked + 1]] = EXACT
        return worth
    begin, end = edition.position(one.page, one.line), edition.position(one.page, one.line_to)
    if one.line < 0:
        page = int(edition.position(one.page, None))
        on_page = places.ends[(places.ends >= page) & (places.ends < page + 1)]
        last = float(on_page.max()) if len(on_page) else page + 0.999
        begin = end = last + (one.line + 1) / places.lines_per_page
    middle = (begin + min(end, begin + 0.2)) / 2
    away = np.maximum(np.maximum(places.begins - middle, middle - places.ends), 0.0)
    line = 1 / edition.lines_per_page
    worth = np.where(np.isnan(away), 0.0, np.clip(EXACT - away / line * 0.12, 0.0, EXACT))
    covered = (places.begins <= end) & (places.ends >= begin)
    return np.asarray(np.maximum(worth, np.where(covered, _NEAR, 0.0)))


def worth_of_chain(places: Places, one: Citation) -> Floats:
    """How far each clause is what numbers of headings name, 0–1, (n_clauses,).

    Where several headings have these numbers, each is worth its share; where none has, paragraphs
    that begin with them are meant.
    """
    worth = np.zeros(len(places.begins))
    rows = [row for row, marks in enumerate(places.marks) if _is_named(marks, one.chain)]
    named = [row for row in rows if places.headings[row]]
    if one.title:
        named = [row for row in named if one.title in places.paths[row]] or named
    # 第2条 is that of the rules, not that of 附則; 1の2 stands in a chapter only where none is so.
    named = [row for row in named if len(places.marks[row]) == len(one.chain)] or named
    beside = [row for row in named if _is_side_by_side(places.marks[row], one.chain)]
    named = beside or named
    if not named and len(one.chain) > 1:
        own = [row for row in rows if _begins_so(places, row)]
        worth[own] = EXACT / max(len(own), 1)
    for row in named:
        each = EXACT / len(named)
        worth[places.sections == row] = each
        if one.paragraph is not None:
            below = places.paragraphs.get(row, ())
            picked = one.paragraph - 1 if one.paragraph > 0 else len(below) - 1
            worth[places.sections == row] = each * _NEAR
            if 0 <= picked < len(below):
                worth[below[picked]] = each
    return worth


def _begins_so(places: Places, row: int) -> bool:
    """Whether a paragraph has more marks than the headings above it."""
    section = int(places.sections[row])
    return len(places.marks[row]) > (len(places.marks[section]) if section >= 0 else 0)


def _is_named(marks: Sequence[Element], chain: Sequence[Element]) -> bool:
    """Whether a heading's own mark is the last of a chain and the others stand above, in order."""
    if not marks or not chain or not _same(marks[-1], chain[-1]):
        return False
    left = list(chain[:-1])
    for mark in reversed(marks[:-1]):
        if left and _same(mark, left[-1]):
            left.pop()
    return not left


def _is_side_by_side(marks: Sequence[Element], chain: Sequence[Element]) -> bool:
    """Whether nothing stands between the numbers of a chain: 2.1.1, and not 1 in 2.1 of 1."""
    last = marks[-len(chain) :]
    return len(last) == len(chain) and all(map(_same, last, chain))


def _same(mark: Element, cited: Element) -> bool:
    style, value = mark
    wanted, number = cited
    if value != number and not (
        style == wanted and style in _COUNTED_OR_NOT and 0 in (value, number)
    ):
        return False
    if wanted == "bare":
        return style in _SAME_BARE or style in ("章", "部") or style.startswith("#")
    if wanted == "第":
        return style in ("第", "章", "部") or style.startswith("#")
    if wanted in ("ア", "A"):
        return style in (wanted, f"({wanted})", wanted.lower())
    return style == wanted or style.startswith("#")
