"""What files say of those who answered, beside who they are."""

from typing import ClassVar

from pandera.typing import Series

from pipeline.tables.base import Table


class Attributes(Table):
    """One row per opinion and attribute that its file gives (年代, 居住地, 受付方法 …)."""

    class Config(Table.Config):
        """An opinion has one value of a name."""

        unique: ClassVar[list[str]] = ["opinion_id", "name"]
        metadata: ClassVar[dict[str, object]] = {"folder": "corpora/tables/attributes"}

    opinion_id: Series[str]
    name: Series[str]  # as its column or label is headed, masked
    value: Series[str]  # as received, masked
