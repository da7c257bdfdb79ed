"""Mascots, apps, robots and gods that are called like persons: 「すいどうまもる君」の着ぐるみ."""

import re
from collections.abc import Iterable, Iterator

from pipeline.privacy.finds import Evidence, Find
from pipeline.privacy.name_words import KANJI, NameWords

_KIND = (
    "(?:マスコット|(?:ゆる)?キャラ(?:クター)?|アプリ|ロボット|ボット|着ぐるみ|ぬいぐるみ|人形|絵本|紙芝居|アニメ|動画|番組"
    "|教材|シール|グッズ|システム|ソフト|サービス|サイト|ポスター|冊子|イラスト)"
)
_CALLED = rf"[「『\"]?[ぁ-んァ-ヴー{KANJI}]{{0,8}}"
# All patterns read the plain form of a text, up to the name or from its title on.
_BEFORE = re.compile(rf"{_KIND}(?:の|は|である|名は|名の)? ?{_CALLED}\Z")
_BEHIND = re.compile(
    rf"(?:さん|くん|君|ちゃん|先生)[」』\"]?(?:の|という|と(?:い|呼ば)[^。、\n]{{0,4}}?)[^。、\n]{{0,6}}?{_KIND}"
)
_IN_QUOTES = re.compile(
    r"(?:さん|くん|君|ちゃん)[」』\"](?:の|を|より|など|という(?![^。、\n]{0,3}[人方者子]))"
)
_OPENS = re.compile(rf"(?P<before>[^「『\"\n]?)[「『\"][ぁ-にぬ-んァ-ヴー{KANJI}]{{0,6}}\Z")
# Where people go to pray: 荒神さんへお参り.
_PRAYED_TO = re.compile(
    "(?:さん|様|さま)(?:へ|の|に|まで)(?:お?[参詣]り|詣で|初詣|上がる|登る|石段|境内|鳥居|参道|お?祭り|縁日|お?社|祠|ほこら|お札|お?賽銭|前の坂|裏の杉)"
)
_OF_SOMEBODY = re.compile("[のはがもに]")
_KANA = re.compile("[ぁ-んァ-ヴー]+")
_BY_TITLE = (Evidence.TITLE, Evidence.CONTEXT)


def without_mascots(text: str, finds: Iterable[Find], names: NameWords) -> Iterator[Find]:
    """Finds, where a name in kana that a mascot or an app bears, or one of a god, is in doubt.

    Args:
        text: in its plain form.
        finds: names of persons.
        names: what can be a name.
    """
    for find in finds:
        if find.evidence in _BY_TITLE and (_is_mascot(text, find) or _is_god(text, find, names)):
            yield find._replace(evidence=Evidence.DOUBT)
        else:
            yield find


def _is_god(text: str, find: Find, names: NameWords) -> bool:
    name = text[find.begin : find.end]
    other = names.is_noun(name) or not names.is_common_family(name)
    return other and _PRAYED_TO.match(text, find.end) is not None


def _is_mascot(text: str, find: Find) -> bool:
    if not _KANA.fullmatch(text, find.begin, find.end):
        return False
    before = text[max(find.begin - 16, 0) : find.begin]
    if _BEFORE.search(before) or _BEHIND.match(text, find.end):
        return True
    opens = _OPENS.search(before)
    return bool(
        opens and not _OF_SOMEBODY.fullmatch(opens["before"]) and _IN_QUOTES.match(text, find.end)
    )
