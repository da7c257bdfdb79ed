"""Family names alone, without a title, where a person must stand: 越智が説明した, ※岩瀬確認済."""

import re
from collections.abc import Iterator, Sequence

from pipeline.privacy import name_context as context
from pipeline.privacy.finds import Evidence, Find
from pipeline.privacy.full_names import is_tied
from pipeline.privacy.human_acts import FILLED_IN, ONLY_ONE_DID, did
from pipeline.privacy.name_words import KANJI, NameWords, Word
from pipeline.privacy.parts_of_speech import FAMILY
from pipeline.privacy.titles import beginnings, evidence_of, is_of_a_body
from pipeline.privacy.units_and_ranks import NO_PERSON, is_unit_or_rank

_ALL_KANJI = re.compile(f"[{KANJI}]+")


_GIVEN_BY_ONE_OF_AN_OFFICE = re.compile(
    rf"(?:[{KANJI}ァ-ヴー](?:課|係|室|局|部|班|担当|センター|グループ)|役場|役所|庁)の ?"
    rf"(?P<name>[{KANJI}ノ]{{2,5}})(?= ?(?:と申し|でございます|です(?:[。、\n]|$)))"
)


def begins_alone(text: str, word: Word) -> bool:
    """Whether a text begins with a word and a full stop (吉岡。バスの件、賛成です。)."""
    return word.begin == 0 and len(word.surface) > 1 and text[word.end : word.end + 1] == "。"


def _names_a_firm(words: Sequence[Word], number: int) -> bool:
    """Whether names tied by dots lead to a thing called after them (鈴木・佐藤法律事務所)."""
    behind = number + 1
    while behind + 1 < len(words) and words[behind].surface == "・" and words[behind + 1].is_person:
        behind += 2
    if behind == number + 1 or behind >= len(words):
        return False
    titled = any(
        evidence_of(title) and not is_of_a_body(words, behind, title)
        for title in beginnings(words, behind)
    )
    thing = words[behind]
    return thing.part_of_speech.startswith("名詞") and not (
        titled or is_unit_or_rank(thing.surface)
    )


