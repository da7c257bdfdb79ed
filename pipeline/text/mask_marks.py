"""Marks that stand for personal data in a text, 〔氏名〕 and the like: no words of its author."""

import re
from typing import Literal, get_args

Kind = Literal[
    "メール",
    "アカウント",
    "電話番号",
    "生年月日",
    "口座番号",
    "車両番号",
    "個人番号",
    "住所",
    "氏名",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""Kinds of personal data; of two finds that overlap the earlier kind wins."""
MASK_MARK = re.compile("〔(?:" + "|".join(KINDS) + ")〕")
_WITH_TITLE = re.compile(MASK_MARK.pattern + "(?:さん|様|氏|殿|先生)?")


def without_masks(text: str) -> str:
    """A text without marks and the titles behind them; as it is where nothing else is left.

    >>> without_masks("〔氏名〕さんの提案：給食を無償に。"), without_masks("〔氏名〕様")
    ('の提案：給食を無償に。', '〔氏名〕様')
    """
    if "〔" not in text:
        return text
    left = _WITH_TITLE.sub("", text)
    return left if any(character.isalnum() for character in left) else text
