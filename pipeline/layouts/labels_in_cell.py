"""A cell that holds a form of its own (【箇所】…【意見】…【理由】…): the opinion alone is said."""

from dataclasses import replace
from itertools import accumulate

from pipeline.layouts.answers_below import Judge, answer_parts
from pipeline.layouts.entry import Entry, Part
from pipeline.layouts.labels_in_line import field_of
from pipeline.layouts.role_words import Role
from pipeline.layouts.said import has_letters
from pipeline.tables.state import State

_TOLD = frozenset({Role.ITEM, Role.REASON, Role.REMARK})
_AROUND = " \u3000\n\t:：【】［］[]（）()〔〕<>＜＞■●○◆・"


def under_labels(entry: Entry, judge: Judge) -> Entry | None:
    """A cell cut at its labels; None where it does not name an opinion and a place or reason.

    What is said of place and reason are parts of their own; an opinion stands under its place, and
    its reasons beside it.

    Args:
        entry: with the text as received.
        judge: how an opinion is judged.
    """
    lines = entry.text.splitlines(keepends=True)
    begins = [0, *accumulate(map(len, lines))]
    labels = [
        (begin, begin + len(line) - len(line.lstrip()), field)
        for line, begin in zip(lines, begins, strict=False)
        if (field := field_of(line.strip())) and field[0] in (*_TOLD, Role.OPINION)
    ]
    roles = {field[0] for *_, field in labels}
    if Role.OPINION not in roles or not roles & _TOLD or begins[0] != labels[0][0]:
        return None
    ends = [*(begin for begin, *_ in labels[1:]), len(entry.text)]
    parts: list[Part] = []
    beside: list[tuple[str, str]] = []
    names: set[str] = set()
    lead = ""
    for (begin, text_begin, (role, answer)), end in zip(labels, ends, strict=True):
        said = text_begin + answer
        words = entry.text[said:end].strip()
        name = entry.text[text_begin:said].strip(_AROUND)
        if role is Role.OPINION:
            parts += answer_parts(entry.text, begin, said, end, lead, judge)
            continue
        lead = " ".join(words.split()) if role is Role.ITEM else lead
        beside += [(name, words)] if role is not Role.ITEM and has_letters(words) else []
        parts.append(Part(begin, end, said, "", State.NOT_AN_OPINION, name))
        names.add(name)
    if any(part.state is State.OPINIONS for part in parts):
        told = tuple(dict.fromkeys((*entry.beside, *beside)))
        return replace(entry, state=State.OPINIONS, parts=tuple(parts), text_begin=0, beside=told)
    said_of = next(part for part in parts if part.reason not in names)
    if beside and said_of.state is State.NO_OPINION:
        reason = f"意見の欄に意見がなく、{beside[0][0]}の欄に記入がある"
        return replace(entry, state=State.NEEDS_PERSON, reason=reason)
    return replace(entry, state=said_of.state, reason=said_of.reason)
