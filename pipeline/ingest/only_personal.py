"""Answers that are personal data and nothing else: a name or an address below an opinion."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.ingest.round_mask import RoundMask
from pipeline.layouts.entry import Entry, Part
from pipeline.layouts.said import has_letters
from pipeline.tables.state import State
from pipeline.text.mask_marks import MASK_MARK

_WHY = "氏名や連絡先だけの答え（意見かどうか）"


def without_only_personal(entries: Sequence[Entry], mask: RoundMask) -> list[Entry]:
    """Opinions of which the mask leaves no word wait for a person, each part of a row by itself."""
    return [
        _judged(entry, mask) if entry.state is State.OPINIONS and mask.spans(entry.text) else entry
        for entry in entries
    ]


def _judged(entry: Entry, mask: RoundMask) -> Entry:
    def is_bare(part: Part) -> bool:
        left = MASK_MARK.sub("", mask.part(entry.text, part.text_begin, part.end))
        return part.state is State.OPINIONS and not has_letters(left)

    parts = entry.parts or (Part(0, len(entry.text), entry.text_begin),)
    if not any(map(is_bare, parts)):
        return entry
    judged = tuple(
        replace(part, state=State.NEEDS_PERSON, reason=_WHY) if is_bare(part) else part
        for part in parts
    )
    if any(part.state is State.OPINIONS for part in judged):
        return replace(entry, parts=judged)
    return replace(entry, state=State.NEEDS_PERSON, reason=_WHY, parts=())
