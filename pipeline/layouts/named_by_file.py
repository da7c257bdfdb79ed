"""The body of a form by two witnesses: a field …名 that no list knows, and the name of the file."""

import re
from collections.abc import Container, Iterator
from itertools import pairwise
from pathlib import PurePosixPath

from pipeline.layouts.form import FoundField
from pipeline.layouts.role_words import Role, squeezed
from pipeline.readers.grid import Grid, Place
from pipeline.respondents.body_names import kind_of_name, name_key

_NAME_OF = re.compile(r"[^\s、。:：]{1,8}(?:名|名称)[:：]?")
_NOT_OF_A_BODY = re.compile(
    "(?:氏|人|件|題|議|項目|書類|資料|品|計画|事業|制度|施策|案|[章節条図表法路]|線|駅|地|会議|文書|ファイル|ページ"
    "|担当者|責任者|記入者|代表者|役職|職|議員|委員)(?:名|名称)"
)
_FEWEST = 3
"""Signs of a name; a shorter one may stand in a file's name by chance."""


def body_named_by_file(grid: Grid, labels: Container[Place], file: str) -> FoundField | None:
    """The field whose answer names an organisation that the file is called after.

    Args:
        grid: the sheet.
        labels: places of known labels and their answers.
        file: path of the file as received.

    Returns:
        The field (施設名 | つくし保育園 in つくし保育園.xlsx); None where not just one is found.
    """
    stem = name_key(PurePosixPath(file).stem)
    found = [
        field
        for field in _fields(grid, labels)
        if len(name := name_key(field.answer_text)) >= _FEWEST and name in stem
    ]
    return found[0] if len({field.answer_text for field in found}) == 1 else None


def asks_for_a_name(label: str) -> bool:
    """Whether a label asks for a name that may be a body's (施設名, 分団名), no person's or plan's.

    >>> [asks_for_a_name(label) for label in ("分団名", "氏名", "事業名")]
    [True, False, False]
    """
    words = squeezed(label)
    return bool(_NAME_OF.fullmatch(words)) and not _NOT_OF_A_BODY.search(words)


def _fields(grid: Grid, labels: Container[Place]) -> Iterator[FoundField]:
    """Cells that read 施設名 with the name of an organisation as the next filled cell."""
    for row in grid.filled_rows():
        filled = [(row, c) for c, text in enumerate(grid.rows[row]) if text.strip()]
        for place, beside in pairwise(filled):
            label, name = squeezed(grid.cell(*place)), grid.cell(*beside).strip()
            if place in labels or beside in labels:
                continue
            if asks_for_a_name(label) and kind_of_name(name) == "団体":
                yield FoundField(label, Role.BODY_NAME, place, beside, name, 0, (beside,))
