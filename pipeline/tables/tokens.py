"""The tokens of the opinions of one round."""

from typing import ClassVar

import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandera.typing import Series

from pipeline.tables.base import Table


class Tokens(Table):
    """One row per token of an opinion; the surfaces in order make up ``text_normalized``."""

    class Config(Table.Config):
        """A place in an opinion holds one token."""

        unique: ClassVar[list[str]] = ["opinion_id", "position"]
        metadata: ClassVar[dict[str, object]] = {"folder": "corpora/tables/tokens"}

    opinion_id: Series[str] = pa.Field(str_matches=r"^[0-9a-f]{16}$")
    position: Series[np.int32] = pa.Field(ge=0)  # number of the token in its opinion, from 0
    surface: Series[str]  # verbatim, as in text_normalized
    normal_form: Series[str]  # one form for all notations; ない for every negation
    part_of_speech: Series[str]  # Sudachi's, up to four levels joined by commas, no inflection
    begin: Series[np.int32] = pa.Field(ge=0)  # characters into text_normalized
    end: Series[np.int32] = pa.Field(ge=1)
    is_content: Series[bool]  # says what the opinion is about; keywords come from these
    parts: Series[str]  # normal forms of a compound content word's short units, by spaces

    @pa.dataframe_check
    @classmethod
    def surfaces_fill_their_offsets(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """No token is empty, and each is as long as its offsets say."""
        length = frame["end"] - frame["begin"]
        return (length > 0) & (frame["surface"].str.len() == length)

    @pa.dataframe_check
    @classmethod
    def tokens_follow_each_other(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """An opinion's first token begins at 0, every other where the one before ends."""
        before = frame.groupby("opinion_id", sort=False)["end"].shift(fill_value=0)
        return frame["begin"] == before
