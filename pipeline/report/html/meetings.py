"""Packs for meetings: what was said on the review items that a meeting takes, on one page."""

from pipeline.report.html.environment import opinion_anchor, template_environment
from pipeline.report.html.page import INDEX, pages_of_opinions
from pipeline.report.summary.opinion_lines import OpinionLine
from pipeline.report.summary.whole import Summary

HOME = f"../{INDEX}"


def render(summary: Summary) -> dict[str, str]:
    """File name → HTML for each entry of the schedule that takes an item."""
    hrefs = {
        line.opinion_id: f"../{name}#{opinion_anchor(line.opinion_id)}"
        for name, lines in pages_of_opinions(summary).items()
        for line in lines
    }

    def opinion_href(line: OpinionLine) -> str:
        return hrefs[line.opinion_id]

    template = template_environment(opinion_href).get_template("meeting.html.j2")
    sections = {section.code: section for section in summary.items}
    return {
        meeting.page: template.render(
            summary=summary,
            meeting=meeting,
            sections=[sections[code] for code, _ in meeting.items if code in sections],
            linked_themes={theme.theme_id for theme in summary.themes}
            | {sub.theme_id for theme in summary.themes for sub in theme.sub_themes},
            home=HOME,
        )
        for meeting in summary.meetings
        if meeting.page
    }
