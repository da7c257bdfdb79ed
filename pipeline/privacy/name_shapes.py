"""Whether a chunk is a name, holds one at its end, or goes on with a given name."""

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.privacy.chunks import between_words, core_of
from pipeline.privacy.families_abroad import FAMILIES_OF_ONE_LETTER
from pipeline.privacy.name_words import KANJI, Chunk, NameWords, Word
from pipeline.privacy.parts_of_speech import NOUN
from pipeline.privacy.titles import HONORIFICS
from pipeline.privacy.units_and_ranks import MEANS_NOBODY, NO_NAME, NO_PERSON, RANK, is_unit_or_rank

SHAPE = re.compile(rf"[{KANJI}]{{1,5}}[{KANJI}ぁ-んァ-ヴー]{{0,5}}")
_GAP_IN_A_NAME = re.compile(" {1,3}")
_KANJI = re.compile(f"[{KANJI}]+")
_IS_GIVEN_TO_ONE = re.compile(
    f"(?!男性|女性|学生|無職|主婦|主夫|農[業家]|漁[業師]|自営|会社|公務|年金|匿名|同上)[{KANJI}]{{1,2}}"
)
_SHORT_KANA = re.compile("[ぁ-んァ-ヴー]{1,4}")


class NameShapes:
    """Judges chunks of a value that names somebody."""

    def __init__(self, names: NameWords) -> None:
        self._names = names

    def is_name(self, word: str, any_shape: bool, chunk: Chunk, words: Sequence[Word]) -> bool:
        """Whether a chunk without titles is a family name or a full name.

        Args:
            word: the chunk without titles.
            any_shape: whether a name is asked for, so that a word for something else is one too.
            chunk: in which it stands.
            words: of the text.
        """
        if self._names.is_family(word):
            return word not in (MEANS_NOBODY if any_shape else NO_PERSON | NO_NAME)
        if is_unit_or_rank(word) and not self._names.split(word):
            return False
        if not any_shape and self._names.is_place(word):
            return False  # 東京 is no 東 called 京
        if not self._names.split(word) and self._counts(word, chunk, words):
            return False
        return self._names.split_loosely(word) > 0 and (
            any_shape or not self._is_words(word, chunk, words)
        )

    def is_shaped(self, word: str, chunk: Chunk, words: Sequence[Word]) -> bool:
        """Whether what the dictionary does not know is shaped like a name."""
        if not SHAPE.fullmatch(word) or is_unit_or_rank(word):
            return False
        if self._names.known_as(word) and not self._names.is_given(word):
            return False
        return not any(
            not part.part_of_speech.startswith(("名詞", "接", "補助記号"))
            or (
                len(part.surface) > 1
                and part.part_of_speech.startswith(NOUN)
                and self._names.known_as(part.surface)
            )
            for part in between_words(words, chunk.begin, chunk.begin + len(word))
        )

    def goes_on(self, text: str, inside: Sequence[Chunk], position: int) -> bool:
        """Whether the next chunk is the given name to this family name."""
        if position + 1 >= len(inside):
            return False
        this, following = inside[position], inside[position + 1]
        given = core_of(following.text)
        if not given or not _GAP_IN_A_NAME.fullmatch(text[this.end : following.begin]):
            return False
        if given in HONORIFICS:
            return False
        if self._names.is_given(given) and not RANK.fullmatch(given):
            return True
        kana = _SHORT_KANA.fullmatch(given) is not None
        return kana or (
            _KANJI.fullmatch(given) is not None
            and len(given) <= 3
            and (len(given) == 1 or not self._names.is_noun(given))
            and not is_unit_or_rank(given)
        )

    def leads_to_given(
        self, text: str, inside: Sequence[Chunk], position: int, any_shape: bool
    ) -> bool:
        """Whether a family name stands here with a given name behind it."""
        family = inside[position].text
        if any_shape and family in FAMILIES_OF_ONE_LETTER and position + 1 < len(inside):
            given = inside[position + 1].text
            gap = text[inside[position].end : inside[position + 1].begin]
            if _IS_GIVEN_TO_ONE.fullmatch(given) and _GAP_IN_A_NAME.fullmatch(gap):
                return not is_unit_or_rank(given)
        if not self.goes_on(text, inside, position):
            return False
        if self._names.is_family(family):
            return True
        given = core_of(inside[position + 1].text)
        sure = self._names.is_given(given) and not self._names.is_noun(given) and len(given) > 1
        unknown = SHAPE.fullmatch(family) and not is_unit_or_rank(family)
        unknown = unknown and (sure or not self._names.known_as(family))
        return bool(unknown and (any_shape or self._names.is_given(given)) and len(family) <= 4)

    def begin_of_name(self, chunk: Chunk, word: str, words: Sequence[Word]) -> int | None:
        """Where a name begins behind a unit or rank without a blank (情報課鬼頭, 主査山田太郎)."""
        end = chunk.begin + len(word)
        for part in between_words(words, chunk.begin, end)[1:]:
            at = part.begin - chunk.begin
            name = word[at:]
            if len(name) > 8 or not is_unit_or_rank(chunk.text[:at]):
                continue
            if self._names.split(name) or (
                len(name) > 1 and self._names.is_family(name) and name not in NO_NAME
            ):
                return part.begin
        return None

    def letters_apart(self, text: str, inside: Sequence[Chunk], position: int) -> int:
        """How many letters with blanks between them stand here (山　田　太　郎)."""
        n = position
        while n < len(inside) and len(inside[n].text) == 1 and SHAPE.fullmatch(inside[n].text):
            if n > position and text[inside[n - 1].end : inside[n].begin].strip(" "):
                break
            n += 1
        return n - position

    def _counts(self, word: str, chunk: Chunk, words: Sequence[Word]) -> bool:
        """Whether something is counted in a chunk (二階三番)."""
        parts = between_words(words, chunk.begin, chunk.begin + len(word))
        return any(
            part.part_of_speech.startswith("名詞,数詞") and "助数詞" in following.part_of_speech
            for part, following in pairwise(parts)
        )

    def _is_words(self, word: str, chunk: Chunk, words: Sequence[Word]) -> bool:
        """Whether a chunk is made of known common words of two letters or more (総合政策)."""
        return all(
            part.part_of_speech.startswith(NOUN) and len(part.surface) > 1
            for part in between_words(words, chunk.begin, chunk.begin + len(word))
        )
