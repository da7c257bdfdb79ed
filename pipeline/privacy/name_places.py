"""Where a word stands in its line, and behind which label: what the tagger of names sees of it."""

from collections.abc import Iterator, Sequence

from pipeline.privacy.name_words import Word

_ENDS_A_LABEL = frozenset(":;】]」)")
Place = tuple[str, int, bool, bool]
"""The label that a piece stands behind, the length of its line in steps, whether it begins the line
and whether it ends it."""


def places(text: str, pieces: Sequence[Word]) -> Iterator[Place]:
    """Where each piece stands in its line, and behind which label."""
    label, last = "", ""
    start = pieces[0].begin if pieces else 0
    begin, end = text.rfind("\n", 0, start) + 1, _end_of_line(text, start)
    length = min((end - begin) // 8, 6)
    for piece_begin, piece_end, surface, _ in pieces:
        if piece_begin >= end and piece_begin < len(text):
            label = f"above {last}" if last else ""
            begin, end = end + 1, _end_of_line(text, piece_begin + 1)
            length = min((end - begin) // 8, 6)
        yield label, length, piece_begin <= begin, piece_end >= end
        if surface[-1:] in _ENDS_A_LABEL:
            label = last
        elif surface in "。、":
            label = ""
        if not surface.isspace():
            last = surface


def place_features(place: Place) -> Iterator[str]:
    """The features of a place."""
    label, length, is_first, is_last = place
    yield f"label={label}"
    yield f"line={length}"
    if is_first:
        yield "first"
    if is_last:
        yield "last"


def _end_of_line(text: str, place: int) -> int:
    found = text.find("\n", place)
    return len(text) if found < 0 else found
