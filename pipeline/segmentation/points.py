"""Where, inside one answer, a new point begins.

A mark alone opens no point: lists of reasons, of examples and of parts belong to the opinion that
they serve. What opens one is a heading, a mark, a paragraph or an adding word (また, さらに …)
behind a finished point *and* a claim of its own.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.segmentation.marks import Mark, chain, inline_marks, marks_at
from pipeline.segmentation.section_heads import section_kind
from pipeline.segmentation.sentence_points import (
    PointParams,
    Span,
    point_above,
    same_point,
    sentence_points,
)
from pipeline.text.introductions import introduces
from pipeline.text.sentences import CLOSERS, STOPS, sentence_spans
from pipeline.text.speech_acts import (
    adds,
    announces,
    claims,
    concludes,
    is_reason,
    lists_no_points,
    praises,
    shielded,
)

_LONGEST_HEADING = 30  # characters of a line that names a place and nothing else
_LONGEST_TURN = 8  # characters of a line that is an adding word alone
_LONGEST_PRAISE = 30  # characters at the end of a list in which praise for all its items stands
_DEEPEST = 6  # levels of lists inside lists
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n[ 　\t]*(?=\S)")
_LINE = re.compile(r"[^\n]+")
_FINISHED = re.compile(rf"[{STOPS}{CLOSERS}】＞〉\]：:]\Z")
_BEHIND_STOP = re.compile(rf"[{STOPS}][ 　]*(?=[^\s{STOPS}{CLOSERS}])")


@dataclass(frozen=True)
class Point:
    """Where a point begins, where its words begin, and the span of what it stands under."""

    begin: int
    text_begin: int
    lead: Span | None = None


def find_points(cell: str, params: PointParams) -> list[Point]:
    """Find the points of an answer.

    Args:
        cell: the text as received; offsets count its characters.
        params: when a sentence goes on with the point before.

    Returns:
        The points in order, one per begin. A point at the begin of the cell is named only where
        a mark or a lead stands before its words.
    """
    best: dict[int, Point] = {}
    for point in _Walk(shielded(cell), params).block(0, len(cell), 0):
        other = best.get(point.begin)  # of two with one begin the inner knows where words begin
        if other is None or point.text_begin >= other.text_begin:
            best[point.begin] = point
    return [best[begin] for begin in sorted(best)]


@dataclass(frozen=True)
class _Walk:
    """A walk over a cell by sections, lists and sentences, in this order."""

    text: str
    params: PointParams

    def block(self, begin: int, end: int, depth: int) -> list[Point]:
        """The points in a span, its own begin left out unless a mark stands there."""
        points: list[Point] = []
        for section_begin, section_end in self._sections(begin, end):
            if section_begin > begin:
                points.append(Point(section_begin, section_begin))
            stop = self._reasons_begin(section_begin, section_end)
            inner = self._list(section_begin, section_end, stop, depth)
            if inner is None:
                places = sentence_points(self.text, section_begin, stop, self.params)
                inner = [Point(place, place) for place in places]
            points += inner
        return points

    def _lines(self, begin: int, end: int) -> list[Span]:
        """Lines that are not blank, without the white space around them."""
        lines = []
        for found in _LINE.finditer(self.text, begin, end):
            words = found[0].lstrip()
            if words:
                lines.append((found.end() - len(words), found.start() + len(found[0].rstrip())))
        return lines

    def _claims(self, begin: int, end: int) -> list[Span]:
        spans = sentence_spans(self.text, begin, end)
        return [span for span in spans if claims(self.text[slice(*span)])]

    def _sections(self, begin: int, end: int) -> list[Span]:
        """Cut a span where a heading (place, opinion) or a bare 一方で、 opens another section."""
        starts, headed, finished = [begin], False, True
        claimed = self._claims(begin, end)
        claim_begins, claim_ends = [b for b, _ in claimed], [e for _, e in claimed]
        lines = self._lines(begin, end)
        for (at, stop), (following, _) in pairwise([*lines, (end, end)]):
            line = self.text[at:stop]
            kind = section_kind(self.text, at)
            if not finished and not (kind == "place" and len(line) <= _LONGEST_HEADING):
                kind = None
            n_claims = bisect_right(claim_ends, at) - bisect_left(claim_begins, starts[-1])
            opens = kind in {"place", "opinion"} and (headed or n_claims > 0)
            if opens and kind == "place" and len(line) > _LONGEST_HEADING:  # a page in a sentence
                opens = not same_point([self.text[starts[-1] : at]], [line], self.params)
            turns = finished and len(line) < _LONGEST_TURN and adds(line) and n_claims > 0
            if at > begin and (opens or turns):
                starts.append(at)
                headed = False
            headed = headed or kind == "opinion"
            blank_line = self.text.count("\n", stop, following) > 1
            finished = bool(_FINISHED.search(line)) or kind is not None or blank_line
        return list(zip(starts, [*starts[1:], end], strict=True))

    def _reasons_begin(self, begin: int, end: int) -> int:
        """Where headed reasons begin; the end where there are none."""
        reasons = (
            at for at, _ in self._lines(begin, end) if section_kind(self.text, at) == "reason"
        )
        return next((at for at in reasons if at > begin), end)

    def _list(self, begin: int, end: int, stop: int, depth: int) -> list[Point] | None:
        """The points of the outermost list of a span; None where it holds none."""
        if depth >= _DEEPEST:
            return None
        starts = {at for at, _ in self._lines(begin, end)}
        starts |= {found.end() for found in _BEHIND_STOP.finditer(self.text, begin, end)}
        by_style: dict[str, list[Mark]] = {}
        for mark in (mark for at in sorted(starts) for mark in marks_at(self.text, at)):
            if section_kind(self.text, mark.begin) is None and not self._names_reasons(mark):
                by_style.setdefault(mark.style, []).append(mark)
        for mark in inline_marks(self.text, begin, stop):
            by_style.setdefault(f"inline {mark.style}", []).append(mark)
        for marks in by_style.values():
            items = chain(marks)
            if len(items) < 2 or items[0].begin >= stop:
                continue
            if self._holds_points(begin, items, end):
                return self._items(begin, items, end, depth)
        return None

    def _names_reasons(self, mark: Mark) -> bool:
        """Whether a numbered heading says that reasons follow (2 理由)."""
        return (
            not mark.style.startswith("subject") and section_kind(self.text, mark.end) == "reason"
        )

    def _items(self, begin: int, items: Sequence[Mark], end: int, depth: int) -> list[Point]:
        points: list[Point] = []
        lead = (begin, items[0].begin) if self.text[begin : items[0].begin].strip() else None
        if lead is not None and point_above(self.text, *lead):
            begin, lead = items[0].begin, None
        ends = [*(item.begin for item in items[1:]), end]
        for item, next_begin in zip(items, ends, strict=True):
            words = item.begin if item.style.startswith("subject") else item.end
            points.append(Point(begin, words, lead))
            above = self._paragraph_above(item, next_begin) if next_begin < end else None
            item_end = next_begin if above is None else above
            points += [
                Point(begin, point.text_begin, point.lead) if point.begin <= item.end else point
                for point in self.block(item.end, item_end, depth + 1)
            ]
            begin = item_end
            if above is not None:
                is_point = point_above(self.text, above, next_begin)
                lead = None if is_point else (above, next_begin)
                points += [Point(above, above)] if is_point else []
                begin = next_begin if is_point else above
        return points

    def _paragraph_above(self, item: Mark, end: int) -> int | None:
        """Where, behind a bullet that claims and a blank line, the words above the next begin."""
        found = _BLANK_LINE.search(self.text, item.end, end)
        if found is None or item.ordinal is not None or item.style.startswith("subject"):
            return None
        more = _BLANK_LINE.search(self.text, found.end(), end)
        is_one = more is None or not self.text[more.end() : end].strip()
        is_said = (
            bool(self._claims(item.end, found.start())) and self.text[found.end() : end].strip()
        )
        return found.end() if is_one and is_said else None

    def _holds_points(self, begin: int, items: Sequence[Mark], end: int) -> bool:
        """Whether the items of a list are points of their own, not parts of one."""
        before = sentence_spans(self.text, begin, items[0].begin)
        lead = self.text[slice(*before[-1])] if before else ""
        ends = [*(item.begin for item in items[1:]), end]
        spans = [(item.end, item_end) for item, item_end in zip(items, ends, strict=True)]
        bodies = [self.text[b:e].strip() for b, e in spans]
        if lists_no_points(lead) or 2 * sum(map(is_reason, bodies)) > len(bodies):
            return False
        open_ended = not any(body.endswith("。") for body in bodies[:-1])
        if open_ended and praises(bodies[-1][-_LONGEST_PRAISE:]):
            return False
        if 2 * sum(bool(self._claims(*span)) for span in spans) >= len(items):
            return True
        summed_up = any(concludes(line) for line in bodies[-1].split("\n")[1:])
        above = [self.text[slice(*span)] for span in before]
        return not summed_up and (announces(lead) or all(map(introduces, above)))
