"""The table that reviewers fill in: its columns, what may be chosen, and what marks its rows."""

import hashlib
import unicodedata
from dataclasses import dataclass

from pipeline.review_items.codebook import NONE, Codebook
from pipeline.tables.natures import Nature

SHEET, HELP, ITEMS, CHOICES = "判定", "使い方", "検討項目", "選択肢"
"""Names of the sheets; the last one is hidden and holds the lists."""

NATURES = tuple(nature.value for nature in Nature)
"""意見の性質: what kind of statement an opinion is."""

NUMBER, TEXT, PLACE, KEY, MARK = "番号", "意見", "場所", "text_key", "照合"
ITEM, SECOND_ITEM = "検討項目（記入）", "二つ目の検討項目（記入）"
NATURE, COMMENT, REVIEWER = "意見の性質（記入）", "コメント（記入）", "確認担当者（記入）"
REPORT_ITEM = "正しい検討項目（記入）"
"""The column of the report's workbook, sheet 要確認; codes joined by ``;``."""
DRAWN, BY_LOT = "抽出", "無作為"
"""The column, and what it says in rows that were drawn at random: on them the promise rests."""
COMMON_REVIEWER, COMMON_DATE = "確認担当者（全行共通）", "判定日（例 2024-06-01）"
"""Above the table: who answered wherever a row names nobody, and when."""


@dataclass(frozen=True)
class ReviewRow:
    """One opinion to decide."""

    number: int
    """Of the opinion in its round."""
    text_key: str
    text: str
    """As readers see it: masked, unseen characters spelt out."""
    place: str
    guesses: tuple[tuple[str, float], ...]
    """Code and probability of the machine's first two items."""
    remark: str
    """What people said before: differing labels, or the label of a near copy; empty if nothing."""
    drawn: bool = False
    """Whether it was drawn at random, and not chosen for its doubt."""


def choice(codebook: Codebook, code: str) -> str:
    """A review item as the list offers it.

    >>> from pipeline.review_items.codebook import ReviewItem
    >>> choice(Codebook((ReviewItem("2-2", None, "費用負担"),), ()), "2-2")
    '2-2 費用負担'
    """
    title = codebook.item(code).title
    return title if code == NONE else f"{code} {title}"


def row_mark(key: str, text: str) -> str:
    """What shows later whether the text of a row was changed; white space does not matter."""
    content = "\x1f".join([key, "".join(text.split())])
    return hashlib.sha256(content.encode()).hexdigest()[:12]


def plain(cell: str) -> str:
    """A cell for comparing: NFKC, one space per gap.

    >>> plain(" ２-２　費用 負担 ")
    '2-2 費用 負担'
    """
    return " ".join(unicodedata.normalize("NFKC", cell).split())
