"""Names beside a title that what stands around has to tell, not the dictionary alone.

大西町会長殿 (the chair of a 町会), 湊支所長のときは (remembered by the office), 防災士の川さん,
真くん.
"""

import re
from collections.abc import Sequence

from pipeline.privacy.before_titles import NO_TOWNS
from pipeline.privacy.name_words import KANJI, NameWords, Word
from pipeline.privacy.titles import OF_CHILDREN
from pipeline.privacy.units_and_ranks import MEANS_NOBODY, NO_PERSON, is_unit_or_rank

_CHAIR = re.compile("(?:内?会|議会?)長 ?(?:様|さま|さん|殿|氏)")
_IN_OFFICE_ONCE = re.compile("(?:の|だった)(?:とき|時|頃|ころ)|時代|だった")
_SOMEBODY = re.compile("(?:[士師員官生手長係]|先生|担当|通訳|同僚|友人|隣|出身)$")
_KATAKANA_TRADE = re.compile(
    "(?:ヘルパー|マネ(?:ー?ジャー)?|ナース|スタッフ|オーナー|リーダー|ワーカー|ドライバー)$"
)
_TRADES = frozenset("屋者家組団局員士師社店業手方衆達人類様殿校園院所")
"""Last letters of firms and of those who work there (自転車屋さん, 工事業者さん)."""
_LONGEST_FAMILY = 5
_ALL_KANJI = re.compile(f"[{KANJI}]+")
_MANY = frozenset("皆孫婿犬猫馬牛鳥魚花親患星月山海")
"""Letters before さん that name nobody (保護者会長の皆さん)."""
_LETTER, _KATAKANA = re.compile(f"[{KANJI}]"), re.compile("[ァ-ヴー]{2,}")


_HEAD_OF_TOWN = re.compile("[市町村区](?=長)")
_ADDRESSED = re.compile("[市町村区]長 *(?:様|さま|殿|宛て?|あて|御中)? *(?:\n|$)")


class PersonsMeant:
    """Judges words before a title by what stands around them."""

    def __init__(self, names: NameWords) -> None:
        self._names = names

    def chair(self, words: Sequence[Word], number: int) -> tuple[int, int] | None:
        """The name in 大西町|会長殿, a letter to the chair of a 町会."""
        town, name = words[number - 1], words[number - 1].surface[:-1]
        if not town.surface.endswith("町"):
            return None
        led = "".join(word.surface for word in words[number : number + 4])
        is_name = len(name) > 1 and _CHAIR.match(led) and self._names.is_common_family(name)
        return (town.begin, town.end - 1) if is_name else None

    def is_town(self, words: Sequence[Word], first: int, letters: str) -> bool:
        """Whether a town that no dictionary has is led by somebody (緑原市長).

        The text names the town, or its head fills a line as a letter is addressed.
        """
        begin = words[first].begin + len(letters)
        behind = "".join(word.surface for word in words[first : first + 8])
        head = _HEAD_OF_TOWN.match(behind, begin - words[first].begin)
        if not head or letters in NO_TOWNS:
            return False
        begins = first == 0 or words[first - 1].surface[-1] in "\n:】]"
        town = re.compile(re.escape(letters + head[0]) + "(?!長)")
        addressed = begins and _ADDRESSED.match(behind, head.start())
        return bool(addressed or town.search("".join(word.surface for word in words)))

    def held_office(self, words: Sequence[Word], number: int, letters: str) -> bool:
        """Whether somebody is remembered by the office (湊支所長のときは)."""
        behind = "".join(word.surface for word in words[number : number + 6])
        rank = behind.find("長") + 1
        return (
            rank > 0
            and self._names.is_common_family(letters)
            and not self._names.is_body(letters)
            and _IN_OFFICE_ONCE.match(behind, rank) is not None
        )

    def of_somebody(self, words: Sequence[Word], last: int, title: str) -> tuple[int, int] | None:
        """What is no family name behind words that say who is meant (防災士の川さん, 真くん)."""
        word = words[last]
        letter = _LETTER.fullmatch(word.surface)
        if word.surface in MEANS_NOBODY | NO_PERSON | _MANY:
            return None
        if title in OF_CHILDREN and self._names.is_given(word.surface):
            return word.begin, word.end
        led = (
            last > 1
            and words[last - 1].surface == "の"
            and _SOMEBODY.search(words[last - 2].surface)
        )
        foreign = _KATAKANA.fullmatch(word.surface) and (
            not self._names.known_as(word.surface) or self._names.is_foreign(word.surface)
        )
        if led and (letter or foreign):
            return word.begin, word.end
        return self._unknown(words, last)

    def _unknown(self, words: Sequence[Word], last: int) -> tuple[int, int] | None:
        """Words that together are none behind somebody (ヘルパーの一番|合戦さん), and no trade."""
        first = last
        while first and _ALL_KANJI.fullmatch(words[first - 1].surface):
            first -= 1
        letters = "".join(word.surface for word in words[first : last + 1])
        led = first > 1 and words[first - 1].surface == "の"
        is_name = (
            led
            and first < last
            and len(letters) <= _LONGEST_FAMILY
            and letters[-1] not in _TRADES
            and not is_unit_or_rank(letters)
            and (
                _SOMEBODY.search(words[first - 2].surface) is not None
                or _KATAKANA_TRADE.search(words[first - 2].surface) is not None
            )
            and not self._names.known_as(letters)
        )
        return (words[first].begin, words[last].end) if is_name else None
