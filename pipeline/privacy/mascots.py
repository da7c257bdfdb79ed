"""Mascots, apps and robots that are called like persons: 「すいどうまもる君」の着ぐるみ."""

import re
from collections.abc import Iterable, Iterator

from pipeline.privacy.finds import Evidence, Find
from pipeline.privacy.name_words import KANJI

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
_OF_SOMEBODY = re.compile("[のはがもに]")
_KANA = re.compile("[ぁ-んァ-ヴー]+")
_BY_TITLE = (Evidence.TITLE, Evidence.CONTEXT)


def without_mascots(text: str, finds: Iterable[Find]) -> Iterator[Find]:
    """Finds, where a name in kana that a mascot or an app bears is in doubt.

    Args:
        text: in its plain form.
        finds: names of persons.
    """
    for find in finds:
        if find.evidence in _BY_TITLE and _is_mascot(text, find):
            yield find._replace(evidence=Evidence.DOUBT)
        else:
            yield find


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
