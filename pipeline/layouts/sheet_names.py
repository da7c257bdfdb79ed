"""Who says a sheet, where its name alone says it (根羽村, 02_売木村), and what vouches for that."""

import re
import unicodedata
from collections.abc import Sequence

from pipeline.layouts.entry import Sender
from pipeline.layouts.file_sender import sheet_sender
from pipeline.layouts.form import find_fields
from pipeline.layouts.role_words import Role
from pipeline.layouts.source import Layout
from pipeline.readers.grid import Grid
from pipeline.respondents.body_names import is_office, kind_of_name, name_key, split_prefecture
from pipeline.text.body_words import (
    LOCAL_GOVERNMENTS,
    is_kind_of_organisation,
    is_kind_of_sender,
)

_BODY = re.compile(rf"[^\W\d_]{{1,12}}[{LOCAL_GOVERNMENTS}]")
_NO_BODY = re.compile("の|地[区域]|[別各全]|市区?町村|都道府県")
_PARTS = re.compile(r"[\s\d\W_]+|(?:回答|意見|様式|提出|記入)(?:票|書|用紙|様式)?")
_QUARTERS = "町区"
"""Last signs of names of bodies that quarters of a town bear, too."""
_SEARCHED = 60
"""Rows among which a label for the body is looked for."""


def body_of_sheet_name(sheet: str | None) -> str:
    """The one body that a sheet is called after; empty where there is none.

    >>> [body_of_sheet_name(name) for name in ("02_売木村（回答）", "市町村", "東地区")]
    ['売木村', '', '']
    """
    words = _PARTS.split(unicodedata.normalize("NFKC", sheet or ""))
    said = [word for word in words if word]
    if len(said) != 1 or not _BODY.fullmatch(said[0]) or _NO_BODY.search(said[0]):
        return ""
    return "" if is_kind_of_sender(said[0]) else said[0]


def _organisation(sheet: str | None) -> str:
    """The organisation that a sheet is called after, by more than a kind of it (図書館)."""
    said = [word for word in _PARTS.split(unicodedata.normalize("NFKC", sheet or "")) if word]
    alone = said[0] if len(said) == 1 else ""
    is_kind = is_kind_of_organisation(alone) or is_kind_of_sender(alone) or is_office(alone)
    return "" if is_kind or kind_of_name(alone) not in ("団体", "一部事務組合") else alone


def senders_by_sheet(
    grids: Sequence[Grid], layouts: Sequence[Layout], of_file: Sender
) -> list[Sender]:
    """Who says each sheet, where its cells do not: the file's sender, or whom its name says.

    A name counts where the sheet has an empty field for the body, where another sheet names in its
    cells the body it is called after, or where several sheets are called after bodies, not all of
    which may be quarters of a town. Where they may be, or the file names another body, it is open.

    Args:
        grids: all sheets of the file.
        layouts: by which they are read.
        of_file: the sender of the whole file.

    Returns:
        (n_sheets,) senders; open ones are asked about.
    """
    names = [body_of_sheet_name(grid.sheet) for grid in grids]
    if any(names):  # beside sheets of towns, one called after an organisation is its own
        names = [n or _organisation(grid.sheet) for n, grid in zip(names, grids, strict=True)]
    told = [
        sheet_sender(grid, layouts).name if name else ""
        for grid, name in zip(grids, names, strict=True)
    ]
    agrees = {said for name, said in zip(names, told, strict=True) if name and _is_same(name, said)}
    bodies = {name for name in names if name}
    several = len(bodies) > 1
    sure = several and any(name[-1] not in _QUARTERS for name in bodies)
    result = []
    for grid, name, said in zip(grids, names, told, strict=True):
        is_of_sheet = of_file.name in agrees  # it is another sheet's
        other = of_file.name and not is_of_sheet and not _is_same(name, of_file.name)
        if not name or said or (of_file.name and _is_same(name, of_file.name)):
            result.append(of_file)
        elif not other and (agrees or sure or _asks_for_body(grid)):
            result.append(Sender(name=name))
        else:
            result.append(Sender(is_open=True) if other or several else of_file)
    return result


def _is_same(name: str, other: str) -> bool:
    key = name_key(split_prefecture(name)[1])
    return key == name_key(split_prefecture(other)[1])


def _asks_for_body(grid: Grid) -> bool:
    """Whether a sheet has a label for the body that answers, and nothing beside it."""
    found = find_fields(grid, range(min(len(grid.rows), _SEARCHED)))
    bodies = [entry for entry in found if entry.role is Role.BODY_NAME]
    return bool(bodies) and not any(entry.answer_text.strip() for entry in bodies)
