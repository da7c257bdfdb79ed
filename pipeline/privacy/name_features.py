"""What the tagger of names sees of a word: itself, its neighbours, its place, what rules found.

Features are strings; a model has a weight for each. Those of a word alone are kept, and what they
weigh together, as most words come again and again.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from pipeline.privacy.finds import Find
from pipeline.privacy.name_words import NameWords, Word
from pipeline.privacy.titles import HONORIFICS, RANK

_SIGHT = 3
"""Words to each side that are seen by their part of speech; one less by all they are."""
_ENDS_A_LABEL = frozenset(":;】]」)")
_KANA = re.compile("[ぁ-んァ-ヴー]{2,9}")
_SHAPES = (
    (re.compile("[㐀-鿿々〆ヶ\U00020000-\U0003ffff]"), "K"),
    (re.compile("[ぁ-ん]"), "h"),
    (re.compile("[ァ-ヴー]"), "k"),
    (re.compile("[A-Z]"), "A"),
    (re.compile("[a-z]"), "a"),
    (re.compile(r"\d"), "0"),
    (re.compile(r"(.)\1{2,}"), r"\1\1+"),
)


class _Seen:
    """A word by itself."""

    def __init__(self, word: Word, names: NameWords, weights: Mapping[str, float]) -> None:
        letters = re.sub(r"\d", "0", word.surface).replace("\n", "⏎")
        levels = word.part_of_speech.split(",")
        self.kind = ",".join(levels[:2])
        self.part_of_speech = ",".join(levels[:4])
        self.letters = letters
        flags = list(_flags(word.surface, names))
        self.flags = "+".join(flags)
        shape = letters
        for pattern, sign in _SHAPES:
            shape = pattern.sub(sign, shape)
        whole = [f"w={letters}", f"t={self.part_of_speech}", f"s={shape}", f"f={self.flags}"]
        whole += [f"f1={flag}" for flag in flags]
        self.around = {
            offset: [f"{offset}{feature}" for feature in whole]
            if abs(offset) < _SIGHT
            else [f"{offset}k={self.kind}"]
            for offset in range(-_SIGHT, _SIGHT + 1)
        }
        self.around[0] += [
            f"0e={letters[-1:]}",
            f"0b={letters[:1]}",
            f"0n={min(len(letters), 6)}",
        ]
        self.weight = {offset: _weight(of, weights) for offset, of in self.around.items()}
        """By offset from a piece, what this word weighs for it."""


_KINDS = (
    ("family", NameWords.is_family),
    ("common", NameWords.is_common_family),
    ("given", NameWords.is_given),
    ("foreign", NameWords.is_foreign),
    ("place", NameWords.is_place),
    ("body", NameWords.is_body),
    ("noun", NameWords.is_noun),
)
"""What the dictionary can say a word is."""


def _flags(word: str, names: NameWords) -> Iterator[str]:
    """What the dictionary says a word can be, and whether it is a title."""
    if not names.known_as(word):
        yield "unknown"
        if len(word) > 2 and names.split(word):
            yield "full"
    yield from (flag for flag, holds in _KINDS if holds(names, word))
    if _KANA.fullmatch(word):
        common, given = names.is_common_sound(word), names.is_common_given_sound(word)
        if common or names.sounds_like_family(word):
            yield "sounds common" if common else "sounds family"
        if given or names.sounds_like_given(word):
            yield "sounds common given" if given else "sounds given"
        if names.is_common_full_name(word):
            yield "sounds full"
    if word in HONORIFICS:
        yield "honorific"
    elif RANK.fullmatch(word):
        yield "rank"


def _weight(features: Sequence[str], weights: Mapping[str, float]) -> float:
    return sum(weights.get(feature, 0.0) for feature in features)


class NameFeatures:
    """Cuts a text at words and finds, and says what is seen of each piece."""

    def __init__(self, names: NameWords, weights: Mapping[str, float] | None = None) -> None:
        """Begin without a text.

        Args:
            names: knows words.
            weights: by feature; features that are not in it weigh nothing.
        """
        self._names = names
        self._weights = weights or {}
        self._seen: dict[tuple[str, str], _Seen] = {}
        self._edge = _Seen(Word(0, 0, "", "EDGE"), names, self._weights)
        """What stands before the first and behind the last word."""

    @staticmethod
    def pieces(words: Sequence[Word], found: Sequence[Find]) -> list[Word]:
        """Words, cut further where a find begins or ends inside one.

        >>> from pipeline.privacy.finds import Evidence
        >>> words = [Word(0, 4, "さとうは", "名詞")]
        >>> [w.surface for w in NameFeatures.pieces(words, [Find(0, 3, "氏名", Evidence.CUE)])]
        ['さとう', 'は']
        """
        cuts = sorted({place for find in found for place in (find.begin, find.end)})
        if not cuts:
            return list(words)
        pieces: list[Word] = []
        for word in words:
            inside = [cut for cut in cuts if word.begin < cut < word.end]
            if not inside:
                pieces.append(word)
                continue
            for begin, end in pairwise([word.begin, *inside, word.end]):
                part = word.surface[begin - word.begin : end - word.begin]
                pieces.append(Word(begin, end, part, word.part_of_speech))
        return pieces

    def of(self, text: str, pieces: Sequence[Word], found: Sequence[Find]) -> list[list[str]]:
        """The features of each piece.

        Args:
            text: in its plain form.
            pieces: of it, in order.
            found: what rules found in it.
        """
        features = [
            [
                *place,
                *(one for offset in _OFFSETS for one in seen[_SIGHT + offset].around[offset]),
                *_pairs(*seen[_SIGHT - 1 : _SIGHT + 2]),
            ]
            for place, seen in self._around(text, pieces)
        ]
        for at, feature in _of_finds(found, pieces):
            features[at].append(feature)
        return features

    def weighed(self, text: str, pieces: Sequence[Word], found: Sequence[Find]) -> list[float]:
        """What the features of each piece weigh together: those that ``of`` names."""
        weights = self._weights
        scores = [
            _weight(place, weights)
            + sum(seen[_SIGHT + offset].weight[offset] for offset in _OFFSETS)
            + _weight(_pairs(*seen[_SIGHT - 1 : _SIGHT + 2]), weights)
            for place, seen in self._around(text, pieces)
        ]
        for at, feature in _of_finds(found, pieces):
            scores[at] += weights.get(feature, 0.0)
        return scores

    def _around(
        self, text: str, pieces: Sequence[Word]
    ) -> Iterator[tuple[Sequence[str], Sequence[_Seen]]]:
        """Where each piece stands, and what is in sight of it: ``_SIGHT`` words to each side."""
        padding = [self._edge] * _SIGHT
        seen = [*padding, *map(self._by_itself, pieces), *padding]
        for at, place in enumerate(_places(text, pieces)):
            yield place, seen[at : at + 2 * _SIGHT + 1]

    def _by_itself(self, word: Word) -> _Seen:
        key = (word.surface, word.part_of_speech)
        seen = self._seen.get(key)
        if seen is None:
            if len(self._seen) > _MOST_KEPT:
                self._seen.clear()
            seen = self._seen[key] = _Seen(word, self._names, self._weights)
        return seen


_MOST_KEPT = 50_000  # words
_OFFSETS = range(-_SIGHT, _SIGHT + 1)


def _pairs(before: _Seen, here: _Seen, after: _Seen) -> tuple[str, ...]:
    """What a word and its neighbours are together."""
    return (
        f"-0t={before.part_of_speech}|{here.part_of_speech}",
        f"0+t={here.part_of_speech}|{after.part_of_speech}",
        f"-0f={before.flags}|{here.flags}",
        f"0+f={here.flags}|{after.flags}",
        f"-+w={before.letters}|{after.letters}",
    )


def _places(text: str, pieces: Sequence[Word]) -> Iterator[list[str]]:
    """Where each piece stands in its line, and behind which label."""
    label, last = "", ""
    start = pieces[0].begin if pieces else 0
    begin, end = text.rfind("\n", 0, start) + 1, _end_of_line(text, start)
    for piece in pieces:
        if piece.begin >= end and piece.begin < len(text):
            label = f"above {last}" if last else ""
            begin, end = end + 1, _end_of_line(text, piece.begin + 1)
        place = [f"label={label}", f"line={min((end - begin) // 8, 6)}"]
        if piece.begin <= begin:
            place.append("first")
        if piece.end >= end:
            place.append("last")
        yield place
        if piece.surface[-1:] in _ENDS_A_LABEL:
            label = last
        elif piece.surface in "。、":
            label = ""
        if not piece.surface.isspace():
            last = piece.surface


def _end_of_line(text: str, place: int) -> int:
    found = text.find("\n", place)
    return len(text) if found < 0 else found


def _of_finds(found: Sequence[Find], pieces: Sequence[Word]) -> Iterator[tuple[int, str]]:
    """What finds say of the pieces in them and beside them: the place of a piece, a feature."""
    for find in sorted(set(found)):  # rules find in any order
        for at, piece in enumerate(pieces):
            if piece.end < find.begin - 1 or piece.begin > find.end + 1:
                continue
            if find.begin <= piece.begin < find.end:
                yield at, f"r={find.evidence}"
            elif piece.end <= find.begin:
                yield at, f"r>{find.evidence}"
            elif piece.begin >= find.end:
                yield at, f"r<{find.evidence}"
