"""Whether letters before a title name somebody: 林課長, and not 総務課長, 川崎市長, 患者様."""

import re
from collections.abc import Sequence

from pipeline.privacy.name_words import NameWords, Word
from pipeline.privacy.parts_of_speech import FAMILY, PLACE
from pipeline.privacy.titles import HONORIFICS, LED_BY_PLACE, LED_BY_TOWN, ONE_HOLDS_OFFICE
from pipeline.privacy.units_and_ranks import (
    LEADS_A_HOUSE,
    NO_NAME,
    NO_PERSON,
    TRADES,
    is_unit_or_rank,
)

LINKS = frozenset((" ", "・"))
"""What may stand between the parts of a name."""
_KATAKANA = re.compile("[ァ-ヴー]+")
# Common names that no town or village has today, though a part of a city may be called 木下町.
NO_TOWNS = frozenset(
    re.findall(
        r"\S+",
        "佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 山口 松本 井上 木村 林 斎藤 斉藤 山崎 "
        "阿部 橋本 前田 藤田 後藤 近藤 遠藤 坂本 福田 太田 西村 藤井 岡田 岡本 藤原 中野 原田 竹内 "
        "田村 和田 石田 上田 内田 酒井 宮崎 横山 高木 安藤 宮本 谷口 工藤 今井 高田 増田 丸山 "
        "杉山 大塚 新井 藤本 平野 河野 武田 野口 木下 千葉 菅原 岩崎 佐野 野村 松尾 菊地 杉本 "
        "古川 大西 水野 桜井 山内 西田 菊池 北村 五十嵐 久保田 服部 樋口 秋山 永井 "
        "中西 吉村 大橋 馬場 浜田 星野 矢野 浅野 大久保 三浦 金子 本田 村上 松井 島田 小島",
    )
)


class BeforeTitle:
    """Judges letters before a title."""

    def __init__(self, names: NameWords) -> None:
        self._names = names

    def is_body(self, letters: str, word: Word, title: str) -> bool:
        """Whether a title is that of the head of a place (川崎市長, 大阪支店長)."""
        length = self._names.split(letters)
        if length and not self._names.is_noun(letters[length:]):
            return False  # 神戸陽菜
        if word.part_of_speech.startswith(PLACE) and not self._names.is_family(letters):
            return title not in HONORIFICS or not word.part_of_speech.endswith("一般")
        if title in ("町長", "村長") and letters in NO_TOWNS:
            return False
        if LED_BY_TOWN.search(title):
            return self._names.is_place(letters + "県") or not self._names.is_common_family(letters)
        if not LED_BY_PLACE.search(title) or title[0] == "副":
            return False
        if letters in "東西南北中":
            return True  # 北消防署長
        for led in (title[0], title[-2]):  # 山口県議会議長, 川崎市長
            if led in "県市町村区都府道":
                return self._names.is_place(letters + led)
        return word.part_of_speech.startswith(PLACE)

    def is_name(
        self, words: Sequence[Word], first: int, last: int, letters: str, title: str
    ) -> bool:
        """Whether the words from ``first`` to ``last``, ``letters``, name somebody."""
        names, word = self._names, words[first]
        if letters == "王" and title in ("さん", "氏", "くん", "君"):
            return True  # 王様 is none
        is_honorific = title in HONORIFICS
        if letters in NO_NAME and not (is_honorific and letters not in TRADES):
            return False
        if letters in ONE_HOLDS_OFFICE and not is_honorific:
            return False
        run = words[first : last + 1]
        if all(w.is_person or w.surface in LINKS for w in run):
            return letters not in NO_PERSON
        if title == "オーナー" and len(letters) > 1 and names.is_noun(letters):
            return False  # 棚田オーナー: of what
        leads = letters in LEADS_A_HOUSE and not is_honorific and title[-1] == "長"
        parts = letters.split("・")
        if len(parts) > 1:
            unknown = any(names.is_foreign(p) or not names.known_as(p) for p in parts)
            return unknown and all(map(_KATAKANA.fullmatch, parts))
        spaced = any(w.surface in LINKS for w in run)
        if len(run) > 1 and (names.split(letters) and (spaced or len(letters) > 2)):
            return True
        if (
            len(run) > 1
            and names.split_loosely(letters)
            and (spaced or word.part_of_speech == FAMILY)
        ):
            return True
        if letters in NO_PERSON and not leads:
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
