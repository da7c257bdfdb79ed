"""The sheets on which reviewers correct themes, in the workbook of ``opinions review export``."""

from collections.abc import Sequence
from typing import Protocol

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipeline.labels import theme_sheets as names
from pipeline.labels.answer_sheet import COMMON_REVIEWER, row_mark
from pipeline.labels.theme_sheets import OpinionFacts, Shown, ThemeFacts
from pipeline.report.workbook.round_workbook import row_height
from pipeline.report.workbook.sheet import Column, Kind, Value

HEADER_ROW = 2
"""Row of the column titles, from 0."""
_A3 = 8
_THEME_COLUMNS = (
    Column(names.NUMBER, 7),
    Column(names.KIND, 8),
    Column(names.NAME, 26),
    Column(names.N_OPINIONS, 7, Kind.NUMBER),
    Column(names.N_CONTENTS, 8, Kind.NUMBER),
    Column(names.QUOTES[0], 44),
    Column(names.QUOTES[1], 44),
    Column(names.STATE, 10),
    Column(names.NEW_NAME, 26, Kind.ENTRY),
    Column(names.TARGET, 28, Kind.ENTRY),
    Column(names.ACCEPT, 14, Kind.ENTRY),
    Column(names.EARLIER, 24, Kind.ENTRY),
    Column(names.ROUND, 14),
    Column(names.THEME_ID, 12),
)
_MOVE_COLUMNS = (
    Column(names.NUMBER, 7, Kind.NUMBER),
    Column(names.TEXT, 80),
    Column("件数", 7, Kind.NUMBER),
    Column(names.NOW, 30),
    Column(names.MOVE, 30, Kind.ENTRY),
    Column(names.SPLIT, 28, Kind.ENTRY),
    Column(names.ROUND, 14),
    Column(names.KEY, 19),
    Column(names.MARK, 15),
)
_N_HIDDEN_OF_THEMES, _N_HIDDEN_OF_MOVES = 2, 3
_HOW_THEMES = (
    "黄色の欄だけに記入。名前を直す、同じ種類の別のものへ統合する、このままでよいものを採用（☑）する。"
    "採用したものは、行が増えても番号と名前が続く。"
    "前の回との対応が違うものは、前の回のテーマの名前（当たるものがなければ「新規」）を書く。"
)
_HOW_MOVES = (
    "移す先を選ぶと、その意見（同文を含む）が移る。"
    "分けるときは、同じ論点の意見に同じ新しい名前を書く。"
)


class Formats(Protocol):
    """The cell formats of the workbook."""

    title: Format
    line: Format
    label: Format
    header: Format
    text: Format
    number: Format
    entry: Format


def add_theme_sheets(
    workbook: Workbook, shown: Shown, formats: Formats, protection: dict[str, bool]
) -> None:
    """Add both sheets and the hidden list that they choose from."""
    source = f"={names.CHOICES}!$A$1:$A${max(len(shown.themes), 1)}"
    themes = workbook.add_worksheet(names.THEMES)
    rows = [_theme_values(theme) for theme in shown.themes]
    head = (names.THEMES, _HOW_THEMES)
    write_sheet(themes, _THEME_COLUMNS, _N_HIDDEN_OF_THEMES, rows, formats, head)
    place = [column.title for column in _THEME_COLUMNS].index(names.NEW_NAME)
    themes.write_string(1, place, COMMON_REVIEWER, formats.label)
    themes.write_blank(1, place + 1, None, formats.entry)
    last = HEADER_ROW + max(len(rows), 1)
    offer(themes, place + 1, last, source)
    offer(themes, place + 2, last, [names.TICK])
    moves = workbook.add_worksheet(names.MOVES)
    choices = {theme.theme_id: theme.choice for theme in shown.themes}
    contents = [_move_values(opinion, choices) for opinion in _by_theme(shown)]
    head = (names.MOVES, _HOW_MOVES)
    write_sheet(moves, _MOVE_COLUMNS, _N_HIDDEN_OF_MOVES, contents, formats, head)
    place = [column.title for column in _MOVE_COLUMNS].index(names.MOVE)
    offer(moves, place, HEADER_ROW + max(len(contents), 1), source)
    for sheet in (themes, moves):
        sheet.protect("", protection)
    listed = workbook.add_worksheet(names.CHOICES)
    for row, theme in enumerate(shown.themes):
        listed.write_string(row, 0, theme.choice)
    listed.protect("")
    listed.hide()


