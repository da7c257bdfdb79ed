"""Names of persons without a title: with a given name behind them, or where a person must stand."""

import re
from collections.abc import Iterator, Sequence

from pipeline.privacy import name_context as context
from pipeline.privacy.finds import Evidence, Find
from pipeline.privacy.name_words import FAMILY, GIVEN, KANJI, OTHER, NameWords, Word
from pipeline.privacy.titles import OFFICES, beginnings, evidence_of
from pipeline.privacy.units_and_ranks import NO_PERSON, is_unit_or_rank

_TIMES = ("副詞可能", "助数詞可能")  # 先日佐藤が, このたび高木が
_HIRAGANA = re.compile("[ぁ-んー]{2,4}")
_ALL_KANJI = re.compile(f"[{KANJI}]+")


class UntitledNames:
    """Finds names in running text."""

    def __init__(self, names: NameWords) -> None:
        self.names = names

    def finds(self, text: str, words: Sequence[Word]) -> Iterator[Find]:
        """Full names and family names alone, in order."""
        yield from self._counted(text)
        number = 0
        while number < len(words):
            word = words[number]
            if not word.part_of_speech.startswith("名詞,") or not self.names.is_family(
                word.surface
            ):
                line = context.before(text, word.begin) if word.part_of_speech == GIVEN else ""
                if context.KIN.search(line) or context.KIN_AND_OTHERS.search(line):
                    yield Find(word.begin, word.end, "氏名", Evidence.FAMILY_NAME)
                number += 1
                continue
            stop = self._full(words, number)
            if stop:
                yield from self._full_find(text, words, number, stop)
                number = stop
                continue
            stop = self._loosely_full(text, words, number) or self._in_kana(words, number)
            if stop:
                yield Find(word.begin, words[stop - 1].end, "氏名", Evidence.FULL_NAME)
                number = stop
                continue
            yield from self._family_find(text, words, number)
            number += 1

    def _is_noted(self, text: str, word: Word) -> bool:
        """Whether a note says what somebody did, how he is reached, or that he speaks."""
        line = context.before(text, word.begin)
        if not context.BEGINS_A_NOTE.search(line):
            return False
        if context.REACHED_BY.match(text, word.end):
            return not self.names.is_body(word.surface)
        is_common = self.names.is_common_family(word.surface)
        if word.part_of_speech != FAMILY and (
            not is_common or self.names.is_body(word.surface) or self.names.is_noun(word.surface)
        ):
            return False
        speaks = context.SPEAKS.search(line) and text[word.end : word.end + 1] == " "
        if speaks and not self.names.is_body(word.surface):
            return True
        return context.NOTED.match(text, word.end) is not None

    def _counted(self, text: str) -> Iterator[Find]:
        """Family names in a list that is counted as persons (菅・柳沢・永田の三人)."""
        for found in context.COUNTED.finditer(text):
            parts = list(re.finditer(r"[^・、と]+", found["list"]))
            begin = found.start("list")
            while parts and not self.names.is_family(parts[0][0]):
                parts.pop(0)
            if len(parts) > 1 and all(self.names.is_family(part[0]) for part in parts):
                for part in parts:
                    first, last = part.span()
                    yield Find(begin + first, begin + last, "氏名", Evidence.FAMILY_NAME)

    def _full(self, words: Sequence[Word], number: int) -> int:
        """The word behind a full name that begins here; 0 where none does."""
        first = words[number]
        if not self.names.is_family(first.surface):
            return 0
        second = number + 1
        spaced = second < len(words) and words[second].surface == " "
        second += spaced
        if second >= len(words):
            return 0
        given = words[second]
        if evidence_of(given.surface) or given.surface in NO_PERSON:
            return 0
        if self._is_tied(words, number) or (
            len(first.surface) == 1 and not spaced and self.names.is_noun(given.surface)
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
            self.names.is_given(given.surface)
            and alone
            and not given.part_of_speech.startswith("助")
        ):
            return second + 1
        return 0

    def _loosely_full(self, text: str, words: Sequence[Word], number: int) -> int:
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
            if not ends or len(given) > 4 or self._is_tied(words, number):
                continue
            after = context.after(text, words[stop - 1].end)
            somebody = is_led or context.INTRODUCES.match(after) or context.AGED.match(after)
            if somebody and self.names.split_loosely(first.surface + given):
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
            and self.names.sounds_like_given(given.surface)
            and self.names.is_common_family(family)
            and not self._is_tied(words, number)
        )
        is_body = any(self.names.is_place(family + kind) for kind in "都道府県市区")
        return number + 2 if is_name and not is_body and first.end == given.begin else 0

    def _is_tied(self, words: Sequence[Word], number: int) -> bool:
        """Whether a word goes on with the one before: no name begins in 15 日改正."""
        before = words[number - 1] if number else None
        earlier = words[number - 2] if number > 1 else None
        if before and before.surface == " ":
            return earlier is not None and "数詞" in earlier.part_of_speech
        counted = earlier is not None and "数詞" in earlier.part_of_speech
        is_time = before is not None and before.part_of_speech.endswith(_TIMES) and not counted
        return (
            before is not None
            and not (is_time and words[number].is_person)
            and before.part_of_speech.startswith(("名詞", "接頭辞", "形状詞", "接尾辞"))
            and not before.is_person
            and not is_unit_or_rank(before.surface)
            and before.surface not in OFFICES | context.RELATIVES
        )

    def _is_word_for_one(self, words: Sequence[Word], number: int, stop: int) -> bool:
        """Whether two names are a word for somebody, cut wrong: 申|立人."""
        letters = "".join(word.surface for word in words[number:stop])
        return letters[-1] in "人者" and self.names.is_noun(letters[:-1])

    def _full_find(
        self, text: str, words: Sequence[Word], number: int, stop: int
    ) -> Iterator[Find]:
        begin, end = words[number].begin, words[stop - 1].end
        if any(p.match(text, end) for p in (context.NAMES_SOMETHING, context.CITED)):
            return
        if context.CALLS_A_THING.match(text, end) or self._is_word_for_one(words, number, stop):
            return
        before = {w.surface for w in words[max(number - 2, 0) : number]}
        public = (
            before & OFFICES
            or not OFFICES.isdisjoint(beginnings(words, stop))
            or context.REMEMBERED.match(text, end)
            or (context.LEFT_A_MONUMENT.match(text, end) and not before & context.RELATIVES)
        )
        yield Find(begin, end, "氏名", Evidence.OFFICE if public else Evidence.FULL_NAME)

    def _family_find(self, text: str, words: Sequence[Word], number: int) -> Iterator[Find]:
        word = words[number]
        if word.surface[-1] in "氏様殿" and self.names.is_family(word.surface[:-1]):
            return
        if context.CALLS_A_THING.match(text, word.end):
            return
        tied = self._is_tied(words, number) or (number and words[number - 1].is_person)
        if tied or word.surface in NO_PERSON or context.NAMES_SOMETHING.match(text, word.end):
            return
        if word.part_of_speech != FAMILY and not _ALL_KANJI.fullmatch(word.surface):
            return
        if context.LETTER_OF.match(text, word.end) and text[word.end + 1] in word.surface:
            return  # 渡辺の辺: of letters
        if word.surface[-1] in "川沢" and context.OF_WATER.match(text, word.end):
            return
        if self._is_noted(text, word):
            yield Find(word.begin, word.end, "氏名", Evidence.FAMILY_NAME)
            return
        following = words[number + 1] if number + 1 < len(words) else None
        if following and following.part_of_speech.startswith(
            ("名詞", "接尾辞", "形状詞", "接頭辞", "動詞")
        ):
            return
        before, after = context.before(text, word.begin), context.after(text, word.end)
        of_unit = context.OF_UNIT.search(before) is not None
        in_office = (
            context.IN_OFFICE.search(before) is not None and context.ACTS.match(after) is not None
        )
        plain_word = self.names.is_noun(word.surface) or len(word.surface) == 1
        is_body = any(self.names.is_place(word.surface + kind) for kind in "県市区")
        person_did = context.DID.search(before) and (
            not plain_word or word.part_of_speech == FAMILY
        )
        it_was = context.IT_WAS.search(before) and not is_body
        called = context.CALLED.match(after) is not None
        if called or context.ROLE_IS.search(before) or it_was or person_did:
            evidence = Evidence.FAMILY_NAME
        elif (
            context.SELF.search(before)
            or context.GIVES_A_NAME.match(after)
            or (context.INTRODUCES.match(after) and (of_unit or not plain_word))
        ):
            evidence = Evidence.SIGNATURE
        elif (of_unit and context.MEETS.match(after)) or (in_office and not plain_word):
            evidence = Evidence.FAMILY_NAME
        elif word.part_of_speech != FAMILY or len(word.surface) == 1:
            return
        elif plain_word or self.names.is_place(word.surface):
            meets = not is_body and context.MEETS.match(after) is not None
            described = context.DESCRIBED.match(after) or (
                not is_body and context.WITH_UNIT.match(after)
            )
            sure = bool(meets or described or context.PERSON_BEFORE.search(before))
            evidence = Evidence.FAMILY_NAME if sure else Evidence.DOUBT
        elif word.surface[-1] in "県市区町村" and not context.MEETS.match(after):
            evidence = Evidence.DOUBT
        else:
            common = self.names.is_common_family(word.surface)
            sure = common or context.MEETS.match(after) is not None
            evidence = Evidence.FAMILY_NAME if sure else Evidence.DOUBT
        yield Find(word.begin, word.end, "氏名", evidence)
