"""Names in roman letters, Japanese ones told by their sound: Takumi Morinaga, nishiyama ken.

The dictionary's readings are spelt as people spell them (``roman_spelling``).
"""

import re
from collections.abc import Iterator, Sequence

from pipeline.privacy.finds import Evidence, Find
from pipeline.privacy.human_acts import did
from pipeline.privacy.name_context import after
from pipeline.privacy.name_sounds import Sounds
from pipeline.privacy.name_words import NameWords
from pipeline.privacy.parts_of_speech import PERSON
from pipeline.privacy.roman_spelling import spelling

_NAME = r"[A-Z](?:[a-z'’]+(?:-[A-Za-z][a-z]+)?|[A-Z'’-]{2,})"
_CALLED = re.compile(
    rf"(?<![A-Za-z])(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof)\b\.? ?)(?P<name>{_NAME}(?: {_NAME}){{0,2}})"
)
_INTRODUCED = re.compile(
    rf"(?i:\b(?:this is|my name is|i am|i'm|(?:best |kind |warm )?regards,?|sincerely(?: yours)?,?"
    rf"|yours (?:truly|sincerely),?))\s+(?P<name>{_NAME}(?: {_NAME}){{1,2}})(?![A-Za-z])"
)
_HONOURED = re.compile(
    rf"(?<![A-Za-z0-9._-])(?P<name>{_NAME}(?:[ .]{_NAME}){{0,2}}) ?"
    r"(?:様|さま|さん|氏|殿|先生|君|くん)"
    r"(?![ぁ-ん]*(?:式|型))"
)
# By a name that he has chosen somebody proposes, says, asks: kenji様のご提案.
_WRITES_AS = re.compile(
    r"(?<![A-Za-z0-9@./_-])(?P<name>[A-Za-z][A-Za-z0-9_.-]{1,24}) ?(?:さん|様|さま|氏)"
    r"(?=(?:の|から|より|による|との|に)?[^。、\n]{0,6}?"
    r"(?:提案|意見|指摘|議論|アイデア|発案|発言|投稿|コメント|質問|要望|伺))"
)
_PAIR = re.compile(
    r"(?<![A-Za-z0-9.@/_-])([A-Za-z]{2,12})[ ,_-]{1,2}([A-Za-z]{2,12})(?![A-Za-z0-9@._/-])"
)
_INITIAL = re.compile(r"(?<![A-Za-z.@/])[A-Z]\. ?(?P<family>[A-Z][a-z]{2,})(?![A-Za-z@.])")
# Somebody gives a name of one word, or is told to be called so: matsuuraです。 DAIと呼ばれ.
_SAYS = re.compile(
    r"(?<![A-Za-z0-9.@/_-])(?P<name>[A-Za-z]{3,12}) ?(?:(?P<is>です(?=[。、!\n]|$))"
    r"|と(?:申|もう)し|という(?:者|名前)|と呼(?:ば|んで)|と名乗)"
)
# A thing that bears a name, as it stands there: SHIMURAの表札.
_BEARS = re.compile(
    r"(?<![A-Za-z0-9.@/_ -])(?P<name>[A-Z][A-Za-z]{3,11}) ?"
    r"(?:の(?:表札|名札|名刺|印鑑|判子|はんこ|署名|綴り|つづり|スペル)"
    r"|と(?:名前[がを]|書[いか]|記[しさ]|署名|サイン|刻[んま]|印字|印刷))"
)
# Between words in Japanese, written small: tomoko sakuraiの口座.
_SMALL_PAIR = re.compile(
    r"(?<![A-Za-z0-9.@/_ -])(?P<name>[a-z]{2,12} [a-z]{2,12})(?= ?[ぁ-んァ-ヴー一-龠、。」)])"
)
_BEGINS = re.compile(r"(?:^|[\n。、「(:]|は|の) ?$")
_ACTS = re.compile(r"(?<![A-Za-z0-9.@/_ -])(?P<name>[A-Z][a-z]{3,11}) ?(?=[がはもにか宛])")
_SAN = re.compile(
    r"(?<![A-Za-z0-9.@/_-])(?P<name>[A-Z][a-z]{2,11})[- ](?:san|sama|sensei|kun|chan)(?![a-z])"
)
# What they need, sought first because that is cheap.
_WORD, _LONG_WORD = re.compile("[A-Z](?:[A-Za-z'’]{2}|\\.|[a-z])"), re.compile("[A-Za-z]{3}")
_OF_OFFICES = re.compile(
    "Prefecture|Prefectural|City|Town|Village|Ward|Office|Division|Section|Bay"
)
_SHORTEST_IN_CAPITALS = 6  # letters; what is shorter is a body (NTT様)
_SHORTEST_PAIR = 7  # letters of both names


