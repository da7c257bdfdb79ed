"""Names of persons without a title: with a given name behind them, or where a person must stand."""

from collections.abc import Iterator, Sequence

from pipeline.privacy import name_context as context
from pipeline.privacy.family_names import FamilyNames
from pipeline.privacy.finds import Evidence, Find
from pipeline.privacy.full_names import FullNames
from pipeline.privacy.listed_names import listed
from pipeline.privacy.name_words import NameWords, Word
from pipeline.privacy.parts_of_speech import GIVEN, OTHER

_NAMES_OF_ONE = frozenset((GIVEN, OTHER))


class UntitledNames:
    """Finds names in running text."""

    def __init__(self, names: NameWords) -> None:
        self._names = names
        self._full = FullNames(names)
        self._families = FamilyNames(names)

    def finds(self, text: str, words: Sequence[Word]) -> Iterator[Find]:
        """Full names and family names alone, in order."""
        yield from listed(text, self._names)
        yield from self._families.introduced(text, words)
        is_family, done = self._names.is_family, 0
        for number, word in enumerate(words):
            if number < done or word.part_of_speech[:3] != "名詞,":
                continue
            if not is_family(word.surface):
                if self._is_relative(text, word):
                    yield Find(word.begin, word.end, "氏名", Evidence.FAMILY_NAME)
            elif stop := self._full.stop(text, words, number):
                yield from self._full.finds(text, words, number, stop)
                done = stop
            else:
                yield from self._families.finds(text, words, number)

    def _is_relative(self, text: str, word: Word) -> bool:
        """Whether a given name stands behind a word for a relative (孫の奈緒, うちのたけし)."""
        if word.part_of_speech not in _NAMES_OF_ONE:
            return False
        line = context.before(text, word.begin)
        return bool(context.KIN.search(line) or context.KIN_AND_OTHERS.search(line))
