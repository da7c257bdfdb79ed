"""Marks of headings that are a word with a number: 施策１－１, 【戦略２】, 柱Ⅰ, 取組①."""

import re

NAMED_RANK = 4.5
"""Of 施策１－１ and 基本目標２: below articles, above 1. One that is first of its kind stands below
whatever is open down to 1 (３　施策の展開, 基本目標１)."""
_NAMES = (
    r"(?:基本|重点|個別|主要|具体的?な?|推進)?(?:施策|目標|方針|プロジェクト|戦略|柱|視点|取組|事業"
    r"|課題|テーマ|論点|提言|アクション|資料|方向性?)"
)
NAMED = re.compile(
    rf"\s*(?P<open>[【＜<〈《「『]?)\s*(?P<name>{_NAMES})\s*"
    rf"(?P<number>[0-9０-９]{{1,2}}(?:[-‐－―−.．][0-9０-９]{{1,2}}){{0,2}}|[①-⑳]|[Ⅰ-Ⅻ])\s*[】＞>〉》」』]?"
    rf"(?:[\s　．.:：]+(?=\S)(?![0-9０-９])|$)"
)
