"""Rows of a list that hold nothing but a mark and a body (■甲町): who says the rows below them.

Only in a list without a column for bodies, where every such row names a body and there are two or
more; else the names may be what the rows are about. Nothing is ever filled down from a cell.
"""

import re
from collections.abc import Iterator

from pipeline.layouts.columns import Columns
from pipeline.layouts.role_words import IDENTITY
from pipeline.readers.grid import Grid
from pipeline.respondents.body_names import is_office, kind_of_name
from pipeline.text.body_words import (
    LOCAL_GOVERNMENTS,
    ORGANISATION_ENDS,
    ORGANISATIONS,
    UNIONS,
    is_kind_of_organisation,
    is_kind_of_sender,
)

_HEADING = re.compile(
    r"(?P<mark>[■□●○◎◆◇▼▽★【［〔＜《])[ \u3000]*(?P<name>[^\s、。:：()（）【】\[\]]{2,24}?)"
    r"[ \u3000]*[】］〕＞》]?[ \u3000]*(?:[(（][0-9０-９]{1,3}件[)）])?"
)
_NAME = re.compile(
    rf"[^、。]{{1,24}}(?:[{LOCAL_GOVERNMENTS}]|{ORGANISATIONS}|{ORGANISATION_ENDS}|{UNIONS})"
    "|(?:(?:株式|有限|合同)会社|(?:一般|公益)?(?:社団|財団)法人|NPO法人|特定非営利活動法人)[^、。]{1,24}"
)
_FEWEST = 2


def section_senders(grid: Grid, first: int, columns: Columns) -> dict[int, str]:
    """By row, from 0, the body that it names for the rows below it; empty where that is not sure.

    Args:
        grid: the sheet.
        first: the first row below the header.
        columns: of the list.
    """
    if columns.of(*IDENTITY):
        return {}
    marked = list(_marked_rows(grid, first))
    looks = {found["mark"] for _, found in marked}
    names = {row: found["name"] for row, found in marked}
    sure = len(looks) == 1 and len(set(names.values())) >= _FEWEST
    return names if sure and all(map(is_body, names.values())) else {}


def _marked_rows(grid: Grid, first: int) -> Iterator[tuple[int, re.Match[str]]]:
    """Rows whose one filled cell is a mark and a word or two."""
    for row in grid.filled_rows():
        filled = [text.strip() for text in grid.rows[row] if text.strip()]
        if row >= first and len(filled) == 1 and (found := _HEADING.fullmatch(filled[0])):
            yield row, found


def is_body(name: str) -> bool:
    """Whether a name is a body's, and neither a kind of bodies nor an office of somebody's.

    >>> [is_body(name) for name in ("甲川町", "甲川商工会", "商工会", "市民", "農林課", "料金")]
    [True, True, False, False, False, False]
    >>> is_body("株式会社甲川"), is_body("農協の売店にも置いてほしい")
    (True, False)
    """
    words = "".join(name.split())
    is_kind = is_kind_of_organisation(words) or is_kind_of_sender(words) or is_office(words)
    named = kind_of_name(words) not in (None, "個人") and bool(_NAME.fullmatch(words))
    return named and not is_kind