class FamilyNames:
    """Judges family names that stand alone."""

    def __init__(self, names: NameWords) -> None:
        self._names = names

    def introduced(self, text: str, words: Sequence[Word]) -> Iterator[Find]:
        """Family names of several words that somebody of an office gives (総務課の瀬戸口です)."""
        found = list(_GIVEN_BY_ONE_OF_AN_OFFICE.finditer(text))
        whole = {(word.begin, word.end) for word in words} if found else set()
        for given in found:
            name = given["name"]
            is_one = self._names.is_family(name) and not self._names.is_noun(name)
            if is_one and given.span("name") not in whole and name not in NO_PERSON:
                yield Find(*given.span("name"), "氏名", Evidence.SIGNATURE)

    def finds(self, text: str, words: Sequence[Word], number: int) -> Iterator[Find]:
        """What a word that can be a family name is, by what stands around it."""
        word = words[number]
        if word.surface[-1] in "氏様殿" and self._names.is_family(word.surface[:-1]):
            return
        if self._is_of_a_thing(text, words, number):
            return
        if self._is_noted(text, word):
            yield Find(word.begin, word.end, "氏名", Evidence.FAMILY_NAME)
            return
        following = words[number + 1] if number + 1 < len(words) else None
        if (
            following
            and following.part_of_speech.startswith(("名詞", "接尾辞", "形状詞", "接頭辞", "動詞"))
            and not context.HAVING_SAID.match(text, word.end)
            and not context.OF_A_FAMILY.match(text, word.end)
            and not context.AND_OTHERS.match(text, word.end)
            and not context.SIGNS.match(text, word.end)
            and not context.ADDRESSED.match(text, word.end)
            and not context.CARE_OF.match(text, word.end)
        ):
            return
        evidence = self._evidence(text, word)
        if evidence:
            yield Find(word.begin, word.end, "氏名", evidence)

    def _evidence(self, text: str, word: Word) -> Evidence | None:
        """How sure it is that somebody is named; None where it is no name at all."""
        names, letters = self._names, word.surface
        before, after = context.before(text, word.begin), context.after(text, word.end)
        of_unit = context.OF_UNIT.search(before) is not None
        in_office = (
            context.IN_OFFICE.search(before) is not None and context.ACTS.match(after) is not None
        )
        seen = word.part_of_speech == FAMILY
        plain_word = names.is_noun(letters) or len(letters) == 1
        is_body = names.is_body(letters)
        person_did = context.DID.search(before) and (not plain_word or seen)
        it_was = context.IT_WAS.search(before) and not is_body
        called = context.CALLED.match(after) is not None
        if called or context.ROLE_IS.search(before) or it_was or person_did:
            return Evidence.FAMILY_NAME
        if (
            context.SELF.search(before)
            or (context.MYSELF.search(before) and names.is_common_family(letters))
            or (context.INTRODUCES.match(after) and context.GREETS.search(before))
            or context.GIVES_A_NAME.match(after)
            or (context.INTRODUCES.match(after) and (of_unit or not plain_word))
        ):
            return Evidence.SIGNATURE
        if (of_unit and context.MEETS.match(after)) or (in_office and not plain_word):
            return Evidence.FAMILY_NAME
        if begins_alone(text, word) and not plain_word and not is_body and seen:
            return Evidence.SIGNATURE
        if not plain_word and not is_body and self._is_told(text, word, before, after, seen):
            return Evidence.FAMILY_NAME
        near = not is_body and len(letters) > 1 and context.NEIGHBOUR.search(before) is not None
        common = seen or names.is_common_family(letters)
        if is_body and common and ONLY_ONE_DID.match(after):
            return Evidence.FAMILY_NAME
        if near and (seen or names.is_common_family(letters)):
            sure = not plain_word or did(after, seen=True)
            return Evidence.FAMILY_NAME if sure and context.ACTS.match(after) else Evidence.DOUBT
        house = after[:1] in ("宅", "邸") and len(letters) > 1 and names.is_common_family(letters)
        if not is_body and (house or not plain_word) and context.OF_A_FAMILY.match(after):
            return Evidence.FAMILY_NAME
        if not is_body and context.IN_BRACKETS.search(before) and after[:1] == ")":
            return Evidence.FAMILY_NAME
        if not is_body and len(letters) > 1:
            common = seen or (names.is_common_family(letters) and not plain_word)
            acts = common and did(after, seen=seen and not plain_word)
            if acts or (not plain_word and FILLED_IN.match(after)):
                return Evidence.FAMILY_NAME
        if not seen or len(letters) == 1:
            return None
        if plain_word or names.is_place(letters):
            meets = not is_body and context.MEETS.match(after) is not None
            described = context.DESCRIBED.match(after) or (
                not is_body and context.WITH_UNIT.match(after)
            )
            sure = bool(meets or described or context.PERSON_BEFORE.search(before))
        elif letters[-1] in "県市区町村" and not context.MEETS.match(after):
            sure = False
        elif names.is_common_family(letters) and not context.MEETS.match(after):
            beside = (
                context.BEHIND_A_PLACE.search(before)
                or context.BEFORE_A_PLACE.match(after)
                or context.BEARS_A_PLACE.match(after)
            )
            return Evidence.DOUBT if beside else Evidence.ALONE
        else:
            sure = context.MEETS.match(after) is not None
        return Evidence.FAMILY_NAME if sure else Evidence.DOUBT

    def _is_told(self, text: str, word: Word, before: str, after: str, seen: bool) -> bool:
        """Whether a name owns, is chosen, leads others, tells its age or signs."""
        begins = not before.strip() or before.rstrip()[-1] in "。、(" or before.endswith("  ")
        chosen = before.endswith("に") and context.CHOSEN.match(after)
        bracketed = seen and before.endswith("(") and text[word.end :].rstrip() == ")"
        return bool(
            bracketed
            or (before.endswith(("は", "が")) and context.OWNER_IS.search(before))
            or (chosen and context.POST_FOR.search(before))
            or (begins and context.TELLS_AGE.match(after))
            or (begins and context.SIGNS.match(text, word.end))
            or context.AND_OTHERS.match(after)
            or context.ADDRESSED.match(after)
            or context.POSSESSES.match(after)
            or context.THE_LATE.search(before)
            or (context.CARE_OF.match(after) and context.BEHIND_A_HOUSE.search(before))
        )

    def _is_of_a_thing(self, text: str, words: Sequence[Word], number: int) -> bool:
        """Whether a thing is named (渡辺の辺, 長谷川の水位, 高橋という橋), or an author cited."""
        word = words[number]
        if context.CALLS_A_THING.match(text, word.end) or context.CITED.match(text, word.end):
            return True
        tied = is_tied(words, number) or (number and words[number - 1].is_person)
        line = context.before(text, word.begin)
        tied = tied and not context.SELF.search(line) and not context.MYSELF.search(line)
        if text[word.end : word.end + 1] in set("ヶヵケ"):  # 横山ヶ丘
            return True
        if tied or word.surface in NO_PERSON or context.NAMES_SOMETHING.match(text, word.end):
            return True
        if _names_a_firm(words, number):
            return True
        if word.part_of_speech != FAMILY and not _ALL_KANJI.fullmatch(word.surface):
            return True
        if context.LIVED_IN.match(text, word.end):
            return True
        if context.LETTER_OF.match(text, word.end) and text[word.end + 1] in word.surface:
            return True
        if word.surface[-1] in "橋川坂山沢" and context.IS_PASSED.match(text, word.end):
            return True
        if word.surface in context.MEASURES and context.IS_MEASURED.match(text, word.end):
            return True
        return word.surface[-1] in "川沢" and context.OF_WATER.match(text, word.end) is not None

    def _is_noted(self, text: str, word: Word) -> bool:
        """Whether a note says what somebody did, how he is reached, or that he speaks."""
        line = context.before(text, word.begin)
        if not context.BEGINS_A_NOTE.search(line):
            return False
        if context.REACHED_BY.match(text, word.end):
            return not self._names.is_body(word.surface)
        is_common = self._names.is_common_family(word.surface)
        if word.part_of_speech != FAMILY and (
            not is_common or self._names.is_body(word.surface) or self._names.is_noun(word.surface)
        ):
            return False
        speaks = context.SPEAKS.search(line) and text[word.end : word.end + 1] == " "
        if speaks and not self._names.is_body(word.surface):
            return True
        return context.NOTED.match(text, word.end) is not None
