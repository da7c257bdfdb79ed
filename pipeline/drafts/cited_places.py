"""Citations looked up in the clauses of a draft: by page and line, and by numbers of headings."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from pipeline.drafts.articles import ARTICLE, BRANCH
from pipeline.drafts.citations import Citation
from pipeline.drafts.cited_numbers import Element
from pipeline.drafts.cited_parts import part_of
from pipeline.drafts.draft_places import Places

Floats = NDArray[np.float64]

EXACT = 1.0
"""Worth of a clause that a citation names alone; several clauses share it."""
_NEAR = 0.6
"""Worth of the clause before and behind a cited line: a line is counted otherwise by others."""
_ON_PAGE = 0.35
"""Worth of the clauses of a cited page."""
_NEIGHBOURS = 7
"""Known places by which the shift between two editions is judged (the median of the nearest)."""
_COUNTED_OR_NOT = frozenset({"附則", "別紙", "別添", "別表", "参考資料"})
"""Headings that stand with a number or without one where there is but one."""
_ANY = "any"
"""Style of a number that may have any mark."""
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
    chain = _written_so(places, one.chain)
    rows = [row for row, marks in enumerate(places.marks) if _is_named(marks, chain)]
    named = [row for row in rows if places.headings[row]]
    if one.title:
        named = [row for row in named if one.title in places.paths[row]] or named
    # 第2条 is that of the rules, not that of 附則; 1の2 stands in a chapter only where none is so.
    if not _is_of_root(chain):
        named = [row for row in named if not _is_of_root(places.marks[row])] or named
    named = [row for row in named if len(places.marks[row]) == len(chain)] or named
    beside = [row for row in named if _is_side_by_side(places.marks[row], chain)]
    named = beside or named
    if not named and len(chain) > 1:
        own = [row for row in rows if _begins_so(places, row)]
        worth[own] = EXACT / max(len(own), 1)
    for row in named:
        each = EXACT / len(named)
        worth[places.sections == row] = each
        picked = part_of(places, row, one)
        if picked is not None:
            worth[places.sections == row] = each * _NEAR
            worth[picked] = each
    return worth


def worth_of_article(places: Places, one: Citation) -> Floats:
    """Likewise for an article of which a part is cited that it does not have: 第12条の2 of 12."""
    if len(one.chain) < 2 or one.chain[0][0] != ARTICLE:
        return np.zeros(len(places.begins))
    return _NEAR * worth_of_chain(places, replace(one, chain=one.chain[:1], paragraph=None))


def _written_so(places: Places, chain: Sequence[Element]) -> tuple[Element, ...]:
    """A chain whose later numbers stand for any mark where no heading is so: 2章の1 is 2章(1)."""
    if any(_is_named(marks, chain) for marks in places.marks):
        return tuple(chain)
    return (*chain[:1], *((_ANY if style == "bare" else style, n) for style, n in chain[1:]))


def _is_of_root(chain: Sequence[Element]) -> bool:
    return bool(chain) and chain[0][0] in _COUNTED_OR_NOT


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
    if wanted == _ANY:
        return style not in _COUNTED_OR_NOT
    if wanted == "bare":
        return (
            style in _SAME_BARE or style == BRANCH or style in ("章", "部") or style.startswith("#")
        )
    if wanted == "第":
        return style in ("第", "章", "部") or style.startswith("#")
    if wanted in ("ア", "A"):
        return style in (wanted, f"({wanted})", wanted.lower())
    return style == wanted or style.startswith("#")
