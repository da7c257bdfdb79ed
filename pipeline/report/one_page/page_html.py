"""The page as HTML: one sheet of A4 when printed."""

from pipeline.report.html.environment import template_environment
from pipeline.report.one_page import wording
from pipeline.report.summary.whole import Summary


def render(summary: Summary) -> str:
    """The page, without a script."""
    template = template_environment().get_template("summary.html.j2")
    return template.render(summary=summary, words=wording)
