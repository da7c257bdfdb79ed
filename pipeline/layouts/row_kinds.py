"""Rows of a list that are no answers: repeated headers, totals, notes, rows of another table."""

import re

from pipeline.layouts.cell_labels import label_role
from pipeline.layouts.columns import Columns
from pipeline.layouts.form_ends import ends_form
from pipeline.layouts.form_labels import is_form_label
from pipeline.layouts.form_words import FormWords
from pipeline.layouts.guidance import is_instruction
from pipeline.layouts.reply_words import is_reply, is_reply_beside, is_said
from pipeline.layouts.role_words import IDENTITY, Role, role_of_words, squeezed
from pipeline.layouts.said import speaks_of_something
from pipeline.readers.grid import Grid
from pipeline.text.sentences import reads_as_sentence
from pipeline.text.speech_acts import claims

_TOTAL = re.compile(
    r"^(?:合計|総計|小計|計|総数|総合計|延べ|件数計?|平均"
    r"|(?:有効)?(?:回答|意見|提出)(?:者|団体|市町村|自治体)?(?:の?件)?数)(?:$|[（(:：\d])"
)
_COUNT = re.compile(r"[\d,.]+件?")
_EXAMPLE = re.compile(r"[（(【\[〔<＜]?(?:記[入載])?例\d*[)）】\]〕>＞]?[:：]?")
"""What stands beside an example, where rows have their number."""
_NOTE = re.compile(r"^(?:※|＊|\*|注|（注|\(注|【注|備考[:：])")
IN_BETWEEN = "表の中の、どの欄でもない文章"
_SECTION = re.compile(
    r"[（(【〔<＜■◆●○◇□▼]|第?[0-9一二三四五六七八九十]+[章節部編条項.．、)）]|[IVXⅠ-Ⅻ①-⑳]"
)
_COUNTER = re.compile(r"[^\w]*(?:no|id)?\.?[\d\W①-⑳a-z]+[番号]?", re.IGNORECASE)
"""What stands in a column of numbers."""
_LONGEST_TITLE = 40
_SHORT_TITLE = 12
"""Characters of titles of sections."""
_HEADER = 15
"""Characters of the longest header of a second table."""


def is_of_another_table(grid: Grid, row: int) -> bool:
    """Whether a row above the header holds a sentence beside other cells: no note does."""
    filled = [text.strip() for text in grid.rows[row] if text.strip()]
    return len(filled) > 1 and any(
        reads_as_sentence(text) and label_role(text) is None for text in filled
    )


def is_other_header(grid: Grid, row: int, columns: Columns) -> bool:
    """Whether a row below the header is the header of another table, with other columns."""
    filled = {c: squeezed(text) for c, text in enumerate(grid.rows[row]) if text.strip()}
    if len(filled) < 2 or any(len(text) > _HEADER or "。" in text for text in filled.values()):
        return False
    titles = {
        squeezed(level) for header in columns.headers.values() for level in header.split("／")
    }
    if titles.issuperset(filled.values()):
        return False  # the same header once more
    roles = {column: role_of_words(text) for column, text in filled.items()}
    named = set(roles.values())
    return (
        Role.OPINION in named
        and bool(named & (IDENTITY | {Role.NUMBER}))
        and None not in named
        and any(role and column not in columns.of(role) for column, role in roles.items())
    )


def is_total(grid: Grid, row: int) -> bool:
    """Whether a row is headed as a total and counts in all its other cells."""
    filled = [squeezed(text) for text in grid.rows[row] if text.strip()]
    counts = [text for text in filled if _COUNT.fullmatch(text)]
    return bool(counts) and len(filled) == len(counts) + 1 and any(map(_TOTAL.match, filled))


def is_section_title(grid: Grid, row: int, column: int) -> bool:
    """Whether the one cell of a row parts a list (第1章 総則, 【関東】) rather than answering."""
    text = squeezed(grid.cell(row, column))
    if len(text) >= _LONGEST_TITLE or speaks_of_something(text):
        return False
    _, left, _, right = grid.span(row, column)
    wide = right - left >= 2 or right - left + 1 >= grid.n_columns
    return wide or len(text) <= _SHORT_TITLE or bool(_SECTION.match(text))


def _is_reply(grid: Grid, row: int, column: int) -> bool:
    """Whether a row is headed as a reply (回答) below one that is headed as what was said."""
    words, above = grid.cell(row, column).strip(), grid.cell(row - 1, column).strip()
    said = bool(above) and is_said(above) and is_form_label(above)
    return said and len(words) <= _HEADER and (is_reply_beside(words) or is_reply(words))


def no_answer(
    grid: Grid, row: int, columns: Columns, headers: list[str], titles: set[str], words: FormWords
) -> str:
    """Why a row below the header is no answer; empty where it is one."""
    filled = [(c, squeezed(text)) for c, text in enumerate(grid.rows[row]) if text.strip()]
    if not filled or row in grid.faulty_rows:
        return ""
    opinions = set(columns.of(Role.OPINION))
    if any(c not in opinions and _EXAMPLE.fullmatch(text) for c, text in filled):
        return "記入例"
    if any(c not in opinions and _is_reply(grid, row, c) for c, _ in filled):
        return "回答・考え方の行"
    repeated = sum(
        text in titles or (c < len(headers) and text == headers[c]) for c, text in filled
    )
    if titles - {""} and repeated == len(filled) and len(filled) > 1:
        return "繰り返しの見出し"
    if (
        headers
        and repeated > len(filled) / 2
        and repeated >= 2
        and any(c in opinions for c, _ in filled)
    ):
        cells = [text for c, text in filled if c in opinions]
        if all(text in titles for text in cells):
            return "繰り返しの見出し"
    in_opinion = [text for c, text in filled if c in opinions]
    numbers = all(map(_COUNT.fullmatch, in_opinion))
    if numbers and any(_TOTAL.match(text) for _, text in filled):
        return "合計"
    if len(filled) == 1:
        column, text = filled[0]
        if ends_form(text):
            return "様式の文字"
        if column in opinions:
            return ""
        if words.is_printed(text):
            return "様式の文字"
        if _NOTE.match(text):
            asks = claims(text) and not is_instruction(text)
            return IN_BETWEEN if asks else "表の後の注記"
        is_number = column in columns.of(Role.NUMBER) and not _COUNTER.fullmatch(text)
        if is_number or column not in columns.of(*IDENTITY, Role.NUMBER):
            return "区切りの行" if is_section_title(grid, row, column) else IN_BETWEEN
        whole = grid.span(row, column)
        if whole[3] - whole[1] >= 2:
            return "区切りの行" if is_section_title(grid, row, column) else IN_BETWEEN
    return ""
