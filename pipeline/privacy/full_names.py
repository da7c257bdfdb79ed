"""Full names in running text, without a title: a family name with a given name behind it."""

import re
from collections.abc import Iterator, Sequence

from pipeline.privacy import name_context as context
from pipeline.privacy.finds import Evidence, Find
from pipeline.privacy.name_words import KANJI, NameWords, Word
from pipeline.privacy.parts_of_speech import FAMILY, GIVEN, OTHER, PERSON, PLACE
from pipeline.privacy.persons_of_the_past import PERSONS_OF_THE_PAST
from pipeline.privacy.titles import OFFICES, beginnings, evidence_of
from pipeline.privacy.units_and_ranks import NO_PERSON, is_unit_or_rank

_TIMES = ("副詞可能", "助数詞可能")  # 先日佐藤が, このたび高木が
_LANDSCAPE = frozenset("浜岬沼沢池滝堤坂谷浦丘淵瀬麓裾畔渓")
"""Letters behind a family name that make a place of it: 土屋浜, 佐藤池."""
_HIRAGANA = re.compile("[ぁ-んー]{2,4}")
_ALL_KANJI = re.compile(f"[{KANJI}]+")


def is_tied(words: Sequence[Word], number: int) -> bool:
    """Whether a word goes on with the one before: no name begins in 15 日改正."""
    before = words[number - 1] if number else None
    earlier = words[number - 2] if number > 1 else None
    if before and before.surface == " ":
        return earlier is not None and "数詞" in earlier.part_of_speech
    counted = earlier is not None and "数詞" in earlier.part_of_speech
    is_time = before is not None and before.part_of_speech.endswith(_TIMES) and not counted
    return (
        before is not None
        and not (is_time and words[number].part_of_speech.startswith((PERSON, PLACE)))
        and before.part_of_speech.startswith(("名詞", "接頭辞", "形状詞", "接尾辞"))
        and not before.is_person
        and not is_unit_or_rank(before.surface)
        and before.surface not in OFFICES | context.RELATIVES
    )


