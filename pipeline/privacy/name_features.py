"""What the tagger of names sees of a word: itself, its neighbours, its place, what rules found.

Features are strings; a model has a weight for each. What those of a word alone weigh is kept, as
most words come again and again. In sight are ``SIGHT`` words to each side by their part of speech,
one less by all they are.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from pipeline.privacy.feature_weights import SIGHT, FeatureWeights
from pipeline.privacy.finds import Find
from pipeline.privacy.name_places import Place, place_features, places
from pipeline.privacy.name_words import NameWords, Word
from pipeline.privacy.titles import HONORIFICS, RANK

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

    def __init__(self, word: Word, names: NameWords, weights: FeatureWeights) -> None:
        letters = re.sub(r"\d", "0", word.surface).replace("\n", "⏎")
        levels = word.part_of_speech.split(",")
        self.part_of_speech = ",".join(levels[:4])
        self.letters = letters
        flags = list(_flags(word.surface, names))
        self.flags = "+".join(flags)
        shape = letters
        for pattern, sign in _SHAPES:
            shape = pattern.sub(sign, shape)
        self._whole = [f"w={letters}", f"t={self.part_of_speech}", f"s={shape}", f"f={self.flags}"]
        self._whole += [f"f1={flag}" for flag in flags]
        self._here = [f"e={letters[-1:]}", f"b={letters[:1]}", f"n={min(len(letters), 6)}"]
        self._far = [f"k={','.join(levels[:2])}"]
        self.weight = weights.of_word([*self._whole, *self._here, *self._far])
        """By offset from a piece, the least first, what this word weighs for it."""
        self.kind = weights.kind(self.part_of_speech, self.flags)
        self.across = weights.across(letters)

    def around(self, offset: int) -> Iterator[str]:
        """The features that a piece has of this word at an offset from it."""
        if abs(offset) == SIGHT:
            features = self._far
        else:
            features = self._whole if offset else [*self._whole, *self._here]
        yield from (f"{offset}{feature}" for feature in features)


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


class NameFeatures:
    """Cuts a text at words and finds, and says what is seen of each piece."""

    def __init__(self, names: NameWords, weights: Mapping[str, float] | None = None) -> None:
        """Begin without a text.

        Args:
            names: knows words.
            weights: by feature; features that are not in it weigh nothing.
        """
        self._names = names
        self._weights = FeatureWeights(weights or {})
        self._seen: dict[tuple[str, ...], _Seen] = {}
        self._placed: dict[Place, float] = {}
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
        seen = self._in_sight(pieces)
        features = [
            [
                *place_features(place),
                *(one for offset in _OFFSETS for one in seen[at + offset + SIGHT].around(offset)),
                *_pairs(*seen[at + SIGHT - 1 : at + SIGHT + 2]),
            ]
            for at, place in enumerate(places(text, pieces))
        ]
        for at, feature in _of_finds(found, pieces):
            features[at].append(feature)
        return features

    def weighed(self, text: str, pieces: Sequence[Word], found: Sequence[Find]) -> list[float]:
        """What the features of each piece weigh together: those that ``of`` names, in order."""
        n, seen = len(pieces), self._in_sight(pieces)
        columns = zip(*(one.weight for one in seen), strict=True)
        words = map(sum, zip(*(c[at : at + n] for at, c in enumerate(columns)), strict=True))
        near = seen[SIGHT - 1 : SIGHT + n + 1]
        beside = [one.kind[other.kind] for one, other in pairwise(near)]
        across = [
            one.across.get(other.letters, 0.0) for one, other in zip(near, near[2:], strict=False)
        ]
        pairs = [
            b[0] + a[1] + b[2] + a[3] + w
            for (b, a), w in zip(pairwise(beside), across, strict=True)
        ]
        placed = map(self._weight_of_place, places(text, pieces))
        scores = [p + word + pair for p, word, pair in zip(placed, words, pairs, strict=True)]
        for at, feature in _of_finds(found, pieces):
            scores[at] += self._weights.of(feature)
        return scores

    def _weight_of_place(self, place: Place) -> float:
        weight = self._placed.get(place)
        if weight is None:
            if len(self._placed) > _MOST_KEPT:
                self._placed.clear()
            weight = self._placed[place] = sum(map(self._weights.of, place_features(place)))
        return weight

    def _in_sight(self, pieces: Sequence[Word]) -> list[_Seen]:
        """The pieces, with what is in sight before the first and behind the last of them."""
        padding = [self._edge] * SIGHT
        return [*padding, *map(self._by_itself, pieces), *padding]

    def _by_itself(self, word: Word) -> _Seen:
        key = word[2:]
        seen = self._seen.get(key)
        if seen is None:
            if len(self._seen) > _MOST_KEPT:
                self._seen.clear()
            seen = self._seen[key] = _Seen(word, self._names, self._weights)
        return seen


_MOST_KEPT = 50_000  # words
_OFFSETS = range(-SIGHT, SIGHT + 1)


def _pairs(before: _Seen, here: _Seen, after: _Seen) -> tuple[str, ...]:
    """What a word and its neighbours are together."""
    return (
        f"-0t={before.part_of_speech}|{here.part_of_speech}",
        f"0+t={here.part_of_speech}|{after.part_of_speech}",
        f"-0f={before.flags}|{here.flags}",
        f"0+f={here.flags}|{after.flags}",
        f"-+w={before.letters}|{after.letters}",
    )


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
