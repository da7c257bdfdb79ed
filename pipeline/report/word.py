"""The official table as a Word document: A4, repeated header rows, the same bytes each time."""

from collections.abc import Sequence
from math import ceil

from pipeline.report import word_table
from pipeline.report.office_file import saved
from pipeline.report.summary.official_table import TableLine
from pipeline.report.summary.whole import Summary
from pipeline.report.word_table import Column
from pipeline.report.wording import shortened

_ANSWERS = "過去の回答（案）"
_CLAUSE = "案の箇所（機械）"
_ITEM = "検討項目・論点（機械の整理）"
_REPLY = "考え方"
_COLUMNS = (
    Column("No.", 11),
    Column("該当箇所", 24),
    Column(_CLAUSE, 27),
    Column(_ITEM, 28),
    Column("賛否", 13),
    Column("意見の概要", 66),
    Column("件数", 12),
    Column(_REPLY, 38),
    Column(_ANSWERS, 48),
)
_NUMBERS = ("No.", "件数")
_OF_THE_MACHINE = (_CLAUSE, _ITEM, _ANSWERS)
"""What the machine says stands in grey, and small: it makes no row taller than it must be."""
_MM_PER_POINT = 25.4 / 72
_GREY, _SMALL = "52606D", 8.0  # points
_LONGEST_ANSWER = 100  # characters; the workbook has all
_HIGHEST = 160.0  # millimetres; a row that no page can hold must break somewhere
_DRAFT = "【案{}　{}】"


def render(summary: Summary) -> bytes:
    """The document as bytes: the same for the same summary, whenever it is written."""
    answers = (
        "過去の回答（案）は機械が選んだもので、確認を要する。似たものがなければ空欄とした。"
        if any(line.drafts for line in summary.table)
        else ""
    )
    wrote = (
        "該当箇所は回答者が書いたもの。"
        if any(line.asked for line in summary.table)
        else "該当箇所を書いた回答はない。"
    )
    document = word_table.landscape_document(
        f"意見の概要と考え方　{summary.title}",
        f"{summary.date}　意見{summary.received.n_opinions:,}件。"
        "概要は寄せられた意見の文をそのまま引き、引いていない意見は番号で示した。"
        f"{wrote}灰色の欄は機械による。考え方は担当者が記入する。{answers}",
    )
    columns = _columns(summary.table)
    word_table.add_table(document, columns, [_row(line, columns) for line in summary.table])
    return saved(document, f"意見の概要と考え方 {summary.title}", summary.iso_date)


def _columns(lines: Sequence[TableLine]) -> tuple[Column, ...]:
    """The columns that have something to say, over the whole width."""
    is_empty = {
        _CLAUSE: not any(line.clause for line in lines),
        _ANSWERS: not any(line.drafts for line in lines),
    }
    spare = sum(one.millimetres for one in _COLUMNS if is_empty.get(one.title))
    return tuple(
        Column(one.title, one.millimetres + (spare if one.title == _REPLY else 0))
        for one in _COLUMNS
        if not is_empty.get(one.title)
    )


def _row(line: TableLine, columns: Sequence[Column]) -> str:
    drafts = "\n".join(
        f"{_DRAFT.format(number, draft.source or '出典の記載なし')}"
        f"\n{shortened(draft.answer, _LONGEST_ANSWER)}"
        for number, draft in enumerate(line.drafts, start=1)
    )
    texts = {
        "No.": str(line.number),
        "該当箇所": line.asked,
        _CLAUSE: line.clause,
        _ITEM: f"{line.item}\n（{line.name}）" if line.item else line.name,
        "賛否": line.stance,
        "意見の概要": line.overview,
        "件数": f"{line.n_opinions:,}",
        _REPLY: "",
        _ANSWERS: drafts,
    }
    cells = [
        word_table.cell(_paragraphs(texts[column.title], column.title), column)
        for column in columns
    ]
    whole = max(_height(texts[one.title], one) for one in columns) <= _HIGHEST
    return word_table.row(cells, is_kept_together=whole)


def _height(text: str, column: Column) -> float:
    """About how high a cell is, in millimetres, if every character is as wide as high."""
    points = _SMALL if column.title in _OF_THE_MACHINE else word_table.POINTS
    wide = (column.millimetres - word_table.BESIDE) / _MM_PER_POINT // points
    n_lines = sum(ceil(max(len(part), 1) / wide) for part in text.split("\n"))
    return n_lines * points * word_table.LEADING * _MM_PER_POINT


def _paragraphs(text: str, title: str) -> str:
    by_machine = title in _OF_THE_MACHINE
    return "".join(
        word_table.paragraph(
            word_table.run(
                part, colour=_GREY if by_machine else "", points=_SMALL if by_machine else None
            ),
            right=title in _NUMBERS,
            points=_SMALL if by_machine else word_table.POINTS,
        )
        for part in text.split("\n")
    )