class FullNames:
    """Finds full names."""

    def __init__(self, names: NameWords) -> None:
        self._names = names

    def stop(self, text: str, words: Sequence[Word], number: int) -> int:
        """The word behind a full name that begins here; 0 where none does."""
        if words[number].part_of_speech == "名詞,数詞":  # 何年
            return 0
        return (
            self._known(words, number)
            or self._led(text, words, number)
            or self._in_kana(words, number)
        )

    def finds(self, text: str, words: Sequence[Word], number: int, stop: int) -> Iterator[Find]:
        """What a full name is: personal, of public office, of the past, or that of a thing."""
        begin, end = words[number].begin, words[stop - 1].end
        if names_a_thing(text, end) or self._is_word_for_one(words, number, stop):
            return
        before = {w.surface for w in words[max(number - 2, 0) : number]}
        public = (
            before & OFFICES
            or not OFFICES.isdisjoint(beginnings(words, stop))
            or is_of_the_past(text, begin, end)
            or (context.LEFT_A_MONUMENT.match(text, end) and not before & context.RELATIVES)
        )
        yield Find(begin, end, "氏名", Evidence.OFFICE if public else Evidence.FULL_NAME)

    def _known(self, words: Sequence[Word], number: int) -> int:
        """The same where Sudachi or its dictionary knows the given name."""
        first = words[number]
        second = number + 1
        spaced = second < len(words) and words[second].surface == " "
        second += spaced
        if second >= len(words):
            return 0
        given = words[second]
        if evidence_of(given.surface) or given.surface in NO_PERSON:
            return 0
        if given.surface in _LANDSCAPE and not spaced:
            return 0
        if spaced and self._names.is_noun(first.surface + given.surface):
            return 0  # 森 林
        if is_tied(words, number) or (
            len(first.surface) == 1 and not spaced and self._names.is_noun(given.surface)
        ):
            return 0
        if given.part_of_speech in (GIVEN, OTHER) and (
            first.part_of_speech == FAMILY or len(given.surface) > 1
        ):
            return second + 1
        if first.part_of_speech != FAMILY:
            return 0
        alone = second + 1 == len(words) or not words[second + 1].part_of_speech.startswith(
            ("名詞", "接尾辞", "動詞", "形状詞")
        )
        if (
            self._names.is_given(given.surface)
            and alone
            and not given.part_of_speech.startswith("助")
        ):
            return second + 1
        return 0

    def _led(self, text: str, words: Sequence[Word], number: int) -> int:
        """The same where Sudachi sees no name but somebody must be named (父の乾まゆみが…)."""
        first = words[number]
        before = context.before(text, first.begin)
        is_led = bool(
            context.SELF.search(before)
            or context.PERSON_BEFORE.search(before)
            or context.OF_UNIT.search(before)
        )
        begin = number + 1 + (number + 1 < len(words) and words[number + 1].surface == " ")
        for stop in range(min(begin + 3, len(words)), begin, -1):
            given = "".join(word.surface for word in words[begin:stop])
            if not all(word.part_of_speech.startswith("名詞") for word in words[begin:stop]):
                continue
            ends = stop == len(words) or words[stop].part_of_speech.startswith(("助", "補助記号"))
            if not ends or len(given) > 4 or is_tied(words, number):
                continue
            after = context.after(text, words[stop - 1].end)
            somebody = is_led or context.INTRODUCES.match(after) or context.AGED.match(after)
            if somebody and self._names.split_loosely(first.surface + given):
                return stop
        return 0

    def _in_kana(self, words: Sequence[Word], number: int) -> int:
        """The same where a given name in hiragana is a word too (安藤ことり)."""
        first, family = words[number], words[number].surface
        if number + 2 >= len(words) or len(family) < 2 or not _ALL_KANJI.fullmatch(family):
            return 0
        given, behind = words[number + 1], words[number + 2]
        is_name = (
            _HIRAGANA.fullmatch(given.surface) is not None
            and given.part_of_speech.startswith(("名詞", "副詞", "感動詞"))
            and behind.part_of_speech.startswith(("助詞,係", "助詞,格", "補助記号"))
            and self._names.sounds_like_given(given.surface)
            and self._names.is_common_family(family)
            and not is_tied(words, number)
        )
        is_body = any(self._names.is_place(family + kind) for kind in "都道府県市区")
        return number + 2 if is_name and not is_body and first.end == given.begin else 0

    def _is_word_for_one(self, words: Sequence[Word], number: int, stop: int) -> bool:
        """Whether two names are a word for somebody, cut wrong: 申|立人."""
        letters = "".join(word.surface for word in words[number:stop])
        return letters[-1] in "人者" and self._names.is_noun(letters[:-1])


def names_a_thing(text: str, end: int) -> bool:
    """Whether what stands behind a name makes it that of a thing, or of who is cited."""
    sorts = (
        context.NAMES_SOMETHING,
        context.CITED,
        context.CALLS_A_THING,
        context.LISTS_THINGS,
        context.GROWN,
    )
    flows = text[end - 1 : end] in ("川", "沢") and context.OF_WATER.match(text, end)
    if flows or (text[end - 1 : end] in set("橋川坂山沢") and context.IS_PASSED.match(text, end)):
        return True
    apart = context.NAMES_SOMETHING.match(text, end + 1) if text[end : end + 1] == " " else None
    ends_the_line = apart is not None and text[apart.end() : apart.end() + 1] in ("", "\n")
    return ends_the_line or any(sort.match(text, end) for sort in sorts)


def is_of_the_past(text: str, begin: int, end: int) -> bool:
    """Whether somebody is quoted or remembered, and not spoken of as somebody around."""
    if context.REMEMBERED.match(text, end):
        return True
    before, after = context.before(text, begin), context.after(text, end)
    around = (
        context.PERSON_BEFORE.search(before)
        or context.SELF.search(before)
        or context.ROLE_IS.search(before)
        or context.KIN.search(before)
        or context.INTRODUCES.match(after)
        or context.AGED.match(after)
    )
    return not around and (
        text[begin:end].replace(" ", "") in PERSONS_OF_THE_PAST
        or context.IS_AUTHOR.match(after) is not None
    )
