"""Words of names put together: what is sure, with what is likely beside it, without blanks."""

import re
from collections.abc import Iterator, Sequence

from pipeline.privacy.finds import Evidence, Find
from pipeline.privacy.name_words import KANJI, Word
from pipeline.privacy.titles import HONORIFICS

_BESIDE = 0.3
"""Probability of the rest of a name that is cut in two: 大 in 大|城."""
_OF_A_NAME = re.compile(f"[{KANJI}ぁ-んァ-ヴーA-Za-z'’ ・=.-]+")
_NO_PART = HONORIFICS | {"等", "ら", "たち"}
_IN_HIRAGANA = re.compile("[ぁ-んー]+ {1,3}[ぁ-んー]+")


def add_the_rest(part: Sequence[Word], likely: Sequence[float], sure: list[bool]) -> None:
    """Make sure what is likely beside what is sure, both ways: 大 in 大|城."""
    if not any(sure):
        return
    for at in (*range(len(part)), *reversed(range(len(part)))):
        beside = [0 <= n < len(part) and sure[n] for n in (at - 1, at + 1)]
        word = part[at]
        ties = all(beside) and word.part_of_speech.startswith("助")  # ひまり も 蒼
        if any(beside) and likely[at] >= _BESIDE and not ties:
            sure[at] = sure[at] or (
                bool(_OF_A_NAME.fullmatch(word.surface)) and word.surface not in _NO_PART
            )


def whole(text: str, begin: int, end: int, found: Sequence[Find]) -> int:
    """Where a name ends: not behind a full one that a label asked for (もり はな えきの…)."""
    for find in found:
        is_full = find.begin == begin and _IN_HIRAGANA.fullmatch(text, find.begin, find.end)
        if is_full and find.end < end and find.evidence in (Evidence.CUE, Evidence.CELL):
            return find.end
    return end


def runs(pieces: Sequence[Word], chosen: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Begin and end of pieces chosen in a row, without blanks at the ends."""
    if not any(chosen):
        return
    run: list[Word] = []
    for piece, is_in in zip((*pieces, None), (*chosen, False), strict=True):
        if is_in and piece is not None:
            run.append(piece)
            continue
        while run and not run[-1].surface.strip():
            run.pop()
        while run and not run[0].surface.strip():
            run.pop(0)
        if any(map(str.isalpha, "".join(word.surface for word in run))):
            yield run[0].begin, run[-1].end
        run = []
