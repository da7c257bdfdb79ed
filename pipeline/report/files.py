"""The files of a round's report, one after the other, so that not all are in memory at once."""

from collections.abc import Iterator

from pipeline.report import figures, html, table_document, workbook
from pipeline.report.map_figure import map_figure
from pipeline.report.summary import Summary


def files_of(summary: Summary) -> Iterator[tuple[str, bytes]]:
    """Path below the report's folder, and content: the same bytes for the same summary."""
    drawn = {
        "themes": figures.themes_figure(summary),
        "items": figures.items_figure(summary),
        "map": map_figure(summary),
    }
    for name, page in html.render(summary, drawn).items():
        yield name, page.encode()
    for name, svg in drawn.items():
        if not svg:
            continue
        yield f"figures/{name}.svg", svg.encode()
    yield "opinions.xlsx", workbook.render(summary)
    yield "opinions_table.docx", table_document.render(summary)
