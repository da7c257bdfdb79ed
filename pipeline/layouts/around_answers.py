"""Where an answer begins and ends: without courtesies and contacts, and what its form says last."""

import re

from pipeline.layouts.contact_lines import is_contact
from pipeline.layouts.courtesies import is_courtesy
from pipeline.layouts.form_ends import ends_form
from pipeline.text.sentences import sentence_spans, sentences_and_lines

_FIRST = (
    re.compile(r"[^\n]+"),
    re.compile(r"[^。！？!?\n]+[。！？!?]+"),
    re.compile(r"[^。！？!?]+[。！？!?]+"),
)
"""The first line, the first sentence of it, the first sentence over wrapped lines."""


def spoken(text: str) -> tuple[int, int]:
    """Where an answer begins and ends, in characters, without courtesies and a form's end.

    >>> text = "お世話になっております。延長してほしい。よろしくお願いします。"
    >>> text[slice(*spoken(text))]
    '延長してほしい。'
    """
    begin, end = 0, len(text)
    while (stop := _opening(text, begin, end)) is not None:
        begin = stop
    while (start := _closing(text, begin, end)) is not None:
        end = start
    return begin, end


def _opening(text: str, begin: int, end: int) -> int | None:
    """The end of a courtesy at the begin of a span; None where there is none."""
    at = end - len(text[begin:end].lstrip())
    found = (cut.match(text, at, end) for cut in _FIRST)
    return next((one.end() for one in found if one and is_courtesy(one[0])), None)


def _closing(text: str, begin: int, end: int) -> int | None:
    """The begin of a courtesy or form's end at the end of a span; None where there is none."""
    at = begin + len(text[begin:end].rstrip())
    line = max(begin, text.rfind("\n", begin, at) + 1)
    pieces = sentences_and_lines(text[line:at])
    last = sentence_spans(text, begin, at)[-2:]
    starts = {line, *(b for b, _ in last if last[-1][1] >= at)}
    starts |= {at - len(pieces[-1])} if pieces else set()
    found = (start for start in sorted(starts) if start < at and _closes(text[start:at]))
    return next(found, None)


def _closes(text: str) -> bool:
    return is_courtesy(text) or ends_form(text) or is_contact(text)
