"""What each opinion does (意見の性質), whatever it is about."""

from enum import StrEnum
from typing import ClassVar

import pandera.pandas as pa
from pandera.typing import Series

from pipeline.tables.base import Table


class Nature(StrEnum):
    """What an opinion does, in the words of the report."""

    REQUEST = "要望・提案"
    CONCERN = "懸念・課題"
    SUPPORT = "賛同・評価"
    QUESTION = "質問・確認"
    OTHER = "その他"


class Stance(StrEnum):
    """Where an opinion stands towards what its round proposes, in the words of the report."""

    FOR = "賛成"
    CONDITIONAL = "条件付き"
    AGAINST = "反対"
    NEITHER = "どちらでもない"
    UNKNOWN = "不明"


SIDES = (Stance.FOR.value, Stance.CONDITIONAL.value, Stance.AGAINST.value)
"""Stances that take a side."""
_LEAST_SIDE, _FEWEST_OF_SIDE = 0.2, 2


def are_divided(n_for: int, n_against: int, n: int) -> bool:
    """Whether a good share of ``n`` opinions is for and a good share against, two at least.

    One against one is two people, not a divided theme.

    >>> are_divided(2, 8, 10), are_divided(2, 9, 11), are_divided(1, 1, 2)
    (True, False, False)
    """
    return min(n_for, n_against) >= max(_FEWEST_OF_SIDE, _LEAST_SIDE * n)


BY_PEOPLE = "（人が確定）"
"""Stands for the words that show a stance where people said it."""


class Natures(Table):
    """One row per opinion: its nature, and its stance (賛否)."""

    class Config(Table.Config):
        """An opinion has one nature."""

        unique: ClassVar[list[str]] = ["opinion_id"]
        metadata: ClassVar[dict[str, object]] = {"folder": "corpora/tables/natures"}
        add_missing_columns = True  # frames made by hand may leave out what has a default

    opinion_id: Series[str]
    nature: Series[str] = pa.Field(isin=[nature.value for nature in Nature])  # opinion type
    cue: Series[str]  # words of the opinion that show it; empty: none, その他; or a person's word
    source: Series[str] = pa.Field(isin=["machine", "label"], default="machine")  # who says so
    stance: Series[str] = pa.Field(isin=[one.value for one in Stance], default=Stance.UNKNOWN.value)
    stance_cue: Series[str] = pa.Field(default="")  # words that show it, or BY_PEOPLE; empty: 不明
