"""Whether a phrase can stand as a heading without the words around it."""

import re
from collections.abc import Sequence

from pipeline.text.tokens import Token

_THIN = """
影響 目的 課題 問題 懸念 恐れ 虞 実情 認識 概念 内容 違い 手法 方法 有効性
必要性 重要性 可能性 考え方 考え 不安 困難 根拠 文言 表現 文章 追記 削除 修正
修文 明記 原案 本案 趣旨 言及 関係者 留意 工夫 姿 形 部分 項目 指摘 説明
参考 現状 原因 文脈 見解 立場 方向 方向性 視点 明確 不明 歓迎 賛成 反対 評価
期待 意図 意味 改善 程度 事情 状況 観点 理由 箇所 意見 要望 提案 記載 記述
全体 検討 対応 取組 実施 推進 限定 前提 余地
"""
THIN_WORDS = frozenset(_THIN.split())
"""Words of any comment on anything: they say little by themselves and end a name poorly."""
_WHO = re.compile(
    "(国|地方|自治体|都道府県|市町?村?|町村|省庁|団体|部門|職員|者|住民|国民|市民|人々)$"
)
"""Who acts or is concerned; a heading says what it is about."""


def completeness(words: Sequence[Token], chosen: Sequence[int], stop: int) -> float:
    """Less than 1 for what was cut out of a larger whole, or leans on what stands elsewhere.

    Args:
        words: the opinion's tokens in order.
        chosen: positions of the phrase's tokens.
        stop: position after the last of them.
    """
    share = 1.0
    last = words[chosen[-1]]
    before = words[chosen[0] - 1] if chosen[0] else None
    after = words[stop] if stop < len(words) else None
    if before is not None and before.part_of_speech.startswith(("動詞", "助動詞", "連体詞")):
        share *= 0.85  # 姿 from 目指すべき姿
    if before is not None and before.surface == "・" and chosen[0] > 1:
        # リ・スキリング is one word; 省エネ技術 from 環境・省エネ技術 can stand, if need be
        share *= 0.85 if len(words[chosen[0] - 2].surface) > 1 else 0.0
    if after is not None and after.surface == "・":
        share *= 0.85
    if last.normal_form in THIN_WORDS:
        share *= 0.8
    if len(chosen) > 1 and words[chosen[0]].normal_form in THIN_WORDS:
        share *= 0.7  # 考え方の整理 from 利用料金の考え方の整理
    if len(chosen) == 1 and ("サ変" in last.part_of_speech or "形状詞" in last.part_of_speech):
        share *= 0.75  # 反映, 適当: of what?
    if len(chosen) == 1 and len(last.surface) < 3:
        share *= 0.85
    if _WHO.search(last.surface):
        share *= 0.85
    if any(words[index].part_of_speech.startswith("名詞,数詞") for index in chosen):
        share *= 0.85
    return share
