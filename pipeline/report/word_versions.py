"""Two versions of a draft as a Word document: 新旧対照表 with 見え消し, as ministries print it.

What is gone is struck through in the column 旧, what is new is underlined in 新. An empty side
says （新設） or （削る）, the usual words of such tables.
"""

from pipeline.report import word_table
from pipeline.report.office_file import saved
from pipeline.report.summary.draft_versions import ChangeLine, VersionsPart
from pipeline.report.summary.whole import Summary
from pipeline.report.word_table import Column, run

FILE = "draft_changes.docx"
_BEFORE, _AFTER, _REMARK = Column("旧", 118), Column("新", 118), Column("備考", 31)
_COLUMNS = (_BEFORE, _AFTER, _REMARK)
_GREY = "52606D"
_LONGEST_ON_A_PAGE = 900  # characters of both sides; a row that no page can hold must break


def render(summary: Summary, versions: VersionsPart) -> bytes:
    """The document as bytes: the same for the same summary, whenever it is written."""
    told = "、".join(f"{name} {count:,}" for name, count in versions.counts)
    document = word_table.landscape_document(
        f"案の新旧対照表　{summary.title}",
        f"{summary.date}　旧：{versions.before}　新：{versions.after}　見出し・段落の数：{told}。"
        f"うち形式だけの変更（句読点、かっこ、全角・半角、引く条項のずれ）{versions.n_form:,}。"
        + (f"番号だけが変わったもの：{versions.renumbered}。" if versions.renumbered else "")
        + "取消線は削った語、下線は加えた語。同じものは載せない。対応づけは機械による。",
    )
    word_table.add_table(document, _COLUMNS, [_row(line) for line in versions.changed])
    return saved(document, f"案の新旧対照表 {summary.title}", summary.iso_date)


def _row(line: ChangeLine) -> str:
    remark = line.state + ("（形式のみ）" if line.is_form else "")
    cells = [
        word_table.cell(_side(line, line.path_before, "out"), _BEFORE),
        word_table.cell(_side(line, line.path_after, "in"), _AFTER),
        word_table.cell(word_table.paragraph(run(remark)), _REMARK),
    ]
    length = sum(len(piece.text) for piece in line.pieces)
    return word_table.row(cells, is_kept_together=length <= _LONGEST_ON_A_PAGE)


def _side(line: ChangeLine, path: str, own: str) -> str:
    above = word_table.paragraph(run(path, colour=_GREY)) if path else ""
    runs = "".join(
        run(piece.text, struck=piece.kind == "out", underlined=piece.kind == "in")
        for piece in line.pieces
        if piece.kind in ("same", own)
    )
    return above + word_table.paragraph(runs or run(line.empty_side))
