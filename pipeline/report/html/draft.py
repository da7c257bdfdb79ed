"""The draft of a round as a page: a heat list, then the text with what was said beside it.

Where round.yaml names an earlier version, a second page shows both side by side (新旧対照表).
"""

from pipeline.report.html.environment import opinion_anchor, template_environment
from pipeline.report.html.page import INDEX, pages_of_opinions
from pipeline.report.summary.opinion_lines import OpinionLine
from pipeline.report.summary.whole import Summary
from pipeline.tables.natures import SIDES

PAGE = "draft.html"
CHANGES = "draft_changes.html"


def render(summary: Summary) -> dict[str, str]:
    """File name → HTML; nothing for a round without a draft."""
    if summary.draft is None:
        return {}
    hrefs = {
        line.opinion_id: f"{name}#{opinion_anchor(line.opinion_id)}"
        for name, lines in pages_of_opinions(summary).items()
        for line in lines
    }

    def opinion_href(line: OpinionLine) -> str:
        return hrefs[line.opinion_id]

    templates = template_environment(opinion_href)
    pages = {
        PAGE: templates.get_template("draft.html.j2").render(
            summary=summary, draft=summary.draft, home=INDEX, sides=SIDES
        )
    }
    if summary.versions is not None:
        pages[CHANGES] = templates.get_template("draft_changes.html.j2").render(
            summary=summary,
            versions=summary.versions,
            shown={clause.clause_id for clause in summary.draft.clauses},
            home=INDEX,
        )
    return pages
