"""Names of persons in running text: beside titles, with a given name, alone, under a letter.

Sudachi says what a word is taken for where it stands; its dictionary says what it can be. What is
taken for a name and can be nothing else is one; the less sure that is, the more has to stand
beside it.
"""

import re
from collections.abc import Iterator, Sequence

from pipeline.privacy import name_context as context
from pipeline.privacy.finds import Evidence, Find
from pipeline.privacy.known_names import KnownNames
from pipeline.privacy.name_cues import NO_NAME, NO_PERSON, CueReader, is_unit_or_rank
from pipeline.privacy.letter_signatures import signatures
from pipeline.privacy.name_words import FAMILY, GIVEN, KANJI, OTHER, PLACE, NameWords, Word

_HONORIFICS = frozenset(("様", "さま", "さん", "氏", "殿", "君", "くん", "ちゃん", "先生"))
# What a person is called by rank or trade: 課長, 主査, 教授, 議員, 副市長, 行政書士.
_RANK = re.compile(
    "(?:[副主元前]?[一-龠]{1,4}(?:長|員|官|士|師)|(?:准|特任|名誉|客員|招聘)?教授|[課室局部係]長補佐|主任主事"
    "|博士|記者|助教|教諭|教頭|学芸員|司祭|住職|補佐官?|秘書|代表"
    "|副?(?:主[査幹任事]|参[事与]|理事|監事|幹事|判事|検事|主席|主管|統括|主監|技監|巡査|警部))"
)
_NO_RANK = frozenset(
    ("全員", "定員", "満員", "動員", "人員", "増員", "成長", "延長", "市長会", "一員", "身長")
)
_LED_BY_PLACE = re.compile(
    "(?:支?所|支?店|支?局|支部|駅|署|校|院|園|館|県|市|町|村|区|都|府|道)長$"
)
_OFFICES = frozenset(
    "大臣 総理 総理大臣 首相 知事 副知事 大統領 天皇 皇后 上皇 総裁 事務総長 長官 国王 主席".split()
)
_BEFORE_A_TITLE = frozenset(("両", "元", "前", "新", "現", "副"))
_LINKS = frozenset((" ", "・"))
_KATAKANA = re.compile("[ァ-ヴー]+")
_IN_KANA = re.compile("[ぁ-んー]+|[ァ-ヴー]+")
_ALL_KANJI = re.compile(f"[{KANJI}]+")