def _by_theme(shown: Shown) -> list[OpinionFacts]:
    """Contents in the order of their themes; those of none last."""
    place = {theme.theme_id: place for place, theme in enumerate(shown.themes)}
    return sorted(
        shown.opinions,
        key=lambda opinion: (place.get(opinion.theme_id or "", len(place)), opinion.number),
    )


def _theme_values(theme: ThemeFacts) -> tuple[Value, ...]:
    quotes = (*theme.quotes, "", "")[:2]
    said = "採用済み" if theme.is_accepted else ""
    return (
        *(theme.number, theme.kind, theme.name, theme.n_opinions, theme.n_contents),
        *(*quotes, said, None, None, None, None, theme.round, theme.theme_id),
    )


def _move_values(opinion: OpinionFacts, choices: dict[str, str]) -> tuple[Value, ...]:
    now = choices.get(opinion.theme_id or "", "少数意見")
    mark = row_mark(opinion.text_key, opinion.text)
    return (
        *(opinion.number, opinion.text, opinion.n_opinions, now, None, None),
        *(opinion.round, opinion.text_key, mark),
    )


def write_sheet(
    sheet: Worksheet,
    columns: Sequence[Column],
    n_hidden: int,
    rows: Sequence[Sequence[Value]],
    formats: Formats,
    head: tuple[str, str],
) -> None:
    """Write a sheet that reviewers fill in, the columns of entries blank.

    Args:
        sheet: an empty one.
        columns: titles, widths and kinds.
        n_hidden: how many of the last ones are hidden.
        rows: their values, None in entries.
        formats: of the workbook.
        head: title, and how to fill it in.
    """
    sheet.write_string(0, 0, head[0], formats.title)
    sheet.write_string(0, 2, head[1])
    sheet.set_row(HEADER_ROW, 36)
    for number, column in enumerate(columns):
        hidden = {"hidden": number >= len(columns) - n_hidden}
        sheet.set_column(number, number, column.width, None, hidden)
        sheet.write_string(HEADER_ROW, number, column.title, formats.header)
    for number, values in enumerate(rows, start=HEADER_ROW + 1):
        sheet.set_row(number, row_height(columns, values))
        for place, (column, value) in enumerate(zip(columns, values, strict=True)):
            if column.kind is Kind.ENTRY:
                sheet.write_blank(number, place, None, formats.entry)
            elif isinstance(value, int | float):
                sheet.write_number(number, place, value, formats.number)
            else:
                sheet.write_string(number, place, value or "", formats.text)
    last = HEADER_ROW + max(len(rows), 1)
    sheet.autofilter(HEADER_ROW, 0, last, len(columns) - 1)
    sheet.freeze_panes(HEADER_ROW + 1, 3 if n_hidden == _N_HIDDEN_OF_THEMES else 2)
    sheet.print_area(0, 0, last, len(columns) - n_hidden - 1)
    sheet.set_landscape()
    sheet.set_paper(_A3)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER_ROW)


def offer(sheet: Worksheet, number: int, last_row: int, source: str | list[str]) -> None:
    """Offer the values of a list in the cells of a column."""
    rule = {
        "validate": "list",
        "source": source,
        "error_title": "一覧にない値",
        "error_message": "一覧から選んでください。消すには Delete キーを押します。",
    }
    sheet.data_validation(HEADER_ROW + 1, number, last_row, number, rule)
