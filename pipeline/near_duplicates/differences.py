"""What differs between two texts, as pieces to show side by side."""

from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import Levenshtein


@dataclass(frozen=True)
class Segment:
    """A piece of the second text (equal, come) or of the first alone (gone)."""

    kind: Literal["equal", "gone", "come"]
    text: str


def differences(one: str, other: str, least_equal: int = 2) -> tuple[Segment, ...]:
    """Cut the second text into what it shares with the first and what came or went.

    Args:
        one: the text compared with.
        other: the text shown.
        least_equal: fewer equal characters than this between two changes make them one change.

    Returns:
        In order; ``equal`` and ``gone`` joined are ``one``, ``equal`` and ``come`` are ``other``.

    >>> [(s.kind, s.text) for s in differences("延長して頂きたい", "延長していただきたい")]
    [('equal', '延長して'), ('gone', '頂'), ('come', 'いただ'), ('equal', 'きたい')]
    """
    steps = [
        (
            step.tag == "equal",
            one[step.src_start : step.src_end],
            other[step.dest_start : step.dest_end],
        )
        for step in Levenshtein.opcodes(one, other)
    ]
    segments: list[Segment] = []
    gone = come = ""
    for number, (equal, before, after) in enumerate(steps):
        between = 0 < number < len(steps) - 1
        if equal and not (between and len(after) < least_equal):
            segments += _changed(gone, come)
            segments.append(Segment("equal", after))
            gone = come = ""
        else:
            gone, come = gone + before, come + after
    return (*segments, *_changed(gone, come))


def _changed(gone: str, come: str) -> list[Segment]:
    found = [Segment("gone", gone), Segment("come", come)]
    return [segment for segment in found if segment.text]
