"""The page as HTML: one sheet of A4 when printed.

What is new since the round before stands in it where the pages over rounds lie beside it
(``pipeline.report.over_rounds.news``); it needs no script for anything else.
"""

from pipeline.report.html.environment import script_of_the_page, template_environment
from pipeline.report.one_page import wording
from pipeline.report.summary.whole import Summary


def render(summary: Summary) -> str:
    """The page."""
    environment = template_environment()
    shared = script_of_the_page(environment, "news.js")
    template = environment.get_template("summary.html.j2")
    return template.render(shared, summary=summary, words=wording)