class RomanNames:
    """Finds names in roman letters in running text."""

    def __init__(self, names: NameWords) -> None:
        self._names = names

    @property
    def _sounds(self) -> Sounds:
        return self._names.sounds

    def finds(self, text: str) -> Iterator[Find]:
        """Names beside an English title or greeting, before 様, introduced, and full ones by sound.

        Args:
            text: in its plain form.
        """
        if _WORD.search(text):
            yield from self._capital(text)
        for found in _SMALL_PAIR.finditer(text):
            if self.is_common_full(found["name"].split()):
                yield Find(*found.span(), "氏名", Evidence.FULL_NAME)
        for found in _WRITES_AS.finditer(text):
            if not (found["name"].isupper() and len(found["name"]) < _SHORTEST_IN_CAPITALS):
                yield Find(*found.span("name"), "氏名", Evidence.TITLE)
        for found in _SAYS.finditer(text) if _LONG_WORD.search(text) else ():
            name, line = found["name"], text[max(found.start() - 2, 0) : found.start()]
            called = not found["is"] and not self.is_word(name) and not self.is_thing(name)
            if (called and self.is_name(name)) or (
                found["is"] and _BEGINS.search(line) and self.is_family(name)
            ):
                yield Find(*found.span("name"), "氏名", Evidence.SIGNATURE)

    def _capital(self, text: str) -> Iterator[Find]:
        """What begins with a capital."""
        for found in _INITIAL.finditer(text):
            if self.is_family(found["family"]):
                yield Find(*found.span(), "氏名", Evidence.FULL_NAME)
        for pattern, evidence in (
            (_CALLED, Evidence.TITLE),
            (_SAN, Evidence.TITLE),
            (_INTRODUCED, Evidence.SIGNATURE),
        ):
            for found in pattern.finditer(text):
                yield Find(*found.span("name"), "氏名", evidence)
        for found in _HONOURED.finditer(text):
            if all(self._may_be_a_name(word) for word in re.split("[ .]", found["name"])):
                yield Find(*found.span("name"), "氏名", Evidence.TITLE)
        for found in _ACTS.finditer(text):
            name, acts = found["name"], did(after(text, found.end()), seen=True)
            told = self.is_family(name) or (len(name) > 4 and self.is_name(name))
            if acts and told and not self.is_word(name) and not self.is_thing(name):
                yield Find(*found.span("name"), "氏名", Evidence.FAMILY_NAME)
        for found in _BEARS.finditer(text):
            if self.sounds_common(found["name"]):
                yield Find(*found.span("name"), "氏名", Evidence.FAMILY_NAME)
        for found in _PAIR.finditer(text):
            if found[1][0].isupper() and found[2][0].isupper() and self.is_full(found[1], found[2]):
                yield Find(*found.span(), "氏名", Evidence.FULL_NAME)

    def is_full(self, first: str, second: str) -> bool:
        """Whether two words are a family and a given name, in either order."""
        if len(first) + len(second) < _SHORTEST_PAIR or self.is_word(first) or self.is_word(second):
            return False
        one, other = spelling(first), spelling(second)
        return any(
            family in self._sounds.roman_families and given in self._sounds.roman_givens
            for family, given in ((one, other), (other, one))
        )

    def is_common(self, words: Sequence[str]) -> bool:
        """Whether a family name that is not rare, or a full one, sounds so, whatever else it is."""
        sounds = [spelling(word) for word in words]
        families, givens = self._sounds.roman_common_families, self._sounds.roman_common_givens
        if len(sounds) == 1:
            return (
                len(words[0]) > 2
                and sounds[0] in families
                and sounds[0] not in self._sounds.roman_nouns
            )
        return len(sounds) == 2 and any(
            one in families and other in givens for one, other in (sounds, sounds[::-1])
        )

    def names_one(self, words: Sequence[str]) -> bool:
        """Whether two words are such a name, or a family name with an initial (abe-m)."""
        family, given = words
        return self.is_common_full(words) or (len(given) == 1 and self.is_common([family]))

    def is_common_full(self, words: Sequence[str]) -> bool:
        """Whether two words are a full name that is not rare, however they begin (abe-masao)."""
        long = sum(map(len, words)) >= _SHORTEST_PAIR
        nouns = [spelling(word) in self._sounds.roman_nouns for word in words]
        return (
            long and self.is_common(words) and not all(nouns) and not any(map(self.is_word, words))
        )

    def sounds_common(self, word: str) -> bool:
        """Whether a family name that is not rare sounds so, and maybe something else."""
        return len(word) > 2 and spelling(word) in self._sounds.roman_common_families

    def is_family(self, word: str) -> bool:
        """Whether a word is a family name by its sound and nothing else."""
        return not self.is_word(word) and spelling(word) in self._sounds.roman_families

    def is_name(self, word: str) -> bool:
        """Whether a word is a family or a given name by its sound."""
        return self.is_family(word) or spelling(word) in self._sounds.roman_givens

    def is_thing(self, word: str) -> bool:
        """Whether the dictionary has it as a product, firm or place (Honda)."""
        parts = self._names.known_as(word) | self._names.known_as(word.capitalize())
        return any(not part.startswith(PERSON) for part in parts)

    def _may_be_a_name(self, word: str) -> bool:
        if word.isupper() and len(word) < 6:
            return self.is_family(word)
        named = "名詞,固有名詞,一般" in self._names.known_as(word) and not self.is_family(word)
        return not named and not self.is_word(word)

    def is_only_family(self, word: str) -> bool:
        """The same where no common noun sounds so either (kaitou is 回答)."""
        return self.is_family(word) and spelling(word) not in self._sounds.roman_nouns

    def is_word(self, word: str) -> bool:
        """Whether it is a word, a place or a product, however it begins."""
        forms = {word, word.lower(), word.capitalize()}
        return any(
            part.startswith(("名詞,普通名詞", "名詞,固有名詞,地名", "形", "動", "副", "感", "接"))
            for form in forms
            for part in self._names.known_as(form)
        ) or bool(_OF_OFFICES.fullmatch(word))
