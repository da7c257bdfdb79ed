"""Where, inside one answer, a new point begins.

A mark alone opens no point: lists of reasons, of examples and of parts belong to the opinion that
they serve. What opens one is a label, a mark, a paragraph or an adding word (また, さらに …) behind
a finished point *and* a claim of its own.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import Field

from pipeline.claims import (
    adds,
    announces,
    asks,
    claims,
    concludes,
    is_reason,
    is_remark,
    label,
    lists_no_points,
    praises,
    refers_back,
    shielded,
)
from pipeline.marks import Mark, chain, inline_marks, marks_at
from pipeline.params import Parameters

_LONGEST_HEADING = 30  # characters of a line that names a place and nothing else
_TOPIC_TIMES = 3  # a word that comes so often is what the point is about
_DEEPEST = 6  # levels of lists inside lists
_SENTENCE = re.compile(
    r"(?:[^。！？!?\n]|\n(?!\s*\n|※))*(?:[。！？!?]+[」』）)]*|\n(?=\s*\n|※)|\Z)"
)
_LINE = re.compile(r"[^\S\n]*([^\s][^\n]*)")
_FINISHED = re.compile(r"[。！？!?」』）)】＞〉\]：:][^\S\n]*\Z")
_BEHIND_STOP = re.compile(r"[。！？!?][ 　]*(?=[^\s。！？!?」』）)])")
_WORDS = re.compile(r"[一-龠々]{2,}|[ァ-ヴー]{3,}|[A-Za-zＡ-Ｚａ-ｚ]{2,}")


class PointParams(Parameters):
    """When a paragraph or sentence goes on with the point before."""

    unmarked: bool = True
    """Whether a new request without bullet, paragraph or adding word is a point of its own."""
    same_point_overlap: float = Field(default=0.34, ge=0.0, le=1.0)
    """Share of its content words that a paragraph or an unmarked request has in common with the
    point before, from which on it goes on with that point."""


@dataclass(frozen=True)
class Point:
    """A point begins at ``begin``, its words at ``text_begin``; ``lead`` is what it stands under."""

    begin: int
    text_begin: int
    lead: tuple[int, int] | None = None


def find_points(cell: str, params: PointParams) -> list[Point]:
    """Find the points of an answer.

    Args:
        cell: the text as received; offsets count its characters.
        params: when a sentence goes on with the point before.

    Returns:
        The points in order, one per begin. A point at the begin of the cell is named only where
        a mark or a lead stands before its words.
    """
    found = _Walk(shielded(cell), params).block(0, len(cell), 0)
    best: dict[int, Point] = {}
    for point in found:  # of two points with one begin the inner one knows where the words begin
        other = best.get(point.begin)
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
        sections = self._sections(begin, end)
        for section_begin, section_end in sections:
            if section_begin > begin:
                points.append(Point(section_begin, section_begin))
            stop = self._reasons_begin(section_begin, section_end)
            inner = self._list(section_begin, section_end, stop, depth)
            points += self._sentences(section_begin, stop) if inner is None else inner
        return points

    def _lines(self, begin: int, end: int) -> list[tuple[int, int]]:
        return [found.span(1) for found in _LINE.finditer(self.text, begin, end)]

    def _claims(self, begin: int, end: int) -> bool:
        return any(claims(self.text[b:e]) for b, e in self._sentence_spans(begin, end))

    def _sentence_spans(self, begin: int, end: int) -> list[tuple[int, int]]:
        spans = []
        for found in _SENTENCE.finditer(self.text, begin, end):
            words = found[0].strip()
            if words:
                at = found.start() + found[0].index(words[0])
                spans.append((at, found.end()))
        return spans

    def _sections(self, begin: int, end: int) -> list[tuple[int, int]]:
        """Cut a span where a label (place, opinion) or a bare 一方で、 opens another section."""
        starts, body, finished = [begin], False, True
        lines = self._lines(begin, end)
        for at, stop in lines:
            kind = label(self.text, at)
            if not finished and not (kind == "place" and stop - at <= _LONGEST_HEADING):
                kind = None
            line = self.text[at:stop]
            opens = kind in {"place", "opinion"} and (body or self._claims(starts[-1], at))
            if opens and kind == "place" and stop - at > _LONGEST_HEADING:  # a page in a sentence
                opens = not self._same([self.text[starts[-1] : at]], [line])
            turns = finished and len(line) < 8 and adds(line) and self._claims(starts[-1], at)
            if at > begin and (opens or turns):
                starts.append(at)
                body = False
            body = body or kind == "opinion"
            blank = not self.text[stop : stop + 4].strip() or "\n\n" in self.text[stop : stop + 3]
            finished = bool(_FINISHED.search(line)) or kind is not None or blank
        return list(zip(starts, [*starts[1:], end], strict=True))

    def _reasons_begin(self, begin: int, end: int) -> int:
        """Where labelled reasons begin behind the claim that they serve; else the end."""
        for at, _ in self._lines(begin, end):
            if at > begin and label(self.text, at) == "reason":
                return at
        return end

    def _marks(self, begin: int, end: int) -> list[Mark]:
        starts = {at for at, _ in self._lines(begin, end)}
        starts |= {found.end() for found in _BEHIND_STOP.finditer(self.text, begin, end)}
        return [mark for at in sorted(starts) for mark in marks_at(self.text, at)]

    def _list(self, begin: int, end: int, stop: int, depth: int) -> list[Point] | None:
        """The points of the outermost list of a span; None where it holds none."""
        if depth >= _DEEPEST:
            return None
        by_style: dict[str, list[Mark]] = {}
        for mark in self._marks(begin, end):
            by_style.setdefault(mark.style, []).append(mark)
        for mark in inline_marks(self.text, begin, stop):
            by_style.setdefault(f"inline {mark.style}", []).append(mark)
        for style, marks in by_style.items():
            items = [mark for mark in chain(marks) if not self._is_label(mark, style)]
            if len(items) < 2 or items[0].begin >= stop:
                continue
            if self._holds_points(begin, items, end):
                return self._items(begin, items, end, depth)
        return None

    def _is_label(self, mark: Mark, style: str) -> bool:
        """Whether the mark stands before reasons or a place, not before a point."""
        if style.startswith("inline"):
            return False
        return label(self.text, mark.begin) is not None or (
            not style.startswith("subject") and label(self.text, mark.end) == "reason"
        )

    def _items(self, begin: int, items: Sequence[Mark], end: int, depth: int) -> list[Point]:
        points: list[Point] = []
        lead = (begin, items[0].begin) if self.text[begin : items[0].begin].strip() else None
        own_claim = lead is not None and self._lead_is_a_point(*lead)
        ends = [*(item.begin for item in items[1:]), end]
        for number, (item, item_end) in enumerate(zip(items, ends, strict=True)):
            words = item.begin if item.style.startswith("subject") else item.end
            at = begin if number == 0 and not own_claim else item.begin
            points.append(Point(at, words, None if own_claim else lead))
            inner = self.block(item.end, item_end, depth + 1)
            points += [
                Point(at, point.text_begin, point.lead) if point.begin <= item.end else point
                for point in inner
            ]
        return points

    def _lead_is_a_point(self, begin: int, end: int) -> bool:
        last = self._sentence_spans(begin, end)[-1:]
        return any(claims(self.text[b:e]) and not announces(self.text[b:e]) for b, e in last)

    def _holds_points(self, begin: int, items: Sequence[Mark], end: int) -> bool:
        """Whether the items of a list are points of their own, not parts of one."""
        spans = self._sentence_spans(begin, items[0].begin)
        lead = self.text[slice(*spans[-1])] if spans else ""
        if lists_no_points(lead):
            return False
        ends = [*(item.begin for item in items[1:]), end]
        bodies = [self.text[m.end : e].strip() for m, e in zip(items, ends, strict=True)]
        if sum(map(is_reason, bodies)) * 2 > len(bodies):
            return False
        open_ended = not any(body.endswith("。") for body in bodies[:-1])
        if open_ended and praises(bodies[-1][-30:]):
            return False
        n_claims = sum(self._claims(m.end, e) for m, e in zip(items, ends, strict=True))
        if n_claims * 2 >= len(items):
            return True
        if any(concludes(line) for line in bodies[-1].split("\n")[1:]):
            return False
        return announces(lead) or not lead.strip()

    def _sentences(self, begin: int, end: int) -> list[Point]:
        """The points that begin with a paragraph, an adding word or a new request."""
        spans = self._sentence_spans(begin, end)
        points: list[Point] = []
        current = 0  # the sentence with which the running point begins
        for number in range(1, len(spans)):
            if self._opens(spans, current, number):
                current = number
                points.append(Point(spans[number][0], spans[number][0]))
        return points

    def _opens(self, spans: Sequence[tuple[int, int]], current: int, number: int) -> bool:
        before = [self.text[b:e] for b, e in spans[current:number]]
        sentence = self.text[slice(*spans[number])]
        if not any(claims(each) for each in before) or refers_back(sentence):
            return False
        if adds(sentence):
            following = self._until_next_opening(spans, number)
            return claims(sentence) or (
                not is_remark(sentence)
                and not is_reason(sentence)
                and any(asks(each) for each in following)
            )
        new_paragraph = "\n" in self.text[spans[number - 1][1] - 1 : spans[number][0]]
        if new_paragraph:
            following = self._until_next_opening(spans, number)
            return any(asks(each) for each in following) and not self._same(before, following)
        return (
            self.params.unmarked
            and asks(before[-1])
            and asks(sentence)
            and not self._same(before, [sentence])
        )

    def _until_next_opening(self, spans: Sequence[tuple[int, int]], number: int) -> list[str]:
        """The sentence and those behind it up to the next paragraph or adding word."""
        found = [self.text[slice(*spans[number])]]
        for (_, last_end), (begin, end) in zip(spans[number:], spans[number + 1 :], strict=False):
            sentence = self.text[begin:end]
            if "\n" in self.text[last_end - 1 : begin] or adds(sentence):
                break
            found.append(sentence)
        return found

    def _same(self, before: Sequence[str], following: Sequence[str]) -> bool:
        """Whether words of the running point come again, or the one word it is about."""
        old = Counter(_WORDS.findall("".join(before)))
        new = set(_WORDS.findall("".join(following)))
        topic = {word for word, times in old.items() if times >= _TOPIC_TIMES}
        again = new & old.keys()
        return bool(new & topic) or len(again) >= self.params.same_point_overlap * max(1, len(new))
