"""Points that no list and no heading marks: a paragraph, an adding word, a new request."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from pydantic import Field

from pipeline.params import Parameters
from pipeline.text.sentences import STOPS, sentence_spans
from pipeline.text.speech_acts import (
    adds,
    announces,
    asks,
    claims,
    doubts,
    is_reason,
    is_remark,
    refers_back,
    restricts,
    worries,
)

Span = tuple[int, int]

_TOPIC_TIMES = 3  # a word that comes so often is what the point is about
_WINDOW = 60  # sentences of the running point that are compared: bounds the work on huge cells
_LONGEST_PARAGRAPH = 200  # characters above a list, of which any sentence may make them a point
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_LINE = re.compile(r"[^\n]+")
_WORDS = re.compile(r"[一-龠々]{2,}|[ァ-ヴー]{3,}|[A-Za-zＡ-Ｚａ-ｚ]{2,}")


class PointParams(Parameters):
    """When a paragraph or sentence goes on with the point before."""

    unmarked: bool = True
    """Whether a new request without bullet, paragraph or adding word is a point of its own."""
    same_point_overlap: float = Field(default=0.34, ge=0.0, le=1.0)
    """Share of its content words that a paragraph or an unmarked request has in common with the
    point before, from which on it goes on with that point."""


def same_point(before: Sequence[str], following: Sequence[str], params: PointParams) -> bool:
    """Whether words of the running point come again, or the one word it is about."""
    old = Counter(_WORDS.findall("".join(before)))
    new = set(_WORDS.findall("".join(following)))
    topic = {word for word, times in old.items() if times >= _TOPIC_TIMES}
    again = new & old.keys()
    return bool(new & topic) or len(again) >= params.same_point_overlap * max(1, len(new))


def sentence_points(text: str, begin: int, end: int, params: PointParams) -> list[int]:
    """Where, in a span without lists, the second, third … point begins.

    Args:
        text: the cell, quotations shielded.
        begin: character offset of the span.
        end: its end.
        params: when a sentence goes on with the point before.
    """
    if lines := _lines_that_claim(text, begin, end):
        return lines[1:]
    spans = sentence_spans(text, begin, end)
    points: list[int] = []
    current, finished = 0, False  # the sentence that opens the running point; whether it claims
    for number in range(1, len(spans)):
        finished = finished or claims(text[slice(*spans[number - 1])])
        if finished and _opens(text, spans, max(current, number - _WINDOW), number, params):
            current, finished = number, False
            points.append(spans[number][0])
    return points


def point_above(text: str, begin: int, end: int) -> bool:
    """Whether what stands above a list claims something and does not announce the list.

    In one short paragraph any sentence may do so; a preface is judged by its last one.
    """
    said = [text[slice(*sentence_spans(text, begin, end)[-1])]]
    words = text[begin:end].strip()
    if len(words) <= _LONGEST_PARAGRAPH and not _BLANK_LINE.search(words):
        lines = [found.span() for found in _LINE.finditer(text, begin, end)]
        parts = [span for line in lines for span in sentence_spans(text, *line)]
        said = [text[slice(*part)] for part in parts] + said
    return any(claims(one) or worries(one) for one in said) and not announces(said[-1])


def _lines_that_claim(text: str, begin: int, end: int) -> list[int]:
    """Where lines begin that are each a point, as in a list without bullets; none elsewhere.

    Nobody wrote a stop, and every line claims something. A worry may be the reason of the request
    below it, so it is a point only among three lines or more.
    """
    if any(stop in text[begin:end] for stop in STOPS):
        return []
    found = [m for m in _LINE.finditer(text, begin, end) if m[0].strip()]
    lines = [m[0].strip() for m in found]
    if len(lines) < 2 or any(map(refers_back, lines[1:])):
        return []
    if not all(claims(line) or (len(lines) > 2 and worries(line)) for line in lines):
        return []
    return [m.end() - len(m[0].lstrip()) for m in found]


def _opens(
    text: str, spans: Sequence[Span], current: int, number: int, params: PointParams
) -> bool:
    """Whether a sentence behind a finished point opens another."""
    sentence = text[slice(*spans[number])]
    if refers_back(sentence) or restricts(sentence):
        return False
    if adds(sentence):
        if claims(sentence):
            return True
        following = _until_next_opening(text, spans, number)
        spoils = is_remark(sentence) or is_reason(sentence)
        return not spoils and any(map(asks, following))
    before = [text[b:e] for b, e in spans[current:number]]
    if not any(claims(said) and not doubts(said) for said in before):
        return False
    if "\n" in text[spans[number - 1][1] - 1 : spans[number][0]]:
        following = _until_next_opening(text, spans, number)
        return any(map(asks, following)) and not same_point(before, following, params)
    requests = params.unmarked and asks(before[-1]) and asks(sentence)
    return requests and not same_point(before, [sentence], params)


def _until_next_opening(text: str, spans: Sequence[Span], number: int) -> list[str]:
    """The sentence and those behind it up to the next paragraph or adding word."""
    found = [text[slice(*spans[number])]]
    behind = spans[number : number + _WINDOW]
    for (_, last_end), (begin, end) in pairwise(behind):
        sentence = text[begin:end]
        if "\n" in text[last_end - 1 : begin] or adds(sentence):
            break
        found.append(sentence)
    return found
