"""The official table as a Word document: A4, repeated header rows, the same bytes each time."""

from pipeline.report import word_table
from pipeline.report.office_file import saved
from pipeline.report.summary.official_table import TableLine
from pipeline.report.summary.whole import Summary
from pipeline.report.word_table import Column

_ANSWERS = "過去の回答（案）"
_COLUMNS = (
    Column("No.", 11),
    Column("該当箇所", 30),
    Column("検討項目・論点（機械の整理）", 34),
    Column("賛否", 15),
    Column("意見の概要", 75),
    Column("件数", 12),
    Column("考え方", 54),
    Column(_ANSWERS, 36),
)
_WITHOUT_ANSWERS = tuple(
    Column(
        column.title, column.millimetres + 36 if column.title == "考え方" else column.millimetres
    )
    for column in _COLUMNS
    if column.title != _ANSWERS
)
_NUMBERS = ("No.", "件数")
_GREY = {"検討項目・論点（機械の整理）": "52606D", _ANSWERS: "52606D"}
"""What the machine says stands in grey."""
_LONGEST_ON_A_PAGE = 700  # characters; a row that no page can hold must break somewhere
_LAST_DRAFT = "【案{}　類似度{:.2f}　{}】"


def render(summary: Summary) -> bytes:
    """The document as bytes: the same for the same summary, whenever it is written."""
    answers = (
        "過去の回答（案）は機械が選んだもので、確認を要する。似たものがなければ空欄とした。"
        if any(line.drafts for line in summary.table)
        else ""
    )
    document = word_table.landscape_document(
        f"意見の概要と考え方　{summary.title}",
        f"{summary.date}　意見{summary.received.n_opinions:,}件。"
        "概要は寄せられた意見の文をそのまま引き、引いていない意見は番号で示した。該当箇所は回答者が書いたもの。考え方は担当者が記入する。"
        f"{answers}",
    )
    columns = _COLUMNS if any(line.drafts for line in summary.table) else _WITHOUT_ANSWERS
    word_table.add_table(document, columns, [_row(line, columns) for line in summary.table])
    return saved(document, f"意見の概要と考え方 {summary.title}", summary.iso_date)


def _row(line: TableLine, columns: tuple[Column, ...]) -> str:
    drafts = "\n".join(
        f"{_LAST_DRAFT.format(number, draft.similarity, draft.source or '出典の記載なし')}"
        f"\n{draft.answer}"
        for number, draft in enumerate(line.drafts, start=1)
    )
    texts = (
        str(line.number),
        line.asked,
        f"{line.item}\n（{line.name}）" if line.item else line.name,
        line.stance,
        line.overview,
        f"{line.n_opinions:,}",
        "",
        drafts,
    )
    cells = [
        word_table.cell(_paragraphs(text, column.title), column)
        for column, text in zip(columns, texts[: len(columns)], strict=True)
    ]
    whole = sum(map(len, (line.overview, drafts))) <= _LONGEST_ON_A_PAGE
    return word_table.row(cells, is_kept_together=whole)


def _paragraphs(text: str, title: str) -> str:
    return "".join(
        word_table.paragraph(
            word_table.run(part, colour=_GREY.get(title, "")), right=title in _NUMBERS
        )
        for part in text.split("\n")
    )
