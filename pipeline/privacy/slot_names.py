"""Names in slots (``person_slots``), judged by their letters.

Kana are told by the readings of common family and given names, words in katakana or roman letters
by what the dictionary has or lacks, two or three kanji by the families of China and Korea.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from pipeline.privacy.chunks import between_words
from pipeline.privacy.families_abroad import HARDLY_WORDS, IN_KATAKANA, IN_ROMAN
from pipeline.privacy.finds import Evidence, Find
from pipeline.privacy.human_acts import AROUND
from pipeline.privacy.name_words import NameWords, Word
from pipeline.privacy.parts_of_speech import PERSON, PLACE
from pipeline.privacy.person_slots import Slot, filled_slots
from pipeline.privacy.persons_of_the_past import PERSONS_OF_THE_PAST
from pipeline.privacy.roman_names import RomanNames
from pipeline.privacy.titles import OFFICES, beginnings

_EVIDENCE = {
    Slot.SAID: Evidence.SIGNATURE,
    Slot.IS: Evidence.SIGNATURE,
    Slot.SIGNED: Evidence.SIGNATURE,
    Slot.KIN: Evidence.FAMILY_NAME,
    Slot.NEAR: Evidence.FAMILY_NAME,
    Slot.ACTS: Evidence.FAMILY_NAME,
    Slot.ROLE: Evidence.CUE,
    Slot.TITLED: Evidence.TITLE,
}
_GAP = re.compile(" ?[・=] ?| |-")
_KATAKANA, _HIRAGANA = re.compile("[ァ-ヴー]"), re.compile("[ぁ-ん]")
_ROMAN = re.compile("[A-Za-z]")
_CHAIN = re.compile(r"(?<![ァ-ヴー・])[ァ-ヴー]+(?:[・=][ァ-ヴー]+){1,4}(?![ァ-ヴー・])")
_ALONE = re.compile(r"(?<![ァ-ヴー・])[ァ-ヴ][ァ-ヴー]{2,6}(?![ァ-ヴー・])")
_RUN = re.compile(r"(?<![ァ-ヴー・ ])[ァ-ヴ][ァ-ヴー]{4,8}(?=[のはがをにでと、。])")
_TELEGRAM = re.compile(
    "[^ぁ-ん一-龠]*[ァ-ヴー]{3}[^ぁ-ん一-龠]*"
    "(?:デス|マス|マシタ|ヨリ|クダサイ| [ノヲハガニヘデト] )[^ぁ-ん一-龠]*"
)
"""A text in katakana alone is read as hiragana, in which particles end a name."""
_TO_HIRAGANA = {number: number - 0x60 for number in range(0x30A1, 0x30F7)}
_AFFIXES = ("接頭辞", "接尾辞,名詞的,一般")
_OF_A_WORD = ("名詞,普通名詞", "形状詞", "副詞", "代名詞", "感動詞", "連体詞", "接続詞", "助詞")
_CALLED = frozenset((Slot.SAID, Slot.KIN, Slot.NEAR, Slot.TITLED))
"""Slots in which a word that nobody knows is a name."""
_LIVES = re.compile(
    "と(?:息子|娘|弟|妹|[長次三][男女])の|(?:の|が|も|は)、?[^。、\\n]{0,12}?(?:通|入[るりっ]|入学|入院|やめ|辞め|生まれ|進学|卒業|学校|保育|学童|介護|看護|通院"
    "|将来を|世話|障害|病気|遊|泣|歩|言|[歳才]|[一二三四五六1-6]年生|年[長中少]|アレルギ|喘息|ぜんそく|発達|発熱)"
)


class SlotNames:
    """Finds names in slots, and chains in katakana that may be some. Not safe to share."""

    def __init__(self, names: NameWords, roman: RomanNames) -> None:
        self._names = names
        self._roman = roman

    def finds(self, text: str, words: Sequence[Word]) -> Iterator[Find]:
        """Names in slots; in doubt, chains in katakana anywhere.

        Args:
            text: in its plain form.
            words: of this text, in order.
        """
        if _TELEGRAM.fullmatch(text):
            text = text.translate(_TO_HIRAGANA)
            words = self._names.cut(text)
        begins: frozenset[int] | None = None
        for begin, end, slot in filled_slots(text):
            name = text[begin:end]
            if _KATAKANA.match(name):
                sure = self._in_katakana(name, slot, text[end : end + 8])
            elif _HIRAGANA.match(name):
                sure = not _reads_on(name, between_words(words, begin, end)) and self._in_hiragana(
                    name, slot, text[end : end + 24]
                )
            elif _ROMAN.match(name):
                sure = self._in_roman(name, slot, text[end : end + 24])
            else:
                begins = begins or frozenset(word.begin for word in words)
                sure = self._in_kanji(text, begin, end, slot, begins)
            if sure:
                yield Find(begin, end, "氏名", _EVIDENCE[slot])
        yield from self._by_sound(text)
        for chain in _CHAIN.finditer(text) if "・" in text or "=" in text else ():
            parts = _GAP.split(chain[0])
            if self._names.known_as(chain[0]) or chain[0] in PERSONS_OF_THE_PAST:
                continue
            if self._is_chain(parts, told=len(parts) > 2):
                abroad = parts[0] in IN_KATAKANA and all(
                    len(part) < 5
                    and (
                        part in IN_KATAKANA
                        or (len(part) < 4 and self._names.is_foreign(part))
                        or not self._names.is_noun(part)
                    )
                    for part in parts
                )
                if not OFFICES.isdisjoint(beginnings(words, bisect_left(words, (chain.end(),)))):
                    continue
                evidence = Evidence.FULL_NAME if abroad else Evidence.DOUBT
                yield Find(*chain.span(), "氏名", evidence)

    def _by_sound(self, text: str) -> Iterator[Find]:
        """Words that sound like a family name and are no others, without anybody around."""
        names = self._names
        for word in _RUN.finditer(text):
            name = word[0]
            length = names.split_by_sound(name)
            if (
                length > 2
                and names.is_common_sound(name[:length])
                and names.is_common_given_sound(name[length:])
                and not names.known_as(name)
                and not names.is_noun(name[:length])
            ):
                yield Find(*word.span(), "氏名", Evidence.FULL_NAME)
        for word in _ALONE.finditer(text):
            name = word[0]
            if names.is_common_sound(name) and not any(
                part.startswith(_OF_A_WORD) or not part.startswith(PERSON)
                for part in names.known_as(name)
            ):
                yield Find(*word.span(), "氏名", Evidence.DOUBT)

    def _is_chain(self, parts: Sequence[str], *, told: bool) -> bool:
        """Whether words are a foreign name: at least half may be one, and one is no noun.

        Args:
            parts: of the name.
            told: whether somebody must stand there, so that nobody need know them.
        """
        names = self._names
        if max(map(len, parts)) < 2 or len(parts) < 2:
            return False
        persons = [
            part in IN_KATAKANA
            or names.is_foreign(part)
            or names.is_given(part)
            or names.is_family(part)
            for part in parts
        ]
        sure = [
            known and not names.is_noun(part) for part, known in zip(parts, persons, strict=True)
        ]
        unknown = sum(not names.known_as(part) for part in parts)
        return (
            all(persons)
            or (any(sure) and 2 * (sum(persons) + unknown) >= len(parts))
            or (told and sum(persons) + unknown >= len(parts))
        )

    def _in_katakana(self, name: str, slot: Slot, after: str) -> bool:
        parts, names = _GAP.split(name), self._names
        joined = "".join(parts)
        if slot is Slot.TITLED and _OLD.match(after) and names.sounds_like_given(joined):
            return True  # キヌ婆さん
        if slot is Slot.TITLED and len(joined) == _SHORTEST and names.is_foreign(joined):
            return joined not in _NO_NAMES  # ランさん
        if len(parts) > 1:
            return self._is_chain(parts, told=True) or (
                len(parts) == 2
                and names.sounds_like_family(parts[0])
                and names.sounds_like_given(parts[1])
            )
        if len(joined) < 2 or joined in _NO_NAMES:
            return False
        known = names.known_as(joined)
        if not names.is_noun(joined) and names.is_common_full_name(joined):
            return True
        says = slot in (Slot.SAID, Slot.IS, Slot.ROLE, Slot.TITLED)
        if says and names.is_family(joined) and names.is_common_sound(joined):
            return True
        if names.is_noun(joined) or names.is_place(joined) or slot is Slot.SIGNED:
            return False
        if any(part.endswith("固有名詞,一般") for part in known) and not names.is_common_sound(
            joined
        ):
            return False
        if names.is_common_sound(joined) or (
            names.is_given(joined) and slot in (Slot.KIN, Slot.SAID)
        ):
            return True
        if slot in _CALLED:
            return (
                names.is_foreign(joined)
                or (not known and len(joined) < 8)
                or (slot in (Slot.KIN, Slot.SAID) and names.sounds_like_given(joined))
            )
        return names.is_foreign(joined) and len(joined) > 2

    def _in_hiragana(self, name: str, slot: Slot, after: str) -> bool:
        names, joined = self._names, name.replace(" ", "")
        if slot is Slot.KIN and names.is_given(joined) and _LIVES.match(after):
            return True
        told = slot is Slot.ROLE or (slot is Slot.TITLED and _RANK.match(after))
        if told and names.is_common_sound(joined) and not _SIDE.fullmatch(joined):
            return slot is not Slot.ROLE or len(joined) > 2
        if any(part.startswith(_OF_A_WORD) for part in names.known_as(joined)):
            return False
        if names.is_common_full_name(joined):
            return True
        if " " in name or slot is Slot.SIGNED or joined in _NO_NAMES:
            return False
        if slot in (Slot.KIN, Slot.SAID):
            known = names.known_as(joined)
            says = slot is Slot.SAID and len(joined) > 2 and names.is_common_sound(joined)
            return (
                says
                or names.is_common_given_sound(joined)
                or (not known and names.sounds_like_given(joined))
            )
        is_other = any(not part.startswith((PERSON, PLACE)) for part in names.known_as(joined))
        return names.is_common_sound(joined) and not is_other and len(joined) > 2

    def _in_roman(self, name: str, slot: Slot, after: str) -> bool:
        parts = [part for part in re.split("[ .-]+", name) if len(part) > 1]
        if name == "NaN":  # how machines write an empty cell
            return False
        says = slot in (Slot.SAID, Slot.IS, Slot.SIGNED, Slot.KIN)
        if says and parts and self._roman.is_common(parts):
            return True
        if slot is Slot.SAID and len(parts) == 1 and self._roman.sounds_common(parts[0]):
            return True
        if not parts or (any(map(self._roman.is_word, parts)) and parts[0].lower() not in IN_ROMAN):
            return False
        if len(parts) > 1:
            abroad = parts[0].lower() in IN_ROMAN or parts[-1].lower() in IN_ROMAN
            return (
                abroad
                or self._roman.is_full(parts[0], parts[-1])
                or (
                    slot in (Slot.SAID, Slot.SIGNED, Slot.IS)
                    and not any(map(self._roman.is_thing, parts))
                )
            )
        around = slot in (Slot.KIN, Slot.NEAR) and parts[0][1:].islower() and AROUND.match(after)
        return (
            len(parts[0]) > 2
            and bool(self._roman.is_name(parts[0]) or around)
            and not self._roman.is_thing(parts[0])
        )

    def _in_kanji(
        self, text: str, begin: int, end: int, slot: Slot, begins: frozenset[int]
    ) -> bool:
        names, name = self._names, text[begin:end]
        if slot is Slot.KIN and len(name) == 1:
            return begin in begins
        if slot is Slot.KIN and text[begin - 1] == "(":
            return self._is_given_alone(name)
        if slot is Slot.KIN:
            if (
                begin not in begins
                or not (end in begins or end == len(text))
                or not names.is_given(name)
            ):
                return False
            tied = text[begin - 1] not in "の、・"
            return tied or not names.is_noun(name) or _LIVES.match(text, end) is not None
        if slot is Slot.SAID and begin in begins and names.is_given(name):
            return not names.is_noun(name)
        is_abroad = name[0] in HARDLY_WORDS and len(name) < 4 and not names.known_as(name)
        if not is_abroad or begin + 1 not in begins:
            return False
        return slot is not Slot.NEAR or AROUND.match(text, end) is not None

    def _is_given_alone(self, name: str) -> bool:
        """Whether a given name fills brackets: a known one, or letters that are no word (心春)."""
        words = self._names.cut(name)
        if any("数詞" in word.part_of_speech for word in words):
            return False  # 小三
        if self._names.known_as(name):
            return self._names.is_given(name) and not self._names.is_noun(name)
        return all(
            len(word.surface) == 1 and not word.part_of_speech.startswith(_AFFIXES)
            for word in words
        )


def _reads_on(name: str, inside: Sequence[Word]) -> bool:
    """Whether words of a sentence stand there: あります, そのため, えみさん."""
    if name.endswith(("さん", "さま", "くん", "ちゃん", "です", "ます")):
        return True
    if len(inside) < 2 or " " in name:
        return False
    return inside[0].part_of_speech.startswith(_BEGINS_A_PHRASE) or inside[
        -1
    ].part_of_speech.startswith(("助", "動詞,非自立"))


_BEGINS_A_PHRASE = ("連体詞", "接続詞", "代名詞", "感動詞", "副詞")
_SHORTEST = 2  # letters
_OLD = re.compile(" ?(?:[婆爺]|お?ば[あー]|お?じ[いー])")
_RANK = re.compile(" ?(?:[課係部室局次]長|主[任査事]|教授)")
_SIDE = re.compile("ひがし|にし|みなみ|きた|なか|うえ|した|おもて|うら|こども|みどり")
_NO_NAMES = frozenset(
    (
        "そう",
        "こと",
        "もの",
        "とき",
        "ところ",
        "ため",
        "よう",
        "ほう",
        "まま",
        "うち",
        "もと",
        "ほか",
        "さい",
        "ここ",
        "そこ",
        "あと",
        "まえ",
        "わたし",
        "みんな",
        "いま",
        "これ",
        "それ",
        "どこ",
        "だれ",
        "なに",
        "すべて",
        "ママ",
        "パパ",
        "ワン",
        "ニャン",
        "わん",
        "にゃん",
        "ワンワン",
        "ゆる",
        "おっ",
        "アン",
        "さん",
        "さま",
        "ちゃん",
        "くん",
        "たち",
        "ども",
        "がた",
    )
)
