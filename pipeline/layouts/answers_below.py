"""A cell that holds questions and their answers, both with a mark: the answers alone are said."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import accumulate

from pipeline.layouts.answer_marks import asked_and_answered
from pipeline.layouts.entry import Entry, Part
from pipeline.tables.state import State
from pipeline.text.normalize import is_unseen

_QUESTION = "問い"
Judge = Callable[[str], Entry]
"""What becomes of a text as an answer of its own."""


def below_questions(entry: Entry, judge: Judge) -> Entry | None:
    """A cell cut at its questions and answers; None where it holds no such pair.

    Each question is a part of its own, and what its answer stands under.

    Args:
        entry: with the text as received.
        judge: how an answer is judged.
    """
    lines = entry.text.splitlines(keepends=True)
    begins = [0, *accumulate(map(len, lines))]
    pairs = [(begins[q], begins[a], behind) for q, a, behind in asked_and_answered(lines)]
    if not pairs:
        return None
    parts = list(answer_parts(entry.text, 0, 0, pairs[0][0], "", judge))
    ends = [*(begin for begin, *_ in pairs[1:]), len(entry.text)]
    for (begin, answer, behind), end in zip(pairs, ends, strict=True):
        question = entry.text[begin:answer].strip()
        parts.append(Part(begin, answer, begin, "", State.NOT_AN_OPINION, _QUESTION))
        parts += answer_parts(entry.text, answer, answer + behind, end, question, judge)
    said = [part for part in parts if part.reason != _QUESTION]
    if any(part.state is State.OPINIONS for part in said):
        return replace(entry, state=State.OPINIONS, parts=tuple(parts), text_begin=0)
    told = next((part for part in said if part.state is State.NEEDS_PERSON), said[0])
    return replace(entry, state=told.state, reason=told.reason)


def answer_parts(
    text: str, begin: int, said: int, end: int, lead: str, judge: Judge
) -> Iterator[Part]:
    """The parts of an answer that begins with its mark at ``begin``, its words at ``said``."""
    if is_unseen(text[begin:end]):
        return
    if is_unseen(text[said:end]):
        yield Part(begin, end, said, lead, State.NO_OPINION, "空の項目")
        return
    judged = judge(text[said:end])
    own = judged.parts or (Part(0, end - said, judged.text_begin, "", judged.state, judged.reason),)
    for number, part in enumerate(own):
        refers = part.state is State.REFERENCE
        yield replace(
            part,
            begin=part.begin + said if number else begin,
            end=part.end + said,
            text_begin=part.text_begin + said,
            lead=" ／ ".join(filter(None, (lead, part.lead))),
            state=State.NEEDS_PERSON if refers else part.state,
            reason=f"答えの一部が参照（{part.reason}）" if refers else part.reason,
        )
