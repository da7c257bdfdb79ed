"""The draft of a round as a page: a heat list, then the text with what was said beside it.

Where round.yaml names an earlier version, a second page shows both side by side (新旧対照表).
Where it names the version that followed, a third says what that took up (反映状況).
"""

from pipeline.report.html.environment import opinion_anchor, template_environment
from pipeline.report.html.page import INDEX, pages_of_opinions
from pipeline.report.summary.opinion_lines import OpinionLine
from pipeline.report.summary.whole import Summary
from pipeline.tables.natures import SIDES

PAGE = "draft.html"
CHANGES = "draft_changes.html"
UPTAKE = "uptake.html"


def render(summary: Summary) -> dict[str, str]:
    """File name → HTML; nothing for a round without a draft."""
    if summary.draft is None and summary.taken_up is None:
        return {}
    hrefs = {
        line.opinion_id: f"{name}#{opinion_anchor(line.opinion_id)}"
        for name, lines in pages_of_opinions(summary).items()
        for line in lines
    }

    def opinion_href(line: OpinionLine) -> str:
        return hrefs[line.opinion_id]

    templates = template_environment(opinion_href)
    pages = {}
    if summary.draft is not None:
        pages[PAGE] = templates.get_template("draft.html.j2").render(
            summary=summary, draft=summary.draft, home=INDEX, sides=SIDES
        )
    if summary.draft is not None and summary.versions is not None:
        pages[CHANGES] = templates.get_template("draft_changes.html.j2").render(
            summary=summary,
            versions=summary.versions,
            shown={clause.clause_id for clause in summary.draft.clauses},
            home=INDEX,
        )
    if summary.taken_up is not None:
        pages[UPTAKE] = templates.get_template("uptake.html.j2").render(
            summary=summary, part=summary.taken_up, home=INDEX
        )
    return pages
