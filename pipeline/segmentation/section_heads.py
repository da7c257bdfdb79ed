"""What a line of an answer announces: the place it speaks of, the opinion, or the reason."""

import re
from typing import Literal

Kind = Literal["place", "opinion", "reason"]

_HEAD = re.compile(
    r"[ 　\t●▼■◆○〇・◎▽▲□]{0,8}(?:[0-9０-９①-⑳][.．\s　]{0,4})?"
    r"(?P<open>[【（(＜<［\[〔]?)[ 　]{0,4}[0-9０-９①-⑳]?"
    r"(?P<name>[^\s：:】）)＞>］〕\n。、]{1,12}?)"
    r"[0-9０-９①-⑳]{0,3}[ 　]{0,4}(?P<close>[】）)＞>］\]〕][：:]?|[：:]|$)",
    re.MULTILINE,
)
_PLACE = re.compile(
    r"[ 　\t・●○〇■【（(\[［0-9０-９①-⑳）)]{0,8}?"
    r"(?:該当(?:箇所|部分|場所)|[PpＰｐ][.．\s　]{0,3}[0-9０-９]|(?:ページ|頁)[ 　]*[0-9０-９]"
    r"|[0-9０-９]{1,4}[ 　]*(?:頁|ページ))"
)
_OPINION_NAME = re.compile(
    r"(?:御|ご)?意見(?:等)?(?:の)?(?:内容|概要|要旨)?|要望(?:事項|内容)?|提案(?:内容)?|質問"
)
_PLACE_NAME = re.compile(r"(?:意見)?(?:該当|対象)?(?:箇所|頁|ページ|行目|部分)")
_REASON_NAME = re.compile(
    r"(?:理由|背景|根拠|現行|現状|参考|補足|備考|注|例|修正|変更|追加|原文|案|課題|趣旨|具体例|出典)"
    r"[一-龠々ァ-ヴー]{0,4}"  # 修正案, 変更内容; longer names are headings of their own
)


def section_kind(text: str, begin: int) -> Kind | None:
    """What the line at an offset announces; None where it is no such heading.

    >>> [section_kind(line, 0) for line in ("【意見】", "3頁12行目", "（理由）", "理由は次の")]
    ['opinion', 'place', 'reason', None]
    """
    if _PLACE.match(text, begin):
        return "place"
    found = _HEAD.match(text, begin)
    if found is None:
        return None
    name = found["name"]
    if _OPINION_NAME.fullmatch(name):
        return "opinion"
    if _PLACE_NAME.fullmatch(name):
        return "place"
    return "reason" if _REASON_NAME.fullmatch(name) or name.endswith("理由") else None