class PersonNames:
    """Finds names of persons. Not safe to share between threads."""

    def __init__(self, names: NameWords | None = None) -> None:
        self.names = names or NameWords()
        self.cues = CueReader(self.names)

    def finds(self, text: str, known: KnownNames) -> Iterator[Find]:
        """Everything that may be a name, with overlaps.

        Args:
            text: in its plain form, of up to 49,149 bytes.
            known: names that stand elsewhere.
        """
        words = self.names.cut(text)
        yield from self.cues.cued(text, words)
        yield from _listed_together(
            text,
            [
                *self._titled(words),
                *self._untitled(text, words),
                *signatures(text, words, self.cues),
            ],
        )
        if known:
            yield from known.finds(text, words)

    def in_cell(self, text: str) -> Iterator[Find]:
        """Names in a cell that asks for one.

        Args:
            text: of the cell, in its plain form.
        """
        words = self.names.cut(text)
        for begin, end in (found.span() for found in re.finditer(r"[^\n]+", text)):
            for find in self.cues.value(
                text, begin, end, words, asks_for_a_name=True, is_sure=True
            ):
                yield find._replace(evidence=Evidence.CELL)

    # Beside a title.

    def _titled(self, words: Sequence[Word]) -> Iterator[Find]:
        for number in range(1, len(words)):
            word = words[number]
            if not word.part_of_speech.startswith(("名詞", "接尾辞", "接頭辞", "代名詞")):
                continue
            if word.surface == "長" and (found := self._cut_wrong(words[number - 1])):
                yield Find(*found, "氏名", Evidence.TITLE)
                continue
            for title in _beginnings(words, number):
                evidence = _evidence_of(title)
                if evidence and (found := self._before(words, number, title)):
                    yield Find(*found, "氏名", evidence)
                    break

    def _before(self, words: Sequence[Word], number: int, title: str) -> tuple[int, int] | None:
        """The name right before a title, which is a word by itself."""
        is_honorific = title in _HONORIFICS
        last = number - 1
        if last >= 0 and words[last].surface == " ":
            last -= 1
        if last < 0:
            return None
        if words[last].surface in _BEFORE_A_TITLE and last:
            last -= 1
        end = words[last].end
        names = self.names
        best = None
        letters = ""
        for first in range(last, max(last - 6, -1), -1):
            word = words[first]
            if word.surface in _LINKS and letters:
                if word.surface == "・" and not re.fullmatch("[ァ-ヴー]+", letters.split("・")[-1]):
                    break
                letters = "・" + letters if word.surface == "・" else letters
                continue
            if not re.fullmatch(rf"[{KANJI}ぁ-んァ-ヴーA-Za-z]+", word.surface):
                break
            letters = word.surface + letters
            if self._names_somebody(words, first, last, letters) and not (
                self._is_body_of(letters, word, title)
            ):
                best = word.begin, end
                best = self._longer_in_kana(words, first, best)
                if first and "\ue000" <= words[first - 1].surface <= "\uf8ff":
                    best = words[first - 1].begin, end
            elif (
                len(letters) > 10
                or is_unit_or_rank(word.surface)
                and not names.is_family(word.surface)
            ):
                break
        if best is None and (is_honorific or _KATAKANA.fullmatch(words[last].surface)):
            best = self._unknown(words, last) or self._by_sound(words, last)
        return best and (self._first_of_foreign(words, best[0]), best[1])

    def _first_of_foreign(self, words: Sequence[Word], begin: int) -> int:
        """Where a name in katakana begins, of which the last word begins here (ファム ティ トゥイ)."""
        number = next(n for n, word in enumerate(words) if word.end > begin)
        while (
            number > 1
            and _KATAKANA.fullmatch(words[number].surface)
            and words[number - 1].surface in _LINKS
            and _KATAKANA.fullmatch(words[number - 2].surface)
        ):
            number -= 2
            begin = words[number].begin
        return begin

    def _by_sound(self, words: Sequence[Word], last: int) -> tuple[int, int] | None:
        """A family name in kana that Sudachi takes for something else (ほんださん)."""
        first = last + 1
        while first and _IN_KANA.fullmatch(words[first - 1].surface):
            first -= 1
        run = "".join(word.surface for word in words[first : last + 1])
        if not 2 <= len(run) or self.names.known_as(run):
            return None
        for length in range(min(len(run), 6), 1, -1):
            before = run[-length - 1 : -length]
            if (not before or before in "のはがにとでもへやを") and self.names.sounds_like_family(
                run[-length:]
            ):
                return words[last].end - length, words[last].end
        return None

    def _longer_in_kana(
        self, words: Sequence[Word], first: int, best: tuple[int, int]
    ) -> tuple[int, int]:
        """The same with letters that Sudachi took for something else (さ in さわださん)."""
        letters, before = words[first].surface, words[first - 1] if first else None
        if before and re.fullmatch("[ぁ-ん]", before.surface) and re.match("[ぁ-ん]", letters):
            if self.names.sounds_like_family(before.surface + letters):
                return before.begin, best[1]
        return best

    def _unknown(self, words: Sequence[Word], last: int) -> tuple[int, int] | None:
        """Two to four kanji before 様 and the like that are no words (names the dictionary lacks)."""
        first = last + 1
        while first and re.fullmatch(f"[{KANJI}]+", words[first - 1].surface):
            first -= 1
        run = words[first : last + 1]
        letters = "".join(word.surface for word in run)
        is_name = (
            2 <= len(letters) <= 4
            and not self.names.known_as(letters)
            and all(
                word.part_of_speech.startswith(("名詞,普通", "名詞,固有", "補助記号"))
                for word in run
            )
            and any(len(word.surface) == 1 or not self.names.known_as(word.surface) for word in run)
            and letters[0] not in "各貴御同両全諸皆"
        )
        return (run[0].begin, run[-1].end) if is_name else None

    def _cut_wrong(self, word: Word) -> tuple[int, int] | None:
        """The name in 谷部 before 長, which Sudachi cuts there: 谷, 部長."""
        name = word.surface[:-1]
        sure = len(name) == 1 or not (self.names.is_noun(name) or self.names.is_place(name))
        is_name = name and sure and self.names.is_family(name) and name not in NO_PERSON | NO_NAME
        if word.surface[-1] in "課係部局室班" and is_name:
            return word.begin, word.end - 1
        return None

    def _is_body_of(self, letters: str, word: Word, title: str) -> bool:
        """Whether a title is that of the head of a place (川崎市長, 大阪支店長)."""
        if word.part_of_speech.startswith(PLACE) and not self.names.is_family(letters):
            return title not in _HONORIFICS or not word.part_of_speech.endswith("一般")
        if not _LED_BY_PLACE.search(title):
            return False
        if title[-2] in "県市町村区都府道":
            return self.names.is_place(letters + title[-2])
        return word.part_of_speech.startswith(PLACE)

    def _names_somebody(self, words: Sequence[Word], first: int, last: int, letters: str) -> bool:
        names, word = self.names, words[first]
        if letters in NO_NAME:
            return False
        run = words[first : last + 1]
        if all(w.is_person or w.surface in _LINKS for w in run):
            return letters not in NO_PERSON
        spaced = any(w.surface in _LINKS for w in run)
        if len(run) > 1 and (names.split(letters) and (spaced or len(letters) > 2)):
            return True
        if (
            len(run) > 1
            and names.split_loosely(letters)
            and (spaced or word.part_of_speech == FAMILY)
        ):
            return True
        if letters in NO_PERSON:
            return False
        if not names.is_family(letters):
            return (
                len(run) == 1
                and word.part_of_speech.startswith(PLACE)
                and (letters[-1] not in "都道府県市区町村郡")
            )
        before = words[first - 1] if first else None
        return (
            before is None
            or not before.part_of_speech.startswith(("名詞,普通", "接頭", "名詞,数詞"))
            or is_unit_or_rank(before.surface)
            or len(letters) > 1
        )

    # Without a title.

    def _untitled(self, text: str, words: Sequence[Word]) -> Iterator[Find]:
        number = 0
        while number < len(words):
            word = words[number]
            if not word.part_of_speech.startswith("名詞,") or not self.names.is_family(
                word.surface
            ):
                number += 1
                continue
            stop = self._full(words, number)
            if stop:
                yield from self._full_find(text, words, number, stop)
                number = stop
                continue
            stop = self._loosely_full(text, words, number)
            if stop:
                yield Find(word.begin, words[stop - 1].end, "氏名", Evidence.FULL_NAME)
                number = stop
                continue
            yield from self._family_find(text, words, number)
            number += 1

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
        if _evidence_of(given.surface) or given.surface in NO_PERSON:
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

    def _is_tied(self, words: Sequence[Word], number: int) -> bool:
        """Whether a word goes on with the one before, so that no name begins with it (15 日改正)."""
        before = words[number - 1] if number else None
        if before and before.surface == " ":
            before = words[number - 2] if number > 1 else None
            return before is not None and "数詞" in before.part_of_speech
        return (
            before is not None
            and before.part_of_speech.startswith(("名詞", "接頭辞", "形状詞", "接尾辞"))
            and not before.is_person
            and not is_unit_or_rank(before.surface)
            and before.surface not in _OFFICES
        )

    def _full_find(
        self, text: str, words: Sequence[Word], number: int, stop: int
    ) -> Iterator[Find]:
        begin, end = words[number].begin, words[stop - 1].end
        if context.NAMES_SOMETHING.match(text, end) or context.CITED.match(text, end):
            return
        before = {w.surface for w in words[max(number - 2, 0) : number]}
        public = (
            before & _OFFICES
            or not _OFFICES.isdisjoint(_beginnings(words, stop))
            or context.REMEMBERED.match(text, end)
        )
        yield Find(begin, end, "氏名", Evidence.OFFICE if public else Evidence.FULL_NAME)

    def _family_find(self, text: str, words: Sequence[Word], number: int) -> Iterator[Find]:
        word = words[number]
        tied = self._is_tied(words, number) or (number and words[number - 1].is_person)
        if tied or word.surface in NO_PERSON or context.NAMES_SOMETHING.match(text, word.end):
            return
        if word.part_of_speech != FAMILY and not _ALL_KANJI.fullmatch(word.surface):
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
        if context.ROLE_IS.search(before) or (context.IT_WAS.search(before) and not is_body):
            evidence = Evidence.FAMILY_NAME
        elif context.SELF.search(before) or (
            context.INTRODUCES.match(after) and (of_unit or not plain_word)
        ):
            evidence = Evidence.SIGNATURE
        elif (of_unit and context.MEETS.match(after)) or (in_office and not plain_word):
            evidence = Evidence.FAMILY_NAME
        elif word.part_of_speech != FAMILY or len(word.surface) == 1:
            return
        elif plain_word or self.names.is_place(word.surface):
            meets = not is_body and context.MEETS.match(after)
            sure = meets or context.PERSON_BEFORE.search(before)
            evidence = Evidence.FAMILY_NAME if sure else Evidence.DOUBT
        elif word.surface[-1] in "県市区町村" and not context.MEETS.match(after):
            evidence = Evidence.DOUBT
        else:
            sure = self.names.is_common_family(word.surface) or context.MEETS.match(after)
            evidence = Evidence.FAMILY_NAME if sure else Evidence.DOUBT
        yield Find(word.begin, word.end, "氏名", evidence)


