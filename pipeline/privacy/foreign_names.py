"""Names in katakana, hiragana or roman letters, where somebody is named."""

import re
from collections.abc import Callable, Sequence

from pipeline.privacy.name_words import Chunk, NameWords

Span = tuple[int, int]

_COMMA = re.compile(" ?, ?")
_KATAKANA, _HIRAGANA = re.compile("[ァ-ヴー]{1,}"), re.compile("[ぁ-んー]{1,}")
_ROMAN = re.compile(r"[A-Za-z][A-Za-z'’._-]*")
_FOREIGN_GAP = re.compile("[ ・=]{1,2}")


class ForeignNames:
    """Reads chunks in kana or roman letters."""

    def __init__(self, names: NameWords, core: Callable[[str], str]) -> None:
        """Make a reader.

        Args:
            names: what can be a name.
            core: a chunk without titles and ranks.
        """
        self._names = names
        self._core = core

    def read(
        self, text: str, inside: Sequence[Chunk], position: int, any_shape: bool, by_sound: bool
    ) -> tuple[int, Span | None] | None:
        """Names in katakana, hiragana or roman letters; None where there is none such."""
        for letters in (_ROMAN, _KATAKANA, _HIRAGANA):
            cores: list[str] = []
            n = position
            while n < len(inside) and letters.fullmatch(core := self._core(inside[n].text)):
                if cores and not _FOREIGN_GAP.fullmatch(text[inside[n - 1].end : inside[n].begin]):
                    break
                cores.append(core)
                n += 1
            if not cores:
                continue
            if letters is _ROMAN and _gives_given_last(text, inside, position):
                return 2, (inside[position].begin, inside[position + 1].end)
            if letters is _ROMAN:
                rest = text[inside[position + len(cores) - 1].end :]
                cores = _roman_name(cores, rest, longest=3 if any_shape else 2)
            elif len(cores) > 2 and self._is_japanese(cores):
                cores = cores[:2]  # シメイ ホリグチ ユウスケ コウモク セイビ
            elif len(cores) > 1 and "・" in text[inside[position].end : inside[position + 1].begin]:
                cores = self._tied_by_dots(text, inside, position, cores)
            if not cores:
                return None
            n = position + len(cores)
            span = (inside[position].begin, inside[n - 1].begin + len(cores[-1]))
            if self._is_foreign(cores, letters, any_shape, by_sound):
                return len(cores), span
        return None

    def _is_japanese(self, cores: Sequence[str]) -> bool:
        """Whether the first two of several words in kana are a family and a given name."""
        family, given = cores[:2]
        return self._names.sounds_like_family(family) and self._names.sounds_like_given(given)

    def _tied_by_dots(
        self, text: str, inside: Sequence[Chunk], position: int, cores: list[str]
    ) -> list[str]:
        """Of ラム・バハドゥル ネパール what dots tie together."""
        n = 1
        while (
            n < len(cores)
            and "・" in text[inside[position + n - 1].end : inside[position + n].begin]
        ):
            n += 1
        return cores[:n]

    def _is_foreign(
        self, cores: list[str], letters: re.Pattern[str], any_shape: bool, by_sound: bool
    ) -> bool:
        names, several = self._names, len(cores) > 1
        if letters is _ROMAN:
            capital = all(core[0].isupper() for core in cores)
            if several:
                return capital or any_shape
            core = cores[0]
            unknown = len(core) > 3 and not core.isupper() and not names.known_as(core)
            return any_shape or names.is_family(core) or (by_sound and unknown)
        if several:
            return len(cores) <= 5
        core = cores[0]
        known = names.is_family(core) or names.is_given(core) or names.is_foreign(core)
        whole = (
            names.split_loosely(core) > 0
            or (any_shape and not names.known_as(core))
            or (by_sound and not names.known_as(core) and names.split_by_sound(core) > 0)
        )
        return len(core) > 1 and (whole or (known and not names.is_noun(core)))


def _roman_name(cores: list[str], followed: str, longest: int) -> list[str]:
    """Of words in roman letters those that make up a name, initials not counted.

    >>> _roman_name(["Akira", "ISO"], " 27001", 2), _roman_name(["J.", "R.", "Smith"], "", 2)
    (['Akira'], ['J.', 'R.', 'Smith'])
    """
    initials = sum(len(core.rstrip(".")) == 1 for core in cores[:3])
    name = cores[: longest + initials]
    if (
        len(name) > 1
        and name[-1].isupper()
        and len(name[-1]) <= 3
        and re.match(r"[ -]?\d", followed)
    ):
        name = name[:-1]
    return name


def _gives_given_last(text: str, inside: Sequence[Chunk], position: int) -> bool:
    """Whether a name stands here as SUZUKI, Ichiro."""
    if position + 1 >= len(inside) or not inside[position].text.isupper():
        return False
    family, given = inside[position], inside[position + 1]
    is_name = _ROMAN.fullmatch(given.text) and given.text[0].isupper()
    return bool(is_name and _COMMA.fullmatch(text[family.end : given.begin]))
