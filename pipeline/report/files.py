"""The files of a round's report, one after the other, so that not all are in memory at once."""

from collections.abc import Iterator

from pipeline.report import word, word_versions
from pipeline.report.figures.figure_set import figures_of
from pipeline.report.html import draft, explore, meetings, page
from pipeline.report.one_page import page_docx, page_html, slides
from pipeline.report.summary.whole import Summary
from pipeline.report.workbook import column_meanings, csv_tables, round_workbook
from pipeline.report.workbook.sheets import sheets_of


def files_of(summary: Summary) -> Iterator[tuple[str, bytes]]:
    """Path below the report's folder, and content: the same bytes for the same summary."""
    drawn = figures_of(summary)
    for name, text in page.render(summary, drawn).items():
        yield name, text.encode()
    yield "summary.html", page_html.render(summary).encode()
    yield "summary.docx", page_docx.render(summary)
    yield "summary.pptx", slides.render(summary)
    for name, text in (draft.render(summary) | explore.render(summary)).items():
        yield name, text.encode()
    if summary.draft is not None and summary.versions is not None:
        yield word_versions.FILE, word_versions.render(summary, summary.versions)
    for name, text in meetings.render(summary).items():
        yield f"meetings/{name}", text.encode()
    for name, svg in drawn.items():
        if not svg:
            continue
        yield f"figures/{name}.svg", svg.encode()
    yield "opinions.xlsx", round_workbook.render(summary)
    sheets = sheets_of(summary)
    for sheet in sheets:
        yield f"tables/{csv_tables.file_of(sheet)}", csv_tables.render(sheet)
    yield column_meanings.FILE, column_meanings.readme(sheets)
    yield "opinions_table.docx", word.render(summary)
