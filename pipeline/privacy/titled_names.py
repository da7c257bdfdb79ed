"""Names of persons beside a title: 山田様, 林課長, 杉本 副市長."""

import re
from collections.abc import Iterator, Sequence

from pipeline.privacy.before_titles import LINKS, BeforeTitle
from pipeline.privacy.finds import Evidence, Find
from pipeline.privacy.kana_names import KanaNames
from pipeline.privacy.name_words import KANJI, NameWords, Word
from pipeline.privacy.parts_of_speech import FAMILY
from pipeline.privacy.persons_meant import PersonsMeant
from pipeline.privacy.titles import (
    HONORIFICS,
    RANK,
    beginnings,
    evidence_of,
    is_of_a_body,
    may_begin,
)
from pipeline.privacy.units_and_ranks import (
    LEADS_A_HOUSE,
    NO_NAME,
    NO_PERSON,
    is_unit_or_rank,
)

_NOBODY = frozenset(("ワン", "ニャン", "わん", "にゃん", "ワンワン", "ゆる", "おっ", "アン"))
"""Before ちゃん and さん: ワンちゃん."""
_BEFORE_A_TITLE = frozenset(("両", "元", "前", "新", "現", "副"))
_KATAKANA = re.compile("[ァ-ヴー]+")
_INITIAL = re.compile("[A-Za-z]")
_DAY = re.compile("[一二三四五六七八九十]{1,3}月(?:[一二三四五六七八九十]{1,3}|朔|晦)日")
_ALL_KANJI = re.compile(f"[{KANJI}]+")


def _ends_a_rank(words: Sequence[Word], number: int) -> bool:
    """Whether letters that Sudachi cut are a trade before さん (保|健師|さん)."""
    run = ""
    for word in reversed(words[max(number - 3, 0) : number]):
        if not _ALL_KANJI.fullmatch(word.surface):
            break
        run = word.surface + run
    return len(run) > 2 and run[-1] in "師士員" and RANK.fullmatch(run) is not None


class TitledNames:
    """Finds names that stand right before a title."""

    def __init__(self, names: NameWords) -> None:
        self.names = names
        self._kana = KanaNames(names)
        self._meant = PersonsMeant(names)
        self._judged = BeforeTitle(names)

    def finds(self, words: Sequence[Word]) -> Iterator[Find]:
        """Names beside titles, in order of the titles."""
        for number in may_begin(words):
            word = words[number]
            if (
                word.part_of_speech == FAMILY
                and word.surface[-1] in "氏様殿"
                and self.names.is_family(word.surface[:-1])
                and word.surface[:-1] not in NO_PERSON
            ):
                yield Find(word.begin, word.end - 1, "氏名", Evidence.TITLE)  # 西氏, a name itself
            if number == 0:
                continue
            if not word.part_of_speech.startswith(("名詞", "接尾辞", "接頭辞", "代名詞")):
                continue
            if (chair := self._meant.chair(words, number)) is not None:
                yield Find(*chair, "氏名", Evidence.TITLE)
                continue
            if word.surface in HONORIFICS and _ends_a_rank(words, number):
                continue
            if word.surface == "長" and (found := self._cut_wrong(words[number - 1])):
                yield Find(*found, "氏名", Evidence.TITLE)
                continue
            for title in beginnings(words, number):
                evidence = evidence_of(title)
                if not evidence or is_of_a_body(words, number, title):
                    continue
                if found := self._before(words, number, title):
                    yield Find(*found, "氏名", evidence)
                    break

    def _before(self, words: Sequence[Word], number: int, title: str) -> tuple[int, int] | None:
        """The name right before a title, which is a word by itself."""
        is_honorific = title in HONORIFICS
        last = number - 1
        if last >= 0 and words[last].surface == " ":
            last -= 1
        if last < 0:
            return None
        if words[last].surface in _BEFORE_A_TITLE and last:
            title = words[last].surface + title
            last -= 1
        if words[last].surface in _NOBODY:
            return None
        end = words[last].end
        names = self.names
        best = None
        letters = ""
        for first in range(last, max(last - 6, -1), -1):
            word = words[first]
            if word.surface in LINKS and letters:
                if word.surface == "・" and not re.fullmatch("[ァ-ヴー]+", letters.split("・")[-1]):
                    break
                letters = "・" + letters if word.surface == "・" else letters
                continue
            if not re.fullmatch(rf"[{KANJI}ぁ-んァ-ヴーA-Za-z]+", word.surface):
                break
            letters = word.surface + letters
            if _INITIAL.fullmatch(letters):
                continue  # Aさん
            if (
                self._judged.is_name(words, first, last, letters, title)
                and not (
                    self._judged.is_body(letters, word, title)
                    and not self._meant.held_office(words, number, letters)
                )
                and not self._meant.is_town(words, first, letters)
            ):
                best = word.begin, end
                best = self._kana.longer(words, first, best)
                if first and "\ue000" <= words[first - 1].surface <= "\uf8ff":
                    best = words[first - 1].begin, end
            elif len(letters) > 10 or (
                is_unit_or_rank(word.surface) and not names.is_family(word.surface)
            ):
                break
        if best is None and (is_honorific or _KATAKANA.fullmatch(words[last].surface)):
            best = self._unknown(words, last) or self._kana.by_sound(words, last, title)
        if is_honorific:
            best = self._kana.alone(words, last, title, best)
            best = best or self._meant.of_somebody(words, last, title)
        return best and (self._first_of_foreign(words, best[0]), best[1])

    def _first_of_foreign(self, words: Sequence[Word], begin: int) -> int:
        """Where a name in katakana begins whose last word begins here (ファム ティ トゥイ)."""
        number = next(n for n, word in enumerate(words) if word.end > begin)
        while (
            number > 1
            and _KATAKANA.fullmatch(words[number].surface)
            and words[number - 1].surface in LINKS
            and _KATAKANA.fullmatch(words[number - 2].surface)
        ):
            number -= 2
            begin = words[number].begin
        return begin

    def _unknown(self, words: Sequence[Word], last: int) -> tuple[int, int] | None:
        """Two to four kanji before 様 that are no words (names the dictionary lacks)."""
        first = last + 1
        while first and re.fullmatch(f"[{KANJI}]+", words[first - 1].surface):
            first -= 1
        run = words[first : last + 1]
        letters = "".join(word.surface for word in run)
        if _DAY.fullmatch(letters):
            return run[0].begin, run[-1].end  # 四月一日様, わたぬき
        is_name = (
            2 <= len(letters) <= 4
            and not self.names.known_as(letters)
            and not is_unit_or_rank(letters)
            and all(
                word.part_of_speech.startswith(("名詞,普通", "名詞,固有", "補助記号"))
                for word in run
            )
            and any(len(word.surface) == 1 or not self.names.known_as(word.surface) for word in run)
            and letters[0] not in "各貴御同両全諸皆"
            and letters[-1] not in "皆長"
        )
        return (run[0].begin, run[-1].end) if is_name else None

    def _cut_wrong(self, word: Word) -> tuple[int, int] | None:
        """The name in 谷部 before 長, which Sudachi cuts there: 谷, 部長."""
        name = word.surface[:-1]
        sure = len(name) == 1 or not self.names.is_noun(name)
        is_name = (
            name
            and sure
            and self.names.is_family(name)
            and name not in (NO_PERSON - LEADS_A_HOUSE) | NO_NAME
        )
        if word.surface[-1] in "課係部局室班" and is_name:
            return word.begin, word.end - 1
        return None
