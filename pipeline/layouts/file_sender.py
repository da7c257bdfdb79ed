"""Who sent a file: the one body that its sheets beside the list, its text or page heads name."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath

from pipeline.layouts.affiliation import answering_body
from pipeline.layouts.body_lines import signed_by
from pipeline.layouts.entry import Sender
from pipeline.layouts.form import find_fields
from pipeline.layouts.letter_sender import letter_sender, unsure_senders, vouched
from pipeline.layouts.list_layout import find_list
from pipeline.layouts.list_rows import header_shift
from pipeline.layouts.mail_writer import mail_writer
from pipeline.layouts.role_words import IDENTITY, Role
from pipeline.layouts.sheet_parts import sheet_parts
from pipeline.layouts.source import Layout
from pipeline.layouts.text_senders import senders_told
from pipeline.readers.grid import Grid, Received
from pipeline.readers.json_file import OUTSIDE
from pipeline.respondents.body_names import name_key, split_prefecture, without_office
from pipeline.text.body_words import is_kind_of_sender

_ONLY_OF_THE_FORM = re.compile(
    "要領|記[入載]例|注意|凡例|リスト|マスタ|コード|選択肢|参考|目次|例$"
)
_AROUND = 6
"""Filled rows at the head, and at the foot, of a sheet."""
_SEARCHED = 100
"""Rows of a sheet among which a sender is looked for."""


def file_sender(received: Received, layouts: Sequence[Layout], file: str = "") -> Sender:
    """The sender of a file, where all that the file says of it is one body.

    Args:
        received: the file.
        layouts: by which its sheets are read; sheets of lists name their senders row by row.
        file: its path, which may vouch for a name in its text.
    """
    told = [
        sender
        for sender in (
            *_of_sheets(received.grids, layouts),
            *_of_text(received, file),
            *_called_as(received, file),
        )
        if (sender.name or sender.code) and not is_kind_of_sender(sender.name)
    ]
    bodies = {_key(sender) for sender in told}
    if not bodies and not unsure_senders(received.text):
        return mail_writer(received.text)
    return told[0] if len(bodies) == 1 else Sender()


def _key(sender: Sender) -> str:
    return name_key(without_office(split_prefecture(sender.name)[1])) or sender.code


def _of_text(received: Received, file: str) -> Iterable[Sender]:
    told = senders_told(received.text)
    yield from told or [letter_sender(received.text, PurePosixPath(file).stem)]
    for part in received.unread:
        if part.kind == OUTSIDE:
            yield from senders_told(part.text)
    for line in received.page_heads:
        yield from senders_told(line)


def _called_as(received: Received, file: str) -> Iterator[Sender]:
    """Organisations alone on a line around the sheets and pages that the file is called after."""
    around = [line for grid in received.grids for line in lines_alone(grid)]
    names = vouched([*received.page_heads, *around], [PurePosixPath(file).stem])
    yield from (Sender(name=name) for name in names)


def _of_sheets(grids: Sequence[Grid], layouts: Sequence[Layout]) -> Iterator[Sender]:
    for grid in grids:
        if not (grid.hidden or _ONLY_OF_THE_FORM.search(grid.sheet or "")):
            yield sheet_sender(grid, layouts)
            yield from (Sender(name=name) for name in map(signed_by, lines_alone(grid)) if name)


def lines_alone(grid: Grid) -> list[str]:
    """Cells at the head and foot of a sheet that stand alone in their row."""
    filled = [[text for text in row if text.strip()] for row in grid.rows]
    rows = [texts for texts in filled if texts]
    around = rows[:_AROUND] + rows[_AROUND:][-_AROUND:]
    return [texts[0] for texts in around if len(texts) == 1]


def sheet_sender(grid: Grid, layouts: Sequence[Layout]) -> Sender:
    """The sender that the labels of a sheet name, rows of a list left out.

    Args:
        grid: the sheet.
        layouts: by which it may be read.
    """
    told = [_told_in(part, layouts) for part in sheet_parts(grid)]
    named = [sender for sender in told if sender.name or sender.code]
    return named[0] if len({_key(sender) for sender in named}) == 1 else told[0]


def _told_in(grid: Grid, layouts: Sequence[Layout]) -> Sender:
    """The sender that the labels of a part of a sheet name."""
    said: dict[Role, str] = {}
    asked = ""
    found = find_fields(grid, _rows_beside_lists(grid, layouts))
    affiliation, label = answering_body((f.role, f.label, f.answer_text) for f in found)
    for entry in found:
        if entry.role in IDENTITY | {Role.DEPARTMENT} and entry.answer_text.strip():
            asked = entry.label if entry.role is Role.BODY_NAME and not asked else asked
            said.setdefault(entry.role, " ".join(entry.answer_text.split()))
    return Sender(
        code=said.get(Role.BODY_CODE, ""),
        name=said.get(Role.BODY_NAME, affiliation),
        prefecture=said.get(Role.PREFECTURE, ""),
        kind=said.get(Role.BODY_KIND, ""),
        department=said.get(Role.DEPARTMENT, ""),
        asked=asked or label,
    )


def _rows_beside_lists(grid: Grid, layouts: Sequence[Layout]) -> range:
    """Rows above the header of a list, which names its senders itself; all rows elsewhere."""
    for layout in layouts:
        if layout.shape == "list" and (shift := header_shift(grid, layout)) is not None:
            return range(layout.header_rows[0] - 1 + shift if layout.header_rows else 0)
    found = find_list(grid)
    if found is not None:
        return range(found.layout.header_rows[0] - 1 if found.layout.header_rows else 0)
    return range(min(len(grid.rows), _SEARCHED))
