"""What the one page of a round says, for its Word file and slides that also say what is new."""

from typing import ClassVar

import pandera.pandas as pa
from pandera.typing import Series

from pipeline.tables.base import Table

PARTS = (
    *("title", "iso_date", "date", "attribution", "asked", "answered", "kinds", "point", "rest"),
    *("divided", "waiting"),
)
"""In the order of the page."""


class OnePages(Table):
    """One row per thing that the page says, in its order; none where the report is private."""

    class Config(Table.Config):
        metadata: ClassVar[dict[str, object]] = {"folder": "corpora/tables/one_pages"}

    part: Series[str] = pa.Field(isin=PARTS)  # of the page
    text: Series[str]  # a sentence, a name of a point, or what a figure counts
    counts: Series[str]  # the figure, or the numbers of the point; else empty
    quote: Series[str]  # a sentence of an opinion on the point; else empty
