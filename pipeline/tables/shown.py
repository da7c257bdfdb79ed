"""What the report of a round shows of its opinions, for the search over all rounds."""

from typing import ClassVar

from pandera.typing import Series

from pipeline.tables.base import Table


class Shown(Table):
    """One row per opinion that a public report lists; none where the report is private."""

    class Config(Table.Config):
        metadata: ClassVar[dict[str, object]] = {"folder": "corpora/tables/shown"}

    number: Series[int]  # of the opinion in its round
    address: Series[str]  # from the folder of the report, with the anchor
    theme: Series[str]  # name of its theme; 少数意見 where it is in none
    text: Series[str]  # as printed: masked, unseen characters spelt out