def _beginnings(words: Sequence[Word], number: int) -> list[str]:
    """What one, two or three words from here on say, the longest first (課 + 長, 副 + 市長)."""
    surfaces = [word.surface for word in words[number : number + 3]]
    return ["".join(surfaces[:n]) for n in range(len(surfaces), 0, -1)]


def _evidence_of(title: str) -> Evidence | None:
    """What a title says of the name before it; None where it is no title."""
    if title in _OFFICES:
        return Evidence.OFFICE
    if title in _HONORIFICS or (_RANK.fullmatch(title) and title not in _NO_RANK):
        return Evidence.TITLE
    return None


_AND = re.compile(" ?(?:、|・|と|及び|や|/) ?")
_PERSONS = frozenset({Evidence.TITLE, Evidence.FULL_NAME, Evidence.FAMILY_NAME, Evidence.SIGNATURE})


def _listed_together(text: str, finds: list[Find]) -> Iterator[Find]:
    """Finds, where a doubtful one beside a sure one in a list is as sure (蒲生、仁科の二人)."""
    ordered = sorted(finds)
    for number, find in enumerate(ordered):
        beside = [*ordered[max(number - 1, 0) : number], *ordered[number + 1 : number + 2]]
        together = any(
            other.evidence in _PERSONS
            and _AND.fullmatch(text[min(find.end, other.end) : max(find.begin, other.begin)])
            for other in beside
        )
        doubtful = find.evidence is Evidence.DOUBT and together
        yield find._replace(evidence=Evidence.FAMILY_NAME) if doubtful else find
