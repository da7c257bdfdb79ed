"""The files of a round's report, one after the other, so that not all are in memory at once."""

from collections.abc import Callable, Iterable, Iterator

from pipeline.rate import told
from pipeline.report import word, word_versions
from pipeline.report.figures.figure_set import figures_of
from pipeline.report.html import draft, explore, meetings, page
from pipeline.report.one_page import page_docx, page_html, slides
from pipeline.report.one_page.printed import printed
from pipeline.report.summary.whole import Summary
from pipeline.report.workbook import column_meanings, csv_tables, round_workbook
from pipeline.report.workbook.sheets import sheets_of

Files = Iterable[tuple[str, str | bytes]]


def files_of(summary: Summary) -> Iterator[tuple[str, bytes]]:
    """Path below the report's folder, and content: the same bytes for the same summary."""
    drawn = figures_of(summary)
    sheets = sheets_of(summary)
    kinds: list[Callable[[], Files]] = [
        lambda: page.render(summary, drawn),
        lambda: [("summary.html", page_html.render(summary))],
        lambda: [("summary.docx", page_docx.render(printed(summary)))],
        lambda: [("summary.pptx", slides.render(printed(summary)))],
        lambda: [*draft.render(summary).items(), *explore.render(summary).items()],
        lambda: _versions(summary),
        lambda: [(f"meetings/{name}", text) for name, text in meetings.render(summary).items()],
        lambda: [(f"figures/{name}.svg", svg) for name, svg in drawn.items() if svg],
        lambda: [("opinions.xlsx", round_workbook.render(summary, sheets))],
        lambda: ((f"tables/{csv_tables.file_of(s)}", csv_tables.render(s)) for s in sheets),
        lambda: [(column_meanings.FILE, column_meanings.readme(sheets))],
        lambda: [("opinions_table.docx", word.render(summary))],
    ]
    for files in told((make() for make in kinds), len(kinds), "parts"):
        for name, content in files:
            yield name, content.encode() if isinstance(content, str) else content


def _versions(summary: Summary) -> Files:
    """What changed between versions of the draft, where there are two."""
    if summary.draft is None or summary.versions is None:
        return []
    return [(word_versions.FILE, word_versions.render(summary, summary.versions))]
