"""What themes of one round became in the next."""

from enum import StrEnum
from typing import ClassVar

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Series

from pipeline.tables.base import Table


class Became(StrEnum):
    """What is said of a theme over rounds, in the words of the report."""

    CONTINUED = "継続"
    NEW = "新規"
    SPLIT = "分割"
    MERGED = "統合"
    GONE = "消滅"


class ThemeLinks(Table):
    """One row per theme of a round, and per theme that ended with it (merged or gone).

    The first round has none. All rounds stand in one file.
    """

    class Config(Table.Config):
        """A theme of a round goes on one, comes from one, or is new."""

        unique: ClassVar[list[str]] = ["round", "level", "became", "theme_id", "earlier_id"]
        metadata: ClassVar[dict[str, object]] = {"folder": "corpora/tables/theme_links"}

    round: Series[str]  # the later one
    level: Series[str] = pa.Field(isin=["coarse", "fine"])
    became: Series[str] = pa.Field(isin=[one.value for one in Became])
    theme_id: Series[str] = pa.Field(nullable=True)  # of the round; null: 消滅
    name: Series[str] = pa.Field(nullable=True)  # in its round
    earlier_round: Series[str] = pa.Field(nullable=True)  # where it was last; null: 新規
    earlier_id: Series[str] = pa.Field(nullable=True)  # in that round
    earlier_name: Series[str] = pa.Field(nullable=True)
    lasting_id: Series[str]  # id of the theme in the first round in which it stood
    lasting_name: Series[str]  # its name there, or the last one that people gave it
    source: Series[str] = pa.Field(isin=["machine", "person"])
    likeness_vectors: Series[float] = pa.Field(nullable=True)  # centred cosine
    likeness_characters: Series[float] = pa.Field(nullable=True)  # cosine of TF-IDF
    above_usual: Series[float] = pa.Field(nullable=True)  # CSLS of their sum
    as_unlike: Series[float] = pa.Field(nullable=True, ge=0, le=1)  # share of pairs of different
    # themes of one round, nearest to each other, that are as alike; null: there are none
    is_weak: Series[bool]  # no text in common and no more alike than half of such pairs
    n_common: Series[int] = pa.Field(ge=0)  # texts in both, word for word
    n_again: Series[int] = pa.Field(ge=0)  # 消滅: opinions of the round that say word for word what
    # one of its members said; 新規: opinions of it that repeat one of the round before
    share_forward: Series[float] = pa.Field(nullable=True, ge=0, le=1)  # of the earlier one's
    # members: nearest to the later one
    share_back: Series[float] = pa.Field(nullable=True, ge=0, le=1)  # of the later one's members:
    # nearest to the earlier one
    earlier_opinion_id: Series[str] = pa.Field(nullable=True)  # the two members most alike
    opinion_id: Series[str] = pa.Field(nullable=True)

    @pa.dataframe_check
    @classmethod
    def what_is_gone_has_no_later_theme(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """And what is new has no earlier one."""
        gone, new = frame["became"] == Became.GONE.value, frame["became"] == Became.NEW.value
        return (gone == frame["theme_id"].isna()) & (new == frame["earlier_id"].isna())
