"""Where a character of a normalised text stands in the text as received."""

import re
import unicodedata
from functools import lru_cache

from pipeline.text.normalize import without_unseen
from pipeline.text.same_characters import RADICALS

# A character with the marks that follow it (ｶ and ﾞ are one): what NFKC may join.
_CLUSTER = re.compile(
    "[^\u3099\u309a\uff9e\uff9f\u0300-\u036f][\u3099\u309a\uff9e\uff9f\u0300-\u036f]*|.", re.DOTALL
)


_EACH_BY_ITSELF = re.compile("[!-~、。「-】〔〕ぁ-ゖァ-ヺー・一-鿿！-～]*")
"""Characters that NFKC leaves as they are or turns into one other (！ into !), none into none."""
_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}


def places_in_original(original: str, normalized: str) -> tuple[list[int], list[int]] | None:
    """By character of a normalised text, where it begins and ends in the original.

    White space, which normalising moves, has the place of what follows it.

    Args:
        original: as received.
        normalized: what ``normalize`` made of it.

    Returns:
        Begins and ends (n_characters of ``normalized``); None where the two are not the same text.

    >>> places_in_original("ｶﾞ 第２期", "ガ 第2期")
    ([0, 3, 3, 4, 5], [2, 4, 4, 5, 6])
    """
    if _is_spaced_alike(original, normalized):
        return [*range(len(original))], [*range(1, len(original) + 1)]
    folded: list[str] = []
    begins: list[int] = []
    ends: list[int] = []
    original = original.replace("\r", "\n")  # a line ends there: what stands around it is not one
    seen = [number for number, character in enumerate(original) if _is_seen(character)]
    for found in _CLUSTER.finditer("".join(original[number] for number in seen)):
        piece = _folded(found.group())
        folded.append(piece)
        begins += [seen[found.start()]] * len(piece)
        ends += [seen[found.end() - 1] + 1] * len(piece)
    pieces = [_folded(character) for character in normalized]
    if "".join(folded) != "".join(pieces):
        return None
    places = [0]
    for piece in pieces:
        places.append(places[-1] + len(piece))
    begins.append(len(original))
    ends.append(len(original))
    return (
        [begins[start] for start in places[:-1]],
        [
            ends[stop - 1] if piece else ends[start]
            for piece, start, stop in zip(pieces, places[:-1], places[1:], strict=True)
        ],
    )


def _is_spaced_alike(original: str, normalized: str) -> bool:
    """Whether character for character is the same: so it is in most texts."""
    return (
        len(original) == len(normalized)
        and _EACH_BY_ITSELF.fullmatch(original) is not None
        and original.translate(_NARROW) == normalized.translate(_NARROW)
    )


@lru_cache(maxsize=2**14)
def _is_seen(character: str) -> bool:
    return bool(without_unseen(character))


@lru_cache(maxsize=2**14)  # of characters: there are some thousands of them
def _folded(text: str) -> str:
    """NFKC without white space: equal for a text and its normal form."""
    plain = unicodedata.normalize("NFKC", text.translate(RADICALS))
    return "".join(plain.split())
