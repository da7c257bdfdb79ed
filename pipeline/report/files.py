"""The files of a round's report, one after the other, so that not all are in memory at once."""

from collections.abc import Iterator

from pipeline.report import csv_tables, html, meetings, table_document, workbook
from pipeline.report.figure_set import figures_of
from pipeline.report.summary import Summary
from pipeline.report.workbook_sheets import sheets_of


def files_of(summary: Summary) -> Iterator[tuple[str, bytes]]:
    """Path below the report's folder, and content: the same bytes for the same summary."""
    drawn = figures_of(summary)
    for name, page in html.render(summary, drawn).items():
        yield name, page.encode()
    for name, page in meetings.render(summary).items():
        yield f"meetings/{name}", page.encode()
    for name, svg in drawn.items():
        if not svg:
            continue
        yield f"figures/{name}.svg", svg.encode()
    yield "opinions.xlsx", workbook.render(summary)
    for sheet in sheets_of(summary):
        yield f"tables/{csv_tables.STEMS.get(sheet.name, sheet.name)}.csv", csv_tables.render(sheet)
    yield "opinions_table.docx", table_document.render(summary)
