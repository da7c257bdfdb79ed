"""What features weigh, found without their names: by word, and by two words beside each other.

A model has a weight for each feature by its name (``name_features``). Making the names of all that
is seen of a word takes most of the time, and most of them have no weight. The sums here are those
over the names, in the same order, to the last digit.
"""

import re
from collections.abc import Mapping, Sequence

SIGHT = 3
"""Words to each side of which something is seen."""
_OF_A_WORD = re.compile(r"(?P<offset>-[1-9]|[0-9])(?P<feature>[a-z].*)", re.DOTALL)
_ACROSS = "-+w="
_NOTHING = (0.0,) * (2 * SIGHT + 1)

Beside = tuple[float, float, float, float]
"""What two words weigh beside each other: of parts of speech, for the second and for the first; of
flags, likewise."""


class Kind(dict["Kind", Beside]):
    """Words of one part of speech with the same flags: what they weigh before words of a kind."""

    def __init__(self, part_of_speech: str, flags: str, weights: Mapping[str, float]) -> None:
        super().__init__()
        self.part_of_speech = part_of_speech
        self.flags = flags
        self._weights = weights

    __hash__ = object.__hash__  # type: ignore[assignment]
    __eq__ = object.__eq__

    def __missing__(self, following: "Kind") -> Beside:
        parts = f"{self.part_of_speech}|{following.part_of_speech}"
        flags = f"{self.flags}|{following.flags}"
        names = (f"-0t={parts}", f"0+t={parts}", f"-0f={flags}", f"0+f={flags}")
        second, first, second_flags, first_flags = (self._weights.get(n, 0.0) for n in names)
        self[following] = found = second, first, second_flags, first_flags
        return found


class FeatureWeights:
    """The weights of a model.

    Args:
        weights: by feature; features that are not in it weigh nothing.
    """

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._weights = weights
        self._of_words: dict[str, list[float]] = {}
        self._across: dict[str, dict[str, float]] = {}
        self._kinds: dict[tuple[str, str], Kind] = {}
        for name, weight in weights.items():
            if name.startswith(_ACROSS):
                parts = name[len(_ACROSS) :].split("|")
                for cut in range(1, len(parts)):  # a word may hold the sign itself
                    before, after = "|".join(parts[:cut]), "|".join(parts[cut:])
                    self._across.setdefault(before, {})[after] = weight
            elif (found := _OF_A_WORD.match(name)) and abs(int(found["offset"])) <= SIGHT:
                row = self._of_words.setdefault(found["feature"], list(_NOTHING))
                row[int(found["offset"]) + SIGHT] = weight

    def of(self, name: str) -> float:
        """What one feature weighs."""
        return self._weights.get(name, 0.0)

    def of_word(self, features: Sequence[str]) -> tuple[float, ...]:
        """What a word weighs for each word in sight: by its offset from it, the least first.

        Args:
            features: of the word, without an offset.
        """
        rows = [self._of_words[one] for one in features if one in self._of_words]
        return tuple(map(sum, zip(*rows, strict=True))) or _NOTHING

    def kind(self, part_of_speech: str, flags: str) -> Kind:
        """The kind of a word."""
        key = part_of_speech, flags
        kind = self._kinds.get(key)
        if kind is None:
            kind = self._kinds[key] = Kind(part_of_speech, flags, self._weights)
        return kind

    def across(self, letters: str) -> Mapping[str, float]:
        """By the letters of the word after next, what they weigh for the one between."""
        return self._across.get(letters, {})
