"""What stands in a file where no answer is looked for: does it wait for a person, what is said.

The same rules tell `add-round`, before anything is read, and the ledger.
"""

import re
from collections.abc import Iterator

from pipeline.layouts.guidance import is_guidance
from pipeline.layouts.said import has_letters, speaks_of_something
from pipeline.readers.grid import Aside, Grid, Received, UnreadPart
from pipeline.tables.state import UNREAD_PART
from pipeline.text.sentences import is_ended

LONG = 20
"""Characters of a line that may be an answer though it does not end as a sentence does."""
OF_THE_FORM = re.compile("要領|記[入載]例|注意|凡例|リスト|マスタ|コード|選択肢|参考|目次")
"""Names of sheets that belong to a form."""
MOST_SHOWN = 10
"""Rows or pages of one file that are named before it is read."""
TEXT_BOX = "テキストボックス"


def may_be_answer(part: UnreadPart) -> bool:
    """Whether a person should look: it may hold an answer, and reads like one."""
    lines = [line for line in part.text.split("\n") if line.strip()]
    said = any(
        is_ended(line) or len(line.strip()) >= LONG or speaks_of_something(line) for line in lines
    )
    return part.is_answer and (said or not part.text)


def of_aside(aside: Aside, sheet: str | None) -> UnreadPart:
    """A comment or a text box of a sheet."""
    kind = aside.kind if aside.kind == TEXT_BOX else "セルのコメント"
    return UnreadPart(kind, aside.text, sheet=sheet)


def of_hidden_sheet(grid: Grid) -> UnreadPart:
    """A sheet that is not shown, as a whole."""
    rows = ("\t".join(text for text in row if text.strip()) for row in grid.rows)
    text = "\n".join(row for row in rows if row)
    is_answer = not OF_THE_FORM.search(grid.sheet or "") and not is_guidance(text)
    return UnreadPart("非表示のシート", text, is_answer=is_answer, sheet=grid.sheet)


def _of_hidden_cells(grid: Grid) -> Iterator[UnreadPart]:
    """Rows and columns that are not shown, as far as anything is said there.

    How long is not told: the ledger counts the opinions in them, which no layout has found yet.
    """
    rows = [
        text
        for row in sorted(grid.hidden_rows)
        if row < len(grid.rows)
        for text in grid.rows[row]
        if has_letters(text)
    ]
    columns = [
        text
        for row in grid.rows
        for column, text in enumerate(row)
        if column in grid.hidden_columns and has_letters(text)
    ]
    for kind, texts in (("行", rows), ("列", columns)):
        if texts:
            yield UnreadPart(f"非表示の{kind}", "\n".join(texts), size=None, sheet=grid.sheet)


def told_of(received: Received) -> tuple[list[str], list[str]]:
    """What is said of a file beside its answers: what a person must decide, and what is told."""
    parts = [*received.unread]
    asked = [f"文字情報のないページ（画像）：{page}" for page in received.lost_pages[:MOST_SHOWN]]
    if len(received.lost_pages) > MOST_SHOWN:
        asked.append(f"文字情報のないページ（画像）が、あわせて{len(received.lost_pages)}ある")
    if received.unsure_tables:
        asked.append(f"行の分からない表が {len(received.unsure_tables)} ある")
    for grid in received.grids:
        parts += [of_aside(aside, grid.sheet) for aside in grid.asides]
        parts += [of_hidden_sheet(grid)] if grid.hidden and grid.n_columns else []
        parts += [] if grid.hidden else _of_hidden_cells(grid)
        asked += dict.fromkeys(waiting.reason for waiting in grid.waiting[:MOST_SHOWN])
        if len(grid.waiting) > MOST_SHOWN:
            asked.append(f"ほかにも欄の分からない行がある（あわせて{len(grid.waiting)}行）")
    told = []
    for part in parts:
        words = f"{UNREAD_PART}{part.told}"
        if may_be_answer(part) or (part.kind == TEXT_BOX and part.text):
            asked.append(words)
        else:
            told.append(words)
    return asked, told
