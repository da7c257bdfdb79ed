"""What the tagger of names sees of a word: itself, its neighbours, its place, what rules found.

Features are strings; a model has a weight for each. Those of a word alone are kept, as most words
come again and again.
"""

import re
from collections.abc import Iterator, Sequence
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

    def __init__(self, word: Word, names: NameWords) -> None:
        letters = re.sub(r"\d", "0", word.surface)
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

    def __init__(self, names: NameWords) -> None:
        self._names = names
        self._seen: dict[tuple[str, str], _Seen] = {}
        self._edge = _Seen(Word(0, 0, "", "EDGE"), names)
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
        padding = [self._edge] * _SIGHT
        seen = [*padding, *map(self._by_itself, pieces), *padding]
        features = list(_places(text, pieces))
        for at, own in enumerate(features, start=_SIGHT):
            for offset in range(-_SIGHT, _SIGHT + 1):
                own.extend(seen[at + offset].around[offset])
            before, here, after = seen[at - 1 : at + 2]
            own.append(f"-0t={before.part_of_speech}|{here.part_of_speech}")
            own.append(f"0+t={here.part_of_speech}|{after.part_of_speech}")
            own.append(f"-0f={before.flags}|{here.flags}")
            own.append(f"0+f={here.flags}|{after.flags}")
            own.append(f"-+w={before.letters}|{after.letters}")
        for find in sorted(set(found)):  # rules find in any order
            _add_find(find, pieces, features)
        return features

    def _by_itself(self, word: Word) -> _Seen:
        key = (word.surface, word.part_of_speech)
        seen = self._seen.get(key)
        if seen is None:
            if len(self._seen) > _MOST_KEPT:
                self._seen.clear()
            seen = self._seen[key] = _Seen(word, self._names)
        return seen


_MOST_KEPT = 50_000  # words


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


def _add_find(find: Find, pieces: Sequence[Word], features: Sequence[list[str]]) -> None:
    """Tell the pieces in a find, and those beside it, what it says."""
    for piece, own in zip(pieces, features, strict=True):
        if piece.end < find.begin - 1 or piece.begin > find.end + 1:
            continue
        if find.begin <= piece.begin < find.end:
            own.append(f"r={find.evidence}")
        elif piece.end <= find.begin:
            own.append(f"r>{find.evidence}")
        elif piece.begin >= find.end:
            own.append(f"r<{find.evidence}")
